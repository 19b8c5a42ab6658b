"""The network drawings hold the numbers they were given."""

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from matplotlib.colors import same_color, to_rgba
from matplotlib.figure import Figure

from helpers.figures.colours import BLUE, GREY, INK, VERMILLION
from helpers.figures.network import (
    NODE_RADIUS,
    NetworkDrawing,
    draw_arrow,
    draw_network,
    draw_node,
    number_in_node,
)

SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=4)
NUMBERS = st.floats(-1e6, 1e6) | st.just(0.0) | st.just(float("nan"))
NOTES = [2, 3, 2, 2]


def axes():
    return Figure(figsize=(7.5, 4)).add_subplot()


def drawn(sizes):
    return NetworkDrawing(axes(), sizes)


def arrays(draw, shapes):
    return [draw(hnp.arrays(float, shape, elements=NUMBERS)) for shape in shapes]


@st.composite
def networks(draw):
    """Sizes, and values, sums, weights and biases that fit them."""
    sizes = draw(SIZES)
    pairs = list(pairwise(sizes))
    return sizes, {
        "values": arrays(draw, [(n,) for n in sizes]),
        "sums": arrays(draw, [(n,) for n in sizes[1:]]),
        "weights": arrays(draw, pairs),
        "biases": arrays(draw, [(m,) for _, m in pairs]),
    }


def edge_of(drawing, gap, left, right):
    """The place of one arrow among the edges, found by where it starts and points to."""
    start, end = drawing.at[gap, left], drawing.at[gap + 1, right]
    a, b = np.array([path.vertices for path in drawing.edges.get_paths()]).swapaxes(0, 1)
    near = (np.hypot(*(a - start).T) < 2 * NODE_RADIUS) & (np.hypot(*(b - end).T) < 2 * NODE_RADIUS)
    dx, dy = end - start
    on_the_way = np.isclose((a - start) @ [dy, -dx], 0) & np.isclose((b - start) @ [dy, -dx], 0)
    (found,) = np.flatnonzero(near & on_the_way)
    return found


# --- the drawing that can be changed -------------------------------------------------------------


@settings(max_examples=40)
@given(networks())
def test_texts_and_arrows_hold_the_numbers(network):
    sizes, numbers = network
    drawing = drawn(sizes)
    assert drawing.set(**numbers) is drawing
    values = np.concatenate(numbers["values"])
    assert [t.get_text() for t in drawing.value_texts] == [number_in_node(v) for v in values]
    sums = np.concatenate(numbers["sums"])
    assert [t.get_text() for t in drawing.sum_texts] == [number_in_node(v) for v in sums]
    assert [t.get_text() for t in drawing.sum_names] == ["a ="] * len(sums)
    widths = np.array(drawing.edges.get_linewidth())
    colours, heads = drawing.edges.get_color(), drawing.heads.get_facecolor()
    assert np.isfinite(widths).all()
    assert np.isfinite(colours).all()
    assert np.isfinite(drawing.circles.get_facecolor()).all()
    for gap, (weights, biases) in enumerate(
        zip(numbers["weights"], numbers["biases"], strict=True)
    ):
        for (j, k), w in [
            *np.ndenumerate(weights),
            *((("bias", k), b) for (k,), b in np.ndenumerate(biases)),
        ]:
            i = edge_of(drawing, gap, j, k)
            expected = BLUE if w > 0 else VERMILLION if w < 0 else GREY
            assert same_color(colours[i], expected)
            assert same_color(heads[i], expected)
            size = 0 if np.isnan(w) else min(abs(w), 1)
            assert widths[i] == pytest.approx(0.8 + 3.6 * size if size else 0.6)
            dashed = drawing.edges.get_linestyle()[i][1] is not None
            assert dashed == (w < 0)


@settings(max_examples=25)
@given(st.lists(st.floats(-3, 3), min_size=2, max_size=2))
def test_fill_has_the_colour_of_the_sign(pair):
    drawing = drawn([2, 1]).set(values=[pair, [0]])
    for value, (red, _, blue, _) in zip(pair, drawing.circles.get_facecolor(), strict=False):
        if abs(value) > 0.05:
            assert (blue > red) == (value > 0)
    assert np.allclose(drawing.circles.get_facecolor()[2], 1, atol=0.01)


def test_dark_text_is_readable_on_every_fill():
    def luminance(colour):
        rgb = np.array(to_rgba(colour)[:3])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    drawing = drawn([5, 1]).set(values=[[-9, -1, 0, 1, 9], [0.5]])
    for fill in drawing.circles.get_facecolor():
        assert (luminance(fill) + 0.05) / (luminance(INK) + 0.05) >= 4.5


def test_what_is_not_given_stays():
    drawing = drawn(NOTES)
    assert [t.get_text() for t in drawing.value_texts] == ["?"] * 9
    weights = [np.full((2, 3), 0.5), np.full((3, 2), -0.5), np.full((2, 2), 1.0)]
    drawing.set(weights=weights)
    before = drawing.edges.get_linewidth()
    drawing.set(values=[[1, 2], [3, 4, 5], [6, 7], [8, 9]])
    assert np.array_equal(drawing.edges.get_linewidth(), before)
    assert drawing.sum_texts[0].get_text() == ""
    drawing.set(biases=[np.ones(3), np.ones(2), np.ones(2)])
    assert drawing.edges.get_linewidth()[edge_of(drawing, 0, 0, 0)] == pytest.approx(2.6)
    assert drawing.edges.get_linewidth()[edge_of(drawing, 0, "bias", 0)] == pytest.approx(4.4)


@settings(max_examples=15)
@given(st.data())
def test_a_mark_lies_on_its_arrow(data):
    sizes = data.draw(SIZES)
    drawing = drawn(sizes)
    assert not drawing.mark_text.get_visible()
    layer = data.draw(st.integers(1, len(sizes) - 1))
    right = data.draw(st.integers(0, sizes[layer] - 1))
    left = data.draw(st.integers(0, sizes[layer - 1] - 1) | st.just("bias"))
    place = (right,) if left == "bias" else (left, right)
    assert drawing.set(mark=(layer, place, "0.30")) is drawing
    start, end = drawing.at[layer - 1, left], drawing.at[layer, right]
    assert np.array_equal(drawing.halo.get_xydata(), [start, end])
    (dx, dy), to_text = end - start, np.array(drawing.mark_text.get_position()) - start
    assert np.isclose(to_text @ [dy, -dx], 0)
    assert 0 < to_text @ [dx, dy] < dx**2 + dy**2
    assert drawing.mark_text.get_visible()
    assert drawing.mark_text.get_text() == "0.30"


def test_the_lent_arrays_are_not_changed_and_not_kept():
    weights = [np.array([[0.5]])]
    drawing = drawn([1, 1]).set(weights=weights)
    assert weights[0].tolist() == [[0.5]]
    weights[0][0, 0] = -9
    drawing.set(biases=[[0.1]])
    assert same_color(drawing.edges.get_color()[0], BLUE)


@given(networks())
@settings(max_examples=10)
def test_a_whole_picture_is_drawn_without_a_warning(network):
    sizes, numbers = network
    figure = Figure(figsize=(7.5, 4))
    NetworkDrawing(figure.add_subplot(), sizes, titles=["layer"] * len(sizes)).set(**numbers)
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=40)
    assert buffer.getvalue()


@settings(max_examples=15)
@given(networks())
def test_set_makes_no_new_artist(network):
    sizes, numbers = network
    ax = axes()
    drawing = NetworkDrawing(ax, sizes)
    before = ax.get_children()
    drawing.set(**numbers).set(**numbers, mark=(1, (0, 0), "w"))
    assert ax.get_children() == before


def test_arrows_end_at_the_rims():
    drawing = drawn(NOTES)
    for gap, (n, m) in enumerate(pairwise(NOTES)):
        for j in range(n):
            for k in range(m):
                i = edge_of(drawing, gap, j, k)
                start, end = drawing.at[gap, j], drawing.at[gap + 1, k]
                tip = drawing.heads.get_paths()[i].vertices[0]
                assert np.linalg.norm(drawing.edges.get_segments()[i][0] - start) == (
                    pytest.approx(NODE_RADIUS)
                )
                assert NODE_RADIUS < np.linalg.norm(tip - end) < 1.2 * NODE_RADIUS


@given(st.floats(-1e12, 1e12))
def test_a_number_in_a_node_is_short_and_near(number):
    text = number_in_node(number)
    assert len(text) <= 6
    assert float(text.replace("−", "-")) == pytest.approx(number, abs=0.00501, rel=0.5)
    assert text != "-0.00"


def test_nan_in_a_node_is_a_question_mark():
    assert number_in_node(float("nan")) == "?"


# --- the plain drawing ---------------------------------------------------------------------------


@settings(max_examples=15)
@given(SIZES)
def test_nodes_and_arrows_are_all_there(sizes):
    ax = axes()
    at = draw_network(ax, [[f"{i}{j}" for j in range(n)] for i, n in enumerate(sizes)])
    assert len(at) == len(ax.patches) == sum(sizes)
    for (i, j), centre in at.items():
        (circle,) = [p for p in ax.patches if np.allclose(p.center, centre)]
        assert circle.radius == NODE_RADIUS
        (text,) = [t for t in ax.texts if t.get_text() == f"{i}{j}"]
        assert np.allclose(text.get_position(), centre)
    arrows = [t for t in ax.texts if t.get_text() == ""]
    assert len(arrows) == sum(n * m for n, m in pairwise(sizes))


def arrows_of(ax):
    return [t.arrow_patch for t in ax.texts if t.get_text() == ""]


def test_a_weight_sets_width_and_colour_and_nan_leaves_the_arrow_out():
    ax = axes()
    draw_network(ax, [["", ""], [""]], [np.array([[2.0], [-1.0]])])
    texts = [t for t in ax.texts if getattr(t, "arrow_patch", None) is not None]
    positive, negative = (t.arrow_patch for t in texts)
    assert same_color(positive.get_edgecolor(), BLUE)
    assert same_color(negative.get_edgecolor(), VERMILLION)
    assert positive.get_linewidth() == pytest.approx(4)
    assert negative.get_linewidth() == pytest.approx(2.3)
    assert positive.get_linestyle() != negative.get_linestyle()
    ax = axes()
    draw_network(ax, [["a", "b"], ["c"]], [np.array([[2.0], [np.nan]])])
    assert len(arrows_of(ax)) == 1


def test_strong_arrows_are_ink_and_the_others_thinner():
    ax = axes()
    draw_network(ax, [["a", "b"], ["c"]], strong={(0, 1, 0)})
    pale, strong = arrows_of(ax)
    assert same_color(strong.get_edgecolor(), INK)
    assert pale.get_linewidth() < strong.get_linewidth()


def test_labels_titles_and_fills_are_where_they_belong():
    ax = axes()
    at = draw_network(
        ax,
        [["a", "b"], ["c"]],
        labels={(0, 1, 0): "w"},
        titles=["left", "right"],
        fills={(1, 0): "#123456"},
    )
    places = {t.get_text(): np.array(t.get_position()) for t in ax.texts}
    along = (at[1, 0] - at[0, 1]) / np.linalg.norm(at[1, 0] - at[0, 1])
    offset = places["w"] - at[0, 1]
    assert np.allclose(offset, (offset @ along) * along)
    assert places["left"][0] == at[0, 0][0]
    assert places["left"][1] > at[0, 0][1] + NODE_RADIUS
    (filled,) = [p for p in ax.patches if same_color(p.get_facecolor(), "#123456")]
    assert np.allclose(filled.center, at[1, 0])


def test_a_node_and_an_arrow_return_what_they_drew():
    ax = axes()
    circle, text = draw_node(ax, 1, 2, "n", "#ABCDEF")
    assert circle.center == (1, 2)
    assert same_color(circle.get_facecolor(), "#ABCDEF")
    assert text.get_text() == "n"
    arrow = draw_arrow(ax, np.array([0, 0]), np.array([2, 0]), width=3)
    assert arrow.xy[0] == pytest.approx(2 - NODE_RADIUS - 0.03)
    assert arrow.arrow_patch.get_linewidth() == 3
