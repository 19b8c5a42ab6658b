"""Computation graphs: values travel along the edges to the right, gradients travel back."""

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.transforms import offset_copy

from helpers.describe import describe_value
from helpers.figures._checks import (
    check_array,
    check_axes,
    check_count,
    check_positive,
    check_texts,
)
from helpers.figures.colours import GREEN, INK
from helpers.figures.text import minus

RADIUS = 0.32  # of an operation's circle
BOX_HEIGHT = 0.8
LETTER = 0.145  # the room that one letter of an operation's name takes
FORWARD_TINT = "#E4E4E4"  # the operation that a forward step has reached
BACKWARD_TINT = "#CDEBE1"  # the same on the way back


def draw_graph(ax, nodes, edges, forward=None, backward=None, *, step=None, size=9, rules=None):
    """Draw a computation graph, with its forward values above and its gradients below each edge.

    nodes: a dict name -> (x, y, text), in an order in which they can be computed. A node that no
        edge enters is an input, one that no edge leaves is a result: both are text alone. Any
        other node is an operation, drawn as a circle, or as a box if its text is long.
    edges: a dict variable -> (from node, to node). An edge runs to the right, or straight up or
        down; on the latter the value stands to its left and the gradient to its right.
    forward, backward: dicts variable -> number, shape or text. What is left out is not written.
    step: how much of it is shown, see `graph_step`; None shows all.
    size: of the text, in points. One unit of x or y is meant to be half an inch or more.
    rules: a dict operation -> (text for its forward step, text for its backward step). That of the
        operation that works stands below the graph. "{cost}" in it becomes the value of the edge
        cost, "{dcost}" its gradient; "{X[0]}" the first size of a shape. With rules, an edge whose
        name stands at neither end has it before its value.
    Returns a Graph, whose `update` changes the values or the step.
    """
    check_axes(ax)
    check_positive("size", size)
    _check_layout(nodes, edges)
    order = operations(nodes, edges)
    _check_numbers(edges, forward=forward or {}, backward=backward or {})
    if rules:
        _check_rules(rules, order)
    if step is not None:
        graph_step(nodes, edges, step)
    return Graph(ax, nodes, edges, forward or {}, backward or {}, step, size, rules or {})


def graph_step(nodes, edges, step):
    """What stands on a graph after a number of steps: first all the way forward, then back.

    Of n operations, step 0 shows the inputs' values, step k (1 to n) also the value that the k-th
    operation gives, step n + 1 the gradient that the result starts with, and step n + 1 + k the
    gradients that the k-th operation from the end hands back. The last one is 2 n + 1.
    Returns the set of edges with a value, the set of edges with a gradient, and the name of the
    operation that worked last, or None.
    """
    order = operations(nodes, edges)
    n = len(order)
    step = check_count("step", step, 0, 2 * n + 1)
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
    for edge, (start, end) in edges.items():
        if start not in nodes or end not in nodes:
            raise ValueError(f"edge {edge!r} joins {start!r} to {end!r}: both must be in nodes")
    place = {name: i for i, name in enumerate(nodes)}
    entered = {end for _, end in edges.values()}
    left = {start for start, _ in edges.values()}
    for edge, (start, end) in edges.items():
        if start in entered and end in left and place[start] >= place[end]:
            raise ValueError(f"{start!r} must come before {end!r} in nodes: {edge!r} joins them")
    return [name for name in nodes if name in entered and name in left]


class Graph:
    """A computation graph on an Axes.

    nodes: name -> (patch or None, text); arrows, above, below: edge -> artist; head, rule: the text
    below the graph. `last_step` is the number of the step that shows all.
    """

    def __init__(self, ax, nodes, edges, forward, backward, step, size, rules):
        self.data, self.edges, self.rules = nodes, edges, rules
        self.order = operations(nodes, edges)
        self.last_step = 2 * len(self.order) + 1
        self.nodes = {name: self._draw_node(ax, name, size) for name in nodes}
        self.arrows, self.above, self.below = {}, {}, {}
        for edge in edges:
            self._draw_edge(ax, edge, size)
        self._frame(ax, size)
        self.head, self.rule = self._draw_rule(ax, size)
        self.update(forward=forward, backward=backward, step=step)

    def update(self, *, forward=None, backward=None, step=None):
        """Write new values (None keeps the old ones) and show the step (None shows all)."""
        _check_numbers(self.edges, forward=forward or {}, backward=backward or {})
        if step is not None:
            graph_step(self.data, self.edges, step)
        if forward is not None:
            self.forward = dict(forward)
        if backward is not None:
            self.backward = dict(backward)
        with_value, with_gradient, active = set(self.edges), set(self.edges), None
        if step is not None:
            with_value, with_gradient, active = graph_step(self.data, self.edges, step)
        for edge in self.edges:
            value = self.forward.get(edge) if edge in with_value else None
            gradient = self.backward.get(edge) if edge in with_gradient else None
            self.above[edge].set_text("" if value is None else self._name(edge, value))
            self.below[edge].set_text(
                "" if gradient is None else self._back(edge) + write(gradient)
            )
        tint = BACKWARD_TINT if with_gradient else FORWARD_TINT
        for name in self.order:
            self.nodes[name][0].set_facecolor(tint if name == active else "white")
        if self.rules:
            self._tell(step, active)

    def _tell(self, step, active):
        """Say below the graph what happens in this step."""
        n, head, rule = len(self.order), "", ""
        if step is not None:
            way = "forward" if step <= n else "backward"
            head = f"Step {step} of {self.last_step}, {way}"
            self.head.set_color(INK if step <= n else GREEN)
        if active is not None:
            values = {edge: as_text(value) for edge, value in self.forward.items()}
            values |= {f"d{edge}": as_text(value) for edge, value in self.backward.items()}
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

    def _name(self, edge, value):
        """The value, with the edge's name where the rules speak of it and the nodes do not."""
        if not self.rules or edge in (self.data[node][2] for node in self.edges[edge]):
            return write(value)
        return f"{edge}{' ' if isinstance(value, str | tuple) else ' = '}{write(value)}"

    def _back(self, edge):
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
            patch = ax.add_patch(Circle((x, y), RADIUS, **style))
        else:
            w, h = half_width(text), BOX_HEIGHT / 2
            rounded = "round,pad=0,rounding_size=0.15"
            patch = FancyBboxPatch((x - w, y - h), 2 * w, 2 * h, boxstyle=rounded, **style)
            ax.add_patch(patch)
        plain = {"ha": align, "va": "center", "fontsize": size + 1, "zorder": 4}
        return patch, ax.text(x, y, text, fontweight=weight, **plain)

    def _draw_edge(self, ax, edge, size):
        start, end = self.edges[edge]
        (x0, y0, a), (x1, y1, b) = self.data[start], self.data[end]
        left = half_width(a) if start in self.order else 0
        right = half_width(b) if end in self.order else 0
        arrow = {"arrowstyle": "-|>", "color": "#777777", "lw": 1.3, "shrinkA": 0, "shrinkB": 0}
        if x0 == x1:
            up = np.sign(y1 - y0)
            stop = y1 - up * (BOX_HEIGHT / 2 if len(b) > 3 else RADIUS)
            path = [(x0, y0), (x1, stop)]
            at, gap, aligned = ((x0, (y0 + stop) / 2), (0.1, 0), ("right", "left"))
        else:
            # An edge that changes height runs level first: there is room for its numbers.
            bend = x0 + left
            if y0 != y1:
                bend = max(x0 + left, x1 - right - 0.6)
            elbow = np.array([bend, y0])
            toward = np.array([x1, y1]) - elbow
            tip = np.array([x1 - right, y1], float)
            if end in self.order and len(b) <= 3:
                tip = np.array([x1, y1]) - RADIUS * toward / np.linalg.norm(toward)
            elif y0 != y1:
                tip += np.array([0, 0.2 * np.sign(y0 - y1)])
            path = [(x0 + left, y0), tuple(elbow), tuple(tip)]
            middle = (x0 + left + (tip[0] if y0 == y1 else bend)) / 2
            at, gap, aligned = ((middle, y0), (0, 0.1), ("center", "center"))
        if len(path) == 3 and path[0] != path[1]:
            ax.plot(*zip(*path[:2], strict=True), color="#777777", lw=1.3, zorder=1)
        self.arrows[edge] = ax.annotate("", path[-1], path[-2], arrowprops=arrow, zorder=1)
        level = ("bottom", "top") if gap[1] else ("center", "center")
        (x, y), (dx, dy) = at, gap
        put = {"fontsize": size, "zorder": 5}
        self.above[edge] = ax.text(x - dx, y + dy, "", ha=aligned[0], va=level[0], color=INK, **put)
        self.below[edge] = ax.text(
            x + dx, y - dy, "", ha=aligned[1], va=level[1], color=GREEN, **put
        )

    def _frame(self, ax, size):
        edge_of = 0.07 + 0.0125 * size  # the room that one letter of a label takes
        low, high = [], []
        for name, (x, _, text) in self.data.items():
            patch, label = self.nodes[name]
            w = half_width(text) if patch else edge_of * len(text)
            side = label.get_ha()
            low.append(x - (w if side != "left" else 0))
            high.append(x + (w if side != "right" else 0))
        ys = [label.get_position()[1] for _, label in self.nodes.values()]
        ax.set_xlim(min(low) - 0.1, max(high) + 0.1)
        ax.set_ylim(min(ys) - 0.6, max(ys) + 0.6)
        ax.set_aspect("equal")
        ax.axis("off")


def _check_layout(nodes, edges):
    """A place and a text for each node, and two nodes for each edge."""
    if not isinstance(nodes, dict) or not nodes:
        raise ValueError(f"nodes must be a dict name -> (x, y, text), not {describe_value(nodes)}")
    if not isinstance(edges, dict) or not edges:
        raise ValueError(f"edges must be a dict name -> (from, to), not {describe_value(edges)}")
    for name, node in nodes.items():
        check_texts(f"nodes[{name!r}]", node, 3, "for x, y and the text")
        check_array(f"the place of {name!r}", node[:2], 2, finite=True)
    for name, edge in edges.items():
        check_texts(f"edges[{name!r}]", edge, 2, "for each end")


def _check_numbers(edges, **given):
    """Values and gradients for edges that exist: numbers, shapes or texts."""
    for what, values in given.items():
        if not isinstance(values, dict):
            raise ValueError(
                f"{what} must be a dict variable -> number, not {describe_value(values)}"
            )
        if unknown := set(values) - set(edges):
            raise ValueError(f"no such edge: {', '.join(sorted(map(str, unknown)))}")
        for edge, value in values.items():
            if value is not None and not isinstance(value, (str, tuple)):
                check_array(f"{what}[{edge!r}]", value)


def _check_rules(rules, order):
    """Two texts for each operation, and for nothing else."""
    if not isinstance(rules, dict) or set(rules) != set(order):
        raise ValueError(f"rules must name each of {', '.join(order)}, and nothing else")
    for name, texts in rules.items():
        check_texts(f"rules[{name!r}]", texts, 2, "for each way")


def half_width(text):
    """Half the width of an operation with this text, which may have two lines."""
    longest = max(map(len, text.split("\n")))
    return RADIUS if longest <= 3 else 0.15 + LETTER * longest / 2


def as_text(value):
    """What a rule's {name} becomes; a shape stays one, so that {name[0]} is its first size."""
    return value if isinstance(value, tuple) else write(value)


def write(value):
    """A number with at most five digits that matter; a shape or a text as it is.

    Of a number near 0, or just below 1 as a sigmoid gives it, two digits of the distance are
    written; less than 1e-12 is taken as an error of rounding.
    """
    if isinstance(value, str | tuple):
        return str(value)
    size, gap = abs(value), 1 - value
    if size < 1e-12:
        return "0"
    if size < 1e-3:
        text = f"{value:.2g}"
    elif size >= 10:
        text = f"{value:.5g}"
    else:
        digits = 1 - int(np.floor(np.log10(gap))) if 1e-12 < gap < 1e-3 else 4
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return minus(text)


# Where the nodes of the course's graphs stand, as (nodes, edges): draw_graph(ax, *FRUIT, forward).
# Two fruits bought and taxed.
FRUIT = (
    {
        "apple price": (0, 4, "apple price"),
        "apple count": (0, 3, "apple count"),
        "times apples": (2.2, 4, "×"),
        "orange count": (0, 2, "orange count"),
        "orange price": (0, 1, "orange price"),
        "times oranges": (2.2, 1, "×"),
        "plus": (4.8, 2.5, "+"),
        "tax": (4.8, 1, "tax"),
        "times tax": (7, 2.5, "×"),
        "end": (8.6, 2.5, "to pay"),
    },
    {
        "apple price": ("apple price", "times apples"),
        "apple count": ("apple count", "times apples"),
        "apples": ("times apples", "plus"),
        "orange price": ("orange price", "times oranges"),
        "orange count": ("orange count", "times oranges"),
        "oranges": ("times oranges", "plus"),
        "fruit": ("plus", "times tax"),
        "tax": ("tax", "times tax"),
        "total": ("times tax", "end"),
    },
)

# y = 1 / (1 + exp(-a)) as four nodes.
SIGMOID = (
    {
        "a": (0, 0, "a"),
        "negate": (1.9, 0, "× −1"),
        "exp": (4.1, 0, "exp"),
        "plus": (6.2, 0, "+ 1"),
        "inverse": (8.4, 0, "1 / u"),
        "y": (10.4, 0, "y"),
    },
    {
        "a": ("a", "negate"),
        "m": ("negate", "exp"),
        "e": ("exp", "plus"),
        "u": ("plus", "inverse"),
        "y": ("inverse", "y"),
    },
)

# y = sigmoid(x1 w1 + x2 w2 + b): one neuron.
NEURON = (
    {
        "x1": (0, 3, "x1"),
        "w1": (0, 2, "w1"),
        "w2": (0, 1, "w2"),
        "x2": (0, 0, "x2"),
        "times 1": (2.1, 3, "×"),
        "times 2": (2.1, 0, "×"),
        "plus": (4.6, 1.5, "+"),
        "b": (4.6, 0, "b"),
        "plus b": (6.7, 1.5, "+"),
        "squash": (9.1, 1.5, "sigmoid"),
        "y": (11.7, 1.5, "y"),
    },
    {
        "x1": ("x1", "times 1"),
        "w1": ("w1", "times 1"),
        "x2": ("x2", "times 2"),
        "w2": ("w2", "times 2"),
        "p1": ("times 1", "plus"),
        "p2": ("times 2", "plus"),
        "s": ("plus", "plus b"),
        "b": ("b", "plus b"),
        "a": ("plus b", "squash"),
        "y": ("squash", "y"),
    },
)

# a = X @ W + b.
AFFINE = (
    {
        "X": (0, 1, "X"),
        "W": (0, 0, "W"),
        "dot": (2.6, 1, "@"),
        "b": (3.4, 0, "b"),
        "plus": (6, 1, "+"),
        "a": (8.2, 1, "a"),
    },
    {
        "X": ("X", "dot"),
        "W": ("W", "dot"),
        "XW": ("dot", "plus"),
        "b": ("b", "plus"),
        "a": ("plus", "a"),
    },
)

# L = log S - a1 with S = exp(a0) + exp(a1) + exp(a2): softmax and cross-entropy where class 1 is right.
SOFTMAX_LOSS = (
    {
        "a0": (0, 2, "$a_0$"),
        "a1": (0, 1, "$a_1$"),
        "a2": (0, 0, "$a_2$"),
        "exp 0": (1.9, 2, "exp"),
        "exp 1": (1.9, 1, "exp"),
        "exp 2": (1.9, 0, "exp"),
        "plus": (4.3, 1, "+"),
        "log": (6.2, 1, "log"),
        "right": (6.2, 0, "$a_1$"),
        "minus": (8.2, 1, "−"),
        "L": (9.8, 1, "$L$"),
    },
    {
        "a0": ("a0", "exp 0"),
        "a1": ("a1", "exp 1"),
        "a2": ("a2", "exp 2"),
        "e0": ("exp 0", "plus"),
        "e1": ("exp 1", "plus"),
        "e2": ("exp 2", "plus"),
        "S": ("plus", "log"),
        "log S": ("log", "minus"),
        "right": ("right", "minus"),
        "L": ("minus", "L"),
    },
)

# The layers of chapter 6's network.
NETWORK = (
    {
        "X": (0, 0, "X"),
        "W1": (2.7, 1.5, "W1"),
        "b1": (2.7, -1.5, "b1"),
        "first": (2.7, 0, "Affine"),
        "activation": (5.5, 0, "ReLU"),
        "W2": (8.3, 1.5, "W2"),
        "b2": (8.3, -1.5, "b2"),
        "second": (8.3, 0, "Affine"),
        "t": (11.4, 1.5, "t"),
        "last": (11.4, 0, "Softmax\nWithLoss"),
        "end": (13.5, 0, "loss"),
    },
    {
        "X": ("X", "first"),
        "W1": ("W1", "first"),
        "b1": ("b1", "first"),
        "a1": ("first", "activation"),
        "z1": ("activation", "second"),
        "W2": ("W2", "second"),
        "b2": ("b2", "second"),
        "a2": ("second", "last"),
        "t": ("t", "last"),
        "loss": ("last", "end"),
    },
)

# ---- the rules of the nodes, for graphs that are walked through step by step

APPLE_RULES = {
    "times 1": (
        "cost = price × count = {price} × {count} = {cost}",
        "dprice = dcost × count = {dcost} × {count} = {dprice}\n"
        "dcount = dcost × price = {dcost} × {price} = {dcount}",
    ),
    "times 2": (
        "total = cost × tax = {cost} × {tax} = {total}",
        "dcost = dtotal × tax = {dtotal} × {tax} = {dcost}\n"
        "dtax = dtotal × cost = {dtotal} × {cost} = {dtax}",
    ),
}

NEURON_RULES = {
    "times 1": (
        "p1 = x1 × w1 = {x1} × {w1} = {p1}",
        "dx1 = dp1 × w1 = {dp1} × {w1} = {dx1}\ndw1 = dp1 × x1 = {dp1} × {x1} = {dw1}",
    ),
    "times 2": (
        "p2 = x2 × w2 = {x2} × {w2} = {p2}",
        "dx2 = dp2 × w2 = {dp2} × {w2} = {dx2}\ndw2 = dp2 × x2 = {dp2} × {x2} = {dw2}",
    ),
    "plus": (
        "s = p1 + p2 = {p1} + {p2} = {s}",
        "A plus hands on what arrives: dp1 = {dp1} and dp2 = {dp2}",
    ),
    "plus b": (
        "a = s + b = {s} + {b} = {a}",
        "A plus hands on what arrives: ds = {ds} and db = {db}",
    ),
    "squash": (
        "y = 1 / (1 + exp(−a)) = {y}",
        "da = dy × y × (1 − y) = {dy} × {y} × (1 − {y}) = {da}",
    ),
}

NETWORK_RULES = {
    "first": (
        "a1 = X @ W1 + b1:  {X} @ {W1} gives {a1}; b1 {b1} is stretched over the rows",
        "dW1 = X.T @ da1:  ({X[1]}, {X[0]}) @ {da1} gives {dW1}, the shape of W1\n"
        "db1 = the sum of the rows of da1:  {da1} becomes {db1}, the shape of b1\n"
        "dX is left out: nobody changes the images",
    ),
    "activation": (
        "z1 = max(0, a1), element by element: the shape stays {z1}",
        "da1 = dz1 * mask, element by element: the shape stays {da1}",
    ),
    "second": (
        "a2 = z1 @ W2 + b2:  {z1} @ {W2} gives {a2}; b2 {b2} is stretched over the rows",
        "dz1 = da2 @ W2.T:  {da2} @ ({W2[1]}, {W2[0]}) gives {dz1}, the shape of z1\n"
        "dW2 = z1.T @ da2:  ({z1[1]}, {z1[0]}) @ {da2} gives {dW2}, the shape of W2\n"
        "db2 = the sum of the rows of da2:  {da2} becomes {db2}, the shape of b2",
    ),
    "last": (
        "y = softmax(a2) is {a2}; the loss is one number, its shape {loss}",
        "da2 = (y − t) / N:  one number for each score, {da2}",
    ),
}
