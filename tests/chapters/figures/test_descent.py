"""The artists of chapters.figures.descent hold the numbers that the formulas give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from chapters.figures.descent import (
    Secant,
    Slopes,
    StepArrow,
    StraightLine,
    Walk,
    draw_contours,
    draw_field,
    draw_heights,
    draw_learning,
    surface,
    where_it_ends,
)

number = st.floats(-10, 10)
GRID = np.linspace(-5, 5, 11)


def cube(x):
    return x**3


def tilted_bowl(x):
    return x[0] ** 2 + 3 * x[1] ** 2 + x[0]


def new_axes(columns=1):
    return Figure().subplots(1, columns)


def drawn(ax):
    """Make matplotlib compute every pixel, so that what it would refuse is refused here."""
    ax.figure.draw_without_rendering()


def on(line, x):
    """The height at x of a straight line that is drawn between two far points."""
    return np.interp(x, *line.get_xydata().T)


@given(number, st.floats(0.01, 5), st.sampled_from([-1, 1]))
@settings(max_examples=30, deadline=None)
def test_secant_meets_the_curve_at_both_ends(left, h, side):
    right = left + side * h
    secant = Secant(new_axes(), cube, 0, 1)
    secant.set(left, right)
    np.testing.assert_array_equal(
        secant.ends.get_xydata(), [[left, cube(left)], [right, cube(right)]]
    )
    for place in (left, right):
        assert on(secant.line.line, place) == pytest.approx(cube(place), rel=1e-9, abs=1e-7)
    run, rise = np.diff(secant.steps.get_xydata(), axis=0)
    np.testing.assert_array_equal(run, [right - left, 0])
    np.testing.assert_array_equal(rise, [0, cube(right) - cube(left)])


def test_a_straight_line_goes_through_its_point_and_leaves_the_limits_alone():
    ax = new_axes()
    ax.plot([0, 1], [2, 3])
    before = ax.get_xlim(), ax.get_ylim()
    straight = StraightLine(ax, label="straight")
    straight.set(0.5, 2.5, -2)
    assert (ax.get_xlim(), ax.get_ylim()) == before
    assert on(straight.line, 0.5) == pytest.approx(2.5)
    assert on(straight.line, 3.5) == pytest.approx(-3.5)
    straight.set(-1, 4, 0.5)
    assert on(straight.line, 9) == pytest.approx(9)
    assert ax.get_legend_handles_labels()[1] == ["straight"]


def test_slopes_move_all_their_lines():
    axes, widths = new_axes(2), np.linspace(0.1, 1, 10)
    slopes = Slopes(axes, cube, np.linspace(-2, 2, 9), widths)
    axes[1].set_ylim(0, 4)
    slopes.set(0.5, 0.25, 7.0, [3 * widths, widths**2], [0.75, 0.0625])
    drawn(axes[0])
    np.testing.assert_array_equal(slopes.forward.ends.get_xdata(), [0.5, 0.75])
    np.testing.assert_array_equal(slopes.central.ends.get_xdata(), [0.25, 0.75])
    np.testing.assert_array_equal(slopes.at.get_xydata(), [[0.5, 0.125]])
    np.testing.assert_array_equal(slopes.errors["central"].get_ydata(), widths**2)
    np.testing.assert_array_equal(slopes.now.get_xydata(), [[0.25, 0.75], [0.25, 0.0625]])
    assert on(slopes.tangent.line, 1.5) == pytest.approx(7.125)
    assert axes[0].get_ylim() == (-8, 8)
    secants = {"forward": slopes.forward, "central": slopes.central}
    lines = {name: secant.line.line for name, secant in secants.items()}
    dashes = {line.get_linestyle() for line in (*lines.values(), slopes.tangent.line)}
    assert len(dashes) == 3, "colour is not the only mark"
    for name, line in lines.items():
        assert slopes.errors[name].get_linestyle() == line.get_linestyle()


def test_surface_has_rows_for_x1_and_columns_for_x0():
    heights = surface(tilted_bowl, GRID, GRID[:3])
    assert heights.shape == (3, 11)
    assert heights[2, 7] == tilted_bowl([GRID[7], GRID[2]])


def test_contours_lie_at_their_height_and_set_the_limits():
    ax = new_axes()
    fine = np.linspace(-4, 5, 181)
    contours = draw_contours(ax, tilted_bowl, fine, fine, levels=[2.0, 9.0])
    for height, path in zip(contours.levels, contours.get_paths(), strict=True):
        assert len(path.vertices) > 20
        np.testing.assert_allclose(tilted_bowl(path.vertices.T), height, atol=0.02)
    assert ax.get_xlim() == ax.get_ylim() == (-4, 5)


def test_field_points_along_the_vectors_and_the_longest_has_the_asked_length():
    points = np.array([[0, 0], [1, 2], [-3, 1]])
    vectors = np.array([[3, 4], [0, -1], [0, 0]])
    ax = new_axes()
    quiver = draw_field(ax, points, vectors, longest=0.5)
    drawn(ax)
    np.testing.assert_array_equal(quiver.XY, points)
    lengths = np.hypot(quiver.U, quiver.V) / quiver.scale
    np.testing.assert_allclose(lengths, [0.5, 0.1, 0])
    np.testing.assert_array_equal(np.column_stack([quiver.U, quiver.V]), vectors)


def test_field_without_any_slope_is_drawn():
    ax = new_axes()
    quiver = draw_field(ax, [[0, 0], [1, 1]], np.zeros((2, 2)))
    drawn(ax)
    assert np.isfinite(quiver.scale)


@given(st.lists(st.tuples(number, number), min_size=1, max_size=30))
@settings(max_examples=20, deadline=None)
def test_path_is_drawn_whole_inside_the_limits(points):
    ax = new_axes()
    draw_contours(ax, tilted_bowl, GRID, GRID)
    walk = Walk(ax, [[0, 0], [1, 1]])
    walk.set(points)
    np.testing.assert_array_equal(walk.line.get_xydata(), points)
    np.testing.assert_array_equal(walk.start.get_xydata(), points[:1])
    np.testing.assert_array_equal(walk.end.get_xydata(), points[-1:])


@given(st.floats(1.5, 1e6), st.booleans())
@settings(max_examples=10, deadline=None)
def test_exploding_path_is_cut_and_stays_finite(factor, ends_in_nan):
    ax = new_axes()
    draw_contours(ax, tilted_bowl, GRID, GRID)
    path = np.array([-3, 4]) * factor ** np.arange(50.0)[:, None]
    path[-1] = np.nan if ends_in_nan else path[-1]
    walk = Walk(ax, path)
    drawn(ax)
    line = walk.line.get_xydata()
    assert len(line) >= 1
    np.testing.assert_array_equal(line, path[: len(line)])
    assert np.all(np.abs(line) <= 500)
    assert not np.all(np.abs(path[len(line)]) <= 500)
    assert len(walk.end.get_xydata()) == 0
    assert ax.get_xlim() == (-5, 5)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ([[-3, 4], [0, -0.0004]], "It ends at (0.000, 0.000)"),
        ([[5, -5]], "It ends at (5.000, −5.000)"),
        ([[0, 1], [0, -2.5], [0, 6], [0, -9]], "It leaves the picture in step 2"),
        ([[0, 1], [np.nan, 1]], "It leaves the picture in step 1"),
    ],
)
def test_the_end_of_a_walk_in_words(path, words):
    assert where_it_ends(path, limit=5) == words


@pytest.mark.parametrize(("place", "clipped"), [(5, False), (4.9, False), (5.1, True)])
def test_dots_on_the_edge_are_drawn_whole_and_those_outside_not_at_all(place, clipped):
    ax = new_axes()
    ax.set(xlim=(-5, 5), ylim=(-5, 5))
    step, walk = StepArrow(ax), Walk(ax, [[place, -5], [0, 0]])
    step.set([-5, place], [1, 1])
    drawn(ax)
    assert step.point.get_clip_on() == walk.start.get_clip_on() == clipped
    assert not walk.end.get_clip_on()
    assert walk.line.get_clip_on()


def test_higher_ground_is_darker():
    ax = new_axes()
    levels = [1.0, 2.0, 4.0, 9.0, 20.0]
    filled, bar = draw_heights(ax, tilted_bowl, GRID, GRID, levels)
    drawn(ax)
    shades = filled.to_rgba([0.5, 1.5, 3, 5, 10, 30])[:, 0]
    assert (np.diff(shades) < -0.02).all()
    assert bar.ax.get_ylim() == (1, 20)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-5, 5), (-5, 5))
    assert ax.get_aspect() == 1, "else an arrow would not cross the lines at a right angle"


@given(st.tuples(number, number), st.tuples(number, number))
@settings(max_examples=8, deadline=None)
def test_a_step_starts_at_its_point_and_ends_where_it_leads(start, change):
    ax = new_axes()
    ax.set(xlim=(-10, 10), ylim=(-10, 10))
    step = StepArrow(ax)
    step.set(start, change)
    drawn(ax)
    arrow = step.arrow
    np.testing.assert_array_equal(step.point.get_xydata(), [start])
    np.testing.assert_array_equal(arrow.get_offsets(), [start])
    np.testing.assert_allclose(
        [arrow.U[0] / arrow.scale, arrow.V[0] / arrow.scale], change, atol=1e-12
    )
    assert (arrow.angles, arrow.scale_units) == ("xy", "xy")


def test_learning_curves_tell_train_from_test_by_dash():
    axes = new_axes(2)
    steps = np.arange(3)
    losses = {"train": [1.0, 0.5, 0.2], "test": [1.1, 0.7, 0.6]}
    accuracies = {"train": [0.3, 0.8, 1.0], "test": [0.3, 0.7, 0.9]}
    lines = draw_learning(axes, steps, losses, accuracies)
    drawn(axes[0])
    for what, values in (("loss", losses), ("accuracy", accuracies)):
        for name, dash in (("train", "-"), ("test", "--")):
            line = lines[what, name]
            np.testing.assert_array_equal(line.get_ydata(), values[name])
            np.testing.assert_array_equal(line.get_xdata(), steps)
            assert line.get_linestyle() == dash
            assert line.axes.get_ylabel() == what
    assert all(ax.get_ylim()[0] == 0 for ax in axes)
