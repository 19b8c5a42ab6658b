"""Moving, turning and blurring: held against NumPy's own ways, where it has them."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.datasets import load_mnist
from helpers.images import blur, prepare_digit, rotate, shift

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


@functools.cache
def digits():
    """The first thousand test images."""
    return load_mnist()[2][:1000].reshape(-1, 28, 28)


@given(st.integers(0, 999), st.integers(1, 9), st.integers(0, 60), st.integers(0, 60))
def test_a_prepared_digit_is_as_mnist_has_it(index, zoom, down, right):
    digit = digits()[index]
    large = np.pad(np.kron(digit, np.ones((zoom, zoom), np.uint8)), ((down, 0), (right, 0)))
    prepared = prepare_digit(large)
    assert prepared.shape == (28, 28)
    assert prepared.dtype == np.uint8
    # The same pixels again, but for rounding and for the brightest, which becomes 255.
    assert np.abs(prepared.astype(float) - digit).max() <= 255 / digit.max() * 255 - 255 + 2


def test_a_drawing_is_scaled_into_the_box_and_centred():
    ink = np.zeros((280, 280))
    ink[30:230, 100:120] = 90  # an upright stroke, ten times as tall as wide
    prepared = prepare_digit(ink)
    rows, columns = np.nonzero(prepared)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (4, 23, 13, 14)
    assert set(prepared[4:24, 13]) == {255}
    ink[200:230, 100:260] = 90  # now an L, whose mass is low and to the left
    rows, columns = np.nonzero(prepare_digit(ink))
    assert rows.max() < 23
    assert (columns.min(), columns.max()) == (9, 24)


@pytest.mark.parametrize(
    "bad", [np.zeros(3), np.full((3, 3), np.nan), [["a"]], np.zeros((2, 2), complex)]
)
def test_prepare_digit_refuses_what_is_no_picture(bad):
    with pytest.raises(ValueError, match="two-dimensional"):
        prepare_digit(bad)


@pytest.mark.parametrize("empty", [np.zeros((28, 28)), np.zeros((0, 0)), np.full((5, 5), -1)])
def test_an_empty_pad_is_an_empty_digit(empty):
    assert not prepare_digit(empty).any()
