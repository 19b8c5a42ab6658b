"""Neurons and networks as circles and arrows."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Rectangle

from helpers.describe import describe_value
from helpers.figures._checks import (
    check_axes,
    check_count,
    check_positive,
    check_texts,
)
from helpers.figures.colours import BLUE, DIVERGING, GREY, INK, ORANGE, VERMILLION
from helpers.figures.text import format_number as decimal
from helpers.figures.text import minus

RADIUS = 0.27
HEAD_LENGTH, HEAD_HALF = 0.14, 0.05  # of an arrow head: its length, and half its width
DASHES = (0, (4, 2))  # a negative weight
TITLE = {"ha": "center", "va": "bottom", "fontsize": 9, "color": "#555555"}
PALE = "#C4C4C4"


def draw_network(
    ax, layers, weights=None, *, labels=None, titles=None, fills=None, gap=2.2, strong=None
):
    """Draw layers of nodes from left to right, joined by arrows.

    layers: one list of texts a layer, drawn from top to bottom; the text stands in the node.
    weights: one array a gap, shape (nodes on the left, nodes on the right). Its size sets an
        arrow's width and its sign the colour: blue is positive, vermillion and dashed negative;
        nan leaves the arrow out. Without weights every arrow is grey.
    labels: a dict (gap, left node, right node) -> text on that arrow.
    titles: one text a layer, above it. fills: a dict (layer, node) -> colour.
    gap: the distance between layers; a node's radius is 0.27, neighbours in a layer are 1 apart.
    strong: (gap, left node, right node) of arrows to be drawn in ink while others turn pale.
    Returns the dict (layer, node) -> centre (x, y), for whatever is to be drawn on top.
    """
    check_axes(ax)
    sizes = _sizes_of(layers)
    if weights is not None:
        shapes = list(pairwise(sizes))
        joined("weights", weights, shapes)
        weights = [np.asarray(w) for w in weights]
    if titles is not None:
        check_texts("titles", titles, len(sizes), "for a layer")
    check_positive("gap", gap)
    at = places(sizes, gap)
    for name, arrows in (("labels", labels), ("strong", strong)):
        for arrow in arrows or ():
            i, j, k = arrow if isinstance(arrow, tuple) and len(arrow) == 3 else (None,) * 3
            if (i, j) not in at or i + 1 == len(sizes) or (i + 1, k) not in at:
                raise ValueError(
                    f"{name} must name arrows (gap, left, right), and there is no {describe_value(arrow)}"
                )
    for node in fills or ():
        if node not in at:
            raise ValueError(
                f"fills must name nodes (layer, node), and there is no {describe_value(node)}"
            )
    largest = 1.0
    if weights is not None:
        largest = max(np.nanmax(np.abs(w), initial=0) for w in weights) or 1.0
    for i in range(len(layers) - 1):
        for j, k in np.ndindex(len(layers[i]), len(layers[i + 1])):
            colour, width, dash = GREY, 1.0, "-"
            if weights is not None:
                w = weights[i][j, k]
                if np.isnan(w):
                    continue
                colour, dash = (BLUE, "-") if w >= 0 else (VERMILLION, DASHES)
                width = 0.6 + 3.4 * abs(w) / largest
            if strong is not None:
                colour, width = (INK, 1.8) if (i, j, k) in strong else (PALE, 0.8)
            draw_arrow(ax, at[i, j], at[i + 1, k], colour, width, dash)
    for (i, j, k), text in (labels or {}).items():
        start, end = at[i, j], at[i + 1, k]
        # Labels sit nearer to the start, where arrows to different nodes are further apart
        # than where they meet.
        x, y = start + (0.38 if len(layers[i]) >= len(layers[i + 1]) else 0.62) * (end - start)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        ax.text(x, y, text, ha="center", va="center", fontsize=9, bbox=box, zorder=3)
    for (i, j), (x, y) in at.items():
        fill = (fills or {}).get((i, j), "white")
        draw_node(ax, x, y, layers[i][j], fill)
    for i, title in enumerate(titles or []):
        ax.text(i * gap, at[i, 0][1] + 0.5, title, **TITLE)
    frame(ax, at.values(), above=1.0 if titles else 0.5)
    return at


def draw_node(ax, x, y, text, fill="white"):
    """A circle with a text in it. Returns the circle and the text, for a caller that changes them."""
    circle = ax.add_patch(Circle((x, y), RADIUS, facecolor=fill, edgecolor=INK, lw=1.3, zorder=4))
    label = ax.text(x, y, text, ha="center", va="center", fontsize=9, zorder=5)
    return circle, label


def draw_arrow(ax, start, end, colour=GREY, width=1.0, dash="-"):
    """An arrow from the rim of one node to the rim of another. Returns the annotation."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    toward = (end - start) / np.linalg.norm(end - start) * (RADIUS + 0.03)
    style = {
        "arrowstyle": "-|>",
        "color": colour,
        "lw": width,
        "ls": dash,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    return ax.annotate("", end - toward, start + toward, arrowprops=style, zorder=2)


class NetworkDrawing:
    """A network with a number in every node, whose numbers can be changed without a new drawing.

    Four kinds of numbers are shown, and `set` changes any of them: the value in a node (its text,
    and blue or vermillion by sign), the weighted sum below it, and weights and biases as the
    width, colour and dash of the arrows. A bias is the arrow from a small node that holds 1.
    `mark` draws attention to one arrow.

    `at` is the dict (layer, node) -> centre; the node 1 of a layer is at (layer, "bias").
    `artists` are the artists that `set` changes: `edges`, `heads` (a weight or bias each, gap
    after gap, the biases of a gap after its weights), `plates` (white, behind the sums), `circles`
    (a neuron each), and the lists `value_texts`, `sum_names` ("a =") and `sum_texts`, layer after
    layer. `mark` changes `halo`, a line below the marked arrow, and `mark_text`.
    """

    def __init__(
        self, ax, sizes, *, texts=None, titles=None, gap=2.2, largest_weight=1.0, largest_value=1.0
    ):
        """sizes: the number of neurons of each layer, from input to output.

        texts: what stands in the nodes until `set` gives values, one list of texts a layer.
        titles: one text a layer, above it. gap: the distance between layers.
        largest_weight, largest_value: what is drawn widest, and coloured most. They are fixed, so
            that moving one weight leaves the look of the others as it is.
        """
        check_axes(ax)
        self.sizes = _whole_sizes(sizes)
        if texts is not None:
            check_texts("texts", texts, len(self.sizes), "list for a layer")
            for size, layer in zip(self.sizes, texts, strict=True):
                check_texts("texts of a layer", layer, size, "for a node")
        if titles is not None:
            check_texts("titles", titles, len(self.sizes), "for a layer")
        for name, number in (("gap", gap), ("largest_weight", largest_weight)):
            check_positive(name, number)
        check_positive("largest_value", largest_value)
        self.largest_weight, self.largest_value = largest_weight, largest_value
        self.at = places(self.sizes, gap)
        last = len(self.sizes) - 1
        for i in range(last):
            self.at[i, "bias"] = self.at[i, 0] + [0, 1]
            x, y = self.at[i, "bias"]
            ax.add_patch(Circle((x, y), 0.6 * RADIUS, fc="#EEEEEE", ec=INK, lw=1, zorder=4))
            ax.text(x, y, "1", ha="center", va="center", fontsize=8, zorder=5)
        self._draw_arrows(ax)
        neurons = [(i, j) for i, n in enumerate(self.sizes) for j in range(n)]
        self.circles = ax.add_collection(
            PatchCollection(
                [Circle(self.at[node], RADIUS) for node in neurons],
                facecolor="white",
                edgecolor=INK,
                linewidth=1.3,
                zorder=4,
            )
        )
        self.circles.set_facecolor(["white"] * len(neurons))
        middle = {"ha": "center", "va": "center"}
        self.value_texts = [
            ax.text(*self.at[i, j], texts[i][j] if texts else "?", fontsize=9, zorder=6, **middle)
            for i, j in neurons
        ]
        below = [self.at[i, j] - [0, RADIUS + 0.16] for i, j in neurons if i > 0]
        # White plates keep arrows away from the sums; a text's own box would cost twice the time.
        plates = [Rectangle((x - 0.29, y - 0.11), 0.58, 0.22) for x, y in below]
        self.plates = ax.add_collection(PatchCollection(plates, facecolor="white", zorder=4))
        self.plates.set_visible(False)
        # "a =" is a text of its own: it never changes, so that a live figure need not set it anew.
        small = {"va": "center", "fontsize": 7.5, "color": "#444444", "zorder": 5}
        self.sum_names = [ax.text(x - 0.06, y, "", ha="right", **small) for x, y in below]
        self.sum_texts = [ax.text(x - 0.03, y, "", ha="left", **small) for x, y in below]
        (self.halo,) = ax.plot([], [], color=ORANGE, alpha=0.35, lw=11, zorder=1)
        plate = {"facecolor": "white", "edgecolor": ORANGE, "pad": 1.5}
        self.mark_text = ax.text(0, 0, "", fontsize=8.5, bbox=plate, zorder=7, **middle)
        self.mark_text.set_visible(False)
        for i, title in enumerate(titles or []):
            ax.text(i * gap, max(y for _, y in self.at.values()) + 0.4, title, **TITLE)
        frame(ax, self.at.values(), above=1.0 if titles else 0.5, below=0.65)

    @property
    def artists(self):
        """Every artist that `set` changes, for a caller that draws only what has changed."""
        return [
            self.edges,
            self.heads,
            self.plates,
            self.circles,
            *self.value_texts,
            *self.sum_names,
            *self.sum_texts,
            self.halo,
            self.mark_text,
        ]

    def set(self, *, values=None, sums=None, weights=None, biases=None):
        """Change what is shown; whatever is not given stays as it is. Returns the drawing.

        values: one array a layer, shape (neurons,). sums: one a layer after the first.
        weights: one array a gap, shape (left, right). biases: one a gap, shape (right,).
        nan is shown as "?", and as a thin grey arrow. Raises ValueError if a shape does not fit.
        """
        pairs = list(pairwise(self.sizes))
        # Everything is looked at before anything is changed.
        if values is not None:
            values = joined("values", values, [(n,) for n in self.sizes])
        if sums is not None:
            sums = joined("sums", sums, [(n,) for n in self.sizes[1:]])
        if weights is not None:
            weights = joined("weights", weights, pairs)
        if biases is not None:
            biases = joined("biases", biases, [(n,) for n in self.sizes[1:]])
        if values is not None:
            for text, number in zip(self.value_texts, values, strict=True):
                text.set_text(short(number))
            share = np.clip(np.nan_to_num(values) / self.largest_value, -1, 1)
            # Half the map's depth, so that dark text stays readable on it.
            self.circles.set_facecolor(DIVERGING(0.5 + 0.25 * share))
        if sums is not None:
            for name, text, number in zip(self.sum_names, self.sum_texts, sums, strict=True):
                name.set_text("a =")
                text.set_text(short(number))
            self.plates.set_visible(True)
        if weights is not None:
            self._strength[self._is_weight] = weights
        if biases is not None:
            self._strength[~self._is_weight] = biases
        if weights is not None or biases is not None:
            self._style_arrows()
        return self

    def mark(self, layer, place, text):
        """Mark one arrow, with a text on it; the one marked before is no longer. Returns the drawing.

        layer: the layer that the arrow leads to, 1 the first. place: (left, right), its weight's
        place in the layer's array, or (right,) for a bias.
        """
        layer = check_count("layer", layer, 1, len(self.sizes) - 1)
        ends = place if isinstance(place, (tuple, list)) else ()
        left = ends[0] if len(ends) == 2 else "bias"
        if len(ends) not in (1, 2) or any(
            node not in self.at for node in ((layer - 1, left), (layer, ends[-1]))
        ):
            raise ValueError(
                f"place must be (left, right) of a weight or (right,) of a bias, not {describe_value(place)}"
            )
        start, end = self.at[layer - 1, left], self.at[layer, place[-1]]
        self.halo.set_data(*np.array([start, end]).T)
        self.mark_text.set_position(start + 0.42 * (end - start))
        self.mark_text.set_text(text)
        self.mark_text.set_visible(True)
        return self

    def _draw_arrows(self, ax):
        ends, is_weight = [], []
        for i, (n, m) in enumerate(zip(self.sizes, self.sizes[1:], strict=False)):
            for j in [*range(n), "bias"]:
                ends += [(self.at[i, j], self.at[i + 1, k]) for k in range(m)]
                is_weight += [j != "bias"] * m
        self._is_weight = np.array(is_weight)
        self._strength = np.full(len(ends), np.nan)
        start, end = np.array(ends).swapaxes(0, 1)
        along = (end - start) / np.linalg.norm(end - start, axis=1, keepdims=True)
        across = along[:, ::-1] * [-1, 1]
        start_radius = np.where(self._is_weight, RADIUS, 0.6 * RADIUS)[:, np.newaxis]
        tip = end - (RADIUS + 0.02) * along
        base = tip - HEAD_LENGTH * along
        lines = np.stack([start + start_radius * along, base], axis=1)
        points = np.stack([tip, base + HEAD_HALF * across, base - HEAD_HALF * across], axis=1)
        self.edges = ax.add_collection(LineCollection(lines, zorder=2))
        self.heads = ax.add_collection(PolyCollection(points, linewidth=0, zorder=3))
        self._style_arrows()

    def _style_arrows(self):
        known = np.nan_to_num(self._strength)
        colours = np.where(known > 0, BLUE, np.where(known < 0, VERMILLION, GREY))
        share = np.clip(np.abs(known) / self.largest_weight, 0, 1)
        self.edges.set_linewidth(np.where(known == 0, 0.6, 0.8 + 3.6 * share))
        self.edges.set_linestyle([DASHES if w < 0 else "-" for w in known])
        rgba = [to_rgba(c) for c in colours]
        self.edges.set_color(rgba)
        self.heads.set_facecolor(rgba)


def _sizes_of(layers):
    """How many nodes each layer of `draw_network` has."""
    if not isinstance(layers, (list, tuple)) or not layers:
        raise ValueError(
            f"layers must be lists of texts, one list a layer, not {describe_value(layers)}"
        )
    for nodes in layers:
        if not isinstance(nodes, (list, tuple)) or not nodes:
            raise ValueError(
                f"each layer must be a list of texts, one a node, not {describe_value(nodes)}"
            )
    return [len(nodes) for nodes in layers]


def _whole_sizes(sizes):
    """The numbers of neurons of two layers or more."""
    if not isinstance(sizes, (list, tuple, np.ndarray)) or len(sizes) < 2:
        raise ValueError(
            f"sizes must be the numbers of neurons of two layers or more, not {describe_value(sizes)}"
        )
    return [check_count("each size", size) for size in sizes]


def _floats(name, array):
    """One of several arrays, as floats."""
    try:
        numbers = np.asarray(array)
    except ValueError:
        raise ValueError(f"{name} must be arrays, but one has rows of different lengths") from None
    if numbers.dtype.kind not in "biuf":
        raise ValueError(
            f"{name} must be arrays of numbers, but one of them is {describe_value(array)}"
        )
    return numbers.astype(float)


def places(sizes, gap):
    """The centre of every node: (layer, node) -> (x, y), each layer centred on the tallest."""
    tallest = max(sizes)
    return {
        (i, j): np.array([i * gap, (tallest - 1) / 2 + (size - 1) / 2 - j])
        for i, size in enumerate(sizes)
        for j in range(size)
    }


def frame(ax, centres, above, below=0.5):
    """Fix the limits around the nodes, and hide the axes."""
    xs, ys = zip(*centres, strict=True)
    ax.set_xlim(min(xs) - 0.6, max(xs) + 0.6)
    ax.set_ylim(min(ys) - below, max(ys) + above)
    ax.set_aspect("equal")
    ax.set(xticks=[], yticks=[])  # a title would measure even hidden ticks at every drawing
    ax.axis("off")


def joined(name, arrays, shapes):
    """The arrays as one flat array of floats, after each has been found to have its shape."""
    if isinstance(arrays, str) or not isinstance(arrays, Iterable):
        raise ValueError(
            f"{name} must be a list of arrays, {len(shapes)} in all, not {describe_value(arrays)}"
        )
    arrays = [_floats(name, array) for array in arrays]
    if [array.shape for array in arrays] != shapes:
        came = ", ".join(str(array.shape) for array in arrays)
        raise ValueError(f"{name} have the shapes {came}, but the drawing needs {shapes}")
    return np.concatenate([array.ravel() for array in arrays])


def short(number):
    """A number in at most five or six characters, so that it fits into a node."""
    if np.isnan(number):
        return "?"
    if abs(number) < 99.995:
        return decimal(number, 2)
    return minus(f"{number:.0e}".replace("e+0", "e"))
