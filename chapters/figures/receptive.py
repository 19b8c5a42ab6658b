"""What a network of convolutions sees: the output of every layer, and where a number comes from."""

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb

from chapters.figures.digits import ProbabilityBars, draw_digit
from chapters.figures.maps import Tiles
from helpers.figures.colours import GREEN


class Stages:
    """An image, the maps that six layers make of it, and ten probabilities."""

    def __init__(self, fig, names, shapes):
        """names: of the six layers. shapes: (side, side, channels) of what they give."""
        axes = fig.subplot_mosaic("iabc;ydef", width_ratios=[1.4, 1, 1, 1])
        self.fig = fig
        self.digit = draw_digit(axes["i"], np.zeros((28, 28)), "what it sees", border=True)
        self.maps = [
            Tiles(axes[key], side, channels, 4, name, signed=name != "ReLU")
            for key, name, (side, _, channels) in zip("abcdef", names, shapes, strict=True)
        ]
        self.bars = ProbabilityBars(axes["y"], range(10))

    def set(self, digit, maps, probabilities):
        """digit: (28, 28), from 0 to 1. maps: six, each (side, side, channels)."""
        self.digit.set_data(digit)
        for tiles, values in zip(self.maps, maps, strict=True):
            tiles.set(values)
        self.bars.set(probabilities)


class Field:
    """One place of a map, and on the image the pixels that reach it: the greener, the more."""

    SIDE = 24  # of the drawing of a map, a multiple of the side of each map

    def __init__(self, map_ax, image_ax, digit):
        """digit: (28, 28), from 0 to 1."""
        places = ListedColormap(["#FFFFFF", "#E4E4E4", GREEN])
        self.place = map_ax.imshow(np.zeros((self.SIDE,) * 2), cmap=places, vmin=0, vmax=2)
        map_ax.set(xticks=[], yticks=[])
        self.title = map_ax.set_title(" ")
        draw_digit(image_ax, digit, border=True)
        self.light = image_ax.imshow(self._green(np.zeros((28, 28))))
        self.count = image_ax.set_title(" ")

    def set(self, side, row, column, reach):
        """side: of the map. reach: (28, 28), how much each pixel counts; 0 for not at all."""
        page = np.indices((side, side)).sum(axis=0) % 2
        page[row, column] = 2
        self.place.set_data(
            page.repeat(self.SIDE // side, axis=0).repeat(self.SIDE // side, axis=1)
        )
        self.title.set_text(f"row {row}, column {column} of {side} × {side}")
        self.light.set_data(self._green(reach))
        self.count.set_text(f"{np.count_nonzero(reach)} pixels reach it")

    @staticmethod
    def _green(reach):
        depth = np.where(reach > 0, 0.25 + 0.6 * reach / (reach.max() or 1), 0)
        return np.dstack([np.full((28, 28, 3), to_rgb(GREEN)), depth])
