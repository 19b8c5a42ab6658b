"""What learning follows: a likelihood and its loss, two losses of one neuron, what examples want."""

import numpy as np
from matplotlib.offsetbox import AnnotationBbox, OffsetImage

from helpers.figures.colours import BLUE, GREEN, INK, PURPLE, VERMILLION


class MarkedCurves:
    """One curve per Axes, all over the same x, and on each a dot that `set` moves."""

    def __init__(self, axes, x, curves):
        """x: (n,). curves: one (n,) per Axes."""
        self.dots, self.lines = [], []
        for ax, y in zip(axes, curves, strict=True):
            ax.plot(x, y, color=INK)
            self.lines.append(ax.axvline(x[0], color=GREEN, ls=":", lw=1))
            self.dots += ax.plot([], [], "o", color=GREEN, ms=8, clip_on=False)

    def set(self, x, heights):
        """heights: the height of each curve at x."""
        for line, dot, height in zip(self.lines, self.dots, heights, strict=True):
            line.set_xdata([x, x])
            dot.set_data([x], [height])


class TwoLosses:
    """Two losses of one neuron, and how its output rises under each: `set` moves the start."""

    LOOKS = ({"color": PURPLE, "ls": "--"}, {"color": INK, "ls": "-"})

    def __init__(self, axes, a, losses, steps):
        """axes: two. a: (n,), the weighted sums. losses: a dict name -> (n,). steps: of the walks."""
        left, right = axes
        self.dots, self.walks = [], []
        for (name, loss), look in zip(losses.items(), self.LOOKS, strict=True):
            left.plot(a, loss, label=name, **look)
            self.dots += left.plot([], [], "o", color=look["color"], clip_on=False)
            self.walks += right.plot(np.zeros(steps + 1), label=name, **look)
        left.set(xlim=(a[0], a[-1]), ylim=(0, None), xlabel="weighted sum a", ylabel="loss")
        left.legend(loc="upper right")
        right.set(xlim=(0, steps), ylim=(0, 1.02), xlabel="step", ylabel="output (1 is right)")

    def set(self, start, heights, outputs):
        """heights: of both losses at the start. outputs: (steps + 1,) under each loss."""
        for dot, walk, height, output in zip(self.dots, self.walks, heights, outputs, strict=True):
            dot.set_data([start], [height])
            walk.set_ydata(output)


def draw_wishes(ax, images, wishes):
    """Draw how far each example would move one weight: up is blue, down vermillion and hatched.

    images: (N, height, width), drawn under their bars. wishes: (N,). The mean is a green line.
    """
    places = np.arange(len(wishes))
    bars = ax.bar(places, wishes, 0.7, color=np.where(wishes >= 0, BLUE, VERMILLION))
    for bar, wish in zip(bars, wishes, strict=True):
        if wish < 0:
            bar.set(hatch="//", edgecolor="white")
    ax.axhline(0, color=INK, lw=0.8)
    ax.axhline(wishes.mean(), color=GREEN, ls="--", lw=2, label=f"mean {wishes.mean():.3f}")
    for place, image in enumerate(images):
        picture = OffsetImage(image, zoom=28 / len(image), cmap="gray_r")
        below = {"xycoords": ("data", "axes fraction"), "box_alignment": (0.5, 1.15)}
        ax.add_artist(AnnotationBbox(picture, (place, 0), frameon=False, pad=0, **below))
    ax.set(xticks=[], xlim=(-0.7, len(wishes) - 0.3), ylabel="minus the slope")
    ax.legend()
