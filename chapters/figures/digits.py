"""Pictures of digits: one, many, as numbers; probabilities as bars; what is confused with what."""

import numpy as np

from helpers.figures._checks import (
    check_array,
    check_axes,
    check_bits,
    check_count,
    check_number,
    check_texts,
)
from helpers.figures.colours import BLUE, GREY, INK, VERMILLION
from helpers.figures.text import format_number, minus


def draw_digit(ax, image, title="", frame=False):
    """One image, ink dark on white paper.

    image: (height, width); whole numbers are taken as 0 to 255, other numbers as 0 to 1.
    frame: whether to draw where the paper ends.
    Returns the AxesImage.
    """
    check_axes(ax)
    image = check_array("image", image, "height", "width")
    _no_axes(ax)
    ax.spines[:].set_visible(frame)
    ax.set_title(title, loc="center", fontsize=10)
    return ax.imshow(image, cmap="gray_r", vmin=0, vmax=_white_to_ink(image), zorder=0)


def draw_digit_grid(ax, images, columns, labels=None):
    """Many images side by side, row by row, with a thin gap between them.

    images: (N, height, width). labels: N texts, one below each image, or None.
    Returns the AxesImage and the list of label texts.
    """
    check_axes(ax)
    images = check_array("images", images, "N", "height", "width")
    N, height, width = images.shape
    check_count("columns", columns)
    if labels is not None:
        check_texts("labels", labels, N, "for an image")
    gap, below = 2, 11 if labels is not None else 0
    rows = -(-N // columns)
    down, across = height + gap + below, width + gap
    page = np.zeros((rows * down - gap, columns * across - gap), images.dtype)
    texts = []
    for i, image in enumerate(images):
        top, left = i // columns * down, i % columns * across
        page[top : top + height, left : left + width] = image
        if labels is not None:
            x, y = left + width / 2 - 0.5, top + height - 0.5
            texts.append(ax.text(x, y, labels[i], ha="center", va="top", fontsize=9))
    _no_axes(ax)
    return ax.imshow(page, cmap="gray_r", vmin=0, vmax=_white_to_ink(images), zorder=0), texts


def draw_pixels(ax, image):
    """An image with the number of each pixel written on it.

    image: (height, width), uint8. Returns the AxesImage and the texts, in an array of its shape.
    """
    check_axes(ax)
    image = check_array("image", image, "height", "width")
    shown = ax.imshow(image, cmap="gray_r", vmin=0, vmax=_white_to_ink(image))
    texts = np.empty(image.shape, object)
    for (row, column), value in np.ndenumerate(image):
        colour = "white" if value > 127 else INK if value else "#AAAAAA"
        texts[row, column] = ax.text(
            column, row, str(value), ha="center", va="center", fontsize=6, color=colour
        )
    ax.set(xlabel="column", ylabel="row")
    return shown, texts


def draw_bars(ax, values, names=None, colour=BLUE, form="{:.3f}"):
    """One bar a value with the number at its end; bars below zero are vermillion and hatched.

    values: (K,), all finite. names: K texts under the bars, or None for 0 to K - 1.
    form: how a number is written. Returns the bars and their texts.
    """
    check_axes(ax)
    values = check_array("values", values, "K", finite=True).astype(float)
    names = range(len(values)) if names is None else names
    check_texts("names", names, len(values), "for a value")
    bars = ax.bar(np.arange(len(values)), values, 0.7, color=colour)
    for bar, value in zip(bars, values, strict=True):
        if value < 0:
            bar.set(facecolor=VERMILLION, hatch="//", edgecolor="white")
    written = [minus(form.format(value)) for value in values]
    texts = ax.bar_label(bars, written, padding=2, fontsize=9)
    ax.set_xticks(np.arange(len(values)), [str(name) for name in names])
    low, high = min(values.min(), 0), max(values.max(), 0)
    room = 0.15 * ((high - low) or 1)
    ax.set_ylim(low - room if low < 0 else 0, high + room)
    ax.axhline(0, color=INK, lw=0.8)
    # The numbers stand on the bars, so no scale is needed.
    ax.set_yticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    return bars, texts


def draw_probabilities(ax, probabilities, label=None):
    """Probabilities of K classes as bars from 0 to 1. The highest is blue with its number on it.

    probabilities: (K,). label: the right class, marked by an ink frame and a star, or None.
    Returns the bars and the texts.
    """
    check_axes(ax)
    probabilities = _check_probabilities(probabilities, "K", label)
    moving = MovingProbabilities(ax, range(len(probabilities)))
    moving.set(probabilities, label)
    shown = dict.fromkeys([int(np.argmax(probabilities)), label])
    return moving.bars, [moving.texts[k] for k in shown if k is not None]


class MovingBars:
    """Bars that are made once and then set again and again, each with its number.

    names: what stands under the bars. low, high: the limits of the values, which stay.
    """

    def __init__(self, ax, names, low, high):
        check_axes(ax)
        check_texts("names", names, None, "for a bar")
        names = [str(name) for name in names]
        check_number("low", low)
        check_number("high", high)
        if low >= high:
            raise ValueError(f"low must be lower than high, but they are {low} and {high}")
        self.room = 0.03 * (high - low)
        self.bars = ax.bar(np.arange(len(names)), 0, 0.7, color=BLUE)
        self.texts = [ax.text(k, 0, "", ha="center", fontsize=9) for k in range(len(names))]
        ax.set_xticks(np.arange(len(names)), names)
        ax.tick_params(axis="x", length=0)
        ax.set(xlim=(-0.6, len(names) - 0.4))
        ax.set_ylim(low - 5 * self.room if low < 0 else 0, high + 5 * self.room)
        ax.axhline(0, color=INK, lw=0.8)

    def set(self, values):
        """values: (K,), finite. Those below zero are vermillion and hatched, as in draw_bars."""
        values = check_array("values", values, len(self.texts), finite=True)
        for bar, text, value in zip(self.bars, self.texts, values, strict=True):
            below = value < 0
            bar.set(height=value, facecolor=VERMILLION if below else BLUE)
            bar.set(hatch="//" if below else None, edgecolor="white")
            text.set(text=format_number(value, 1), y=value + (-self.room if below else self.room))
            text.set_va("top" if below else "bottom")


class MovingProbabilities:
    """The bars of draw_probabilities, made once and then set again and again.

    names: what stands under the bars. every: whether each bar carries its number, or the highest
    alone. A value that is nan is written out as "nan".
    """

    def __init__(self, ax, names, every=False):
        check_axes(ax)
        check_texts("names", names, None, "for a bar")
        names = [str(name) for name in names]
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
        ax.set_xticks(np.arange(K), names)
        ax.tick_params(axis="x", length=0, labelsize=self.size)
        ax.set(xlim=(-0.6, K - 0.4), ylim=(0, 1.18), yticks=[0, 0.5, 1])

    def set(self, probabilities, label=None):
        """probabilities: (K,). label: the right class, marked by an ink frame and a star, or None."""
        probabilities = _check_probabilities(probabilities, len(self.texts), label)
        heights = np.nan_to_num(np.asarray(probabilities, float), nan=0.0)
        answer = int(np.argmax(heights)) if heights.any() else None
        for k, (bar, text) in enumerate(zip(self.bars, self.texts, strict=True)):
            is_nan, is_label = bool(np.isnan(probabilities[k])), k == label
            bar.set(height=heights[k], facecolor=BLUE if k == answer else GREY)
            bar.set(edgecolor=INK if is_label else "none", linewidth=1.5)
            note = "nan" if is_nan else f"{heights[k]:.3f}" if self.every or k == answer else ""
            text.set(text=note + ("★" if is_label else ""), y=heights[k] + 0.02)
            text.set(color=VERMILLION if is_nan else INK, fontsize=13 if is_nan else self.size)


def draw_confusion(ax, counts):
    """A confusion matrix with its numbers: right answers blue and framed, mistakes vermillion.

    counts: (K, K), row = true class, column = answer. Zeros are shown as dots.
    Returns the texts, in an array of the same shape.
    """
    check_axes(ax)
    counts = check_array("counts", counts, "K", "K", finite=True)
    K = len(counts)
    if counts.min() < 0:
        raise ValueError(f"counts must be 0 or more, but the lowest is {counts.min()}")
    right = np.eye(K, dtype=bool)
    most = max(counts[~right].max(initial=0), 1)
    colours = np.ones((K, K, 3))
    # The more mistakes, the more vermillion; the diagonal has one pale blue.
    share = (counts / most)[..., None]
    colours = np.where(right[..., None], _rgb("#CCE3F0"), 1 - share * (1 - _rgb(VERMILLION)))
    ax.imshow(np.clip(colours, 0, 1))
    texts = np.empty((K, K), object)
    for (row, column), count in np.ndenumerate(counts):
        texts[row, column] = ax.text(
            column,
            row,
            str(count) if count else "·",
            ha="center",
            va="center",
            fontsize=9,
            weight="bold" if row == column else "normal",
            color=INK if count else GREY,
        )
    ax.set_xticks(range(K))
    ax.set_yticks(range(K))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlabel="answer of the network", ylabel="true class")
    return texts


def draw_chances(ax, outcomes, columns=20):
    """Many yes-or-no outcomes as dots: 1 is a filled blue circle, 0 a vermillion cross.

    outcomes: (N,), 0 or 1. Returns the two line artists, ones first.
    """
    check_axes(ax)
    outcomes = check_bits("outcomes", outcomes, "N")
    check_count("columns", columns)
    x, y = np.arange(len(outcomes)) % columns, -(np.arange(len(outcomes)) // columns)
    yes = outcomes == 1
    (ones,) = ax.plot(x[yes], y[yes], "o", color=BLUE, label=f"class 1: {yes.sum()} times")
    (zeros,) = ax.plot(
        x[~yes], y[~yes], "x", color=VERMILLION, label=f"class 0: {(~yes).sum()} times"
    )
    ax.axis("off")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2)
    return ones, zeros


def _no_axes(ax):
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)


def _check_probabilities(values, K, label):
    """Numbers from 0 to 1, or nan, and a label that fits them. Returns the numbers."""
    values = check_array("probabilities", values, K)
    if ((values < -1e-6) | (values > 1 + 1e-6)).any():
        low, high = np.nanmin(values), np.nanmax(values)
        raise ValueError(f"probabilities must be from 0 to 1, but they go from {low:g} to {high:g}")
    if label is not None:
        check_count("label", label, 0, len(values) - 1)
    return values


def _white_to_ink(image):
    return 255 if image.dtype.kind in "iu" else 1


def _rgb(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
