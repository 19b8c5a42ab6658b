"""The exercises of chapter 8: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake, WrongKind
from numpy.lib.stride_tricks import sliding_window_view

from helpers.nn.layers import Affine, Convolution, Flatten, MaxPool, ReLU
from helpers.nn.networks import Network, he_weights

# --- 8.1 to 8.3 -----------------------------------------------------------------------------------


def map_of(x, w, rows=0, columns=0):
    """The map of one image; rows, columns: how many places more than there are, with 0 in them."""
    K = len(w)
    size = len(x) - K + 1, len(x[0]) - K + 1
    y = np.zeros((size[0] + rows, size[1] + columns))
    for r, c in np.ndindex(min(size[0], len(y)), min(size[1], len(y[0]))):
        y[r, c] = np.sum(x[r : r + K, c : c + K] * w)
    return y


def map_turned(x, w):
    return map_of(x, np.flip(w))


def map_transposed_filter(x, w):
    return map_of(x, w.T)


def map_transposed(x, w):
    return map_of(x, w).T


def map_as_large_as_the_image(x, w):
    return map_of(x, w, len(w) - 1, len(w) - 1)


def map_one_too_large(x, w):
    return map_of(x, w, 1, 1)


def map_one_too_small(x, w):
    return map_of(x, w, -1, -1)


def map_of_means(x, w):
    return map_of(x, w) / w.size


def map_of_matrix_products(x, w):
    K = len(w)
    y = map_of(x, w)
    for r, c in np.ndindex(y.shape):
        y[r, c] = np.sum(x[r : r + K, c : c + K] @ w)
    return y


def map_never_moves_down(x, w):
    return np.tile(map_of(x, w)[0], (len(x) - len(w) + 1, 1))


def map_in_the_first_place(x, w):
    """Each sum is put at the first place."""
    y = map_of(x, w)
    last, y[:] = y[-1, -1], 0
    y[0, 0] = last
    return y


def map_adds_up(x, w):
    return map_of(x, w).cumsum().reshape(map_of(x, w).shape)


def map_without_the_last_row(x, w):
    cut = w.copy()
    cut[-1], cut[:, -1] = 0, 0
    return map_of(x, cut)


def map_of_windows(x, w):
    return map_of(x, np.ones_like(w))


def map_cases(rng):
    yield np.arange(12).reshape(3, 4), np.array([[1, 2], [3, 5]])
    for height, width, K in (5, 4, 3), (4, 6, 2), (6, 6, 3), (3, 7, 1):
        yield rng.integers(-9, 10, (height, width)), rng.integers(-3, 4, (K, K))


def size_of(n, K, padding, stride):
    return (n + 2 * padding - K) // stride + 1


def size_not_whole(n, K, padding, stride):
    return (n + 2 * padding - K) / stride + 1


def size_without_the_first(n, K, padding, stride):
    return (n + 2 * padding - K) // stride


def size_rounded_up(n, K, padding, stride):
    return -(-(n + 2 * padding - K) // stride) + 1


def size_rounded(n, K, padding, stride):
    return round((n + 2 * padding - K) / stride) + 1


def size_padded_once(n, K, padding, stride):
    return (n + padding - K) // stride + 1


def size_without_padding(n, K, padding, stride):
    return (n - K) // stride + 1


def size_without_stride(n, K, padding, stride):
    return n + 2 * padding - K + 1


def size_plus_one_inside(n, K, padding, stride):
    return (n + 2 * padding - K + 1) // stride


def size_without_brackets(n, K, padding, stride):
    return n + 2 * padding - K // stride + 1


def size_of_starts_beyond(n, K, padding, stride):
    return (n + 2 * padding) // stride


def size_windows_apart(n, K, padding, stride):
    return (n + 2 * padding) // K


def size_cases(rng):
    yield 10, 3, 0, 1
    yield 10, 3, 0, 2
    yield 28, 5, 2, 1
    yield 7, 7, 0, 3
    for _ in range(8):
        n, K, padding, stride = (int(k) for k in rng.integers((8, 1, 0, 1), (30, 8, 4, 5)))
        yield n, K, padding, stride


def maps_of(x, W, b, biases=1, channels=None):
    C, F = W.shape[2:]
    channels = range(C) if channels is None else channels
    maps = [
        sum(map_of(x[:, :, k], W[:, :, k, f]) for k in channels) + biases * b[f] for f in range(F)
    ]
    return np.stack(maps, axis=-1)


def maps_without_bias(x, W, b):
    return maps_of(x, W, b, biases=0)


def maps_bias_in_each_channel(x, W, b):
    return maps_of(x, W, b, biases=x.shape[2])


def maps_bias_in_each_product(x, W, b):
    return maps_of(x, W, b, biases=W[..., 0].size)


def maps_bias_in_each_pixel(x, W, b):
    return maps_of(x, W, b, biases=len(W) ** 2)


def maps_first_channel(x, W, b):
    return maps_of(x, W, b, channels=[0])


def maps_rows_for_channels(x, W, b):
    """Takes x[k], a row of pixels, for the channel k."""
    K = len(W)
    height, width = x.shape[1] - K + 1, x.shape[2] - K + 1
    maps = [
        b[f]
        + sum(
            W[i, j, k, f] * x[k][i : i + height, j : j + width]
            for k in range(x.shape[2])
            for i, j in np.ndindex(K, K)
        )
        for f in range(W.shape[3])
    ]
    return np.stack(maps, axis=-1)


def maps_last_channel(x, W, b):
    return maps_of(x, W, b, channels=[x.shape[2] - 1])


def maps_mean_of_channels(x, W, b):
    return maps_of(x, W, b, biases=0) / x.shape[2] + b


def maps_filters_first(x, W, b):
    return np.moveaxis(maps_of(x, W, b), -1, 0)


def maps_of_every_channel(x, W, b):
    C, F = W.shape[2:]
    maps = [map_of(x[:, :, k], W[:, :, k, f]) + b[f] for f in range(F) for k in range(C)]
    return np.stack(maps, axis=-1)


def maps_channels_for_filters(x, W, b):
    C, F = W.shape[2:]
    maps = [sum(map_of(x[:, :, k], W[:, :, f, k]) for k in range(C)) + b[f] for f in range(F)]
    return np.stack(maps, axis=-1)


def maps_added_up(x, W, b):
    return maps_of(x, W, b).sum(axis=-1)


def maps_same_filter(x, W, b):
    same = np.broadcast_to(W[:, :, :1], W.shape)
    return maps_of(x, same, b)


def maps_turned(x, W, b):
    return maps_of(x, W[::-1, ::-1], b)


def maps_first_filter(x, W, b):
    return maps_of(x, W[..., :1], b[:1])


def maps_cases(rng):
    for height, width, K, C, F in (
        (4, 4, 3, 2, 1),
        (5, 4, 2, 3, 2),
        (4, 6, 3, 2, 4),
        (3, 5, 1, 4, 3),
    ):
        x = rng.integers(0, 10, (height, width, C)).astype(float)
        yield (
            x,
            rng.integers(-3, 4, (K, K, C, F)).astype(float),
            rng.integers(1, 9, F).astype(float),
        )


# --- 8.4 to 8.9 -----------------------------------------------------------------------------------


def without_brightness(X, W, order=(0, 1, 2, 4, 5, 3), centred=lambda rows: rows - mean_of(rows)):
    """Patches in this order of axes, treated by `centred`, times the filters."""
    K, _, F = W.shape[1:]
    windows = sliding_window_view(X, (K, K), axis=(1, 2))
    N, height, width = windows.shape[:3]
    rows = windows.transpose(order).reshape(N * height * width, -1)
    return (centred(rows) @ W.reshape(-1, F)).reshape(N, height, width, F)


def mean_of(rows):
    return rows.mean(axis=1, keepdims=True)


def patches_axes_not_moved(X, W):
    return without_brightness(X, W, order=(0, 1, 2, 3, 4, 5))


def patches_filters_turned(X, W):
    F = W.shape[3]
    return without_brightness(X, W.reshape(F, -1).T.reshape(W.shape))


def patches_flipped(X, W):
    return without_brightness(X, W[::-1, ::-1])


def patches_window_turned(X, W):
    return without_brightness(X, W, order=(0, 1, 2, 5, 4, 3))


def patches_not_centred(X, W):
    return without_brightness(X, W, centred=lambda rows: rows)


def patches_mean_of_all(X, W):
    return without_brightness(X, W, centred=lambda rows: rows - rows.mean())


def patches_mean_of_each_image(X, W):
    return patches_not_centred(X - X.mean(axis=(1, 2, 3), keepdims=True), W)


def patches_mean_over_places(X, W):
    return without_brightness(X, W, centred=lambda rows: rows - rows.mean(axis=0))


def patches_mean_of_each_channel(X, W):
    C = W.shape[2]

    def centred(rows):
        by_channel = rows.reshape(len(rows), -1, C)
        return (by_channel - by_channel.mean(axis=1, keepdims=True)).reshape(rows.shape)

    return without_brightness(X, W, centred=centred)


def patches_divided_too(X, W):
    return without_brightness(
        X, W, centred=lambda rows: (rows - mean_of(rows)) / rows.std(axis=1, keepdims=True)
    )


def patches_written_view(X, W):
    """Takes the means away inside the view, and so inside X, where windows overlap."""
    K = len(W)
    windows = sliding_window_view(X, (K, K), axis=(1, 2), writeable=True)
    windows -= windows.mean(axis=(3, 4, 5), keepdims=True)
    return without_brightness(X, W, centred=lambda rows: rows)


def patches_as_rows(X, W):
    return without_brightness(X, W).reshape(-1, W.shape[3])


def patches_channels_first(X, W):
    out = without_brightness(X, W)
    N, height, width, F = out.shape
    return out.reshape(N, F, height, width)


def patches_cases(rng):
    for (N, height, width, C), K, F in (
        ((1, 3, 4, 1), 2, 1),
        ((2, 5, 4, 3), 3, 2),
        ((3, 4, 6, 2), 2, 4),
    ):
        X = rng.integers(10, size=(N, height, width, C)).astype(float)
        yield X, rng.integers(-3, 4, size=(K, K, C, F)).astype(float)


def over_the_shifts(dout, W):
    K, C = W.shape[1:3]
    N, height, width, _ = dout.shape
    dX = np.zeros((N, height + K - 1, width + K - 1, C))
    for i, j in np.ndindex(K, K):
        dX[:, i : i + height, j : j + width] += dout @ W[i, j].T
    return dX


def shifts_assigned(dout, W):
    K, C = W.shape[1:3]
    N, height, width, _ = dout.shape
    dX = np.zeros((N, height + K - 1, width + K - 1, C))
    for i, j in np.ndindex(K, K):
        dX[:, i : i + height, j : j + width] = dout @ W[i, j].T
    return dX


def shifts_not_transposed(dout, W):
    K, C = W.shape[1:3]
    N, height, width, _ = dout.shape
    dX = np.zeros((N, height + K - 1, width + K - 1, C))
    for i, j in np.ndindex(K, K):
        dX[:, i : i + height, j : j + width] += dout @ W[i, j]
    return dX


def shifts_flipped(dout, W):
    return over_the_shifts(dout, W[::-1, ::-1])


def shifts_turned(dout, W):
    return over_the_shifts(dout, W.swapaxes(0, 1))


def shifts_of_the_first_filter(dout, W):
    return over_the_shifts(dout[..., :1], W[..., :1])


def shifts_channels_summed(dout, W):
    return over_the_shifts(dout, W.sum(axis=2, keepdims=True))


def shifts_channels_mixed(dout, W):
    return over_the_shifts(dout, np.broadcast_to(W.sum(axis=2, keepdims=True), W.shape))


def shifts_without_the_edge(dout, W):
    _, height, width, _ = dout.shape
    return over_the_shifts(dout, W)[:, :height, :width]


def shifts_mean(dout, W):
    counts = over_the_shifts(np.ones_like(dout[..., :1]), np.ones_like(W[..., :1, :1]))
    return over_the_shifts(dout, W) / counts


def shifts_divided(dout, W):
    return over_the_shifts(dout, W) / len(W) ** 2


def shifts_without_the_last(dout, W):
    K = len(W)
    inside = np.pad(np.ones((K - 1, K - 1)), ((0, 1), (0, 1)))
    return over_the_shifts(dout, W * inside[..., None, None])


def shifts_of_ones(dout, W):
    return over_the_shifts(np.ones_like(dout), W)


def shifts_cases(rng):
    for (N, height, width, F), K, C in (
        ((1, 2, 3, 1), 2, 1),
        ((2, 3, 2, 2), 3, 2),
        ((2, 4, 3, 3), 2, 4),
    ):
        dout = rng.integers(-3, 4, size=(N, height, width, F)).astype(float)
        yield dout, rng.integers(-3, 4, size=(K, K, C, F)).astype(float)


def backward_given(dout, W, shape, stride, padding):
    _, height, width, _ = dout.shape
    s, p = stride, padding
    dX = np.zeros(shape)
    for i, j in np.ndindex(W.shape[:2]):
        dX[:, i : i + s * height : s, j : j + s * width : s] = dout @ W[i, j].T
    return dX[:, p:-p, p:-p]


def backward_with_padding(dout, W, shape, stride, padding):
    s = stride
    _, height, width, _ = dout.shape
    dX = np.zeros(shape)
    for i, j in np.ndindex(W.shape[:2]):
        dX[:, i : i + s * height : s, j : j + s * width : s] += dout @ W[i, j].T
    return dX


def backward_repaired(dout, W, shape, stride, padding):
    dX, p = backward_with_padding(dout, W, shape, stride, padding), padding
    return dX[:, p : shape[1] - p, p : shape[2] - p]


def backward_still_empty(dout, W, shape, stride, padding):
    p = padding
    return backward_with_padding(dout, W, shape, stride, padding)[:, p:-p, p:-p]


def backward_still_forgets(dout, W, shape, stride, padding):
    _, height, width, _ = dout.shape
    s, p = stride, padding
    dX = np.zeros(shape)
    for i, j in np.ndindex(W.shape[:2]):
        dX[:, i : i + s * height : s, j : j + s * width : s] = dout @ W[i, j].T
    return dX[:, p : shape[1] - p, p : shape[2] - p]


def backward_cut_on_one_side(dout, W, shape, stride, padding):
    return backward_with_padding(dout, W, shape, stride, padding)[:, padding:, padding:]


def backward_cut_by_one(dout, W, shape, stride, padding):
    dX, p = backward_with_padding(dout, W, shape, stride, padding), padding
    return dX[:, p : shape[1] - p - 1, p : shape[2] - p - 1]


def backward_without_stride(dout, W, shape, stride, padding):
    _, height, width, _ = dout.shape
    p = padding
    dX = np.zeros(shape)
    for i, j in np.ndindex(W.shape[:2]):
        dX[:, i : i + height, j : j + width] += dout @ W[i, j].T
    return dX[:, p : shape[1] - p, p : shape[2] - p]


def backward_cases(rng):
    for K, stride, padding, (height, width), (C, F) in (
        (2, 2, 1, (2, 2), (1, 1)),
        (3, 2, 1, (2, 3), (2, 1)),
        (2, 1, 0, (3, 2), (1, 2)),
        (3, 1, 2, (3, 4), (2, 3)),
        (2, 3, 0, (2, 2), (3, 2)),
    ):
        shape = (2, K + stride * (height - 1), K + stride * (width - 1), C)
        dout = rng.integers(-3, 4, size=(2, height, width, F)).astype(float)
        yield dout, rng.integers(-3, 4, size=(K, K, C, F)).astype(float), shape, stride, padding


class PoolPaysAll:
    def forward(self, X):
        rows = np.maximum(X[:, ::2], X[:, 1::2])
        self.X, self.largest = X, np.maximum(rows[:, :, ::2], rows[:, :, 1::2])
        return self.largest

    def backward(self, dout):
        dX = np.empty_like(self.X)
        for i, j in np.ndindex(2, 2):
            dX[:, i::2, j::2] = dout * (self.X[:, i::2, j::2] == self.largest)
        return dX


def winners(pool):
    """How many of each square are the largest."""
    corners = [pool.X[:, i::2, j::2] == pool.largest for i, j in np.ndindex(2, 2)]
    return np.sum(corners, axis=0)


class PoolShares(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout / winners(self))


class PoolPaysTheFirst(PoolPaysAll):
    def backward(self, dout):
        dX = np.empty_like(self.X)
        for i, j in np.ndindex(2, 2):
            here = self.X[:, i::2, j::2] == self.largest
            dX[:, i::2, j::2] = dout * here
            dout = dout * ~here
        return dX


class PoolPaysTheLast(PoolPaysAll):
    def backward(self, dout):
        dX = np.empty_like(self.X)
        for i, j in [(1, 1), (1, 0), (0, 1), (0, 0)]:
            here = self.X[:, i::2, j::2] == self.largest
            dX[:, i::2, j::2] = dout * here
            dout = dout * ~here
        return dX


class PoolQuarters(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout / 4)


class PoolPaysNobody(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout * (winners(self) == 1))


class PoolHalves(PoolPaysAll):
    def backward(self, dout):
        return super().backward(np.where(winners(self) > 1, dout / 2, dout))


class PoolAlwaysHalves(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout / 2)


class PoolCountsOnTheWay(PoolPaysAll):
    def backward(self, dout):
        counted = np.zeros(dout.shape)
        dX = np.empty_like(self.X)
        for i, j in np.ndindex(2, 2):
            here = self.X[:, i::2, j::2] == self.largest
            counted += here
            dX[:, i::2, j::2] = dout / np.maximum(counted, 1) * here
        return dX


class PoolPaysTheOthersToo(PoolPaysAll):
    def backward(self, dout):
        return np.repeat(np.repeat(dout / winners(self), 2, axis=1), 2, axis=2)


class PoolMultiplies(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout * winners(self))


class PoolCountsOverAll(PoolPaysAll):
    def backward(self, dout):
        return super().backward(dout / winners(self).mean())


def pool_run(Layer, X, dout):
    layer = Layer()
    return {"largest": layer.forward(X), "dX": layer.backward(dout)}


def pool_cases(rng):
    blank = np.zeros((1, 2, 4, 1))
    blank[0, 0, 2:, 0] = 5
    yield blank, np.array([8.0, -2.0]).reshape(1, 1, 2, 1)
    for N, height, width, C in (2, 2, 4, 1), (2, 4, 4, 2), (3, 4, 2, 3):
        X = rng.integers(3, size=(N, height, width, C)).astype(float)
        yield X, rng.integers(-6, 7, size=(N, height // 2, width // 2, C)).astype(float)


def any_net(
    filters, rng, K=3, padding=1, pools=lambda side: side % 2 == 0, relu=True, turned=False
):
    layers, side, C = [], 28, 1
    for F in filters:
        W = he_weights(K, K, *((F, C) if turned else (C, F)), rng=rng)
        layers.append(Convolution(W, np.zeros(W.shape[3]), padding=padding))
        if pools(side):
            layers.append(MaxPool())
            side //= 2
        if relu:
            layers.append(ReLU())
        C = F
    layers += [Flatten(), Affine(he_weights(side * side * C, 10, rng=rng), np.zeros(10))]
    return Network(layers)


def net_of_one_channel(filters, rng):
    """Every convolution expects one channel."""
    layers, side = [], 28
    for F in filters:
        layers.append(Convolution(he_weights(3, 3, 1, F, rng=rng), np.zeros(F), padding=1))
        if side % 2 == 0:
            layers.append(MaxPool())
            side //= 2
        layers.append(ReLU())
    layers += [Flatten(), Affine(he_weights(side * side * F, 10, rng=rng), np.zeros(10))]
    return Network(layers)


def net_pools_always(filters, rng):
    return any_net(filters, rng, pools=lambda side: True)


def net_never_pools(filters, rng):
    return any_net(filters, rng, pools=lambda side: False)


def net_turned(filters, rng):
    return any_net(filters, rng, turned=True)


def net_without_relu(filters, rng):
    return any_net(filters, rng, relu=False)


def net_without_padding(filters, rng):
    return any_net(filters, rng, padding=0)


def net_of_five(filters, rng):
    return any_net(filters, rng, K=5, padding=2)


def net_affine_too_small(filters, rng):
    """Counts the places once, not side · side."""
    net = any_net(filters, rng)
    side = 28 // 2 ** min(len(filters), 2)
    W = he_weights(side * filters[-1], 10, rng=rng)
    return Network([*net.layers[:-1], Affine(W, np.zeros(10))])


def net_affine_first(filters, rng):
    """Draws the weights of the last layer before the others."""
    side = 28 // 2 ** min(len(filters), 2)
    last = Affine(he_weights(side * side * filters[-1], 10, rng=rng), np.zeros(10))
    return Network([*any_net(filters, rng).layers[:-1], last])


def net_first_filters_only(filters, rng):
    return any_net(filters[:1], rng)


def net_relu_at_the_end(filters, rng):
    return Network([*any_net(filters, rng).layers, ReLU()])


def net_relu_first(filters, rng):
    """ReLU before each pooling."""
    layers = any_net(filters, rng).layers
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], MaxPool):
            layers[i], layers[i + 1] = layers[i + 1], layers[i]
    return Network(layers)


def net_run(build, filters, rng):
    net = build(filters, rng)
    if not isinstance(net, Network):
        raise WrongKind("Return a Network([...]) of all layers.")
    X = np.linspace(0, 1, 2 * 28 * 28).reshape(2, 28, 28, 1) % 0.3
    return {"layers": [type(layer).__name__ for layer in net.layers], "scores": net.scores(X)}


def filters_cases(rng):
    for number in 1, 2, 3, 4:
        filters = rng.integers(2, 6, size=number).tolist()
        yield filters, np.random.default_rng(rng.integers(1000))


# --- 8.10 to 8.12 ---------------------------------------------------------------------------------


class SlantNetwork:
    """In place of a network: class 1 if most ink lies on one side of a line through the middle."""

    def __init__(self, slant):
        self.slant = slant

    def __repr__(self):
        return f"SlantNetwork({self.slant})"

    def accuracy(self, X, t):
        down, right = np.indices(X.shape[1:3])
        side = np.cos(self.slant) * (down - down.mean()) + np.sin(self.slant) * (
            right - right.mean()
        )
        return float(np.mean((np.sum(X * side[..., np.newaxis], axis=(1, 2, 3)) > 0) == t))


def accuracy_moved(net, X, t, down, right):
    height, width = X.shape[1:3]
    page = np.pad(X, ((0, 0), (height, height), (width, width), (0, 0)))
    top, left = height - down, width - right
    return net.accuracy(page[:, top : top + height, left : left + width], t)


def accuracy_rolled(net, X, t, down, right):
    return net.accuracy(np.roll(X, (down, right), axis=(1, 2)), t)


def accuracy_other_way(net, X, t, down, right):
    return accuracy_moved(net, X, t, -down, -right)


def accuracy_axes_exchanged(net, X, t, down, right):
    return accuracy_moved(net, X, t, right, down)


def accuracy_unmoved(net, X, t, down, right):
    return net.accuracy(X, t)


def accuracy_only_down(net, X, t, down, right):
    return accuracy_moved(net, X, t, down, 0)


def accuracy_only_right(net, X, t, down, right):
    return accuracy_moved(net, X, t, 0, right)


def accuracy_never_negative(net, X, t, down, right):
    return accuracy_moved(net, X, t, abs(down), abs(right))


def accuracy_moves_the_batch(net, X, t, down, right):
    return net.accuracy(np.roll(X, (down, right), axis=(0, 1)), t)


def accuracy_of_mistakes(net, X, t, down, right):
    return 1 - accuracy_moved(net, X, t, down, right)


def accuracy_edge_repeated(net, X, t, down, right):
    height, width = X.shape[1:3]
    page = np.pad(X, ((0, 0), (height, height), (width, width), (0, 0)), mode="edge")
    top, left = height - down, width - right
    return net.accuracy(page[:, top : top + height, left : left + width], t)


def moved_cases(rng):
    for size, down, right in [
        ((6, 6), 0, 2),
        ((6, 6), 3, 0),
        ((6, 6), -2, 1),
        ((5, 7), 1, -4),
        ((5, 7), 0, 0),
        ((7, 5), -3, -2),
    ]:
        X, t = rng.random((40, *size, 1)).round(2), rng.integers(2, size=40)
        yield SlantNetwork(round(rng.uniform(0, 6), 2)), X, t, down, right


class Skip:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return dout + self.layer.backward(dout)


class SkipWithoutInput(Skip):
    def forward(self, x):
        return self.layer.forward(x)


class SkipProduct(Skip):
    def forward(self, x):
        return x * self.layer.forward(x)


class SkipBackAround(Skip):
    def backward(self, dout):
        return dout


class SkipBackThrough(Skip):
    def backward(self, dout):
        return self.layer.backward(dout)


class SkipTimes(Skip):
    def backward(self, dout):
        return dout * self.layer.backward(dout)


class SkipHalved(Skip):
    def backward(self, dout):
        return (dout + self.layer.backward(dout)) / 2


class SkipOne(Skip):
    def backward(self, dout):
        return 1 + self.layer.backward(dout)


class SkipAddsInput(Skip):
    def forward(self, x):
        self.x = x
        return super().forward(x)

    def backward(self, dout):
        return self.x + self.layer.backward(dout)


class SkipForwardAgain(Skip):
    def backward(self, dout):
        return dout + self.layer.forward(dout)


class SkipTwice(Skip):
    def backward(self, dout):
        dx = self.layer.backward(dout)
        return dout + self.layer.backward(dx)


class SkipWritesX(Skip):
    def forward(self, x):
        x += self.layer.forward(x)
        return x


class SkipWritesDout(Skip):
    def backward(self, dout):
        dout += self.layer.backward(dout)
        return dout


def skip_run(Layer, W, b, x, dout):
    layer = Layer(Affine(W, b))
    return {"forward": layer.forward(x), "backward": layer.backward(dout)}


def skip_cases(rng):
    for N, D in (2, 3), (4, 2), (3, 5):
        W, b = rng.normal(size=(D, D)).round(2), rng.normal(size=D).round(2)
        yield W, b, rng.normal(size=(N, D)).round(2), rng.normal(size=(N, D)).round(2)


EXERCISES = [
    # 8.1 to 8.3
    Exercise(
        number="8.1",
        title="Write the two loops",
        reference=map_of,
        inputs=map_cases,
        praise="The book's im2col, PyTorch's conv2d and this chapter's layer all compute these sums.",
        hint="How many rows and columns has the map? Which slice of x is the window at row r, column c?",
        mistakes=[
            Mistake(map_turned, "The filter is turned by 180 degrees; here it is used as it is."),
            Mistake(map_transposed_filter, "Rows and columns of the filter are exchanged."),
            Mistake(map_transposed, "Rows and columns of the map are exchanged."),
            Mistake(
                map_as_large_as_the_image,
                "The map is as large as the image, but the window does not fit at its last places.",
            ),
            Mistake(
                map_one_too_large,
                "The map has a row and a column too many. Where does the last window start?",
            ),
            Mistake(
                map_one_too_small,
                "The last row and the last column of the map are missing: the first place is place 0.",
            ),
            Mistake(map_of_means, "These are means. The products are to be added."),
            Mistake(
                map_of_matrix_products,
                "That is a matrix product of window and filter. Each pixel is multiplied by its number: *.",
            ),
            Mistake(
                map_never_moves_down,
                "All rows of the map are alike: the window never moves down.",
            ),
            Mistake(map_in_the_first_place, "Every sum is written to the first place of the map."),
            Mistake(map_adds_up, "Each sum still contains those of the places before it."),
            Mistake(
                map_without_the_last_row,
                "The window is one row and one column too small: a slice ends before its second number.",
            ),
            Mistake(map_of_windows, "The pixels are added, but where does the filter come in?"),
        ],
    ),
    Exercise(
        number="8.2",
        title="Count the places",
        reference=size_of,
        inputs=size_cases,
        without=("for", "while", "range", "len"),
        praise="You will need it for every network: each layer must know the size that the last one leaves.",
        hint="Where can the last window start? How many whole strides is that, and what of the place at 0?",
        mistakes=[
            Mistake(
                size_not_whole, "A number of places is a whole number: // drops what is left over."
            ),
            Mistake(size_without_the_first, "The place at 0 counts too."),
            Mistake(size_rounded_up, "Rounded up, the last window hangs over the end."),
            Mistake(
                size_rounded, "Rounded, the last window hangs over the end in some of the cases."
            ),
            Mistake(size_padded_once, "There is padding on both sides."),
            Mistake(
                size_without_padding, "The padding makes the row longer. Where does it come in?"
            ),
            Mistake(size_without_stride, "That is the number of places for a stride of 1."),
            Mistake(
                size_plus_one_inside,
                "Add 1 after the division: the place at 0 takes no stride.",
            ),
            Mistake(
                size_without_brackets,
                "// comes before + and -, so only K is divided here. Brackets?",
            ),
            Mistake(
                size_of_starts_beyond,
                "Here a window may start at any pixel, even where it hangs over the end. What of K?",
            ),
            Mistake(
                size_windows_apart,
                "That counts windows side by side. They overlap: the next starts one stride further.",
            ),
        ],
    ),
    Exercise(
        number="8.3",
        title="Add up the channels",
        reference=maps_of,
        inputs=maps_cases,
        praise="The channels are gone from the result: every filter looks at all of them.",
        hint="One filter gives one map: the sum over the channels of convolve, plus the bias once.",
        mistakes=[
            Mistake(maps_without_bias, "The bias is missing."),
            Mistake(
                maps_bias_in_each_channel,
                "The bias is added once for each channel. It belongs to the filter: once in all.",
            ),
            Mistake(
                maps_bias_in_each_product,
                "The bias is added to every product. It belongs to the filter: once in all.",
            ),
            Mistake(
                maps_bias_in_each_pixel,
                "The bias is added for each pixel of the window. It belongs to the filter: once in all.",
            ),
            Mistake(maps_first_channel, "Only the first channel is looked at."),
            Mistake(
                maps_last_channel,
                "Only the last channel is left: each one takes the place of the one before.",
            ),
            Mistake(
                maps_rows_for_channels,
                "x[k] is a row of pixels. The channels are the last axis: x[:, :, k].",
            ),
            Mistake(maps_mean_of_channels, "The channels are averaged. They are to be added."),
            Mistake(
                maps_filters_first, "The maps are right, but their axis is to be the last one."
            ),
            Mistake(
                maps_of_every_channel,
                "There is a map for each channel and filter. A filter adds up its channels to one map.",
            ),
            Mistake(
                maps_added_up, "The filters are added up too. Each of them has a map of its own."
            ),
            Mistake(
                maps_channels_for_filters,
                "W is (K, K, C, F): its third axis counts the channels, its fourth the filters.",
            ),
            Mistake(
                maps_same_filter,
                "All channels are filtered with the numbers for the first. Each has its own.",
            ),
            Mistake(maps_turned, "The filters are turned by 180 degrees; use them as they are."),
            Mistake(maps_first_filter, "That is the map of the first filter. There are F of them."),
        ],
    ),
    # 8.4 to 8.9
    Exercise(
        number="8.4",
        title="Convolve without the brightness",
        reference=without_brightness,
        inputs=patches_cases,
        without=("for", "while"),
        praise="What is done to every patch is one line once the patches are rows.",
        hint="Windows, channels to the end, rows, each row minus its mean (axis=1), one product, reshape.",
        mistakes=[
            Mistake(
                patches_axes_not_moved,
                "A row counts the channels first here, and W counts them last: move that axis.",
            ),
            Mistake(
                patches_filters_turned,
                "W.reshape(F, -1).T is for filters that come first. Here F is the last axis.",
            ),
            Mistake(patches_flipped, "The filters are turned upside down. They stay as they are."),
            Mistake(
                patches_window_turned,
                "Rows and columns inside the window have changed places.",
            ),
            Mistake(patches_not_centred, "This is the plain convolution: no mean is taken away."),
            Mistake(
                patches_mean_of_all,
                "One mean for all patches is taken away. Each patch has its own: axis=1.",
            ),
            Mistake(
                patches_mean_of_each_image,
                "Each image loses one mean here. Each patch has its own: axis=1.",
            ),
            Mistake(
                patches_mean_over_places,
                "That is the mean of each column, over all patches. Each patch has its own: axis=1.",
            ),
            Mistake(
                patches_mean_of_each_channel,
                "Each channel has a mean of its own here. One mean for all K·K·C numbers is asked for.",
            ),
            Mistake(patches_divided_too, "Only the mean is to be taken away, not the spread."),
            Mistake(
                patches_written_view,
                "The view is written to, and X with it, once for every window. Take the means from a copy.",
            ),
            Mistake(patches_as_rows, "The result is right, as rows. Give it the shape of images."),
            Mistake(
                patches_channels_first,
                "A row of the product holds the F numbers of one place, so F is the last axis.",
            ),
        ],
    ),
    Exercise(
        number="8.5",
        title="Predict use counts",
        answer=(1, 12, 25),
        praise="So the gradients of pixels in the middle are sums of 25 parts.",
        hint="Rows and columns count separately: in which rows may a window start that contains row 2?",
        mistakes=[
            Mistake(
                (0, 6, 25),
                "Rows are counted from 0: row 2 is in windows that start in row 0, 1 or 2.",
            ),
            Mistake((25, 25, 25), "Near the edge there is no room for all 25 windows."),
            Mistake(
                (1, 7, 25), "Each start row goes with each start column, so the counts multiply."
            ),
            Mistake(
                (1, 6, 25), "Row 2 is in windows that start in row 0, 1 or 2, and column 3 in four."
            ),
            Mistake((1, 12, 9), "The filters are 5 by 5."),
            Mistake((1, 12, 225), "A window that contains row 14 cannot start before row 10."),
            Mistake(
                (1, 12, 5),
                "Five start rows in the middle, and as many start columns. The two multiply.",
            ),
            Mistake((1, 12, 10), "Five start rows and five start columns: they multiply."),
        ],
    ),
    Exercise(
        number="8.6",
        title="Add over the shifts",
        reference=over_the_shifts,
        inputs=shifts_cases,
        praise="K · K additions, whatever the number of images and places.",
        hint="For each i, j: the places times W[i, j], which is (C, F), added to a rectangle from i and j on.",
        mistakes=[
            Mistake(shifts_assigned, "Each shift overwrites what the others have left: += adds."),
            Mistake(
                shifts_not_transposed,
                "W[i, j] is (C, F), and dout has F numbers at each place: the transpose leads back to C.",
            ),
            Mistake(
                shifts_flipped,
                "The shifts run the wrong way: W[0, 0] met the upper left pixel of each window.",
            ),
            Mistake(
                shifts_turned, "i goes down, j goes to the right; here they have changed places."
            ),
            Mistake(shifts_of_the_first_filter, "The gradients of all F filters are added."),
            Mistake(
                shifts_channels_mixed,
                "Every channel gets the same here. Each has weights of its own: W[i, j] is (C, F).",
            ),
            Mistake(
                shifts_channels_summed,
                "One channel comes back. dX has as many as W: dout @ W[i, j].T.",
            ),
            Mistake(
                shifts_without_the_edge,
                "dX is as small as dout. An image has K - 1 rows and columns more than places.",
            ),
            Mistake(shifts_mean, "These are means over the uses. The gradients are added."),
            Mistake(shifts_divided, "Nothing is to be divided: the gradients are added."),
            Mistake(
                shifts_without_the_last,
                "The last row and the last column of the filter are missing: i and j go from 0 to K - 1.",
            ),
            Mistake(shifts_of_ones, "dout is not used, only its shape."),
        ],
    ),
    Exercise(
        number="8.7",
        title="Repair a gradient that forgets",
        reference=backward_repaired,
        given=backward_given,
        inputs=backward_cases,
        praise="A check with one setting says nothing about the others: vary K, stride and padding.",
        hint="Where windows overlap, a pixel gets several gradients. And which slice is p:-p when p is 0?",
        mistakes=[
            Mistake(
                backward_still_empty,
                "It adds now. One fault is left: with p = 0 the slice p:-p is empty.",
            ),
            Mistake(
                backward_still_forgets,
                "The padding is cut off rightly now. One fault is left: where windows overlap, = forgets.",
            ),
            Mistake(
                backward_with_padding, "The gradients of the padding are still there: cut them off."
            ),
            Mistake(backward_cut_on_one_side, "The padding is on all four sides."),
            Mistake(backward_cut_by_one, "One row and one column too many are cut off."),
            Mistake(
                backward_without_stride,
                "Neighbouring places met pixels that are a stride apart: the slice needs its step.",
            ),
        ],
    ),
    Exercise(
        number="8.8",
        title="Repair a pooling that pays ties twice",
        reference=PoolShares,
        given=PoolPaysAll,
        inputs=pool_cases,
        run=pool_run,
        call="layer = MyMaxPool(); layer.forward(X), then layer.backward(dout)",
        praise="What goes out of a pooling is as much as what came in.",
        hint="Count first how many of the four equal the largest, then divide dout by that number.",
        mistakes=[
            Mistake(
                PoolPaysTheFirst,
                "This is the kept layer's rule, the first gets all. Here they share.",
            ),
            Mistake(PoolPaysTheLast, "The last of the equals gets all. Here they share."),
            Mistake(PoolQuarters, "A single largest number gets all of it, not a quarter."),
            Mistake(PoolAlwaysHalves, "A single largest number gets all of it, not half."),
            Mistake(
                PoolCountsOnTheWay,
                "The first of them is paid before the others are counted: count all four, then divide.",
            ),
            Mistake(PoolPaysTheOthersToo, "The numbers that are smaller get something, too."),
            Mistake(PoolPaysNobody, "Those who tie get nothing here. They share."),
            Mistake(PoolHalves, "Three or four can tie, too: divide by how many there are."),
            Mistake(PoolMultiplies, "The more there are to share, the less each of them gets."),
            Mistake(PoolCountsOverAll, "Each square has a count of its own."),
        ],
    ),
    Exercise(
        number="8.9",
        title="Build a network for any list of filters",
        reference=any_net,
        inputs=filters_cases,
        run=net_run,
        call="my_net(filters, rng).scores(X) for two images X",
        praise="Depth is now a longer list. Section 8.13 asks what else it needs.",
        hint="Keep side (28, 14, 7) and C up to date. The Affine gets side · side · C numbers.",
        mistakes=[
            Mistake(
                net_of_one_channel,
                "Only the first convolution has one channel. Each one has as many as the last had filters.",
            ),
            Mistake(net_pools_always, "At a side of 7 there is no pooling: 7 is odd."),
            Mistake(
                net_never_pools,
                "No pooling here. It comes after a convolution while the side is even.",
            ),
            Mistake(
                net_turned, "Filters are (K, K, C, F): the channels that come in, then the filters."
            ),
            Mistake(
                net_relu_first,
                "The scores are right. Put MaxPool before ReLU, which then has less to do.",
            ),
            Mistake(net_without_relu, "ReLU is missing after each convolution."),
            Mistake(
                net_without_padding,
                "padding=1 is missing, so each convolution makes the maps smaller.",
            ),
            Mistake(net_of_five, "The filters should be 3 by 3, with a padding of 1."),
            Mistake(net_affine_too_small, "A map has side · side places, and there are C maps."),
            Mistake(
                net_affine_first,
                "The layers are right. Draw their weights in the order of the layers.",
            ),
            Mistake(net_first_filters_only, "One convolution for each number in the list."),
            Mistake(net_relu_at_the_end, "The scores come from the Affine, with no ReLU after it."),
        ],
    ),
    # 8.10 to 8.12
    Exercise(
        number="8.10",
        title="Count the pixels of a receptive field",
        answer=(5, 6, 14, 16),
        praise="Each pooling doubles what every later window adds.",
        hint="How far apart on the image are two neighbours of the map? A window of K adds K - 1 times that.",
        mistakes=[
            Mistake(
                (5, 6, 10, 11),
                "After the first pooling, neighbours of a map are two pixels of the image apart.",
            ),
            Mistake(
                (5, 6, 14, 15),
                "Right up to the second convolution. How far apart do the two places lie that the last pooling joins?",
            ),
            Mistake(
                (5, 6, 14, 18),
                "Right up to the second convolution. Neighbours are still two pixels apart there, not four.",
            ),
            Mistake(
                (5, 10, 14, 28),
                "A pooling joins two fields, which overlap: they begin next to each other.",
            ),
            Mistake(
                (5, 10, 50, 100),
                "Sizes do not multiply: the windows of neighbouring places overlap.",
            ),
            Mistake(
                (24, 12, 8, 4), "These are the sides of the maps. How wide is what one number sees?"
            ),
            Mistake((25, 36, 196, 256), "The number of pixels in the square. How wide is it?"),
            Mistake(
                (5, 2, 5, 2),
                "That is what each layer sees of the layer before it. How much of the image is it?",
            ),
            Mistake(
                (5, 7, 12, 14), "A square of 2 adds one neighbour: 1, not 2, times the distance."
            ),
            Mistake(
                (5, 7, 15, 17), "A square of 2 adds one neighbour: 5 + 1 after the first pooling."
            ),
        ],
    ),
    Exercise(
        number="8.11",
        title="Measure the accuracy after a shift",
        reference=accuracy_moved,
        inputs=moved_cases,
        praise="With shifts in steps of one pixel this draws the curves of the next cells.",
        hint="np.pad with as much paper as the image is large, then one slice of rows and one of columns.",
        mistakes=[
            Mistake(
                accuracy_rolled,
                "What leaves on one side comes in on the other: np.roll. Paper should come in.",
            ),
            Mistake(
                accuracy_other_way, "The images move the other way: up for down, left for right."
            ),
            Mistake(
                accuracy_axes_exchanged,
                "Rows and columns are exchanged: `down` moves along axis 1.",
            ),
            Mistake(accuracy_unmoved, "The images are not moved at all."),
            Mistake(accuracy_only_down, "The images move down or up, and never to the side."),
            Mistake(accuracy_only_right, "The images move to the side, and never down or up."),
            Mistake(accuracy_never_negative, "Negative numbers mean up and left."),
            Mistake(
                accuracy_moves_the_batch,
                "Axis 0 is the number of the image. Rows are axis 1, columns axis 2.",
            ),
            Mistake(accuracy_of_mistakes, "That is the share of mistakes."),
            Mistake(
                accuracy_edge_repeated,
                "Paper, 0, should come in, and not the last row or column again.",
            ),
        ],
    ),
    Exercise(
        number="8.12",
        title="Write a skip connection around any layer",
        reference=Skip,
        inputs=skip_cases,
        run=skip_run,
        call="layer = MySkip(Affine(W, b)); layer.forward(x); layer.backward(dout)",
        praise="If all weights of the layer are 0, x and its gradient pass as they are.",
        hint="x is used twice, so its gradient is a sum of two: one for each way back.",
        mistakes=[
            Mistake(SkipWithoutInput, "forward returns f(x) alone: x itself is to be added."),
            Mistake(SkipProduct, "forward multiplies x by f(x); the output is their sum."),
            Mistake(
                SkipBackAround,
                "backward takes the way around the layer alone. The way through it counts too.",
            ),
            Mistake(
                SkipBackThrough,
                "backward takes the way through the layer alone. The way around it counts too.",
            ),
            Mistake(
                SkipTimes, "Gradients of a number that is used twice are added, not multiplied."
            ),
            Mistake(SkipHalved, "The two gradients are added; no mean is taken."),
            Mistake(
                SkipOne,
                "The derivative of x by x is 1, and it is multiplied by what arrives: dout.",
            ),
            Mistake(SkipAddsInput, "backward adds the input x. What arrives there is dout."),
            Mistake(
                SkipForwardAgain,
                "backward sends dout forward through the layer. Its own backward is needed.",
            ),
            Mistake(SkipTwice, "backward goes through the layer twice."),
            Mistake(
                SkipWritesX, "`x += ...` writes into the array that was lent. Return a new one."
            ),
            Mistake(
                SkipWritesDout,
                "`dout += ...` writes into the array that was lent. Return a new one.",
            ),
        ],
    ),
]
