"""The exercises of chapter 6: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake, Raises

from helpers.nn.activations import relu, softmax
from helpers.nn.layers import Affine, ReLU, SoftmaxWithLoss
from helpers.nn.networks import TwoLayerNet, init_params, train_step

# --- 6.2 ------------------------------------------------------------------------------------------


class Divide:
    def forward(self, a, b):
        self.a, self.b = a, b
        return a / b

    def backward(self, dout):
        return dout / self.b, -dout * self.a / self.b**2


class DividePlus(Divide):
    def backward(self, dout):
        return dout / self.b, dout * self.a / self.b**2


class DivideAlone(Divide):
    def backward(self, dout):
        return 1 / self.b, -self.a / self.b**2


class DivideTurned(Divide):
    def backward(self, dout):
        return -dout * self.a / self.b**2, dout / self.b


class DivideOnce(Divide):
    def backward(self, dout):
        return dout / self.b, -dout * self.a / self.b


class DivideOneGradient(Divide):
    def backward(self, dout):
        return dout / self.b


class DivideAsMultiply(Divide):
    def backward(self, dout):
        return dout * self.b, dout * self.a


class DivideTwice(Divide):
    def backward(self, dout):
        return dout / self.b, -dout * self.a / self.b * 2


class DivideSwapped(Divide):
    def backward(self, dout):
        return dout / self.a, -dout * self.b / self.a**2


def divide_there_and_back(Layer, a, b, dout):
    layer = Layer()
    return {"forward": layer.forward(a, b), "backward": layer.backward(dout)}


def quotients(rng):
    yield 6.0, 2.0, 1.0
    yield 6.0, 2.0, 10.0
    for shape in (3,), (2, 3):
        yield rng.normal(size=shape), rng.uniform(0.5, 2, size=shape), rng.normal(size=shape)


# --- 6.4 ------------------------------------------------------------------------------------------


def relu_there_and_back(Layer, x, dout):
    layer = Layer()
    return {"forward": layer.forward(x), "backward": layer.backward(dout)}


class ReLUInPlace:
    def forward(self, x):
        self.off = x <= 0
        x[self.off] = 0
        return x

    def backward(self, dout):
        dout[self.off] = 0
        return dout


class ReLUForwardFixed(ReLUInPlace):
    def forward(self, x):
        self.off = x <= 0
        return relu(x)


class ReLUBackwardFixed(ReLUInPlace):
    def backward(self, dout):
        return dout * ~self.off


class ReLUOpenAtZero:
    def forward(self, x):
        self.off = x < 0
        return relu(x)

    def backward(self, dout):
        return dout * ~self.off


class ReLUMaskTurned:
    def forward(self, x):
        self.off = x <= 0
        return relu(x)

    def backward(self, dout):
        return dout * self.off


class ReLUWithoutMask:
    def forward(self, x):
        return relu(x)

    def backward(self, dout):
        return relu(dout)


def signals(rng):
    yield np.array([[1.0, -2.0, 3.0]]), np.array([[10.0, 20.0, 30.0]])
    yield np.array([[-1.0, 0.0], [2.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])
    for shape in (3, 4), (5, 2):
        yield rng.normal(size=shape), rng.normal(size=shape)


# --- 6.5 ------------------------------------------------------------------------------------------


class AffineTurned:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return X @ self.W.T + self.b

    def backward(self, dout):
        self.dW = dout.T @ self.X
        self.db = dout.sum(axis=0)
        return dout @ self.W


class AffineAsInTheChapter(AffineTurned):
    def forward(self, X):
        self.X = X
        return X @ self.W + self.b


class AffineGradientTurned(AffineTurned):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW = self.X.T @ dout
        return dX


class AffineMeanBias(AffineTurned):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.mean(axis=0)
        return dX


class AffineMeans(AffineMeanBias):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dX


class AffineNothingLeft(AffineTurned):
    def backward(self, dout):
        return dout @ self.W, dout.T @ self.X, dout.sum(axis=0)


class AffineWrongAxis(AffineTurned):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.sum(axis=1)
        return dX


class AffineNoBias(AffineTurned):
    def forward(self, X):
        self.X = X
        return X @ self.W.T


def affine_there_and_back(Layer, W, b, X, dout):
    layer = Layer(W, b)
    out = layer.forward(X)
    dX = layer.backward(dout)
    return {"forward": out, "dX": dX, "dW": layer.dW, "db": layer.db}


def affine_inputs(rng):
    for N, D, H in (2, 3, 4), (4, 3, 2), (1, 5, 3), (6, 2, 5):
        shapes = (H, D), H, (N, D), (N, H)
        yield tuple(rng.normal(size=shape).round(2) for shape in shapes)


# --- 6.6 ------------------------------------------------------------------------------------------


def train(net, X, t, lr, steps, rng):
    losses = []
    for _ in range(steps):
        rows = rng.integers(len(X), size=10)
        losses.append(train_step(net, X[rows], t[rows], lr))
    return losses


def train_on_one_batch(net, X, t, lr, steps, rng):
    rows = rng.integers(len(X), size=10)
    return [train_step(net, X[rows], t[rows], lr) for _ in range(steps)]


def train_on_first_rows(net, X, t, lr, steps, rng):
    return [train_step(net, X[:10], t[:10], lr) for _ in range(steps)]


def train_on_everything(net, X, t, lr, steps, rng):
    return [train_step(net, X, t, lr) for _ in range(steps)]


def train_and_forget(net, X, t, lr, steps, rng):
    train(net, X, t, lr, steps, rng)


def train_for_the_last_loss(net, X, t, lr, steps, rng):
    return train(net, X, t, lr, steps, rng)[-1]


def train_once(net, X, t, lr, steps, rng):
    return train(net, X, t, lr, 1, rng)


def train_with_all_labels(net, X, t, lr, steps, rng):
    rows = rng.integers(len(X), size=10)
    return [train_step(net, X[rows], t, lr)]


def train_with_other_labels(net, X, t, lr, steps, rng):
    losses = []
    for _ in range(steps):
        rows = rng.integers(len(X), size=10)
        losses.append(train_step(net, X[rows], t[:10], lr))
    return losses


def train_with_two_draws(net, X, t, lr, steps, rng):
    losses = []
    for _ in range(steps):
        X_batch = X[rng.integers(len(X), size=10)]
        losses.append(train_step(net, X_batch, t[rng.integers(len(X), size=10)], lr))
    return losses


def train_without_steps(net, X, t, lr, steps, rng):
    losses = []
    for _ in range(steps):
        rows = rng.integers(len(X), size=10)
        losses.append(net.loss(X[rows], t[rows]))
    return losses


def train_uphill(net, X, t, lr, steps, rng):
    losses = []
    for _ in range(steps):
        rows = rng.integers(len(X), size=10)
        loss, grads = net.gradients(X[rows], t[rows])
        for name, grad in grads.items():
            net.params[name] += lr * grad
        losses.append(loss)
    return losses


class WatchedNet(TwoLayerNet):
    """Notes the examples of each step, and the learning rate of the step before."""

    def __init__(self, params):
        super().__init__(params)
        self.seen, self.rates, self.before, self.examples = set(), set(), None, set()
        self.steps = 0

    def gradients(self, X, t):
        self.note_rate()
        loss, grads = super().gradients(X, t)
        self.steps += 1
        self.seen.add(len(X))
        self.examples.update(map(tuple, X.tolist()))
        self.before = {name: (self.params[name].copy(), grads[name].copy()) for name in grads}
        return loss, grads

    def note_rate(self):
        """The bias of the output says how far the last step went, in units of its gradient."""
        if self.before:
            params, grad = self.before["b2"]
            place = np.argmax(np.abs(grad))
            step = params[place] - self.params["b2"][place]
            self.rates.add(round(float(step / (grad[place] or 1)), 6))


def trained(answer, X, t, lr, steps, rng):
    net = WatchedNet(init_params(2, 40, 3, rng, dtype=np.float64))
    state = rng.bit_generator.state
    losses = answer(net, X, t, lr, steps, rng)
    net.note_rate()
    return {
        "losses": losses,
        "accuracy": float(net.accuracy(X, t)),
        "examples in a step": sorted(net.seen),
        "different examples": len(net.examples),
        "steps": net.steps,
        "learning rates": sorted(net.rates)[:3],
        "rng was used": rng.bit_generator.state != state,
    }


def has_learned(output, X, t, lr, steps, rng):
    losses, seen = output["losses"], output["examples in a step"]
    if np.shape(losses) != (steps,):
        return f"A list of {steps} losses should come back, one for each step."
    if not np.isfinite(np.asarray(losses, float)).all():
        return "Not all of the losses are finite numbers."
    if not seen:
        return "No step was made. train_step makes one."
    if seen != [10]:
        return f"Each step should see 10 examples; here it saw {' or '.join(map(str, seen))}."
    if output["different examples"] < len(X) / 2:
        return (
            f"Of the {len(X)} examples only {output['different examples']} were ever used. From "
            "which numbers are the rows drawn, how often, and is X the whole set in every step?"
        )
    if output["accuracy"] < 0.95:
        share = f"{output['accuracy']:.0%}"
        return (
            f"After the training only {share} of the points are read right. Do the labels of a "
            "step belong to its examples?"
        )
    if output["steps"] != steps:
        return f"{output['steps']} steps were made, and {steps} are asked for."
    if not output["rng was used"]:
        return "The rows should be drawn with the `rng` of the call."
    if not np.allclose(output["learning rates"], lr, atol=1e-4):
        rates = " or ".join(map(str, output["learning rates"]))
        return f"The learning rate of the call is {lr}; here the steps were made with {rates}."
    return bool(np.mean(losses[-20:]) < np.mean(losses[:5]))


def nine_clouds(rng):
    """Nine clouds in a circle, every third of the same class."""
    angles = np.arange(9) * 2 * np.pi / 9
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    for n, lr, steps in (20, 0.2, 400), (30, 0.3, 300):
        clouds = np.repeat([0, 3, 6, 1, 4, 7, 2, 5, 8], n)
        X = centres[clouds] + 0.15 * rng.normal(size=(9 * n, 2))
        yield X, clouds % 3, lr, steps, np.random.default_rng(rng.integers(1000))


# --- 6.7 ------------------------------------------------------------------------------------------


def gradients_of_two_layers(
    params, X, t, transposed=True, mean=True, mask=True, brackets=True, last=False
):
    a1 = X @ params["W1"] + params["b1"]
    z1 = relu(a1)
    da2 = softmax(z1 @ params["W2"] + params["b2"])
    da2[np.arange(len(t)), t] -= 1 / len(t) if last else 1
    if mean and not last:
        da2 = da2 / len(t)
    dz1 = da2 @ (params["W2"].T if transposed else params["W2"])
    da1 = dz1 * (a1 > 0) if mask else dz1
    if not brackets:
        da1 = dz1 * a1 > 0
    dW1, dW2 = X.T @ da1, z1.T @ da2
    return {"W1": dW1, "b1": da1.sum(axis=0), "W2": dW2, "b2": da2.sum(axis=0)}


def faulty_gradients(params, X, t):
    a1 = X @ params["W1"] + params["b1"]
    z1 = relu(a1)
    da2 = softmax(z1 @ params["W2"] + params["b2"])
    da2[np.arange(len(t)), t] -= 1
    da1 = (da2 @ params["W2"]) * (a1 > 0)
    dW1, dW2 = X.T @ da1, z1.T @ da2
    return {"W1": dW1, "b1": da1.sum(axis=0), "W2": dW2, "b2": da2.sum(axis=0)}


def only_transposed(params, X, t):
    return gradients_of_two_layers(params, X, t, mean=False)


def only_mean(params, X, t):
    return gradients_of_two_layers(params, X, t, transposed=False)


def divided_at_the_end(params, X, t):
    """The mean is taken where the weights' gradients are made, and forgotten for the biases."""
    grads = gradients_of_two_layers(params, X, t, mean=False)
    return grads | {name: grads[name] / len(t) for name in ("W1", "W2")}


def small_batches(rng):
    for N, D, H, K in (3, 3, 3, 3), (5, 4, 6, 3), (2, 5, 3, 4):
        params = init_params(D, H, K, rng, dtype=np.float64)
        params["b1"], params["b2"] = rng.normal(size=H), rng.normal(size=K)
        yield params, rng.normal(size=(N, D)), rng.integers(K, size=N)


# --- 6.8 ------------------------------------------------------------------------------------------


class ThreeLayerNet:
    def __init__(self, params):
        self.params = {name: value.copy() for name, value in params.items()}
        self.build(self.params)

    def build(self, p):
        self.layers = [Affine(p["W1"], p["b1"]), ReLU(), Affine(p["W2"], p["b2"]), ReLU()]
        self.layers += [Affine(p["W3"], p["b3"])]
        self.last = SoftmaxWithLoss()

    def loss(self, X, t):
        for layer in self.layers:
            X = layer.forward(X)
        return self.last.forward(X, t)

    def gradients(self, X, t):
        loss, dout = self.loss(X, t), self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        one, two, three = (layer for layer in self.layers if isinstance(layer, Affine))
        grads = {"W1": one.dW, "b1": one.db, "W2": two.dW, "b2": two.db}
        return loss, grads | {"W3": three.dW, "b3": three.db}


class ThreeOneMask(ThreeLayerNet):
    def build(self, p):
        super().build(p)
        self.layers[3] = self.layers[1]


class ThreeOneReLU(ThreeLayerNet):
    def build(self, p):
        super().build(p)
        del self.layers[3]


class ThreeLastReLU(ThreeLayerNet):
    def build(self, p):
        super().build(p)
        self.layers.append(ReLU())


class ThreeLentArrays(ThreeLayerNet):
    def __init__(self, params):
        super().__init__(params)
        self.build(params)


class ThreeForwardAgain(ThreeLayerNet):
    def gradients(self, X, t):
        loss, dout = self.loss(X, t), self.last.backward()
        for layer in self.layers:
            dout = layer.backward(dout)
        return loss, {}


class ThreeSoftmaxTwice(ThreeLayerNet):
    def loss(self, X, t):
        for layer in self.layers:
            X = layer.forward(X)
        return self.last.forward(softmax(X), t)


class ThreeLossLast(ThreeLayerNet):
    def gradients(self, X, t):
        loss, grads = super().gradients(X, t)
        return grads, loss


class ThreeWithoutLoss(ThreeLayerNet):
    def gradients(self, X, t):
        return super().gradients(X, t)[1]


def three_layer_pass(Net, params, X, t):
    net = Net(params)
    came = net.gradients(X, t)
    if isinstance(came, dict):
        return {"gradients": came}
    loss, grads = came
    gradients = {name: np.array(grads[name]) for name in params}
    train_step(net, X, t, 0.1)
    return {"loss": loss, "gradients": gradients, "loss after train_step": net.loss(X, t)}


def three_layer_batches(rng):
    for N, D, H1, H2, K in (3, 2, 4, 4, 2), (5, 4, 6, 7, 3), (3, 2, 8, 4, 5):
        params = {}
        for n, (rows, columns) in enumerate(((D, H1), (H1, H2), (H2, K)), start=1):
            params[f"W{n}"] = rng.normal(size=(rows, columns)) * np.sqrt(2 / rows)
            params[f"b{n}"] = rng.normal(size=columns) / 2
        yield params, rng.normal(size=(N, D)), rng.integers(K, size=N)


# --- 6.9 ------------------------------------------------------------------------------------------


def momentum_step(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = 0.9 * velocity[name] - lr * grad
        net.params[name] += velocity[name]
    return loss


def momentum_uphill(net, velocity, X, t, lr):
    return momentum_step(net, velocity, X, t, -lr)


def momentum_without_end(net, velocity, X, t, lr):
    """All of the old velocity is kept."""
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = velocity[name] - lr * grad
        net.params[name] += velocity[name]
    return loss


def momentum_turned(net, velocity, X, t, lr):
    """The velocity points uphill, and the parameters move against it."""
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = 0.9 * velocity[name] + lr * grad
        net.params[name] -= velocity[name]
    return loss


def momentum_without_memory(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = -lr * grad
        net.params[name] += velocity[name]
    return loss


def momentum_not_stored(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        net.params[name] += 0.9 * velocity[name] - lr * grad
    return loss


def momentum_new_arrays(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = 0.9 * velocity[name] - lr * grad
        net.params[name] = net.params[name] + velocity[name]
    return loss


def momentum_rate_outside(net, velocity, X, t, lr):
    """lr multiplies the velocity as a whole, again in each step."""
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = lr * (0.9 * velocity[name] - grad)
        net.params[name] += velocity[name]
    return loss


def momentum_with(new_velocity, move, net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = new_velocity(velocity[name], grad, lr)
        net.params[name] += move(velocity[name], lr)
    return loss


def momentum_never_moves(net, velocity, X, t, lr):
    return momentum_with(
        lambda v, g, lr: 0.9 * v - lr * g, lambda v, lr: 0, net, velocity, X, t, lr
    )


def momentum_of_the_last(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = 0.9 * velocity[name] - lr * grad
    net.params[name] += velocity[name]
    return loss


def momentum_replaces(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        velocity[name] = 0.9 * velocity[name] - lr * grad
        net.params[name] = velocity[name]
    return loss


def momentum_late(net, velocity, X, t, lr):
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        net.params[name] += velocity[name]
        velocity[name] = 0.9 * velocity[name] - lr * grad
    return loss


def four_momentum_steps(step, params, X, t, lr):
    net = TwoLayerNet(params)
    velocity = {name: np.zeros_like(value) for name, value in net.params.items()}
    losses = [step(net, velocity, X, t, lr) for _ in range(4)]
    return {"losses": losses, "velocity": velocity, "params": net.params}


def momentum_inputs(rng):
    for lr, case in zip((0.1, 0.2, 0.05), small_batches(rng), strict=True):
        yield *case, lr


EXERCISES = [
    Exercise(
        number="6.1",
        title="Predict three gradients",
        hint="Write on each edge what comes back along it, starting with 1 at the end. A product hands each input what arrives, times its other input.",
        answer=(6.25, 100, 400),
        praise="One more apple costs 100 more: its price and the tax on it.",
        mistakes=[
            Mistake(
                (5, 80, 400),
                "What arrives at the first node is not 1: the second node has multiplied it.",
            ),
            Mistake(
                (100, 6.25, 400),
                "A product hands back the other input. Have price and count changed places?",
            ),
            Mistake(
                (6.25, 100, 1.25), "The tax gets the other input of its node. Which number is that?"
            ),
            Mistake(
                (125, 2000, 400),
                "The tax factor is 1.25: the bill is 1.25 times the cost, not 25 times.",
            ),
            Mistake(
                (80, 5, 1.25), "These are the values themselves. What comes back along the edges?"
            ),
            Mistake(
                (6.25, 100, 500),
                "The tax gets the other input of its node: the cost before the tax.",
            ),
            Mistake(
                (1.25, 1.25, 400),
                "The first node is a product. Only a sum hands on what arrives as it is.",
            ),
            Mistake((7.8125, 125, 400), "The tax factor counts once. Here it counts twice."),
        ],
    ),
    Exercise(
        number="6.2",
        title="Write a layer that divides",
        hint="Keep a and b with self in forward. Each gradient is what arrives, times the local derivative.",
        reference=Divide,
        inputs=quotients,
        run=divide_there_and_back,
        call="layer = MyDivide(); layer.forward(a, b), then layer.backward(dout)",
        praise="Any operation with a known derivative becomes a layer in this way.",
        mistakes=[
            Mistake(
                DividePlus,
                "A larger b makes a smaller quotient. Which sign does its gradient have?",
            ),
            Mistake(
                DivideAlone,
                "These are the local derivatives. The chain rule multiplies them by what arrives.",
            ),
            Mistake(DivideTurned, "The two gradients have changed places: that of a comes first."),
            Mistake(DivideOnce, "Look at the local derivative for b again: it contains b squared."),
            Mistake(
                DivideOneGradient,
                "backward returns two gradients, one for each input, with a comma between them.",
            ),
            Mistake(DivideAsMultiply, "These are the gradients of a product."),
            Mistake(DivideTwice, "b**2 is the square. b * 2 is twice b."),
            Mistake(DivideSwapped, "a and b are kept under each other's name. Which is self.b?"),
        ],
    ),
    Exercise(
        number="6.3",
        title="Predict what a value gets that is used twice",
        hint="Follow the two ways of x one at a time: through the product, and straight into the sum.",
        answer=(-1, 3),
        praise="x has two ways to the result, and each brings its part.",
        mistakes=[
            Mistake((-2, 3), "That is what x gets through the product. Where else is x used?"),
            Mistake((1, 3), "That is what x gets through the sum. Where else is x used?"),
            Mistake((-2, 1), "x has two ways to the result; and a product hands back which input?"),
            Mistake((3, -1), "Right numbers, but in the other order: x first."),
            Mistake((-3, 3), "The way through the sum brings +1, and not −1."),
            Mistake((4, -2), "A product hands each input the other one."),
        ],
    ),
    Exercise(
        number="6.4",
        title="Repair a ReLU",
        hint="Call both methods on small arrays: is each result right, and are x and dout afterwards what they were before?",
        reference=ReLU,
        given=ReLUInPlace,
        inputs=signals,
        run=relu_there_and_back,
        call="layer = MyReLU(); layer.forward(x), then layer.backward(dout)",
        praise="A layer that leaves its inputs as they were can be joined with any other.",
        mistakes=[
            Mistake(
                ReLUForwardFixed,
                "forward is right now. What does backward still do to the array that it gets?",
            ),
            Mistake(
                ReLUBackwardFixed,
                "backward is right now. What does forward still do to the array that it gets?",
            ),
            Mistake(
                ReLUOpenAtZero, "At x = 0 this lets the gradient pass; the course takes 0 there."
            ),
            Mistake(
                ReLUMaskTurned,
                "backward passes what it should stop, and stops what it should pass.",
            ),
            Mistake(
                ReLUWithoutMask,
                "What decides is the sign of x, not the sign of dout: keep it in forward.",
            ),
            Mistake(
                ReLUInPlace,
                "`y = x` and `x[:]` are the same memory as x, and a copy in the return line comes too "
                "late. Make the copy before anything is written.",
            ),
        ],
    ),
    Exercise(
        number="6.5",
        title="Write Affine for weights that are stored the other way round",
        hint="Write the shape beside every name. The gradient of an array has the shape of that array.",
        reference=AffineTurned,
        inputs=affine_inputs,
        run=affine_there_and_back,
        call="layer = MyAffine(W, b); layer.forward(X), then layer.backward(dout)",
        praise="The shapes have led to the transposes, without a rule to remember.",
        mistakes=[
            Mistake(
                AffineAsInTheChapter,
                "A product does not fit. Write the shapes beside each: W is (H, D) here.",
            ),
            Mistake(
                AffineGradientTurned, "dW is (D, H) here, and must have the shape of W, (H, D)."
            ),
            Mistake(
                AffineMeanBias,
                "db is the sum over the examples. The mean is taken once, in the last layer.",
            ),
            Mistake(
                AffineMeans,
                "dW and db are sums over the examples. The mean is taken once, in the last layer.",
            ),
            Mistake(
                AffineNothingLeft,
                "The layer must keep them: self.X in forward, self.dW and self.db in backward.",
            ),
            Mistake(AffineWrongAxis, "db must have one number for each output: sum over the rows."),
            Mistake(AffineNoBias, "The bias is missing in forward."),
        ],
    ),
    Exercise(
        number="6.6",
        title="Write the training loop",
        hint="Print the rows of the first two steps, and the first and the last losses.",
        reference=train,
        judge=has_learned,
        expected="one loss for each step, and at the end 95 of 100 points read right",
        inputs=nine_clouds,
        run=trained,
        call="net = TwoLayerNet(init_params(2, 40, 3, rng)); my_train(net, X, t, lr, steps, rng)",
        praise="This loop trains every network of this chapter, and the largest networks there are.",
        mistakes=[
            Mistake(
                train_on_one_batch,
                "The rows are drawn once. The network sees the same 10 examples in every step.",
            ),
            Mistake(
                train_on_everything,
                "The network learns, but from all examples in every step. Draw 10 rows for each.",
            ),
            Mistake(
                train_and_forget, "The network has learned, but no losses come back: return them."
            ),
            Mistake(
                train_for_the_last_loss,
                "Only the last loss comes back. Collect them in a list, one for each step.",
            ),
            Mistake(train_once, "It ends after one step. Is `return` inside the loop?"),
            Mistake(
                train_with_all_labels,
                "A step needs as many labels as examples, so pick both with the same rows.",
            ),
            Mistake(
                train_on_first_rows,
                "These are always the first rows, and they all belong to one class.",
            ),
            Mistake(
                train_with_other_labels,
                "The labels are not those of the examples: pick them with the same rows.",
            ),
            Mistake(
                train_with_two_draws,
                "Examples and labels are drawn separately, so they do not belong together.",
            ),
            Mistake(
                train_without_steps, "The losses are computed, but no step is taken: train_step."
            ),
            Mistake(train_uphill, "The loss rises. Which sign does the step have?"),
            Mistake(
                Raises(r"X has shape \(2,\)"),
                "One row number picks one example. With size=10 rng.integers draws ten.",
            ),
        ],
    ),
    Exercise(
        number="6.7",
        title="Repair the gradients of a network",
        hint="Compare each gradient with the numerical one: is the shape the same, and which factor lies between them?",
        reference=gradients_of_two_layers,
        given=faulty_gradients,
        inputs=small_batches,
        praise="Different sizes and the numerical gradient find what a falling loss hides.",
        mistakes=[
            Mistake(
                only_transposed,
                "The shapes fit now. Every gradient is N times too large: the loss is a mean.",
            ),
            Mistake(
                only_mean,
                "The mean is right now. Which product fits only if H and K are equal?",
            ),
            Mistake(
                divided_at_the_end,
                "The biases still miss the division. Where can one division serve all four?",
            ),
            Mistake(
                lambda params, X, t: gradients_of_two_layers(params, X, t, last=True),
                "Only the 1 is divided by N. All of da2 has to be.",
            ),
            Mistake(
                lambda params, X, t: gradients_of_two_layers(params, X, t, mask=False),
                "The ReLU is missing on the way back: where a1 was not positive, nothing passes.",
            ),
            Mistake(
                lambda params, X, t: gradients_of_two_layers(params, X, t, brackets=False),
                "Brackets are missing: > comes after *, so the whole product is compared with 0.",
            ),
        ],
    ),
    Exercise(
        number="6.8",
        title="Give the network a second hidden layer",
        reference=ThreeLayerNet,
        inputs=three_layer_batches,
        run=three_layer_pass,
        call="net = MyThreeLayerNet(params); net.gradients(X, t); train_step(net, X, t, 0.1); net.loss(X, t)",
        praise="From here on depth costs one more layer in a list, and no new mathematics.",
        mistakes=[
            Mistake(
                ThreeOneMask,
                "The two ReLU layers are one object, whose second forward overwrites its mask.",
            ),
            Mistake(ThreeOneReLU, "There is a ReLU after the first Affine. Is there a second one?"),
            Mistake(
                ThreeLastReLU, "The scores go through a ReLU. They should go straight to softmax."
            ),
            Mistake(
                ThreeLentArrays,
                "The layers hold the arrays of `params`, not their copies in self.params, so "
                "train_step does not reach them.",
            ),
            Mistake(
                ThreeForwardAgain,
                "A product does not fit. Are the layers called in the opposite order on the way back?",
            ),
            Mistake(
                ThreeSoftmaxTwice,
                "The scores go through softmax twice: SoftmaxWithLoss contains one.",
            ),
            Mistake(ThreeLossLast, "gradients returns the loss first, then the dict."),
            Mistake(
                Raises("'(ReLU|Affine|SoftmaxWithLoss)' object is not callable"),
                "A layer works through its methods: layer.forward(X) and layer.backward(dout).",
            ),
            Mistake(
                ThreeWithoutLoss,
                "gradients returns two things: the loss, and the dict with six gradients.",
            ),
            Mistake(
                Raises("'(SoftmaxWithLoss|ReLU|Affine)' object has no attribute"),
                "A layer's backward needs what its forward has kept. Does the forward pass run first?",
            ),
            Mistake(
                Raises("X has shape .* but W"),
                "A layer gets an array that does not fit. Does each one get what the one before it "
                "returned?",
            ),
            Mistake(
                Raises("dout must be"),
                "backward of a layer gets what the layer behind it returned. Which layer comes first "
                "on the way back, and what does it return?",
            ),
            Mistake(
                Raises(r"(ReLU|Affine)\.forward\(\) missing"),
                "ReLU is the class. ReLU() makes a layer.",
            ),
        ],
        hint="Compare each gradient with numerical_gradient to see in which layer it goes wrong.",
    ),
    Exercise(
        number="6.9",
        title="Add momentum",
        hint="Take two steps on paper for one number: v = 0, lr = 0.1, and the gradient 1 in both.",
        reference=momentum_step,
        inputs=momentum_inputs,
        run=four_momentum_steps,
        call="my_momentum_step(net, velocity, X, t, lr), four times",
        praise="Steps in the same direction add up, to as much as ten times lr · g. Steps to and fro cancel.",
        mistakes=[
            Mistake(momentum_uphill, "This walks uphill: the gradient enters with a minus sign."),
            Mistake(
                momentum_without_memory,
                "This is plain gradient descent: 0.9 times the old velocity is missing.",
            ),
            Mistake(
                momentum_without_end,
                "All of the old velocity is kept. The formula keeps nine tenths of it.",
            ),
            Mistake(
                momentum_turned,
                "The parameters are right, but the velocities have the other sign: in the formula "
                "the minus comes before lr, and the velocity is added.",
            ),
            Mistake(
                momentum_not_stored,
                "The new velocity moves the parameters but is not stored in the dict.",
            ),
            Mistake(
                momentum_new_arrays,
                "net.params gets new arrays, and the layers keep the old ones: use +=.",
            ),
            Mistake(
                momentum_rate_outside,
                "The old velocity is multiplied by lr too. In the formula lr multiplies g alone.",
            ),
            Mistake(
                Raises("only integers, slices"),
                "Does `velocity` still name the dict? `velocity = ...` gives the name to an array.",
            ),
            Mistake(
                Raises("can't multiply sequence"),
                "`name` is the name of a parameter, a text. Its gradient is grads[name].",
            ),
            Mistake(
                Raises(r"'dict'|Cannot cast ufunc 'add' output from dtype\('O'\)"),
                "A dict does not calculate. The arrays of one parameter are velocity[name], grads[name] "
                "and net.params[name].",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: 0.9 * (v - lr * g), lambda v, lr: v, *given
                ),
                "The gradient is multiplied by 0.9 too. In the formula only the old velocity is.",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: 1.9 * v - lr * g, lambda v, lr: v, *given
                ),
                "`+=` keeps all of the old velocity and adds nine tenths of it. `=` replaces it.",
            ),
            Mistake(
                momentum_never_moves,
                "The velocities are right, but the parameters do not move.",
            ),
            Mistake(
                momentum_of_the_last,
                "Only the last parameter moves. Is its line inside the loop?",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: 0.9 * v - lr * g, lambda v, lr: lr * v, *given
                ),
                "The velocity contains lr already. The parameter moves by v itself.",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: 0.9 * v - lr * g, lambda v, lr: -v, *given
                ),
                "The velocity points downhill already: it is added to the parameter.",
            ),
            Mistake(
                momentum_replaces,
                "The parameter becomes the velocity. It must move by it.",
            ),
            Mistake(
                momentum_late,
                "The parameter moves by the old velocity. First the new one, then the move.",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: 0.1 * v - lr * g, lambda v, lr: v, *given
                ),
                "A tenth of the old velocity is kept. The formula keeps nine tenths.",
            ),
            Mistake(
                lambda *given: momentum_with(
                    lambda v, g, lr: -0.9 * v - lr * g, lambda v, lr: v, *given
                ),
                "The old velocity is turned round. Only the gradient has a minus sign.",
            ),
        ],
    ),
]
