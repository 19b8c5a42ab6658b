"""Walks through the valley x0²/20 + x1², and what is left of its height."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from chapters.figures.races import LOOKS
from helpers.figures.colours import GREEN, GREY, INK

HEIGHTS = (0.05, 0.3, 1, 2, 4, 7, 11, 16)  # of the rings
LOSS_COLOURS = LinearSegmentedColormap.from_list("losses", ["#FFFFFF", "#B5B5B5", "#4D4D4D"])


def turned(points, degrees):
    """Points (N, 2) turned about the origin, against the clock."""
    angle = np.radians(degrees)
    return points @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


class Walks:
    """Rings of equal height, and one walk or one for each optimizer, from a ring to a star."""

    def __init__(self, ax, names=("",), reach=(8.5, 3.5)):
        (self.rings,) = ax.plot([], [], color=GREY, lw=0.8)
        self.lines, self.ends = {}, {}
        for name in names:
            look = LOOKS[name] if name else {"color": GREEN, "marker": "."}
            (self.lines[name],) = ax.plot([], [], lw=1.2, ms=4, label=name, zorder=3, **look)
            (self.ends[name],) = ax.plot([], [], "*", color=look["color"], ms=11, zorder=4)
        (self.start,) = ax.plot([], [], "o", mfc="white", mec=INK, mew=1.5, zorder=5)
        ax.plot([0], [0], "+", color=INK, ms=9)
        across, up = reach
        ax.set(xlim=(-across, across), ylim=(-up, up), xlabel="$x_0$", ylabel="$x_1$")
        ax.set_aspect("equal" if across == up else "auto")
        self.reach = 100 * across
        self.turn(0)

    def turn(self, degrees):
        """Turn the valley by this angle; the walks are given as they are."""
        around = np.linspace(0, 2 * np.pi, 121)
        rings = []
        for height in HEIGHTS:
            ring = np.sqrt(height) * np.column_stack([np.sqrt(20) * np.cos(around), np.sin(around)])
            rings += [turned(ring, degrees), np.full((1, 2), np.nan)]
        self.rings.set_data(*np.concatenate(rings).T)

    def set(self, *paths):
        """paths: one for each name, (steps + 1, 2). A walk is cut where it goes a hundred times too far."""
        for path, name in zip(paths, self.lines, strict=True):
            far = ~(np.abs(path).max(axis=1) < self.reach)
            shown = path[: np.argmax(far)] if far.any() else path
            self.lines[name].set_data(*shown.T)
            self.ends[name].set_data(*(shown[:0] if far.any() else shown[-1:]).T)
        self.start.set_data(*paths[0][:1].T)


class Heights:
    """The height after each step on a logarithmic axis, one line or one for each optimizer."""

    def __init__(self, ax, steps, names=("",), ylim=(1e-6, 1e3)):
        self.lines = {}
        for name in names:
            look = LOOKS[name] if name else {"color": GREEN, "marker": "."}
            (self.lines[name],) = ax.plot([], [], lw=1.2, ms=4, label=name, **look)
        ax.set(xlim=(0, steps), yscale="log", ylim=ylim, xlabel="step", ylabel="height")
        self.low, self.high = ylim[0] / 1e3, ylim[1] * 1e3

    def set(self, *heights):
        """heights: one for each name, (steps + 1,)."""
        for values, name in zip(heights, self.lines, strict=True):
            values = np.clip(np.nan_to_num(values, nan=np.inf), self.low, self.high)
            self.lines[name].set_data(np.arange(len(values)), values)


class Plane:
    """The height that is left, as shades over rate and beta, with a point for the reader's choice."""

    def __init__(self, ax, rates, betas, heights):
        """heights: (betas, rates), each more than 0 or nan."""
        shades = np.log10(np.nan_to_num(heights, nan=1e9, posinf=1e9))
        edges = rates[0], rates[-1], betas[0], betas[-1]
        image = ax.imshow(
            shades, cmap=LOSS_COLOURS, vmin=-8, vmax=1, extent=edges, origin="lower", aspect="auto"
        )
        (self.point,) = ax.plot([], [], "o", color=GREEN, mec="white", ms=9, clip_on=False)
        ax.set(xlabel="learning rate", ylabel="beta")
        bar = ax.figure.colorbar(image, ax=ax, ticks=[-8, -5, -2, 1], extend="both", label="height")
        bar.ax.set_yticklabels(["$10^{-8}$", "$10^{-5}$", "$10^{-2}$", "10"])

    def set(self, rate, beta):
        self.point.set_data([rate], [beta])
