"""The playground's picture holds what it is given; the points are what their names say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from chapters.figures.planes import draw_gate
from chapters.figures.playground import LIMIT, SIDE, TILE, Playground, colours, plane_points
from helpers.datasets import TOY_SETS, toy_points
from helpers.figures.colours import BLUE, DIVERGING, VERMILLION


def test_plane_points_go_row_by_row_from_the_top_left():
    points = plane_points().reshape(SIDE, SIDE, 2)
    assert points[0, 0].tolist() == [-LIMIT, LIMIT]
    assert points[-1, -1].tolist() == [LIMIT, -LIMIT]
    assert np.unique(points[0, :, 1]).size == 1


@given(st.floats(-1, 1))
def test_colours_are_those_of_the_diverging_map(value):
    expected = np.array(DIVERGING((value + 1) / 2)) * 255
    assert np.abs(colours(np.array([value]))[0] - expected).max() <= 3


def test_colours_of_what_is_out_of_range_or_no_number():
    assert colours(np.array([9.0, np.inf])).tolist() == colours(np.array([1.0, 1.0])).tolist()
    assert colours(np.array([np.nan])).tolist() == colours(np.array([0.0])).tolist()


@pytest.fixture(scope="module")
def board():
    return Playground(Figure(figsize=(7.5, 5.2)))


@given(
    st.lists(st.integers(1, 8), max_size=3),
    st.integers(1, 3000),
    st.floats(0, 1),
    st.integers(0, 99),
)
def test_artists_hold_the_networks_numbers(board, hidden_sizes, steps, accuracy, seed):
    rng = np.random.default_rng(seed)
    sizes = [2, *hidden_sizes, 2]
    hidden = [rng.standard_normal((SIDE * SIDE, n)) for n in hidden_sizes]
    weights = [rng.standard_normal(pair) for pair in pairwise(sizes)]
    share, losses = rng.random(SIDE * SIDE), rng.random(steps).tolist()
    X, t = rng.standard_normal((20, 2)), rng.integers(2, size=20)
    board.set_points(X, t)
    board.set_sizes(sizes)
    board.set(share, hidden, weights, losses, accuracy)

    assert np.array_equal(board.ones.get_xydata(), X[t == 1])
    assert np.array_equal(board.zeros.get_xydata(), X[t == 0])
    field = np.asarray(board.field.get_array())
    assert np.array_equal(field.reshape(-1, 4), colours((share - 0.5) * 1.6))
    flat = np.concatenate([w.ravel() for w in weights[:-1]] + [np.diff(weights[-1]).ravel()])
    assert len(board.edges.get_segments()) == flat.size
    assert np.argmax(board.edges.get_linewidths()) == np.argmax(np.abs(flat))
    for colour, w in zip(board.edges.get_colors(), flat, strict=True):
        assert tuple(colour) == to_rgba(BLUE if w >= 0 else VERMILLION)
    assert board.line.get_xdata()[-1] < steps <= board.curve.get_xlim()[1]
    assert board.line.get_ydata()[0] == losses[0]
    assert f"step {steps:,}" in board.note.get_text()
    assert f"{accuracy:.0%} right" in board.note.get_text()

    mosaic = np.asarray(board.tiles.get_array())
    left, right, bottom, top = board.tiles.get_extent()
    for layer, values in enumerate(hidden, start=1):
        largest = np.abs(values.reshape(SIDE, SIDE, -1)[::2, ::2]).max()
        for unit, (x, y) in enumerate(board.at[layer]):
            column = int((x - left) / (right - left) * mosaic.shape[1])
            row = int((top - y) / (top - bottom) * mosaic.shape[0])
            middle = values.reshape(SIDE, SIDE, -1)[
                TILE // 2 * 2 - 6 : TILE + 6, TILE - 6 : TILE + 6, unit
            ]
            near = {tuple(c) for c in colours(middle / largest).reshape(-1, 4)}
            assert tuple(mosaic[row, column]) in near


def test_markers_are_those_of_chapter_2_and_the_title_tells_them_apart(board):
    gate = draw_gate(Figure().subplots(), [[0, 0], [1, 1]], [0, 1])
    for mine, theirs in ((board.ones, gate.ones), (board.zeros, gate.zeros)):
        assert mine.get_marker() == theirs.get_marker()
        assert mine.get_markerfacecolor() == theirs.get_markerfacecolor()
    assert board.plane.get_title("left") == "▲ blue: class 1    ○ vermillion: class 0"


def test_the_heading_stays_where_it_is(board):
    places = []
    for hidden in ([1], [4], [8, 8, 8], []):
        board.set_sizes([2, *hidden, 2])
        board.fig.draw_without_rendering()
        box = board.heading.get_window_extent()
        places.append(((box.x0 + box.x1) / 2, box.y0))
        assert board.heading.get_text() == (
            "What each hidden unit sees" if hidden else "No hidden unit"
        )
    assert np.ptp(places, axis=0).max() < 3  # pixels: the two texts round differently


def test_before_training():
    board = Playground(Figure())
    board.set_sizes([2, 2])
    board.set(np.full(SIDE * SIDE, 0.5), [], [np.zeros((2, 2))], [], 0.5)
    assert "not trained yet" in board.note.get_text()


@pytest.mark.parametrize("name", TOY_SETS)
def test_toy_points_without_noise(name):
    X, t = toy_points(name, 400, 0, np.random.default_rng(0))
    assert X.shape == (400, 2)
    assert np.abs(X).max() <= 1.01
    assert np.bincount(t).tolist() == [200, 200]
    other = toy_points(name, 400, 0, np.random.default_rng(0))[0]
    assert np.array_equal(X, other)


def test_what_the_names_say():
    rng = np.random.default_rng(0)
    X, t = toy_points("xor", 400, 0, rng)
    assert np.array_equal(t == 1, X[:, 0] * X[:, 1] < 0)
    X, t = toy_points("circles", 400, 0, rng)
    radius = np.hypot(*X.T)
    assert radius[t == 1].max() < 0.5 < 0.7 < radius[t == 0].min()
    X, t = toy_points("spirals", 400, 0, rng)
    turn = 1.1 * 2 * np.pi * np.hypot(*X.T) + np.pi * t
    assert np.allclose(np.column_stack([np.cos(turn), np.sin(turn)]) * np.hypot(*X.T)[:, None], X)
    X, t = toy_points("moons", 400, 0, rng)
    centre = np.where(t == 1, 1, -1)[:, None] * np.array([0.5, -0.25]) / 1.5
    assert np.allclose(np.hypot(*(X - centre).T), 1 / 1.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("blobs", 10, 0), "no points 'blobs'; choose one of xor, circles, moons, spirals"),
        (("xor", 1, 0), "N must be a whole number, at least 2"),
        (("xor", 10, -1), "noise must be a number, at least 0"),
    ],
)
def test_toy_points_say_what_was_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        toy_points(*arguments, np.random.default_rng(0))
