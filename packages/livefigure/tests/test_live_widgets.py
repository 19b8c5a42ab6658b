"""Sliders, lists, switches and the pad; what `live` refuses."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances as WIDGETS  # private, seen in ipywidgets 8.1
from live_examples import ALT, Page
from livefigure import DrawingPad, LiveFigure
from livefigure.redraw import draw_fully
from livefigure.widgets import close_widget, make_control

BAD = [
    ({"w": (5, 1, -5)}, "must rise"),
    ({"w": (-5, 5, 1)}, "must rise"),
    ({"w": (0, 0, 0)}, "must rise"),
    ({"w": (0, 1)}, "must be (low, start, high)"),
    ({"w": (0, "1", 2)}, "must be (low, start, high)"),
    ({"w": (0, float("nan"), 2)}, "must be (low, start, high)"),
    ({"w": (0, 1, float("inf"))}, "must be (low, start, high)"),
    ({"w": (0, 1, 2, 0)}, "step"),
    ({"w": (0, 1, 2, 9)}, "step"),
    ({"w": []}, "list of different names"),
    ({"w": ["AND", "AND"]}, "list of different names"),
    ({"w": 3}, "must be (low, start, high)"),
    ({"w": "AND"}, "must be (low, start, high)"),
    ({"w": None}, "must be (low, start, high)"),
    ({"w": (0, 1, 2), "c": (0, 1, 2)}, "no parameter of draw is named 'c'"),
    ({}, "draw asks for 'w'"),
    ({"w": (0, 1, 2), "alt": "short"}, "sentence"),
    ({"w": (0, 1, 2), "play": 3}, "play must be a function"),
    ({"w": (0, 1, 2), "fps": 0}, "fps"),
]


@pytest.mark.parametrize(("options", "message"), BAD, ids=[str(bad[0]) for bad in BAD])
def test_bad_arguments_get_one_sentence(options, message):
    fig, _ = plt.subplots()
    before = len(WIDGETS)

    def draw(w):
        pass

    with pytest.raises(ValueError) as caught:  # noqa: PT011
        LiveFigure(fig, draw, **{"alt": ALT, **options})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(WIDGETS) == before


def test_a_call_instead_of_a_function_is_told():
    fig, _ = plt.subplots()
    with pytest.raises(ValueError, match="without"):
        LiveFigure(fig, None, alt=ALT)
    with pytest.raises(ValueError, match="needs a figure first"):
        LiveFigure(3, print, alt=ALT)


@pytest.mark.parametrize(
    ("spec", "kind", "value", "step"),
    [
        ((0, 3, 12), "IntSlider", 3, 1),
        ((0, 10, 100, 10), "IntSlider", 10, 10),
        ((-5.0, 1, 5), "FloatSlider", 1, 0.1),
        ((0.0, 0.33, 1), "FloatSlider", 0.33, 0.01),
        ((0.01, 0.1, 1), "FloatSlider", 0.1, 0.01),
        ((0, 0.5, 10, 0.5), "FloatSlider", 0.5, 0.5),
        ((np.int64(0), np.int64(1), np.int64(2)), "IntSlider", 1, 1),
    ],
)
def test_sliders(spec, kind, value, step):
    slider = make_control("k", spec)
    assert type(slider).__name__ == kind
    assert slider.value == value
    assert slider.step == pytest.approx(step)
    assert slider.continuous_update
    close_widget(slider)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.integers(0, 100))
def test_any_slider_starts_where_it_should(low, size, percent):
    low, size = round(low, 4), round(size, 4)
    start = min(max(round(low + size * percent / 100, 4), low), low + size)
    slider = make_control("k", (low, start, low + size))
    assert slider.value == start
    assert 0 < slider.step <= size / 10
    close_widget(slider)


def test_the_pad_takes_ink_from_both_sides():
    pad = DrawingPad(size=28)
    ink = np.zeros((28, 28), np.uint8)
    ink[3, 4] = 255
    came = []
    pad.observe(lambda change: came.append(change["new"]), "value")
    pad.set_state({"ink": memoryview(ink.tobytes())})
    assert np.array_equal(pad.value, ink)
    pad.value = ink.T
    assert bytes(pad.ink) == ink.T.tobytes()
    pad.clear()
    assert not pad.value.any()
    assert bytes(pad.ink) == b""
    assert len(came) == 3
    with pytest.raises(ValueError, match="28 by 28"):
        pad.value = np.zeros((3, 3))
    assert repr(pad) == "[Drawing pad, 28 by 28]"
    close_widget(pad)
    with pytest.raises(ValueError, match="size"):
        DrawingPad(size=3)


def test_the_pad_is_a_control():
    fig, ax = plt.subplots()
    image = ax.imshow(np.zeros((28, 28)), vmin=0, vmax=255)
    figure = LiveFigure(fig, lambda ink: image.set_data(ink[::2, ::2]), alt=ALT, ink=DrawingPad(56))
    page = Page(figure)
    ink = np.zeros((56, 56), np.uint8)
    ink[10:40, 20:26] = 255
    figure.controls["ink"].set_state({"ink": memoryview(ink.tobytes())})
    assert np.array_equal(image.get_array(), ink[::2, ::2])
    assert np.array_equal(page.pixels, draw_fully(fig))
    figure.reset()
    assert not np.any(image.get_array())
