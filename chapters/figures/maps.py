"""Images, windows, filters and maps side by side: patches as rows, use counts, a network that learns."""

import numpy as np
from matplotlib.patches import Rectangle

from chapters.figures.digits import ProbabilityBars, draw_digit
from chapters.figures.reading import FIRES
from helpers.figures.colours import DIVERGING, ORANGE
from helpers.figures.pixels import draw_pixels, tile_images
from helpers.figures.text import format_number


def number_table(ax, values, title, **look):
    """Draw a small array with its numbers and without ticks. Returns the image and the texts."""
    drawn, texts = draw_pixels(ax, values, **look)
    ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
    ax.set_title(title, loc="center", fontsize=10)
    ax.spines[:].set_visible(False)
    return drawn, texts


def frame(ax, width, height):
    """An empty frame for some numbers of a table, to be moved by `set_xy`."""
    look = {"fill": False, "ec": ORANGE, "lw": 2.5, "clip_on": False}
    return ax.add_patch(Rectangle((-0.5, -0.5), width, height, **look))


class PatchRows:
    """An image, its windows as rows and the results, with one window framed in all three."""

    def __init__(self, axes, page, rows, results, columns):
        """page: the image (height, width). rows: (places, K K). results: (places, 1).

        columns: how many places lie side by side.
        """
        K = round(np.sqrt(rows.shape[1]))
        tables = ("the image", page), ("a window is a row", rows), ("times w", results)
        for ax, (title, values) in zip(axes, tables, strict=True):
            number_table(ax, values, title, vmax=4 * np.abs(values).max(), fontsize=9)
        sizes = (K, K), (K * K, 1), (1, 1)
        self.window, self.row, self.result = (
            frame(ax, *size) for ax, size in zip(axes, sizes, strict=True)
        )
        self.columns = columns

    def set(self, place):
        """place: from 0, counted along the rows of the image."""
        top, left = divmod(place, self.columns)
        self.window.set_xy((left - 0.5, top - 0.5))
        self.row.set_xy((-0.5, place - 0.5))
        self.result.set_xy((-0.5, place - 0.5))


class UseCounts:
    """How often each pixel of a square image is used, as numbers on shades."""

    def __init__(self, ax, side, most):
        """most: the count of the darkest shade."""
        blank = np.zeros((side, side), int)
        self.image, self.texts = number_table(ax, blank, "", vmax=1.6 * most)

    def set(self, counts):
        self.image.set_data(counts)
        for text, count in zip(self.texts.flat, counts.flat, strict=True):
            text.set_text(format_number(count))


class Tiles:
    """The channels of one map, or the filters of one layer, as small images side by side."""

    def __init__(self, ax, side, count, columns, title, signed=False):
        self.columns, self.signed, self.gap = columns, signed, max(1, side // 6)
        page = self._page(np.zeros((side, side, count)))
        self.image = ax.imshow(
            page, cmap=DIVERGING if signed else FIRES, vmin=-1 if signed else 0, vmax=1
        )
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=9, loc="center")
        ax.spines[:].set_visible(False)

    def set(self, values):
        """values: (side, side, count). The largest has the full colour; all share one scale."""
        self.image.set_data(self._page(values / (np.abs(values).max() or 1)))

    def _page(self, values):
        rim = 0 if self.signed else 0.12
        return np.pad(
            tile_images(
                np.moveaxis(values, -1, 0), self.columns, gap=(self.gap, self.gap), fill=rim
            ),
            self.gap,
            constant_values=rim,
        )


class LearningPicture:
    """A convolutional network while it learns: its first filters, and the maps of one digit."""

    def __init__(self, fig, sides, counts):
        """sides: of the first filters, the first and the second maps. counts: of the two layers."""
        axes = fig.subplot_mosaic("sfab;yyyy", height_ratios=[1, 1], width_ratios=[1, 2, 2, 1])
        self.fig = fig
        self.digit = draw_digit(axes["s"], np.zeros((28, 28)), "what it sees", border=True)
        names = f"{counts[0]} filters", f"{counts[0]} maps", f"{counts[1]} maps"
        self.filters = Tiles(axes["f"], sides[0], counts[0], 4, names[0], signed=True)
        self.first = Tiles(axes["a"], sides[1], counts[0], 4, names[1])
        self.second = Tiles(axes["b"], sides[2], counts[1], 4, names[2])
        self.bars, self.title = ProbabilityBars(axes["y"], range(10)), axes["y"].set_title(" ")

    def set(self, digit, filters, first, second, probabilities, title):
        """digit: (28, 28), from 0 to 1. first, second: the maps of the two layers."""
        self.digit.set_data(digit)
        self.filters.set(filters)
        self.first.set(first)
        self.second.set(second)
        self.bars.set(probabilities)
        self.title.set_text(title)
