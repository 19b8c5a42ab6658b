"""Chapter 7's live figures: what they show is what closed formulas and other code give."""

import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random

from chapters.figures.valleys import turned
from helpers.figures import format_number

START, CURVATURES = np.array([-7.0, 2.0]), np.array([0.1, 2.0])


@pytest.fixture(scope="module")
def chapter():
    return live_run(7)


def titles(figure):
    return [ax.get_title(loc="left") for ax in figure.fig.axes]


def height(x):
    return x[..., 0] ** 2 / 20 + x[..., 1] ** 2


@pytest.mark.parametrize("lr", [0.02, 0.3, 0.94, 1.0, 1.2])
def test_the_plain_walk_is_a_product_of_factors(chapter, lr):
    figure = chapter.live["live-valley"]
    figure.set(lr=lr)
    path = START * (1 - lr * CURVATURES) ** np.arange(31)[:, None]
    drawn = chapter.namespace["ground"].lines[""].get_xydata()
    assert len(drawn) == (31 if lr <= 1 else 18), "far outside, the walk is cut"
    assert np.allclose(drawn, path[: len(drawn)])
    heights = chapter.namespace["left_over"].lines[""].get_ydata()
    assert np.allclose(heights, np.minimum(height(path), 1e6), rtol=1e-6)
    assert titles(figure) == [
        f"Factors {1 - 0.1 * lr:.3f} along, {format_number(1 - 2 * lr, 2)} across",
        f"After 30 steps: {height(path[-1]):.2g}",
    ]


@pytest.mark.parametrize(("lr", "beta"), [(0.02, 0.0), (1.1, 0.5), (0.2, 0.9), (2.0, 0.98)])
def test_momentum_is_a_power_of_a_matrix(chapter, lr, beta):
    """Each direction goes by (x, v) -> (x + beta v - lr c x, beta v - lr c x), thirty times."""
    figure, names = chapter.live["live-momentum"], chapter.namespace
    figure.set(lr=lr, beta=beta)
    ends = [
        np.linalg.matrix_power(np.array([[1 - lr * c, beta], [-lr * c, beta]]), 30)[0, 0] * x
        for x, c in zip(START, CURVATURES, strict=True)
    ]
    left = height(np.array(ends))
    assert titles(figure)[0] == f"After 30 steps: {left:.2g}"
    assert names["choice"].point.get_xydata().tolist() == [[lr, beta]]
    row, column = np.abs(names["betas"] - beta).argmin(), np.abs(names["rates"] - lr).argmin()
    assert names["plane"][row, column] == pytest.approx(left, rel=1e-6)


def test_a_turn_changes_nothing_for_two_and_much_for_three(chapter):
    figure, names = chapter.live["live-turned"], chapter.namespace
    ends = {}
    for degrees in (0, 15, 45):
        figure.set(degrees=degrees)
        lines = names["falls"].lines
        ends[degrees] = {name: line.get_ydata()[-1] for name, line in lines.items()}
        start = names["five"].start.get_xydata()
        assert np.allclose(turned(start, -degrees), [START])
    for name in ("SGD", "Momentum"):
        assert ends[45][name] == pytest.approx(ends[0][name], rel=1e-4)
    for name in ("AdaGrad", "RMSProp"):
        assert ends[15][name] > 100 * ends[0][name]
    assert ends[45]["Adam"] > ends[0]["Adam"]


@pytest.mark.parametrize(
    ("activation", "log_std", "width", "factor"),
    [("ReLU", -0.85, 100, 1), ("tanh", -2.0, 100, 0.1), ("ReLU", -1.0, 200, 1), ("ReLU", -1.5, 100, 0.2236)],
)  # fmt: skip
def test_the_dots_rise_and_fall_by_the_factor_of_the_text(
    chapter, activation, log_std, width, factor
):
    figure, names = chapter.live["live-signals"], chapter.namespace
    figure.set(log_std=log_std, depth=8, width=width, activation=activation)
    for histograms, way in ((names["ahead"], 1), (names["back"], -1)):
        dots = histograms.spread.get_ydata()
        assert len(dots) == 8
        slope = np.polyfit(np.arange(8), dots[::way], 1)[0]
        assert slope == pytest.approx(np.log10(factor), abs=0.06)
    forward, backward = names["signals"](10**log_std, 8, width, activation)
    assert np.allclose(names["ahead"].spread.get_ydata(), np.log10([z.std() for z in forward]))
    assert np.allclose(names["back"].spread.get_ydata(), np.log10([d.std() for d in backward]))


def test_the_signals_to_try(chapter):
    figure, names = chapter.live["live-signals"], chapter.namespace
    figure.set(log_std=0.0, depth=6, width=100, activation="tanh")
    sizes = np.abs(names["signals"](1, 6, 100, "tanh")[0])
    assert np.mean(sizes > 0.9) > 0.8, "most are near 1 or -1"
    assert np.all(np.diff(names["back"].spread.get_ydata()) < -0.2), "and the gradients explode"
    figure.set(log_std=-0.85, activation="sigmoid")
    steps = np.diff(names["back"].spread.get_ydata())
    assert np.allclose(steps, np.log10(3), atol=0.06), "the gradients shrink to a third"


def test_the_two_curves_grow_and_obey_their_sliders(chapter):
    figure, names = chapter.live["live-heart"], chapter.namespace
    figure.reset()
    heart = names["heart"]
    assert heart.steps == [0]
    for _ in range(20):
        assert figure.refresh(play=True)
    assert heart.steps[-1] == 200
    assert heart.train[-1] > 0.99
    assert 0.7 < heart.test[-1] < 0.9
    assert list(names["both"].train.get_ydata()) == heart.train
    assert list(names["both"].test.get_ydata()) == heart.test
    figure.controls["dropout"].value = 0.8
    figure.controls["decay"].value = 0.1
    for _ in range(40):
        assert figure.refresh(play=True)
    assert heart.net.layers[2].share == 0.8
    assert heart.train[-1] < 0.99
    for _ in range(39):
        assert figure.refresh(play=True)
    figure.refresh(play=True)
    assert heart.steps[-1] == 1000
    assert names["play_heart"](0.0, 0.0, 0) is False
    figure.reset()
    assert heart.steps == [0]


def test_every_control_at_its_ends():
    try_ends(7)


@pytest.mark.slow
def test_random_settings():
    try_random(7)
