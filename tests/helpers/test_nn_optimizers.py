"""helpers/nn/optimizers against written-out formulas and known values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.nn.optimizers import SGD, Adam, Momentum, one_cycle

RATES = st.floats(0, 1)
BETAS = st.floats(0, 0.99)
OPTIMIZERS = [SGD, Momentum, Adam]


def parameters(seed, dtype=np.float64):
    rng = np.random.default_rng(seed)
    return {"W1": rng.standard_normal((3, 2)).astype(dtype), "b1": np.ones(2, dtype)}


def gradients(seed, steps=5):
    rng = np.random.default_rng(seed)
    return [{"W1": rng.standard_normal((3, 2)), "b1": rng.standard_normal(2)} for _ in range(steps)]


@given(RATES, st.integers(0, 9))
def test_sgd_goes_down_by_each_gradient(lr, seed):
    params, start = parameters(seed), parameters(seed)
    optimizer = SGD(params)
    for grads in gradients(seed):
        optimizer.step(grads, lr)
    for name in params:
        total = sum(grads[name] for grads in gradients(seed))
        assert np.allclose(params[name], start[name] - lr * total)


@given(RATES, BETAS, st.integers(0, 9))
def test_momentum_is_a_sum_of_all_gradients_with_falling_weights(lr, beta, seed):
    """After n steps, gradient i has moved the parameter by 1 + beta + ... + beta^(n-1-i) times lr."""
    params, start = parameters(seed), parameters(seed)
    optimizer = Momentum(params, beta)
    for grads in gradients(seed):
        optimizer.step(grads, lr)
    for name in params:
        moved = sum(
            np.sum(beta ** np.arange(5 - i)) * grads[name]
            for i, grads in enumerate(gradients(seed))
        )
        assert np.allclose(params[name], start[name] - lr * moved)


@given(RATES, BETAS, BETAS, st.integers(0, 9))
def test_adam_by_means_with_weights_that_sum_to_one(lr, beta1, beta2, seed):
    params, expected = parameters(seed), parameters(seed)
    optimizer = Adam(params, beta1, beta2)
    seen = []
    for grads in gradients(seed):
        optimizer.step(grads, lr)
        seen.append(grads)
        for name in expected:
            g = np.array([old[name] for old in seen])
            age = np.arange(len(g))[::-1]
            mean = np.average(g, axis=0, weights=beta1**age)
            square = np.average(g**2, axis=0, weights=beta2**age)
            expected[name] -= lr * mean / (np.sqrt(square) + 1e-8)
    for name in params:
        assert np.allclose(params[name], expected[name], atol=1e-7)


def test_adam_first_step_has_the_size_of_the_rate():
    params = {"w": np.array([1.0, 1.0, 1.0])}
    Adam(params).step({"w": np.array([1000.0, -0.001, 0.0])}, 0.1)
    assert np.allclose(params["w"], [0.9, 1.1, 1.0])


@pytest.mark.parametrize("Optimizer", OPTIMIZERS)
@pytest.mark.parametrize("lr", [0.1, np.float64(0.1), 1])
def test_parameters_stay_float32_and_in_their_arrays(Optimizer, lr):
    params = parameters(0, np.float32)
    same = dict(params)
    before = {name: value.copy() for name, value in params.items()}
    optimizer = Optimizer(params)
    for grads in gradients(0):
        kept = {name: grad.copy() for name, grad in grads.items()}
        optimizer.step(grads, lr)
        assert all(np.array_equal(grads[name], kept[name]) for name in grads)
    for name in params:
        assert params[name] is same[name]
        assert params[name].dtype == np.float32
        assert not np.array_equal(params[name], before[name])


@given(st.integers(1, 50), st.floats(0, 10), st.floats(0.05, 0.95))
def test_one_cycle_lies_on_two_straight_lines(steps, peak, rise):
    rates = [one_cycle(step, steps, peak, rise) for step in range(steps)]
    places = np.arange(1, steps + 1) / (steps + 1)
    assert np.allclose(rates, np.interp(places, [0, rise, 1], [0, peak, 0]))


def test_one_cycle_by_hand():
    assert [one_cycle(step, 7, 0.6) for step in range(7)] == pytest.approx(
        [0.3, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
    )
