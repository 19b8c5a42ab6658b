"""Neurons and networks as circles and arrows."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Rectangle

from helpers.figures.colours import BLUE, DIVERGING, GREY, INK, ORANGE, VERMILLION
from helpers.figures.text import format_number, minus

NODE_RADIUS = 0.27
HEAD_LENGTH, HEAD_HALF = 0.14, 0.05  # of an arrow head: its length, and half its width
DASHES = (0, (4, 2))  # a negative weight
TITLE = {"ha": "center", "va": "bottom", "fontsize": 9, "color": "#555555"}


def draw_network(
    ax, layers, weights=None, *, labels=None, titles=None, fills=None, gap=2.2, strong=None
):
    """Draw layers of nodes from left to right, joined by arrows.

    layers: one list of texts per layer, from top to bottom, each shown in its node.
    weights: one array per gap, shape (nodes on the left, nodes on the right). The size sets an
        arrow's width and the sign its colour: blue is positive, vermillion and dashed negative;
        nan leaves the arrow out. Without weights every arrow is grey.
    labels: a dict (gap, left node, right node) -> text on that arrow.
    titles: one text per layer, above it. fills: a dict (layer, node) -> colour.
    gap: the distance between layers; a node's radius is 0.27, neighbours in a layer are 1 apart.
    strong: (gap, left node, right node) of arrows drawn in ink while the others turn pale.
    Returns the dict (layer, node) -> centre (x, y), for drawing something on top.
    """
    at = node_centres([len(nodes) for nodes in layers], gap)
    for arrow, style in arrow_styles(layers, weights, strong).items():
        i, j, k = arrow
        draw_arrow(ax, at[i, j], at[i + 1, k], *style)
    for (i, j, k), text in (labels or {}).items():
        start, end = at[i, j], at[i + 1, k]
        # Nearer to the end where the arrows are further apart.
        share = 0.38 if len(layers[i]) >= len(layers[i + 1]) else 0.62
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        style = {"ha": "center", "va": "center", "fontsize": 9, "bbox": box, "zorder": 3}
        ax.text(*(start + share * (end - start)), text, **style)
    for (i, j), (x, y) in at.items():
        draw_node(ax, x, y, layers[i][j], (fills or {}).get((i, j), "white"))
    top = max(y for _, y in at.values())
    for i, title in enumerate(titles or []):
        ax.text(i * gap, top + 0.5, title, **TITLE)
    fit_axes(ax, at.values(), above=1.0 if titles else 0.5)
    return at


def arrow_styles(layers, weights, strong):
    """Colour, width and dash of every arrow, in a dict (gap, left node, right node) -> style."""
    styles = {}
    largest = max((np.nanmax(np.abs(w), initial=0) for w in weights or []), default=0) or 1.0
    for i, (left, right) in enumerate(pairwise(layers)):
        for j, k in np.ndindex(len(left), len(right)):
            if strong is not None:
                styles[i, j, k] = (INK, 1.8, "-") if (i, j, k) in strong else ("#C4C4C4", 0.8, "-")
            elif weights is None:
                styles[i, j, k] = (GREY, 1.0, "-")
            elif not np.isnan(w := weights[i][j, k]):
                colour, dash = (BLUE, "-") if w >= 0 else (VERMILLION, DASHES)
                styles[i, j, k] = (colour, 0.6 + 3.4 * abs(w) / largest, dash)
    return styles


def draw_node(ax, x, y, text, fill="white"):
    """Draw a circle with a text in it. Returns both."""
    circle = Circle((x, y), NODE_RADIUS, facecolor=fill, edgecolor=INK, lw=1.3, zorder=4)
    label = ax.text(x, y, text, ha="center", va="center", fontsize=9, zorder=5)
    return ax.add_patch(circle), label


def draw_arrow(ax, start, end, colour=GREY, width=1.0, dash="-"):
    """Draw an arrow from the rim of one node to the rim of another. Returns the annotation."""
    toward = (end - start) / np.linalg.norm(end - start) * (NODE_RADIUS + 0.03)
    look = {"color": colour, "lw": width, "ls": dash}
    arrow = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **look}
    return ax.annotate("", end - toward, start + toward, arrowprops=arrow, zorder=2)


def node_centres(sizes, gap):
    """The centre of every node: (layer, node) -> (x, y), each layer centred on the tallest."""
    tallest = max(sizes)
    return {
        (i, j): np.array([i * gap, (tallest - 1) / 2 + (size - 1) / 2 - j])
        for i, size in enumerate(sizes)
        for j in range(size)
    }


def fit_axes(ax, centres, above, below=0.5):
    """Fix the limits around the nodes, and hide the axes."""
    xs, ys = zip(*centres, strict=True)
    ax.set_xlim(min(xs) - 0.6, max(xs) + 0.6)
    ax.set_ylim(min(ys) - below, max(ys) + above)
    ax.set_aspect("equal")
    ax.set(xticks=[], yticks=[])  # a title would measure even hidden ticks at every drawing
    ax.axis("off")


class NetworkDrawing:
    """A network with a number in every node; `set` changes the numbers.

    Four kinds of numbers are shown: the value in a node (its text, and blue or vermillion by
    sign), the weighted sum below it, and weights and biases as the width, colour and dash of the
    arrows. A bias is the arrow from a small node that holds 1.

    `at` is the dict (layer, node) -> centre; the node 1 of a layer is at (layer, "bias"). `edges`
    and `heads` have one part per weight or bias, gap after gap, the biases of a gap after its
    weights; `circles` one per neuron. `value_texts` and `sum_texts` are lists, layer after layer.
    """

    def __init__(
        self,
        ax,
        sizes,
        *,
        texts=None,
        names=None,
        titles=None,
        gap=2.2,
        largest_weight=1.0,
        largest_value=1.0,
    ):
        """sizes: the number of neurons in each layer, from input to output.

        texts: one list of texts per layer, shown in the nodes until `set` gives values.
        names: one list of texts per layer, above the nodes.
        titles: one text per layer, above it. gap: the distance between layers.
        largest_weight, largest_value: what is drawn widest, and coloured most. They are fixed, so
            that moving one weight leaves the look of the others as it is.
        """
        self.sizes, self.at = sizes, node_centres(sizes, gap)
        self.largest_weight, self.largest_value = largest_weight, largest_value
        for i in range(len(sizes) - 1):
            x, y = self.at[i, "bias"] = self.at[i, 0] + [0, 1]
            ax.add_patch(Circle((x, y), 0.6 * NODE_RADIUS, fc="#EEEEEE", ec=INK, lw=1, zorder=4))
            ax.text(x, y, "1", ha="center", va="center", fontsize=8, zorder=5)
        self._draw_arrows(ax)
        self._draw_neurons(ax, texts)
        for i, layer in enumerate(names or []):
            for j, name in enumerate(layer):
                x, y = self.at[i, j] + [0, NODE_RADIUS + 0.05]
                plate = {"facecolor": "white", "edgecolor": "none", "pad": 0.3}
                style = {"fontsize": 8.5, "color": "#444444", "bbox": plate, "zorder": 3.5}
                ax.text(x, y, name, ha="center", va="bottom", **style)
        (self.halo,) = ax.plot([], [], color=ORANGE, alpha=0.35, lw=11, zorder=1)
        plate = {"facecolor": "white", "edgecolor": ORANGE, "pad": 1.5}
        self.mark_text = ax.text(
            0, 0, "", fontsize=8.5, bbox=plate, zorder=7, ha="center", va="center", visible=False
        )
        for i, title in enumerate(titles or []):
            ax.text(i * gap, max(y for _, y in self.at.values()) + 0.4, title, **TITLE)
        fit_axes(ax, self.at.values(), above=1.0 if titles else 0.5, below=0.65)

    def set(self, *, values=None, sums=None, weights=None, biases=None, mark=None):
        """Change what is shown; whatever is not given stays as it is. Returns the drawing.

        values: one array per layer, shape (neurons,). sums: one per layer after the first.
        weights: one array per gap, shape (left, right). biases: one per gap, shape (right,).
        nan is shown as "?", and as a thin grey arrow.
        mark: (layer, place, text) of the one arrow to mark: the layer that it leads to, 1 being the
            first; (left, right) of its weight, or (right,) of its bias; the text on it.
        """
        if values is not None:
            numbers = np.concatenate(values)
            for text, number in zip(self.value_texts, numbers, strict=True):
                text.set_text(number_in_node(number))
            share = np.clip(np.nan_to_num(numbers) / self.largest_value, -1, 1)
            # Half the map's depth, so that dark text stays readable on it.
            self.circles.set_facecolor(DIVERGING(0.5 + 0.25 * share))
        if sums is not None:
            self.plates.set_visible(True)
            numbers = np.concatenate(sums)
            for name, text, number in zip(self.sum_names, self.sum_texts, numbers, strict=True):
                name.set_text("a =")
                text.set_text(number_in_node(number))
        for arrays, chosen in ((weights, self._is_weight), (biases, ~self._is_weight)):
            if arrays is not None:
                self._strength[chosen] = np.concatenate([np.ravel(array) for array in arrays])
        if weights is not None or biases is not None:
            self._style_arrows()
        if mark is not None:
            self._mark(*mark)
        return self

    def _mark(self, layer, place, text):
        start = self.at[layer - 1, place[0] if len(place) == 2 else "bias"]
        end = self.at[layer, place[-1]]
        self.halo.set_data(*np.array([start, end]).T)
        self.mark_text.set_position(start + 0.42 * (end - start))
        self.mark_text.set(text=text, visible=True)

    def _draw_neurons(self, ax, texts):
        neurons = [(i, j) for i, size in enumerate(self.sizes) for j in range(size)]
        patches = [Circle(self.at[node], NODE_RADIUS) for node in neurons]
        self.circles = PatchCollection(patches, edgecolor=INK, linewidth=1.3, zorder=4)
        self.circles.set_facecolor(["white"] * len(neurons))
        ax.add_collection(self.circles)
        middle = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 6}
        self.value_texts = [
            ax.text(*self.at[i, j], texts[i][j] if texts else "?", **middle) for i, j in neurons
        ]
        below = [self.at[i, j] - [0, NODE_RADIUS + 0.16] for i, j in neurons if i > 0]
        # White plates keep arrows away from the sums; a text's own box would cost twice the time.
        plates = [Rectangle((x - 0.33, y - 0.11), 0.66, 0.22) for x, y in below]
        self.plates = ax.add_collection(PatchCollection(plates, facecolor="white", zorder=4))
        self.plates.set_visible(False)
        # "a =" is a text of its own: it never changes, so a live figure does not draw it again.
        small = {"va": "center", "fontsize": 8.5, "color": "#444444", "zorder": 5}
        self.sum_names = [ax.text(x - 0.06, y, "", ha="right", **small) for x, y in below]
        self.sum_texts = [ax.text(x - 0.03, y, "", ha="left", **small) for x, y in below]

    def _draw_arrows(self, ax):
        ends, is_weight = [], []
        for i, (n, m) in enumerate(pairwise(self.sizes)):
            for j in [*range(n), "bias"]:
                ends += [(self.at[i, j], self.at[i + 1, k]) for k in range(m)]
                is_weight += [j != "bias"] * m
        self._is_weight = np.array(is_weight)
        self._strength = np.full(len(ends), np.nan)
        start, end = np.array(ends).swapaxes(0, 1)
        along = (end - start) / np.linalg.norm(end - start, axis=1, keepdims=True)
        across = along[:, ::-1] * [-1, 1]
        start_radius = NODE_RADIUS * np.where(self._is_weight, 1, 0.6)[:, np.newaxis]
        tip = end - (NODE_RADIUS + 0.02) * along
        base = tip - HEAD_LENGTH * along
        lines = np.stack([start + start_radius * along, base], axis=1)
        points = np.stack([tip, base + HEAD_HALF * across, base - HEAD_HALF * across], axis=1)
        self.edges = ax.add_collection(LineCollection(lines, zorder=2))
        self.heads = ax.add_collection(PolyCollection(points, linewidth=0, zorder=3))
        self._style_arrows()

    def _style_arrows(self):
        known = np.nan_to_num(self._strength)
        share = np.clip(np.abs(known) / self.largest_weight, 0, 1)
        colours = [to_rgba(BLUE if w > 0 else VERMILLION if w < 0 else GREY) for w in known]
        self.edges.set_linewidth(np.where(known == 0, 0.6, 0.8 + 3.6 * share))
        self.edges.set_linestyle([DASHES if w < 0 else "-" for w in known])
        self.edges.set_color(colours)
        self.heads.set_facecolor(colours)


def number_in_node(number):
    """A number in at most six characters, so that it fits into a node; nan is "?"."""
    if np.isnan(number):
        return "?"
    if abs(number) < 99.995:
        return format_number(number, 2)
    return minus(f"{number:.0e}".replace("e+0", "e"))
