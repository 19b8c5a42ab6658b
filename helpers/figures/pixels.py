"""Images as pixels: many joined into one, and one with its numbers."""

import numpy as np

from helpers.figures.colours import INK
from helpers.figures.text import format_number


def tile_images(images, columns, *, gap=(2, 2), fill=0):
    """Join images row by row into one, with a gap between them.

    images: (N, height, width). gap: pixels between rows, and between columns. fill: the value of
    the gaps and of places without an image.
    """
    N, height, width = images.shape
    down, across = height + gap[0], width + gap[1]
    page = np.full(
        (-(-N // columns) * down - gap[0], columns * across - gap[1]), fill, images.dtype
    )
    for i, image in enumerate(images):
        top, left = i // columns * down, i % columns * across
        page[top : top + height, left : left + width] = image
    return page


def draw_pixels(ax, image, vmax, *, fontsize=9, zero_colour=INK):
    """Draw an image with the number of each pixel on it: 0 is white, vmax is black.

    image: (height, width). Returns the AxesImage and the texts, an array of the image's shape.
    """
    drawn = ax.imshow(image, cmap="gray_r", vmin=0, vmax=vmax)
    texts = np.empty(image.shape, object)
    for (row, column), value in np.ndenumerate(image):
        colour = "white" if value > vmax / 2 else INK if value else zero_colour
        texts[row, column] = ax.text(
            column,
            row,
            format_number(value),
            ha="center",
            va="center",
            fontsize=fontsize,
            color=colour,
        )
    ax.set(xlabel="column", ylabel="row")
    return drawn, texts
