"""Points, lines and regions in a plane: what a neuron with two inputs can tell apart.

A neuron fires where b + w1 x1 + w2 x2 > 0, and not on the line itself.
"""

import numpy as np
from matplotlib.colors import to_rgba_array
from matplotlib.patches import FancyBboxPatch, Polygon

from helpers.figures.colours import BLUE, GREEN, GREY, INK, VERMILLION
from helpers.figures.network import DASHES, NODE_RADIUS, draw_node
from helpers.figures.text import format_number

FIRES = "#CFE4F3"  # where the neuron fires: BLUE, thinned
LIMITS = (-0.5, 1.5)  # of a plane of inputs
WEIGHTS = (-2.0, 2.0)  # of a plane of weights
EVERYWHERE = (-1e4, 1e4)  # beyond any map
ZERO = {"color": "#BBBBBB", "lw": 0.8, "zorder": 0.8}
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.75}


# The geometry, apart from any drawing.


def square_corners(limits):
    """The corners of the square from limits[0] to limits[1] on both axes, shape (4, 2)."""
    low, high = limits
    return np.array([[low, low], [high, low], [high, high], [low, high]], dtype=float)


def sums(points, w1, w2, b):
    """b + w1 x1 + w2 x2 at each point (M, 2), divided by the largest of |w1|, |w2|, |b|.

    The division keeps the signs and lets nothing overflow.
    """
    scale = max(abs(w1), abs(w2), abs(b)) or 1.0
    return b / scale + points @ np.array([w1 / scale, w2 / scale])


def clip(corners, w1, w2, b, fires=True):
    """The part of a convex polygon where the neuron fires, or, with fires=False, where it does not.

    corners: (M, 2), in order. Returns the corners of the part, (0, 2) where nothing is left.
    With w1 = w2 = 0 the neuron does the same everywhere: all of the polygon is kept, or none.
    """
    if w1 == 0 and w2 == 0:
        return corners if (b > 0) == fires else corners[:0]
    a = sums(corners, w1, w2, b) * (1 if fires else -1)
    kept = []
    for i in range(len(corners)):
        j = (i + 1) % len(corners)
        if a[i] >= 0:
            kept.append(corners[i])
        if min(a[i], a[j]) < 0 < max(a[i], a[j]):
            kept.append(corners[i] + a[i] / (a[i] - a[j]) * (corners[j] - corners[i]))
    return np.array(kept).reshape(-1, 2)


def line_ends(w1, w2, b, limits=LIMITS):
    """Where the line b + w1 x1 + w2 x2 = 0 enters and leaves the square: (2, 2), or (0, 2) if never."""
    if w1 == 0 and w2 == 0:
        return np.empty((0, 2))
    corners = square_corners(limits)
    a = sums(corners, w1, w2, b)
    ends = []
    for i, j in ((0, 1), (1, 2), (2, 3), (3, 0)):
        if a[i] == 0:
            ends.append(corners[i])
        elif min(a[i], a[j]) < 0 < max(a[i], a[j]):
            ends.append(corners[i] + a[i] / (a[i] - a[j]) * (corners[j] - corners[i]))
    return np.array(ends) if len(ends) == 2 else np.empty((0, 2))


def area(corners):
    """The area of a polygon, corners (M, 2) in order. Nothing, a point and a line have area 0."""
    if len(corners) < 3:
        return 0.0
    x, y = (corners - corners[0]).T
    return abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def solving_weights(X, t, b, limits=WEIGHTS):
    """The corners of the region of all (w1, w2) with which a neuron of bias b answers t to X.

    X: inputs (M, 2); t: answers 0 or 1, (M,). Each row of X cuts the plane of weights in two, as
    a neuron whose weights are x1 and x2 cuts the plane of inputs. Returns (0, 2) if the region is empty.
    """
    corners = square_corners(limits)
    for (x1, x2), answer in zip(X, t, strict=True):
        corners = clip(corners, x1, x2, b, fires=answer == 1)
    return corners if area(corners) > 1e-9 else corners[:0]


# The drawing.


def set_plane(ax, names=("$x_1$", "$x_2$"), limits=LIMITS):
    """Square axes with fixed limits, thin lines at 0, a tick at each whole number, and the two names."""
    if ax.get_xlabel() == names[0]:
        return  # what was drawn on it before has set it
    ax.axhline(0, **ZERO)
    ax.axvline(0, **ZERO)
    ax.set(xlim=limits, ylim=limits, xlabel=names[0], ylabel=names[1], aspect="equal")
    ticks = np.arange(np.ceil(limits[0]), np.floor(limits[1]) + 1)
    ax.set_xticks(ticks)
    ax.set_yticks(ticks)
    ax.yaxis.label.set(rotation=0, ha="right", va="center")


class Gate:
    """Points with their targets, filled triangles for 1 and open circles for 0, wrong ones crossed out.

    `ones`, `zeros` and `crosses` are lines, `texts` are texts.
    """

    def __init__(self, ax, X, t, y=None, *, texts=None, names=("$x_1$", "$x_2$"), limits=LIMITS):
        """X: points (M, 2); t: targets (M,); y: the neuron's answers (M,), to cross out wrong ones.

        texts: one text per point, beside it; points in the same place have their texts together,
            with a cross after each wrong one if others are right.
        """
        set_plane(ax, names, limits)

        def points(label, zorder, **style):
            return ax.plot([], [], ls="none", label=label, clip_on=False, zorder=zorder, **style)[0]

        # Where a triangle and a circle are in the same place, both can be seen.
        self.ones = points("$t = 1$", 5.1, marker="^", ms=10, color=BLUE)
        self.zeros = points("$t = 0$", 5, marker="o", ms=9, mfc="white", mec=VERMILLION, mew=2)
        self.crosses = points("_wrong", 5.2, marker="x", ms=17, mec=INK, mew=2)
        self.names = list(texts or [])
        beside = {"xytext": (11, 12), "textcoords": "offset points", "va": "top"}
        self.texts = [
            ax.annotate("", point, **beside, fontsize=9, zorder=6, bbox=PLATE)
            for _, point in zip(self.names, X, strict=bool(texts))
        ]
        for artist in (self.ones, self.zeros, self.crosses, *self.texts):
            artist.set_in_layout(False)  # else the axes would change size with the points
        self.set(X, t, y)

    def set(self, X, t, y=None):
        """Show other points, targets, or answers."""
        X, t = np.asarray(X), np.asarray(t)
        wrong = np.zeros(len(t), bool) if y is None else np.asarray(y) != t
        for line, mask in ((self.ones, t == 1), (self.zeros, t == 0), (self.crosses, wrong)):
            line.set_data(X[mask, 0], X[mask, 1])
        points, together = [tuple(point) for point in X.tolist()], {}
        for name, point, is_wrong in zip(self.names, points, wrong, strict=False):
            together.setdefault(point, []).append((name, is_wrong))
        for text, point in zip(self.texts, points, strict=False):
            text.xy = point
            here = together.pop(point, [])
            mixed = len({is_wrong for _, is_wrong in here}) > 1
            names = [f"{name} ×" if mixed and is_wrong else name for name, is_wrong in here]
            half = (len(names) + 1) // 2  # in two rows: a line crosses one long row more often
            rows = [", ".join(part) for part in (names[:half], names[half:]) if part]
            text.set_text(",\n".join(rows))


def draw_line(ax, w1, w2, b, *, limits=LIMITS, **style):
    """Draw the line b + w1 x1 + w2 x2 = 0 inside the square. Returns the Line2D, empty if there is none."""
    x, y = line_ends(w1, w2, b, limits).T
    return ax.plot(x, y, **{"color": INK, "lw": 2, "zorder": 3, **style})[0]


class HalfPlane:
    """The line of a neuron, with the side on which it fires shaded: `line` and `region`."""

    def __init__(self, ax, w1, w2, b, *, names=("$x_1$", "$x_2$"), limits=LIMITS):
        set_plane(ax, names, limits)
        self.limits = limits
        self.region = Polygon(square_corners(limits), facecolor=FIRES, label="$y = 1$", zorder=0.5)
        ax.add_patch(self.region)
        self.line = draw_line(ax, w1, w2, b, limits=limits)
        self.set(w1, w2, b)

    def set(self, w1, w2, b):
        """Move to other weights. With w1 = w2 = 0 there is no line, and all or nothing fires."""
        move_polygon(self.region, clip(square_corners(self.limits), w1, w2, b))
        self.line.set_data(*line_ends(w1, w2, b, self.limits).T)


def move_polygon(polygon, corners):
    """Give a Polygon other corners, (M, 2); without any it is hidden."""
    polygon.set_visible(len(corners) > 0)
    if len(corners):
        polygon.set_xy(corners)


class Region:
    """Shades where a function of x1 and x2 is positive, whatever its shape: `image`.

    `x1` and `x2` are the centres of the small squares that the function is computed at.
    """

    def __init__(self, ax, fires, *, names=("$x_1$", "$x_2$"), limits=LIMITS, size=400):
        """fires: takes two arrays of the same shape and returns an array of that shape; y = 1 where
        it is > 0. size: the number of small squares per side.
        """
        set_plane(ax, names, limits)
        edge = (limits[1] - limits[0]) / size / 2
        centres = np.linspace(limits[0] + edge, limits[1] - edge, size)
        self.x1, self.x2 = np.meshgrid(centres, centres)
        self.image = ax.imshow(
            np.zeros((size, size, 4), np.uint8),
            origin="lower",
            extent=(*limits, *limits),
            zorder=0.5,
        )
        self.set(fires)

    def set(self, fires):
        """Shade another function's region."""
        rgba = (to_rgba_array(FIRES) * 255).round().astype(np.uint8)
        self.image.set_data((fires(self.x1, self.x2) > 0)[..., None] * rgba)


class WeightRegion:
    """The map of all (w1, w2): shaded where a neuron of bias b answers t to every row of X.

    Each row of X with a 1 in it has a line, on one side of which its answer is right. The line is
    solid if its answer is right on the line too, else dashed.
    `region` is a Polygon, `lines` and `names` have one part per row, `empty` is a text.
    """

    def __init__(self, ax, X, t, b, *, limits=WEIGHTS):
        """X: inputs (M, 2); t: targets (M,)."""
        set_plane(ax, ("$w_1$", "$w_2$"), limits)
        self.X, self.limits = np.asarray(X), limits
        self.region = Polygon(square_corners(limits), facecolor=FIRES, zorder=0.5)
        ax.add_patch(self.region)
        self.lines = [draw_line(ax, *row, b, limits=limits, lw=1.2, color=GREY) for row in self.X]
        beside = {"textcoords": "offset points", "va": "bottom", "fontsize": 8, "color": "#555555"}
        self.names = [
            ax.annotate("row {}{}".format(*row), (0, 0), xytext=(3 + 7 * min(row), 2), **beside)
            for row in self.X
        ]
        for name in self.names:
            name.set_in_layout(False)
        middle, low = (limits[0] + limits[1]) / 2, limits[0] + 0.12 * (limits[1] - limits[0])
        self.empty = ax.text(middle, low, "", ha="center", fontsize=9)
        self.empty.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
        self.set(t, b)

    def set(self, t, b):
        """Show the region for other targets or another bias."""
        corners = solving_weights(self.X, t, b, self.limits)
        move_polygon(self.region, corners)
        self.empty.set_visible(len(corners) == 0)
        anywhere = len(solving_weights(self.X, t, b, EVERYWHERE)) > 0
        self.empty.set_text("none on this map" if anywhere else "no weights solve it")
        for line, name, row, target in zip(self.lines, self.names, self.X, t, strict=True):
            ends = line_ends(*row, b, self.limits)
            line.set_data(*ends.T)
            line.set_linestyle(DASHES if target == 1 else "-")
            name.set_visible(len(ends) > 0)
            if len(ends):
                name.xy = min(ends.tolist())  # the left end, or the lower one
                name.set_va("top" if name.xy[1] == self.limits[1] else "bottom")


class TruthTable:
    """A truth table with the weighted sums a, and the neuron's answers y beside t, marked ✓ or ✗.

    The texts `wanted`, `sums`, `given` and `marks` have one per row.
    """

    def __init__(self, ax, X, t, y, a, *, names=("$x_1$", "$x_2$")):
        """X: inputs (M, 2); t, y, a: targets, answers and weighted sums, (M,)."""
        ax.set(xlim=(-0.6, 6.1), ylim=(len(t) - 0.4, -1.6))
        ax.axis("off")
        middle = {"ha": "center", "va": "center", "fontsize": 11}
        columns = []
        # The sums have up to six characters, and get more room.
        for x, head in zip(
            [0, 1, 2, 3.25, 4.5, 5.5], [*names, "$t$", "$a$", "$y$", ""], strict=True
        ):
            ax.text(x, -1, head, **middle)
            columns.append([ax.text(x, row, "", **middle) for row in range(len(t))])
        for texts, inputs in zip(columns, np.transpose(X), strict=False):
            for text, value in zip(texts, inputs, strict=True):
                text.set_text(f"{value}")
        self.wanted, self.sums, self.given, self.marks = columns[2:]
        ax.plot([-0.5, 6], [-0.5, -0.5], color=GREY, lw=1)
        self.set(t, y, a)

    def set(self, t, y, a):
        """Show other targets, answers and sums."""
        for row, (target, answer, number) in enumerate(zip(t, y, a, strict=True)):
            right = target == answer
            self.wanted[row].set_text(f"{target}")
            self.sums[row].set_text(format_number(number))
            self.given[row].set_text(f"{answer}")
            self.marks[row].set(text="✓" if right else "✗", color=BLUE if right else VERMILLION)


class TwoPlanes:
    """A network of two hidden neurons and one output: its input plane and its hidden space.

    In the plane of the inputs: `region` (a Region, where the network's answer is 1), `lines` (of
    the two hidden neurons) and `inputs` (a Gate). In the hidden space: `half_plane` (a HalfPlane,
    of the last neuron) and `hidden` (a Gate, each input where the hidden neurons put it).
    """

    def __init__(self, axes, X, t, *, texts=None):
        """axes: two Axes; X: inputs (M, 2); t: targets (M,). texts: one per input, beside it in both."""
        (self.left, right), self.X, self.t = axes, np.asarray(X), np.asarray(t)
        self.region = Region(self.left, lambda x1, x2: 0 * x1, size=240)
        self.lines = [
            draw_line(self.left, 0, 0, 0, ls=dash, label=f"line of ${name}$")
            for dash, name in (("--", "s_1"), ("-", "s_2"))
        ]
        self.inputs = Gate(self.left, X, t, texts=texts)
        below = {"loc": "upper left", "bbox_to_anchor": (0, -0.14)}
        self.left.legend(handles=self.lines, ncols=2, **below)
        hidden = {"names": ("$s_1$", "$s_2$")}
        self.half_plane = HalfPlane(right, 0, 0, 0, **hidden)
        self.half_plane.line.set(label="line of $y$", linestyle="-.")
        self.hidden = Gate(right, X, t, texts=texts, **hidden)
        right.legend(handles=[self.half_plane.line], **below)
        right.set_title("Hidden space")

    def set(self, network, neurons, S, y):
        """Show a network.

        neurons: w1, w2 and b of each hidden neuron and of the last; network: (x1, x2, *neurons) ->
        where it answers 1, for arrays x1 and x2. S: what the hidden neurons answer to X, (M, 2);
        y: the answers of the network, (M,).
        """
        self.region.set(lambda x1, x2: network(x1, x2, *neurons))
        for line, neuron in zip(self.lines, neurons, strict=False):
            line.set_data(*line_ends(*neuron).T)
        self.inputs.set(self.X, self.t, y)
        self.half_plane.set(*neurons[-1])
        self.hidden.set(S, self.t, y)
        right = np.sum(np.asarray(y) == self.t)
        self.left.set_title(f"Input plane: {right} of {len(self.t)} right")


def draw_circuit(ax, places, gates):
    """Draw a circuit of logic gates, signals flowing from left to right.

    places: name of a signal -> (x, y) of the gate that makes it, or of the signal itself if it is
    an input. gates: name -> (text in the box, names of the signals that enter it); of those, the
    one that comes from highest enters highest. Names are set as formulas.
    Returns the dict name -> text that shows the name.
    """
    texts = {}
    for name, (x, y) in places.items():
        if name not in gates:
            texts[name] = draw_node(ax, x, y, f"${name}$")[1]
            continue
        kind, sources = gates[name]
        draw_gate_box(ax, x, y, kind)
        sources = sorted(sources, key=lambda source: -places[source][1])
        for source, port in zip(sources, np.linspace(0.14, -0.14, len(sources)), strict=True):
            x0, y0 = places[source]
            start = (x0 + (BOX[0] / 2 if source in gates else NODE_RADIUS), y0)
            ax.annotate("", (x - BOX[0] / 2, y + port), start, arrowprops=WIRE, zorder=2)
        targets = [places[target][1] for target, (_, used) in gates.items() if name in used]
        right = x + BOX[0] / 2
        if not targets:  # the output of the circuit
            ax.annotate("", (right + 0.45, y), (right, y), arrowprops=WIRE)
            texts[name] = ax.text(right + 0.5, y, f"${name}$", va="center", fontsize=9)
        else:
            # Where the wires rise, there is room below them.
            up, va = (-0.07, "top") if min(targets) > y else (0.09, "bottom")
            texts[name] = ax.text(right + 0.06, y + up, f"${name}$", va=va, fontsize=9)
    xs, ys = zip(*places.values(), strict=True)
    ax.set(xlim=(min(xs) - 0.5, max(xs) + 1.2), ylim=(min(ys) - 0.4, max(ys) + 0.4), aspect="equal")
    ax.axis("off")
    return texts


BOX = (0.9, 0.56)  # width and height of a gate
WIRE = {"arrowstyle": "-|>", "color": GREY, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}


def draw_gate_box(ax, x, y, kind):
    """Draw a gate of a circuit: its name in a box."""
    width, height = BOX
    look = {"boxstyle": "round,pad=0,rounding_size=0.12", "fc": "white", "ec": INK, "lw": 1.3}
    ax.add_patch(FancyBboxPatch((x - width / 2, y - height / 2), width, height, **look))
    ax.text(x, y, kind, ha="center", va="center", fontsize=9)


class LearningDrawing:
    """A neuron that learns from one row after another: `plane` (a HalfPlane), `points` (a Gate).

    The ring (`ring`) is around the row that the neuron has learned from last.
    """

    def __init__(self, ax, X, t, *, limits=LIMITS):
        """X: inputs (M, 2); t: targets (M,)."""
        self.ax = ax
        self.plane = HalfPlane(ax, 0, 0, 0, limits=limits)
        self.points = Gate(ax, X, t, limits=limits)
        (self.ring,) = ax.plot([], [], "o", ms=24, mfc="none", mec=GREEN, mew=3, zorder=4)
        self.ring.set(clip_on=False, in_layout=False)

    def set(self, X, t, w, b, seen, title):
        """Show the neuron with the weights w (2,) and the bias b, and a ring around X[seen], or none."""
        X = np.asarray(X)
        self.plane.set(*w, b)
        self.points.set(X, t, X @ w + b > 0)
        self.ring.set_data([], []) if seen is None else self.ring.set_data(*X[[seen]].T)
        self.ax.set_title(title)


class GlideDrawing:
    """Inputs on their way to where the hidden neurons put them, and the line of the last neuron.

    `plane` (a HalfPlane) stays, `points` (a Gate) moves along the dotted `paths`.
    """

    def __init__(self, ax, X, S, t, neuron, *, texts):
        """X: inputs (M, 2); S: what the hidden neurons answer to them, (M, 2); t: targets (M,);
        neuron: w1, w2, b of the last neuron. texts: one per input, beside it.
        """
        self.ax, self.neuron = ax, neuron
        self.X, self.S, self.t = np.asarray(X, float), np.asarray(S, float), np.asarray(t)
        names = {"names": (r"$x_1 \to s_1$", r"$x_2 \to s_2$")}
        self.plane = HalfPlane(ax, *neuron, **names)
        self.paths = [
            ax.plot(*ends, ls=":", lw=1.5, color=GREY, zorder=2)[0]
            for ends in np.stack([self.X, self.S], axis=2)
        ]
        self.points = Gate(ax, self.X, t, texts=texts, **names)

    def set(self, way):
        """Put each point so far along its way: at its input for 0, at its hidden place for 1."""
        points = (1 - way) * self.X + way * self.S
        w1, w2, b = self.neuron
        y = points @ [w1, w2] + b > 0
        self.points.set(points, self.t, y)
        self.ax.set_title(f"{np.sum(y == self.t)} of {len(self.t)} on the correct side")
