"""Live figures in a real JupyterLab: moved by key, drag and typing, as a reader would."""

import hashlib
import random

import pytest
from livefigure.widgets import SCRIPT
from pen_strokes import STROKES

SETUP = """
import warnings
import matplotlib.pyplot as plt
import numpy as np
from livefigure import OPEN, DrawingPad, live
from helpers.images import prepare_digit
plt.style.use("helpers.lesson")
"""

WAVE = """
x = np.linspace(-6, 6, 200)
fig, ax = plt.subplots()
(line,) = ax.plot(x, x)
ax.set(xlabel="x", ylabel="y", ylim=(-1.2, 1.2))

def draw(w, b, gate, safe):
    y = np.tanh(w * x + b) if safe else np.sign(w * x + b)
    line.set_ydata(y)
    ax.set_title(f"{gate}: w = {w}, b = {b}")

live(fig, draw, w=(-5, 1, 5), b=(-3.0, 0, 3), gate=["AND", "OR"], safe=True,
     alt="The curve tanh(w x + b) for w = 1 and b = 0.")
"""

FIELD = """
fig, axes = plt.subplots(1, 2, figsize=(7, 3.2))
u, v = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
image = axes[0].imshow(u, vmin=-1, vmax=1, cmap="RdBu", extent=(-1, 1, -1, 1))
bars = axes[1].bar(["a", "b", "c"], [1, 2, 3])
axes[1].set_ylim(0, 1)

def draw(w1, w2):
    image.set_data(np.tanh(w1 * u + w2 * v))
    p = np.exp([w1, w2, 0])
    for bar, height in zip(bars, p / p.sum()):
        bar.set_height(height)
    if w1 > 4.5:
        raise ValueError("w1 is <too> large")
    if w1 < -4.5:
        print("small:", w1)
        warnings.warn("w1 is small")

live(fig, draw, w1=(-5.0, 1, 5), w2=(-5.0, 2, 5), alt="A field of numbers beside three bars.")
"""

SLOW = """
import time
fig, ax = plt.subplots(figsize=(4, 2))
(dot,) = ax.plot([0], [0], "o")
ax.set(xlim=(0, 100), ylim=(-1, 1))
drawn = []

def draw(k):
    if drawn:
        time.sleep(0.15)
    drawn.append(k)
    dot.set_xdata([k])

live(fig, draw, k=(0, 50, 100), alt="A dot that follows k slowly.")
"""

PLAY = """
fig, ax = plt.subplots(figsize=(5, 2.5))
(path,) = ax.plot([], [])
ax.set(xlim=(0, 100), ylim=(-1, 1))
losses = []

def begin(lr):
    losses.clear()

def step(lr):
    losses.append(np.cos(lr * len(losses)))

def draw():
    path.set_data(range(len(losses)), losses)

live(fig, draw, play=step, restart=begin, lr=(0.01, 0.1, 1), alt="A curve that grows by steps.")
"""

PAD = """
fig, ax = plt.subplots(figsize=(3, 3))
image = ax.imshow(np.zeros((28, 28)), vmin=0, vmax=255)
seen = []

def draw(ink):
    image.set_data(prepare_digit(ink))
    seen.append(np.array(ink))

live(fig, draw, ink=DrawingPad(), alt="The digit as the network sees it.")
"""

# The figure drawn from the start, by another renderer, for the values that the kernel holds.
TRUTH = """
import hashlib
from livefigure import CapturedOutput
from livefigure.redraw import draw_fully
def truth(i):
    figure = OPEN[i]
    with CapturedOutput().capture():
        figure.functions.call("draw", figure.values)
    return hashlib.sha256(draw_fully(figure.fig).tobytes()).hexdigest()
print(truth({}), end="")
"""


@pytest.fixture(scope="module")
def notebook(open_notebook):
    notebook = open_notebook([SETUP, WAVE, FIELD, SLOW, PLAY, PAD])
    notebook.run_all()
    notebook.figures()[-1].box.locator("canvas.live-picture[data-number]").wait_for()
    return notebook


@pytest.fixture
def figures(notebook):
    """wave, field, slow, play, pad; each at its start."""
    wave, field, slow, play, _ = figures = notebook.figures()
    for figure in (wave, field, slow, play):
        figure.box.scroll_into_view_if_needed()
        before = figure.number
        figure.click("Reset")
        figure.wait_after(before)
    notebook.page.wait_for_timeout(200)
    return figures


def value(notebook, figure, name):
    text = notebook.execute(f"print(OPEN[{figure}].values[{name!r}], end='')")
    return float(text)


def assert_true_picture(notebook, index, figure):
    """The picture is that of the kernel's values, at once or, on a busy machine, within seconds."""
    for _ in range(30):
        shown = hashlib.sha256(figure.pixels().tobytes()).hexdigest()
        if shown == notebook.execute(TRUTH.format(index)):
            return
        notebook.page.wait_for_timeout(200)
    raise AssertionError("the picture is not that of the values")


def assert_same_values(notebook, index, figure, names):
    """What stands beside each slider is the value that Python has."""
    for name in names:
        text = figure.readout(name).inner_text().replace("\N{MINUS SIGN}", "-").replace(",", "")
        assert float(text) == pytest.approx(value(notebook, index, name), abs=1e-9), name


def test_keys_move_the_slider_and_the_picture(notebook, figures):
    wave = figures[0]
    for key, expected in [
        ("ArrowRight", 2),
        ("ArrowUp", 3),
        ("ArrowLeft", 2),
        ("ArrowDown", 1),
        ("End", 5),
        ("Home", -5),
        ("PageUp", 0),
        ("PageDown", -5),
    ]:
        wave.press("w", key)
        assert value(notebook, 0, "w") == expected, key
        assert_true_picture(notebook, 0, wave)


def test_a_drag_moves_the_picture(notebook, figures):
    field = figures[1]
    before = field.number
    field.drag("w2", -60)
    field.wait_after(before)
    notebook.page.wait_for_timeout(300)
    assert value(notebook, 1, "w2") < 1
    assert value(notebook, 1, "w1") == 1
    assert_true_picture(notebook, 1, field)


def test_a_value_can_be_typed(notebook, figures):
    wave = figures[0]
    before = wave.number
    wave.type_value("b", "-1.5")
    wave.wait_after(before)
    assert value(notebook, 0, "b") == -1.5
    before = wave.number
    wave.type_value("b", "99")
    wave.wait_after(before)
    assert value(notebook, 0, "b") == 3
    assert_true_picture(notebook, 0, wave)


def test_choice_and_switch(notebook, figures):
    wave = figures[0]
    before = wave.number
    wave.box.get_by_label("gate").select_option("OR")
    wave.wait_after(before)
    before = wave.number
    wave.box.get_by_role("checkbox").uncheck()
    wave.wait_after(before)
    assert notebook.execute("print(OPEN[0].values)") == (
        "{'w': 1, 'b': 0.0, 'gate': 'OR', 'safe': False}\n"
    )
    assert_true_picture(notebook, 0, wave)


def test_reset(notebook, figures):
    wave = figures[0]
    start = wave.pixels()
    wave.press("w", times=3)
    wave.press("b", "End")
    assert (wave.pixels() != start).any()
    before = wave.number
    wave.click("Reset")
    wave.wait_after(before)
    assert (wave.pixels() == start).all()
    assert wave.number == before + 1, "one picture for all sliders together"


def test_an_error_is_shown_and_goes_away(notebook, figures):
    field = figures[1]
    good = field.number
    field.press("w1", "End", wait=False)
    message = field.box.locator("[role=status]:visible")
    message.wait_for()
    text = message.inner_text()
    assert "line 7 of draw: raise ValueError" in text
    assert "ValueError: w1 is <too> large" in text
    assert "ipykernel" not in text
    assert field.number == good
    picture = field.box.locator("canvas.live-picture")
    notebook.page.wait_for_function("(c) => c.style.opacity < 1", arg=picture.element_handle())
    field.press("w1", "ArrowLeft", times=10, wait=False)
    field.wait_after(good)
    message.wait_for(state="detached")
    notebook.page.wait_for_function("(c) => c.style.opacity == 1", arg=picture.element_handle())
    field.press("w1", "Home")
    message.wait_for()
    assert "small: -5" in message.inner_text()
    assert "UserWarning: w1 is small" in message.inner_text()
    assert_true_picture(notebook, 1, field)


def test_names_for_screen_readers(notebook, figures):
    wave = figures[0]
    wave.box.get_by_role("img", name="The curve tanh(w x + b)").wait_for()
    for name in ("w", "b"):
        wave.box.get_by_role("slider", name=name, exact=True).wait_for()
        wave.box.get_by_role("textbox", name=f"{name}, type a value").wait_for()
    wave.box.get_by_role("combobox", name="gate").wait_for()
    wave.box.get_by_role("checkbox", name="safe").wait_for()
    wave.box.get_by_role("button", name="Reset").wait_for()
    for name in ("w", "b"):
        wave.press(name)
        assert wave.handle(name).get_attribute("aria-valuetext") == wave.readout(name).inner_text()
    wave.box.get_by_role("img", name="As it was at the start: The curve tanh(w x + b)").wait_for()
    figures[4].box.get_by_role("button", name="Clear the drawing pad").wait_for()


def test_names_when_the_figure_comes_on_the_page_late(chrome):
    """JupyterLab may put a figure on the page only when one scrolls there, as it does in Firefox."""
    page = chrome.new_page()
    given = page.evaluate(
        """async (script) => {
        const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        const { render } = (await import(url)).default;
        const paint = new OffscreenCanvas(10, 10);
        paint.getContext('2d');
        const frame = await (await paint.convertToBlob()).arrayBuffer();
        const state = { role: 'picture', width: 10, height: 10, alt: 'A dot.', number: 1, corner: [],
          frame, density: 1, wrong: false, playing: false };
        const model = { get: (name) => state[name], set() {}, save_changes() {}, send() {}, on() {}, off() {} };
        const wait = (time) => new Promise((done) => setTimeout(done, time));
        const el = document.createElement('div');
        render({ model, el });
        await wait(2500);
        const figure = document.createElement('div');
        figure.className = 'live-figure';
        figure.innerHTML = `<div><span class="widget-label">w</span><div class="noUi-handle"></div>
          <div class="widget-readout">0.10</div></div>`;
        figure.append(el);
        document.body.append(figure);
        await wait(200);
        const handle = figure.querySelector('.noUi-handle');
        return ['aria-label', 'aria-valuetext'].map((name) => handle.getAttribute(name)); }""",
        SCRIPT,
    )
    page.close()
    assert given == ["w", "0.10"]


def test_keys_and_drags_in_turn_over_two_figures(notebook, figures):
    rng = random.Random(0)
    keys = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]
    notebook.console.clear()
    figures[0].box.scroll_into_view_if_needed()
    for burst in range(10):
        index = burst % 2
        figure, names = figures[index], [("w", "b"), ("w2",)][index]
        figure.handle(names[0]).focus()
        height = notebook.page_height()
        for _ in range(9):
            name = rng.choice(names)
            figure.handle(name).evaluate("(h) => h.focus({ preventScroll: true })")
            notebook.page.keyboard.press(rng.choice(keys))
        figure.drag(names[0], rng.randrange(-40, 40), steps=6)
        notebook.page.wait_for_timeout(300)
        assert notebook.page_height() == height
        assert_same_values(notebook, index, figure, names)
        assert_true_picture(notebook, index, figure)
    assert not notebook.console
    assert not notebook.outputs("error")
    assert not any(figure.message() for figure in figures)


def test_a_slow_function_drops_frames_and_ends_at_the_last_value(notebook, figures):
    slow = figures[2]
    notebook.page.wait_for_timeout(500)
    notebook.execute("drawn[:] = [0]")
    slow.handle("k").focus()
    for _ in range(40):
        notebook.page.keyboard.press("ArrowRight")
    notebook.page.wait_for_timeout(1000)
    drawn = eval(notebook.execute("print(drawn)"))
    assert drawn[-1] == 90
    assert len(drawn) < 25, "frames were queued"
    assert_true_picture(notebook, 2, slow)


def test_the_kernel_is_not_called_busy_with_a_quick_move(notebook, figures):
    """JupyterLab's marks for a busy kernel would be drawn in the time of the picture."""
    notebook.page.evaluate(
        """() => { window.statuses = [];
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        kernel.statusChanged.connect((_, status) => window.statuses.push(status)); }"""
    )
    figures[0].press("w", times=3)
    notebook.page.wait_for_timeout(300)
    assert notebook.page.evaluate("() => window.statuses") == []
    notebook.execute("1")  # the list does fill
    assert notebook.page.evaluate("() => window.statuses") == ["busy", "idle"]


def test_an_endless_function_can_be_interrupted(notebook, figures):
    slow = figures[2]
    notebook.execute(
        "def endless(k):\n    while k > 90:\n        pass\n"
        "functions = OPEN[2].functions\nkept = functions['draw']\nfunctions['draw'] = endless"
    )
    slow.press("k", "End", wait=False)
    notebook.page.wait_for_timeout(300)
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()"
    )
    slow.box.get_by_text("Stopped by hand.").wait_for()
    notebook.execute("functions['draw'] = kept")
    slow.press("k", "ArrowLeft")
    assert_true_picture(notebook, 2, slow)


def test_play_pause_step_reset(notebook, figures):
    play = figures[3]
    steps = "print(len(losses), end='')"
    before = play.number
    play.click("Step")
    play.wait_after(before)
    assert notebook.execute(steps) == "1"
    play.click("Play")
    notebook.page.wait_for_timeout(1000)
    play.click("Pause")
    notebook.page.wait_for_timeout(300)
    reached = int(notebook.execute(steps))
    assert reached > 5
    notebook.page.wait_for_timeout(300)
    assert int(notebook.execute(steps)) == reached, "paused is paused"
    assert_true_picture(notebook, 3, play)
    before = play.number
    play.press("lr")  # restart names lr
    assert notebook.execute(steps) == "0"


def test_play_ends_when_the_cell_is_run_again(notebook, figures):
    figures[3].click("Play")
    notebook.page.wait_for_timeout(300)
    kept = "print(len(OPEN), plt.get_fignums(), len(__import__('ipywidgets').widgets.widget._instances), end='')"
    before = notebook.execute(kept)
    notebook.run_cell(4)
    notebook.page.wait_for_timeout(500)
    assert notebook.execute(kept) == before
    assert notebook.execute("print(len(losses), end='')") == "0"
    for _ in range(3):
        notebook.run_cell(4)
    notebook.page.wait_for_timeout(500)
    assert notebook.execute(kept) == before
    # The figure that was run again is the last of the list in the kernel; put the order right.
    notebook.execute("OPEN.insert(3, OPEN.pop())")


def test_what_is_drawn_on_the_pad_arrives(notebook, figures):
    pad = figures[4]
    hint = pad.box.get_by_text("draw here")
    hint.wait_for(state="visible")
    pad.draw(*STROKES[7])
    notebook.page.wait_for_timeout(400)
    assert not hint.is_visible()
    notebook.execute("last = seen[-1]")
    assert (
        notebook.execute("print(last.shape, last.dtype, last.max(), end='')")
        == "(280, 280) uint8 255"
    )
    # Ink on the stroke's way, and none off it.
    assert notebook.execute(
        "print(last[56, 140] > 200, last[147, 168] > 200, last[200, 60], end='')"
    ) == ("True True 0")
    assert int(notebook.execute("print(len(seen), end='')")) > 4, "it comes while the pen moves"
    assert_true_picture(notebook, 4, pad)
    before = pad.number
    pad.box.locator("canvas.live-pad").press("Delete")
    pad.wait_after(before)
    assert notebook.execute("print(seen[-1].any(), end='')") == "False"
    assert hint.is_visible()
    pad.draw([(0.3, 0.3), (0.6, 0.6)])
    notebook.page.wait_for_timeout(400)
    assert notebook.execute("print(seen[-1].any(), end='')") == "True"
    before = pad.number
    pad.box.get_by_role("button", name="Clear the drawing pad").click()
    pad.wait_after(before)
    assert notebook.execute("print(seen[-1].any(), end='')") == "False"


def test_python_can_put_a_digit_on_the_pad(notebook, figures):
    pad = figures[4]
    before = pad.number
    notebook.execute(
        "ink = np.zeros((280, 280)); ink[100:150, 50:60] = 255; OPEN[4].controls['ink'].value = ink"
    )
    pad.wait_after(before)
    shown = pad.box.locator("canvas.live-pad").evaluate(
        "(c) => [[55, 120], [70, 120]].map(([x, y]) => c.getContext('2d').getImageData(x, y, 1, 1).data[3])"
    )
    assert shown == [255, 0]
    assert not pad.box.get_by_text("draw here").is_visible()


def test_a_dense_screen_gets_a_dense_picture(open_notebook):
    notebook = open_notebook([SETUP, WAVE], device_scale_factor=2)
    notebook.run_all()
    (wave,) = notebook.figures()
    notebook.page.wait_for_function(
        "(c) => c.width === 1280", arg=wave.box.locator("canvas.live-picture").element_handle()
    )
    assert wave.box.locator("canvas.live-picture").bounding_box()["width"] == pytest.approx(
        640, abs=1
    )
    wave.press("w", "End")
    assert_true_picture(notebook, 0, wave)


def test_a_second_view_shows_the_same_picture(open_notebook):
    """A page is sent only what has changed in a picture: one that comes later needs all of it."""
    notebook = open_notebook([SETUP, WAVE])
    notebook.run_all()
    (wave,) = notebook.figures()
    wave.press("w", times=2)
    notebook.page.evaluate(
        """async () => { const { commands, shell } = window.jupyterapp;
        const notebook = shell.currentWidget;
        notebook.content.activeCellIndex = 1;
        await commands.execute('notebook:create-output-view');
        shell.activateById(notebook.id); }"""
    )
    canvases = notebook.page.locator("canvas.live-picture[data-number]")
    canvases.nth(1).wait_for()
    for key in ("ArrowRight", "Home"):
        notebook.page.wait_for_timeout(500)
        assert_true_picture(notebook, 0, wave)
        seen = [canvases.nth(i).evaluate("(c) => c.toDataURL()") for i in range(2)]
        assert seen[0] == seen[1]
        wave.press("w", key)


def test_saved_closed_and_opened_again(open_notebook):
    """What the reader finds is a figure that moves, or a word that there is none. Never a dead one."""
    notebook = open_notebook([SETUP, WAVE], name="again.ipynb")
    notebook.run_all()
    (wave,) = notebook.figures()
    wave.press("w", "End")

    # The kernel has run on: the figure is where it was left.
    notebook.save_and_close()
    notebook.open_again("again.ipynb")
    (wave,) = notebook.figures()
    assert wave.readout("w").inner_text() == "5"
    wave.press("w", "ArrowLeft")
    assert value(notebook, 0, "w") == 4
    assert_true_picture(notebook, 0, wave)

    # The kernel was shut down, and JupyterLab starts another one.
    notebook.save_and_close(shut_down=True)
    notebook.open_again("again.ipynb")
    notebook.page.get_by_text("Error displaying widget: model not found").wait_for()
    assert not notebook.page.locator("canvas.live-picture, .widget-slider").count()
    (stored,) = (output for output in notebook.outputs("display_data") if "image/png" in output)
    assert "[Figure: The curve tanh" in stored, "the still picture has gone from the file"
    notebook.run_all()
    (wave,) = notebook.figures()
    wave.press("w")
    assert_true_picture(notebook, 0, wave)


def test_a_stopped_kernel_is_told(open_notebook):
    notebook = open_notebook([SETUP, WAVE])
    notebook.run_all()
    (wave,) = notebook.figures()
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    wave.box.get_by_text("Not live now").wait_for(timeout=20000)
    notebook.run_all()
    (wave,) = notebook.figures()
    before = wave.number
    wave.press("w")
    assert wave.number > before
    assert not wave.message()
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()",
    )
    wave.handle("w").press("ArrowRight")
    wave.box.get_by_text("Not live now").wait_for()
