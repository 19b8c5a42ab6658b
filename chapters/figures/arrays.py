"""Arrays as grids of cells: what is picked, stretched, summed and multiplied."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patches import Rectangle

from helpers.figures.colours import GREY, INK, ORANGE, PURPLE
from helpers.figures.text import format_number

# Tints on which dark text is readable. They highlight; they say nothing about classes.
ROW_TINT = "#F0D9E6"  # a light PURPLE
COLUMN_TINT = "#FBE5BE"  # a light ORANGE
RESULT_TINT = "#E2E2E2"
PLAIN = {"facecolor": "white", "edgecolor": "#888888", "linewidth": 0.8, "linestyle": "-"}


def draw_array(ax, values, picked=None):
    """Draw a vector or a matrix as a grid, with the index of each row and column at its edge.

    values: shape (n,) or (n, m). picked: booleans of the same shape; these cells are highlighted.
    Returns the Grid.
    """
    table = np.atleast_2d(values)
    rows, columns = table.shape
    grid = Grid(ax, table)
    if picked is not None:
        for place in zip(*np.nonzero(np.atleast_2d(picked)), strict=True):
            grid.highlight(place, COLUMN_TINT)
    for j in range(columns):
        add_text(ax, j + 0.5, -0.35, str(j), color=GREY, fontsize=9)
    for i in range(rows) if np.ndim(values) == 2 else ():
        add_text(ax, -0.35, i + 0.5, str(i), color=GREY, fontsize=9)
    set_limits(ax, (-0.7, columns + 0.1), (-0.7, rows + 0.1))
    return grid


def draw_broadcast(ax, a, b):
    """Draw a + b with both stretched to their common shape; the added cells are dashed.

    a, b: shapes that fit together, with at most two axes. Returns the three Grids, in a namespace:
    `a`, `b` and `total`.
    """
    a, b = np.asarray(a), np.asarray(b)
    total = a + b
    rows, columns = np.atleast_2d(total).shape
    grids = []
    for k, (array, sign) in enumerate(zip((a, b, total), ("", "+", "="), strict=True)):
        x = k * (columns + 1)
        grid = Grid(ax, np.atleast_2d(np.broadcast_to(array, total.shape)), x)
        grids.append(grid)
        own = np.atleast_2d(array).shape
        for i, j in np.ndindex(rows, columns):
            if i >= own[0] or j >= own[1]:
                grid.cells[i, j].set(linestyle=(0, (3, 2)), edgecolor=GREY, facecolor="#F5F5F5")
                grid.texts[i, j].set(color=GREY, fontstyle="italic")
        same = array.shape == total.shape
        label = f"{array.shape}" if same else f"{array.shape} → {total.shape}"
        add_text(ax, x + columns / 2, -0.4, label, fontsize=9)
        add_text(ax, x - 0.5, rows / 2, sign, fontsize=14)
    set_limits(ax, (-0.1, 3 * columns + 2.1), (-0.8, rows + 0.1))
    return SimpleNamespace(a=grids[0], b=grids[1], total=grids[2])


def draw_axis_sums(ax, A):
    """Draw a matrix with the sum of each column below it and the sum of each row to its right.

    A: (n, m). Returns the three Grids, in a namespace: `A`, `down` (1, m) and `right` (n, 1).
    """
    A = np.asarray(A)
    rows, columns = A.shape
    grid = Grid(ax, A)
    down = Grid(ax, A.sum(axis=0, keepdims=True), 0, rows + 1)
    right = Grid(ax, A.sum(axis=1, keepdims=True), columns + 1.6, 0)
    for part, tint in ((down, COLUMN_TINT), (right, ROW_TINT)):
        for place in np.ndindex(part.cells.shape):
            part.highlight(place, tint)
    arrow = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    for j in range(columns):
        ax.annotate("", (j + 0.5, rows + 0.95), (j + 0.5, rows + 0.15), arrowprops=arrow)
    for i in range(rows):
        ax.annotate("", (columns + 1.5, i + 0.5), (columns + 0.15, i + 0.5), arrowprops=arrow)
    add_text(ax, -0.15, rows + 0.55, "axis=0", ha="right")
    add_text(ax, columns + 0.82, -0.3, "axis=1")
    set_limits(ax, (-1.7, columns + 2.8), (-0.6, rows + 2.1))
    return SimpleNamespace(A=grid, down=down, right=right)


def draw_product_shapes(ax, sizes, row=None):
    """Draw the shapes of X @ W side by side: (N, D) times (D, H) gives (N, H).

    sizes: the three numbers N, D, H. row: one row of X, highlighted together with its row in the
    result. Returns the three Grids of empty cells, in a namespace: `X`, `W` and `result`.
    """
    n, d, h = sizes
    tallest = max(n, d)
    x, grids = 0, []
    for title, (down, rows), (across, columns), sign in (
        ("X", ("N", n), ("D", d), "@"),
        ("W", ("D", d), ("H", h), "="),
        ("X @ W", ("N", n), ("H", h), ""),
    ):
        y = (tallest - rows) / 2
        grids.append(Grid(ax, np.full((rows, columns), ""), x, y))
        add_text(ax, x + columns / 2, tallest + 0.9, title, fontsize=11, weight="bold")
        add_text(ax, x - 0.2, y + rows / 2, f"{down} = {rows}", ha="right", fontsize=9)
        add_text(ax, x + columns / 2, y - 0.35, f"{across} = {columns}", fontsize=9)
        x += columns + 2.6
        add_text(ax, x - 2.0, tallest / 2, sign, fontsize=14)
    for grid in (grids[0], grids[2]) if row is not None else ():
        for k in range(grid.cells.shape[1]):
            grid.highlight((row, k), ROW_TINT, PURPLE)
    set_limits(ax, (-1.5, x - 2.4), (-0.8, tallest + 1.4))
    return SimpleNamespace(X=grids[0], W=grids[1], result=grids[2])


class MatrixProduct:
    """A on the left, B on top, and A @ B where the rows of A meet the columns of B.

    `set` highlights a cell of the result with its row and its column, and writes its sum below.
    `A`, `B`, `C` are Grids, `row` and `column` the bands behind them, `sum` is the text.
    """

    def __init__(self, ax, A, B, i=None, j=None, *, names=("A", "B", "A @ B")):
        """A: (N, D); B: (D, H). i, j: the cell to highlight, or None."""
        A, B = np.asarray(A), np.asarray(B)
        self.values = A, B, A @ B
        (N, D), H = A.shape, B.shape[1]
        gap, right, below = 0.5, D + 0.5, D + 0.5
        band = {"visible": False, "linewidth": 0, "zorder": 0.5}
        self.row = Rectangle((0, below), right + 0.5, 1, facecolor=ROW_TINT, **band)
        self.column = Rectangle((right, 0), 1, below + 0.5, facecolor=COLUMN_TINT, **band)
        ax.add_patch(self.row)
        ax.add_patch(self.column)
        self.A, self.B = Grid(ax, A, 0, below), Grid(ax, B, right, 0)
        self.C = Grid(ax, self.values[2], right, below)
        self.sum = add_text(ax, (right + H) / 2, below + N + 0.55, "", fontsize=12)
        self.highlighted = {}
        bold = {"fontsize": 11, "weight": "bold"}
        add_text(ax, D / 2, below - 0.3, names[0], **bold)
        add_text(ax, right + H / 2, -0.3, names[1], **bold)
        add_text(ax, right + H + 0.2, below + N / 2, names[2], ha="left", **bold)
        # The name on the right needs room; as much on the left keeps the sum in the middle.
        set_limits(ax, (-1.5 - gap, right + H + 1.5 + gap), (-0.6, below + N + 0.9))
        if i is not None:
            self.set(i, j)

    def set(self, i, j, results=None):
        """Highlight the result in row i and column j.

        results: the product as far as it is known, (N, H); cells with nan stay empty. Without it,
        all of A @ B is shown.
        """
        A, B, C = self.values
        results = C if results is None else np.asarray(results)
        for text, value in zip(self.C.texts.flat, results.flat, strict=True):
            text.set_text("" if np.isnan(value) else format_number(value))
        chosen = {(self.C, (i, j)): (RESULT_TINT, INK)}
        for k in range(A.shape[1]):
            chosen[self.A, (i, k)] = (ROW_TINT, PURPLE)
            chosen[self.B, (k, j)] = (COLUMN_TINT, ORANGE)
        # Cells that stay as they are are not touched: a live figure need not draw them again.
        for grid, place in self.highlighted.keys() - chosen.keys():
            grid.unhighlight(place)
        for grid, place in chosen.keys() - self.highlighted.keys():
            grid.highlight(place, *chosen[grid, place])
        self.highlighted = chosen
        result = self.C.cells[i, j]
        self.row.set(y=result.get_y(), width=result.get_x() + 0.5, visible=True)
        self.column.set(x=result.get_x(), height=result.get_y() + 0.5, visible=True)
        terms = [f"{in_product(a)} × {in_product(b)}" for a, b in zip(A[i], B[:, j], strict=True)]
        self.sum.set_text(f"{' + '.join(terms)} = {format_number(results[i, j])}")


class Grid:
    """A table of values as unit cells: `cells` and `texts`, object arrays of the table's shape."""

    def __init__(self, ax, table, x=0, y=0):
        """table: numbers or texts, (rows, columns). x, y: its top left corner, y counted downward."""
        self.cells, self.texts = np.empty(table.shape, object), np.empty(table.shape, object)
        for (i, j), value in np.ndenumerate(table):
            self.cells[i, j] = ax.add_patch(Rectangle((x + j, y + i), 1, 1, **PLAIN, zorder=1))
            text = value if isinstance(value, str) else format_number(value)
            self.texts[i, j] = add_text(ax, x + j + 0.5, y + i + 0.5, text, fontsize=11)

    def highlight(self, place, tint, edge=INK):
        """Fill one cell and set its text in bold."""
        self.cells[place].set(facecolor=tint, edgecolor=edge, linewidth=1.8, zorder=1.5)
        self.texts[place].set_weight("bold")

    def unhighlight(self, place):
        """Undo `highlight`."""
        self.cells[place].set(**PLAIN, zorder=1)
        self.texts[place].set_weight("normal")


def add_text(ax, x, y, text, **style):
    """Add a text to ax, centred unless the style says otherwise. Returns it."""
    return ax.text(x, y, text, **{"ha": "center", "va": "center", "zorder": 3, **style})


def set_limits(ax, xlim, ylim):
    """Square cells, no axes, y counted downward as rows are."""
    ax.set_xlim(*xlim)
    ax.set_ylim(ylim[1], ylim[0])
    ax.set_aspect("equal")
    ax.set(xticks=[], yticks=[])  # ticks cost time, even where none is seen
    ax.axis("off")


def in_product(value):
    """A factor of a product: in brackets if it is negative."""
    return f"({format_number(value)})" if value < 0 else format_number(value)
