"""BatchNorm, Dropout and a network of any layers, against numerical gradients and other formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.nn.gradients import numerical_gradient
from helpers.nn.layers import Affine, BatchNorm, Dropout, ReLU, Sigmoid
from helpers.nn.networks import Network, TwoLayerNet, he_weights, init_params
from helpers.nn.optimizers import Momentum

SHAPES = st.sampled_from([(2, 3), (5, 4), (7, 1), (2, 3, 4, 2), (1, 3, 2, 3)])


def normed(X, gamma, beta, train=True):
    layer = BatchNorm(gamma, beta)
    layer.train = train
    return layer.forward(X)


def batch(shape, seed):
    """Numbers, gammas, betas and an arriving gradient, none of them 0, 1 or equal to each other."""
    rng = np.random.default_rng(seed)
    D = shape[-1]
    X = 3 * rng.standard_normal(shape) + 5
    return X, rng.uniform(0.5, 2, D), rng.standard_normal(D), rng.standard_normal(shape)


@given(SHAPES, st.integers(0, 99), st.booleans())
def test_batch_norm_gradients(shape, seed, train):
    X, gamma, beta, dout = batch(shape, seed)
    layer = BatchNorm(gamma, beta)
    layer.train = train
    layer.forward(X)
    dX = layer.backward(dout)
    for got, value, f in (
        (dX, X, lambda v: normed(v, gamma, beta, train)),
        (layer.dgamma, gamma, lambda v: normed(X, v, beta, train)),
        (layer.dbeta, beta, lambda v: normed(X, gamma, v, train)),
    ):
        expected = numerical_gradient(lambda v, f=f: np.sum(f(v) * dout), value)
        assert np.abs(got - expected).max() < 1e-4 * max(1, np.abs(expected).max())


def test_batch_norm_gradient_is_not_zero_where_it_is_checked():
    X, gamma, beta, dout = batch((5, 4), 0)
    layer = BatchNorm(gamma, beta)
    layer.train = True
    layer.forward(X)
    assert np.abs(layer.backward(dout)).min() > 1e-3


@given(SHAPES, st.integers(0, 99))
def test_batch_norm_gives_each_column_mean_beta_and_spread_gamma(shape, seed):
    X, gamma, beta, _ = batch(shape, seed)
    y = normed(X, gamma, beta).reshape(-1, shape[-1])
    assert np.allclose(y.mean(axis=0), beta)
    var = X.reshape(-1, shape[-1]).var(axis=0)
    assert np.allclose(y.std(axis=0), gamma * np.sqrt(var / (var + 1e-5)))


def test_batch_norm_of_images_is_that_of_their_pixels_as_rows():
    X, gamma, beta, dout = batch((4, 3, 2, 5), 1)
    images, rows = BatchNorm(gamma, beta), BatchNorm(gamma, beta)
    images.train = rows.train = True
    assert np.allclose(images.forward(X), rows.forward(X.reshape(-1, 5)).reshape(X.shape))
    assert np.allclose(images.backward(dout), rows.backward(dout.reshape(-1, 5)).reshape(X.shape))
    assert np.allclose(images.dgamma, rows.dgamma)
    assert np.allclose(images.mean, rows.mean)


def test_batch_norm_uses_its_running_averages_when_not_in_training():
    rng = np.random.default_rng(0)
    layer = BatchNorm(np.ones(2), np.zeros(2))
    assert np.allclose(layer.forward(np.array([[3.0, -1.0]])), [[3, -1]], atol=1e-4)
    layer.train = True
    for _ in range(200):
        layer.forward(rng.normal([10, -3], [2, 5], (500, 2)))
    assert np.allclose(layer.mean, [10, -3], atol=0.3)
    assert np.allclose(np.sqrt(layer.var), [2, 5], rtol=0.05)
    layer.train = False
    before = layer.mean.copy()
    assert np.allclose(layer.forward(np.array([[12.0, 2.0]])), [[1, 1]], atol=0.2)
    assert np.array_equal(layer.mean, before)


def test_batch_norm_refuses_a_batch_of_one_in_training_and_keeps_its_averages():
    layer = BatchNorm(np.ones(3), np.zeros(3))
    layer.train = True
    with pytest.raises(ValueError, match="a batch of two or more, not of one"):
        layer.forward(np.ones((1, 3)))
    assert layer.mean.tolist() == [0, 0, 0]
    layer.train = False
    assert layer.forward(np.ones((1, 3))).shape == (1, 3)


# --- dropout -------------------------------------------------------------------------------------


@given(st.floats(0, 0.9), st.integers(0, 99))
def test_dropout_gradient_with_one_mask(share, seed):
    rng = np.random.default_rng(seed)
    x, dout = rng.standard_normal((3, 4)) + 2, rng.standard_normal((3, 4))

    def dropped(x):
        layer = Dropout(share, np.random.default_rng(seed))
        layer.train = True
        return layer, layer.forward(x)

    layer, _ = dropped(x)
    expected = numerical_gradient(lambda v: np.sum(dropped(v)[1] * dout), x)
    assert np.allclose(layer.backward(dout), expected, atol=1e-6)


def test_dropout_keeps_the_mean_and_drops_the_share():
    layer = Dropout(0.3, np.random.default_rng(0))
    layer.train = True
    y = layer.forward(np.full((200, 500), 7.0))
    assert np.mean(y == 0) == pytest.approx(0.3, abs=0.01)
    assert y.mean() == pytest.approx(7, rel=0.01)
    assert np.allclose(y[y != 0], 10)
    assert not np.array_equal(y, layer.forward(np.full((200, 500), 7.0)))


def test_dropout_leaves_everything_as_it_is_when_not_in_training():
    layer = Dropout(0.3, np.random.default_rng(0))
    x = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(layer.forward(x), x)
    assert np.array_equal(layer.backward(x), x)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("train", [False, True])
def test_both_layers_keep_the_dtype_and_what_they_are_lent(dtype, train):
    x, dout = (np.random.default_rng(s).standard_normal((4, 3)).astype(dtype) for s in (0, 1))
    x.setflags(write=False)
    dout.setflags(write=False)
    layers = [BatchNorm(np.ones(3, dtype), np.zeros(3, dtype))]
    layers += [Dropout(0.5, np.random.default_rng(0))]
    for layer in layers:
        layer.train = train
        assert layer.forward(x).dtype == dtype
        assert layer.backward(dout).dtype == dtype
    assert {layers[0].mean.dtype, layers[0].dgamma.dtype} == {np.dtype(dtype)}


# --- a network of any layers ---------------------------------------------------------------------


def affine(D, H, rng, dtype=np.float64):
    b = rng.standard_normal(H).astype(dtype)
    return Affine(he_weights(D, H, rng=rng, dtype=dtype), b)


def norm(D, rng, dtype=np.float64):
    gamma, beta = rng.uniform(0.5, 2, D), rng.standard_normal(D)
    return BatchNorm(gamma.astype(dtype), beta.astype(dtype))


def mixed_net(seed, dtype=np.float64):
    rng = np.random.default_rng(seed)
    layers = [affine(4, 6, rng, dtype), norm(6, rng, dtype), Sigmoid(), affine(6, 5, rng, dtype)]
    layers += [norm(5, rng, dtype), Sigmoid(), affine(5, 3, rng, dtype)]
    return Network(layers), rng.standard_normal((7, 4)).astype(dtype), rng.integers(3, size=7)


@given(st.integers(0, 20))
def test_network_gradients_against_numerical_ones(seed):
    net, X, t = mixed_net(seed)
    loss, grads = net.gradients(X, t)
    assert loss == pytest.approx(net.loss(X, t, train=True))
    assert list(grads) == list(net.params)
    for name, value in net.params.items():
        kept = value.copy()

        def f(v, value=value):
            value[...] = v
            return net.loss(X, t, train=True)

        expected = numerical_gradient(f, kept)
        value[...] = kept
        assert np.abs(grads[name] - expected).max() < 1e-5, name


def test_parameters_are_numbered_by_layer_and_are_those_of_the_layers():
    net, _, _ = mixed_net(0)
    assert list(net.params) == [
        *("W1", "b1", "gamma2", "beta2", "W3", "b3", "gamma4", "beta4", "W5", "b5")
    ]
    assert net.params["gamma4"] is net.layers[4].gamma


def test_it_is_chapter_6_network_when_its_layers_are():
    rng = np.random.default_rng(0)
    params = init_params(4, 6, 3, rng, np.float64)
    X, t = rng.standard_normal((5, 4)), rng.integers(3, size=5)
    p = {name: value.copy() for name, value in params.items()}
    net = Network([Affine(p["W1"], p["b1"]), ReLU(), Affine(p["W2"], p["b2"])])
    other = TwoLayerNet(params)
    assert list(net.params) == list(other.params)
    loss, grads = net.gradients(X, t)
    other_loss, other_grads = other.gradients(X, t)
    assert loss == other_loss
    assert all(np.array_equal(grads[name], other_grads[name]) for name in grads)
    assert np.array_equal(net.predict(X), other.predict(X))
    assert net.accuracy(X, t) == other.accuracy(X, t)


def test_both_modes_reach_every_layer():
    rng = np.random.default_rng(0)
    drop, X, t = Dropout(0.5, rng), rng.standard_normal((50, 4)), rng.integers(3, size=50)
    net = Network([affine(4, 6, rng), ReLU(), drop, affine(6, 3, rng)])
    assert net.loss(X, t) == net.loss(X, t)
    assert net.loss(X, t, train=True) != net.loss(X, t, train=True)
    net.gradients(X, t)
    assert drop.train
    net.accuracy(X, t)
    assert not drop.train


@pytest.mark.parametrize("size", [1, 7, 50, 1000])
def test_accuracy_is_the_same_in_parts(size):
    net, _, _ = mixed_net(3)
    rng = np.random.default_rng(1)
    X, t = rng.standard_normal((50, 4)), rng.integers(3, size=50)
    assert net.accuracy(X, t, size) == np.mean(net.predict(X).argmax(axis=1) == t)
    for labels in (t[:-1], t[:, None], t[:0]):
        with pytest.raises(ValueError, match="X and t must be N examples"):
            net.accuracy(X[: len(labels)] if not len(labels) else X, labels)


def test_float32_stays_float32_through_training():
    net, X, t = mixed_net(0, np.float32)
    optimizer = Momentum(net.params)
    for _ in range(3):
        _, grads = net.gradients(X, t)
        assert {grad.dtype for grad in grads.values()} == {np.dtype(np.float32)}
        optimizer.step(grads, np.float64(0.1))
    assert {value.dtype for value in net.params.values()} == {np.dtype(np.float32)}
    assert net.predict(X).dtype == np.float32


def test_he_weights_have_the_spread_that_they_state():
    rng = np.random.default_rng(0)
    assert he_weights(400, 300, rng=rng).std() == pytest.approx(np.sqrt(2 / 400), rel=0.02)
    filters = he_weights(5, 5, 16, 32, rng=rng)
    assert filters.std() == pytest.approx(np.sqrt(2 / (5 * 5 * 16)), rel=0.03)
    assert filters.dtype == np.float32
    assert filters.shape == (5, 5, 16, 32)
    assert he_weights(2, 3, rng=rng, dtype=np.float64).dtype == np.float64
