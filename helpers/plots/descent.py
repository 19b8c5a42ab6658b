"""Slopes, valleys, and walks into them."""

import numpy as np

from helpers.plots.colours import GREEN, GREY, INK, ORANGE


def draw_secant(ax, f, left, right, *, color=ORANGE, label=None):
    """Draw the straight line through the curve of f at two places, with its run and its rise.

    f: a function of one number. left, right: two different numbers.
    Returns a dict: "line" (an endless line), "ends" (the two points), "steps" (run, then rise).
    """
    if left == right:
        raise ValueError(f"a secant needs two different places, but both are {left}")
    low, high = f(left), f(right)
    line = ax.axline((left, low), slope=(high - low) / (right - left), color=color, label=label)
    (steps,) = ax.plot([left, right, right], [low, low, high], color=GREY, lw=1, ls=":")
    (ends,) = ax.plot([left, right], [low, high], "o", color=color)
    return {"line": line, "ends": ends, "steps": steps}


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


def draw_field(ax, points, vectors, *, longest=1.0):
    """Draw an arrow at each point. The longest one has the length `longest`, in the axes' units.

    points, vectors: (N, 2). Returns matplotlib's quiver.
    """
    points, vectors = np.asarray(points, float), np.asarray(vectors, float)
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
    path = np.asarray(path, float)
    largest = 100 * np.max(np.abs([*ax.get_xlim(), *ax.get_ylim()]))
    far = ~np.all(np.abs(path) <= largest, axis=1)
    shown = path[: int(np.argmax(far))] if far.any() else path
    (line,) = ax.plot(*shown.T, ".-", color=GREEN, lw=1.2, zorder=3)
    ring = {"mfc": "white", "mec": INK, "mew": 1.5, "zorder": 4}
    (start,) = ax.plot(*shown[:1].T, "o", **ring)
    last = shown[:0] if far.any() else shown[-1:]
    (end,) = ax.plot(*last.T, "*", color=INK, ms=12, zorder=5)
    return {"line": line, "start": start, "end": end}


def draw_learning(axes, steps, losses, accuracies):
    """Draw how loss and accuracy went, on two Axes side by side: train solid, test dashed.

    steps: (S,). losses, accuracies: dicts "train" and "test" -> (S,). Returns the lines, in a dict
    (what, set) -> line.
    """
    looks = {"train": {"color": INK, "ls": "-"}, "test": {"color": ORANGE, "ls": "--"}}
    lines = {}
    for ax, what, values in zip(axes, ("loss", "accuracy"), (losses, accuracies), strict=True):
        for name, look in looks.items():
            (lines[what, name],) = ax.plot(steps, values[name], label=name, **look)
        ax.set(xlabel="step", ylabel=what, ylim=(0, 1.05 if what == "accuracy" else None))
        ax.legend()
    return lines
