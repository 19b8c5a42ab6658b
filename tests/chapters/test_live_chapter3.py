"""Chapter 3's live figures show what the formulas give, computed here a second way."""

import math

import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random
from matplotlib.colors import same_color

from helpers.figures.colours import BLUE, VERMILLION

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}
NUMBERS = {
    "W1": [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]],
    "b1": [0.1, 0.2, 0.3],
    "W2": [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]],
    "b2": [0.1, 0.2],
    "W3": [[0.1, 0.3], [0.2, 0.4]],
    "b3": [0.1, 0.2],
}


def moved(cell, **setting):
    """The figure of a cell after its controls were moved, and the chapter's names."""
    run = live_run(3)
    figure = run.live[cell]
    figure.reset()
    for name, value in setting.items():
        figure.controls[name].value = value
    assert not figure.message.value
    return figure, run.namespace


def read(text):
    return float(text.get_text().replace("−", "-"))


def lines_of(ax):
    return {line.get_label(): line for line in ax.lines}


def logistic(a):
    """The sigmoid by way of the hyperbolic tangent."""
    return 0.5 * (1 + math.tanh(a / 2))


ACTIVATIONS = {
    "sigmoid": logistic,
    "step": lambda a: 1.0 if a > 0 else 0.0,
    "ReLU": lambda a: (a + abs(a)) / 2,
}


@pytest.mark.parametrize("h", ACTIVATIONS)
@pytest.mark.parametrize(("w", "b"), [(2.0, 0.0), (-10.0, 8.0), (0.6, -3.3), (0.0, 4.0)])
def test_weight_and_bias_move_the_curve_and_the_dot(h, w, b):
    figure, _ = moved("move-curve", h=h, w=w, b=b)
    (ax,) = figure.fig.axes
    lines = lines_of(ax)
    x = lines["h(w x + b)"].get_xdata()
    assert lines["h(w x + b)"].get_ydata() == pytest.approx([ACTIVATIONS[h](w * v + b) for v in x])
    assert lines["h(x)"].get_ydata() == pytest.approx([ACTIVATIONS[h](v) for v in x])
    (dot,) = [line for line in ax.lines if line.get_marker() == "o"]
    ((place, height),) = dot.get_xydata()
    assert height == ACTIVATIONS[h](0.0)
    if w == 0:
        assert np.isnan(place)
    else:
        assert w * place + b == pytest.approx(0)


@pytest.mark.parametrize("w", [1, 7, 44, 100])
def test_a_larger_weight_steepens_the_sigmoid(w):
    figure, names = moved("steepen", w=w)
    for ax, reach in zip(figure.fig.axes, (5, 0.1), strict=True):
        assert ax.get_xlim() == pytest.approx((-reach, reach))
        lines = lines_of(ax)
        x = lines["sigmoid(w x)"].get_xdata()
        assert lines["sigmoid(w x)"].get_ydata() == pytest.approx([logistic(w * v) for v in x])
        for v, z in lines["step(x)"].get_xydata():  # nan where it jumps
            assert np.isnan(z) or z == float(v > 0)
    for dots in names["tenths"]:
        for place, height in dots.get_xydata():
            assert logistic(w * place) == pytest.approx(height)
        assert dots.get_ydata().tolist() == [0.1, 0.9]
    title = names["width_text"].get_text()
    width = float(title.split()[-1])
    assert width == pytest.approx(dots.get_xdata()[1] - dots.get_xdata()[0], abs=0.0006)
    assert title.startswith(f"w = {w}:")


def test_the_answer_to_the_steep_question():
    assert "0.100" in moved("steepen", w=44)[1]["width_text"].get_text()
    assert "0.102" in moved("steepen", w=43)[1]["width_text"].get_text()


BY_HAND = {"p1": -2.5, "p2": -0.5, "p3": 0.5, "p4": 2.5, "v1": -1.1, "v2": 1.1, "v3": 1.1}
SETTINGS = [
    {},
    {**BY_HAND, "v4": -1.1},
    {"h": "ReLU", "p1": -3.5, "v2": -2.0, "p3": 0.0},
    {"h": "step", "p4": 3.5, "v4": 2.0, "v1": 0.0},
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_four_pieces_their_sum_and_the_error(setting):
    figure, names = moved("fit-by-hand", **setting)
    values = {name: control.value for name, control in figure.controls.items()}
    fit, h = names["fit"], ACTIVATIONS[values["h"]]
    x = fit.total.get_xdata()
    assert (x[0], x[-1]) == (-math.pi, math.pi)
    total = np.zeros(len(x))
    for i, line in enumerate(fit.pieces, start=1):
        weight, bias = 3, -3 * values[f"p{i}"]
        piece = [values[f"v{i}"] * h(weight * v + bias) for v in x]
        assert line.get_ydata() == pytest.approx(piece)
        total += piece
    assert fit.total.get_ydata() == pytest.approx(total)
    assert fit.target.get_ydata() == pytest.approx([math.sin(v) for v in x])
    error = sum((y - math.sin(v)) ** 2 for y, v in zip(total, x, strict=True)) / len(x)
    assert error_in_title(fit) == pytest.approx(error, abs=0.00006)


def error_in_title(fit):
    title = fit.main.get_title("left") or fit.main.get_title()
    return float(title.split(": ")[1].split()[0])


@pytest.mark.parametrize(("v", "note"), [(2.0, "▲ sum is above"), (-2.0, "▼ sum is below")])
def test_a_note_says_where_a_sum_out_of_view_is(v, note):
    extreme = {f"p{i}": -3.5 for i in range(1, 5)} | {f"v{i}": v for i in range(1, 5)}
    fit = moved("fit-by-hand", **extreme)[1]["fit"]
    assert fit.note.text.get_visible()
    assert fit.note.text.get_text().startswith(note)
    moved("fit-by-hand")
    assert not fit.note.text.get_visible()


def test_a_note_says_that_a_curve_is_out_of_view():
    text = moved("move-curve", h="ReLU", w=0.0, b=8.0)[1]["curve"].text
    assert text.get_visible()
    moved("move-curve", h="ReLU", w=0.0, b=2.0)
    assert not text.get_visible()


def test_the_fit_in_the_answer_has_the_error_that_the_answer_gives():
    _, names = moved("fit-by-hand", **BY_HAND, v4=-1.1)
    assert error_in_title(names["fit"]) == 0.0013


BEST = {
    "step": {"p": (-2.7, -0.4, 0.4, 2.6), "v": (-0.8, 0.8, 0.8, -0.5)},
    "ReLU": {"p": (-3.4, -1.4, 1.2, 2.0), "v": (-0.2, 0.5, -0.3, -0.3)},
}


@pytest.mark.parametrize("activation", BEST)
def test_the_scores_can_be_beaten(activation):
    setting = {f"{n}{i + 1}": value for n in "pv" for i, value in enumerate(BEST[activation][n])}
    fit = moved("fit-by-hand", h=activation, **setting)[1]["fit"]
    assert "✓ beaten" in (fit.main.get_title("left") or fit.main.get_title())


@pytest.mark.parametrize("a", [-5.0, -0.25, 0.25, 1.0, 5.0])
def test_tangents_are_as_steep_as_the_curves(a):
    _, names = moved("three-plot", a=a)
    steep = {"sigmoid": logistic(a) * (1 - logistic(a)), "step": 0.0, "ReLU": float(a > 0)}
    for name, drawing in names["slopes"].items():
        (x0, y0), (x1, y1) = drawing.tangent.get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(steep[name], abs=0.002)
        assert drawing.dots[0].get_xydata()[0] == pytest.approx([a, ACTIVATIONS[name](a)])


def by_plain_loops(x, numbers):
    """Values and sums of every layer, number by number."""
    values, sums = [list(x)], []
    for layer in "123":
        W, b = numbers[f"W{layer}"], numbers[f"b{layer}"]
        before = values[-1]
        sums.append([b[k] + sum(v * W[j][k] for j, v in enumerate(before)) for k in range(len(b))])
        values.append([logistic(a) for a in sums[-1]] if layer < "3" else sums[-1])
    return values, sums


WHICH = [f"{n}{list(place)}" for n, shape in SHAPES.items() for place in np.ndindex(shape)]


def test_every_weight_and_bias_can_be_chosen():
    figure, _ = moved("move-network")
    assert [value for _, value in figure.controls["which"].options] == WHICH
    assert len(WHICH) == 23


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize(("x1", "x2", "change"), [(1.0, 0.5, -1.5), (-5.0, 4.3, 0.7)])
def test_every_node_and_arrow_follows(which, x1, x2, change):
    _, names = moved("move-network", which=which, x1=x1, x2=x2, change=change)
    numbers = {name: np.array(value) for name, value in NUMBERS.items()}
    place = tuple(int(i) for i in which[3:-1].split(","))
    numbers[which[:2]][place] += change
    values, sums = by_plain_loops([x1, x2], {n: v.tolist() for n, v in numbers.items()})
    drawing = names["drawing"]
    shown = [read(text) for text in drawing.value_texts]
    assert shown == pytest.approx(np.concatenate(values), abs=0.00501)
    shown = [read(text) for text in drawing.sum_texts]
    assert shown == pytest.approx(np.concatenate(sums), abs=0.00501)
    strengths = np.concatenate([np.ravel(numbers[name]) for name in SHAPES])  # W1 b1 W2 b2 W3 b3
    colours, widths = drawing.edges.get_color(), drawing.edges.get_linewidth()
    for w, colour, width in zip(strengths, colours, widths, strict=True):
        assert same_color(colour, BLUE if w > 0 else VERMILLION)
        assert width == pytest.approx(0.8 + 3.6 * min(abs(w) / 1.5, 1))
    after = numbers[which[:2]][place]
    assert read(drawing.mark_text) == pytest.approx(after, abs=0.00501)
    left = place[0] if len(place) == 2 else "bias"
    ends = [drawing.at[int(which[1]) - 1, left], drawing.at[int(which[1]), place[-1]]]
    assert np.array_equal(drawing.halo.get_xydata(), ends)
    title = names["arrow_title"].get_text()
    sign = "−" if change < 0 else "+"
    assert title.startswith(f"{which}: {after - change:.2f} {sign} {abs(change):.2f} = ")
    assert title.endswith(f" = {drawing.mark_text.get_text()}")


def test_a_number_goes_back_when_another_is_chosen():
    figure, names = moved("move-network", which="W1[0, 2]", change=-1.5)
    figure.controls["which"].value = "b3[1]"
    figure.controls["change"].value = 0.0
    outputs = [text.get_text() for text in names["drawing"].value_texts[-2:]]
    assert outputs == ["0.32", "0.70"]


@pytest.mark.parametrize("x1", [-5.0, 0.0, 5.0])
@pytest.mark.parametrize("x2", [-5.0, 0.0, 5.0])
def test_the_answer_that_y1_stays_between_0_1_and_0_4(x1, x2):
    _, names = moved("move-network", x1=x1, x2=x2)
    assert 0.1 < read(names["drawing"].value_texts[-2]) < 0.4


def test_every_control_at_its_ends():
    try_ends(3)


@pytest.mark.slow
def test_random_settings():
    try_random(3)
