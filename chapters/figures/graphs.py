"""Computation graphs: values travel along the edges to the right, gradients travel back."""

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.transforms import offset_copy

from helpers.figures.colours import GREEN, INK
from helpers.figures.text import format_number

OPERATION_RADIUS = 0.32
BOX_HEIGHT = 0.8
LETTER = 0.145  # the room that one letter of an operation's name takes
FORWARD_TINT = "#E4E4E4"  # the operation that a forward step has reached
BACKWARD_TINT = "#CDEBE1"  # the same on the way back
WIRE = {"color": "#777777", "lw": 1.3}


def graph_step(nodes, edges, step):
    """What a graph shows after a number of steps: first all the way forward, then back.

    Of n operations, step 0 shows the inputs' values, step k (1 to n) also the value that the k-th
    operation gives, step n + 1 the gradient that the result starts with, and step n + 1 + k the
    gradients that the k-th operation from the end hands back. The last one is 2 n + 1; None shows
    everything.
    Returns the set of edges with a value, the set of edges with a gradient, and the name of the
    operation that worked last, or None.
    """
    if step is None:
        return set(edges), set(edges), None
    order = operations(nodes, edges)
    n = len(order)
    waiting = set(order[step:])
    values = {edge for edge, (start, _) in edges.items() if start not in waiting}
    back = step - n - 1
    if back < 0:
        return values, set(), order[step - 1] if step else None
    done = set(order[n - back :])
    gradients = {edge for edge, (_, end) in edges.items() if end in done or end not in order}
    return values, gradients, order[n - back] if back else None


def operations(nodes, edges):
    """The nodes that edges both enter and leave, in the order of `nodes`."""
    starts, ends = zip(*edges.values(), strict=True)
    return [name for name in nodes if name in ends and name in starts]


class Graph:
    """A computation graph, with its forward values above and its gradients below each edge.

    `nodes`: name -> (patch or None, text); `above`, `below`: edge -> text; `head`, `rule`: the text
    below the graph. `last_step` is the number of the step that shows all.
    """

    def __init__(
        self, ax, nodes, edges, forward=None, backward=None, *, step=None, size=9, rules=None
    ):
        """nodes: a dict name -> (x, y, text), in an order in which they can be computed. A node that
            no edge enters is an input, one that no edge leaves is a result: both are text alone.
            Any other node is an operation, drawn as a circle, or as a box if its text is long.
        edges: a dict variable -> (from node, to node). An edge runs to the right, or straight up or
            down; on the latter the value is to its left and the gradient to its right.
        forward, backward: dicts variable -> number, shape or text. What is left out is not written.
        step: how much of it is shown, see `graph_step`.
        size: of the text, in points. One unit of x or y should be half an inch or more.
        rules: a dict operation -> (text for its forward step, text for its backward step). That of
            the operation that works is shown below the graph. "{cost}" in it becomes the value of
            the edge cost, "{dcost}" its gradient; "{X[0]}" the first size of a shape. With rules,
            an edge named at neither end has its name before its value.
        """
        self.data, self.edges, self.rules = nodes, edges, rules or {}
        self.forward, self.backward = {}, {}
        self.order = operations(nodes, edges)
        self.last_step = 2 * len(self.order) + 1
        self.nodes = {name: self._draw_node(ax, name, size) for name in nodes}
        self.above, self.below = {}, {}
        for edge in edges:
            self._draw_edge(ax, edge, size)
        self._fit_axes(ax, size)
        self.head, self.rule = self._draw_rule(ax, size)
        self.set(forward=forward, backward=backward, step=step)

    def set(self, *, forward=None, backward=None, step=None):
        """Write new values (None keeps the old ones) and show the step (None shows all)."""
        if forward is not None:
            self.forward = dict(forward)
        if backward is not None:
            self.backward = dict(backward)
        with_value, with_gradient, active = graph_step(self.data, self.edges, step)
        for edge in self.edges:
            value = self.forward.get(edge) if edge in with_value else None
            gradient = self.backward.get(edge) if edge in with_gradient else None
            self.above[edge].set_text("" if value is None else self._name(edge) + to_text(value))
            back = "" if gradient is None else self._arrow_back(edge) + to_text(gradient)
            self.below[edge].set_text(back)
        tint = BACKWARD_TINT if with_gradient else FORWARD_TINT
        for name in self.order:
            self.nodes[name][0].set_facecolor(tint if name == active else "white")
        if self.rules:
            self._set_rule(step, active)

    def _set_rule(self, step, active):
        """Say below the graph what happens in this step."""
        n, head, rule = len(self.order), "", ""
        if step is not None:
            way = "forward" if step <= n else "backward"
            head = f"Step {step} of {self.last_step}, {way}"
            self.head.set_color(INK if step <= n else GREEN)
        if active is not None:
            values = {edge: for_rule(value) for edge, value in self.forward.items()}
            values |= {f"d{edge}": for_rule(value) for edge, value in self.backward.items()}
            rule = self.rules[active][step > n].format_map(values)
        elif step == 0:
            rule = "The inputs are known. No node has worked yet."
        elif step is not None:
            rule = (
                "The way back starts with 1: the result changes by 1 when the result changes by 1."
            )
        self.head.set_text(head)
        self.rule.set_text(rule)

    def _draw_rule(self, ax, size):
        """Two texts below the graph, with room for the longest rule."""
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        points = 1.55 * (size + 1)  # the height of a line of text
        if self.rules:
            lines = max(text.count("\n") + 1 for both in self.rules.values() for text in both)
            unit = max(0.5, 0.8 * ax.figure.get_figwidth() / (right - left))  # in inches, at least
            ax.set_ylim(low - points * (lines + 1) / 72 / unit, high)
        style = {"ha": "left", "va": "top", "fontsize": size + 1, "linespacing": 1.3}
        head = ax.text(left + 0.1, low, "", fontweight="bold", **style)
        below = offset_copy(ax.transData, ax.figure, y=-points, units="points")
        return head, ax.text(left + 0.1, low, "", transform=below, **style)

    def _name(self, edge):
        """What is written before a value: the edge's name, where the rules use it and no node does."""
        if not self.rules or edge in (self.data[node][2] for node in self.edges[edge]):
            return ""
        return f"{edge} " if isinstance(self.forward[edge], str | tuple) else f"{edge} = "

    def _arrow_back(self, edge):
        """An arrow that points to where the edge comes from."""
        (x0, y0, _), (x1, y1, _) = (self.data[name] for name in self.edges[edge])
        return "← " if x0 != x1 else "↑ " if y0 > y1 else "↓ "

    def _draw_node(self, ax, name, size):
        x, y, text = self.data[name]
        style = {"facecolor": "white", "edgecolor": INK, "lw": 1.3, "zorder": 3}
        align, patch, weight = "center", None, "normal"
        if name not in self.order:
            starts = [edge for edge in self.edges.values() if edge[0] == name]
            align, weight = ("right" if starts else "left"), "bold"
            x += -0.1 if starts else 0.1
            if any(self.data[end][0] == self.data[name][0] for _, end in starts):
                align, x = "center", x + 0.1
                y += 0.22 if y > self.data[starts[0][1]][1] else -0.22
        elif len(text) <= 3:
            patch = ax.add_patch(Circle((x, y), OPERATION_RADIUS, **style))
        else:
            w, h = half_width(text), BOX_HEIGHT / 2
            rounded = "round,pad=0,rounding_size=0.15"
            patch = FancyBboxPatch((x - w, y - h), 2 * w, 2 * h, boxstyle=rounded, **style)
            ax.add_patch(patch)
        plain = {"ha": align, "va": "center", "fontsize": size + 1, "zorder": 4}
        return patch, ax.text(x, y, text, fontweight=weight, **plain)

    def _draw_edge(self, ax, edge, size):
        start, end = self.edges[edge]
        vertical = self.data[start][0] == self.data[end][0]
        path = self._vertical_path(start, end) if vertical else self._path(start, end)
        if len(path) == 3 and path[0] != path[1]:
            ax.plot(*zip(*path[:2], strict=True), zorder=1, **WIRE)
        arrow = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **WIRE}
        ax.annotate("", path[-1], path[-2], arrowprops=arrow, zorder=1)
        # The numbers are beside an edge that is vertical, else on its level part.
        stop = path[1] if len(path) == 3 and path[1][1] != path[2][1] else path[-1]
        x, y = (path[0][0] + stop[0]) / 2, (path[0][1] + stop[1]) / 2
        put = {"fontsize": size, "zorder": 5}
        if vertical:
            above = ax.text(x - 0.1, y, "", ha="right", va="center", color=INK, **put)
            below = ax.text(x + 0.1, y, "", ha="left", va="center", color=GREEN, **put)
        else:
            above = ax.text(x, y + 0.1, "", ha="center", va="bottom", color=INK, **put)
            below = ax.text(x, y - 0.1, "", ha="center", va="top", color=GREEN, **put)
        self.above[edge], self.below[edge] = above, below

    def _vertical_path(self, start, end):
        (x, y0, _), (_, y1, text) = self.data[start], self.data[end]
        rim = BOX_HEIGHT / 2 if len(text) > 3 else OPERATION_RADIUS
        return [(x, y0), (x, y1 - np.sign(y1 - y0) * rim)]

    def _path(self, start, end):
        """From rim to rim; an edge that changes height runs level first, with room for its numbers."""
        (x0, y0, a), (x1, y1, b) = self.data[start], self.data[end]
        x0 += half_width(a) if start in self.order else 0
        right = half_width(b) if end in self.order else 0
        bend = x0 if y0 == y1 else max(x0, x1 - right - 0.6)
        tip = np.array([x1 - right, y1], float)
        if end in self.order and len(b) <= 3:
            toward = np.array([x1 - bend, y1 - y0])
            tip = np.array([x1, y1]) - OPERATION_RADIUS * toward / np.linalg.norm(toward)
        elif y0 != y1:
            tip[1] += 0.2 * np.sign(y0 - y1)
        return [(x0, y0), (bend, y0), tuple(tip)]

    def _fit_axes(self, ax, size):
        letter = 0.07 + 0.0125 * size  # the room that one letter of a label takes
        low, high = [], []
        for name, (x, _, text) in self.data.items():
            patch, label = self.nodes[name]
            w = half_width(text) if patch else letter * len(text)
            side = label.get_ha()
            low.append(x - (w if side != "left" else 0))
            high.append(x + (w if side != "right" else 0))
        ys = [label.get_position()[1] for _, label in self.nodes.values()]
        ax.set_xlim(min(low) - 0.1, max(high) + 0.1)
        ax.set_ylim(min(ys) - 0.6, max(ys) + 0.6)
        ax.set_aspect("equal")
        ax.axis("off")


def half_width(text):
    """Half the width of an operation with this text, which may have two lines."""
    longest = max(map(len, text.split("\n")))
    return OPERATION_RADIUS if longest <= 3 else 0.15 + LETTER * longest / 2


def to_text(value):
    """A number in few digits; a shape or a text as it is."""
    return str(value) if isinstance(value, str | tuple) else format_number(value)


def for_rule(value):
    """What a rule's {name} becomes; a shape stays one, so that {name[0]} is its first size."""
    return value if isinstance(value, tuple) else to_text(value)
