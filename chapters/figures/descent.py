"""Slopes, valleys, and walks into them."""

import numpy as np
from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap
from matplotlib.lines import Line2D

from helpers.figures.colours import GREEN, GREY, INK, ORANGE, PURPLE
from helpers.figures.text import format_number

HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#808080"])
REACH = 100  # how far a straight line goes on to both sides, in the axes' units


class StraightLine:
    """A straight line far beyond the axes' limits, which it leaves alone: `line`."""

    def __init__(self, ax, **look):
        self.line = ax.add_artist(Line2D([], [], **look))

    def set(self, x, y, slope):
        """Lay the line through (x, y)."""
        self.line.set_data([x - REACH, x + REACH], [y - REACH * slope, y + REACH * slope])


class Secant:
    """The straight line through the curve of f at two places, with its run and its rise.

    `line` is a StraightLine, `ends` are the two points, `steps` the run and the rise.
    """

    def __init__(self, ax, f, left, right, *, color=ORANGE, ls="-", label=None):
        """f: a function of one number. left, right: two different numbers."""
        self.f = f
        self.line = StraightLine(ax, color=color, ls=ls, label=label)
        (self.steps,) = ax.plot([], [], color=GREY, lw=1, ls=":")
        (self.ends,) = ax.plot([], [], "o", color=color)
        self.set(left, right)

    def set(self, left, right):
        """Move to two other places."""
        low, high = self.f(left), self.f(right)
        self.line.set(left, low, (high - low) / (right - left))
        self.steps.set_data([left, right, right], [low, low, high])
        self.ends.set_data([left, right], [low, high])


class Slopes:
    """Forward and central secant of f beside the tangent, and the errors of both against h.

    On the left Axes: the Secants `forward` and `central`, the StraightLine `tangent` and the point
    `at`. On the right one: the curves `errors`, by name, and the two dots `now`.
    """

    def __init__(self, axes, f, places, widths):
        """axes: two. f: a function of one number. places: the x for its curve. widths: the h."""
        left, right = axes
        self.f, heights = f, f(places)
        left.plot(places, heights, color=INK)
        looks = {"forward": {"color": ORANGE}, "central": {"color": PURPLE, "ls": "-."}}
        self.forward = Secant(left, f, 0, 1, label="forward", **looks["forward"])
        self.central = Secant(left, f, -1, 1, label="central", **looks["central"])
        self.central.ends.set(mfc="none", ms=9)  # a ring, so that the forward one is seen in it
        self.tangent = StraightLine(left, color=GREEN, ls="--", label="tangent")
        (self.at,) = left.plot([], [], "s", color=INK, zorder=4)
        self.errors = {
            name: right.plot(widths, np.zeros(len(widths)), label=name, **look)[0]
            for name, look in looks.items()
        }
        (self.now,) = right.plot([0, 0], [0, 0], "o", color=INK, clip_on=False)
        left.set(xlim=(places[0], places[-1]), xlabel="x", ylabel="f(x)")
        left.set_ylim(heights.min(), heights.max())
        right.set(xlim=(0, widths[-1]), xlabel="h", ylabel="distance from the true slope")
        left.legend(loc="upper left")
        right.legend(loc="upper left")

    def set(self, x, h, slope, errors, now):
        """Move to the place x and the width h.

        slope: of the tangent. errors: the forward and the central one for every width; now: for h.
        """
        self.forward.set(x, x + h)
        self.central.set(x - h, x + h)
        self.tangent.set(x, self.f(x), slope)
        self.at.set_data([x], [self.f(x)])
        for dots in (self.forward.ends, self.central.ends, self.at):
            _show_whole(dots)
        for line, error in zip(self.errors.values(), errors, strict=True):
            line.set_ydata(error)
        self.now.set_data([h, h], now)


def surface(f, x0, x1):
    """The heights f([a, b]) for every a in x0 and b in x1, shape (len(x1), len(x0))."""
    return np.array([[f(np.array([a, b])) for a in x0] for b in x1])


def draw_contours(ax, f, x0, x1, *, levels=12):
    """Draw lines of equal height of f, a function of an array of two numbers.

    x0, x1: the grid along each axis; they also set the limits of the axes.
    levels: how many lines, or the heights themselves. Returns matplotlib's contour set.
    """
    contours = ax.contour(x0, x1, surface(f, x0, x1), levels, colors=GREY, linewidths=0.8)
    ax.set(xlim=(x0[0], x0[-1]), ylim=(x1[0], x1[-1]), xlabel="$x_0$", ylabel="$x_1$")
    ax.set_aspect("equal")
    return contours


def draw_ground(ax, f, x0, x1, levels):
    """Fill the ground between lines of equal height of f: the darker, the higher.

    f: a function of an array of two numbers. x0, x1: the grid, which also sets the limits.
    levels: the heights of the lines, rising; each step between two is one shade darker.
    Returns matplotlib's filled contours and its lines.
    """
    heights = surface(f, x0, x1)
    shades = BoundaryNorm(levels, HEIGHTS.N, extend="both")
    filled = ax.contourf(x0, x1, heights, levels, cmap=HEIGHTS, norm=shades, extend="both")
    look = {"colors": GREY, "linewidths": 0.5, "linestyles": "solid"}
    lines = ax.contour(x0, x1, heights, levels, **look)
    ax.set(xlim=(x0[0], x0[-1]), ylim=(x1[0], x1[-1]))
    ax.set_aspect("equal")
    return filled, lines


def draw_heights(ax, f, x0, x1, levels):
    """Draw the ground with a colour bar. Returns (filled contours, their colour bar)."""
    filled, _ = draw_ground(ax, f, x0, x1, levels)
    return filled, ax.figure.colorbar(filled, ax=ax)


def draw_field(ax, points, vectors, *, longest=1.0):
    """Draw an arrow at each point. The longest one has the length `longest`, in the axes' units.

    points, vectors: (N, 2). Returns matplotlib's quiver.
    """
    scale = (np.linalg.norm(vectors, axis=1).max(initial=0) or 1.0) / longest
    arrows = {"color": GREEN, "angles": "xy", "scale_units": "xy", "width": 0.005}
    return ax.quiver(*np.transpose(points), *np.transpose(vectors), scale=scale, **arrows)


class Walk:
    """A walk: a dot per step, a ring where it starts, a star where it ends: `line`, `start`, `end`."""

    def __init__(self, ax, path):
        ring = {"mfc": "white", "mec": INK, "mew": 1.5, "zorder": 4}
        (self.line,) = ax.plot([], [], ".-", color=GREEN, lw=1.2, zorder=3)
        (self.start,) = ax.plot([], [], "o", **ring)
        (self.end,) = ax.plot([], [], "*", color=INK, ms=12, zorder=5)
        self.set(path)

    def set(self, path):
        """Show another walk, (steps + 1, 2).

        It is drawn up to where it leaves a hundred times the axes' limits, so that a walk that
        explodes can still be drawn; then it has no star.
        """
        path, ax = np.asarray(path), self.line.axes
        largest = 100 * np.max(np.abs([*ax.get_xlim(), *ax.get_ylim()]))
        far = ~np.all(np.abs(path) <= largest, axis=1)
        shown = path[: int(np.argmax(far))] if far.any() else path
        last = shown[:0] if far.any() else shown[-1:]
        for dots, points in ((self.line, shown), (self.start, shown[:1]), (self.end, last)):
            dots.set_data(*points.T)
        _show_whole(self.start)
        _show_whole(self.end)


def where_it_ends(path, limit):
    """The end of a walk in words, on a picture whose axes go from -limit to limit.

    path: (steps + 1, 2).
    """
    inside = np.all(np.abs(path) <= limit, axis=1)
    if inside.all():
        return f"It ends at ({format_number(path[-1][0], 3)}, {format_number(path[-1][1], 3)})"
    return f"It leaves the picture in step {np.argmin(inside)}"


class StepArrow:
    """A point and an arrow away from it, placed by `set`: `point` and `arrow`."""

    def __init__(self, ax):
        look = {"color": GREEN, "angles": "xy", "scale_units": "xy", "width": 0.012, "zorder": 4}
        self.arrow = ax.quiver([0], [0], [0], [0], scale=1, **look)
        (self.point,) = ax.plot([], [], "o", color=INK, zorder=5)

    def set(self, start, change):
        """Put the point at `start`, and let the arrow end at `start + change`."""
        self.point.set_data([start[0]], [start[1]])
        _show_whole(self.point)
        self.arrow.set_offsets([start])
        self.arrow.set_UVC([change[0]], [change[1]])


def _show_whole(dots):
    """Draw dots on the edge of the axes whole; where one lies outside, they are cut off."""
    (left, bottom), (right, top) = dots.axes.viewLim.get_points()
    x, y = dots.get_xydata().T
    inside = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
    dots.set_clip_on(not len(x) or not inside.all())


def draw_learning(axes, steps, losses, accuracies):
    """Draw the loss and the accuracy on two Axes side by side: train solid, test dashed.

    steps: (S,). losses, accuracies: dicts "train" and "test" -> (S,). Returns the lines, in a dict
    (what, set) -> line.
    """
    looks = {"train": {"color": INK, "ls": "-"}, "test": {"color": PURPLE, "ls": "--"}}
    lines = {}
    for ax, what, values in zip(axes, ("loss", "accuracy"), (losses, accuracies), strict=True):
        for name, look in looks.items():
            (lines[what, name],) = ax.plot(steps, values[name], label=name, **look)
        ax.set(xlabel="step", ylabel=what, ylim=(0, 1.05 if what == "accuracy" else None))
        ax.legend()
    return lines
