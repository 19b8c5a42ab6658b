"""The picture of the playground: points, the decision field, every hidden neuron's own field, the loss."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.figures.colours import BLUE, DIVERGING, INK, PURPLE, VERMILLION

LIMIT = 1.3  # both axes of the plane go from -1.3 to 1.3
SIDE = 48  # points of the decision field along each axis
TILE = 24  # and of a hidden neuron's field
NODE_GAP, LAYER_GAP = 1.25, 2.6  # distance between tiles, whose side is 1
FRAME = (138, 138, 138, 255)


def plane_points():
    """The points at which the field is computed: shape (SIDE * SIDE, 2), rows from the top."""
    along = np.linspace(-LIMIT, LIMIT, SIDE)
    x0, x1 = np.meshgrid(along, along[::-1])
    return np.column_stack([x0.ravel(), x1.ravel()])


class Playground:
    """Four panels: `restart` shows other data and another network, `set` how it has learned."""

    def __init__(self, fig):
        """fig: an empty Figure."""
        self.fig = fig
        grid = fig.add_gridspec(2, 2, width_ratios=(1, 1.15), height_ratios=(3.6, 1))
        self.plane, self.curve = fig.add_subplot(grid[0, 0]), fig.add_subplot(grid[1, :])
        self.units = fig.add_subplot(grid[0, 1])
        # The units' axes change their height. Their title is that of empty ones, which do not.
        around = fig.add_subplot(grid[0, 1])
        around.axis("off")
        self.heading = around.set_title("What each hidden neuron sees", loc="center")
        extent = (-LIMIT, LIMIT, -LIMIT, LIMIT)
        blank = np.zeros((SIDE, SIDE, 4), np.uint8)
        self.field = self.plane.imshow(blank, extent=extent, interpolation="bilinear")
        # The markers of chapter 2's planes, smaller.
        (self.zeros,) = self.plane.plot([], [], "o", mfc="white", mec=VERMILLION, mew=1.3, ms=5)
        (self.ones,) = self.plane.plot([], [], "^", color=BLUE, mec="white", mew=0.8, ms=7)
        faint = {"alpha": 0.4, "mec": "none", "ms": 4}
        (self.test_zeros,) = self.plane.plot([], [], "o", color=VERMILLION, **faint)
        (self.test_ones,) = self.plane.plot([], [], "^", color=BLUE, **faint)
        self.plane.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xlabel="$x_1$", ylabel="$x_2$")
        self.plane.set_title("▲ blue: class 1    ○ orange: class 0")
        self.plane.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        (self.line,) = self.curve.plot([], [], color=INK, lw=0.9, label="training")
        (self.test_line,) = self.curve.plot([], [], color=PURPLE, ls="--", label="test")
        self.curve.legend(loc="upper right", ncols=2, frameon=False, borderaxespad=0)
        self.curve.set(xlim=(0, 1000), ylim=(0, 1), xlabel="steps", ylabel="loss")
        self.note = self.curve.set_title(" ")
        self.edges = self.units.add_collection(LineCollection([], zorder=1))
        self.tiles = self.units.imshow(blank, extent=(0, 1, 0, 1), zorder=2)
        self.labels = [
            self.units.text(0, 0, text, ha="center", va="center")
            for text in ("$x_1$", "$x_2$", "$y$")
        ]
        self.units.axis("off")

    def restart(self, train, test, sizes):
        """Show other points and the neurons of another network.

        train, test: pairs of points (N, 2) and classes (N,), 0 or 1. sizes: the number of inputs
        (2), of neurons in each hidden layer, and of outputs (drawn as one).
        """
        pairs = ((train, self.zeros, self.ones), (test, self.test_zeros, self.test_ones))
        for (X, t), zeros, ones in pairs:
            zeros.set_data(*X[t == 0].T)
            ones.set_data(*X[t == 1].T)
        self.sizes = [2, *sizes[1:-1], 1]
        self.heading.set_text("What each hidden neuron sees" if sizes[1:-1] else "No hidden neuron")
        tallest = max(self.sizes)
        self.at = [
            [(i * LAYER_GAP, ((tallest - n) / 2 + (n - 1 - j)) * NODE_GAP) for j in range(n)]
            for i, n in enumerate(self.sizes)
        ]
        pairs = zip(self.at, self.at[1:], strict=False)
        self.edges.set_segments([(a, b) for left, right in pairs for a in left for b in right])
        ends = [(x - 0.3, y) for x, y in self.at[0]] + [
            (self.at[-1][0][0] + 0.25, self.at[-1][0][1])
        ]
        for label, place in zip(self.labels, ends, strict=True):
            label.set_position(place)
        width, height = (len(self.sizes) - 1) * LAYER_GAP, (tallest - 1) * NODE_GAP
        self.bottom, self.shape = -0.5, (round((height + 1) * TILE), round((width + 1) * TILE))
        self.tiles.set_extent((-0.5, width + 0.5, -0.5, height + 0.5))
        self.units.set_xlim(-0.7, width + 0.7)
        self.units.set_ylim(min(-0.7, height / 2 - 3), max(height + 0.7, height / 2 + 3))
        self.units.set_aspect("equal")

    def set(self, share, hidden, weights, losses, test_losses, accuracies):
        """Show the state of the network.

        share: probability of class 1 at `plane_points()`. hidden: one array per hidden layer, shape
        (SIDE * SIDE, units), its activations there. weights: one array per layer, (left, right); the
        last has two columns, whose difference is drawn. losses: one per step. test_losses: pairs (step,
        loss). accuracies: on the training and on the test points, 0 to 1.
        """
        self.field.set_data(as_rgba((share.reshape(SIDE, SIDE) - 0.5) * 1.6))
        self.tiles.set_data(self._mosaic(hidden))
        flat = np.concatenate(
            [w.ravel() for w in (*weights[:-1], weights[-1][:, 1] - weights[-1][:, 0])]
        )
        size = np.abs(flat) / max(np.abs(flat).max(), 1e-9)
        self.edges.set_linewidths(0.3 + 3 * size)
        self.edges.set_color(np.where(flat >= 0, BLUE, VERMILLION))
        self.edges.set_linestyles(["-" if w >= 0 else (0, (3, 1.5)) for w in flat])
        steps = len(losses)
        stride = max(1, steps // 500)
        self.line.set_data(np.arange(0, steps, stride), losses[::stride])
        if steps > self.curve.get_xlim()[1] or steps <= self.curve.get_xlim()[1] / 4 > 250:
            self.curve.set_xlim(0, 1000 * 2 ** max(0, int(np.ceil(np.log2(max(steps, 1) / 1000)))))
        top = 1 if max(losses, default=0) <= 1 else 3
        if self.curve.get_ylim()[1] != top:
            self.curve.set_ylim(0, top)
        self.test_line.set_data(
            *np.reshape(test_losses[:: max(1, len(test_losses) // 500)], (-1, 2)).T
        )
        train, test = accuracies
        self.note.set_text(f"step {steps:,}: {train:.0%} right, of the test points {test:.0%}")

    def _mosaic(self, hidden):
        """All hidden neurons' fields as one image with see-through gaps."""
        image = np.zeros((*self.shape, 4), np.uint8)
        for layer, values in enumerate(hidden, start=1):
            step = SIDE // TILE
            fields = values.reshape(SIDE, SIDE, -1)[::step, ::step]
            painted = as_rgba(fields / max(np.abs(fields).max(), 1e-9))
            for unit, (x, y) in enumerate(self.at[layer]):
                column = round(x * TILE)
                row = self.shape[0] - TILE - round(y * TILE)
                tile = image[row : row + TILE, column : column + TILE]
                tile[:] = FRAME
                tile[1:-1, 1:-1] = painted[1:-1, 1:-1, unit]
        return image


def as_rgba(values):
    """Values from -1 to 1 as RGBA bytes of the diverging map; what lies beyond is cut off."""
    return DIVERGING(np.clip(np.nan_to_num(values), -1, 1) / 2 + 0.5, bytes=True)
