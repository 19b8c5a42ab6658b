"""The live figures of chapter 5 show what the formulas give, computed a second way."""

import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random


@pytest.fixture(scope="module")
def run():
    return live_run(5)


def move(figure, **values):
    """Put controls to these values, all at once, and draw."""
    with plt.style.context("helpers.lesson"):
        figure.set(**values)
    assert not figure.message.value, figure.message.value


def numbers(ax):
    """The numbers in the title of an Axes, whose minus is a real one."""
    assert "-" not in ax.get_title("left")
    text = ax.get_title("left").replace("−", "-")
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", text)]


def slope_of(line):
    (x1, y1), (x2, y2) = line.get_xydata()
    return (y2 - y1) / (x2 - x1)


def test_there_are_six(run):
    walks = ["live-slopes", "live-walk", "live-two-losses", "live-one-weight", "live-two-weights"]
    assert list(run.live) == ["live-likelihood", *walks]


# --- secant and tangent: by algebra, for x cubed ---------------------------------------------------


@pytest.mark.parametrize("x", [-1, -0.2, 0, 0.35, 1])
@pytest.mark.parametrize("h", [0.02, 0.6, 1])
def test_slopes(run, x, h):
    figure, slopes = run.live["live-slopes"], run.namespace["slopes"]
    move(figure, x=x, h=h)
    forward, central, true = 3 * x**2 + 3 * x * h + h**2, 3 * x**2 + h**2, 3 * x**2
    for secant, slope, start in (
        (slopes.forward, forward, x),
        (slopes.central, central, x - h),
    ):
        ends, line = secant.ends.get_xydata(), secant.line.line
        np.testing.assert_allclose(ends[:, 1], ends[:, 0] ** 3, atol=1e-12)
        np.testing.assert_allclose(ends[:, 0], [start, x + h])
        assert slope_of(line) == pytest.approx(slope, abs=1e-9)
        left, bottom = line.get_xydata()[0]
        assert bottom + slope * (ends[0, 0] - left) == pytest.approx(ends[0, 1], abs=1e-7)
    assert slope_of(slopes.tangent.line) == pytest.approx(true)
    np.testing.assert_allclose(slopes.at.get_xydata(), [[x, x**3]], atol=1e-12)

    error_of = {name: line.get_ydata() for name, line in slopes.errors.items()}
    widths = slopes.errors["forward"].get_xdata()
    np.testing.assert_allclose(error_of["forward"], abs(3 * x * widths + widths**2), atol=1e-9)
    np.testing.assert_allclose(error_of["central"], widths**2, atol=1e-9)
    np.testing.assert_allclose(
        slopes.now.get_xydata(), [[h, abs(3 * x * h + h**2)], [h, h**2]], atol=1e-9
    )
    curve, errors = figure.fig.axes
    np.testing.assert_allclose(numbers(curve), [forward, central, true], atol=0.00501)
    np.testing.assert_allclose(numbers(errors), [abs(forward - true), h**2], atol=0.0000501)


def test_every_slope_stays_inside_the_axes(run):
    figure, slopes = run.live["live-slopes"], run.namespace["slopes"]
    for x in (-1, 0, 1):
        for h in (0.02, 1):
            move(figure, x=x, h=h)
            for dots in (slopes.forward.ends, slopes.central.ends, slopes.now):
                low, high = np.transpose([dots.axes.get_xlim(), dots.axes.get_ylim()])
                points = dots.get_xydata()
                assert ((points >= low - 1e-9) & (points <= high + 1e-9)).all(), (x, h)


# --- the walk: on these surfaces each step multiplies each coordinate -------------------------------

FACTORS = {
    "bowl": lambda lr: (1 - 2 * lr, 1 - 2 * lr),
    "valley": lambda lr: (1 - lr / 10, 1 - 2 * lr),
    "saddle": lambda lr: (1 - 2 * lr, 1 + 2 * lr),
}
HEIGHTS = {
    "bowl": lambda a, b: a * a + b * b,
    "valley": lambda a, b: a * a / 20 + b * b,
    "saddle": lambda a, b: a * a - b * b,
}


@pytest.mark.parametrize("surface", FACTORS)
@pytest.mark.parametrize("lr", [0, 0.1, 0.9, 1.1])
def test_walk(run, surface, lr):
    figure, space = run.live["live-walk"], run.namespace
    for x0, x1, steps in ((-3, 4, 20), (5, -5, 60), (-3, 0, 7), (0.1, 0.1, 0)):
        move(figure, surface=surface, x0=x0, x1=x1, lr=lr, steps=steps)
        powers = np.arange(steps + 1)[:, None]
        path = np.array([x0, x1]) * np.array(FACTORS[surface](lr)) ** powers
        near = np.all(abs(path) <= 500, axis=1)
        shown = path[: len(path) if near.all() else np.argmin(near)]
        trail = space["trail"]
        np.testing.assert_allclose(trail.line.get_xydata(), shown, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(trail.start.get_xydata(), [[x0, x1]])
        assert len(trail.end.get_xydata()) == near.all()
        heights = space["trail_heights"].get_xydata()
        np.testing.assert_array_equal(heights[:, 0], powers[:, 0])
        np.testing.assert_allclose(
            heights[: len(shown), 1], HEIGHTS[surface](*shown.T), rtol=1e-5, atol=1e-5
        )
        inside = np.all(abs(path) <= 5, axis=1)
        if inside.all():
            said = numbers(figure.fig.axes[0])
            np.testing.assert_allclose(said, path[-1], atol=0.00051)
        else:
            title = figure.fig.axes[0].get_title("left")
            assert title == f"It leaves the picture in step {np.argmin(inside)}"
        for name, parts in space["maps"].items():
            assert {part.get_visible() for part in parts} == {name == surface}


@pytest.mark.parametrize(("x0", "x1"), [(-5, -5), (-5, 5), (5, -5), (5, 5)])
def test_the_dots_in_the_corners_are_drawn_whole(run, x0, x1):
    space = run.namespace
    move(run.live["live-walk"], x0=x0, x1=x1, lr=0, steps=1)
    move(run.live["live-one-weight"], w0=x0)
    move(run.live["live-two-weights"], w0=x0, w1=x1)
    move(run.live["live-slopes"], x=x0 / 5, h=1)
    ends = [space["slopes"].forward.ends, space["slopes"].central.ends]
    points = [space["trail"].start, space["trail"].end, space["arrow"].point]
    for dots in (*points, *ends, space["foot"], space["slopes"].now):
        assert not dots.get_clip_on()
        box, page = dots.get_window_extent(), dots.figure.bbox
        assert page.x0 <= box.x0
        assert page.y0 <= box.y0
        assert box.x1 <= page.x1
        assert box.y1 <= page.y1


def test_the_saddle_keeps_a_walk_that_starts_on_its_ridge_and_no_other(run):
    figure, space = run.live["live-walk"], run.namespace
    move(figure, surface="saddle", x0=-3, x1=0, lr=0.1, steps=60)
    np.testing.assert_allclose(space["trail"].end.get_xydata(), [[0, 0]], atol=1e-5)
    move(figure, x1=0.1)
    assert abs(space["trail"].line.get_ydata()[-1]) > 5


def test_the_maps_show_their_surfaces(run):
    for name, (_, contours) in run.namespace["maps"].items():
        for level, path in zip(contours.levels, contours.get_paths(), strict=True):
            heights = HEIGHTS[name](*path.vertices.T)
            np.testing.assert_allclose(heights, level, atol=0.04 + 0.004 * abs(level))


# --- the network's loss: by the rules of chapter 6 --------------------------------------------------


def loss_and_gradient(space, w0, w1):
    """The loss with the two weights, and its slope along both, by backpropagation."""
    params, X, t = space["learned"], space["X_train"], space["t_train"]
    W1 = params["W1"].copy()
    W1[24, 1], W1[31, 1] = w0, w1
    a1 = X @ W1 + params["b1"]
    a2 = np.maximum(a1, 0) @ params["W2"] + params["b2"]
    y = np.exp(a2) / np.exp(a2).sum(axis=1, keepdims=True)
    picked = y[np.arange(len(t)), t]
    error = (y - np.eye(3)[t]) / len(t)
    at_unit = (error @ params["W2"].T)[:, 1] * (a1[:, 1] > 0)
    return -np.log(picked).mean(), X[:, [24, 31]].T @ at_unit


@pytest.mark.parametrize("w0", [-5, -1.5, -0.5, 0.9, 5])
def test_one_weight(run, w0):
    figure, space = run.live["live-one-weight"], run.namespace
    move(figure, w0=w0)
    kept = space["w_learned"][1]
    height, (slope, _) = loss_and_gradient(space, w0, kept)
    np.testing.assert_allclose(space["foot"].get_xydata(), [[w0, height]])
    assert slope_of(space["tangent"].line) == pytest.approx(slope, rel=1e-3, abs=1e-4)
    np.testing.assert_allclose(numbers(figure.fig.axes[0]), [height, slope], atol=0.00061)
    curve = figure.fig.axes[0].lines[0].get_xydata()
    for x, y in curve[::10]:
        assert y == pytest.approx(loss_and_gradient(space, x, kept)[0])
    low, high = figure.fig.axes[0].get_ylim()
    assert (curve[:, 1] >= low).all()
    assert (curve[:, 1] <= high).all()


@pytest.mark.parametrize("w0", [-5, -1.5, 1, 5])
@pytest.mark.parametrize("w1", [-5, 1, 5])
def test_two_weights(run, w0, w1):
    figure, space = run.live["live-two-weights"], run.namespace
    move(figure, w0=w0, w1=w1)
    height, gradient = loss_and_gradient(space, w0, w1)
    quiver = space["arrow"].arrow
    np.testing.assert_allclose(space["arrow"].point.get_xydata(), [[w0, w1]])
    np.testing.assert_allclose(quiver.get_offsets(), [[w0, w1]])
    np.testing.assert_allclose(
        [quiver.U[0], quiver.V[0]], -3 * gradient / quiver.scale, rtol=2e-3, atol=2e-3
    )
    np.testing.assert_allclose(numbers(figure.fig.axes[0]), [0, height], atol=0.000051)


def test_step_walks_down_and_reset_takes_the_trail_away(run):
    figure, space = run.live["live-two-weights"], run.namespace
    figure.reset()
    for _ in range(3):
        assert figure.refresh(play=True)
    walk = [np.array([-1.5, 1.0])]
    for _ in range(3):
        walk.append(walk[-1] - 3 * loss_and_gradient(space, *walk[-1])[1])
    np.testing.assert_allclose(space["steps_taken"].get_xydata(), walk, atol=1e-3)
    figure.reset()
    np.testing.assert_allclose(space["steps_taken"].get_xydata(), [[-1.5, 1.0]])


@pytest.mark.parametrize("p", [0.01, 0.3, 0.7, 0.99])
def test_likelihood_and_its_loss(run, p):
    figure = run.live["live-likelihood"]
    move(figure, p=p)
    likelihood = p**7 * (1 - p) ** 3
    heights = [likelihood, -math.log(likelihood) / 10]
    dots = [dot.get_xydata()[0] for dot in run.namespace["coin"].dots]
    np.testing.assert_allclose(dots, [[p, heights[0]], [p, heights[1]]])


@pytest.mark.parametrize("start", [-8.0, -5.0, 0.0, 3.0])
def test_a_neuron_learns_under_two_losses(run, start):
    figure = run.live["live-two-losses"]
    move(figure, start=start)
    for walk, slope in zip(
        run.namespace["two_losses"].walks,
        (lambda y: (y - 1) * y * (1 - y), lambda y: y - 1),
        strict=True,
    ):
        a, outputs = start, []
        for _ in range(61):
            outputs.append(1 / (1 + math.exp(-a)))
            a -= slope(outputs[-1])
        np.testing.assert_allclose(walk.get_ydata(), outputs, atol=1e-5)


def test_the_plain_is_flat_and_the_learned_weights_lie_low(run):
    space = run.namespace
    assert abs(loss_and_gradient(space, -5, -5)[1]).max() == 0
    heights = [[space["loss_at"]([a, b]) for a in range(-5, 6)] for b in range(-5, 6)]
    assert space["loss_at"](space["w_learned"]) < np.min(heights) + 0.005


def test_every_control_at_its_ends():
    try_ends(5)


@pytest.mark.slow
def test_random_settings():
    try_random(5)
