"""Slopes, valleys, and walks into them."""

import numpy as np
from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap
from matplotlib.lines import Line2D

from helpers.describe import describe_value
from helpers.figures._checks import (
    check_array,
    check_axes,
    check_count,
    check_function,
    check_number,
    check_pair,
    check_positive,
    check_result,
)
from helpers.figures.colours import GREEN, GREY, INK, ORANGE, PURPLE
from helpers.figures.text import format_number

HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#808080"])
REACH = 100  # how far a straight line goes on to both sides, in the axes' units


def draw_straight(ax, x, y, slope, **look):
    """Draw the straight line through (x, y), far beyond the axes' limits, which it leaves alone."""
    check_axes(ax)
    _check_straight(x, y, slope)
    line = Line2D([], [], **look)
    ax.add_artist(line)
    move_straight(line, x, y, slope)
    return line


def move_straight(line, x, y, slope):
    """Lay the line that `draw_straight` made through (x, y) with another slope."""
    _check_straight(x, y, slope)
    line.set_data([x - REACH, x + REACH], [y - REACH * slope, y + REACH * slope])


def draw_secant(ax, f, left, right, *, color=ORANGE, ls="-", label=None):
    """Draw the straight line through the curve of f at two places, with its run and its rise.

    f: a function of one number. left, right: two different numbers.
    Returns a dict: "line" (an endless line), "ends" (the two points), "steps" (run, then rise).
    """
    check_axes(ax)
    _heights(f, left, right)
    line = draw_straight(ax, 0, 0, 0, color=color, ls=ls, label=label)
    (steps,) = ax.plot([], [], color=GREY, lw=1, ls=":")
    (ends,) = ax.plot([], [], "o", color=color)
    secant = {"line": line, "ends": ends, "steps": steps}
    move_secant(secant, f, left, right)
    return secant


def move_secant(secant, f, left, right):
    """Move what `draw_secant` returned to two other places."""
    low, high = _heights(f, left, right)
    move_straight(secant["line"], left, low, (high - low) / (right - left))
    secant["steps"].set_data([left, right, right], [low, low, high])
    secant["ends"].set_data([left, right], [low, high])


def draw_slopes(axes, f, places, widths):
    """Prepare a picture of forward and central secant, and of their errors, on two Axes.

    f: a function of one number. places: the x for its curve. widths: the h for the errors.
    Returns a dict of what a live figure moves: the secants "forward" and "central", the straight
    line "tangent", the point "at"; in the right Axes the curves "forward error" and
    "central error", and two dots "now".
    """
    left, right = check_pair(axes)
    check_function("f", f)
    places = check_array("places", places, "n", finite=True)
    widths = check_array("widths", widths, "m", finite=True)
    ground = check_result("f", f(places), len(places))
    for place in (-1, 0):
        _heights(f, place, 1)
    left.plot(places, ground, color=INK)
    parts = {
        "forward": draw_secant(left, f, 0, 1, label="forward"),
        "central": draw_secant(left, f, -1, 1, color=PURPLE, ls="-.", label="central"),
        "tangent": draw_straight(left, 0, 0, 0, color=GREEN, ls="--", label="tangent"),
        "at": left.plot([], [], "s", color=INK, zorder=4)[0],
    }
    parts["central"]["ends"].set(mfc="none", ms=9)  # a ring, so that the forward one is seen in it
    looks = {"forward": {"color": ORANGE}, "central": {"color": PURPLE, "ls": "-."}}
    for name, look in looks.items():
        zeros = np.zeros(len(widths))
        parts[f"{name} error"] = right.plot(widths, zeros, label=name, **look)[0]
    parts["now"] = right.plot([0, 0], [0, 0], "o", color=INK, clip_on=False)[0]
    low, high = ground.min(), ground.max()
    ylim = (low, high) if low < high else None
    left.set(xlim=(places[0], places[-1]), ylim=ylim, xlabel="x", ylabel="f(x)")
    right.set(xlim=(0, widths[-1]), xlabel="h", ylabel="distance from the true slope")
    left.legend(loc="upper left")
    right.legend(loc="upper left")
    return parts


def move_slopes(parts, f, x, h, slope):
    """Move the lines of `draw_slopes` to the place x with the width h; slope: the tangent's."""
    for name, value in (("x", x), ("h", h), ("slope", slope)):
        check_number(name, value)
    for place in (x - h, x + h):
        _heights(f, x, place)
    move_secant(parts["forward"], f, x, x + h)
    move_secant(parts["central"], f, x - h, x + h)
    move_straight(parts["tangent"], x, f(x), slope)
    parts["at"].set_data([x], [f(x)])
    for dots in (parts["forward"]["ends"], parts["central"]["ends"], parts["at"]):
        _show_whole(dots)


def surface(f, x0, x1):
    """The heights f([a, b]) for every a in x0 and b in x1, shape (len(x1), len(x0))."""
    check_function("f", f)
    x0 = check_array("x0", x0, "n", finite=True)
    x1 = check_array("x1", x1, "m", finite=True)
    if len(x0) < 2 or len(x1) < 2:
        raise ValueError(f"x0 and x1 must hold two numbers or more, not {len(x0)} and {len(x1)}")
    heights = [check_result("f", f(np.array([a, b]))) for b in x1 for a in x0]
    return np.reshape(heights, (len(x1), len(x0)))


def draw_contours(ax, f, x0, x1, *, levels=12):
    """Draw lines of equal height of f, a function of an array of two numbers.

    x0, x1: the grid along each axis; they also set the limits of the axes.
    levels: how many lines, or the heights themselves. Returns matplotlib's contour set.
    """
    check_axes(ax)
    heights = surface(f, x0, x1)
    if np.ndim(levels):
        _check_levels(levels)
    else:
        check_count("levels", levels)
    contours = ax.contour(x0, x1, heights, levels, colors=GREY, linewidths=0.8)
    ax.set(xlim=(x0[0], x0[-1]), ylim=(x1[0], x1[-1]), xlabel="$x_0$", ylabel="$x_1$")
    ax.set_aspect("equal")
    return contours


def draw_field(ax, points, vectors, *, longest=1.0):
    """Draw an arrow at each point. The longest one has the length `longest`, in the axes' units.

    points, vectors: (N, 2). Returns matplotlib's quiver.
    """
    check_axes(ax)
    points = check_array("points", points, "N", 2, finite=True)
    vectors = check_array("vectors", vectors, len(points), 2, finite=True)
    check_positive("longest", longest)
    scale = (np.linalg.norm(vectors, axis=1).max(initial=0) or 1.0) / longest
    return ax.quiver(
        *points.T, *vectors.T, color=GREEN, angles="xy", scale_units="xy", scale=scale, width=0.005
    )


def draw_path(ax, path):
    """Draw a walk: a dot a step, a ring where it starts and a star where it ends.

    path: (steps + 1, 2). It is drawn up to where it leaves a hundred times the axes' limits, so
    that a walk that explodes can still be drawn.
    Returns a dict: "line", "start", "end" (the star is left out where the walk was cut).
    """
    check_axes(ax)
    check_array("path", path, "steps + 1", 2)
    ring = {"mfc": "white", "mec": INK, "mew": 1.5, "zorder": 4}
    walk = {
        "line": ax.plot([], [], ".-", color=GREEN, lw=1.2, zorder=3)[0],
        "start": ax.plot([], [], "o", **ring)[0],
        "end": ax.plot([], [], "*", color=INK, ms=12, zorder=5)[0],
    }
    move_path(walk, path)
    return walk


def move_path(walk, path):
    """Let what `draw_path` returned show another walk."""
    path, ax = check_array("path", path, "steps + 1", 2), walk["line"].axes
    largest = 100 * np.max(np.abs([*ax.get_xlim(), *ax.get_ylim()]))
    far = ~np.all(np.abs(path) <= largest, axis=1)
    shown = path[: int(np.argmax(far))] if far.any() else path
    last = shown[:0] if far.any() else shown[-1:]
    for name, points in (("line", shown), ("start", shown[:1]), ("end", last)):
        walk[name].set_data(*points.T)
    _show_whole(walk["start"])
    _show_whole(walk["end"])


def where_it_ends(path, limit):
    """The end of a walk in words, on a picture whose axes go from -limit to limit.

    path: (steps + 1, 2).
    """
    path = check_array("path", path, "steps + 1", 2)
    check_positive("limit", limit)
    inside = np.all(np.abs(path) <= limit, axis=1)
    if inside.all():
        return f"It ends at ({format_number(path[-1, 0], 3)}, {format_number(path[-1, 1], 3)})"
    return f"It leaves the picture in step {np.argmin(inside)}"


def draw_heights(ax, f, x0, x1, levels):
    """Fill the ground between lines of equal height of f: the darker, the higher.

    f: a function of an array of two numbers. x0, x1: the grid, which also sets the limits.
    levels: the heights of the lines, rising; each step between two is one shade darker.
    Returns (filled contours, their colour bar).
    """
    check_axes(ax)
    _check_levels(levels)
    heights = surface(f, x0, x1)
    shades = BoundaryNorm(levels, HEIGHTS.N, extend="both")
    filled = ax.contourf(x0, x1, heights, levels, cmap=HEIGHTS, norm=shades, extend="both")
    ax.contour(x0, x1, heights, levels, colors=GREY, linewidths=0.5)
    ax.set(xlim=(x0[0], x0[-1]), ylim=(x1[0], x1[-1]))
    ax.set_aspect("equal")
    return filled, ax.figure.colorbar(filled, ax=ax)


def draw_step(ax):
    """A point and an arrow away from it, to be placed by `move_step`. Returns both in a dict."""
    check_axes(ax)
    arrow = ax.quiver(
        [0], [0], [0], [0], color=GREEN, angles="xy", scale_units="xy", scale=1, width=0.012
    )
    arrow.set_zorder(4)
    return {"arrow": arrow, "point": ax.plot([], [], "o", color=INK, zorder=5)[0]}


def move_step(step, start, change):
    """Put the point to `start`, and let the arrow end at `start + change`."""
    start = check_array("start", start, 2, finite=True)
    change = check_array("change", change, 2, finite=True)
    step["point"].set_data([start[0]], [start[1]])
    _show_whole(step["point"])
    step["arrow"].set_offsets([start])
    step["arrow"].set_UVC([change[0]], [change[1]])


def _show_whole(dots):
    """Draw dots on the edge of the axes whole; where one lies outside, they are cut off."""
    (left, bottom), (right, top) = dots.axes.viewLim.get_points()
    x, y = dots.get_xydata().T
    inside = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
    dots.set_clip_on(not len(x) or not inside.all())


def _check_straight(x, y, slope):
    """The place and the slope of a straight line."""
    for name, value in (("x", x), ("y", y), ("slope", slope)):
        check_number(name, value)


def _check_levels(levels):
    """Two heights or more, rising."""
    levels = check_array("levels", levels, "n", finite=True)
    if len(levels) < 2 or (np.diff(levels) <= 0).any():
        raise ValueError("levels must be two heights or more, each higher than the one before it")


def _heights(f, left, right):
    """The heights of f at two different places."""
    check_function("f", f)
    check_number("left", left)
    check_number("right", right)
    if left == right:
        raise ValueError(f"a secant needs two different places, but both are {left}")
    return [check_result("f", f(place)).item() for place in (left, right)]


def draw_learning(axes, steps, losses, accuracies):
    """Draw how loss and accuracy went, on two Axes side by side: train solid, test dashed.

    steps: (S,). losses, accuracies: dicts "train" and "test" -> (S,). Returns the lines, in a dict
    (what, set) -> line.
    """
    axes, steps = check_pair(axes), check_array("steps", steps, "S", finite=True)
    for what, values in (("losses", losses), ("accuracies", accuracies)):
        if not isinstance(values, dict) or not {"train", "test"} <= set(values):
            raise ValueError(
                f"{what} must be a dict with train and test, not {describe_value(values)}"
            )
        for name in ("train", "test"):
            check_array(f"{what}[{name!r}]", values[name], len(steps))
    looks = {"train": {"color": INK, "ls": "-"}, "test": {"color": ORANGE, "ls": "--"}}
    lines = {}
    for ax, what, values in zip(axes, ("loss", "accuracy"), (losses, accuracies), strict=True):
        for name, look in looks.items():
            (lines[what, name],) = ax.plot(steps, values[name], label=name, **look)
        ax.set(xlabel="step", ylabel=what, ylim=(0, 1.05 if what == "accuracy" else None))
        ax.legend()
    return lines
