"""The pictures of digits hold the numbers that they are given."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from chapters.figures import digits
from helpers.figures import BLUE, VERMILLION, format_number

few = settings(max_examples=20, deadline=None)
images_28 = arrays(np.uint8, (28, 28))
positive = st.floats(0.001, 1)


def axes():
    return Figure().subplots()


@few
@given(images_28)
def test_digit_shows_each_pixel_on_one_scale_for_bytes_and_fractions(image):
    ax = axes()
    shown = digits.draw_digit(ax, image, "a digit")
    assert np.array_equal(shown.get_array(), image)
    scaled = digits.draw_digit(axes(), image / 255)
    assert np.allclose(shown.norm(image), scaled.norm(image / 255))
    assert shown.norm(0) == 0
    assert shown.norm(255) == 1
    assert ax.get_title("center") == "a digit"


def test_digit_has_a_border_where_asked_for():
    for border in (False, True):
        ax = axes()
        digits.draw_digit(ax, np.zeros((28, 28), np.uint8), border=border)
        assert {spine.get_visible() for spine in ax.spines.values()} == {border}


def test_digit_is_dark_on_white():
    shown = digits.draw_digit(axes(), np.array([[0, 255]], np.uint8))
    paper, ink = shown.to_rgba(shown.get_array())[0, :, :3]
    assert np.all(paper == 1)
    assert np.all(ink == 0)


@few
@given(st.integers(1, 12), st.integers(1, 7), st.booleans(), st.integers(0, 99))
def test_grid_has_every_image_once_in_reading_order(N, columns, labelled, seed):
    images = np.random.default_rng(seed).integers(1, 256, (N, 5, 4)).astype(np.uint8)
    labels = [f"n{i}" for i in range(N)] if labelled else None
    ax = axes()
    shown, texts = digits.draw_digit_grid(ax, images, columns, labels)
    page = np.asarray(shown.get_array())
    # Every pixel above is at least 1, so the rest of the page is gaps.
    assert page.astype(int).sum() == images.astype(int).sum()
    corners = []
    for i, image in enumerate(images):
        found = np.lib.stride_tricks.sliding_window_view(page, image.shape)
        places = np.argwhere((found == image).all(axis=(2, 3)))
        row, column = divmod(i, columns)
        corners.append((row, column, tuple(places[0])))
    for row, column, (y, x) in corners:
        assert y == row * (5 + 2 + (11 if labelled else 0))
        assert x == column * (4 + 2)
    assert [text.get_text() for text in texts] == (labels or [])
    for (_, _, (y, x)), text in zip(corners, texts, strict=False):
        assert text.get_position() == (x + 1.5, y + 4.5)


@few
@given(arrays(float, st.integers(1, 10), elements=st.floats(-1e6, 1e6)))
def test_bars_are_as_high_as_their_values_and_stay_inside(values):
    ax = axes()
    bars, texts = digits.draw_bars(ax, values, decimals=2)
    assert np.array_equal([bar.get_height() for bar in bars], values)
    written = [format_number(value, 2) for value in values]
    assert [text.get_text() for text in texts] == written
    low, high = ax.get_ylim()
    assert low <= min(values.min(), 0)
    assert high > max(values.max(), 0)
    for bar, value in zip(bars, values, strict=True):
        below = value < 0
        assert (to_hex(bar.get_facecolor()).upper() == VERMILLION) == below
        assert bool(bar.get_hatch()) == below


def test_bars_take_names():
    ax = axes()
    digits.draw_bars(ax, [1, 2], names=["cat", "dog"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["cat", "dog"]


@few
@given(arrays(float, st.integers(2, 10), elements=positive, unique=True), st.data())
def test_probabilities_mark_the_answer_and_the_label(weights, data):
    p = weights / weights.sum()
    label = data.draw(st.none() | st.integers(0, len(p) - 1))
    ax = axes()
    shown = digits.ProbabilityBars(ax, range(len(p)))
    shown.set(p, label)
    bars, texts = shown.bars, [text for text in shown.texts if text.get_text()]
    assert np.array_equal([bar.get_height() for bar in bars], p)
    blue = [k for k, bar in enumerate(bars) if to_hex(bar.get_facecolor()).upper() == BLUE]
    assert blue == [np.argmax(p)]
    highest, star = f"{p.max():.3f}", "★"
    expected = {blue[0]: highest}
    if label is not None:
        expected[label] = f"{expected[label]} {star}" if label in expected else star
    assert {round(text.get_position()[0]): text.get_text() for text in texts} == expected
    assert ax.get_ylim()[0] == 0
    assert ax.get_ylim()[1] > 1


def test_of_equal_probabilities_none_is_the_answer():
    bars = digits.ProbabilityBars(axes(), range(4))
    bars.set(np.full(4, 0.25))
    assert not [bar for bar in bars.bars if to_hex(bar.get_facecolor()).upper() == BLUE]
    assert [text.get_text() for text in bars.texts] == ["0.250"] * 4


@pytest.mark.parametrize("answer", [0, 4, 9])
def test_the_number_of_a_sure_answer_stays_inside_the_axes(answer):
    """As in the row of five small pictures in chapter 4."""
    fig = Figure(figsize=(7.5, 3.6), layout="constrained")
    ax = fig.subplots(2, 5)[1, 2]
    bars = digits.ProbabilityBars(ax, range(10))
    bars.set(np.eye(10)[answer], answer)
    fig.draw_without_rendering()
    inside, text = ax.get_window_extent(), bars.texts[answer].get_window_extent()
    assert inside.x0 - 1 <= text.x0
    assert text.x1 <= inside.x1 + 1
    assert text.y1 <= inside.y1


@few
@given(st.lists(arrays(float, 3, elements=st.floats(-5, 5)), min_size=1, max_size=4))
def test_bars_show_the_numbers_last_set(settings):
    ax = axes()
    moving = digits.Bars(ax, ["a", "b", "c"], low=-5, high=5)
    limits = ax.get_ylim()
    for values in settings:
        moving.set(values)
    assert [bar.get_height() for bar in moving.bars] == values.tolist()
    assert [text.get_text() for text in moving.texts] == [format_number(v, 1) for v in values]
    for bar, text, value in zip(moving.bars, moving.texts, values, strict=True):
        assert (to_hex(bar.get_facecolor()).upper() == VERMILLION) == (value < 0)
        assert bool(bar.get_hatch()) == (value < 0)
        beyond = text.get_position()[1] - value
        assert beyond < 0 if value < 0 else beyond > 0
    assert ax.get_ylim() == limits
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b", "c"]


def test_probabilities_write_nan_out_and_come_back_from_it():
    moving = digits.ProbabilityBars(axes(), [1, 2, 3], every=True)
    moving.set(np.array([0.0, 0.0, np.nan]))
    assert [text.get_text() for text in moving.texts] == ["0.000", "0.000", "nan"]
    assert [bar.get_height() for bar in moving.bars] == [0, 0, 0]
    assert np.isfinite([text.get_position() for text in moving.texts]).all()
    assert not [bar for bar in moving.bars if to_hex(bar.get_facecolor()).upper() == BLUE]
    moving.set(np.array([0.2, 0.5, 0.3]))
    assert [text.get_text() for text in moving.texts] == ["0.200", "0.500", "0.300"]
    colours = [to_hex(text.get_color()).upper() for text in moving.texts]
    assert VERMILLION not in colours
    moving.set(np.zeros(3))
    assert not [bar for bar in moving.bars if to_hex(bar.get_facecolor()).upper() == BLUE]


@few
@given(arrays(int, (6, 6), elements=st.integers(0, 2000)))
def test_confusion_writes_every_count_and_shades_mistakes_alone(counts):
    ax = axes()
    texts = digits.draw_confusion(ax, counts)
    (picture,) = ax.images
    shades = np.asarray(picture.get_array())[..., :3]
    assert shades.shape == (6, 6, 3)
    assert np.all(np.isfinite(shades))
    for (row, column), count in np.ndenumerate(counts):
        assert texts[row, column].get_text() == (str(count) if count else "·")
        assert texts[row, column].get_position() == (column, row)
    off = ~np.eye(6, dtype=bool)
    # Blue is what a shade of vermillion takes away most: it must fall as the count rises.
    order = np.argsort(counts[off], kind="stable")
    assert np.all(np.diff(shades[off][order][:, 2]) <= 1e-12)
    assert np.allclose(shades[off & (counts == 0)], 1)
    assert len(np.unique(shades[~off], axis=0)) == 1
    assert shades[0, 0, 2] > shades[0, 0, 0]


@few
@given(arrays(int, st.integers(1, 60), elements=st.integers(0, 1)))
def test_chances_show_each_outcome_once(outcomes):
    ax = axes()
    ones, zeros = digits.draw_chances(ax, outcomes, columns=7)
    assert len(ones.get_xdata()) == outcomes.sum()
    assert len(zeros.get_xdata()) == (1 - outcomes).sum()
    assert ones.get_marker() != zeros.get_marker()
    places = {
        (round(x), round(y)): value
        for value, line in ((1, ones), (0, zeros))
        for x, y in zip(*line.get_data(), strict=True)
    }
    assert [places[i % 7, -(i // 7)] for i in range(len(outcomes))] == outcomes.tolist()
    assert f"{outcomes.sum()} times" in ones.get_label()


DRAWINGS = [
    lambda ax: digits.draw_digit(ax, np.zeros((28, 28), np.uint8), "blank"),
    lambda ax: digits.draw_digit_grid(ax, np.ones((5, 28, 28)), 3, labels="abcde"),
    lambda ax: digits.draw_bars(ax, [0.0, 0.0]),
    lambda ax: digits.draw_bars(ax, [-1e6, 0, 1e-9]),
    lambda ax: digits.ProbabilityBars(ax, range(10)).set(np.full(10, 0.1), 9),
    lambda ax: digits.ProbabilityBars(ax, range(10)).set(np.eye(10)[9], 0),
    lambda ax: digits.draw_confusion(ax, np.zeros((10, 10), int)),
    lambda ax: digits.draw_confusion(ax, np.arange(100).reshape(10, 10)),
    lambda ax: digits.draw_chances(ax, np.zeros(10, int)),
    lambda ax: digits.draw_chances(ax, np.arange(30) % 2),
]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_every_picture_is_drawn_without_a_warning(draw):
    """Also where it is blank, equal everywhere, or one-sided; pytest turns warnings into errors."""
    fig = Figure(figsize=(4, 3), layout="constrained")
    draw(fig.subplots())
    fig.draw_without_rendering()
