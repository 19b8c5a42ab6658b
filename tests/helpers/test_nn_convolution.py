"""Convolution, MaxPool and Flatten, against plain loops and numerical gradients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.nn.gradients import numerical_gradient
from helpers.nn.layers import Affine, BatchNorm, Convolution, Flatten, MaxPool, ReLU, Sigmoid
from helpers.nn.networks import Network, he_weights
from helpers.nn.optimizers import SGD, Adam, Momentum


@st.composite
def cases(draw):
    """Images, filters, b, stride and padding, with places left over at the edge or not."""
    N, C, F, K = (draw(st.integers(1, most)) for most in (3, 3, 3, 3))
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    height, width = (draw(st.integers(max(1, K - 2 * padding), 5)) for _ in range(2))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    X = rng.standard_normal((N, height, width, C))
    return X, rng.standard_normal((K, K, C, F)), rng.standard_normal(F), stride, padding


def by_loops(X, W, b, stride, padding):
    """Place by place, filter by filter. A window that reaches over the edge finds zeros there."""
    (N, height, width, C), (K, _, _, F) = X.shape, W.shape
    rows, columns = ((size + 2 * padding - K) // stride + 1 for size in (height, width))
    out = np.empty((N, rows, columns, F))
    for n, row, column, f in np.ndindex(out.shape):
        total = b[f]
        for i, j, c in np.ndindex(K, K, C):
            y, x = row * stride + i - padding, column * stride + j - padding
            if 0 <= y < height and 0 <= x < width:
                total += X[n, y, x, c] * W[i, j, c, f]
        out[n, row, column, f] = total
    return out


def convolved(X, W, b, stride=1, padding=0):
    return Convolution(W, b, stride, padding).forward(X)


def close(got, expected, tolerance=1e-6):
    return np.shape(got) == expected.shape and np.allclose(got, expected, tolerance, tolerance)


# --- convolution ---------------------------------------------------------------------------------


@given(cases())
def test_convolution_is_its_loops(case):
    assert close(convolved(*case), by_loops(*case), 1e-12)


@given(cases(), st.integers(0, 99))
def test_convolution_gradients(case, seed):
    X, W, b, *how = case
    layer = Convolution(W, b, *how)
    dout = np.random.default_rng(seed).standard_normal(layer.forward(X).shape)
    dX = layer.backward(dout)
    for got, value, f in (
        (dX, X, lambda v: convolved(v, W, b, *how)),
        (layer.dW, W, lambda v: convolved(X, v, b, *how)),
        (layer.db, b, lambda v: convolved(X, W, v, *how)),
    ):
        assert close(got, numerical_gradient(lambda v, f=f: np.sum(f(v) * dout), value))


@pytest.mark.parametrize(("K", "stride", "padding"), [(3, 1, 0), (3, 1, 1), (3, 2, 0), (2, 3, 1)])
def test_each_pixel_gets_as_many_gradients_as_windows_see_it(K, stride, padding):
    layer = Convolution(np.ones((K, K, 1, 1)), np.zeros(1), stride, padding)
    dX = layer.backward(np.ones_like(layer.forward(np.zeros((1, 6, 7, 1)))))
    windows = [
        [range(start, start + K) for start in range(-padding, size + padding - K + 1, stride)]
        for size in (6, 7)
    ]
    down, right = (
        [sum(place in window for window in along) for place in range(size)]
        for along, size in zip(windows, (6, 7), strict=True)
    )
    assert np.array_equal(dX[0, :, :, 0], np.outer(down, right))


def test_without_dX_the_other_gradients_are_the_same():
    rng = np.random.default_rng(0)
    layer = Convolution(rng.standard_normal((3, 3, 2, 4)), rng.standard_normal(4), 2, 1)
    dout = rng.standard_normal(layer.forward(rng.standard_normal((2, 6, 5, 2))).shape)
    layer.backward(dout)
    dW, db = layer.dW, layer.db
    assert layer.backward(dout, need_dX=False) is None
    assert np.array_equal(layer.dW, dW)
    assert np.array_equal(layer.db, db)


def test_filters_as_large_as_the_image_are_an_affine():
    rng = np.random.default_rng(0)
    X, W, b = rng.random((4, 5, 5, 2)), rng.random((5, 5, 2, 3)), rng.random(3)
    expected = Affine(W.reshape(50, 3), b).forward(X.reshape(4, 50))
    assert close(convolved(X, W, b).reshape(4, 3), expected, 1e-12)


@pytest.mark.parametrize("Optimizer", [SGD, Momentum, Adam])
@pytest.mark.parametrize("turned", [False, True], ids=["as made", "axes moved"])
def test_what_an_optimizer_moves_is_what_the_layer_computes_with(Optimizer, turned):
    rng = np.random.default_rng(0)
    W = rng.random((4, 2, 3, 3)).transpose(2, 3, 1, 0) if turned else rng.random((3, 3, 2, 4))
    layer, X, t = Convolution(W, np.zeros(4)), rng.random((5, 3, 3, 2)), rng.integers(4, size=5)
    net = Network([layer, Flatten()])
    optimizer, before = Optimizer(net.params), layer.forward(X)
    for _ in range(3):
        optimizer.step(net.gradients(X, t)[1], 0.1)
    assert not np.allclose(layer.forward(X), before)
    assert close(layer.forward(X), by_loops(X, net.params["W1"], net.params["b1"], 1, 0))


# --- max pooling and flatten ---------------------------------------------------------------------

SQUARES = st.tuples(*(st.integers(1, most) for most in (3, 3, 3, 3)))


def with_ties(shape, values, seed):
    """Random numbers, of which `values` are different."""
    N, height, width, C = shape
    rng = np.random.default_rng(seed)
    numbers = rng.integers(values, size=(N, 2 * height, 2 * width, C)).astype(float)
    return numbers, rng.standard_normal(shape)


@given(SQUARES, st.sampled_from([1, 2, 3, 1000]), st.integers(0, 99))
def test_max_pool_takes_the_largest_and_pays_the_first_of_equals(shape, values, seed):
    X, dout = with_ties(shape, values, seed)
    largest, dX = np.empty(shape), np.zeros_like(X)
    for n, i, j, c in np.ndindex(shape):
        square = X[n, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2, c]
        largest[n, i, j, c] = square.max()
        down, right = np.unravel_index(square.argmax(), (2, 2))
        dX[n, 2 * i + down, 2 * j + right, c] = dout[n, i, j, c]
    layer = MaxPool()
    assert np.array_equal(layer.forward(X), largest)
    assert np.array_equal(layer.backward(dout), dX)


@given(SQUARES, st.integers(0, 99))
def test_max_pool_gradient(shape, seed):
    rng = np.random.default_rng(seed)
    N, height, width, C = shape
    X = rng.permutation(4 * N * height * width * C).reshape(N, 2 * height, 2 * width, C)
    layer, dout = MaxPool(), rng.standard_normal(shape)
    layer.forward(X)
    expected = numerical_gradient(lambda v: np.sum(MaxPool().forward(v) * dout), X)
    assert close(layer.backward(dout), expected)


def test_blank_paper_passes_each_gradient_on_once():
    layer, dout = MaxPool(), np.arange(1.0, 5).reshape(1, 2, 2, 1)
    layer.forward(np.zeros((1, 4, 4, 1)))
    dX = layer.backward(dout)[0, :, :, 0]
    assert dX.tolist() == [[1, 0, 2, 0], [0, 0, 0, 0], [3, 0, 4, 0], [0, 0, 0, 0]]


def test_max_pool_of_whole_numbers_keeps_the_fractions_of_the_gradient():
    layer = MaxPool()
    assert layer.forward(np.arange(4).reshape(1, 2, 2, 1)).tolist() == [[[[3]]]]
    assert layer.backward(np.full((1, 1, 1, 1), 0.5)).ravel().tolist() == [0, 0, 0, 0.5]


@given(SQUARES, st.sampled_from([2, 3, 1000]), st.integers(0, 99))
def test_relu_and_max_pool_change_places(shape, values, seed):
    X, dout = with_ties(shape, values, seed)
    X -= values // 2
    results = []
    for first, second in ((ReLU(), MaxPool()), (MaxPool(), ReLU())):
        out = second.forward(first.forward(X))
        results.append((out, first.backward(second.backward(dout))))
    assert np.array_equal(results[0][0], results[1][0])
    assert np.array_equal(results[0][1], results[1][1])


def test_flatten_and_back():
    X, layer = np.arange(24.0).reshape(2, 3, 2, 2), Flatten()
    rows = layer.forward(X)
    assert rows.tolist() == [list(range(12)), list(range(12, 24))]
    assert np.array_equal(layer.backward(rows), X)


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("padding", [0, 1])
def test_layers_keep_the_dtype_and_write_into_nothing_they_are_lent(dtype, padding):
    rng = np.random.default_rng(0)
    W, b = rng.random((3, 3, 2, 2)).astype(dtype), rng.random(2).astype(dtype)
    X = rng.random((2, 6, 6, 2)).astype(dtype)
    for array in (W, b, X):
        array.setflags(write=False)
    for layer in (Convolution(W, b, 1, padding), MaxPool(), Flatten()):
        out = layer.forward(X)
        dout = rng.standard_normal(out.shape).astype(dtype)
        dout.setflags(write=False)
        assert out.dtype == dtype
        assert layer.backward(dout).dtype == dtype
        if isinstance(layer, Convolution):
            assert {layer.dW.dtype, layer.db.dtype} == {np.dtype(dtype)}


def mixed_net(seed, dtype=np.float64):
    """Two convolutions, one with stride and padding; between them everything else there is."""
    rng = np.random.default_rng(seed)

    def made(kind, *shape, **named):
        b = rng.standard_normal(shape[-1]).astype(dtype)
        return kind(he_weights(*shape, rng=rng, dtype=dtype), b, **named)

    gamma, beta = rng.uniform(0.5, 2, 3).astype(dtype), rng.standard_normal(3).astype(dtype)
    layers = [
        made(Convolution, 3, 3, 2, 3, padding=1),
        BatchNorm(gamma, beta),
        MaxPool(),
        Sigmoid(),
    ]
    layers += [made(Convolution, 2, 2, 3, 2, stride=2), Flatten(), made(Affine, 8, 3)]
    return Network(layers), rng.standard_normal((3, 8, 8, 2)).astype(dtype), rng.integers(3, size=3)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_of_a_network_of_them(seed):
    net, X, t = mixed_net(seed)
    _, grads = net.gradients(X, t)
    assert list(grads) == ["W1", "b1", "gamma2", "beta2", "W3", "b3", "W4", "b4"]
    for name, value in net.params.items():
        kept = value.copy()

        def f(v, value=value):
            value[...] = v
            return net.loss(X, t, train=True)

        expected = numerical_gradient(f, kept)
        value[...] = kept
        assert close(grads[name], expected), name


def test_float32_stays_float32_through_training():
    net, X, t = mixed_net(0, np.float32)
    optimizer = Momentum(net.params)
    for _ in range(3):
        _, grads = net.gradients(X, t)
        assert {grad.dtype for grad in grads.values()} == {np.dtype(np.float32)}
        optimizer.step(grads, np.float64(0.1))
    assert {value.dtype for value in net.params.values()} == {np.dtype(np.float32)}
    assert net.predict(X).dtype == np.float32
