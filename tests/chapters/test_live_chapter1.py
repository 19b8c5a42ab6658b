"""Chapter 1's live figures show the numbers that their formulas give."""

import math
import operator

import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random


@pytest.fixture(scope="module")
def run():
    return live_run(1)


def move(figure, **values):
    for name, value in values.items():
        figure.controls[name].value = value
    assert not figure.message.value
    return figure.fig.axes[0]


def read(text):
    return float(text.get_text().replace("−", "-")) if text.get_text() else None


@pytest.mark.parametrize("step", [1, 2, 4, 5, 8, 3])
def test_the_walk_shows_the_results_up_to_the_step_and_no_more(run, step):
    left, top = run.namespace["left"].tolist(), run.namespace["top"].tolist()
    columns = [[row[j] for row in top] for j in range(4)]
    products = [[sum(map(operator.mul, row, column)) for column in columns] for row in left]
    wanted = (products[0] + products[1])[:step] + [None] * (8 - step)

    move(run.live["matmul-walk"], step=step)
    product = run.namespace["product"]
    assert [read(text) for text in product.C.texts.flat] == wanted
    assert [[read(text) for text in row] for row in product.A.texts] == left
    assert [[read(text) for text in row] for row in product.B.texts] == top

    i, j = divmod(step - 1, 4)
    lit = {
        name: {place for place, text in np.ndenumerate(grid.texts) if text.get_weight() == "bold"}
        for name, grid in vars(product).items()
        if name in ("A", "B", "C")
    }
    assert lit == {
        "A": {(i, k) for k in range(3)},
        "B": {(k, j) for k in range(3)},
        "C": {(i, j)},
    }
    formula, result = product.sum.get_text().replace("−", "-").replace("×", "*").split(" = ")
    assert eval(formula) == int(result) == products[i][j]


def test_the_fifth_step_is_the_one_of_the_folded_answer(run):
    move(run.live["matmul-walk"], step=5)
    assert run.namespace["product"].sum.get_text() == "3 × 2 + (−1) × 1 + 4 × 0 = 5"


@pytest.mark.parametrize(
    ("amplitude", "frequency", "phase"),
    [(1.0, 1.0, 0.0), (2.0, 5.0, -3.0), (0.0, 2.0, 3.0), (1.5, 0.0, 1.0), (0.7, 2.3, -1.6)],
)
def test_the_wave_is_the_sine_that_its_title_says(run, amplitude, frequency, phase):
    ax = move(run.live["wave-live"], amplitude=amplitude, frequency=frequency, phase=phase)
    cosine, wave = ax.lines
    for x, y, c in zip(wave.get_xdata(), wave.get_ydata(), cosine.get_ydata(), strict=True):
        assert y == pytest.approx(amplitude * math.sin(frequency * x + phase), abs=1e-12)
        assert c == pytest.approx(math.cos(x), abs=1e-12)
    sign = "−" if phase < 0 else "+"
    title = f"y = {amplitude:.1f} sin({frequency:.1f} x {sign} {abs(phase):.1f})"
    assert run.namespace["heading"].get_text() == title
    low, high = ax.get_ylim()
    assert low < -2 < 2 < high


def test_a_quarter_turn_makes_the_sine_a_cosine(run):
    cosine, wave = move(run.live["wave-live"], amplitude=1.0, frequency=1.0, phase=1.6).lines
    assert np.abs(wave.get_ydata() - cosine.get_ydata()).max() < 0.03


def test_a_frequency_of_two_draws_two_waves(run):
    _, wave = move(run.live["wave-live"], amplitude=1.0, frequency=2.0, phase=0.0).lines
    y = wave.get_ydata()
    tops = np.sum((y[1:-1] > y[:-2]) & (y[1:-1] > y[2:]))
    assert tops == 2


def test_every_control_at_its_ends():
    try_ends(1)


@pytest.mark.slow
def test_random_settings():
    try_random(1)
