"""Functions of one number as curves."""

import numpy as np

from helpers.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, PURPLE
from helpers.figures.text import format_number, minus

# Colour and dash go together, so that no curve is known by its colour alone.
STYLES = [(BLUE, "-"), (INK, (0, (5, 2))), (PURPLE, (0, (6, 1.5, 1, 1.5))), (ORANGE, (0, (1, 1)))]
SKY = "#56B4E9"
PIECES = [ORANGE, PURPLE, GREY, SKY]
TARGET, SUM = (INK, (0, (5, 2))), (BLUE, "-")
GAP = {"color": "#CCCCCC", "lw": 0.8, "zorder": 0}
PLATE = {"facecolor": "white", "edgecolor": "none"}


def draw_curves(ax, x, curves, *, xlabel="a", ylabel="h(a)", title="", ylim=None, styles=STYLES):
    """Draw one curve or several over the same x, with thin lines where x and y are 0.

    x: shape (n,). curves: a dict name -> values, shape (n,); a legend names them if there are two
        or more. styles: a (colour, dash) per curve. ylim: (low, high), fixed if given.
    Returns a dict name -> Line2D.
    """
    ax.axhline(0, **GAP)
    ax.axvline(0, **GAP)
    lines = {}
    for i, (name, y) in enumerate(curves.items()):
        colour, dash = styles[i % len(styles)]
        label = str(name).replace(" -", " −")  # as in "b = −6"
        (lines[name],) = ax.plot(x, y, color=colour, ls=dash, label=label)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title, xlim=(np.min(x), np.max(x)))
    if ylim is not None:
        ax.set_ylim(*ylim)
    if len(curves) > 1:
        ax.legend()
    return lines


def mark_jump(ax, line, x, taken, left_out):
    """Interrupt a line at a jump at x: a filled circle where the function is, an open one where not.

    taken, left_out: the values on both sides. The line gets one more point, which is nan.
    Returns both circles as Line2D.
    """
    xs, ys = line.get_data()
    i = np.searchsorted(xs, x, side="right")
    line.set_data(np.insert(xs, i, x), np.insert(ys, i, np.nan))
    colour = line.get_color()
    (filled,) = ax.plot([x], [taken], "o", color=colour, zorder=5)
    (hollow,) = ax.plot([x], [left_out], "o", mec=colour, mfc="white", zorder=5)
    return filled, hollow


def mark_points(ax, x, y, digits=3, colour=INK):
    """Mark points on a curve, each with thin lines to both axes and its (x, y) beside it.

    x, y: shape (n,). digits: of y, after the decimal point. The limits of the axes stay the same.
    Returns the points as one Line2D, and the list of texts.
    """
    xlim, ylim = ax.get_xlim(), ax.get_ylim()
    (points,) = ax.plot(x, y, "o", color=colour, zorder=5)
    beside = {"xytext": (-6, 4), "textcoords": "offset points", "ha": "right", "zorder": 3}
    texts = []
    for a, b in zip(x, y, strict=True):
        ax.plot([a, a, xlim[0]], [ylim[0], b, b], color=GREY, lw=0.8, ls=(0, (2, 2)), zorder=1)
        text = minus(f"({a:g}, {b:.{digits}f})")
        texts.append(ax.annotate(text, (a, b), **beside, bbox={**PLATE, "pad": 1}))
    ax.set(xlim=xlim, ylim=ylim)
    return points, texts


class CurveWithNote:
    """A curve, and a note at the edge of the axes while all of it is above or below them: `text`."""

    def __init__(self, ax, line):
        """line: the curve, whose label and colour the note has. The limits of y are to stay fixed."""
        self.line, self.limits = line, ax.get_ylim()
        self.text = ax.text(0.15, 0.5, "", transform=ax.transAxes, va="center", zorder=6)
        self.text.set(color=line.get_color(), visible=False)
        self.text.set_bbox({**PLATE, "pad": 2})
        self.text.set_in_layout(False)
        self.set(line.get_ydata())

    def set(self, y):
        """Move the curve to other heights, shape (n,)."""
        self.line.set_ydata(y)
        low, high = self.limits
        above, below = (len(y) > 0 and np.all(side) for side in (y > high, y < low))
        self.text.set_visible(bool(above or below))
        if above or below:
            self.text.set_y(0.87 if above else 0.13)
            way = "▲ {} is above this picture" if above else "▼ {} is below this picture"
            self.text.set_text(way.format(self.line.get_label()))


class SlopeDrawing:
    """An activation above its slope: `set` moves the `tangent` and the two `dots`."""

    def __init__(self, top, bottom, a, values, slopes, name):
        """top, bottom: two Axes; a, values, slopes: shape (n,)."""
        self.top, self.bottom, self.name = top, bottom, name
        curve = np.array(values, float)
        curve[:-1][np.abs(np.diff(curve)) > 0.5] = np.nan  # a jump is not joined
        style = {"xlabel": "", "ylabel": "", "ylim": (-0.3, 2.3)}
        draw_curves(top, a, {name: curve}, **style)
        draw_curves(bottom, a, {"slope": slopes}, **style | {"xlabel": "a"}, styles=[(GREEN, "-")])
        (self.tangent,) = top.plot([], [], color=GREEN, lw=2.5, zorder=3)
        self.dots = [ax.plot([], [], "o", color=INK, zorder=5)[0] for ax in (top, bottom)]

    def set(self, a, value, slope):
        """Show the tangent at a, and the value and the slope there as numbers."""
        reach = np.array([-1, 1]) / np.hypot(1, slope)  # of the tangent, along a
        self.tangent.set_data(a + reach, value + slope * reach)
        for dot, height in zip(self.dots, (value, slope), strict=True):
            dot.set_data([a], [height])
        self.top.set_title(f"{self.name}: {format_number(value, 2)}")
        self.bottom.set_title(f"slope: {format_number(slope, 2)}")


class FitDrawing:
    """A target and a sum of pieces, and each piece in a small picture of its own.

    `total` is the line of the sum, `pieces` those of the pieces. Each of `places` is the dots at the
    middle of a piece: in its own picture and on the x axis of the sum.
    """

    def __init__(self, main, small, x, target, *, ylim):
        """main: Axes; small: one Axes per piece; x, target: shape (n,)."""
        self.main, self.small = main, small
        shown = {"target": target, "sum": np.zeros(len(x))}
        drawn = draw_curves(main, x, shown, xlabel="x", ylabel="y", ylim=ylim, styles=[TARGET, SUM])
        self.target, self.total = drawn["target"], drawn["sum"]
        self.total.set_linewidth(3)
        self.note = CurveWithNote(main, self.total)
        self.pieces, self.places = [], []
        for ax, colour in zip(small, PIECES, strict=True):
            style = {"xlabel": "", "ylabel": "", "ylim": ylim, "styles": [(colour, "-")]}
            self.pieces.append(draw_curves(ax, x, {"piece": np.zeros(len(x))}, **style)["piece"])
            self.places.append([place.plot([], [], "o", color=colour)[0] for place in (ax, main)])
            ax.set(xticks=[], yticks=[])

    def set(self, p, v, pieces, error, to_beat):
        """Show the pieces (n, 4), the positions p and the weights v, both (4,), and the score."""
        self.note.set(pieces.sum(axis=1))
        for i, ax in enumerate(self.small):
            self.pieces[i].set_ydata(pieces[:, i])
            for dot in self.places[i]:
                dot.set_data([p[i]], [0])
            place, height = format_number(p[i], 2), format_number(v[i], 2)
            ax.set_title(f"piece {i + 1}: p{i + 1} = {place}, v{i + 1} = {height}", fontsize=9)
        beaten = "✓ beaten" if error < to_beat else "to beat"
        self.main.set_title(f"Mean squared error: {error:.4f}   ({beaten}: {to_beat})")
