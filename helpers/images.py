"""Move, turn and blur an image, in NumPy alone."""

from numbers import Integral, Real

import numpy as np

from helpers._told import told


def shift(image, right=0, down=0):
    """The image moved by whole pixels. What leaves it is lost; paper (0) comes in.

    image: (height, width), any numbers. right, down: whole numbers, negative for left and up.
    Returns a new array of the same shape and dtype.
    """
    image = checked(image)
    if not isinstance(right, Integral) or not isinstance(down, Integral):
        raise ValueError(
            f"right and down must be whole numbers, not {told(right)} and {told(down)}"
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
        raise ValueError(f"degrees must be a finite number, not {told(degrees)}")
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
        raise ValueError(f"radius must be a number from 0 to 1000, not {told(radius)}")
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
