"""Functions of one number as curves."""

import numpy as np

from helpers.figures.colours import BLUE, GREY, INK, ORANGE, PURPLE
from helpers.figures.text import minus

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
    beside = {"xytext": (8, -5), "textcoords": "offset points", "va": "top", "zorder": 3}
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


class PiecesDrawing:
    """A target curve, a curve that is the sum of pieces, and the pieces, which `set` moves.

    `lines` are the pieces, the first the widest, so that pieces on top of each other can all be
    seen; `total` is their sum, `target` stays; `title` gives the error, and `note` says if the sum
    is out of view.
    """

    def __init__(self, ax, x, target, *, names, ylim):
        """x, target: shape (n,). names: one per piece. ylim: (low, high), fixed."""
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
        self.note = CurveWithNote(ax, self.total)
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))

    def set(self, pieces, total, error):
        """Show new pieces, shape (n, pieces), their sum, shape (n,), and the error, one number."""
        for line, piece in zip(self.lines, pieces.T, strict=True):
            line.set_ydata(piece)
        self.note.set(total)
        self.title.set_text(f"Mean squared error: {error:.4f}")
