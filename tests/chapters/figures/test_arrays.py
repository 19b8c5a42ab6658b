"""The grids drawn for arrays show the numbers that NumPy gives."""

import re

import numpy as np
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
    product = arrays.MatrixProduct(ax, A, B, i, j)
    assert np.array_equal(values(product.A), A)
    assert np.array_equal(values(product.B), B)
    assert np.array_equal(values(product.C), np.einsum("ik,kj->ij", A, B))
    assert all(inside(grid, ax) for grid in (product.A, product.B, product.C))


@quick
@given(products())
def test_the_written_sum_is_true(case):
    A, B, i, j = case
    left, right = (
        arrays.MatrixProduct(axes(), A, B, i, j).sum.get_text().replace("−", "-").split(" = ")
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
    product = arrays.MatrixProduct(axes(), A, B, 0, 0)
    product.set(i, j)
    for lit in (bold, filled):
        assert np.array_equal(lit(product.A), only(A.shape, (i, slice(None))))
        assert np.array_equal(lit(product.B), only(B.shape, (slice(None), j)))
        assert np.array_equal(lit(product.C), only(product.C.cells.shape, (i, j)))
    fresh = arrays.MatrixProduct(axes(), A, B, i, j)
    assert product.sum.get_text() == fresh.sum.get_text()
    assert product.row.get_bbox().bounds == fresh.row.get_bbox().bounds
    assert product.column.get_bbox().bounds == fresh.column.get_bbox().bounds


@quick
@given(products())
def test_the_bands_lead_from_row_and_column_to_the_result(case):
    A, B, i, j = case
    product = arrays.MatrixProduct(axes(), A, B, i, j)
    result = product.C.cells[i, j].get_bbox()
    row, column = product.row.get_bbox(), product.column.get_bbox()
    assert (row.y0, row.y1) == (result.y0, result.y1)
    assert (column.x0, column.x1) == (result.x0, result.x1)
    assert row.x0 <= product.A.cells[i, 0].get_x() < result.x0 < row.x1
    assert column.y0 <= product.B.cells[0, j].get_y() < result.y0 < column.y1


def test_results_not_yet_known_stay_empty():
    product = arrays.MatrixProduct(axes(), [[1, 2], [3, 4]], [[3, 0], [0, 6]])
    product.set(0, 1, [[3, 12.5], [np.nan, np.nan]])
    assert [text.get_text() for text in product.C.texts.flat] == ["3", "12.5", "", ""]
    assert product.sum.get_text() == "1 × 0 + 2 × 6 = 12.5", "the result that was given, not A @ B"
    product.set(1, 1)
    assert np.array_equal(values(product.C), [[3, 12], [9, 24]])


def test_a_product_without_a_chosen_cell_has_nothing_lit():
    product = arrays.MatrixProduct(axes(), [[1, 2], [3, 4]], [[3, 0], [0, 6]])
    assert not product.row.get_visible()
    assert not product.column.get_visible()
    assert product.sum.get_text() == ""
    assert not any(bold(grid).any() for grid in (product.A, product.B, product.C))
    assert np.array_equal(values(product.C), [[3, 12], [9, 24]])


@quick
@given(SIZES, SIZES, st.data())
def test_broadcast_shows_what_numpy_stretches(n, m, data):
    shapes = [(n, m), (n, 1), (1, m), (m,), (1,), ()]
    a, b = (
        data.draw(any_array(int, data.draw(st.sampled_from(shapes)), elements=NUMBERS))
        for _ in "ab"
    )
    ax = axes()
    product = arrays.draw_broadcast(ax, a, b)
    wide = [np.atleast_2d(array) for array in (*np.broadcast_arrays(a, b), a + b)]
    for grid, expected, own in zip(
        (product.a, product.b, product.total), wide, (a, b, a + b), strict=True
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
    product = arrays.draw_axis_sums(ax, A)
    assert np.array_equal(values(product.A), A)
    assert values(product.down).ravel().tolist() == [sum(column) for column in A.T.tolist()]
    assert values(product.right).ravel().tolist() == [sum(row) for row in A.tolist()]
    assert all(inside(grid, ax) for grid in (product.A, product.down, product.right))
    assert len({cell.get_y() for cell in product.down.cells.flat}) == 1
    assert [c.get_y() for c in product.right.cells.flat] == [
        c.get_y() for c in product.A.cells[:, 0]
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
    product = arrays.draw_product_shapes(ax, (N, D, H), row=row)
    assert product.X.cells.shape == (N, D)
    assert product.W.cells.shape == (D, H)
    assert product.result.cells.shape == (N, H)
    assert np.array_equal(filled(product.X), only((N, D), row))
    assert np.array_equal(filled(product.result), only((N, H), row))
    assert not filled(product.W).any()
    named = [text for text in ax.texts if " = " in text.get_text()]
    beside = [text.get_text() for text in named if text.get_ha() == "right"]
    above = [text.get_text() for text in named if text.get_ha() == "center"]
    assert beside == [f"N = {N}", f"D = {D}", f"N = {N}"]
    assert above == [f"D = {D}", f"H = {H}", f"H = {H}"]
    assert all(inside(grid, ax) for grid in (product.X, product.W, product.result))


def test_every_drawing_renders_and_leaves_its_input_alone():
    A, B = np.array([[1, -2], [3, 4]]), np.array([[3.5, 0], [0, 6]])
    before = A.copy(), B.copy()
    fig = Figure(figsize=(9, 6))
    first, second, third, fourth, fifth, _ = fig.subplots(2, 3).flat
    arrays.MatrixProduct(first, A, B).set(1, 1)
    arrays.draw_broadcast(second, A, B[0])
    arrays.draw_axis_sums(third, A)
    arrays.draw_array(fourth, A, A > 1)
    arrays.draw_product_shapes(fifth, (4, 3, 2))
    fig.canvas.draw()
    assert np.array_equal(A, before[0])
    assert np.array_equal(B, before[1])
