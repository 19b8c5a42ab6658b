"""Arrays as grids of cells: what is picked, stretched, summed and multiplied."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patches import Rectangle

from helpers.figures._checks import (
    check_array,
    check_axes,
    check_count,
    check_positive,
    check_texts,
    rank,
)
from helpers.figures.colours import GREY, INK, ORANGE, PURPLE
from helpers.figures.text import minus

# Tints that dark text stays readable on. They mark; they say nothing about classes.
ROW_TINT = "#F0D9E6"  # a light PURPLE
COLUMN_TINT = "#FBE5BE"  # a light ORANGE
RESULT_TINT = "#E2E2E2"
PLAIN = {"facecolor": "white", "edgecolor": "#888888", "linewidth": 0.8, "linestyle": "-"}


def draw_array(ax, values, lit=None, *, indices=True):
    """Draw a vector or a matrix as a grid, with the index of each row and column at its edge.

    values: shape (n,) or (n, m). lit: booleans of the same shape; these cells are filled and bold.
    Returns the grid: `cells` and `texts`, object arrays of shape (rows, columns).
    """
    check_axes(ax)
    values = check_array("values", values, *("n", "m")[: rank(values) or 1], text=True)
    if lit is not None:
        lit = check_array("lit", lit, *values.shape)
    table = np.atleast_2d(values)
    rows, columns = table.shape
    grid = draw_grid(ax, table)
    if lit is not None:
        for place in zip(*np.nonzero(np.atleast_2d(lit)), strict=True):
            light(grid, place, COLUMN_TINT)
    if indices:
        for j in range(columns):
            write(ax, j + 0.5, -0.35, str(j), color=GREY, fontsize=9)
        for i in range(rows) if values.ndim == 2 else ():
            write(ax, -0.35, i + 0.5, str(i), color=GREY, fontsize=9)
    frame(ax, (-0.7, columns + 0.1), (-0.7, rows + 0.1))
    return grid


def draw_broadcast(ax, a, b):
    """Draw a + b with both stretched to their common shape; the cells that were added are dashed.

    a, b: shapes that fit together, with at most two axes.
    Returns the three grids: `a`, `b` and `total`, each with `cells` and `texts`.
    """
    check_axes(ax)
    a, b = (check_array(name, v, *("n", "m")[: rank(v)]) for name, v in (("a", a), ("b", b)))
    try:
        total = a + b
    except ValueError:
        raise ValueError(f"a {a.shape} and b {b.shape} cannot be stretched to one shape") from None
    rows, columns = np.atleast_2d(total).shape
    grids = []
    for number, array in enumerate((a, b, total)):
        x = number * (columns + 1)
        wide = np.broadcast_to(array, total.shape)
        grid = draw_grid(ax, np.atleast_2d(wide), x)
        grids.append(grid)
        own = np.atleast_2d(array).shape
        for i, j in np.ndindex(rows, columns):
            if i >= own[0] or j >= own[1]:
                grid.cells[i, j].set(linestyle=(0, (3, 2)), edgecolor=GREY, facecolor="#F5F5F5")
                grid.texts[i, j].set(color=GREY, fontstyle="italic")
        same = array.shape == total.shape
        label = f"{array.shape}" if same else f"{array.shape} → {total.shape}"
        write(ax, x + columns / 2, -0.4, label, fontsize=9)
        if number:
            write(ax, x - 0.5, rows / 2, "+="[number - 1], fontsize=14)
    frame(ax, (-0.1, 3 * columns + 2.1), (-0.8, rows + 0.1))
    return SimpleNamespace(a=grids[0], b=grids[1], total=grids[2])


def draw_axis_sums(ax, A):
    """Draw a matrix with the sum of each column below it and the sum of each row to its right.

    A: shape (n, m). Returns the three grids: `A`, `down` (1, m) and `right` (n, 1).
    """
    check_axes(ax)
    A = check_array("A", A, "n", "m")
    rows, columns = A.shape
    grid = draw_grid(ax, A)
    down = draw_grid(ax, A.sum(axis=0, keepdims=True), 0, rows + 1)
    right = draw_grid(ax, A.sum(axis=1, keepdims=True), columns + 1.6, 0)
    for part, tint in ((down, COLUMN_TINT), (right, ROW_TINT)):
        for place in np.ndindex(part.cells.shape):
            light(part, place, tint)
    arrow = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    for j in range(columns):
        ax.annotate("", (j + 0.5, rows + 0.95), (j + 0.5, rows + 0.15), arrowprops=arrow)
    for i in range(rows):
        ax.annotate("", (columns + 1.5, i + 0.5), (columns + 0.15, i + 0.5), arrowprops=arrow)
    write(ax, -0.15, rows + 0.55, "axis=0", ha="right")
    write(ax, columns + 0.82, -0.3, "axis=1")
    frame(ax, (-1.7, columns + 2.8), (-0.6, rows + 2.1))
    return SimpleNamespace(A=grid, down=down, right=right)


def draw_matmul(ax, A, B, i=None, j=None, *, names=("A", "B", "A @ B")):
    """Draw A on the left, B on top and A @ B where the rows of A meet the columns of B.

    A: (N, D), B: (D, H). With i and j, the result cell (i, j) is lit with its row, its column
    and the sum written out below; `light_result` moves the light later.
    Returns the picture: the grids `A`, `B`, `C`, the bands `row` and `column`, the text `sum`.
    """
    check_axes(ax)
    A, B = check_array("A", A, "N", "D"), check_array("B", B, "D", "H")
    if A.shape[1] != len(B):
        raise ValueError(
            f"A {A.shape} and B {B.shape} are a mismatch: A needs as many columns as B has rows"
        )
    check_texts("names", names, 3, "for A, for B and for A @ B")
    if (i is None) != (j is None):
        raise ValueError(f"i and j must both be given, or neither, not {i} and {j}")
    C = A @ B
    if i is not None:
        i, j = check_count("i", i, 0, len(C) - 1), check_count("j", j, 0, C.shape[1] - 1)
    (N, D), H = A.shape, B.shape[1]
    gap, right, below = 0.5, D + 0.5, D + 0.5
    band = {"visible": False, "linewidth": 0, "zorder": 0.5}
    picture = SimpleNamespace(
        row=ax.add_patch(Rectangle((0, below), right + 0.5, 1, facecolor=ROW_TINT, **band)),
        column=ax.add_patch(Rectangle((right, 0), 1, below + 0.5, facecolor=COLUMN_TINT, **band)),
        A=draw_grid(ax, A, 0, below),
        B=draw_grid(ax, B, right, 0),
        C=draw_grid(ax, C, right, below),
        sum=write(ax, (right + H) / 2, below + N + 0.55, "", fontsize=12),
        values=(A, B, C),
        lit={},
    )
    write(ax, D / 2, below - 0.3, names[0], fontsize=11, weight="bold")
    write(ax, right + H / 2, -0.3, names[1], fontsize=11, weight="bold")
    write(ax, right + H + 0.2, below + N / 2, names[2], fontsize=11, weight="bold", ha="left")
    # The name on the right needs room; as much on the left keeps the sum in the middle.
    frame(ax, (-1.5 - gap, right + H + 1.5 + gap), (-0.6, below + N + 0.9))
    if i is not None:
        light_result(picture, i, j)
    return picture


def light_result(picture, i, j, results=None):
    """Light the result cell (i, j) of a picture by draw_matmul, and put out what was lit before.

    i, j: its row and column, from 0. results: the product as far as it is known, (N, H); cells
    that hold nan stay empty. Without it, all of A @ B is there.
    """
    A, B, C = picture.values
    i, j = check_count("i", i, 0, len(C) - 1), check_count("j", j, 0, C.shape[1] - 1)
    results = C if results is None else check_array("results", results, *C.shape)
    for place in np.ndindex(C.shape):
        known = not np.isnan(results[place])
        picture.C.texts[place].set_text(number(results[place]) if known else "")
    lit = {("C", (i, j)): (RESULT_TINT, INK)}
    for k in range(A.shape[1]):
        lit["A", (i, k)] = (ROW_TINT, PURPLE)
        lit["B", (k, j)] = (COLUMN_TINT, ORANGE)
    # What stays as it is is not touched, so that a live figure need not draw it again.
    for name, place in picture.lit.keys() - lit.keys():
        put_out(getattr(picture, name), place)
    for name, place in lit.keys() - picture.lit.keys():
        light(getattr(picture, name), place, *lit[name, place])
    picture.lit = lit
    picture.row.set(y=picture.A.cells[i, 0].get_y(), visible=True)
    picture.row.set_width(picture.C.cells[i, j].get_x() + 0.5)
    picture.column.set(x=picture.B.cells[0, j].get_x(), visible=True)
    picture.column.set_height(picture.C.cells[i, j].get_y() + 0.5)
    terms = [f"{factor(a)} × {factor(b)}" for a, b in zip(A[i], B[:, j], strict=True)]
    picture.sum.set_text(f"{' + '.join(terms)} = {number(results[i, j])}")


def draw_product_shapes(ax, sizes, names=("N", "D", "H"), titles=("X", "W", "X @ W"), row=None):
    """Draw the shapes of X @ W side by side: (N, D) times (D, H) gives (N, H).

    sizes: the three numbers N, D, H. row: one row of X, lit together with its row in the result.
    Returns the three grids of empty cells: `X`, `W` and `result`.
    """
    check_axes(ax)
    for what, three in (("sizes", sizes), ("names", names), ("titles", titles)):
        check_texts(what, three, 3, "for each of N, D and H" if what != "titles" else "a matrix")
    n, d, h = (check_count(name, size) for name, size in zip(names, sizes, strict=True))
    if row is not None:
        row = check_count("row", row, 0, n - 1)
    N, D, H = (f"{name} = {size}" for name, size in zip(names, sizes, strict=True))
    tallest = max(n, d)
    x, grids = 0, []
    for title, rows, columns, down, across, sign in (
        (titles[0], n, d, N, D, "@"),
        (titles[1], d, h, D, H, "="),
        (titles[2], n, h, N, H, None),
    ):
        y = (tallest - rows) / 2
        grids.append(draw_grid(ax, np.full((rows, columns), ""), x, y))
        write(ax, x + columns / 2, tallest + 0.9, title, fontsize=11, weight="bold")
        write(ax, x - 0.2, y + rows / 2, down, ha="right", fontsize=9)
        write(ax, x + columns / 2, y - 0.35, across, fontsize=9)
        x += columns + 2.6
        if sign:
            write(ax, x - 2.0, tallest / 2, sign, fontsize=14)
    if row is not None:
        for grid in (grids[0], grids[2]):
            for k in range(grid.cells.shape[1]):
                light(grid, (row, k), ROW_TINT, PURPLE)
    frame(ax, (-1.5, x - 2.4), (-0.8, tallest + 1.4))
    return SimpleNamespace(X=grids[0], W=grids[1], result=grids[2])


def draw_pixels(ax, image, vmax):
    """Draw an image with the number of each pixel written on it: 0 is white, vmax is black.

    image: shape (rows, columns), numbers from 0 to vmax.
    Returns the drawn image and the texts, an object array of image's shape.
    """
    check_axes(ax)
    image = check_array("image", image, "rows", "columns")
    check_positive("vmax", vmax)
    drawn = ax.imshow(image, vmin=0, vmax=vmax, cmap="gray_r")
    texts = np.empty(image.shape, object)
    for i, j in np.ndindex(image.shape):
        colour = "white" if image[i, j] > vmax / 2 else INK
        texts[i, j] = write(ax, j, i, number(image[i, j]), color=colour, fontsize=9)
    return drawn, texts


def draw_grid(ax, table, x=0, y=0):
    """Draw a table of values as unit cells, its top left corner at (x, y), y counted downward."""
    table = np.asarray(table)
    cells, texts = np.empty(table.shape, object), np.empty(table.shape, object)
    for i, j in np.ndindex(table.shape):
        cells[i, j] = ax.add_patch(Rectangle((x + j, y + i), 1, 1, **PLAIN, zorder=1))
        texts[i, j] = write(ax, x + j + 0.5, y + i + 0.5, number(table[i, j]), fontsize=11)
    return SimpleNamespace(cells=cells, texts=texts)


def light(grid, place, tint, edge=INK):
    """Fill one cell of a grid and set its text in bold."""
    grid.cells[place].set(facecolor=tint, edgecolor=edge, linewidth=1.8)
    grid.cells[place].set_zorder(1.5)
    grid.texts[place].set_weight("bold")


def put_out(grid, place):
    """Undo what `light` did."""
    grid.cells[place].set(**PLAIN, zorder=1)
    grid.texts[place].set_weight("normal")


def write(ax, x, y, text, **style):
    """Put a text on ax, centred unless told otherwise. Returns it."""
    return ax.text(x, y, text, **{"ha": "center", "va": "center", "zorder": 3, **style})


def frame(ax, xlim, ylim):
    """Square cells, no axes, y counted downward as rows are."""
    ax.set_xlim(*xlim)
    ax.set_ylim(ylim[1], ylim[0])
    ax.set_aspect("equal")
    ax.set(xticks=[], yticks=[])  # ticks cost time, even where none is seen
    ax.axis("off")


def number(value):
    """A number as it is written in a cell: four digits at most, with a true minus sign."""
    return value if isinstance(value, str) else minus(f"{value:.4g}")


def factor(value):
    """A number as it is written in a product: in brackets if it is negative."""
    return f"({number(value)})" if value < 0 else number(value)
