"""The live figures of chapter 2 show what the neuron's formula gives, worked out another way."""

from fractions import Fraction

import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random

from chapters.figures.planes import LIMITS, WEIGHTS
from helpers.datasets import GATES

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
EIGHTHS = [n / 8 for n in range(-16, 17)]
rng = np.random.default_rng(2)
AT_RANDOM = [(gate, *rng.choice(EIGHTHS, 3).tolist()) for gate in GATES for _ in range(6)]
ON_THE_EDGE = [
    ("AND", 1.0, 1.0, -1.0),
    ("AND", 0.25, 0.5, -0.75),
    ("NAND", -1.0, -1.0, 1.0),
    ("OR", 1.0, 0.5, 0.0),
    ("XOR", 0.0, 0.0, 0.0),
    ("NAND", 0.0, 0.0, 2.0),
]


def exact_sums(w1, w2, b):
    """The four sums as fractions, which are never rounded."""
    return [Fraction(b) + Fraction(w1) * x1 + Fraction(w2) * x2 for x1, x2 in INPUTS]


def answers(w1, w2, b):
    return [int(a > 0) for a in exact_sums(w1, w2, b)]


def put(cell, **values):
    """Move the sliders of a live figure, and return it with the chapter's names."""
    run = live_run(2)
    figure = run.live[cell]
    assert figure.set(**values)
    assert not figure.message.value
    return run.namespace


def title_now(ax):
    """The title as it was set last: outside the chapter's style it is in the middle."""
    return ax.get_title("center") or ax.get_title("left")


def same_points(line, wanted):
    assert line.get_xydata().tolist() == [list(map(float, point)) for point in wanted]


def shows_answers(points, t, y):
    same_points(points.ones, [p for p, a in zip(INPUTS, t, strict=True) if a == 1])
    same_points(points.zeros, [p for p, a in zip(INPUTS, t, strict=True) if a == 0])
    same_points(points.crosses, [p for p, a, c in zip(INPUTS, t, y, strict=True) if a != c])


def shades(plane, w1, w2, b):
    """The shaded part is the side on which the neuron fires, tried at points off the line."""
    path = plane.region.get_path() if plane.region.get_visible() else None
    for point in np.random.default_rng(0).uniform(*LIMITS, size=(40, 2)):
        a = b + np.dot([w1, w2], point)
        if abs(a) > 0.02:
            assert (path is not None and path.contains_point(point)) == (a > 0)
    for x1, x2 in plane.line.get_xydata():
        assert abs(b + w1 * x1 + w2 * x2) < 1e-12


@pytest.mark.parametrize(("gate", "w1", "w2", "b"), AT_RANDOM + ON_THE_EDGE)
def test_gates(gate, w1, w2, b):
    shown = put("live-gates", gate=gate, w1=w1, w2=w2, b=b)
    t, y = GATES[gate].tolist(), answers(w1, w2, b)
    shades(shown["knob_plane"], w1, w2, b)
    shows_answers(shown["knob_points"], t, y)
    table = shown["knob_table"]
    assert [int(text.get_text()) for text in table.wanted] == t
    assert [int(text.get_text()) for text in table.given] == y
    sums = [Fraction(text.get_text().replace("−", "-")) for text in table.sums]
    assert sums == exact_sums(w1, w2, b)
    right = sum(a == c for a, c in zip(t, y, strict=True))
    assert [text.get_text() for text in table.marks].count("✓") == right
    assert title_now(shown["ax_gate"]) == f"{gate}: {right} of 4 right"


def test_xor_never_gets_beyond_three():
    counts = set()
    for w1, w2, b in rng.choice(EIGHTHS, size=(40, 3)).tolist():
        shown = put("live-gates", gate="XOR", w1=w1, w2=w2, b=b)
        counts.add(title_now(shown["ax_gate"]))
    assert "XOR: 3 of 4 right" in counts
    assert "XOR: 4 of 4 right" not in counts


@pytest.mark.parametrize(("gate", "w1", "w2", "b"), AT_RANDOM + ON_THE_EDGE)
def test_map(gate, w1, w2, b):
    shown = put("live-map", gate=gate, b=b, w1=w1, w2=w2)
    t, y = GATES[gate].tolist(), answers(w1, w2, b)
    region = shown["map_region"]
    path = region.region.get_path() if region.region.get_visible() else None
    assert region.empty.get_visible() == (path is None)
    for point in np.random.default_rng(1).uniform(*WEIGHTS, size=(150, 2)).tolist():
        sums = exact_sums(*point, b)
        if min(abs(a) for a in sums[1:]) > 0.01:
            solves = [int(a > 0) for a in sums] == t
            assert (path is not None and path.contains_point(point)) == solves
    point = shown["map_point"]
    same_points(point, [(w1, w2)])
    assert point.get_markerfacecolor() == ("black" if y == t else "white")
    shades(shown["map_plane"], w1, w2, b)
    shows_answers(shown["map_gate"], t, y)
    right = sum(a == c for a, c in zip(t, y, strict=True))
    assert title_now(shown["ax_map"]) == f"All weights that make {gate}"
    assert title_now(shown["ax_inputs"]) == f"Your line: {right} of 4 right"


AND, NAND, OR = (1.0, 1.0, -1.5), (-0.5, -0.5, 0.75), (1.0, 1.0, -0.5)
NETWORKS = [
    ((NAND, OR, (0.5, 0.5, -0.75)), 4),
    ((AND, OR, (-1.0, 1.0, -0.5)), 4),
    ((AND, OR, (0.5, 0.5, -0.75)), 1),
    (((1.0, -1.0, -0.5), (-1.0, 1.0, -0.5), (1.0, 1.0, -0.5)), 4),
    ((OR, OR, (1.0, 1.0, -0.5)), 3),
    (((0.0, 0.0, 0.0), (0.0, 0.0, 2.0), (2.0, 0.0, 0.0)), 2),
    *(([tuple(n) for n in rng.choice(EIGHTHS, size=(3, 3)).tolist()], None) for _ in range(12)),
]


@pytest.mark.parametrize(("neurons", "known"), NETWORKS)
def test_two_planes(neurons, known):
    names = [f"{node}_{what}" for node in ("s1", "s2", "y") for what in ("w1", "w2", "b")]
    shown = put("live-two-planes", **dict(zip(names, np.ravel(neurons), strict=True)))
    planes, t = shown["both_planes"], GATES["XOR"].tolist()

    def network(x1, x2):
        s = [w1 * x1 + w2 * x2 > -b for w1, w2, b in neurons[:2]]
        w1, w2, b = neurons[2]
        return s, b + (w1 if s[0] else 0) + (w2 if s[1] else 0) > 0

    S, y = zip(*(network(x1, x2) for x1, x2 in INPUTS), strict=True)
    right = sum(a == c for a, c in zip(t, y, strict=True))
    assert known in (None, right)
    assert title_now(planes.left) == f"Input plane: {right} of 4 right"
    shows_answers(planes.inputs, t, y)
    same_points(planes.hidden.ones, [S[1], S[2]])
    same_points(planes.hidden.zeros, [S[0], S[3]])
    crossed = [s for s, a, c in zip(S, t, y, strict=True) if a != c]
    same_points(planes.hidden.crosses, crossed)
    shades(planes.half_plane, *neurons[2])
    for line, (w1, w2, b) in zip(planes.lines, neurons, strict=False):
        for x1, x2 in line.get_xydata():
            assert abs(b + w1 * x1 + w2 * x2) < 1e-12
    image = planes.region.image
    size = len(image.get_array())
    for i, j in np.random.default_rng(3).integers(size, size=(60, 2)):
        x1, x2 = LIMITS[0] + 2 * (j + 0.5) / size, LIMITS[0] + 2 * (i + 0.5) / size
        off = min(abs(b + w1 * x1 + w2 * x2) for w1, w2, b in neurons[:2] if w1 or w2 or b)
        if off > 1e-9:
            assert (image.get_array()[i, j, 3] > 0) == network(x1, x2)[1]


@pytest.mark.parametrize(("way", "right"), [(0.0, 1), (0.5, 3), (0.9, 4), (1.0, 4)])
def test_points_glide_into_the_hidden_space(way, right):
    glide = put("live-glide", way=way)["glide"]
    hidden = [(1, 0), (1, 1), (1, 1), (0, 1)]  # NAND and OR of each input
    between = (1 - way) * np.array(INPUTS) + way * np.array(hidden)
    t = np.array(GATES["XOR"])
    assert glide.points.ones.get_xydata() == pytest.approx(between[t == 1])
    assert glide.points.zeros.get_xydata() == pytest.approx(between[t == 0])
    assert title_now(glide.ax) == f"{right} of 4 on the correct side"


LEARNT = [
    ("AND", 0, 3),
    ("AND", 17, 2),
    ("AND", 18, 4),
    ("AND", 60, 4),
    ("20 points", 47, 16),
    ("20 points", 48, 20),
    ("XOR", 8, 2),
    ("XOR", 60, 2),
]


@pytest.mark.parametrize(("task", "rows", "right"), LEARNT)
def test_a_neuron_learns_as_the_answer_says(task, rows, right):
    shown = put("live-learning", task=task, rows=rows)
    X, t = shown["tasks"][task]
    w1 = w2 = b = Fraction(0)
    for i in range(rows):
        x1, x2 = map(Fraction, X[i % len(X)].tolist())
        error = t[i % len(X)] - int(b + w1 * x1 + w2 * x2 > 0)
        w1, w2, b = w1 + error * x1, w2 + error * x2, b + int(error)
    shades(shown["learning"].plane, float(w1), float(w2), float(b))
    assert len(X) - len(shown["learning"].points.crosses.get_xydata()) == right
    ring = shown["learning"].ring.get_xydata().tolist()
    assert ring == ([X[(rows - 1) % len(X)].tolist()] if rows else [])


def test_an_empty_map_says_whether_there_are_weights_beyond_it():
    for gate, b, text in (("OR", -2.0, "none on this map"), ("XOR", -1.0, "no weights solve it")):
        region = put("live-map", gate=gate, b=b)["map_region"]
        assert region.empty.get_visible()
        assert region.empty.get_text() == text


def test_the_folded_answers_are_right():
    for b in (-1.0, -1.5, -1.875):  # "every bias from −1 down to −1.875 makes AND"
        shown = put("live-gates", gate="AND", w1=1.0, w2=1.0, b=b)
        assert title_now(shown["ax_gate"]) == "AND: 4 of 4 right"
    for b in (-0.875, -2.0):
        shown = put("live-gates", gate="AND", w1=1.0, w2=1.0, b=b)
        assert title_now(shown["ax_gate"]) != "AND: 4 of 4 right"
    # For which gates must the bias be positive? (At b = −2 OR's weights lie off the map.)
    biases = EIGHTHS[::4]
    wanted = {
        "AND": [b for b in biases if b < 0],
        "NAND": [b for b in biases if b > 0],
        "OR": [b for b in biases if -2 < b <= 0],
        "XOR": [],
    }
    for gate in GATES:
        solved = []
        for b in biases:
            shown = put("live-map", gate=gate, b=b)
            if shown["map_region"].region.get_visible():
                solved.append(b)
        assert solved == wanted[gate]


def test_every_control_at_its_ends():
    try_ends(2)


@pytest.mark.slow
def test_random_settings():
    try_random(2)
