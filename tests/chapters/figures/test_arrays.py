"""The grids drawn for arrays hold the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as any_array
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from chapters.figures import arrays

SIZES = st.integers(1, 3)
NUMBERS = st.integers(-20, 20)
quick = settings(max_examples=20)  # drawing is slow


@st.composite
def products(draw):
    """Two matrices that fit together, and one cell of their product."""
    N, D, H = draw(SIZES), draw(SIZES), draw(SIZES)
    A, B = (
        draw(any_array(int, (N, D), elements=NUMBERS)),
        draw(any_array(int, (D, H), elements=NUMBERS)),
    )
    return A, B, draw(st.integers(0, N - 1)), draw(st.integers(0, H - 1))


def axes():
    return Figure().subplots()


def values(grid):
    """The numbers that can be read in a grid."""
    return np.vectorize(lambda text: float(text.get_text().replace("−", "-")))(grid.texts)


def bold(grid):
    """Which cells of a grid are lit, by their text."""
    return np.vectorize(lambda text: text.get_weight() == "bold")(grid.texts)


def filled(grid):
    """Which cells of a grid are lit, by their colour."""
    return np.vectorize(lambda cell: to_hex(cell.get_facecolor()) != "#ffffff")(grid.cells)


def only(shape, place):
    mask = np.zeros(shape, bool)
    mask[place] = True
    return mask


def inside(grid, ax):
    """Whether every cell lies within the limits of the axes."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return all(
        left <= cell.get_x()
        and cell.get_x() + 1 <= right
        and top <= cell.get_y()
        and cell.get_y() + 1 <= bottom
        for cell in grid.cells.flat
    )


@quick
@given(products())
def test_product_grids_hold_the_matrices_and_their_product(case):
    A, B, i, j = case
    ax = axes()
    picture = arrays.draw_matmul(ax, A, B, i, j)
    assert np.array_equal(values(picture.A), A)
    assert np.array_equal(values(picture.B), B)
    assert np.array_equal(values(picture.C), np.einsum("ik,kj->ij", A, B))
    assert all(inside(grid, ax) for grid in (picture.A, picture.B, picture.C))


@quick
@given(products())
def test_the_written_sum_is_true(case):
    A, B, i, j = case
    left, right = (
        arrays.draw_matmul(axes(), A, B, i, j).sum.get_text().replace("−", "-").split(" = ")
    )
    terms = re.findall(r"\(?(-?\d+)\)? × \(?(-?\d+)\)?", left)
    assert [tuple(map(int, term)) for term in terms] == list(zip(A[i], B[:, j], strict=True))
    assert "+ -" not in left
    assert "× -" not in left
    assert sum(int(a) * int(b) for a, b in terms) == int(right)


@quick
@given(products())
def test_only_the_row_the_column_and_their_meeting_are_lit(case):
    A, B, i, j = case
    picture = arrays.draw_matmul(axes(), A, B, 0, 0)
    arrays.light_result(picture, i, j)
    for lit in (bold, filled):
        assert np.array_equal(lit(picture.A), only(A.shape, (i, slice(None))))
        assert np.array_equal(lit(picture.B), only(B.shape, (slice(None), j)))
        assert np.array_equal(lit(picture.C), only(picture.C.cells.shape, (i, j)))
    fresh = arrays.draw_matmul(axes(), A, B, i, j)
    assert picture.sum.get_text() == fresh.sum.get_text()
    assert picture.row.get_bbox().bounds == fresh.row.get_bbox().bounds
    assert picture.column.get_bbox().bounds == fresh.column.get_bbox().bounds


@quick
@given(products())
def test_the_bands_lead_from_row_and_column_to_the_result(case):
    A, B, i, j = case
    picture = arrays.draw_matmul(axes(), A, B, i, j)
    result = picture.C.cells[i, j].get_bbox()
    row, column = picture.row.get_bbox(), picture.column.get_bbox()
    assert (row.y0, row.y1) == (result.y0, result.y1)
    assert (column.x0, column.x1) == (result.x0, result.x1)
    assert row.x0 <= picture.A.cells[i, 0].get_x() < result.x0 < row.x1
    assert column.y0 <= picture.B.cells[0, j].get_y() < result.y0 < column.y1


def test_results_not_yet_known_stay_empty():
    picture = arrays.draw_matmul(axes(), [[1, 2], [3, 4]], [[3, 0], [0, 6]])
    arrays.light_result(picture, 0, 1, [[3, 12.5], [np.nan, np.nan]])
    assert [text.get_text() for text in picture.C.texts.flat] == ["3", "12.5", "", ""]
    assert picture.sum.get_text() == "1 × 0 + 2 × 6 = 12.5", "the result that was given, not A @ B"
    arrays.light_result(picture, 1, 1)
    assert np.array_equal(values(picture.C), [[3, 12], [9, 24]])


def test_a_product_without_a_chosen_cell_has_nothing_lit():
    picture = arrays.draw_matmul(axes(), [[1, 2], [3, 4]], [[3, 0], [0, 6]])
    assert not picture.row.get_visible()
    assert not picture.column.get_visible()
    assert picture.sum.get_text() == ""
    assert not any(bold(grid).any() for grid in (picture.A, picture.B, picture.C))
    assert np.array_equal(values(picture.C), [[3, 12], [9, 24]])


def test_matrices_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="mismatch"):
        arrays.draw_matmul(axes(), np.ones((2, 2)), np.ones((3, 2)))


@quick
@given(SIZES, SIZES, st.data())
def test_broadcast_shows_what_numpy_stretches(n, m, data):
    shapes = [(n, m), (n, 1), (1, m), (m,), (1,), ()]
    a, b = (
        data.draw(any_array(int, data.draw(st.sampled_from(shapes)), elements=NUMBERS))
        for _ in "ab"
    )
    ax = axes()
    picture = arrays.draw_broadcast(ax, a, b)
    wide = [np.atleast_2d(array) for array in (*np.broadcast_arrays(a, b), a + b)]
    for grid, expected, own in zip(
        (picture.a, picture.b, picture.total), wide, (a, b, a + b), strict=True
    ):
        assert np.array_equal(values(grid), expected)
        dashed = np.vectorize(lambda cell: cell.get_linestyle() != "-")(grid.cells)
        assert np.sum(~dashed) == own.size
        assert np.array_equal(values(grid)[~dashed], own.ravel())
        assert inside(grid, ax)


@quick
@given(any_array(int, st.tuples(SIZES, SIZES), elements=NUMBERS))
def test_axis_sums_are_the_sums_of_columns_and_rows(A):
    ax = axes()
    picture = arrays.draw_axis_sums(ax, A)
    assert np.array_equal(values(picture.A), A)
    assert values(picture.down).ravel().tolist() == [sum(column) for column in A.T.tolist()]
    assert values(picture.right).ravel().tolist() == [sum(row) for row in A.tolist()]
    assert all(inside(grid, ax) for grid in (picture.A, picture.down, picture.right))
    assert len({cell.get_y() for cell in picture.down.cells.flat}) == 1
    assert [c.get_y() for c in picture.right.cells.flat] == [
        c.get_y() for c in picture.A.cells[:, 0]
    ]


@quick
@given(st.one_of(SIZES.map(lambda n: (n,)), st.tuples(SIZES, SIZES)), st.data())
def test_array_lights_the_mask_and_numbers_its_edges(shape, data):
    table = data.draw(any_array(int, shape, elements=NUMBERS))
    lit = data.draw(any_array(bool, shape))
    ax = axes()
    grid = arrays.draw_array(ax, table, lit)
    assert np.array_equal(values(grid), np.atleast_2d(table))
    assert np.array_equal(filled(grid), np.atleast_2d(lit))
    assert np.array_equal(bold(grid), np.atleast_2d(lit))
    edges = [text.get_text() for text in ax.texts if text not in set(grid.texts.flat)]
    rows = range(shape[0]) if len(shape) == 2 else range(0)
    assert edges == [str(k) for k in (*range(shape[-1]), *rows)]


@quick
@given(SIZES, SIZES, SIZES, st.data())
def test_product_shapes_have_the_sizes_they_name(N, D, H, data):
    row = data.draw(st.integers(0, N - 1))
    ax = axes()
    picture = arrays.draw_product_shapes(ax, (N, D, H), row=row)
    assert picture.X.cells.shape == (N, D)
    assert picture.W.cells.shape == (D, H)
    assert picture.result.cells.shape == (N, H)
    assert np.array_equal(filled(picture.X), only((N, D), row))
    assert np.array_equal(filled(picture.result), only((N, H), row))
    assert not filled(picture.W).any()
    named = [text for text in ax.texts if " = " in text.get_text()]
    beside = [text.get_text() for text in named if text.get_ha() == "right"]
    above = [text.get_text() for text in named if text.get_ha() == "center"]
    assert beside == [f"N = {N}", f"D = {D}", f"N = {N}"]
    assert above == [f"D = {D}", f"H = {H}", f"H = {H}"]
    assert all(inside(grid, ax) for grid in (picture.X, picture.W, picture.result))


@quick
@given(any_array(int, st.tuples(SIZES, SIZES), elements=st.integers(0, 9)))
def test_pixels_show_the_image_and_its_numbers_in_contrast(image):
    drawn, texts = arrays.draw_pixels(axes(), image, vmax=9)
    assert np.array_equal(drawn.get_array(), image)
    for value, text in zip(image.flat, texts.flat, strict=True):
        assert text.get_text() == str(value)
        shade = 1 - value / 9
        assert abs(int(to_hex(text.get_color())[1:3], 16) / 255 - shade) > 0.4


def test_numbers_are_short_and_have_a_true_minus():
    assert [arrays.number(v) for v in (3, -2.5, 1 / 3, 1e-7, "")] == [
        "3",
        "−2.5",
        "0.3333",
        "1e−07",
        "",
    ]
    assert [arrays.factor(v) for v in (2, 0, -2)] == ["2", "0", "(−2)"]


def test_every_drawing_renders_and_leaves_its_input_alone():
    A, B = np.array([[1, -2], [3, 4]]), np.array([[3.5, 0], [0, 6]])
    before = A.copy(), B.copy()
    fig = Figure(figsize=(9, 6))
    first, second, third, fourth, fifth, sixth = fig.subplots(2, 3).flat
    arrays.light_result(arrays.draw_matmul(first, A, B), 1, 1)
    arrays.draw_broadcast(second, A, B[0])
    arrays.draw_axis_sums(third, A)
    arrays.draw_array(fourth, A, A > 1)
    arrays.draw_product_shapes(fifth, (4, 3, 2))
    arrays.draw_pixels(sixth, A + 2, vmax=9)
    fig.canvas.draw()
    assert np.array_equal(A, before[0])
    assert np.array_equal(B, before[1])
