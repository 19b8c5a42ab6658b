"""Live figures without a browser: the same pixels as a full drawing, messages, arguments, no leaks."""

import asyncio
import functools
import gc
import io
import threading
import warnings
import weakref

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from livefigure import DrawingPad, LiveFigure
from livefigure import figure as module
from livefigure.redraw import Redraw, change, png
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from PIL import Image

from helpers.datasets import load_mnist
from helpers.images import prepare_digit

ALT = "A picture for the tests."
WIDGETS = ipywidgets.widgets.widget._instances


@pytest.fixture(autouse=True)
def _end_all():
    yield
    for _, figure in list(module.OPEN):
        figure.close()
    plt.close("all")


def true_pixels(fig):
    """The figure drawn from the start by matplotlib alone."""
    renderer = RendererAgg(*fig.canvas.get_width_height(), fig.dpi)
    fig.draw(renderer)
    return np.asarray(renderer.buffer_rgba())


def crowded_figure():
    """A figure with an artist of each common kind, and functions that change one thing each."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(6, 3), layout="constrained")
    x = np.linspace(-5, 5, 60)
    (line,) = left.plot(x, x, "o-", label="a line")
    (dashed,) = left.plot(x, -x, "--", zorder=5)
    dots = left.scatter(x[::6], x[::6], c=x[::6], cmap="viridis")
    note = left.annotate("here", (0, 0), (2, 2), arrowprops={"arrowstyle": "-|>"})
    legend = left.legend(loc="upper left")
    band = left.axvspan(-1, 1, alpha=0.3)
    left.set(xlim=(-5, 5), ylim=(-5, 5), xlabel="x", title="left")
    image = right.imshow(np.zeros((8, 8)), vmin=0, vmax=1, extent=(0, 4, 0, 4))
    bars = right.bar([1, 2, 3], [1, 2, 3], width=0.4)
    words = right.text(0.5, 0.5, "$x^2$", fontsize=14)
    arrow = right.quiver([1, 2], [1, 2], [1, 0], [0, 1])
    fig.colorbar(image, ax=right)
    fig.suptitle("both")
    extra = []

    def add_or_remove(r):
        if extra:
            extra.pop().remove()
        else:
            extra.extend(left.plot(x, r.normal(size=60)))

    changes = [
        lambda r: line.set_ydata(r.normal() * x),
        lambda r: line.set_color(tuple(r.random(3))),
        lambda r: dashed.set_visible(r.random() < 0.5),
        lambda r: dashed.set_zorder(r.integers(0, 6)),
        lambda r: dots.set_offsets(r.normal(size=(10, 2))),
        lambda r: dots.set_array(r.random(10)),
        lambda r: setattr(note, "xy", tuple(r.normal(size=2))),
        lambda r: note.set_text(str(r.integers(1000))),
        lambda r: legend.get_texts()[0].set_text(str(r.integers(1000))),
        lambda r: band.set_alpha(r.random()),
        lambda r: left.set_title(
            f"one line\nand {r.integers(9)} gjpq" if r.random() < 0.3 else "a"
        ),
        lambda r: left.set_xlim(-5 - r.random(), 5),
        lambda r: left.set_yscale("symlog" if r.random() < 0.5 else "linear"),
        lambda r: left.set_aspect("equal" if r.random() < 0.5 else "auto"),
        lambda r: right.set_aspect("auto" if r.random() < 0.5 else "equal"),
        lambda r: left.grid(r.random() < 0.5),
        lambda r: left.set_xticks(np.sort(r.uniform(-5, 5, 4))),
        lambda r: left.tick_params(labelsize=r.integers(6, 12)),
        lambda r: left.set_facecolor(tuple(r.random(3))),
        lambda r: left.spines["top"].set_visible(r.random() < 0.5),
        lambda r: image.set_data(r.random((8, 8))),
        lambda r: image.set_clim(0, 0.5 + r.random()),
        lambda r: bars[1].set_height(3 * r.random()),
        lambda r: words.set_position(tuple(4 * r.random(2))),
        lambda r: words.set_rotation(r.integers(90)),
        lambda r: arrow.set_UVC(r.normal(size=2), r.normal(size=2)),
        lambda r: right.axis("off" if r.random() < 0.5 else "on"),
        lambda r: fig.suptitle(str(r.integers(1000))),
        add_or_remove,
    ]
    return fig, changes


def test_the_quick_drawing_has_the_pixels_of_a_full_one():
    fig, changes = crowded_figure()
    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    rng = np.random.default_rng(0)
    for _ in range(150):
        chosen = rng.choice(len(changes), size=rng.integers(0, 4), replace=False)
        for index in chosen:
            changes[index](rng)
        assert np.array_equal(redraw.draw(), true_pixels(fig)), chosen
        if rng.random() < 0.3:
            assert redraw.is_true(), chosen
    assert redraw.fast


def test_the_quick_drawing_is_quick():
    """Counted in painting calls that are prepared anew, for times depend on the machine."""
    fig, changes = crowded_figure()
    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    redraw.draw()
    kept = dict(redraw._tapes)
    changes[0](np.random.default_rng(0))
    redraw.draw()
    anew = [leaf for leaf, tape in redraw._tapes.items() if kept.get(leaf) is not tape]
    # (Empty titles, which matplotlib moves at each drawing, paint nothing.)
    assert [a for a in anew if not (isinstance(a, Text) and not a.get_text())] == fig.axes[0].lines[
        :1
    ]


def test_a_look_whether_the_picture_is_true_leaves_nothing_to_do_again(monkeypatch):
    fig, ax = plt.subplots()
    ax.set_title("a title")
    text = ax.text(0.1, 0.5, "0\nlines")
    written = []
    draw_text = RendererAgg.draw_text

    def note(self, gc, x, y, s, *args, **kwargs):
        written.append(s)
        return draw_text(self, gc, x, y, s, *args, **kwargs)

    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    redraw.draw()
    assert redraw.is_true()
    text.set_text("1\nlines")
    monkeypatch.setattr(RendererAgg, "draw_text", note)
    redraw.draw()
    assert written == ["1"], "the other letters are known, each line by itself"
    written.clear()
    text.set_text("0\nlines")
    redraw.draw()
    assert not written
    assert np.array_equal(redraw.pixels, true_pixels(fig))


def test_a_text_that_only_moves_while_drawing_is_not_drawn_anew():
    """matplotlib moves titles at every drawing; only what a title says or where it ends counts."""
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1])
    title = ax.set_title("a title")
    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    redraw.draw()
    tape = redraw._tapes[title]
    line.set_ydata([1, 0])
    redraw.draw()
    assert redraw._tapes[title] is tape
    changes = [
        lambda: ax.set_title("another one"),
        lambda: ax.set_title("a title"),
        lambda: title.set_color("red"),
        lambda: title.set_fontsize(7),
        lambda: title.set_rotation(20),
        lambda: title.set_antialiased(False),
        lambda: title.set_clip_box(ax.bbox),
        lambda: ax.xaxis.tick_top(),  # pushes the title up
        lambda: ax.set_position([0.2, 0.2, 0.5, 0.5]),
        lambda: ax.set_title("a title", loc="left"),
        lambda: title.set_alpha(0.3),
        lambda: title.set_alpha(None),
    ]
    for number, make in enumerate(changes):
        make()
        assert np.array_equal(redraw.draw(), true_pixels(fig)), number
    assert redraw.is_true()


def test_a_change_that_leaves_no_mark_is_found_when_the_hand_stops():
    fig, ax = plt.subplots()
    image = ax.imshow(np.eye(2))
    redraw = Redraw(fig)
    redraw.draw()
    image.get_array()[:] = [[1, 0], [0.3, 1]]
    redraw.draw()
    assert not redraw.is_true()
    assert not redraw.fast
    assert np.array_equal(redraw.pixels, true_pixels(fig))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_png_holds_the_pixels(height, width, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png(pixels)))), pixels)


def wave(**options):
    """A small live figure, its line, and the list of the values that draw was called with."""
    fig, ax = plt.subplots(figsize=(3, 2))
    (line,) = ax.plot([0, 1], [0, 1])
    calls = []

    def draw(w, b):
        calls.append((w, b))
        line.set_ydata([b, w + b])
        if b > 2:
            raise ValueError("b is <too> large")
        if b < -2:
            print("low", b)
            warnings.warn("b is low", stacklevel=1)

    figure = LiveFigure(fig, draw, alt=ALT, w=(-5.0, 1, 5), b=(-3.0, 0, 3), **options)
    figure.page = Page(figure)
    return figure, line, calls


class Page:
    """What a page shows of a figure: as live.js does, it paints each frame over the one before."""

    def __init__(self, figure):
        self.model, self.canvas = figure.picture, None
        self.paint()
        self.model.observe(self.paint, "frame")

    def paint(self, _=None):
        part = Image.open(io.BytesIO(self.model.frame))
        if self.model.corner:
            self.canvas.alpha_composite(part, tuple(self.model.corner))
        else:
            self.canvas = part

    @property
    def pixels(self):
        return np.asarray(self.canvas)


def painted(before, after):
    """before with the change to after painted over it."""
    pixels, corner = change(before, after)
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
    pixels, corner = change(before, after)
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
        pixels, corner = change(earlier, later)
        assert corner == []
        assert np.array_equal(pixels, later)
    assert np.array_equal(painted(after, before), before)


def test_a_new_view_of_a_figure_gets_the_whole_picture():
    figure, line, _ = wave()
    figure.controls["w"].value = 2
    assert figure.picture.corner
    number = figure.number
    figure._hear(None, {"new": True}, [])
    assert figure.number == number + 1
    assert figure.picture.corner == []
    assert np.array_equal(Page(figure).pixels, true_pixels(figure.fig))
    figure.controls["b"].value = 2.5  # an error: the page keeps the picture before it
    line.set_linewidth(9)
    before = figure.page.pixels
    figure._hear(None, {"new": True}, [])
    assert np.array_equal(Page(figure).pixels, before)
    figure.close()
    figure._hear(None, {"new": True}, [])


def test_a_moved_slider_calls_draw_and_sends_the_picture():
    figure, line, calls = wave()
    assert calls == [(1, 0)]
    rng = np.random.default_rng(0)
    for _ in range(40):
        name = rng.choice(["w", "b"])
        figure.controls[name].value = round(rng.uniform(-2, 2), 1)
        assert calls[-1] == tuple(figure.values.values())
        assert list(line.get_ydata()) == [calls[-1][1], sum(calls[-1])]
        assert np.array_equal(figure.page.pixels, true_pixels(figure.fig))


def test_a_later_cell_may_use_the_same_names():
    """As in a notebook, where every cell calls its axes ax."""
    space = {"plt": plt, "LiveFigure": LiveFigure}
    cell = """
fig, ax = plt.subplots()
(line,) = ax.plot([0, 1], [0, 1])
def shift(k):
    return k + offset
def draw(k):
    line.set_ydata([shift(k), 0])
def step(k):
    global count
    count += 1
figure = LiveFigure(fig, draw, play=step, alt="A picture for the tests.", k=(0, 0, 9))
"""
    space["count"] = 0
    space["offset"] = 10
    exec(cell, space)
    first, first_line = space["figure"], space["line"]
    space["offset"] = 20
    exec(cell, space)
    second_line = space["line"]
    del space["offset"]
    first.controls["k"].value = 3
    assert list(first_line.get_ydata()) == [13, 0]
    assert list(second_line.get_ydata()) == [20, 0]
    space["figure"].controls["k"].value = 4
    assert list(second_line.get_ydata()) == [24, 0]
    assert space["line"] is second_line
    assert "offset" not in space
    first.step()
    assert space["count"] == 1


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
    assert "test_live.py" not in message
    assert figure.picture.wrong
    assert figure.picture.frame == before
    figure.controls["b"].value = 1
    assert figure.message.value == ""
    assert not figure.picture.wrong
    assert np.array_equal(figure.page.pixels, true_pixels(figure.fig))


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
    assert np.array_equal(page.pixels, true_pixels(fig))


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

    with pytest.raises(KeyError):
        LiveFigure(fig, draw, alt=ALT, k=(0, 0, 1))
    assert not module.OPEN


def test_reset_is_one_picture():
    figure, _, calls = wave()
    figure.controls["w"].value = 3
    figure.controls["b"].value = 1
    number = figure.number
    figure.reset()
    assert calls[-1] == (1, 0)
    assert figure.number == number + 1


def test_the_bundle_holds_a_still_picture_and_stable_text():
    figure, _, _ = wave()
    data, metadata = figure._repr_mimebundle_()
    assert data["text/plain"] == f"[Figure: {ALT}]"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == figure.box.model_id
    assert metadata["image/png"] == {"alt": ALT, "width": 300}
    still = Image.open(io.BytesIO(data["image/png"]))
    assert still.size == (600, 448)
    again, _, _ = wave()
    assert again.still == figure.still
    assert figure.fig.number not in plt.get_fignums()


def test_the_still_picture_says_what_to_do(monkeypatch):
    said = []
    kept = module.still_picture

    def noted(fig, below, play):
        said.append(below)
        return kept(fig, below, play)

    monkeypatch.setattr(module, "still_picture", noted)
    wave()
    fig, _ = plt.subplots(figsize=(2, 2))
    LiveFigure(fig, lambda ink: None, alt=ALT, ink=DrawingPad(28))
    LiveFigure(fig, lambda ink, k: None, alt=ALT, ink=DrawingPad(28), k=(0, 1, 2))
    assert said == [
        "Run this cell to move w and b",
        "Run this cell to draw",
        "Run this cell to move ink and k",
    ]


def test_closing_leaves_nothing():
    before, kept = len(WIDGETS), len(module.OPEN)
    figure, _, _ = wave()
    fig = weakref.ref(figure.fig)
    assert len(WIDGETS) > before
    figure.close()
    assert len(WIDGETS) == before
    assert len(module.OPEN) == kept
    del figure
    gc.collect()
    assert fig() is None


def test_a_figure_is_live_once():
    first, line, _ = wave()

    def draw(k):
        line.set_ydata([k, k])

    second = LiveFigure(first.fig, draw, alt=ALT, k=(0, 1, 2))
    assert [figure for _, figure in module.OPEN] == [second]


def test_running_a_cell_again_ends_what_it_made(monkeypatch):
    now = ["a", 1]
    monkeypatch.setattr(module, "which_cell", lambda: tuple(now))
    for count in range(3):
        now[:] = "a", count
        wave(), wave()
        now[:] = "b", count
        wave()
    assert sorted(cell for (cell, _), _ in module.OPEN) == ["a", "a", "b"]
    assert {count for (_, count), _ in module.OPEN} == {2}


def playing():
    fig, ax = plt.subplots(figsize=(2, 2))
    (line,) = ax.plot([], [])
    steps = []

    def restart(lr):
        steps.clear()

    def step(lr, speed):
        steps.append(lr * speed)
        if len(steps) == 30:
            raise ValueError("enough")

    def draw():
        line.set_data(range(len(steps)), steps)

    controls = {"lr": (0.1, 0.5, 1), "speed": (1, 2, 5)}
    return LiveFigure(fig, draw, alt=ALT, play=step, restart=restart, fps=100, **controls), steps


def test_play_waits_for_the_page_and_pauses():
    async def main():
        figure, steps = playing()
        assert steps == [], "headless, it stays at its first picture"
        figure.toggle()
        await asyncio.sleep(0.2)
        assert len(steps) == 2, "one picture under way, one ready: no page has shown them"
        for _ in range(5):
            figure._hear(None, {"seen": figure.number}, [])
            await asyncio.sleep(0.05)
        reached = len(steps)
        assert reached >= 6
        figure.toggle()
        figure._hear(None, {"seen": figure.number}, [])
        await asyncio.sleep(0.05)
        assert len(steps) == reached
        assert figure._buttons["Play"].description == "Play"
        figure.step()
        assert len(steps) == reached + 1
        figure.controls["speed"].value = 4  # restart does not ask for it
        assert len(steps) == reached + 1
        figure.controls["lr"].value = 0.2
        await asyncio.sleep(0.1)
        assert steps == []

    asyncio.run(main())


def test_moves_that_come_one_upon_the_other_get_one_picture():
    async def main():
        figure, _, calls = wave()
        first = figure.number
        await asyncio.sleep(0.1)
        figure.controls["w"].value = 2  # the first is drawn at once
        assert calls[-1] == (2, 0)
        for value in (1, 2, 1):
            figure.controls["b"].value = value
            figure.controls["w"].value = value
        assert figure.number == first + 1
        await asyncio.sleep(0.1)
        assert figure.number == first + 2
        assert calls[-1] == (1, 1)
        figure.controls["b"].value = 2  # after a while a move is drawn at once again
        assert figure.number == first + 3
        assert (figure.page.pixels == true_pixels(figure.fig)).all()

    asyncio.run(main())


def test_moves_without_end_get_pictures_all_the_same():
    async def main():
        figure, _, calls = wave()
        for i in range(100):
            figure.controls["w"].value = i % 50 / 10
            await asyncio.sleep(0.002)
        assert 2 < len(calls) < 100
        await asyncio.sleep(0.1)
        assert calls[-1] == (4.9, 0)

    asyncio.run(main())


def test_a_move_under_way_is_not_lost_with_a_step_nor_drawn_after_close():
    async def main():
        figure, steps = playing()
        figure.step()
        figure.controls["lr"].value = 0.2  # restart asks for it
        figure.step()
        await asyncio.sleep(0.1)
        assert steps == []
        figure.step()
        figure.controls["lr"].value = 0.3
        figure.close()
        await asyncio.sleep(0.1)
        assert len(steps) == 1

    asyncio.run(main())


def test_play_ends_with_an_error_and_with_close():
    async def main():
        figure, steps = playing()
        figure._seen = 10**9
        figure.toggle()
        figure._seen = 10**9
        await asyncio.sleep(1.5)
        assert len(steps) == 30
        assert not figure.playing
        assert "enough" in figure.message.value
        figure.reset()
        figure.toggle()
        task = figure._task
        figure.close()
        await asyncio.sleep(0.05)
        assert task.done()
        assert len(steps) <= 1

    asyncio.run(main())


@pytest.mark.parametrize("spec", [(0, 1, 5), (0.0, 1.0, 5.0)])
def test_a_move_is_answered_by_a_picture_alone(monkeypatch, spec):
    """The kernel does not send a moved slider's own value back before the picture."""
    slider = module.make_control("w", spec)
    sent = []
    monkeypatch.setattr(slider.comm, "send", lambda *args, **kwargs: sent.append(args))
    update = {"method": "update", "state": {"value": 3}, "buffer_paths": []}
    slider._handle_msg({"content": {"data": update}, "buffers": []})
    assert slider.value == 3
    assert not sent
    slider.value = 2  # as Reset does
    assert len(sent) == 1


def test_play_ends_after_its_last_step():
    async def main():
        fig, ax = plt.subplots(figsize=(2, 2))
        (line,) = ax.plot([], [])
        steps = []

        def step(lr):
            steps.append(lr)
            return len(steps) < 3

        def draw():
            line.set_data(range(len(steps)), steps)

        figure = LiveFigure(fig, draw, alt=ALT, play=step, fps=100, lr=(0.1, 0.5, 1))
        figure.toggle()
        figure._seen = 10**9
        await asyncio.sleep(0.3)
        assert len(steps) == 3
        assert not figure.playing
        assert figure._buttons["Play"].description == "Play"
        assert list(line.get_xdata()) == [0, 1, 2]

    asyncio.run(main())


def test_a_slider_moved_in_another_thread_is_answered_in_ours():
    """JupyterLab handles widgets beside the cells; many moves in a busy moment make one picture."""

    async def main():
        figure, _, calls = wave()
        before = figure.number

        def move():
            for i in range(20):
                figure.controls["w"].value = i / 10

        thread = threading.Thread(target=move)
        thread.start()
        thread.join()  # our thread is busy meanwhile
        assert figure.number == before
        await asyncio.sleep(0.2)
        assert figure.number == before + 1
        assert calls[-1] == (1.9, 0)

    asyncio.run(main())


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
    slider = module.make_control("k", spec)
    assert type(slider).__name__ == kind
    assert slider.value == value
    assert slider.step == pytest.approx(step)
    assert slider.continuous_update
    module.close_widget(slider)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.integers(0, 100))
def test_any_slider_starts_where_it_should(low, size, percent):
    low, size = round(low, 4), round(size, 4)
    start = min(max(round(low + size * percent / 100, 4), low), low + size)
    slider = module.make_control("k", (low, start, low + size))
    assert slider.value == start
    assert 0 < slider.step <= size / 10
    module.close_widget(slider)


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
    module.close_widget(pad)
    with pytest.raises(ValueError, match="size"):
        DrawingPad(size=3)


def test_the_pad_is_a_control():
    fig, ax = plt.subplots()
    image = ax.imshow(np.zeros((28, 28)), vmin=0, vmax=255)
    figure = LiveFigure(
        fig, lambda ink: image.set_data(prepare_digit(ink)), alt=ALT, ink=DrawingPad(56)
    )
    page = Page(figure)
    ink = np.zeros((56, 56), np.uint8)
    ink[10:40, 20:26] = 255
    figure.controls["ink"].set_state({"ink": memoryview(ink.tobytes())})
    assert np.array_equal(image.get_array(), prepare_digit(ink))
    assert np.array_equal(page.pixels, true_pixels(fig))
    figure.reset()
    assert not np.any(image.get_array())


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
