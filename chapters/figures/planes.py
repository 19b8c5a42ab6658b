"""Points, lines and regions in a plane: what a neuron with two inputs can tell apart.

A neuron fires where b + w1 x1 + w2 x2 > 0, and stays silent on the line itself. Each `draw_...`
function draws once and returns an object with its artists (`.artists`) and a method `set(...)`
that moves them to other numbers, so that a live figure need not draw anew.
"""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Polygon

from helpers.describe import describe_value
from helpers.figures._checks import (
    check_array,
    check_axes,
    check_bits,
    check_count,
    check_function,
    check_limits,
    check_number,
    check_pair,
    check_result,
    check_texts,
)
from helpers.figures.colours import BLUE, GREY, INK, VERMILLION
from helpers.figures.network import RADIUS, draw_node
from helpers.figures.text import minus

PALE = "#CFE4F3"  # where the neuron fires: BLUE, thinned
LIMITS = (-0.5, 1.5)  # of a plane of inputs
WEIGHTS = (-2.0, 2.0)  # of a plane of weights


# The geometry, apart from any drawing.


def square(limits):
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
    corners = square(limits)
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
    corners = square(limits)
    for (x1, x2), answer in zip(X, t, strict=True):
        corners = clip(corners, x1, x2, b, fires=answer == 1)
    return corners if area(corners) > 1e-9 else corners[:0]


# The drawing.


def _centres(limits, size):
    """x1 and x2 in the middle of each of the small squares, both (size, size)."""
    edge = (limits[1] - limits[0]) / size / 2
    centres = np.linspace(limits[0] + edge, limits[1] - edge, size)
    return np.meshgrid(centres, centres)


def _check_plane(ax, names, limits):
    """What `set_plane` needs."""
    check_axes(ax)
    check_texts("names", names, 2, "for an axis")
    check_limits("limits", limits)


def _check_neuron(w1, w2, b):
    """The two weights and the bias."""
    for name, number in (("w1", w1), ("w2", w2), ("b", b)):
        check_number(name, number)


def _check_points(X, t, y=None, texts=None):
    """Points (M, 2), and for each a wanted answer, and perhaps one given and a text."""
    X = check_array("X", X, "M", 2, finite=True)
    t = check_bits("t", t, len(X))
    if y is not None:
        check_array("y", y, len(X))
    if texts is not None:
        check_texts("texts", texts, len(X), "for a point")
    return X, t


def set_plane(ax, names=("$x_1$", "$x_2$"), limits=LIMITS):
    """Square axes with fixed limits, a tick at each whole number, and the two names."""
    ax.set(xlim=limits, ylim=limits, xlabel=names[0], ylabel=names[1], aspect="equal")
    ticks = np.arange(np.ceil(limits[0]), np.floor(limits[1]) + 1)
    ax.set_xticks(ticks)
    ax.set_yticks(ticks)
    ax.yaxis.label.set(rotation=0, ha="right", va="center")


def draw_gate(ax, X, t, y=None, *, texts=None, names=("$x_1$", "$x_2$"), limits=LIMITS):
    """Points with the answers that they want: filled triangles for 1, open circles for 0.

    X: points (M, 2); t: wanted answers (M,); y: the neuron's answers (M,), if the wrong ones are
    to be crossed out. texts: one text a point, written beside it; points that share a place have
    their texts together. Returns a Gate.
    """
    _check_plane(ax, names, limits)
    _check_points(X, t, y, texts)
    set_plane(ax, names, limits)
    return Gate(ax, X, t, y, texts)


class Gate:
    """The points of `draw_gate`: `ones`, `zeros`, `crosses` are lines, `texts` are texts."""

    def __init__(self, ax, X, t, y, texts):
        def points(label, zorder, **style):
            return ax.plot([], [], ls="none", label=label, clip_on=False, zorder=zorder, **style)[0]

        # Where a triangle and a circle share a place, both are to be seen.
        self.ones = points("$t = 1$", 5.1, marker="^", ms=10, color=BLUE)
        self.zeros = points("$t = 0$", 5, marker="o", ms=9, mfc="white", mec=VERMILLION, mew=2)
        self.crosses = points("_wrong", 5.2, marker="x", ms=17, mec=INK, mew=2)
        self.names = list(texts or [])
        self.texts = [
            ax.annotate(
                "", point, (11, 12), textcoords="offset points", fontsize=9, va="top", zorder=6
            )
            for _, point in zip(self.names, X, strict=bool(texts))
        ]
        self.artists = [self.ones, self.zeros, self.crosses, *self.texts]
        for artist in self.artists:
            artist.set_in_layout(False)  # else the axes would change size with the points
        self.set(X, t, y)

    def set(self, X, t, y=None):
        """Show other points, wanted answers, or answers given."""
        if self.names:
            X = check_array("X", X, len(self.names), 2)
        X, t = _check_points(X, t, y)
        wrong = np.zeros(len(t), bool) if y is None else np.asarray(y) != t
        for line, mask in ((self.ones, t == 1), (self.zeros, t == 0), (self.crosses, wrong)):
            line.set_data(X[mask, 0], X[mask, 1])
        points, together = [tuple(point) for point in X.tolist()], {}
        for name, point in zip(self.names, points, strict=False):
            together.setdefault(point, []).append(name)
        for text, point in zip(self.texts, points, strict=False):
            text.xy = point
            names = together.pop(point, [])
            half = (len(names) + 1) // 2  # in two rows: a line crosses one long row more often
            rows = [", ".join(part) for part in (names[:half], names[half:]) if part]
            text.set_text(",\n".join(rows))


def draw_line(ax, w1, w2, b, *, limits=LIMITS, **style):
    """The line b + w1 x1 + w2 x2 = 0 inside the square. Returns the Line2D; it is empty if none is."""
    check_axes(ax)
    _check_neuron(w1, w2, b)
    check_limits("limits", limits)
    x, y = line_ends(w1, w2, b, limits).T
    return ax.plot(x, y, **{"color": INK, "lw": 2, "zorder": 3, **style})[0]


def draw_half_plane(ax, w1, w2, b, *, names=("$x_1$", "$x_2$"), limits=LIMITS):
    """The line of a neuron, with the side on which it fires shaded. Returns a HalfPlane."""
    _check_plane(ax, names, limits)
    _check_neuron(w1, w2, b)
    set_plane(ax, names, limits)
    return HalfPlane(ax, w1, w2, b, limits)


class HalfPlane:
    """What `draw_half_plane` drew: `region` is a Polygon, `line` a Line2D."""

    def __init__(self, ax, w1, w2, b, limits):
        self.limits = limits
        self.region = ax.add_patch(Polygon(square(limits), facecolor=PALE, label="$y = 1$"))
        self.region.set_zorder(0.5)
        self.line = draw_line(ax, w1, w2, b, limits=limits)
        self.artists = [self.region, self.line]
        self.set(w1, w2, b)

    def set(self, w1, w2, b):
        """Move to other weights. With w1 = w2 = 0 there is no line, and all or nothing fires."""
        _check_neuron(w1, w2, b)
        move_polygon(self.region, clip(square(self.limits), w1, w2, b))
        self.line.set_data(*line_ends(w1, w2, b, self.limits).T)


def move_polygon(polygon, corners):
    """Give a Polygon other corners, (M, 2); without any it is hidden."""
    polygon.set_visible(len(corners) > 0)
    if len(corners):
        polygon.set_xy(corners)


def draw_region(ax, fires, *, names=("$x_1$", "$x_2$"), limits=LIMITS, size=400):
    """Shade where a function of x1 and x2 is positive, whatever its shape. Returns a Region.

    fires: takes two arrays of one shape and returns an array of that shape; y = 1 where it is > 0.
    size: the number of small squares a side.
    """
    _check_plane(ax, names, limits)
    check_count("size", size)
    check_function("fires", fires)
    check_result("fires", fires(*_centres(limits, size)), size, size)
    set_plane(ax, names, limits)
    return Region(ax, fires, limits, size)


class Region:
    """What `draw_region` drew: `image` holds 1 where the function is positive and nan elsewhere."""

    def __init__(self, ax, fires, limits, size):
        self.x1, self.x2 = _centres(limits, size)
        self.image = ax.imshow(
            np.zeros((size, size, 4), np.uint8),
            origin="lower",
            extent=(*limits, *limits),
            zorder=0.5,
        )
        self.artists = [self.image]
        self.set(fires)

    def set(self, fires):
        """Shade another function's region."""
        check_function("fires", fires)
        self._shade(check_result("fires", fires(self.x1, self.x2), *self.x1.shape))

    def _shade(self, height):
        rgba = np.frombuffer(bytes.fromhex(PALE[1:] + "FF"), np.uint8)
        self.image.set_data((height > 0)[..., None] * rgba)


def draw_weight_region(ax, X, t, b, *, limits=WEIGHTS):
    """The map of all (w1, w2): shaded where a neuron of bias b answers t to every row of X.

    X: inputs (M, 2); t: wanted answers (M,). Each row of X that holds a 1 is a dashed line, on one
    side of which its answer is right. Returns a WeightRegion.
    """
    _check_plane(ax, ("", ""), limits)
    _check_points(X, t)
    check_number("b", b)
    set_plane(ax, ("$w_1$", "$w_2$"), limits)
    return WeightRegion(ax, X, t, b, limits)


class WeightRegion:
    """What `draw_weight_region` drew: `region` a Polygon, `lines` one a row, `empty` a text."""

    def __init__(self, ax, X, t, b, limits):
        self.X, self.limits = np.asarray(X), limits
        self.region = ax.add_patch(Polygon(square(limits), facecolor=PALE, edgecolor=BLUE, lw=1.5))
        self.lines = [
            draw_line(ax, *row, b, limits=limits, lw=1, ls="--", color=GREY) for row in self.X
        ]
        middle, low = (limits[0] + limits[1]) / 2, limits[0] + 0.06 * (limits[1] - limits[0])
        self.empty = ax.text(middle, low, "no weights solve it", ha="center", fontsize=9)
        self.empty.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
        self.artists = [self.region, *self.lines, self.empty]
        self.set(t, b)

    def set(self, t, b):
        """Show the region for other answers or another bias."""
        t = check_bits("t", t, len(self.X))
        check_number("b", b)
        corners = solving_weights(self.X, t, b, self.limits)
        move_polygon(self.region, corners)
        self.empty.set_visible(len(corners) == 0)
        for line, (x1, x2) in zip(self.lines, self.X, strict=True):
            line.set_data(*line_ends(x1, x2, b, self.limits).T)


def draw_truth_table(ax, X, t, y, a=None, *, names=("$x_1$", "$x_2$")):
    """A truth table with the neuron's answers y beside the wanted t, each marked ✓ or ✗.

    X: inputs (M, 2); t, y: (M,); a: the weighted sums (M,), if they are to be shown as well.
    Returns a TruthTable.
    """
    check_axes(ax)
    check_texts("names", names, 2, "for each column of X")
    X, t = _check_points(X, t, y)
    if a is not None:
        check_array("a", a, len(X))
    ax.set(xlim=(-0.6, 4.6 if a is None else 6.1), ylim=(len(t) - 0.4, -1.6))
    ax.axis("off")
    return TruthTable(ax, X, t, y, a, names)


class TruthTable:
    """What `draw_truth_table` drew: texts `wanted`, `sums`, `given`, `marks`, one a row each."""

    def __init__(self, ax, X, t, y, a, names):
        # The sums have up to six characters, and get more room.
        places = iter([0, 1, 2, 3, 4, 5] if a is None else [0, 1, 2, 3.25, 4.5, 5.5, 6.5])

        def column(head):
            style = {"ha": "center", "va": "center", "fontsize": 11}
            x = next(places)
            ax.text(x, -1, head, **style)
            return [ax.text(x, row, "", **style) for row in range(len(t))]

        X = np.asarray(X)
        for name, inputs in zip(names, X.T, strict=True):
            for text, value in zip(column(name), inputs, strict=True):
                text.set_text(f"{value}")
        self.wanted = column("$t$")
        self.sums = [] if a is None else column("$a$")
        self.given = column("$y$")
        self.marks = column("")
        ax.plot([-0.5, next(places) - 0.5], [-0.5, -0.5], color=GREY, lw=1)
        self.artists = [*self.wanted, *self.sums, *self.given, *self.marks]
        self.set(t, y, a)

    def set(self, t, y, a=None):
        """Show other wanted answers, other answers given, and other sums."""
        n = len(self.wanted)
        check_bits("t", t, n)
        check_array("y", y, n)
        if (a is None) != (not self.sums):
            drawn = "was drawn with the sums a" if self.sums else "was drawn without sums"
            raise ValueError(f"the table {drawn}, and must be set in the same way")
        if a is not None:
            check_array("a", a, n)
        for text, value in zip(self.sums, [] if a is None else a, strict=True):
            text.set_text(minus(f"{value:g}"))
        for wanted, given, mark, right, answer in zip(
            self.wanted, self.given, self.marks, t, y, strict=True
        ):
            wanted.set_text(f"{right}")
            given.set_text(f"{answer}")
            mark.set_text("✓" if right == answer else "✗")
            mark.set_color(BLUE if right == answer else VERMILLION)


def draw_two_planes(axes, X, t, *, texts=None):
    """A network of two hidden neurons and one output: its input plane and its hidden space.

    axes: two Axes; X: inputs (M, 2); t: wanted answers (M,). texts: one text an input, written
    beside it in both. Returns a TwoPlanes, which shows a network once `set` has been called.
    """
    axes = check_pair(axes)
    _check_points(X, t, None, texts)
    return TwoPlanes(*axes, X, t, texts)


class TwoPlanes:
    """What `draw_two_planes` drew.

    In the plane of the inputs: `region` (a Region, where the network's answer is 1), `lines` (of
    the two hidden neurons) and `inputs` (a Gate). In the hidden space: `half_plane` (a HalfPlane,
    of the last neuron) and `hidden` (a Gate, each input where the hidden neurons put it).
    """

    def __init__(self, left, right, X, t, texts):
        self.left, self.X, self.t = left, np.asarray(X), np.asarray(t)
        self.region = draw_region(left, lambda x1, x2: 0 * x1, size=240)
        self.lines = [
            draw_line(left, 0, 0, 0, ls=dash, label=f"line of ${name}$")
            for dash, name in (("--", "s_1"), ("-", "s_2"))
        ]
        self.inputs = draw_gate(left, X, t, texts=texts)
        left.legend(handles=self.lines, loc="upper left", bbox_to_anchor=(0, -0.14), ncols=2)
        self.half_plane = draw_half_plane(right, 0, 0, 0, names=("$s_1$", "$s_2$"))
        self.hidden = draw_gate(right, X, t, texts=texts, names=("$s_1$", "$s_2$"))
        right.set_title("Hidden space")
        self.artists = [
            *self.region.artists,
            *self.lines,
            *self.inputs.artists,
            *self.half_plane.artists,
            *self.hidden.artists,
        ]

    def set(self, network, neurons, S, y):
        """Show a network.

        neurons: w1, w2 and b of each hidden neuron and of the last; network: (x1, x2, *neurons) ->
        where it answers 1, for arrays x1 and x2. S: what the hidden neurons answer to X, (M, 2);
        y: the answers of the network, (M,).
        """
        n = len(self.X)
        check_function("network", network)
        neurons = check_array("neurons", neurons, 3, 3, finite=True)
        S = check_array("S", S, n, 2, finite=True)
        y = check_array("y", y, n)
        height = network(self.region.x1, self.region.x2, *neurons)
        self.region._shade(check_result("network", height, *self.region.x1.shape))
        for line, neuron in zip(self.lines, neurons, strict=False):
            line.set_data(*line_ends(*neuron).T)
        self.inputs.set(self.X, self.t, y)
        self.half_plane.set(*neurons[-1])
        self.hidden.set(S, self.t, y)
        right = np.sum(np.asarray(y) == self.t)
        self.left.set_title(f"Input plane: {right} of {len(self.t)} right")


def draw_circuit(ax, places, gates):
    """A circuit of logic gates, signals flowing from left to right.

    places: name of a signal -> (x, y), where the gate that makes it stands, or the signal itself
    if it is an input. gates: name -> (text in the box, names of the signals that enter it); of
    those, the one that comes from highest enters highest. Names are set as formulas.
    Returns the dict name -> text that shows the name, for a caller that writes values there.
    """
    check_axes(ax)
    if not isinstance(places, dict) or not places:
        raise ValueError(f"places must be a dict name -> (x, y), not {describe_value(places)}")
    for name, place in places.items():
        check_array(f"places[{name!r}]", place, 2, finite=True)
    if not isinstance(gates, dict):
        raise ValueError(f"gates must be a dict name -> (text, names), not {describe_value(gates)}")
    for name, gate in gates.items():
        if not isinstance(gate, (tuple, list)) or len(gate) != 2:
            raise ValueError(f"gates[{name!r}] must be (text, names), not {describe_value(gate)}")
        for signal in (name, *gate[1]):
            if signal not in places:
                raise ValueError(f"every signal must have a place, but {signal!r} has none")
    width, height = 0.9, 0.56
    box = {"boxstyle": "round,pad=0,rounding_size=0.12", "fc": "white", "ec": INK, "lw": 1.3}
    arrow = {"arrowstyle": "-|>", "color": GREY, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    texts = {}
    for name, (x, y) in places.items():
        if name not in gates:
            texts[name] = draw_node(ax, x, y, f"${name}$")[1]
            continue
        kind, sources = gates[name]
        ax.add_patch(FancyBboxPatch((x - width / 2, y - height / 2), width, height, **box))
        ax.text(x, y, kind, ha="center", va="center", fontsize=9)
        sources = sorted(sources, key=lambda source: -places[source][1])
        for source, port in zip(sources, np.linspace(0.14, -0.14, len(sources)), strict=True):
            x0, y0 = places[source]
            start = (x0 + (width / 2 if source in gates else RADIUS), y0)
            ax.annotate("", (x - width / 2, y + port), start, arrowprops=arrow, zorder=2)
        heights = [places[target][1] for target, (_, used) in gates.items() if name in used]
        right = x + width / 2
        if not heights:  # the output of the circuit
            ax.annotate("", (right + 0.45, y), (right, y), arrowprops=arrow)
            texts[name] = ax.text(right + 0.5, y, f"${name}$", va="center", fontsize=9)
        elif min(heights) > y:  # the wires rise: below them is room
            texts[name] = ax.text(right + 0.06, y - 0.07, f"${name}$", va="top", fontsize=9)
        else:
            texts[name] = ax.text(right + 0.06, y + 0.09, f"${name}$", va="bottom", fontsize=9)
    xs, ys = zip(*places.values(), strict=True)
    ax.set(xlim=(min(xs) - 0.5, max(xs) + 1.2), ylim=(min(ys) - 0.4, max(ys) + 0.4), aspect="equal")
    ax.axis("off")
    return texts
