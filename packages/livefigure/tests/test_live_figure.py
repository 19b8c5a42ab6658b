"""A live figure without a browser: its pictures, its still picture, its end."""

import base64
import gc
import io
import weakref

import matplotlib.pyplot as plt
import numpy as np
import pytest
import traitlets
from ipywidgets.widgets.widget import _instances as WIDGETS  # private, seen in ipywidgets 8.1
from live_examples import ALT, Page, wave
from livefigure import OPEN, DrawingPad, LiveFigure, notebook
from livefigure import figure as module
from livefigure.redraw import draw_fully
from PIL import Image


def test_a_moved_slider_calls_draw_and_sends_the_picture():
    figure, line, calls = wave()
    assert calls == [(1, 0)]
    rng = np.random.default_rng(0)
    for _ in range(40):
        name = rng.choice(["w", "b"])
        figure.controls[name].value = round(rng.uniform(-2, 2), 1)
        assert calls[-1] == tuple(figure.values.values())
        assert list(line.get_ydata()) == [calls[-1][1], sum(calls[-1])]
        assert np.array_equal(figure.page.pixels, draw_fully(figure.fig))


def test_a_new_view_of_a_figure_gets_the_whole_picture():
    figure, line, _ = wave()
    figure.controls["w"].value = 2
    assert figure.picture.corner
    number = figure.picture.number
    figure._on_message(None, {"new": True}, [])
    assert figure.picture.number == number + 1
    assert figure.picture.corner == []
    assert np.array_equal(Page(figure).pixels, draw_fully(figure.fig))
    figure.controls["b"].value = 2.5  # an error: the page keeps the picture before it
    line.set_linewidth(9)
    before = figure.page.pixels
    figure._on_message(None, {"new": True}, [])
    assert np.array_equal(Page(figure).pixels, before)
    figure.close()
    figure._on_message(None, {"new": True}, [])


def test_reset_is_one_picture():
    figure, _, calls = wave()
    figure.controls["w"].value = 3
    figure.controls["b"].value = 1
    number = figure.picture.number
    figure.reset()
    assert calls[-1] == (1, 0)
    assert figure.picture.number == number + 1


def test_a_still_picture_and_the_widgets_are_shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(notebook, "display", lambda data, **_: outputs.append(data))
    figure, _, _ = wave()
    figure._ipython_display_()
    still, widgets = outputs
    assert still["text/plain"] == f"[Figure: {ALT}]"
    assert f'alt="{ALT}" width="300">' in still["text/html"]
    assert base64.b64encode(still["image/png"]).decode() in still["text/html"]
    assert Image.open(io.BytesIO(still["image/png"])).size == (600, 448)
    assert widgets["text/plain"] == ""
    assert widgets[notebook.VIEW]["model_id"] == figure._panel.box.model_id
    again, _, _ = wave()
    assert again.still == figure.still
    assert figure.fig.number not in plt.get_fignums()


def test_the_still_picture_says_what_to_do(monkeypatch):
    captions = []
    monkeypatch.setattr(module, "still_png", lambda redraw, caption: captions.append(caption))
    wave()
    fig, _ = plt.subplots(figsize=(2, 2))
    LiveFigure(fig, lambda ink: None, alt=ALT, ink=DrawingPad(28))
    LiveFigure(fig, lambda ink, k: None, alt=ALT, ink=DrawingPad(28), k=(0, 1, 2))
    LiveFigure(fig, lambda: None, alt=ALT, play=lambda: None)
    assert captions == [
        "Run this cell to move w and b",
        "Run this cell to draw",
        "Run this cell to move ink and k",
        "Run this cell to move it, or to play it",
    ]


def test_closing_leaves_nothing():
    before, kept = len(WIDGETS), len(OPEN)
    figure, _, _ = wave()
    fig = weakref.ref(figure.fig)
    assert len(WIDGETS) > before
    figure.close()
    assert len(WIDGETS) == before
    assert len(OPEN) == kept
    del figure
    gc.collect()
    assert fig() is None


def test_a_figure_is_live_once():
    first, line, _ = wave()

    def draw(k):
        line.set_ydata([k, k])

    second = LiveFigure(first.fig, draw, alt=ALT, k=(0, 1, 2))
    assert [second] == OPEN


def test_running_a_cell_again_ends_what_it_made(monkeypatch):
    now = ["a", 1]
    monkeypatch.setattr(module, "current_cell", lambda: tuple(now))
    for count in range(3):
        now[:] = "a", count
        wave(), wave()
        now[:] = "b", count
        wave()
    assert sorted(figure.cell for figure in OPEN) == ["a", "a", "b"]
    assert {figure.run for figure in OPEN} == {2}


def test_several_controls_are_set_together_with_one_picture():
    figure, _, calls = wave()
    number = figure.picture.number
    assert figure.set(w=2, b=1)
    assert calls[1:] == [(2, 1)]
    assert figure.picture.number == number + 1
    assert not figure.set(b=2.5), "draw raises there"
    assert "b is &lt;too&gt; large" in figure.message.value


def test_set_changes_nothing_where_it_cannot_set_all():
    fig, _ = plt.subplots()
    figure = LiveFigure(fig, lambda k, gate: None, alt=ALT, k=(0, 1, 2), gate=["AND", "OR"])
    with pytest.raises(ValueError, match="there is no control 'j', but k, gate"):
        figure.set(k=2, j=1)
    with pytest.raises(traitlets.TraitError):
        figure.set(k=2, gate="XOR")
    assert figure.values == {"k": 1, "gate": "AND"}


def test_set_calls_restart_for_its_own_controls():
    fig, _ = plt.subplots()
    restarts = []
    figure = LiveFigure(
        fig,
        lambda k: None,
        restart=lambda lr: restarts.append(lr),
        alt=ALT,
        k=(0, 1, 2),
        lr=(0, 1, 2),
    )
    figure.set(k=2)
    assert restarts == [1]
    figure.set(k=1, lr=2)
    assert restarts == [1, 2]


def test_a_figure_says_whether_it_is_fast():
    fig, ax = plt.subplots(figsize=(2, 2))
    arrows = ax.quiver([0, 1], [0, 1], [1, 0], [0, 1], scale=5)

    def draw(k):
        arrows.scale = 5 + k

    figure = LiveFigure(fig, draw, alt=ALT, k=(0, 0, 9))
    page = Page(figure)
    assert figure.fast
    figure.set(k=5)
    figure.verify()
    assert not figure.fast
    assert np.array_equal(page.pixels, draw_fully(fig))


def test_an_error_in_a_comparison_is_shown():
    fig, ax = plt.subplots()
    broken = []

    def ticks(value, place):
        return "$x^$" if broken else "1"

    ax.xaxis.set_major_formatter(ticks)
    figure = LiveFigure(fig, lambda k: None, alt=ALT, k=(0, 0, 9))
    figure.set(k=1)
    broken.append(True)
    figure.verify()
    assert "The figure cannot be drawn" in figure.message.value
    assert figure.picture.wrong
