"""Pictures as bytes: PNG files, and what changed between two pictures."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from livefigure.png import diff_image, encode_png
from PIL import Image


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_png_holds_the_pixels(height, width, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(encode_png(pixels)))), pixels)


def painted(before, after):
    """before with the change to after painted over it."""
    pixels, corner = diff_image(before, after)
    canvas = Image.fromarray(before if corner else pixels)
    if corner:
        canvas.alpha_composite(Image.fromarray(pixels), tuple(corner))
    return np.asarray(canvas)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_a_change_painted_over_one_picture_gives_the_other(height, width, count, seed):
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 256, (height, width, 4)).astype(np.uint8)
    before[..., 3] = 255
    after = before.copy()
    for _ in range(count):
        y, x = rng.integers(height), rng.integers(width)
        after[y, x, :3] = rng.integers(0, 256, 3)
    pixels, corner = diff_image(before, after)
    assert np.array_equal(painted(before, after), after)
    assert len(corner) == 2
    changed = np.argwhere((before != after).any(axis=2))
    if len(changed):
        (top, left), (bottom, right) = changed.min(axis=0), changed.max(axis=0)
        assert corner == [left, top]
        assert pixels.shape == (bottom - top + 1, right - left + 1, 4)
        assert (pixels[..., 3] > 0).sum() == len(changed)
    else:
        assert pixels.tolist() == [[[0, 0, 0, 0]]]


def test_a_change_that_cannot_be_painted_over_is_the_whole_picture():
    before = np.full((3, 5, 4), 255, np.uint8)
    after = before.copy()
    after[1, 2] = 10, 20, 30, 40  # a pixel that one sees through
    for earlier, later in [(None, before), (before, after), (before, before[:2].copy())]:
        pixels, corner = diff_image(earlier, later)
        assert corner == []
        assert np.array_equal(pixels, later)
    assert np.array_equal(painted(after, before), before)
