"""Moving, turning and blurring: held against NumPy's own ways, where it has them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.images import blur, rotate, shift

pictures = arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=12))
squares = st.integers(1, 12).flatmap(lambda n: arrays(np.uint8, (n, n)))
steps = st.integers(-15, 15)


@given(pictures, steps, steps)
def test_shift_puts_each_pixel_where_it_belongs(image, right, down):
    moved = shift(image, right, down)
    assert moved.shape == image.shape
    assert moved.dtype == image.dtype
    for row, column in np.ndindex(image.shape):
        r, c = row - down, column - right
        inside = 0 <= r < image.shape[0] and 0 <= c < image.shape[1]
        assert moved[row, column] == (image[r, c] if inside else 0)


@given(squares, st.integers(-5, 5))
def test_quarter_turns_lose_nothing(image, quarters):
    assert np.array_equal(rotate(image, 90 * quarters), np.rot90(image, quarters))


@given(pictures, st.floats(-1000, 1000))
def test_a_turn_invents_no_ink(image, degrees):
    turned = rotate(image, degrees)
    assert turned.shape == image.shape
    assert turned.dtype == np.uint8
    assert turned.max() <= image.max()


def test_a_small_turn_moves_a_point_against_the_clock():
    image = np.zeros((29, 29))
    image[14, 24] = 1  # ten pixels to the right of the middle
    turned = rotate(image, 30)
    rows, columns = np.indices(image.shape)
    assert np.sum(turned * columns) / turned.sum() - 14 == pytest.approx(
        10 * np.cos(np.pi / 6), abs=0.1
    )
    assert 14 - np.sum(turned * rows) / turned.sum() == pytest.approx(
        10 * np.sin(np.pi / 6), abs=0.1
    )


@pytest.mark.parametrize("radius", [0.25, 1.0, 2.5])
def test_blur_spreads_a_point_evenly_and_keeps_its_ink(radius):
    image = np.zeros((41, 41))
    image[20, 20] = 7
    spread = blur(image, radius)
    assert spread.sum() == pytest.approx(7)
    assert np.allclose(spread, spread.T)
    assert np.allclose(spread, spread[::-1])
    apart = np.arange(41) - 20
    if radius >= 1:
        assert np.sum(spread.sum(axis=0) * apart**2) / 7 == pytest.approx(radius**2, rel=1e-3)


@given(pictures, st.floats(0, 3))
def test_blur_is_the_weighted_mean_of_the_neighbours(image, radius):
    got = blur(image.astype(float), radius)
    around = np.arange(-24, 25)
    weights = np.exp(-((around / max(radius, 0.01)) ** 2) / 2)
    paper = np.pad(image.astype(float), 24)
    for row, column in [(0, 0), (-1, -1), (image.shape[0] // 2, image.shape[1] // 2)]:
        r, c = row % image.shape[0], column % image.shape[1]
        near = paper[r : r + 49, c : c + 49]
        mean = weights @ near @ weights / weights.sum() ** 2
        assert got[row, column] == pytest.approx(mean, abs=1e-9)


@pytest.mark.parametrize("change", [shift, lambda x: rotate(x, 10), lambda x: blur(x, 1)])
@pytest.mark.parametrize("wrong", [np.zeros(4), np.zeros((2, 3, 4)), "seven", [["a"]], None])
def test_what_is_no_image_is_refused(change, wrong):
    with pytest.raises(ValueError, match="one image"):
        change(wrong)


def test_a_wrong_radius_is_refused_and_the_image_is_left_alone():
    image = np.eye(5)
    with pytest.raises(ValueError, match="radius"):
        blur(image, -1)
    with pytest.raises(ValueError, match="radius"):
        blur(image, np.nan)
    for changed in (shift(image), rotate(image, 0), blur(image, 0), shift(image, 1, 2)):
        changed[:] = 9
    assert np.array_equal(image, np.eye(5))
