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
    image = check_image(image)
    if not isinstance(right, Integral) or not isinstance(down, Integral):
        raise ValueError(
            f"right and down must be whole numbers, not {describe_value(right)} and {describe_value(down)}"
        )
    picture = Image.fromarray(image.astype(np.float32))
    matrix = (1, 0, -right, 0, 1, -down)  # from a place in the new image to one in the old
    return cast_like(picture.transform(picture.size, Image.Transform.AFFINE, matrix), image)


def rotate(image, degrees):
    """The image turned about its middle, counterclockwise for positive degrees.

    image: (height, width). Each new pixel is interpolated between the four old pixels around the
    place that it comes from; outside is paper (0). Returns a new array of the same shape and dtype.
    """
    image = check_image(image)
    if not isinstance(degrees, Real) or not np.isfinite(degrees):
        raise ValueError(f"degrees must be a finite number, not {describe_value(degrees)}")
    picture = Image.fromarray(image.astype(np.float32))
    return cast_like(picture.rotate(degrees, Image.Resampling.BILINEAR), image)


def blur(image, radius):
    """The image with each pixel's ink spread over its neighbours.

    image: (height, width). radius: the standard deviation of the spread, in pixels; what spreads
    over the edge is lost. Returns a new array of the same shape and dtype.
    """
    image = check_image(image)
    if not isinstance(radius, Real) or not 0 <= radius <= 1000:
        raise ValueError(f"radius must be a number from 0 to 1000, not {describe_value(radius)}")
    if radius < 0.1:  # nothing would reach the next pixel
        return image.copy()
    height, width = image.shape
    blurred = gaussian_matrix(height, radius) @ image @ gaussian_matrix(width, radius).T
    return cast_like(blurred, image)


def gaussian_matrix(size, radius):
    """A matrix that spreads each of `size` pixels in a row over the others, (size, size)."""
    apart = np.subtract.outer(np.arange(size), np.arange(size))
    far = np.arange(-int(8 * radius) - 1, int(8 * radius) + 2)
    return np.exp(-((apart / radius) ** 2) / 2) / np.sum(np.exp(-((far / radius) ** 2) / 2))


def check_image(image):
    """The image as an array, or ValueError if it is not one of finite numbers in rows and columns."""
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0 or image.dtype.kind not in "buif":
        found = f"{image.dtype} of shape {image.shape}"
        raise ValueError(f"image must be one image of numbers (height, width), not {found}")
    if not np.isfinite(image).all():
        raise ValueError("image must be one image of finite numbers, but it contains nan or inf")
    return image


def cast_like(values, image):
    """The values in the image's dtype, rounded if it is one of whole numbers."""
    return (np.rint(values) if image.dtype.kind in "bui" else np.asarray(values)).astype(
        image.dtype
    )


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
