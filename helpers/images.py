"""Move, turn and blur an image, and prepare a drawn digit as MNIST's makers did."""

import math
from numbers import Integral, Real

import numpy as np
from PIL import Image

from helpers.describe import describe_value


def shift(image, right=0, down=0):
    """The image moved by whole pixels. What leaves it is lost; paper (0) comes in.

    image: (height, width), any numbers. right, down: whole numbers, negative for left and up.
    Returns a new array of the same shape and dtype.
    """
    image = checked(image)
    if not isinstance(right, Integral) or not isinstance(down, Integral):
        raise ValueError(
            f"right and down must be whole numbers, not {describe_value(right)} and {describe_value(down)}"
        )
    height, width = image.shape
    right, down = (max(-n, min(int(by), n)) for by, n in ((right, width), (down, height)))
    above, before = ((max(down, 0), max(-down, 0)), (max(right, 0), max(-right, 0)))
    padded = np.pad(image, (above, before))
    return padded[above[1] :, before[1] :][:height, :width].copy()


def rotate(image, degrees):
    """The image turned about its middle, against the clock for positive degrees.

    image: (height, width). Each new pixel is looked up where it was before the turn, as a mean of
    the four old pixels around that place; outside is paper (0). Returns a new array of the same
    shape and dtype.
    """
    image = checked(image)
    if not isinstance(degrees, Real) or not np.isfinite(degrees):
        raise ValueError(f"degrees must be a finite number, not {describe_value(degrees)}")
    height, width = image.shape
    angle = np.radians(degrees % 360)
    down, right = np.indices(image.shape, dtype=float)
    down, right = down - (height - 1) / 2, right - (width - 1) / 2
    row = np.cos(angle) * down + np.sin(angle) * right + (height - 1) / 2
    column = np.cos(angle) * right - np.sin(angle) * down + (width - 1) / 2
    # One more row and column of paper on each side stands for everything outside.
    padded = np.pad(image.astype(float), 1)
    row, column = np.clip(row + 1, 0, height + 1), np.clip(column + 1, 0, width + 1)
    top = np.minimum(row.astype(int), height)
    left = np.minimum(column.astype(int), width)
    below, across = row - top, column - left
    turned = (1 - below) * ((1 - across) * padded[top, left] + across * padded[top, left + 1])
    turned += below * ((1 - across) * padded[top + 1, left] + across * padded[top + 1, left + 1])
    return like(turned, image)


def blur(image, radius):
    """The image with each pixel's ink spread over its neighbours.

    image: (height, width). radius: the standard deviation of the spread, in pixels; what spreads
    over the edge is lost. Returns a new array of the same shape and dtype.
    """
    image = checked(image)
    if not isinstance(radius, Real) or not 0 <= radius <= 1000:
        raise ValueError(f"radius must be a number from 0 to 1000, not {describe_value(radius)}")
    if radius < 0.1:  # nothing would reach the next pixel
        return image.copy()
    height, width = image.shape
    return like(spread(height, radius) @ image @ spread(width, radius).T, image)


def spread(size, radius):
    """A matrix that spreads each of `size` pixels in a row over the others, (size, size)."""
    apart = np.subtract.outer(np.arange(size), np.arange(size))
    far = np.arange(-int(8 * radius) - 1, int(8 * radius) + 2)
    return np.exp(-((apart / radius) ** 2) / 2) / np.sum(np.exp(-((far / radius) ** 2) / 2))


def checked(image):
    """The image as an array, if it is one of finite numbers with rows and columns; else ValueError."""
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0 or image.dtype.kind not in "buif":
        found = f"{image.dtype} of shape {image.shape}"
        raise ValueError(f"image must be one image of numbers (height, width), not {found}")
    if not np.isfinite(image).all():
        raise ValueError("image must be one image of finite numbers, but it holds nan or inf")
    return image


def like(values, image):
    """The values in the image's dtype, rounded if it is one of whole numbers."""
    return (np.rint(values) if image.dtype.kind in "bui" else values).astype(image.dtype)


def prepare_digit(pixels):
    """Ink as MNIST's makers prepared it: scaled into a 20-pixel box, centred by mass in 28 x 28.

    pixels: shape (any, any), 0 is paper. Returns bytes, shape (28, 28); zeros for an empty pad.
    """
    ink = np.asarray(pixels)
    if ink.ndim != 2 or ink.dtype.kind not in "buif" or not np.isfinite(ink).all():
        raise ValueError("pixels must be a two-dimensional array of finite numbers")
    ink = np.maximum(ink.astype(np.float32), 0)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    digit = np.zeros((28, 28), np.uint8)
    if not len(rows):
        return digit
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / ink.max() * 255
    height, width = ink.shape
    scale = 20 / max(height, width)
    box = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(Image.fromarray(ink).resize(box, Image.Resampling.BOX))
    across, down = np.arange(box[0]) + 0.5, np.arange(box[1]) + 0.5
    # In MNIST the centre of mass lies from 14 to 15 pixels from the left and from the top.
    left = math.ceil(14 - float(small.sum(axis=0) @ across / small.sum()) - 1e-6)
    top = math.ceil(14 - float(small.sum(axis=1) @ down / small.sum()) - 1e-6)
    left, top = min(max(left, 0), 28 - box[0]), min(max(top, 0), 28 - box[1])
    digit[top : top + box[1], left : left + box[0]] = np.clip(small, 0, 255).round()
    return digit
