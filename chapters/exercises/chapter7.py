"""The exercises of chapter 7: one entry each. answercheck's `Exercise` says what it consists of."""

from itertools import pairwise

import numpy as np
from answercheck import Exercise, Mistake
from numpy.lib.stride_tricks import sliding_window_view

from helpers.nn.gradients import numerical_gradient
from helpers.nn.optimizers import SGD


def steps_of(make, start, slopes, lr):
    """The parameter, in the array in which it was given, after each step."""
    array = start.copy()
    optimizer, places = make({"w": array}), []
    for grad in slopes:
        optimizer.step({"w": grad.copy()}, lr)
        places.append(array.copy())
    return optimizer, np.array(places)


# --- 7.3 ------------------------------------------------------------------------------------------


class MomentumUphill(SGD):
    """The velocity points uphill and has no rate in it."""

    def __init__(self, params, beta=0.9):
        super().__init__(params)
        self.beta = beta
        self.velocity = {name: np.zeros_like(value) for name, value in params.items()}

    def move(self, name, grad, lr):
        u = self.velocity[name]
        u *= self.beta
        u += grad
        self.params[name] -= lr * u


class MomentumOfTheChapter(MomentumUphill):
    def move(self, name, grad, lr):
        v = self.velocity[name]
        v *= self.beta
        v -= lr * grad
        self.params[name] += v


class MomentumClimbs(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.velocity[name]
        u *= self.beta
        u += grad
        self.params[name] += lr * u


class MomentumNotStored(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.beta * self.velocity[name] + grad
        self.params[name] -= lr * u


class MomentumNewParameter(MomentumUphill):
    def move(self, name, grad, lr):
        self.velocity[name] = self.beta * self.velocity[name] + grad
        self.params[name] = self.params[name] - lr * self.velocity[name]


class MomentumKeepsAll(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.velocity[name]
        u += grad
        self.params[name] -= lr * u


class MomentumWithTheRate(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.velocity[name]
        u *= self.beta
        u += lr * grad
        self.params[name] -= u


class MomentumNotUsed(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.velocity[name]
        u *= self.beta
        u += grad
        self.params[name] -= lr * grad


class MomentumMean(MomentumUphill):
    def move(self, name, grad, lr):
        u = self.velocity[name]
        u *= self.beta
        u += (1 - self.beta) * grad
        self.params[name] -= lr * u


def momentum_run(Optimizer, start, slopes, lr, beta):
    optimizer, places = steps_of(lambda params: Optimizer(params, beta), start, slopes, lr)
    return {"places": places, "velocity": optimizer.velocity["w"]}


def momentum_cases(rng):
    yield np.array([0.0]), [np.array([2.0]), np.array([2.0]), np.array([1.0])], 0.1, 0.9
    for lr, beta in (0.5, 0.5), (0.02, 0.8):
        yield rng.normal(size=3), [rng.normal(size=3) for _ in range(4)], lr, beta


# --- 7.5 ------------------------------------------------------------------------------------------


class AdamFaulty(SGD):
    def __init__(self, params):
        super().__init__(params)
        self.m = {name: np.zeros_like(value) for name, value in params.items()}
        self.v = {name: np.zeros_like(value) for name, value in params.items()}

    def move(self, name, grad, lr):
        m, v = self.m[name], self.v[name]
        m += (1 - 0.9) * (grad - m)
        v += (1 - 0.999) * (grad - v) ** 2
        mean = m / (1 - 0.9)
        size = v / (1 - 0.999**self.steps)
        self.params[name] -= lr * mean / (size + 1e-8)


def adam_with(square, correction, root):
    """An Adam in which these of the three faults are repaired."""

    class PartlyRepaired(AdamFaulty):
        def move(self, name, grad, lr):
            m, v = self.m[name], self.v[name]
            m += (1 - 0.9) * (grad - m)
            v += (1 - 0.999) * (grad**2 - v if square else (grad - v) ** 2)
            mean = m / (1 - 0.9 ** (self.steps if correction else 1))
            size = v / (1 - 0.999**self.steps)
            self.params[name] -= lr * mean / ((np.sqrt(size) if root else size) + 1e-8)

    return PartlyRepaired


class AdamRootTooEarly(AdamFaulty):
    def move(self, name, grad, lr):
        m, v = self.m[name], self.v[name]
        m += (1 - 0.9) * (grad - m)
        v += (1 - 0.999) * (grad**2 - v)
        mean = m / (1 - 0.9**self.steps)
        size = np.sqrt(v) / (1 - 0.999**self.steps)
        self.params[name] -= lr * mean / (size + 1e-8)


class AdamCountsAgain(AdamFaulty):
    """Counts the steps once more, although `step` has counted."""

    def move(self, name, grad, lr):
        self.steps += 1
        adam_with(True, True, True).move(self, name, grad, lr)


class AdamNewArray(AdamFaulty):
    def move(self, name, grad, lr):
        self.params[name] = self.params[name].copy()
        adam_with(True, True, True).move(self, name, grad, lr)


def adam_run(Optimizer, start, slopes, lr):
    return steps_of(Optimizer, start, slopes, lr)[1]


def adam_cases(rng):
    yield np.zeros(2), [np.array([50.0, -0.002])] * 3, 0.01
    for lr in (0.1, 0.003):
        yield rng.normal(size=3), [rng.normal(size=3) for _ in range(4)], lr


# --- 7.6 ------------------------------------------------------------------------------------------


def schedule(step, steps, peak, rise):
    s = step / steps
    if s < rise:
        return peak * s / rise
    u = (s - rise) / (1 - rise)
    return peak * (1 + np.cos(np.pi * u)) / 2


def schedule_no_rise(step, steps, peak, rise):
    u = (step / steps - rise) / (1 - rise)
    return peak * (1 + np.cos(np.pi * u)) / 2


def schedule_not_halved(step, steps, peak, rise):
    value = schedule(step, steps, peak, rise)
    return value if step / steps < rise else 2 * value


def schedule_straight(step, steps, peak, rise):
    s = step / steps
    return peak * s / rise if s < rise else peak * (1 - s) / (1 - rise)


def schedule_without_u(step, steps, peak, rise):
    s = step / steps
    return peak * s / rise if s < rise else peak * (1 + np.cos(np.pi * s)) / 2


def schedule_short_u(step, steps, peak, rise):
    s = step / steps
    return peak * s / rise if s < rise else peak * (1 + np.cos(np.pi * (s - rise))) / 2


def schedule_without_brackets(step, steps, peak, rise):
    s = step / steps
    u = s - rise / 1 - rise
    return peak * s / rise if s < rise else peak * (1 + np.cos(np.pi * u)) / 2


def schedule_without_pi(step, steps, peak, rise):
    s = step / steps
    u = (s - rise) / (1 - rise)
    return peak * s / rise if s < rise else peak * (1 + np.cos(u)) / 2


def schedule_below_zero(step, steps, peak, rise):
    s = step / steps
    u = (s - rise) / (1 - rise)
    return peak * s / rise if s < rise else peak * np.cos(np.pi * u)


def schedule_no_peak_on_the_way_up(step, steps, peak, rise):
    s = step / steps
    return s / rise if s < rise else schedule(step, steps, peak, rise)


def schedule_without_decimals(step, steps, peak, rise):
    return schedule(0, steps, peak, rise)


def schedule_cases(rng):
    for step in 0, 10, 25, 60, 99:
        yield step, 100, 0.2, 0.25
    for _ in range(8):
        peak, rise = rng.uniform(0.1, 0.6, 2).round(2)
        yield int(rng.integers(40)), 40, peak, rise


# --- 7.8 ------------------------------------------------------------------------------------------


def first_weights(
    sizes, rng, std=lambda D, H: np.sqrt(2 / D), bias=lambda D, H: np.zeros(H), start=1
):
    params = {}
    for n, (D, H) in enumerate(pairwise(sizes), start=start):
        params[f"W{n}"] = rng.standard_normal((D, H)) * std(D, H)
        params[f"b{n}"] = bias(D, H)
    return params


def weights_xavier(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: np.sqrt(1 / D))


def weights_by_outputs(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: np.sqrt(2 / H))


def weights_variance(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: 2 / D)


def weights_half_a_root(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: np.sqrt(2) / D)


def weights_random_bias(sizes, rng):
    return first_weights(sizes, rng, bias=lambda D, H: rng.standard_normal(H))


def weights_small(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: 0.01)


def weights_wrong_bias(sizes, rng):
    return first_weights(sizes, rng, bias=lambda D, H: np.zeros(D))


def weights_from_zero(sizes, rng):
    return first_weights(sizes, rng, start=0)


def weights_without_the_last(sizes, rng):
    return first_weights(sizes[:-1], rng)


def weights_of_the_first_size(sizes, rng):
    return first_weights(sizes, rng, std=lambda D, H: np.sqrt(2 / sizes[0]))


def sizes_cases(rng):
    for hidden in [[]], [[3]], [[5, 2]], [[4, 6, 3]]:
        sizes = [int(rng.integers(4, 9)), *hidden[0], 2]
        yield sizes, np.random.default_rng(rng.integers(1000))


# --- 7.9 ------------------------------------------------------------------------------------------


class Norm:
    """Batch normalisation in training, for a batch of any size."""

    mean_part = variance_part = scaled = times_gamma = 1

    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta

    def forward(self, x):
        self.std = np.sqrt(x.var(axis=0) + 1e-5)
        self.xhat = (x - x.mean(axis=0)) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        dx = dout - self.mean_part * dout.mean(axis=0)
        dx = dx - self.variance_part * self.xhat * (dout * self.xhat).mean(axis=0)
        dx = dx / self.std if self.scaled else dx
        return self.gamma * dx if self.times_gamma else dx


class NormWithoutMean(Norm):
    mean_part = 0


class NormWithoutVariance(Norm):
    variance_part = 0


class NormWithoutScale(Norm):
    scaled = 0


class NormWithoutGamma(Norm):
    times_gamma = 0


def norm_check(Layer, N=5, ones=False, gamma=(0.5, 2.0, 1.5)):
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((N, 3)), rng.standard_normal((N, 3))
    dout = np.ones((N, 3)) if ones else dout
    layer = Layer(np.array(gamma), np.array([1.0, -1.0, 3.0]))
    expected = numerical_gradient(lambda x: np.sum(layer.forward(x) * dout), x)
    layer.forward(x)
    return bool(np.allclose(layer.backward(dout), expected, atol=1e-6))


def norm_check_given(Layer):
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((1, 3)), np.ones((1, 3))
    layer = Layer(np.ones(3), np.zeros(3))
    expected = numerical_gradient(lambda x: np.sum(layer.forward(x) * dout), x)
    layer.forward(x)
    return bool(np.allclose(layer.backward(dout), expected, atol=1e-6))


def norm_check_dout_of_ones(Layer):
    return norm_check(Layer, ones=True, gamma=(1.0, 1.0, 1.0))


def norm_check_gamma_of_ones(Layer):
    return norm_check(Layer, gamma=(1.0, 1.0, 1.0))


def norm_check_without_forward(Layer):
    """The last forward pass is that of the numerical gradient, with one number moved."""
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((5, 3)), rng.standard_normal((5, 3))
    layer = Layer(np.array([0.5, 2.0, 1.5]), np.zeros(3))
    expected = numerical_gradient(lambda x: np.sum(layer.forward(x) * dout), x)
    return bool(np.allclose(layer.backward(dout), expected, atol=1e-9))


def norm_check_always(Layer):
    return True


LAYERS = [Norm, NormWithoutVariance, NormWithoutScale, NormWithoutGamma, NormWithoutMean]

# --- 7.10 -----------------------------------------------------------------------------------------


class LayerNorm:
    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta

    def forward(self, X):
        self.std = np.sqrt(X.var(axis=1, keepdims=True) + 1e-5)
        self.xhat = (X - X.mean(axis=1, keepdims=True)) / self.std
        return self.gamma * self.xhat + self.beta

    def sums(self, dout):
        self.dgamma, self.dbeta = (dout * self.xhat).sum(axis=0), dout.sum(axis=0)

    def backward(self, dout):
        self.sums(dout)
        d = self.gamma * dout
        both = (d * self.xhat).mean(axis=1, keepdims=True)
        return (d - d.mean(axis=1, keepdims=True) - self.xhat * both) / self.std


class LayerNormGammaLast(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        both = (dout * self.xhat).mean(axis=1, keepdims=True)
        dx = dout - dout.mean(axis=1, keepdims=True) - self.xhat * both
        return self.gamma * dx / self.std


class LayerNormGammaOnce(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        d = self.gamma * dout
        both = (dout * self.xhat).mean(axis=1, keepdims=True)
        return (d - d.mean(axis=1, keepdims=True) - self.xhat * both) / self.std


class LayerNormColumns(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        d = self.gamma * dout
        return (d - d.mean(axis=0) - self.xhat * (d * self.xhat).mean(axis=0)) / self.std


class LayerNormSums(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        d = self.gamma * dout
        both = (d * self.xhat).sum(axis=1, keepdims=True)
        return (d - d.sum(axis=1, keepdims=True) - self.xhat * both) / self.std


class LayerNormDirect(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        return self.gamma * dout / self.std


class LayerNormWithoutSpread(LayerNorm):
    def backward(self, dout):
        self.sums(dout)
        d = self.gamma * dout
        return (d - d.mean(axis=1, keepdims=True)) / self.std


class LayerNormGradientsOfRows(LayerNorm):
    def sums(self, dout):
        self.dgamma, self.dbeta = (dout * self.xhat).sum(axis=1), dout.sum(axis=1)


class LayerNormUnscaled(LayerNorm):
    def backward(self, dout):
        return super().backward(dout) * self.std


def layer_norm_run(Layer, gamma, beta, X, dout):
    layer = Layer(gamma, beta)
    layer.forward(X)
    dX = layer.backward(dout)
    return {"dX": dX, "dgamma": layer.dgamma, "dbeta": layer.dbeta}


def layer_norm_cases(rng):
    for N, D in (2, 3), (5, 4), (3, 6):
        gamma, beta = rng.uniform(0.5, 2, D).round(2), rng.normal(size=D).round(2)
        yield gamma, beta, rng.normal(2, 3, (N, D)).round(2), rng.normal(size=(N, D)).round(2)


# --- 7.11 -----------------------------------------------------------------------------------------


def crops(images, size, rng):
    N, height, _ = images.shape
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    top, left = rng.integers(height - size + 1, size=(2, N))
    return windows[np.arange(N), top, left]


def crops_turned(images, size, rng):
    N, height, _ = images.shape
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    left, top = rng.integers(height - size + 1, size=(2, N))
    return windows[np.arange(N), top, left]


def crops_at_one_place(images, size, rng):
    height = images.shape[1]
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    top, left = rng.integers(height - size + 1, size=2)
    return windows[:, top, left]


def crops_never_last(images, size, rng):
    N, height, _ = images.shape
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    top, left = rng.integers(height - size, size=(2, N))
    return windows[np.arange(N), top, left]


def crops_all_pairs(images, size, rng):
    N, height, _ = images.shape
    windows = sliding_window_view(images, (size, size), axis=(1, 2))
    top, left = rng.integers(height - size + 1, size=(2, N))
    return windows[:, top, left]


def crops_padded(images, size, rng):
    return crops(np.pad(images, ((0, 0), (1, 1), (1, 1))), size, rng)


def image_cases(rng):
    for N, side, size in (2, 4, 3), (3, 5, 2), (4, 6, 4), (5, 6, 3):
        yield rng.integers(100, size=(N, side, side)), size, np.random.default_rng(rng.integers(99))


# --- 7.12 -----------------------------------------------------------------------------------------


class DropoutFaulty:
    def __init__(self, share, rng):
        self.share, self.rng, self.train = share, rng, False

    def forward(self, x):
        self.mask = self.rng.random(x.shape) >= self.share
        return x * self.mask

    def backward(self, dout):
        return dout


class DropoutRight(DropoutFaulty):
    def forward(self, x):
        self.mask = 1
        if self.train:
            self.mask = (self.rng.random(x.shape) >= self.share) / (1 - self.share)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class DropoutBackwardLeft(DropoutRight):
    def backward(self, dout):
        return dout


class DropoutBackwardUnscaled(DropoutRight):
    def backward(self, dout):
        return dout * (self.mask > 0)


class DropoutUnscaled(DropoutRight):
    def forward(self, x):
        self.mask = 1
        if self.train:
            self.mask = self.rng.random(x.shape) >= self.share
        return x * self.mask


class DropoutOnlyRests(DropoutUnscaled):
    def backward(self, dout):
        return dout


class DropoutAtTestToo(DropoutRight):
    def forward(self, x):
        self.mask = (self.rng.random(x.shape) >= self.share) / (1 - self.share)
        return x * self.mask


class DropoutScaledAfterwards(DropoutRight):
    """As the book has it: nothing is enlarged in training, and everything made smaller afterwards."""

    def forward(self, x):
        self.mask = 1 - self.share
        if self.train:
            self.mask = self.rng.random(x.shape) >= self.share
        return x * self.mask


class DropoutKeepsTheShare(DropoutRight):
    def forward(self, x):
        self.mask = 1
        if self.train:
            self.mask = (self.rng.random(x.shape) < self.share) / self.share
        return x * self.mask


class DropoutTurned(DropoutRight):
    def forward(self, x):
        self.mask = 1
        if not self.train:
            self.mask = (self.rng.random(x.shape) >= self.share) / (1 - self.share)
        return x * self.mask


def dropout_run(Layer, share, rng, train, x, dout):
    layer = Layer(share, rng)
    layer.train = train
    return layer.forward(x), layer.backward(dout)


def dropout_cases(rng):
    for share, train in (0.5, True), (0.5, False), (0.2, True), (0.8, False), (0.8, True):
        x, dout = rng.integers(1, 9, size=(2, 2, 4)).astype(float)
        yield share, np.random.default_rng(rng.integers(99)), train, x, dout


# --- 7.14 -----------------------------------------------------------------------------------------


def log_rates(low, high, n, rng):
    return 10 ** rng.uniform(np.log10(low), np.log10(high), n)


def rates_even(low, high, n, rng):
    return rng.uniform(low, high, n)


def rates_powers(low, high, n, rng):
    return rng.uniform(np.log10(low), np.log10(high), n)


def rates_one(low, high, n, rng):
    return 10 ** rng.uniform(np.log10(low), np.log10(high))


def rates_mixed_logs(low, high, n, rng):
    return 10 ** rng.uniform(np.log(low), np.log(high), n)


def rates_of_the_ends(low, high, n, rng):
    return 10 ** rng.uniform(low, high, n)


def rates_on_a_grid(low, high, n, rng):
    return np.logspace(np.log10(low), np.log10(high), n)


def rate_cases(rng):
    for n in 3, 5, 4:
        low = 10.0 ** -rng.integers(2, 6)
        yield low, low * 1000, n, np.random.default_rng(rng.integers(1000))


EXERCISES = [
    Exercise(
        number="7.1",
        title="Predict the largest rate",
        answer=1 / 3,
        tolerance=0.015,
        praise="The steepest direction decides for all the others: its rate is 2 / curvature.",
        hint="Write down the factor 1 - rate · curvature for both directions. When is one of them -1?",
        mistakes=[
            Mistake(1 / 6, "At this rate the factor of the steep direction is 0. When is it -1?"),
            Mistake(
                2 / 3, "The curvature is the factor in the slope, and the slope of 3 x² is 6 x."
            ),
            Mistake(50, "That is the limit of the flat direction. Which direction leaves first?"),
            Mistake(
                25, "At this rate the factor of the flat direction is 0. Which one leaves first?"
            ),
            Mistake(1, "That was the limit of the valley in the text, whose curvature was 2."),
        ],
    ),
    Exercise(
        number="7.2",
        title="Predict where the velocity ends",
        answer=-2,
        tolerance=1e-3,
        praise="Momentum with beta 0.9 makes steps ten times as long where the slope stays the same.",
        hint="At the end v is the same before and after a step: v = 0.9 v - 0.2. Solve it for v.",
        mistakes=[
            Mistake(2, "The right size. Which way does a positive gradient push?"),
            Mistake(-0.2, "That is the first step. A share of each step is kept for the next one."),
            Mistake(-20, "The rate is missing: a step adds -0.1 · 2 to the velocity."),
            Mistake(-1.8, "That is what is left of it before the new push is added."),
            Mistake(-0.542, "That is the third velocity. Where does it end after very many steps?"),
        ],
    ),
    Exercise(
        number="7.3",
        title="Write momentum as PyTorch keeps it",
        reference=MomentumUphill,
        inputs=momentum_cases,
        run=momentum_run,
        call='optimizer = MyMomentum({"w": start}, beta); optimizer.step({"w": slope}, lr) for each slope',
        praise="With one rate both forms walk the same way; they differ when the rate changes.",
        hint="u *= beta, then u += grad, both in place, and then the parameter moves by lr times u.",
        mistakes=[
            Mistake(
                MomentumOfTheChapter,
                "The walk is right. In PyTorch's form the velocity has no rate and no minus in it.",
            ),
            Mistake(
                MomentumWithTheRate,
                "The walk is right. In PyTorch's form the rate enters only where the parameter moves.",
            ),
            Mistake(
                MomentumNotUsed,
                "Every step is a plain one: the parameter should move by lr times u, not by lr times grad.",
            ),
            Mistake(MomentumClimbs, "This walks uphill: u points along the gradient."),
            Mistake(
                MomentumNotStored,
                "Every step is a plain one: what self.velocity keeps must change, and move the parameter.",
            ),
            Mistake(
                MomentumNewParameter,
                "The array that was given does not move. self.params[name] must change inside it: -=.",
            ),
            Mistake(MomentumKeepsAll, "All of the old velocity is kept. Where does beta come in?"),
            Mistake(MomentumMean, "The gradient enters with the factor 1, not with 1 - beta."),
        ],
    ),
    Exercise(
        number="7.4",
        title="Predict Adam's first step",
        answer=(-0.01, 0.01),
        praise="Adam's first step has the size of the rate, whatever the gradient.",
        hint="After one step the corrected averages are g and g². What is g divided by the root of g²?",
        mistakes=[
            Mistake(
                (-0.5, 0.00002), "That is the plain step. Adam divides by the gradient's size."
            ),
            Mistake((0.01, -0.01), "The right size. Which way is downhill?"),
            Mistake((-0.01, -0.01), "The two gradients have different signs."),
            Mistake((0.01, 0.01), "The two gradients have different signs, and steps go downhill."),
            Mistake((-0.001, 0.001), "The correction divides the first average by 1 - 0.9 again."),
        ],
    ),
    Exercise(
        number="7.5",
        title="Repair an Adam with three faults",
        reference=adam_with(True, True, True),
        given=AdamFaulty,
        inputs=adam_cases,
        run=adam_run,
        call='optimizer = MyAdam({"w": start}); optimizer.step({"w": slope}, lr) for each slope',
        praise="Each of the three faults alone still walks downhill, which is why nobody notices.",
        hint="Compare v, the correction of m, and the size with the formulas, one line at a time.",
        mistakes=[
            Mistake(
                adam_with(True, False, False),
                "What v averages is right now. Two faults are left: in the lines of mean and size.",
            ),
            Mistake(
                adam_with(False, True, False),
                "The correction of m is right now. Two faults are left, both about v.",
            ),
            Mistake(
                adam_with(False, False, True),
                "The root is there now. Two faults are left: what v averages, and the correction of m.",
            ),
            Mistake(
                adam_with(True, True, False),
                "One fault is left: v is a mean of squares, and the size of the gradient is not.",
            ),
            Mistake(
                adam_with(True, False, True),
                "One fault is left: the sum of the weights in m grows with the number of steps.",
            ),
            Mistake(
                adam_with(False, True, True),
                "One fault is left: v should average the square of the gradient, and nothing else squared.",
            ),
            Mistake(
                AdamNewArray,
                "The array that was given does not move. self.params[name] must change inside it: -=.",
            ),
            Mistake(
                AdamRootTooEarly,
                "The root goes over the whole fraction: first the correction of v, then the root.",
            ),
            Mistake(AdamCountsAgain, "`step` has already counted this step in self.steps."),
        ],
    ),
    Exercise(
        number="7.6",
        title="Write a schedule",
        reference=schedule,
        inputs=schedule_cases,
        praise="Straight or along a cosine makes little difference; that it ends at 0 makes one.",
        hint="s first, then two cases: s below rise, and the rest with u. Try step = 0 and the last step.",
        mistakes=[
            Mistake(schedule_no_rise, "The way up is missing: what happens while s is below rise?"),
            Mistake(schedule_not_halved, "1 + cos goes from 2 to 0, so it is to be halved."),
            Mistake(
                schedule_straight,
                "The way down is a straight line here; it should be half a cosine.",
            ),
            Mistake(
                schedule_without_u, "The cosine should start where the way up ends: with u, not s."
            ),
            Mistake(schedule_short_u, "u goes from 0 to 1. What is s - rise to be divided by?"),
            Mistake(
                schedule_without_brackets,
                "/ comes before -: what is above and below the line of the fraction needs brackets.",
            ),
            Mistake(
                schedule_without_pi, "Half a cosine ends at pi; without it the rate hardly falls."
            ),
            Mistake(
                schedule_without_decimals,
                "s is 0 in every step: // drops the decimals, / keeps them.",
            ),
            Mistake(schedule_below_zero, "The cosine alone goes down to -1: a rate below 0."),
            Mistake(schedule_no_peak_on_the_way_up, "The way up ends at 1 in place of the peak."),
        ],
    ),
    Exercise(
        number="7.7",
        title="Predict five layers",
        answer=(0.1, 0.00001),
        praise="Five layers are enough to lose a signal in weights that are too small.",
        hint="Each layer multiplies by std · √n. Five layers multiply by that five times.",
        mistakes=[
            Mistake((0.01, 1e-10), "Each sum has 100 terms: the factor is std · √n, not std."),
            Mistake((1, 1), "The factor is std times the root of n. Signs make terms cancel."),
            Mistake((0.1, 0.1), "The factor is right. It is applied in each of the five layers."),
            Mistake((0.1, 0.5), "Factors multiply: 0.1 times 0.1 times 0.1 and so on."),
            Mistake((0.1, 0.02), "Factors multiply: 0.1 five times, not divided by 5."),
        ],
    ),
    Exercise(
        number="7.8",
        title="Write first weights for any sizes",
        reference=first_weights,
        inputs=sizes_cases,
        praise="From here on a deeper network is one more number in a list.",
        hint="pairwise(sizes) gives the inputs D and outputs H of each layer, enumerate its number.",
        mistakes=[
            Mistake(
                weights_xavier, "That is Xavier's rule. ReLU loses half, and He makes up for it."
            ),
            Mistake(
                weights_by_outputs, "A sum has as many terms as the layer has inputs, not outputs."
            ),
            Mistake(weights_variance, "2 / D is the variance. What is the standard deviation?"),
            Mistake(
                weights_half_a_root, "The root goes over the whole fraction: 2 / D, then the root."
            ),
            Mistake(weights_random_bias, "The weights are drawn, but all biases begin at 0."),
            Mistake(
                weights_small, "One fixed size for all layers: what does section 7.7 say of that?"
            ),
            Mistake(weights_wrong_bias, "A layer has one bias for each output."),
            Mistake(weights_from_zero, "The first layer has the number 1."),
            Mistake(weights_without_the_last, "The last layer, up to the outputs, is missing."),
            Mistake(
                weights_of_the_first_size,
                "Every layer has its own number of inputs; here all take that of the first.",
            ),
        ],
    ),
    Exercise(
        number="7.9",
        title="Repair a check that compares zeros with zeros",
        reference=norm_check,
        given=norm_check_given,
        inputs=[(Layer,) for Layer in LAYERS],
        praise="A check is worth what it can catch: look at the sizes of what it compares.",
        hint="Print layer.backward(dout) and expected. Which numbers make both of them 0, or alike?",
        mistakes=[
            Mistake(
                norm_check_dout_of_ones,
                "Some wrong layers still pass. Does xhat differ from 0, and does dout differ from row to row?",
            ),
            Mistake(
                norm_check_gamma_of_ones,
                "One wrong layer still passes. What is hidden by a gamma of ones?",
            ),
            Mistake(norm_check_always, "This says True of every layer."),
            Mistake(
                norm_check_without_forward,
                "The right layer fails now. More than two rows, the same x and dout, and a forward pass on x just before backward?",
            ),
        ],
    ),
    Exercise(
        number="7.10",
        title="Write the way back of layer normalisation",
        reference=LayerNorm,
        inputs=layer_norm_cases,
        run=layer_norm_run,
        call="layer = MyLayerNorm(gamma, beta); layer.forward(X), then layer.backward(dout)",
        praise="Large language models normalise in this way, since it needs no batch.",
        hint="d = gamma · dout first. The formula's means are now along each row: axis=1, keepdims=True.",
        mistakes=[
            Mistake(
                LayerNormGammaLast,
                "gamma differs along the row, so it must be inside the two means: start with gamma · dout.",
            ),
            Mistake(
                LayerNormGammaOnce,
                "gamma is missing in the last mean, which contains gamma · dout too.",
            ),
            Mistake(
                LayerNormColumns, "The means are over each column here; the rows are normalised."
            ),
            Mistake(LayerNormSums, "These are sums where the formula has means."),
            Mistake(
                LayerNormDirect, "Only the first of the three ways is here: x in its own xhat."
            ),
            Mistake(LayerNormWithoutSpread, "The way through the standard deviation is missing."),
            Mistake(
                LayerNormGradientsOfRows,
                "gamma and beta are used in every row, so dgamma and dbeta are sums over the rows.",
            ),
            Mistake(LayerNormUnscaled, "The division by the standard deviation is missing."),
        ],
    ),
    Exercise(
        number="7.11",
        title="Cut out parts of images",
        reference=crops,
        inputs=image_cases,
        without=("for", "while"),
        praise="A window view and one index do for a whole batch what two loops do for an image.",
        hint="The windows are (N, places, places, size, size). Index them with arange(N), top and left.",
        mistakes=[
            Mistake(
                crops_turned, "The first row of numbers is for the top, the second for the left."
            ),
            Mistake(crops_at_one_place, "Every image is cut at the same place. Draw N places."),
            Mistake(
                crops_never_last, "The last place is never drawn: there are height - size + 1."
            ),
            Mistake(
                crops_all_pairs,
                "Every image is cut at all places. windows[np.arange(N), top, left] takes one for each.",
            ),
            Mistake(
                crops_padded, "Nothing is to be padded here; the squares lie inside the images."
            ),
        ],
    ),
    Exercise(
        number="7.12",
        title="Repair a dropout that never rests",
        reference=DropoutRight,
        given=DropoutFaulty,
        inputs=dropout_cases,
        run=dropout_run,
        call="layer = MyDropout(share, rng); layer.train = train; layer.forward(x), layer.backward(dout)",
        praise="In training some work harder for all; afterwards all work, and nothing needs a factor.",
        hint="Ask three things: what happens when train is False, what makes up for the zeros, what goes back?",
        mistakes=[
            Mistake(
                DropoutOnlyRests,
                "It rests when train is False. What makes up for the zeros, and what does backward pass?",
            ),
            Mistake(
                DropoutUnscaled, "One thing is left: the numbers that are kept must be enlarged."
            ),
            Mistake(DropoutBackwardLeft, "forward is right. backward lets everything pass."),
            Mistake(
                DropoutBackwardUnscaled,
                "forward is right. What forward has enlarged, backward enlarges as well.",
            ),
            Mistake(DropoutAtTestToo, "It still drops when train is False."),
            Mistake(
                DropoutScaledAfterwards,
                "That also keeps the mean, but it must be done afterwards, each time. Enlarge in training.",
            ),
            Mistake(DropoutKeepsTheShare, "share is dropped, not kept."),
            Mistake(DropoutTurned, "It drops when train is False, and rests in training."),
        ],
    ),
    Exercise(
        number="7.13",
        title="Predict a standard error",
        answer=0.04,
        praise="So two settings that differ by five points there may well be equally good.",
        hint="p is 0.8 and n is 100: put them in, and do not forget the root.",
        mistakes=[
            Mistake(0.0016, "That is the square of it: take the root."),
            Mistake(0.4, "That is for a single image. n is 100."),
            Mistake(0.16, "That is p (1 - p). Divide by n and take the root."),
            Mistake(0.004, "The root goes over n too: the root of 100 is 10."),
            Mistake(4, "In points it is 4; the formula gives a share of 1."),
            Mistake(0.08, "That is twice the standard error."),
        ],
    ),
    Exercise(
        number="7.14",
        title="Draw on a logarithmic scale",
        reference=log_rates,
        inputs=rate_cases,
        praise="Each factor of ten gets the same share of the trials.",
        hint="Draw the power of ten between log10(low) and log10(high), then raise 10 to it.",
        mistakes=[
            Mistake(rates_even, "These are even on the ordinary scale: most are close to `high`."),
            Mistake(rates_powers, "These are the powers. What number has this power of ten?"),
            Mistake(rates_one, "One number comes back; `n` are asked for."),
            Mistake(rates_mixed_logs, "np.log is the power of e, and 10 is raised to it."),
            Mistake(
                rates_of_the_ends,
                "low and high are numbers, and the powers lie between their logs.",
            ),
            Mistake(rates_on_a_grid, "These are spaced evenly and not drawn at random."),
        ],
    ),
]
