"""Neurons and networks as circles and arrows."""

import numpy as np
from matplotlib.patches import Circle

from helpers.plots.colours import BLUE, GREY, INK, VERMILLION

RADIUS = 0.27


def draw_network(ax, layers, weights=None, *, labels=None, titles=None, fills=None, gap=2.2):
    """Draw layers of nodes from left to right, joined by arrows.

    layers: one list of texts a layer, drawn from top to bottom; the text stands in the node.
    weights: one array a gap, shape (nodes on the left, nodes on the right). Its size sets an
        arrow's width and its sign the colour: blue is positive, vermillion and dashed negative;
        nan leaves the arrow out. Without weights every arrow is grey.
    labels: a dict (gap, left node, right node) -> text on that arrow.
    titles: one text a layer, above it. fills: a dict (layer, node) -> colour.
    gap: the distance between layers; a node's radius is 0.27, neighbours in a layer are 1 apart.
    Returns the dict (layer, node) -> centre (x, y), for whatever is to be drawn on top.
    """
    tallest = max(map(len, layers))
    at = {
        (i, j): np.array([i * gap, (tallest - 1) / 2 + (len(nodes) - 1) / 2 - j])
        for i, nodes in enumerate(layers)
        for j in range(len(nodes))
    }
    largest = 1.0
    if weights is not None:
        largest = max(np.nanmax(np.abs(w), initial=0) for w in weights) or 1.0
    for i in range(len(layers) - 1):
        for j in range(len(layers[i])):
            for k in range(len(layers[i + 1])):
                colour, width, dash = GREY, 1.0, "-"
                if weights is not None:
                    w = weights[i][j, k]
                    if np.isnan(w):
                        continue
                    colour, dash = (BLUE, "-") if w >= 0 else (VERMILLION, (0, (4, 2)))
                    width = 0.6 + 3.4 * abs(w) / largest
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
        top = max(y for (layer, _), (_, y) in at.items() if layer == i)
        ax.text(i * gap, top + 0.5, title, ha="center", va="bottom", fontsize=9, color="#555555")
    xs, ys = zip(*at.values(), strict=True)
    ax.set_xlim(min(xs) - 0.6, max(xs) + 0.6)
    ax.set_ylim(min(ys) - 0.5, max(ys) + (1.0 if titles else 0.5))
    ax.set_aspect("equal")
    ax.axis("off")
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
