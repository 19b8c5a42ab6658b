"""What the user's functions print, warn of and raise is shown below the picture."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as WIDGETS  # private, seen in ipywidgets 8.1
from live_examples import ALT, Page, wave
from livefigure import OPEN, LiveFigure
from livefigure.redraw import draw_fully


def test_floats_arrive_without_dust():
    figure, _, calls = wave()
    figure.controls["w"].value = 0.1 + 0.2
    assert calls[-1] == (0.3, 0)


def test_an_error_keeps_the_last_picture():
    figure, _, _ = wave()
    before = figure.picture.frame
    figure.controls["b"].value = 2.5
    message = figure.message.value
    assert "line 5 of draw: raise ValueError(" in message
    assert "ValueError: b is &lt;too&gt; large" in message
    assert "live_examples.py" not in message
    assert figure.picture.wrong
    assert figure.picture.frame == before
    figure.controls["b"].value = 1
    assert figure.message.value == ""
    assert not figure.picture.wrong
    assert np.array_equal(figure.page.pixels, draw_fully(figure.fig))


def test_an_error_within_a_function_of_the_readers_names_that_one():
    fig, _ = plt.subplots()

    def inner(k):
        return 1 / k

    def draw(k):
        inner(k)

    figure = LiveFigure(fig, draw, alt=ALT, k=(0, 1, 2))
    figure.controls["k"].value = 0
    assert "line 2 of inner: return 1 / k" in figure.message.value
    assert "ZeroDivisionError: division by zero" in figure.message.value


def test_a_figure_that_cannot_be_drawn_says_so():
    fig, ax = plt.subplots()

    def draw(k):
        ax.set_title("$x^$" if k else "fine")

    figure = LiveFigure(fig, draw, alt=ALT, k=(0, 0, 1))
    page = Page(figure)
    figure.controls["k"].value = 1
    assert "cannot be drawn" in figure.message.value
    figure.controls["k"].value = 0
    assert figure.message.value == ""
    assert np.array_equal(page.pixels, draw_fully(fig))


def test_prints_and_warnings_are_shown_and_bounded():
    figure, _, _ = wave()
    figure.controls["b"].value = -2.5
    assert "low -2.5" in figure.message.value
    assert "UserWarning: b is low" in figure.message.value
    fig, _ = plt.subplots()

    def draw(k):
        for i in range(k * 100000):
            print(i)
        print("x" * k * 100000)

    figure = LiveFigure(fig, draw, alt=ALT, k=(0, 0, 1))
    figure.controls["k"].value = 1
    assert len(figure.message.value) < 5000


def test_the_first_error_is_the_cells_own():
    fig, _ = plt.subplots()

    def draw(k):
        raise KeyError("no")

    before = len(WIDGETS)
    with pytest.raises(KeyError):
        LiveFigure(fig, draw, alt=ALT, k=(0, 0, 1))
    assert not OPEN
    assert len(WIDGETS) == before


def test_a_function_sees_the_names_of_the_notebook_as_they_are_now():
    space = {"plt": plt, "LiveFigure": LiveFigure, "offset": 10, "count": 0}
    cell = """
fig, ax = plt.subplots()
(line,) = ax.plot([0, 1], [0, 1])
def shift(k):
    return k + offset
def draw(k, line=line):
    line.set_ydata([shift(k), 0])
def step(k):
    global count
    count += 1
figure = LiveFigure(fig, draw, play=step, alt="A picture for the tests.", k=(0, 0, 9))
"""
    exec(cell, space)
    first, line = space["figure"], space["line"]
    exec(cell, space)
    exec("offset = 20", space)
    exec("def shift(k): return -k - offset", space)
    first.controls["k"].value = 3
    assert list(line.get_ydata()) == [-23, 0]
    first.step()
    first.step()
    assert space["count"] == 2
