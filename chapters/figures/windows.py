"""Windows that move over images: products and sums, maps, places, channels."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from chapters.figures.arrays import COLUMN_TINT, RESULT_TINT, ROW_TINT, Grid, add_text, set_limits
from chapters.figures.digits import draw_digit
from helpers.figures.colours import BLUE, DIVERGING, GREY, INK, VERMILLION
from helpers.figures.text import format_number, format_signed

SHADES = DIVERGING.resampled(31)  # odd, so that zero is white


def draw_map(ax, values, title=""):
    """Draw a map: blue is positive, vermillion negative, full colour at 1. Returns the AxesImage."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(color=GREY, linewidth=0.6, visible=True)
    ax.set_title(title, loc="center", fontsize=10)
    return ax.imshow(values, cmap=SHADES, vmin=-1, vmax=1)


def largest_sum(w):
    """The largest size of a sum of pixels from 0 to 1, each times its number in the filter w."""
    return max(w[w > 0].sum(), -w[w < 0].sum()) or 1


class FilterNumbers:
    """A filter as squares with their numbers, coloured by sign."""

    def __init__(self, ax, K=3, title=""):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(color=GREY, linewidth=0.6, visible=True)
        ax.set_title(title, loc="center", fontsize=10)
        # The light part of the colours, on which the numbers can be read.
        self.image = ax.imshow(np.zeros((K, K)), cmap=DIVERGING, vmin=-5, vmax=5)
        self.texts = [add_text(ax, j, i, "", fontsize=9) for i, j in np.ndindex(K, K)]

    def set(self, w):
        self.image.set_data(np.clip(w, -2.5, 2.5))
        for text, number in zip(self.texts, np.ravel(w), strict=True):
            text.set_text(short(number))


class FilteredImage:
    """An image, a filter with its numbers, and the map of sums."""

    def __init__(self, fig):
        image_ax, filter_ax, map_ax = fig.subplots(1, 3, width_ratios=(1, 0.7, 1))
        self.image = draw_digit(image_ax, np.zeros((28, 28)), "image, 28 × 28", border=True)
        self.filter = FilterNumbers(filter_ax, title="filter")
        self.map = draw_map(map_ax, np.zeros((26, 26)), "map, 26 × 26")

    def set(self, x, w, values):
        """x: (28, 28), from 0 to 1. w: (3, 3). values: (26, 26)."""
        self.image.set_data(x)
        self.filter.set(w)
        self.map.set_data(values / largest_sum(w))


class LearnedFilter:
    """A filter that is learned: both maps of a digit, both filters in numbers, and the error."""

    def __init__(self, fig, image, steps):
        axes = fig.subplot_mosaic("xty;ewv", height_ratios=(1, 0.8))
        draw_digit(axes["x"], image, "digit", border=True)
        blank = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
        self.target = draw_map(axes["t"], blank, "map that was shown")
        self.map = draw_map(axes["y"], blank, "map by what is learned")
        self.secret = FilterNumbers(axes["w"], title="secret filter")
        self.learned = FilterNumbers(axes["v"], title="learned filter")
        self.title = axes["e"].set_title(" ")
        (self.curve,) = axes["e"].plot([], [], color=INK, lw=1.5)
        axes["e"].set(xlim=(0, steps), ylim=(1e-8, 10), yscale="log", xlabel="step", ylabel="error")

    def set(self, secret, target, learned, values, errors):
        """secret, learned: (3, 3). target, values: their maps. errors: one for each step and one before."""
        limit = largest_sum(secret)
        self.secret.set(secret)
        self.target.set_data(target / limit)
        self.learned.set(learned)
        self.map.set_data(values / limit)
        self.curve.set_data(np.arange(len(errors)), np.maximum(errors, 1e-12))
        self.title.set_text(f"After {len(errors) - 1} steps: error {errors[-1]:.1g}")


class WindowStep:
    """An image, a window on it times the filter, the products, and the map so far, all in numbers."""

    def __init__(self, ax, image, K):
        rows, columns = image.shape
        self.K, self.highlighted = K, {}
        size = rows - K + 1, columns - K + 1
        starts = np.cumsum([0, columns, K, K]) + 1.3 * np.arange(4)
        filter_top, map_top = (rows - K) / 2, (rows - size[0]) / 2
        self.image = Grid(ax, image)
        self.filter = Grid(ax, np.full((K, K), ""), starts[1], filter_top)
        self.products = Grid(ax, np.full((K, K), ""), starts[2], filter_top)
        self.map = Grid(ax, np.full(size, ""), starts[3], map_top)
        for x, sign in zip(starts[1:], "×=→", strict=True):
            add_text(ax, x - 0.65, rows / 2, sign, fontsize=14)
        for x, y, name in zip(
            starts + np.array([columns, K, K, size[1]]) / 2,
            (0, filter_top, filter_top, map_top),
            ("image", "filter", "products", "map"),
            strict=True,
        ):
            add_text(ax, x, y - 0.4, name, weight="bold")
        for place in np.ndindex(K, K):
            self.filter.cells[place].set_facecolor(COLUMN_TINT)
        for grid in (self.filter, self.products, self.map):
            for text in grid.texts.flat:
                text.set_fontsize(9.5)
        self.sum = add_text(ax, (starts[3] + size[1]) / 2, rows + 0.8, "", fontsize=11)
        set_limits(ax, (-0.2, starts[3] + size[1] + 0.2), (-0.9, rows + 1.3))

    def set(self, row, column, w, products, values):
        """row, column: the place of the window. values: the map, nan where it is not known yet."""
        for grid, numbers in ((self.filter, w), (self.products, products), (self.map, values)):
            for text, number in zip(grid.texts.flat, np.ravel(numbers), strict=True):
                text.set_text("" if np.isnan(number) else short(number))
        window = {
            (self.image, (row + i, column + j)): ROW_TINT for i, j in np.ndindex(self.K, self.K)
        }
        chosen = window | {(self.map, (row, column)): RESULT_TINT}
        # Cells that stay as they are are not touched: a live figure need not draw them again.
        for grid, place in self.highlighted.keys() - chosen.keys():
            grid.unhighlight(place)
        for grid, place in chosen.keys() - self.highlighted.keys():
            grid.highlight(place, chosen[grid, place])
        self.highlighted = chosen
        decimals = 0 if np.all(products == np.round(products)) else 2
        first, *others = np.ravel(products)
        terms = [format_number(first, decimals), *(format_signed(p, decimals) for p in others)]
        self.sum.set_text(f"{' '.join(terms)} = {short(values[row, column])}")


class Places:
    """The places of a window along a row of pixels, each a bar one line lower than the last.

    Below the places that fit is the next one, which does not.
    """

    def __init__(self, ax, longest, most):
        """longest: the most pixels in a row, padding included. most: the most places."""
        edge = {"edgecolors": INK, "linewidths": 0.8}
        self.pixels = ax.add_collection(PolyCollection([], facecolors=RESULT_TINT, **edge))
        self.padding = ax.add_collection(PolyCollection([], facecolors="white", **edge))
        self.padding.set_linestyle((0, (2, 2)))
        self.fit = ax.add_collection(PolyCollection([], facecolors=BLUE, alpha=0.75))
        self.hang = ax.add_collection(
            PolyCollection([], facecolors="white", edgecolors=VERMILLION, hatch="////", lw=1.2)
        )
        self.note = add_text(ax, 0, 0, "", color=VERMILLION, fontsize=9, ha="left")
        set_limits(ax, (-0.3, longest + 3.5), (-1.4, 0.62 * (most + 1) + 0.3))
        ax.set_aspect("auto")

    def set(self, n, K, padding, stride, starts):
        """starts: where each window that fits begins, counted from the first pixel of the padding."""
        ends = np.arange(n + 2 * padding)
        outside = (ends < padding) | (ends >= n + padding)
        self.pixels.set_verts([box(x, -1.1, 1, 0.9) for x in ends[~outside]])
        self.padding.set_verts([box(x, -1.1, 1, 0.9) for x in ends[outside]])
        self.fit.set_verts([box(x, 0.62 * line, K, 0.48) for line, x in enumerate(starts)])
        beyond, line = len(starts) * stride, len(starts)
        self.hang.set_verts([box(beyond, 0.62 * line, K, 0.48)])
        # Beside the bar, where there is room.
        x, side = (beyond - 0.2, "right") if beyond > 5 else (beyond + K + 0.2, "left")
        self.note.set(text="does not fit", position=(x, 0.62 * line + 0.24), ha=side)


def box(x, y, width, height):
    """The four corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


class PlacesInAnImage:
    """An image with its padding, the first window, and a dot in the middle of each place."""

    def __init__(self, ax, longest):
        self.paper = ax.add_patch(Rectangle((0, 0), 1, 1, fc="white", ec=INK, ls=(0, (2, 2))))
        self.image = ax.add_patch(Rectangle((0, 0), 1, 1, fc=RESULT_TINT, ec=INK))
        self.window = ax.add_patch(Rectangle((0, 0), 1, 1, fc="none", ec=BLUE, lw=2, zorder=3))
        (self.dots,) = ax.plot([], [], "o", color=BLUE, ms=4, zorder=4)
        set_limits(ax, (-0.3, longest + 0.3), (-0.3, longest + 0.3))

    def set(self, n, K, padding, starts):
        self.paper.set_bounds(0, 0, n + 2 * padding, n + 2 * padding)
        self.image.set_bounds(padding, padding, n, n)
        self.window.set_bounds(0, 0, K, K)
        self.window.set_edgecolor(BLUE if len(starts) else VERMILLION)
        across, down = np.meshgrid(np.asarray(starts) + K / 2, np.asarray(starts) + K / 2)
        self.dots.set_data(across.ravel(), down.ravel())


def draw_channels(ax, C, F):
    """Draw an image of C channels, F filters of C channels, and the F maps that they give."""
    shift = 0.5
    stack(ax, 0, 1.2, 6, C, shift, "white")
    stack(ax, 1, 2.2, 3, C, shift, ROW_TINT)
    for f in range(F):
        top = f * 2.9 - (F - 3) * 1.45
        stack(ax, 10.5, top, 2, C, shift / 2, COLUMN_TINT if f == 0 else "white")
    stack(ax, 17, 1.7, 4.5, F, shift, "white")
    ax.add_patch(Rectangle((18, 2.7), 0.6, 0.6, fc=COLUMN_TINT, ec=INK, zorder=9))
    for x, sign in ((8.9, "×"), (15, "→")):
        add_text(ax, x, 4.2, sign, fontsize=16)
    for x, words in (
        (3, "X\nheight × width × C"),
        (11.8, "W\nK × K × C × F"),
        (19.5, "maps\nnew height × new width × F"),
    ):
        add_text(ax, x, 11.1, words, fontsize=10)
    set_limits(ax, (-0.5, 25), (-1.6, 12))


def stack(ax, x, y, size, layers, shift, colour):
    """Squares behind each other, the first in front."""
    for k in reversed(range(layers)):
        ax.add_patch(
            Rectangle(
                (x + k * shift, y + k * shift), size, size, fc=colour, ec=INK, lw=0.9, zorder=5
            )
        )


def short(number):
    """A number in at most two decimals."""
    return format_number(round(float(number), 2))
