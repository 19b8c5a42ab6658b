"""Images joined into one, and images with their numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from helpers.figures import draw_pixels, tile_images

AXES = Figure().subplots()


def test_tiles_lie_row_by_row_with_gaps_of_nothing():
    images = np.arange(12.0).reshape(3, 2, 2)
    tiles = tile_images(images, columns=2, fill=np.nan)
    assert tiles.shape == (6, 6)
    for image, (top, left) in zip(images, [(0, 0), (0, 4), (4, 0)], strict=True):
        assert np.array_equal(tiles[top : top + 2, left : left + 2], image)
    assert np.isfinite(tiles).sum() == images.size


@given(arrays(int, (2, 3), elements=st.integers(0, 9)))
def test_pixels_show_the_image_and_its_numbers_in_contrast(image):
    drawn, texts = draw_pixels(AXES, image, vmax=9)
    drawn.remove()
    assert np.array_equal(drawn.get_array(), image)
    for (row, column), value in np.ndenumerate(image):
        text = texts[row, column]
        text.remove()
        assert (text.get_text(), text.get_position()) == (str(value), (column, row))
        assert abs(int(to_hex(text.get_color())[1:3], 16) / 255 - (1 - value / 9)) > 0.4
