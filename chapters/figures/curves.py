"""Functions of one number as curves."""

import numpy as np
from matplotlib.lines import Line2D

from helpers.describe import describe_value
from helpers.figures._checks import (
    check_array,
    check_axes,
    check_count,
    check_limits,
    check_number,
    check_texts,
)
from helpers.figures.colours import BLUE, GREY, INK, ORANGE, PURPLE

# Colour and dash go together, so that no curve is known by its colour alone.
STYLES = [(BLUE, "-"), (INK, (0, (5, 2))), (PURPLE, (0, (6, 1.5, 1, 1.5))), (ORANGE, (0, (1, 1)))]
SKY = "#56B4E9"
DOTS = [(0, (1, 1)), (0, (4, 1.5)), (0, (6, 1.5, 1, 1.5)), (0, (8, 2))]
PIECES = [
    (INK, (0, (5, 2))),
    (BLUE, "-"),
    *zip([ORANGE, PURPLE, GREY, SKY], DOTS, strict=True),
]
GAP = {"color": "#CCCCCC", "lw": 0.8, "zorder": 0}


def draw_curves(ax, x, curves, *, xlabel="a", ylabel="h(a)", title="", ylim=None, styles=STYLES):
    """Draw one curve or several over the same x, with thin lines where x and y are 0.

    x: shape (n,). curves: a dict name -> values, shape (n,); a legend names them if there are two
        or more. styles: a (colour, dash) a curve. ylim: (low, high), fixed if given.
    Returns a dict name -> Line2D, so that `line.set_ydata` can move a curve later.
    """
    check_axes(ax)
    x = check_array("x", x, "n", finite=True)
    if not isinstance(curves, dict) or not curves:
        raise ValueError(f"curves must be a dict name -> values, not {describe_value(curves)}")
    for name, y in curves.items():
        check_array(f"curves[{name!r}]", y, len(x))
    if ylim is not None:
        check_limits("ylim", ylim)
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
    """Interrupt a line at a jump at x, and mark it: a filled circle where the function is, an open
    one where it is not.

    taken, left_out: the values on both sides. The line gets one point more, which is nan.
    Returns both circles as Line2D.
    """
    check_axes(ax)
    _check_line(line)
    for name, number in (("x", x), ("taken", taken), ("left_out", left_out)):
        check_number(name, number)
    xs, ys = line.get_data()
    i = np.searchsorted(xs, x, side="right")
    line.set_data(np.insert(xs, i, x), np.insert(ys, i, np.nan))
    colour = line.get_color()
    (filled,) = ax.plot([x], [taken], "o", color=colour, zorder=5)
    (hollow,) = ax.plot([x], [left_out], "o", mec=colour, mfc="white", zorder=5)
    return filled, hollow


def _check_line(line):
    """A line, which `draw_curves` returns."""
    if not isinstance(line, Line2D):
        raise ValueError(f"line must be a line, as from draw_curves, not {describe_value(line)}")


def mark_points(ax, x, y, digits=3, colour=INK):
    """Mark points on a curve, each with thin lines to both axes and its (x, y) beside it.

    The limits of the axes stay as they are.

    x, y: shape (n,). digits: of y, after the decimal point.
    Returns the points as one Line2D, and the list of texts.
    """
    check_axes(ax)
    x = check_array("x", x, "n", finite=True)
    y = check_array("y", y, len(x), finite=True)
    check_count("digits", digits, 0)
    xlim, ylim = ax.get_xlim(), ax.get_ylim()
    (points,) = ax.plot(x, y, "o", color=colour, zorder=5)
    low, left = ylim[0], xlim[0]
    texts = []
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for a, b in zip(x, y, strict=True):
        ax.plot([a, a, left], [low, b, b], color=GREY, lw=0.8, ls=(0, (2, 2)), zorder=1)
        texts.append(
            ax.annotate(
                f"({a:g}, {b:.{digits}f})",
                (a, b),
                (8, -5),
                textcoords="offset points",
                va="top",
                bbox=plate,
                zorder=3,
            )
        )
    ax.set(xlim=xlim, ylim=ylim)
    return points, texts


class OutOfView:
    """A note at the edge of the axes while a whole curve lies above or below them: the `text`."""

    def __init__(self, ax, line):
        """line: the curve, whose label and colour the note has. The limits of y are to stay fixed."""
        check_axes(ax)
        _check_line(line)
        self.line, self.limits = line, ax.get_ylim()
        self.text = ax.text(0.15, 0.5, "", transform=ax.transAxes, va="center", zorder=6)
        self.text.set(color=line.get_color(), visible=False)
        self.text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
        self.text.set_in_layout(False)
        self.update()

    def update(self):
        """Say so if no part of the curve is in view, and be silent if one is. Returns the note."""
        y, (low, high) = self.line.get_ydata(), self.limits
        above, below = (len(y) > 0 and np.all(side) for side in (y > high, y < low))
        self.text.set_visible(bool(above or below))
        if above or below:
            self.text.set_y(0.87 if above else 0.13)
            way = "▲ {} is above this picture" if above else "▼ {} is below this picture"
            self.text.set_text(way.format(self.line.get_label()))
        return self


class PiecesDrawing:
    """A target curve, a curve that is the sum of pieces, and the pieces, which `set` moves.

    `lines` are the lines of the pieces, the first the widest, so that pieces that lie on each other
    are all to be seen; `total` is the line of their sum, `target` stays; `title` gives the error,
    and `note` says so if the sum is out of view.
    """

    def __init__(self, ax, x, target, *, names, ylim):
        """x, target: shape (n,). names: one a piece. ylim: (low, high), fixed."""
        check_axes(ax)
        x = check_array("x", x, "n", finite=True)
        check_array("target", target, len(x))
        check_texts("names", names, None, "for a piece")
        check_limits("ylim", ylim)
        self.title = ax.set_title("")
        shown = {"target": target, "sum": np.zeros(len(x))}
        shown |= {name: np.zeros(len(x)) for name in names}
        drawn = draw_curves(ax, x, shown, xlabel="x", ylabel="y", ylim=ylim, styles=PIECES)
        self.target, self.total = drawn["target"], drawn["sum"]
        self.lines = [drawn[name] for name in names]
        for line, width in zip(self.lines, np.linspace(3.2, 1, len(names)), strict=True):
            line.set_linewidth(width)
        self.target.set_zorder(2.5)
        self.total.set(linewidth=3.5, zorder=2.4)
        self.note = OutOfView(ax, self.total)
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))

    def set(self, pieces, total, error):
        """Show new pieces, shape (n, pieces), their sum, shape (n,), and the error, one number."""
        n = len(self.target.get_xdata())
        pieces = check_array("pieces", pieces, n, len(self.lines))
        total = check_array("total", total, n)
        check_number("error", error)
        for line, piece in zip(self.lines, pieces.T, strict=True):
            line.set_ydata(piece)
        self.total.set_ydata(total)
        self.note.update()
        self.title.set_text(f"Mean squared error: {error:.4f}")
        return self
