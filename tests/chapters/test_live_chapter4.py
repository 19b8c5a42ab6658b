"""Chapter 4's live figures show the numbers that their formulas give, computed a second way."""

import math
import warnings
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_settings import live_run, try_ends, try_random
from matplotlib.colors import to_hex
from pen_strokes import STROKES
from PIL import Image, ImageDraw

from helpers.datasets import load_digit_weights, load_mnist
from helpers.figures import BLUE

TEST_IMAGES, TEST_LABELS = load_mnist()[2:]
WEIGHTS = {name: array.astype(float) for name, array in load_digit_weights().items()}
some = settings(max_examples=25, deadline=None, derandomize=True)
score = st.integers(-50, 50).map(lambda n: n / 10)
power = st.integers(-16, 16).map(lambda n: n / 4)
temperature = st.integers(1, 20).map(lambda n: n / 10)


def at(cell, **values):
    """The live figure of a cell, moved to these values, and what its cells have defined."""
    run = live_run(4)
    figure = run.live[cell]
    with warnings.catch_warnings(), plt.style.context("helpers.lesson"):
        warnings.simplefilter("error")
        figure.reset()
        assert figure.set(**values)
    assert not figure.message.value
    return figure, run.namespace


def heights(bars):
    return [bar.get_height() for bar in bars.bars]


def words(bars):
    return [text.get_text() for text in bars.texts]


def blue(bars):
    return [k for k, bar in enumerate(bars.bars) if to_hex(bar.get_facecolor()).upper() == BLUE]


def by_ratios(scores, T):
    """Softmax from the ratios of the probabilities alone, number by number."""
    return [1 / sum(math.exp(min((b - a) / T, 700)) for b in scores) for a in scores]


def by_hand(image):
    """The ten probabilities of the network, in float64 and with sums written out."""
    w = WEIGHTS
    x = np.array([float(pixel) / 255 for row in image for pixel in row])
    z1 = 1 / (1 + np.exp(-np.einsum("d,dh->h", x, w["W1"]) - w["b1"]))
    z2 = 1 / (1 + np.exp(-np.einsum("d,dh->h", z1, w["W2"]) - w["b2"]))
    return by_ratios((np.einsum("d,dh->h", z2, w["W3"]) + w["b3"]).tolist(), 1)


# ---- three scores


@some
@given(score, score, score, power)
def test_softmax_bars(a0, a1, a2, power):
    _, names = at("live-softmax", a0=a0, a1=a1, a2=a2, power=power)
    want = by_ratios([a0, a1, a2], math.pow(2, power))
    assert heights(names["score_bars"]) == [a0, a1, a2]
    assert heights(names["chance_bars"]) == pytest.approx(want, abs=1e-12)
    assert [float(word) for word in words(names["chance_bars"])] == pytest.approx(want, abs=6e-4)
    assert len(blue(names["chance_bars"])) == (want.count(max(want)) == 1)


@some
@given(score, score, score, temperature, st.integers(-100, 100).map(lambda n: 10.0 * n))
def test_plain_breaks_where_it_must_and_safe_never_changes(a0, a1, a2, T, shift):
    _, names = at("live-overflow", a0=a0, a1=a1, a2=a2, T=T, shift=shift)
    want = by_ratios([a0, a1, a2], T)
    assert heights(names["safe_bars"]) == pytest.approx(want, abs=1e-9)
    assert "nan" not in words(names["safe_bars"])
    top = [(a + shift) / T for a in (a0, a1, a2)]
    plain = words(names["plain_bars"])
    for height, word, above in zip(heights(names["plain_bars"]), plain, top, strict=True):
        if above > 709.79 or max(top) < -745.2:
            assert (height, word) == (0, "nan")
        elif max(top) > 709.79:
            assert (height, word) == (0, "0.000")
    if -700 < max(top) < 700:
        assert heights(names["plain_bars"]) == pytest.approx(want, abs=1e-9)


def test_the_shifts_that_the_answer_names():
    plain = live_run(4).namespace["plain_bars"]
    for shift, said in [
        (0, ["0.018", "0.245", "0.737"]),
        (700, ["0.018", "0.245", "0.737"]),
        (710, ["nan", "nan", "nan"]),
        (-750, ["nan", "nan", "nan"]),
    ]:
        figure, names = at("live-overflow", shift=shift)
        assert words(plain) == said, shift
        assert words(names["safe_bars"]) == ["0.018", "0.245", "0.737"]
        exact = sum(Fraction(math.exp(a - 4)) for a in (0.3, 2.9, 4.0))
        assert names["safe_ax"].get_title("left") == f"shifted_softmax, sum {float(exact):.3g}"
        if abs(shift) > 700:
            title = names["plain_ax"].get_title("left")
            assert title == f"plain_softmax, sum {'inf' if shift > 0 else '0'}"
        assert figure.alt


# ---- a digit that is moved


def moved_by_hand(image, right, down):
    page = np.zeros((68, 68), np.uint8)
    page[20:48, 20:48] = image
    return page[20 - down : 48 - down, 20 - right : 48 - right]


@some
@given(st.integers(0, 9999), st.integers(-10, 10), st.integers(-10, 10), st.integers(-2, 2))
def test_moved_digit(image, right, down, quarters):
    _, names = at("live-moved", image=image, right=right, down=down, turn=90 * quarters)
    pixels = moved_by_hand(np.rot90(TEST_IMAGES[image], quarters), right, down)
    assert np.array_equal(names["moved_digit"].get_array(), pixels)
    want = by_hand(pixels)
    assert heights(names["moved_bars"]) == pytest.approx(want, abs=1e-4)
    answer, label = int(np.argmax(want)), TEST_LABELS[image]
    assert names["moved_ax"].get_title("left") == f"test image {image}, label {label}"
    if sorted(want)[-1] - sorted(want)[-2] > 1e-3:
        assert names["moved_bars_ax"].get_title("left").startswith(f"read as {answer} ")
        assert blue(names["moved_bars"]) == [answer]
    assert [k for k, word in enumerate(words(names["moved_bars"])) if "★" in word] == [label]


def test_blur_keeps_the_ink_and_takes_the_edges():
    shown = []
    for blurred in [0.0, 1.0, 3.0]:
        _, names = at("live-moved", blurred=blurred)
        shown.append(np.asarray(names["moved_digit"].get_array(), float))
        assert heights(names["moved_bars"]) == pytest.approx(by_hand(shown[-1]), abs=1e-4)
    for image in shown[1:]:
        assert image.sum() == pytest.approx(shown[0].sum(), rel=0.02)
    assert shown[0].max() > shown[1].max() > shown[2].max()


def test_what_the_answer_says_of_image_11():
    for moves, read in [({}, 6), ({"right": 2}, 6), ({"turn": 180}, 9), ({"turn": -180}, 9)]:
        _, names = at("live-moved", **moves)
        assert blue(names["moved_bars"]) == [read]
    _, names = at("live-moved", right=6)
    assert blue(names["moved_bars"]) != [6]


# ---- draw your own

SIDE = 280


def drawn(strokes, size=1.0, right=0.0, down=0.0):
    """The strokes as ink on a pad, with the round pen that the pad has in the browser."""
    page = Image.new("L", (2 * SIDE, 2 * SIDE))
    pen, width = ImageDraw.Draw(page), 2 * SIDE / 13
    for stroke in strokes:
        points = [
            (
                ((x - 0.5) * size + 0.5 + right) * 2 * SIDE,
                ((y - 0.5) * size + 0.5 + down) * 2 * SIDE,
            )
            for x, y in stroke
        ]
        pen.line(points, fill=255, width=round(width), joint="curve")
        for x, y in (points[0], points[-1]):
            box = [x - width / 2, y - width / 2, x + width / 2, y + width / 2]
            pen.ellipse(box, fill=255)
    return np.asarray(page.resize((SIDE, SIDE)))


@pytest.mark.parametrize("digit", range(10))
@pytest.mark.parametrize("place", [(1.0, 0, 0), (0.7, 0.1, -0.05), (0.5, -0.15, 0.15)])
def test_a_digit_drawn_on_the_pad_is_read(digit, place):
    ink = drawn(STROKES[digit], *place)
    _, names = at("live-own", ink=ink)
    assert blue(names["own"].bars) == [digit]
    assert names["own"].answer.get_text() == f"read as {digit}"
    seen = np.asarray(names["own"].image.get_array())
    assert heights(names["own"].bars) == pytest.approx(by_hand(seen), abs=1e-4)
    # As MNIST was prepared: 20 pixels at most, and the balance point at pixel (14, 14).
    rows, columns = np.nonzero(seen)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 in (19, 20)
    assert balance(seen) == pytest.approx((14, 14), abs=0.51)


def balance(image):
    ink = np.asarray(image, float)
    return ink.sum(axis=1) @ np.arange(28) / ink.sum(), ink.sum(axis=0) @ np.arange(28) / ink.sum()


def test_the_test_images_balance_there_too():
    points = [balance(image) for image in TEST_IMAGES[:500]]
    assert np.abs(np.array(points) - 14).max() < 0.51


def test_an_empty_pad_asks_for_a_digit_and_comes_back_after_one():
    blank = np.zeros((SIDE, SIDE), np.uint8)
    for ink in [blank, drawn(STROKES[3]), blank]:
        _, names = at("live-own", ink=ink)
        assert (names["own"].answer.get_text() == "draw a digit") == (not ink.any())
    assert heights(names["own"].bars) == [0] * 10
    assert words(names["own"].bars) == [""] * 10
    assert not blue(names["own"].bars)
    assert not np.any(names["own"].image.get_array())


def test_a_single_dot_and_a_full_pad_are_read_without_a_warning():
    dot = np.zeros((SIDE, SIDE), np.uint8)
    dot[140, 140] = 1
    for ink in [dot, np.full((SIDE, SIDE), 255, np.uint8)]:
        _, names = at("live-own", ink=ink)
        assert sum(heights(names["own"].bars)) == pytest.approx(1, abs=1e-5)


def test_every_control_at_its_ends():
    try_ends(4)


@pytest.mark.slow
def test_random_settings():
    try_random(4)
