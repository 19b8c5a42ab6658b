"""What a three-layer network does with one image: every neuron lit by its activation."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from chapters.figures.digits import ProbabilityBars, draw_digit
from helpers.figures.colours import BLUE, DIVERGING, INK
from helpers.figures.pixels import tile_images
from helpers.nn.activations import sigmoid, softmax
from helpers.nn.networks import flatten_and_scale

FIRES = LinearSegmentedColormap.from_list("fires", ["#FFFFFF", BLUE])  # from 0 to 1


def activations(weights, pixels):
    """The two hidden layers and the output for one image, (28, 28): arrays (50,), (100,), (10,).

    weights: a dict of W1, b1, W2, b2, W3, b3. The network is the one that chapter 4 writes.
    """
    x = flatten_and_scale(pixels[None])[0]
    z1 = sigmoid(x @ weights["W1"] + weights["b1"])
    z2 = sigmoid(z1 @ weights["W2"] + weights["b2"])
    return z1, z2, softmax(z2 @ weights["W3"] + weights["b3"])


class NeuronGrid:
    """A layer's neurons as squares, row by row, each the bluer the nearer its activation is to 1."""

    def __init__(self, ax, count, columns, title):
        self.count, self.columns = count, columns
        rows = -(-count // columns)
        # An image with thin white gaps: 8 pixels for a neuron, 1 for a gap.
        self.drawn = ax.imshow(self._page(np.zeros(count)), cmap=FIRES, vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], xlim=(-1.5, columns * 9 - 0.5), ylim=(rows * 9 - 0.5, -1.5))
        ax.set_title(title, fontsize=9, loc="center")
        ax.spines[:].set_visible(False)
        self.frame = ax.add_patch(Rectangle((0, 0), 8, 8, fill=False, ec=INK, lw=2, visible=False))

    def set(self, values, chosen=None):
        """values: (count,), from 0 to 1. chosen: the neuron to be framed, or None."""
        self.drawn.set_data(self._page(values))
        self.frame.set_visible(chosen is not None)
        if chosen is not None:
            row, column = divmod(chosen, self.columns)
            self.frame.set_xy((column * 9 - 0.5, row * 9 - 0.5))

    def _page(self, values):
        tiles = np.repeat(values, 64).reshape(-1, 8, 8)
        tiles[:, [0, -1]] = tiles[:, :, [0, -1]] = np.maximum(tiles[:, :1, :1], 0.25)  # a thin rim
        return tile_images(tiles, self.columns, gap=(1, 1))


class ReadingPicture:
    """An image on its way through the network, from its pixels to ten probabilities.

    With `weights`, (784, 50), also the weights of one neuron of the first hidden layer, as an image.
    """

    def __init__(self, fig, weights=None):
        self.fig, self.weights = fig, weights
        rows, widths = ("sab;yyy", [1, 0.5, 1])
        if weights is not None:
            rows, widths = "swab;yyyy", [1, 1, 0.5, 1]
        axes = fig.subplot_mosaic(rows, width_ratios=widths, height_ratios=[1.3, 1])
        self.image = draw_digit(
            axes["s"], np.zeros((28, 28), np.uint8), "what it sees", border=True
        )
        self.first = NeuronGrid(axes["a"], 50, 5, "50 neurons")
        self.second = NeuronGrid(axes["b"], 100, 10, "100 neurons")
        self.bars, self.answer = ProbabilityBars(axes["y"], range(10)), axes["y"].set_title(" ")
        if weights is not None:
            size = np.abs(weights).max() / 2
            self.w = axes["w"].imshow(np.zeros((28, 28)), cmap=DIVERGING, vmin=-size, vmax=size)
            self.name = axes["w"].set_title(" ", fontsize=9, loc="center")
            axes["w"].set(xticks=[], yticks=[])
            axes["w"].spines[:].set_visible(False)

    def set(self, pixels, z1, z2, y, neuron=None):
        """pixels: (28, 28). z1, z2, y: the activations of the layers. neuron: whose weights to show."""
        self.image.set_data(pixels)
        self.first.set(z1, neuron)
        self.second.set(z2)
        self.bars.set(y)
        self.answer.set_text(f"read as {np.argmax(y)}" if y.any() else "draw a digit")
        if neuron is not None:
            self.w.set_data(self.weights[:, neuron].reshape(28, 28))
            self.name.set_text(f"weights of neuron {neuron}")
