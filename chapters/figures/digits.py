"""Pictures of digits: one, many; probabilities as bars; what is confused with what."""

import numpy as np
from matplotlib.colors import to_rgb

from helpers.figures.colours import BLUE, GREY, INK, VERMILLION
from helpers.figures.pixels import tile_images
from helpers.figures.text import format_number


def draw_digit(ax, image, title="", border=False):
    """Draw one image, ink dark on white paper.

    image: (height, width); whole numbers are taken as 0 to 255, other numbers as 0 to 1.
    border: whether to draw where the paper ends.
    Returns the AxesImage.
    """
    _hide_axes(ax)
    ax.spines[:].set_visible(border)
    ax.set_title(title, loc="center", fontsize=10)
    return _draw_ink(ax, image)


def draw_digit_grid(ax, images, columns, labels=None):
    """Draw many images side by side, row by row, with a thin gap between them.

    images: (N, height, width). labels: N texts, one below each image, or None.
    Returns the AxesImage and the list of label texts.
    """
    below = 0 if labels is None else 11
    page = tile_images(images, columns, gap=(2 + below, 2))
    _, height, width = images.shape
    texts = []
    for i, label in enumerate(labels or []):
        row, column = divmod(i, columns)
        x, y = column * (width + 2) + width / 2 - 0.5, row * (height + 2 + below) + height - 0.5
        texts.append(ax.text(x, y, label, ha="center", va="top", fontsize=9))
    _hide_axes(ax)
    return _draw_ink(ax, np.pad(page, ((0, below), (0, 0)))), texts


def draw_bars(ax, values, names=None, decimals=3):
    """Draw one bar per value with the number at its end; bars below zero are vermillion and hatched.

    values: (K,), all finite. names: K texts under the bars, or None for 0 to K - 1.
    Returns the bars and their texts.
    """
    values = np.asarray(values, dtype=float)
    bars = ax.bar(np.arange(len(values)), values, 0.7, color=BLUE)
    for bar, value in zip(bars, values, strict=True):
        if value < 0:
            bar.set(facecolor=VERMILLION, hatch="//", edgecolor="white")
    numbers = [format_number(value, decimals) for value in values]
    texts = ax.bar_label(bars, numbers, padding=2, fontsize=9)
    names = range(len(values)) if names is None else names
    ax.set_xticks(np.arange(len(values)), [str(name) for name in names])
    low, high = min(values.min(), 0), max(values.max(), 0)
    room = 0.15 * ((high - low) or 1)
    ax.set_ylim(low - room if low < 0 else 0, high + room)
    ax.axhline(0, color=INK, lw=0.8)
    # The numbers are on the bars, so no scale is needed.
    ax.set_yticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    return bars, texts


class Bars:
    """Bars whose values `set` changes, each with its number: `bars` and `texts`."""

    def __init__(self, ax, names, low, high):
        """names: the texts under the bars. low, high: the limits of the values, which stay."""
        self.room = 0.03 * (high - low)
        self.bars = ax.bar(np.arange(len(names)), 0, 0.7, color=BLUE)
        self.texts = [ax.text(k, 0, "", ha="center", fontsize=9) for k in range(len(names))]
        ax.set_xticks(np.arange(len(names)), [str(name) for name in names])
        ax.tick_params(axis="x", length=0)
        ax.set(xlim=(-0.6, len(names) - 0.4))
        ax.set_ylim(low - 5 * self.room if low < 0 else 0, high + 5 * self.room)
        ax.axhline(0, color=INK, lw=0.8)

    def set(self, values):
        """values: (K,), finite. Those below zero are vermillion and hatched, as in draw_bars."""
        for bar, text, value in zip(self.bars, self.texts, values, strict=True):
            below = value < 0
            bar.set(height=value, facecolor=VERMILLION if below else BLUE)
            bar.set(hatch="//" if below else None, edgecolor="white")
            text.set(text=format_number(value, 1), y=value + (-self.room if below else self.room))
            text.set_va("top" if below else "bottom")


class ProbabilityBars:
    """Probabilities of K classes as bars from 0 to 1: `bars` and `texts`.

    The highest is blue; where several are equally high, none is.
    """

    def __init__(self, ax, names, every=False):
        """names: the texts under the bars. every: whether each bar has its number, or the highest alone."""
        K, self.every = len(names), every
        self.size = 9 if every else 8  # of the texts, in points: many bars have less room
        self.bars = ax.bar(np.arange(K), 0, 0.8, color=GREY)
        # A note over one of the outer bars is moved inwards, so that it stays inside the axes.
        sides = {} if every else {0: "left", K - 1: "right"}
        self.texts = []
        for k in range(K):
            side = sides.get(k, "center")
            x = k + {"left": -0.4, "center": 0, "right": 0.4}[side]
            self.texts.append(ax.text(x, 0.02, "", ha=side, va="bottom", fontsize=self.size))
        ax.set_xticks(np.arange(K), [str(name) for name in names])
        ax.tick_params(axis="x", length=0, labelsize=self.size)
        ax.set(xlim=(-0.6, K - 0.4), ylim=(0, 1.18), yticks=[0, 0.5, 1])

    def set(self, probabilities, label=None):
        """probabilities: (K,), nan is written out. label: the right class, marked by an ink frame and a star."""
        heights = np.nan_to_num(np.asarray(probabilities, float), nan=0.0)
        highest = (heights == heights.max()) & heights.any()
        for k, (bar, text) in enumerate(zip(self.bars, self.texts, strict=True)):
            is_nan, is_label = bool(np.isnan(probabilities[k])), k == label
            bar.set(
                height=heights[k], facecolor=BLUE if highest[k] and highest.sum() == 1 else GREY
            )
            bar.set(edgecolor=INK if is_label else "none", linewidth=1.5)
            number = f"{heights[k]:.3f}" if self.every or highest[k] else ""
            note = "nan" if is_nan else number
            text.set(text=f"{note} ★".strip() if is_label else note, y=heights[k] + 0.02)
            text.set(color=VERMILLION if is_nan else INK, fontsize=13 if is_nan else self.size)


def draw_confusion(ax, counts):
    """Draw a confusion matrix with its numbers: right answers blue, mistakes vermillion.

    counts: (K, K), row = true class, column = answer. Zeros are shown as dots.
    Returns the texts, in an array of the same shape.
    """
    K = len(counts)
    right = np.eye(K, dtype=bool)
    # The more mistakes, the more vermillion; the diagonal has one pale blue.
    share = (counts / max(counts[~right].max(initial=0), 1))[..., None]
    shades = 1 - share * (1 - np.array(to_rgb(VERMILLION)))
    ax.imshow(np.clip(np.where(right[..., None], to_rgb("#CCE3F0"), shades), 0, 1))
    texts = np.empty((K, K), object)
    for (row, column), count in np.ndenumerate(counts):
        look = {"weight": "bold" if row == column else "normal", "color": INK if count else GREY}
        texts[row, column] = ax.text(
            column, row, str(count or "·"), ha="center", va="center", fontsize=9, **look
        )
    ax.set_xticks(range(K))
    ax.set_yticks(range(K))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlabel="answer of the network", ylabel="true class")
    return texts


def draw_chances(ax, outcomes, columns=20):
    """Draw many yes-or-no outcomes as dots: 1 is a filled blue circle, 0 a vermillion cross.

    outcomes: (N,), 0 or 1. Returns the two line artists, ones first.
    """
    row, column = np.divmod(np.arange(len(outcomes)), columns)
    yes = outcomes == 1
    lines = []
    for chosen, answer, marker, colour in ((yes, 1, "o", BLUE), (~yes, 0, "x", VERMILLION)):
        label = f"class {answer}: {chosen.sum()} times"
        lines += ax.plot(column[chosen], -row[chosen], marker, color=colour, label=label)
    ax.axis("off")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2)
    return lines


def _hide_axes(ax):
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def _draw_ink(ax, image):
    most = 255 if image.dtype.kind in "iu" else 1
    return ax.imshow(image, cmap="gray_r", vmin=0, vmax=most, zorder=0)
