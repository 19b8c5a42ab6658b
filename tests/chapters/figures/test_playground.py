"""The playground's picture shows what it is given; the points are what their names say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from chapters.figures.planes import Gate
from chapters.figures.playground import LIMIT, SIDE, TILE, Playground, as_rgba, plane_points
from helpers.figures.colours import BLUE, DIVERGING, VERMILLION

POINTS = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0, 1])


def test_plane_points_go_row_by_row_from_the_top_left():
    points = plane_points().reshape(SIDE, SIDE, 2)
    assert points[0, 0].tolist() == [-LIMIT, LIMIT]
    assert points[-1, -1].tolist() == [LIMIT, -LIMIT]
    assert np.unique(points[0, :, 1]).size == 1


@given(st.floats(-1, 1))
def test_fields_have_the_colours_of_the_diverging_map(value):
    expected = np.array(DIVERGING((value + 1) / 2)) * 255
    assert np.abs(as_rgba(np.array([value]))[0] - expected).max() <= 3


def test_colours_of_what_is_out_of_range_or_no_number():
    assert as_rgba(np.array([9.0, np.inf])).tolist() == as_rgba(np.array([1.0, 1.0])).tolist()
    assert as_rgba(np.array([np.nan])).tolist() == as_rgba(np.array([0.0])).tolist()


@pytest.fixture(scope="module")
def board():
    return Playground(Figure(figsize=(7.5, 4.6)))


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
    board.restart((X, t), (X[:5] + 1, t[:5]), sizes)
    test_losses = [(step, step / 7) for step in range(5, steps, 5)]
    board.set(share, hidden, weights, losses, test_losses, (accuracy, 0.25))

    assert np.array_equal(board.ones.get_xydata(), X[t == 1])
    assert np.array_equal(board.zeros.get_xydata(), X[t == 0])
    assert np.array_equal(board.test_ones.get_xydata(), X[:5][t[:5] == 1] + 1)
    assert board.test_line.get_xydata().tolist() == [
        list(pair) for pair in test_losses[:: max(1, len(test_losses) // 500)]
    ]
    field = np.asarray(board.field.get_array())
    assert np.array_equal(field.reshape(-1, 4), as_rgba((share - 0.5) * 1.6))
    flat = np.concatenate([w.ravel() for w in weights[:-1]] + [np.diff(weights[-1]).ravel()])
    assert len(board.edges.get_segments()) == flat.size
    assert np.argmax(board.edges.get_linewidths()) == np.argmax(np.abs(flat))
    for colour, w in zip(board.edges.get_colors(), flat, strict=True):
        assert tuple(colour) == to_rgba(BLUE if w >= 0 else VERMILLION)
    assert board.line.get_xdata()[-1] < steps <= board.curve.get_xlim()[1]
    assert board.line.get_ydata()[0] == losses[0]
    assert f"step {steps:,}" in board.note.get_text()
    assert f"{accuracy:.0%} right" in board.note.get_text()
    assert board.note.get_text().endswith("test points 25%")

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
            near = {tuple(c) for c in as_rgba(middle / largest).reshape(-1, 4)}
            assert tuple(mosaic[row, column]) in near


def test_markers_are_those_of_chapter_2_and_the_title_tells_them_apart(board):
    gate = Gate(Figure().subplots(), *POINTS)
    for mine, theirs in ((board.ones, gate.ones), (board.zeros, gate.zeros)):
        assert mine.get_marker() == theirs.get_marker()
        assert mine.get_markerfacecolor() == theirs.get_markerfacecolor()
    assert board.plane.get_title("left") == "▲ blue: class 1    ○ orange: class 0"


def test_the_heading_stays_where_it_is(board):
    places = []
    for hidden in ([1], [4], [8, 8, 8], []):
        board.restart(POINTS, POINTS, [2, *hidden, 2])
        board.fig.draw_without_rendering()
        box = board.heading.get_window_extent()
        places.append(((box.x0 + box.x1) / 2, box.y0))
        assert board.heading.get_text() == (
            "What each hidden neuron sees" if hidden else "No hidden neuron"
        )
    assert np.ptp(places, axis=0).max() < 3  # pixels: the two texts round differently


def test_before_training():
    board = Playground(Figure())
    board.restart(POINTS, POINTS, [2, 2])
    board.set(np.full(SIDE * SIDE, 0.5), [], [np.zeros((2, 2))], [], [], (0.5, 0.5))
    assert board.note.get_text() == "step 0: 50% right, of the test points 50%"
