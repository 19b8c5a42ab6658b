"""Curves have the values they were given, and marks are on them."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from matplotlib.figure import Figure

from chapters.figures.curves import (
    STYLES,
    CurveWithNote,
    FitDrawing,
    SlopeDrawing,
    draw_curves,
    mark_jump,
    mark_points,
)

X = np.linspace(-5, 5, 101)
VALUES = hnp.arrays(float, X.shape, elements=st.floats(-1e3, 1e3))


def axes():
    return Figure().add_subplot()


@given(st.lists(VALUES, min_size=1, max_size=4))
@settings(max_examples=20)
def test_each_line_has_its_values(many):
    ax = axes()
    curves = {f"curve {i}": y for i, y in enumerate(many)}
    lines = draw_curves(ax, X, curves, ylim=(-2, 3))
    assert list(lines) == list(curves)
    for name, line in lines.items():
        assert np.array_equal(line.get_xdata(), X)
        assert np.array_equal(line.get_ydata(), curves[name])
    assert (ax.get_legend() is None) == (len(many) == 1)
    assert ax.get_xlim() == (-5, 5)
    assert ax.get_ylim() == (-2, 3)


def test_no_two_curves_share_a_colour_or_a_dash():
    lines = draw_curves(axes(), X, {str(i): X for i in range(len(STYLES))}).values()
    assert len({line.get_color() for line in lines}) == len(STYLES)
    assert len({str(line._unscaled_dash_pattern) for line in lines}) == len(STYLES)


def test_labels_are_those_given():
    ax = axes()
    draw_curves(ax, X, {"one": X}, xlabel="x", ylabel="z", title="What to see")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x", "z")
    assert ax.get_title() == "What to see" or ax.get_title(loc="left") == "What to see"


@settings(max_examples=30)
@given(st.floats(-4.9, 4.9))
def test_a_jump_interrupts_the_line_between_its_two_sides(jump):
    ax = axes()
    y = (jump < X).astype(float)
    line = draw_curves(ax, X, {"step": y})["step"]
    filled, hollow = mark_jump(ax, line, jump, taken=0, left_out=1)
    xs, ys = line.get_data()
    (hole,) = np.flatnonzero(np.isnan(ys))
    assert xs[hole] == jump
    assert (ys[:hole] == 0).all()
    assert (ys[hole + 1 :] == 1).all()
    assert np.array_equal(np.delete(xs, hole), X)
    assert (*filled.get_xdata(), *filled.get_ydata()) == (jump, 0)
    assert (*hollow.get_xdata(), *hollow.get_ydata()) == (jump, 1)
    assert filled.get_markerfacecolor() == line.get_color()
    assert hollow.get_markerfacecolor() == "white"


def test_points_carry_their_numbers_and_leave_the_limits():
    ax = axes()
    draw_curves(ax, X, {"square": X**2})
    limits = ax.get_xlim(), ax.get_ylim()
    points, texts = mark_points(ax, np.array([1.0, 2.0]), np.array([1.0, 4.0]), digits=2)
    assert points.get_xydata().tolist() == [[1, 1], [2, 4]]
    assert [text.get_text() for text in texts] == ["(1, 1.00)", "(2, 4.00)"]
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    thin = [line for line in ax.lines if len(line.get_xdata()) == 3]
    assert [line.get_xydata()[1].tolist() for line in thin] == [[1, 1], [2, 4]]


def test_the_tangent_has_the_slope_and_the_length_two():
    top, bottom = Figure().subplots(2)
    drawing = SlopeDrawing(top, bottom, X, X**2, 2 * X, "square")
    for a, slope in [(0.5, 1.0), (0.0, 100.0), (-1.0, -2.0)]:
        drawing.set(a, a**2, slope)
        (x0, y0), (x1, y1) = drawing.tangent.get_xydata()
        assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((a, a**2))
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope)
        assert np.hypot(x1 - x0, y1 - y0) == pytest.approx(2)
        assert [dot.get_xydata().tolist() for dot in drawing.dots] == [[[a, a**2]], [[a, slope]]]
    titles = {ax.get_title("left") or ax.get_title() for ax in (top, bottom)}
    assert titles == {"square: 1.00", "slope: −2.00"}


def test_a_jump_is_not_joined():
    top, bottom = Figure().subplots(2)
    SlopeDrawing(top, bottom, X, (X > 0) * 1.0, 0 * X, "step")
    line = next(line for line in top.lines if line.get_label() == "step")
    assert np.isnan(line.get_ydata()).sum() == 1


@settings(max_examples=20)
@given(hnp.arrays(float, (len(X), 4), elements=st.floats(-9, 9)), st.floats(0, 1e6))
def test_a_fit_shows_what_was_set_and_the_target_stays(pieces, error):
    main, *small = Figure().subplots(5)
    drawing = FitDrawing(main, small, X, X**2, ylim=(-2, 2))
    before = [ax.get_children() for ax in (main, *small)]
    drawing.set([1, 2, 3, 4], [5, 6, 7, -8], pieces, error, 0.5)
    for i, line in enumerate(drawing.pieces):
        assert np.array_equal(line.get_ydata(), pieces[:, i])
        assert [dot.get_xydata().tolist() for dot in drawing.places[i]] == [[[i + 1, 0]]] * 2
    assert np.array_equal(drawing.total.get_ydata(), pieces.sum(axis=1))
    assert np.array_equal(drawing.target.get_ydata(), X**2)
    beaten = "✓ beaten" if error < 0.5 else "to beat"
    title = main.get_title("left") or main.get_title()
    assert title == f"Mean squared error: {error:.4f}   ({beaten}: 0.5)"
    title = small[3].get_title("left") or small[3].get_title()
    assert title == "piece 4: p4 = 4.00, v4 = −8.00"
    assert [ax.get_children() for ax in (main, *small)] == before


@given(st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=40)
def test_a_note_says_where_a_curve_out_of_view_is(left, right):
    ax = axes()
    line = draw_curves(ax, X, {"curve": 0 * X, "other": X}, ylim=(-2, 3))["curve"]
    note = CurveWithNote(ax, line)
    assert not note.text.get_visible()
    y = np.linspace(left, right, len(X))
    note.set(y)
    assert np.array_equal(line.get_ydata(), y)
    assert note.text.get_visible() == (min(y) > 3 or max(y) < -2)
    if note.text.get_visible():
        way = "▲ curve is above" if min(y) > 3 else "▼ curve is below"
        assert note.text.get_text() == f"{way} this picture"


@pytest.mark.parametrize("y", [[], [np.nan], [5, np.nan]])
def test_no_note_where_a_curve_is_unknown(y):
    ax = axes()
    ax.set_ylim(-1, 1)
    (line,) = ax.plot(y, y, scaley=False)
    assert not CurveWithNote(ax, line).text.get_visible()


def test_a_negative_number_in_a_legend_has_a_real_minus():
    lines = draw_curves(axes(), X, {"b = -6": X, "well-known": X})
    assert list(lines) == ["b = -6", "well-known"]
    assert [line.get_label() for line in lines.values()] == ["b = −6", "well-known"]


@pytest.mark.parametrize("count", [1, 4])
def test_it_draws_without_a_warning(count):
    figure = Figure()
    ax = figure.add_subplot()
    lines = draw_curves(ax, X, {str(i): np.sin(X + i) for i in range(count)})
    mark_jump(ax, lines["0"], 0.5, 0, 1)
    mark_points(ax, [1.0], [0.5])
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=40)
    assert buffer.getvalue()
