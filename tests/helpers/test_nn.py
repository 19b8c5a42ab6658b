"""helpers/nn against second formulas, properties and numerical gradients."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers.nn.activations import identity, relu, sigmoid, softmax, step
from helpers.nn.gradients import gradient_descent, numerical_gradient
from helpers.nn.layers import Affine, ReLU, Sigmoid, SoftmaxWithLoss
from helpers.nn.losses import cross_entropy, squared_error
from helpers.nn.networks import TwoLayerNet, flatten_and_scale, init_params, train_step

FLOATS = st.sampled_from([np.float32, np.float64])


def numbers(shape, low=-1e3, high=1e3, dtype=np.float64):
    return hnp.arrays(
        dtype, shape, elements=st.floats(low, high, width=np.dtype(dtype).itemsize * 8)
    )


SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, max_side=5)
BATCHES = st.tuples(st.integers(1, 5), st.integers(1, 6))


# --- activations ---------------------------------------------------------------------------------


@given(numbers(SHAPES))
def test_step_is_one_exactly_where_positive(x):
    assert np.array_equal(step(x), np.vectorize(lambda v: 1.0 if v > 0 else 0.0, otypes=[float])(x))


def test_step_at_zero_does_not_fire():
    assert step(np.array([-0.0, 0.0])).tolist() == [0, 0]


@given(numbers(SHAPES, -700, 700))
def test_sigmoid_equals_half_of_one_plus_tanh(x):
    assert np.allclose(sigmoid(x), (1 + np.tanh(x / 2)) / 2, atol=1e-15)


@given(numbers(SHAPES))
def test_sigmoid_is_point_symmetric(x):
    assert np.allclose(sigmoid(-x), 1 - sigmoid(x), atol=1e-15)


def test_sigmoid_at_the_ends_of_the_number_range():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sigmoid(np.array([-np.inf, -1e308, 1e308, np.inf])).tolist() == [0, 0, 1, 1]


def test_sigmoid_values_of_the_book():
    assert np.round(sigmoid(np.array([1.0, 2.0])), 3).tolist() == [0.731, 0.881]
    assert math.floor(sigmoid(2.0) * 1000) == 880  # the book cuts off where others round


@given(numbers(SHAPES))
def test_relu_is_the_mean_of_x_and_its_size(x):
    assert np.array_equal(relu(x), (x + np.abs(x)) / 2)


@given(numbers(BATCHES, -1e4, 1e4))
def test_softmax_rows_are_probabilities_that_keep_the_order(x):
    y = softmax(x)
    assert np.allclose(y.sum(axis=1), 1)
    assert (y >= 0).all()
    for scores, row in zip(x, y, strict=True):
        assert (np.diff(row[np.argsort(scores)]) >= 0).all()


@given(numbers(BATCHES, -20, 20), st.floats(-500, 500))
def test_softmax_ignores_a_common_shift(x, c):
    assert np.allclose(softmax(x + c), softmax(x), atol=1e-9)


@given(numbers(BATCHES, -20, 20))
def test_softmax_equals_the_plain_formula_row_by_row(x):
    for scores, row in zip(x, softmax(x), strict=True):
        exps = [math.exp(score) for score in scores]
        assert np.allclose(row, [e / sum(exps) for e in exps])
        assert np.allclose(row, softmax(scores))


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_softmax_of_two_is_the_sigmoid_of_the_difference(a, b):
    assert np.allclose(softmax(np.array([a, b]))[0], sigmoid(a - b))


def test_softmax_of_the_book():
    assert np.round(softmax(np.array([0.3, 2.9, 4.0])), 3).tolist() == [0.018, 0.245, 0.737]
    assert np.isfinite(softmax(np.array([1010.0, 1000.0, 990.0]))).all()


# --- losses --------------------------------------------------------------------------------------

BOOK_Y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
BOOK_Y_WRONG = np.array([0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0])


def test_losses_of_the_book():
    t = np.eye(10)[2]
    assert squared_error(BOOK_Y, t) == pytest.approx(0.0975)
    assert squared_error(BOOK_Y_WRONG, t) == pytest.approx(0.5975)
    assert cross_entropy(BOOK_Y, 2) == pytest.approx(0.5108, abs=5e-5)
    assert cross_entropy(BOOK_Y_WRONG, 2) == pytest.approx(2.3026, abs=5e-5)


@given(st.data())
def test_losses_are_means_over_the_batch(data):
    y = softmax(data.draw(numbers(BATCHES, -10, 10)))
    N, K = y.shape
    t = data.draw(hnp.arrays(np.int64, N, elements=st.integers(0, K - 1)))
    one_hot = np.eye(K)[t]
    assert cross_entropy(y, t) == pytest.approx(-np.sum(one_hot * np.log(y)) / N)
    assert squared_error(y, one_hot) == pytest.approx(
        math.fsum((y[i, k] - one_hot[i, k]) ** 2 / 2 for i in range(N) for k in range(K)) / N
    )
    assert cross_entropy(y, t) == pytest.approx(
        np.mean([cross_entropy(y[i], t[i]) for i in range(N)])
    )


@given(FLOATS)
def test_cross_entropy_of_an_impossible_answer_is_large_and_finite(dtype):
    loss = cross_entropy(np.array([[0, 1]], dtype), np.array([0]))
    assert 80 < loss < 800


@pytest.mark.parametrize(
    "t",
    [[3], [-1], [0, 1], [0.0], [[0]], [[1, 0, 0]], ["0"]],
    ids=["too-large", "negative", "too-many", "floats", "rank-2", "one-hot", "text"],
)
def test_labels_that_do_not_fit_are_refused_with_what_was_expected(t):
    with pytest.raises(ValueError, match=r"t N integers, N > 0, not|must be from 0 to 2, but"):
        cross_entropy(np.array([[0.2, 0.3, 0.5]]), np.array(t))


def test_squared_error_refuses_to_broadcast():
    with pytest.raises(ValueError, match=r"\(2, 3\).*\(2, 1\)"):
        squared_error(np.ones((2, 3)), np.ones((2, 1)))


# --- gradients -----------------------------------------------------------------------------------


@given(numbers((2, 2), -3, 3), numbers((2,), -3, 3))
def test_numerical_gradient_of_a_quadratic_form(A, x):
    assert np.allclose(numerical_gradient(lambda v: v @ A @ v, x), (A + A.T) @ x, atol=1e-6)


def test_numerical_gradient_of_the_book_also_for_whole_numbers():
    def f(x):
        return x[0] ** 2 + x[1] ** 2

    for x in (np.array([3.0, 4.0]), np.array([3, 4]), [3, 4]):
        assert np.allclose(numerical_gradient(f, x), [6, 8])


@given(numbers(hnp.array_shapes(min_dims=0, max_dims=3, max_side=3), -3, 3))
def test_numerical_gradient_has_the_shape_of_x_for_every_rank(x):
    grad = numerical_gradient(lambda v: np.sum(v**3), x)
    assert grad.shape == x.shape
    assert np.allclose(grad, 3 * x**2, atol=1e-5)


def test_numerical_gradient_leaves_x_alone():
    x = np.array([1.0, 2.0])
    x.setflags(write=False)
    assert numerical_gradient(np.sum, x).tolist() == pytest.approx([1, 1])


def bowl(x):
    return x[0] ** 2 + x[1] ** 2


@given(st.floats(0.01, 0.4), st.integers(0, 30))
def test_gradient_descent_on_a_bowl_shrinks_by_a_known_factor(lr, steps):
    start = np.array([-3.0, 4.0])
    path = gradient_descent(bowl, start, lr, steps)
    expected = start * (1 - 2 * lr) ** np.arange(steps + 1)[:, None]
    assert path.shape == (steps + 1, 2)
    assert np.allclose(path, expected, atol=1e-6)


def test_gradient_descent_of_the_book():
    start = np.array([-3.0, 4.0])
    assert np.abs(gradient_descent(bowl, start, 0.1, 100)[-1]).max() < 1e-8
    assert np.abs(gradient_descent(bowl, start, 10, 100)[-1]).max() > 1e10
    assert np.allclose(gradient_descent(bowl, start, 1e-10, 100)[-1], start)
    assert start.tolist() == [-3, 4]


# --- layers --------------------------------------------------------------------------------------


def check_gradient(forward, backward, x, seed=0):
    """backward(dout) against the numerical gradient of sum(dout * forward(x))."""
    dout = np.random.default_rng(seed).standard_normal(forward(x).shape)
    forward(x)
    got = backward(dout)
    expected = numerical_gradient(lambda v: np.sum(dout * forward(v)), x)
    worst = np.abs(got - expected).max()
    assert worst < 1e-6, f"backward gives {got}, the numerical gradient {expected}"


@given(numbers(BATCHES, -5, 5))
def test_relu_layer(x):
    x = np.where(np.abs(x) < 1e-3, 1.0, x)  # away from the corner, where no difference is right
    layer = ReLU()
    check_gradient(layer.forward, layer.backward, x)


def test_relu_has_one_derivative_at_zero_and_it_is_zero():
    layer = ReLU()
    layer.forward(np.array([[0.0, -0.0]]))
    assert layer.backward(np.array([[5.0, 5.0]])).tolist() == [[0, 0]]


@given(numbers(BATCHES, -5, 5))
def test_sigmoid_layer(x):
    layer = Sigmoid()
    check_gradient(layer.forward, layer.backward, x)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6), st.integers(0, 1000))
def test_affine_layer(N, D, H, seed):
    rng = np.random.default_rng(seed)
    X, W, b = rng.standard_normal((N, D)), rng.standard_normal((D, H)), rng.standard_normal(H)
    layer = Affine(W, b)
    check_gradient(layer.forward, layer.backward, X)
    dout = rng.standard_normal((N, H))
    layer.forward(X)
    layer.backward(dout)
    assert np.allclose(
        layer.dW, numerical_gradient(lambda v: np.sum(dout * Affine(v, b).forward(X)), W), atol=1e-6
    )
    assert np.allclose(
        layer.db, numerical_gradient(lambda v: np.sum(dout * Affine(W, v).forward(X)), b), atol=1e-6
    )


def test_affine_without_dX_returns_nothing_and_sets_the_rest():
    layer = Affine(np.ones((3, 2)), np.zeros(2))
    layer.forward(np.ones((4, 3)))
    assert layer.backward(np.ones((4, 2)), need_dX=False) is None
    assert layer.dW.shape == (3, 2)
    assert layer.db.tolist() == [4, 4]


@pytest.mark.parametrize("shape", [(4, 2), (3,), (4, 3, 1)])
def test_affine_says_which_shape_it_needs(shape):
    with pytest.raises(ValueError, match=r"needs \(N, 3\)"):
        Affine(np.ones((3, 2)), np.zeros(2)).forward(np.ones(shape))


@given(st.data())
def test_softmax_with_loss_layer(data):
    x = data.draw(numbers(BATCHES, -5, 5))
    t = data.draw(hnp.arrays(np.int64, len(x), elements=st.integers(0, x.shape[1] - 1)))
    layer = SoftmaxWithLoss()
    assert layer.forward(x, t) == pytest.approx(cross_entropy(softmax(x), t))
    expected = numerical_gradient(lambda v: SoftmaxWithLoss().forward(v, t), x)
    assert np.allclose(layer.backward(), expected, atol=1e-6)
    assert np.allclose(layer.backward(3.0), 3 * expected, atol=1e-5)


@given(FLOATS, st.sampled_from([ReLU, Sigmoid]))
def test_layers_keep_the_dtype_and_the_arrays_they_are_lent(dtype, Layer):
    x, dout = np.array([[-1, 2]], dtype), np.array([[3, 4]], dtype)
    before = x.copy(), dout.copy()
    layer = Layer()
    assert layer.forward(x).dtype == dtype
    assert layer.backward(dout).dtype == dtype
    assert np.array_equal(x, before[0])
    assert np.array_equal(dout, before[1])


# --- networks ------------------------------------------------------------------------------------


def random_net(D, H, K, N, seed, dtype=np.float64):
    rng = np.random.default_rng(seed)
    params = init_params(D, H, K, rng, dtype)
    for name in ("b1", "b2"):
        params[name] = rng.standard_normal(params[name].shape).astype(dtype)
    return params, rng.standard_normal((N, D)).astype(dtype), rng.integers(K, size=N)


@given(
    st.integers(1, 5), st.integers(1, 6), st.integers(1, 4), st.integers(1, 7), st.integers(0, 99)
)
def test_network_gradients_against_numerical_ones(D, H, K, N, seed):
    params, X, t = random_net(D, H, K, N, seed)
    a1 = X @ params["W1"] + params["b1"]
    if np.abs(a1).min() < 1e-3:  # a difference across ReLU's corner measures no derivative
        X = X + 0.01
        if np.abs(X @ params["W1"] + params["b1"]).min() < 1e-3:
            return
    loss, grads = TwoLayerNet(params).gradients(X, t)
    assert loss == pytest.approx(TwoLayerNet(params).loss(X, t))
    assert set(grads) == set(params)
    for name in params:

        def f(value, name=name):
            return TwoLayerNet(params | {name: value}).loss(X, t)

        expected = numerical_gradient(f, params[name])
        assert np.abs(grads[name] - expected).max() < 1e-6, name


def test_network_output_by_the_written_out_formula():
    params, X, t = random_net(3, 4, 5, 6, seed=1)
    z1 = np.maximum(X @ params["W1"] + params["b1"], 0)
    scores = z1 @ params["W2"] + params["b2"]
    net = TwoLayerNet(params)
    assert np.allclose(net.scores(X), scores)
    assert np.allclose(net.predict(X), np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))
    assert net.accuracy(X, t) == np.mean(
        [row.argmax() == k for row, k in zip(scores, t, strict=True)]
    )


@given(FLOATS)
def test_network_keeps_its_dtype_through_training(dtype):
    params, X, t = random_net(3, 4, 5, 6, seed=1, dtype=dtype)
    net = TwoLayerNet(params)
    train_step(net, X, t, lr=0.1)
    assert {value.dtype for value in net.params.values()} == {np.dtype(dtype)}
    assert net.predict(X).dtype == dtype


def test_network_copies_the_parameters_it_is_given():
    params, X, t = random_net(3, 4, 5, 6, seed=1)
    before = {name: value.copy() for name, value in params.items()}
    net = TwoLayerNet(params)
    train_step(net, X, t, lr=0.1)
    assert all(np.array_equal(params[name], before[name]) for name in params)
    assert all(not np.array_equal(net.params[name], before[name]) for name in params)


def test_train_step_goes_down_by_the_gradient_and_returns_the_loss_before():
    params, X, t = random_net(3, 4, 5, 6, seed=2)
    net = TwoLayerNet(params)
    _, grads = TwoLayerNet(params).gradients(X, t)
    before = net.loss(X, t)
    assert train_step(net, X, t, lr=0.01) == pytest.approx(before)
    for name in params:
        assert np.allclose(net.params[name], params[name] - 0.01 * grads[name])
    assert net.loss(X, t) < before


def test_a_network_learns_xor():
    X, t = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    net = TwoLayerNet(init_params(2, 8, 2, np.random.default_rng(0), np.float64))
    for _ in range(500):
        train_step(net, X, t, lr=0.5)
    assert net.accuracy(X, t) == 1
    assert net.loss(X, t) < 0.05


def test_init_params_has_the_spread_that_it_states():
    params = init_params(400, 300, 10, np.random.default_rng(0))
    assert params["W1"].std() == pytest.approx(np.sqrt(2 / 400), rel=0.02)
    assert params["W2"].std() == pytest.approx(np.sqrt(2 / 300), rel=0.05)
    assert not params["b1"].any()
    assert not params["b2"].any()
    assert {value.dtype for value in params.values()} == {np.dtype(np.float32)}


def test_a_loss_layer_takes_one_example_as_a_batch_of_one():
    one, batch = SoftmaxWithLoss(), SoftmaxWithLoss()
    assert one.forward(np.array([1.0, 3.0, 2.0]), 1) == batch.forward(
        np.array([[1.0, 3.0, 2.0]]), np.array([1])
    )
    assert np.array_equal(one.backward(), batch.backward())


def test_flatten_and_scale():
    images = np.arange(2 * 28 * 28).reshape(2, 28, 28).astype(np.uint8)
    X = flatten_and_scale(images)
    assert X.shape == (2, 784)
    assert X.dtype == np.float32
    assert X[1, 30] == np.float32(images[1, 1, 2]) / np.float32(255)


@given(FLOATS)
def test_functions_keep_the_dtype_they_are_given(dtype):
    x = np.array([[-1, 0.5, 2]], dtype)
    for f in (step, sigmoid, relu, identity, softmax):
        assert f(x).dtype == dtype, f.__name__
    assert cross_entropy(softmax(x), np.array([0])).dtype == dtype
    assert squared_error(x, x).dtype == dtype
    assert numerical_gradient(np.sum, x).dtype == dtype
