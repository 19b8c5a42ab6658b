"""Images, windows, filters and maps side by side: patches as rows, a network that learns."""

import numpy as np
from matplotlib.patches import Rectangle

from chapters.figures.digits import ProbabilityBars, draw_digit
from chapters.figures.reading import FIRES
from helpers.figures.colours import DIVERGING, ORANGE
from helpers.figures.pixels import draw_pixels, tile_images


def number_table(ax, values, title, **look):
    """Draw a small array with its numbers and without ticks."""
    draw_pixels(ax, values, **look)
    ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
    ax.set_title(title, loc="center", fontsize=10)
    ax.spines[:].set_visible(False)


def draw_patch(axes, page, rows, results, place):
    """Draw an image, its windows as rows and the results, with one window framed in all three.

    page: the image (height, width). rows: (places, K K). results: (places, 1). place: counted from 0.
    """
    K = round(np.sqrt(rows.shape[1]))
    top, left = divmod(place, page.shape[1] - K + 1)
    tables = (
        ("the image", page, (left, top), (K, K)),
        ("a window is a row", rows, (0, place), (K * K, 1)),
        ("times w", results, (0, place), (1, 1)),
    )
    for ax, (title, values, (x, y), size) in zip(axes, tables, strict=True):
        number_table(ax, values, title, vmax=4 * np.abs(values).max(), fontsize=9)
        ax.add_patch(
            Rectangle((x - 0.5, y - 0.5), *size, fill=False, ec=ORANGE, lw=2.5, clip_on=False)
        )


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
