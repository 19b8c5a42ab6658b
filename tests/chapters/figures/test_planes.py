"""The drawings of chapter 2: the artists show what the neuron's formula gives."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from chapters.figures import planes
from helpers.datasets import GATES, logic_gate

X = logic_gate("AND")[0]
LOW, HIGH = planes.LIMITS
numbers = st.floats(-3, 3, allow_subnormal=False)
hard_numbers = st.one_of(numbers, st.sampled_from([0.0, -0.0, 1e-300, -1e300, 1e-12, 0.5, -1.0]))
few = settings(max_examples=30, deadline=None)
many = settings(max_examples=60, deadline=None)
tables = st.lists(st.integers(0, 1), min_size=4, max_size=4)


def new_axes(n=1):
    figure = Figure()
    FigureCanvasAgg(figure)
    return figure.subplots(1, n)


# Drawn once and moved by many tests in turn, as a slider would.
PLANE = planes.HalfPlane(new_axes(), 1, 1, 0)
MAP = planes.WeightRegion(new_axes(), X, [0, 0, 0, 1], -1)
GATE = planes.Gate(new_axes(), X, [0, 0, 0, 0], texts=["00", "01", "10", "11"])
TABLE = planes.TruthTable(new_axes(), X, [0, 1, 1, 0], [1, 1, 1, 1], [0, 1, 1, 2])
TWO = planes.TwoPlanes(new_axes(2), X, GATES["XOR"], texts=["00", "01", "10", "11"])
REGION = planes.Region(new_axes(), lambda x1, x2: x1, size=60)


def fires(points, w1, w2, b):
    """The neuron, point by point and in fractions, so that nothing is rounded or overflows."""
    w1, w2, b = Fraction(w1), Fraction(w2), Fraction(b)
    return np.array([b + w1 * Fraction(x1) + w2 * Fraction(x2) > 0 for x1, x2 in points.tolist()])


def inside(corners, points, margin=0.0):
    """Which points lie in a convex polygon whose corners run anticlockwise, `margin` off its rim."""
    if len(corners) < 3:
        return np.zeros(len(points), bool)
    result = np.ones(len(points), bool)
    for p, q in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        length = np.hypot(*(q - p))
        if length > 1e-12:
            along, off = (q - p) / length, points - p
            result &= along[0] * off[:, 1] - along[1] * off[:, 0] > margin
    return result


GRID = np.array(list(product(np.linspace(LOW, HIGH, 9)[1:-1], repeat=2)))


@many
@given(hard_numbers, hard_numbers, hard_numbers)
def test_half_plane_covers_the_points_that_fire_and_no_others(w1, w2, b):
    plane = PLANE
    plane.set(w1, w2, b)
    corners = plane.region.get_xy()[:-1] if plane.region.get_visible() else np.empty((0, 2))
    assert np.isfinite(corners).all()
    answer = fires(GRID, w1, w2, b)
    assert answer[inside(corners, GRID, 1e-9)].all()
    silent = planes.clip(planes.square_corners(planes.LIMITS), w1, w2, b, fires=False)
    assert not answer[inside(silent, GRID, 1e-9)].any()
    total = planes.area(corners) + planes.area(silent)
    assert total == pytest.approx((HIGH - LOW) ** 2)


@few
@given(numbers, numbers, numbers)
def test_line_runs_from_rim_to_rim_and_its_sum_is_zero(w1, w2, b):
    line = planes.draw_line(PLANE.line.axes, w1, w2, b)
    line.remove()
    x, y = line.get_data()
    assert len(x) in (0, 2)
    largest = max(abs(w1), abs(w2), abs(b))
    assert np.abs(b + w1 * np.asarray(x) + w2 * np.asarray(y)).max(initial=0) <= 1e-12 * largest
    for point in zip(x, y, strict=True):
        assert min(abs(c - edge) for c in point for edge in (LOW, HIGH)) < 1e-12
    at_corners = b + planes.square_corners(planes.LIMITS) @ [w1, w2]
    if np.abs(at_corners).min() > 1e-9:  # else the line may touch a corner only
        assert len(x) == (0 if at_corners.min() > 0 or at_corners.max() < 0 else 2)


@pytest.mark.parametrize(("b", "everything"), [(1, True), (0, False), (-1, False)])
def test_without_weights_there_is_no_line_and_all_or_nothing_fires(b, everything):
    plane = planes.HalfPlane(new_axes(), 0, 0, b)
    assert len(plane.line.get_xdata()) == 0
    assert plane.region.get_visible() is everything


def test_half_plane_comes_back_after_it_was_empty():
    plane = planes.HalfPlane(new_axes(), 0, 0, -1)
    plane.set(1, 1, -0.5)
    assert plane.region.get_visible()
    # The square of area 4, less the triangle below x1 + x2 = 0.5 with legs of 1.5.
    assert planes.area(plane.region.get_xy()[:-1]) == pytest.approx(4 - 1.5**2 / 2)
    assert sorted(plane.line.get_xdata()) == [-0.5, 1.0]


@few
@given(numbers, numbers, numbers)
def test_line_moves_with_the_half_plane(w1, w2, b):
    PLANE.set(w1, w2, b)
    line = planes.draw_line(PLANE.line.axes, w1, w2, b)
    line.remove()
    np.testing.assert_array_equal(PLANE.line.get_xydata(), line.get_xydata())


def test_each_row_of_the_table_is_its_own_line_among_the_weights():
    drawn = planes.WeightRegion(new_axes(), X, GATES["AND"], -2)
    drawn.set(GATES["AND"], -0.5)
    none, upper, right, both = (line.get_xydata() for line in drawn.lines)
    assert len(none) == 0
    np.testing.assert_allclose(upper[:, 1], 0.5)  # row 01 asks about w2
    np.testing.assert_allclose(right[:, 0], 0.5)  # row 10 asks about w1
    np.testing.assert_allclose(both.sum(axis=1), 0.5)


@few
@given(tables, st.floats(-2.5, 2.5))
def test_weight_region_holds_the_solutions_and_no_others(t, b):
    drawn = MAP
    drawn.set(t, b)
    corners = planes.solving_weights(X, t, b)
    assert drawn.region.get_visible() is (len(corners) > 0)
    assert drawn.empty.get_visible() is (len(corners) == 0)
    points = np.random.default_rng(0).uniform(-2, 2, (300, 2))
    solves = ((b + points @ X.T > 0) == np.array(t)).all(axis=1)
    assert solves[inside(corners, points, 1e-9)].all()
    # Those that solve lie inside, unless they lie within a hair of the rim.
    near = np.abs(b + points @ X.T).min(axis=1) < 1e-3
    assert inside(corners, points)[solves & ~near].all()


@pytest.mark.parametrize("b", [-0.3, -0.7, -1.0, -2.0])
def test_weights_of_and_fill_a_triangle_of_area_half_b_squared(b):
    assert planes.area(planes.solving_weights(X, GATES["AND"], b)) == pytest.approx(b**2 / 2)


@many
@given(st.floats(-5, 5))
def test_no_weights_make_xor_or_its_opposite(b):
    assert len(planes.solving_weights(X, GATES["XOR"], b)) == 0
    assert len(planes.solving_weights(X, 1 - GATES["XOR"], b)) == 0


@few
@given(tables, tables)
def test_gate_shows_each_point_by_its_answer_and_crosses_out_the_wrong_ones(t, y):
    gate = GATE
    gate.set(X, t, y)

    def shown(line):
        return {tuple(point) for point in np.column_stack(line.get_data())}

    def wanted(mask):
        return {tuple(point) for point, keep in zip(X, mask, strict=True) if keep}

    assert shown(gate.ones) == wanted([a == 1 for a in t])
    assert shown(gate.zeros) == wanted([a == 0 for a in t])
    assert shown(gate.crosses) == wanted([a != c for a, c in zip(t, y, strict=True)])
    assert gate.ones.get_marker() != gate.zeros.get_marker()
    moved = X + 0.25
    gate.set(moved, t)
    assert [tuple(text.xy) for text in gate.texts] == [tuple(point) for point in moved]
    assert shown(gate.crosses) == set()


@pytest.mark.parametrize(
    ("places", "names"),
    [
        ([0, 1, 2, 3], ["00", "01", "10", "11"]),
        ([2, 3, 3, 1], ["00", "01,\n10", "", "11"]),
        ([3, 0, 3, 3], ["00, 10,\n11", "01", "", ""]),
        ([3, 3, 3, 3], ["00, 01,\n10, 11", "", "", ""]),
    ],
)
def test_points_that_share_a_place_are_named_in_two_rows(places, names):
    GATE.set(X[places], [0, 1, 1, 0])
    assert [text.get_text() for text in GATE.texts] == names
    GATE.set(X, [0, 1, 1, 0])
    assert [text.get_text() for text in GATE.texts] == ["00", "01", "10", "11"]


def test_of_points_that_share_a_place_the_wrong_ones_are_named():
    GATE.set(X[[3, 3, 3, 0]], [0, 1, 1, 0], [1, 1, 1, 1])
    assert [text.get_text() for text in GATE.texts] == ["00 ×, 01,\n10", "", "", "11"]
    GATE.set(X, [0, 1, 1, 0])


@pytest.mark.parametrize("t", [[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0]])
def test_a_line_of_the_weight_map_is_solid_where_its_answer_is_right(t):
    MAP.set(t, -1)
    for line, row, target in zip(MAP.lines, X, t, strict=True):
        for w in line.get_xydata():
            assert abs(w @ row - 1) < 1e-12  # on the line the sum is 0, and the answer too
        assert (line.get_linestyle() == "-") == (target == 0)


@few
@given(tables, tables, st.lists(st.integers(-40, 40), min_size=4, max_size=4))
def test_truth_table_marks_each_row(t, y, eighths):
    TABLE.set(t, y, [n / 8 for n in eighths])
    assert [text.get_text() for text in TABLE.wanted] == [str(a) for a in t]
    assert [text.get_text() for text in TABLE.given] == [str(a) for a in y]
    sums = [float(text.get_text().replace("−", "-")) for text in TABLE.sums]
    assert sums == [n / 8 for n in eighths]
    marks = "".join(text.get_text() for text in TABLE.marks)
    assert marks == "".join("✓" if a == c else "✗" for a, c in zip(t, y, strict=True))


def test_truth_table_has_room_between_its_columns():
    heads = [text.get_text() for text in TABLE.marks[0].axes.texts if text.get_position()[1] < 0]
    assert heads == ["$x_1$", "$x_2$", "$t$", "$a$", "$y$", ""]
    columns = sorted({text.get_position()[0] for text in TABLE.marks[0].axes.texts})
    assert min(np.diff(columns)) >= 1


neurons = st.tuples(numbers, numbers, numbers)


@few
@given(neurons, neurons, neurons)
def test_two_planes_show_one_network_from_outside_and_from_inside(first, second, last):
    def network(x1, x2, *three):
        s = [b + w1 * x1 + w2 * x2 > 0 for w1, w2, b in three[:2]]
        w1, w2, b = three[2]
        return b + w1 * s[0] + w2 * s[1] > 0

    S = np.column_stack([fires(X, *first), fires(X, *second)]).astype(int)
    y = fires(S, *last).astype(int)
    TWO.set(network, (first, second, last), S, y)
    right = [a == c for a, c in zip(y, GATES["XOR"], strict=True)]
    assert f"{sum(right)} of 4" in TWO.left.get_title("left") + TWO.left.get_title("center")
    for line, neuron in zip(TWO.lines, (first, second), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), planes.line_ends(*neuron))
    for gate, points in ((TWO.inputs, X), (TWO.hidden, S)):
        crossed = gate.crosses.get_xydata().tolist()
        assert crossed == [list(p) for p, good in zip(points, right, strict=True) if not good]
        assert gate.ones.get_xydata().tolist() == points[1:3].tolist()
    half = TWO.half_plane.region
    corners = half.get_xy()[:-1] if half.get_visible() else np.empty((0, 2))
    np.testing.assert_array_equal(corners, planes.clip(planes.square_corners(planes.LIMITS), *last))
    # In the input plane, exact fractions at a few of the small squares.
    shaded = TWO.region.image.get_array()[..., 3] > 0
    for i, j in ((3, 5), (60, 200), (119, 119), (200, 30), (236, 230)):
        point = np.array([[TWO.region.x1[i, j], TWO.region.x2[i, j]]])
        inside = np.column_stack([fires(point, *first), fires(point, *second)]).astype(int)
        assert shaded[i, j] == fires(inside, *last)[0]


@few
@given(numbers, numbers, numbers)
def test_region_of_a_function_agrees_with_the_half_plane(w1, w2, b):
    region = REGION
    region.set(lambda x1, x2: b + w1 * x1 + w2 * x2)
    shaded = region.image.get_array()[..., 3] > 0
    corners = planes.clip(planes.square_corners(planes.LIMITS), w1, w2, b)
    # Each of the 60 x 60 squares counts by its centre; a line passes at most 2 x 60 of them.
    assert abs(shaded.mean() * (HIGH - LOW) ** 2 - planes.area(corners)) <= 4 * 120 / 3600


def test_region_is_the_right_way_up():
    region = planes.Region(new_axes(), lambda x1, x2: (x1 > 1.2) & (x2 < -0.2), size=50)
    rows, columns = np.nonzero(region.image.get_array()[..., 3])
    assert region.image.origin == "lower"
    assert rows.max() < 10
    assert columns.min() > 40


def test_circuit_draws_a_wire_for_each_input_of_a_gate_and_one_for_the_output():
    ax = new_axes()
    places = {"x": (0, 1), "z": (0, 0), "s": (2, 1), "y": (4, 0.5)}
    gates = {"s": ("NAND", ["x", "z"]), "y": ("AND", ["s", "z"])}
    texts = planes.draw_circuit(ax, places, gates)
    assert {name: text.get_text() for name, text in texts.items()} == {n: f"${n}$" for n in places}
    boxes = {text.get_text() for text in ax.texts}
    assert {"NAND", "AND"} <= boxes
    wires = [text for text in ax.texts if isinstance(text, Annotation)]
    assert len(wires) == 5
    # The wire from z, the lower of the two, enters NAND below the wire from x.
    ends = {tuple(wire.xyann): wire.xy for wire in wires if wire.xy[0] < 2}
    (from_x,) = [end for start, end in ends.items() if start[1] == 1]
    (from_z,) = [end for start, end in ends.items() if start[1] == 0]
    assert from_x[1] > from_z[1]


@pytest.mark.parametrize("weights", [(0, 0, 0), (0, 0, 1), (1, 1, -1), (-2, 0, 1), (1e-9, 0, 3)])
def test_everything_can_be_put_on_paper(weights):
    w1, w2, b = weights
    left, middle, right, last = new_axes(4)
    t = GATES["XOR"]
    y = (X @ [w1, w2] + b > 0).astype(int)
    planes.HalfPlane(left, w1, w2, b)
    planes.Gate(left, X, t, y, texts=["00", "01", "10", ""])
    planes.WeightRegion(middle, X, t, b)
    planes.TruthTable(right, X, t, y, X @ [w1, w2] + b)
    planes.Region(last, lambda x1, x2: b + w1 * x1 + w2 * x2, size=20)
    figure = left.figure
    figure.set_layout_engine("constrained")
    figure.canvas.draw()
    assert left.get_xlim() == planes.LIMITS
    assert middle.get_xlim() == planes.WEIGHTS


def test_axes_keep_their_place_when_the_points_change():
    ax = new_axes()
    ax.figure.set_layout_engine("constrained")
    gate = planes.Gate(ax, X, GATES["AND"], texts=["00", "01", "10", "11"])
    ax.figure.canvas.draw()
    before = ax.get_position().bounds
    gate.set(X, GATES["XOR"], [1, 0, 0, 1])
    ax.figure.canvas.draw()
    assert ax.get_position().bounds == pytest.approx(before)


def test_inputs_are_not_changed():
    points, t = logic_gate("OR")
    planes.Gate(new_axes(), points, t, t).set(points, t)
    planes.WeightRegion(new_axes(), points, t, 0.5).set(t, -0.5)
    np.testing.assert_array_equal(points, X)
    np.testing.assert_array_equal(t, GATES["OR"])
