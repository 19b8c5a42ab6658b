"""Live figures in a real JupyterLab: moved by key, drag and typing, as a reader would."""

import random

import lab
import pytest
from livefigure.widgets import SCRIPT
from nbconvert import HTMLExporter
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
fig, wave_ax = plt.subplots()
(line,) = wave_ax.plot(x, x)
wave_ax.set(xlabel="x", ylabel="y", ylim=(-1.2, 1.2))

def draw(w, b, gate, safe):
    y = np.tanh(w * x + b) if safe else np.sign(w * x + b)
    line.set_ydata(y)
    wave_ax.set_title(f"{gate}: w = {w}, b = {b}")

live(fig, draw, w=(-5, 1, 5), b=(-3.0, 0, 3), gate=["AND", "OR"], safe=True,
     alt="The curve tanh(w x + b) for w = 1 and b = 0.")
"""

FIELD = """
fig, axes = plt.subplots(1, 2, figsize=(7, 3.2))
u, v = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
colours = axes[0].imshow(u, vmin=-1, vmax=1, cmap="RdBu", extent=(-1, 1, -1, 1))
bars = axes[1].bar(["a", "b", "c"], [1, 2, 3])
axes[1].set_ylim(0, 1)

def draw(w1, w2):
    colours.set_data(np.tanh(w1 * u + w2 * v))
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
        time.sleep(0.1)
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


@pytest.fixture(scope="module")
def notebook(open_notebook):
    notebook = open_notebook("figures.ipynb", [SETUP, WAVE, FIELD, SLOW, PLAY, PAD])
    notebook.run_all()
    return notebook


@pytest.fixture
def figures(notebook):
    """wave, field, slow, play, pad; each at its start."""
    notebook.execute("for figure in OPEN: figure.reset()")
    sent = eval(notebook.execute("print([figure.picture.number for figure in OPEN])"))
    figures = notebook.figures()
    assert lab.wait_until(lambda: [figure.number for figure in figures] == sent)
    notebook.console.clear()
    return figures


def test_a_drag_moves_the_picture(figures):
    field = figures[1]
    with field.next_picture():
        field.drag("w2", -60)
    field.assert_in_step()
    assert field.values["w2"] < 1
    assert field.values["w1"] == 1


def test_a_value_can_be_typed(figures):
    wave = figures[0]
    for text, expected in [
        ("-1.5", -1.5),
        ("99", 3),
        ("\N{MINUS SIGN}0.75", -0.75),  # as the slider shows it
        ("0,5", 0.5),
        ("\N{MINUS SIGN}1,25", -1.25),
    ]:
        with wave.next_picture():
            wave.type_value("b", text)
        wave.assert_in_step()
        assert wave.values["b"] == expected
    # Without Enter, on the way to the other slider.
    wave.readout("b").click()
    wave.page.keyboard.press("Control+a")
    wave.page.keyboard.type("\N{MINUS SIGN}0,5")
    wave.type_value("w", "\N{MINUS SIGN}3")
    assert lab.wait_until(lambda: (wave.values["b"], wave.values["w"]) == (-0.5, -3))
    wave.assert_in_step()


def test_choice_and_switch(figures):
    wave = figures[0]
    with wave.next_picture():
        wave.box.get_by_label("gate").select_option("OR")
    with wave.next_picture():
        wave.box.get_by_role("checkbox").uncheck()
    assert wave.values == {"w": 1, "b": 0, "gate": "OR", "safe": False}
    wave.assert_in_step()


def test_reset(figures):
    wave = figures[0]
    start = wave.pixels()
    wave.press("w", "ArrowRight", "ArrowRight", "ArrowRight")
    wave.press("b", "End")
    wave.assert_in_step()
    assert wave.pixels() != start
    before = wave.number
    with wave.next_picture():
        wave.click("Reset")
    wave.assert_in_step()
    assert wave.pixels() == start
    assert wave.number == before + 1, "one picture for all sliders together"


def test_an_error_is_shown_and_goes_away(notebook, figures):
    field = figures[1]
    good = field.number
    message = field.box.locator("[role=status]:visible")

    def wait_for_opacity(condition):
        picture = field.picture.element_handle()
        notebook.page.wait_for_function(f"(c) => c.style.opacity {condition}", arg=picture)

    field.handle("w1").press("End")
    message.wait_for()
    text = message.inner_text()
    assert "line 7 of draw: raise ValueError" in text
    assert "ValueError: w1 is <too> large" in text
    assert "ipykernel" not in text
    assert field.number == good
    wait_for_opacity("< 1")
    with field.next_picture():
        for _ in range(10):
            field.handle("w1").press("ArrowLeft")
    message.wait_for(state="detached")
    wait_for_opacity("== 1")
    field.press("w1", "Home")
    message.wait_for()
    assert "small: -5" in message.inner_text()
    assert "UserWarning: w1 is small" in message.inner_text()
    field.assert_in_step()


def test_names_for_screen_readers(figures):
    wave = figures[0]
    picture = wave.box.get_by_role("img", name="The curve tanh(w x + b)")
    picture.wait_for()
    for name in ("w", "b"):
        wave.box.get_by_role("slider", name=name, exact=True).wait_for()
        wave.box.get_by_role("textbox", name=f"{name}, type a value").wait_for()
    wave.box.get_by_role("combobox", name="gate").wait_for()
    wave.box.get_by_role("checkbox", name="safe").wait_for()
    wave.box.get_by_role("button", name="Reset").wait_for()
    for name in ("w", "b"):
        wave.press(name, "ArrowRight")
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
        await wait(100);
        const figure = document.createElement('div');
        figure.className = 'live-figure';
        figure.innerHTML = `<div><span class="widget-label">w</span><div class="noUi-handle"></div>
          <div class="widget-readout">0.10</div></div>`;
        figure.append(el);
        document.body.append(figure);
        const handle = figure.querySelector('.noUi-handle');
        while (!handle.hasAttribute('aria-valuetext')) await wait(10);
        return ['aria-label', 'aria-valuetext'].map((name) => handle.getAttribute(name)); }""",
        SCRIPT,
    )
    page.close()
    assert given == ["w", "0.10"]


def test_keys_and_drags_in_turn_over_two_figures(notebook, figures):
    rng = random.Random(0)
    figures[0].box.scroll_into_view_if_needed()
    for turn in range(4):
        figure, names = [(figures[0], ("w", "b")), (figures[1], ("w2",))][turn % 2]
        figure.handle(names[0]).focus()
        height = notebook.page_height()
        for _ in range(9):
            figure.handle(rng.choice(names)).evaluate("(h) => h.focus({ preventScroll: true })")
            notebook.page.keyboard.press(rng.choice(lab.KEYS))
        figure.drag(names[0], rng.randrange(-40, 40), steps=6)
        figure.assert_in_step()
        assert notebook.page_height() == height
    assert not notebook.console
    assert not notebook.outputs("error")
    assert not any(figure.messages() for figure in figures)


def test_bursts_of_keys_end_at_the_last_value(notebook, figures):
    height = notebook.page_height()[0]
    _, heights = figures[0].bursts(("w", "b"), 100, seed=0)
    figures[0].assert_in_step()
    assert heights == [height], "the page moves"


def test_a_slow_function_drops_frames_and_ends_at_the_last_value(notebook, figures):
    slow = figures[2]
    notebook.execute("drawn[:] = [0]")
    slow.handle("k").focus()
    for _ in range(40):
        notebook.page.keyboard.press("ArrowRight")
    slow.assert_in_step()
    assert slow.values["k"] == 90
    assert int(notebook.execute("print(len(drawn), end='')")) < 25, "frames were queued"


def test_the_kernel_is_not_called_busy_with_a_quick_move(notebook, figures):
    """JupyterLab's marks for a busy kernel would be drawn in the time of the picture."""
    notebook.page.evaluate(
        """() => { window.statuses = [];
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        kernel.statusChanged.connect((_, status) => window.statuses.push(status)); }"""
    )

    def moves_quietly():
        """A move that takes long, as on a busy machine, may be called busy; so try again."""
        notebook.page.evaluate("window.statuses.length = 0")
        figures[0].press("w", "ArrowRight", "ArrowLeft")
        notebook.page.wait_for_timeout(150)  # longer than "busy" is held back
        return notebook.page.evaluate("window.statuses.length === 0")

    assert lab.wait_until(moves_quietly)
    notebook.execute("1")  # the list does fill
    assert notebook.page.evaluate("window.statuses") == ["busy", "idle"]


def test_an_endless_function_can_be_interrupted(notebook, figures):
    slow = figures[2]
    notebook.execute(
        "from threading import Event\nrunning = Event()\n"
        "def endless(k):\n    running.set()\n    while k > 90:\n        pass\n"
        "functions = OPEN[2].functions\nkept = functions['draw']\nfunctions['draw'] = endless"
    )
    slow.handle("k").press("End")
    notebook.page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'"
    )
    notebook.kernel("interrupt")
    slow.box.get_by_text("Stopped by hand.").wait_for()
    notebook.execute("functions['draw'] = kept")
    slow.press("k", "ArrowLeft")
    slow.assert_in_step()


def test_play_pause_step_reset(notebook, figures):
    play = figures[3]

    def steps():
        return int(notebook.execute("print(len(losses), end='')"))

    with play.next_picture():
        play.click("Step")
    assert steps() == 1
    play.click("Play")
    assert lab.wait_until(lambda: steps() > 5)
    play.click("Pause")
    play.box.get_by_role("button", name="Play", exact=True).wait_for()
    reached = steps()
    play.assert_in_step()
    assert steps() == reached, "paused is paused"
    play.press("lr", "ArrowRight")  # restart names lr
    assert steps() == 0


def test_play_ends_when_the_cell_is_run_again(notebook, figures):
    kept = "import ipywidgets; print(len(OPEN), plt.get_fignums(), len(ipywidgets.widgets.widget._instances))"
    before = notebook.execute(kept)
    figures[3].click("Play")
    assert lab.wait_until(lambda: notebook.execute("print(len(losses) > 3, end='')") == "True")
    for _ in range(3):
        notebook.run_cell(4)
        assert notebook.execute(kept) == before
    notebook.figures()[3].box.scroll_into_view_if_needed()
    assert notebook.execute("print(len(losses), end='')") == "0"
    # The figure that was run again is the last of the list in the kernel; put the order right.
    notebook.execute("OPEN.insert(3, OPEN.pop())")


def test_what_is_drawn_on_the_pad_arrives(notebook, figures):
    pad = figures[4]
    hint = pad.box.get_by_text("draw here")
    hint.wait_for(state="visible")

    def ink(what):
        return notebook.execute(f"last = seen[-1]; print({what}, end='')")

    def wait_for_ink(expected):
        assert lab.wait_until(lambda: ink("last.any()") == str(expected))

    pad.draw(*STROKES[7], lift=False)
    # Ink on the stroke's way, and none off it, before the pen is lifted.
    where = "last[56, 140] > 200, last[147, 168] > 200, last[200, 60]"
    assert lab.wait_until(lambda: ink(where) == "True True 0")
    assert ink("last.shape, last.dtype, last.max()") == "(280, 280) uint8 255"
    assert not hint.is_visible()
    notebook.page.mouse.up()
    pad.assert_in_step()
    pad.box.locator("canvas.live-pad").press("Delete")
    wait_for_ink(False)
    assert hint.is_visible()
    pad.draw([(0.3, 0.3), (0.6, 0.6)])
    wait_for_ink(True)
    pad.box.get_by_role("button", name="Clear the drawing pad").click()
    wait_for_ink(False)


def test_a_second_finger_does_not_draw(notebook, figures):
    pad = figures[4]
    canvas = pad.box.locator("canvas.live-pad")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    devtools = notebook.page.context.new_cdp_session(notebook.page)
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, *points):
        points = [
            {"id": id, "x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
            for id, (x, y) in enumerate(points)
        ]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (0.2, 0.2))
    touch("touchStart", (0.2, 0.2), (0.8, 0.2))  # a palm
    touch("touchMove", (0.2, 0.5), (0.8, 0.5))
    touch("touchMove", (0.2, 0.8), (0.8, 0.8))
    touch("touchEnd")
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    drawn = "ink = OPEN[4].values['ink']; print(ink[:, :84].any(), ink[:, 84:].any(), end='')"
    assert lab.wait_until(lambda: notebook.execute(drawn).startswith("True"))
    pad.assert_in_step()
    assert notebook.execute(drawn) == "True False"


def test_python_can_put_a_digit_on_the_pad(notebook, figures):
    pad = figures[4]
    with pad.next_picture():
        notebook.execute(
            "ink = np.zeros((280, 280)); ink[100:150, 50:60] = 255; OPEN[4].set(ink=ink)"
        )
    shown = pad.box.locator("canvas.live-pad").evaluate(
        "(c) => [[55, 120], [70, 120]].map(([x, y]) => c.getContext('2d').getImageData(x, y, 1, 1).data[3])"
    )
    assert shown == [255, 0]
    assert not pad.box.get_by_text("draw here").is_visible()


def test_a_dense_screen_gets_a_dense_picture(notebook, figures):
    """Also when the window is moved from one screen to another."""
    wave = figures[0]
    devtools = notebook.page.context.new_cdp_session(notebook.page)
    for density, motion in [(2, "reduce"), (1, "no-preference")]:
        screen = {"width": 1200, "height": 1000, "deviceScaleFactor": density, "mobile": False}
        devtools.send("Emulation.setDeviceMetricsOverride", screen)
        notebook.page.emulate_media(reduced_motion=motion)  # makes Chromium look at media queries
        notebook.page.wait_for_function(
            f"(canvas) => canvas.width === 640 * {density}", arg=wave.picture.element_handle()
        )
        assert wave.picture.bounding_box()["width"] == pytest.approx(640, abs=1)
        wave.press("w", "ArrowRight")
        wave.assert_in_step()


def test_draw_can_change_the_size_of_the_figure(notebook, figures):
    slow = figures[2]
    notebook.execute("OPEN[2].functions['draw'] = lambda k: OPEN[2].fig.set_size_inches(k / 20, 2)")
    slow.press("k", "End")
    slow.assert_in_step()
    assert slow.picture.bounding_box()["width"] == pytest.approx(500, abs=1)
    assert slow.picture.bounding_box()["height"] == pytest.approx(200, abs=1)
    notebook.run_cell(3)
    notebook.execute("OPEN.insert(2, OPEN.pop())")


def test_a_second_view_shows_the_same_picture(notebook, figures):
    """A page is sent only what has changed in a picture: one that comes later needs all of it."""
    wave = figures[0]
    wave.press("w", "ArrowRight", "ArrowRight")
    notebook.page.evaluate(
        """async () => { const { commands, shell } = window.jupyterapp;
        const notebook = shell.currentWidget;
        notebook.content.activeCellIndex = 1;
        window.view = await commands.execute('notebook:create-output-view');
        shell.activateById(notebook.id); }"""
    )
    view = notebook.page.locator(".jp-LinkedOutputView canvas.live-picture[data-number]")
    view.wait_for()
    for key in ("ArrowRight", "Home"):
        wave.assert_in_step()
        assert lab.wait_until(
            lambda: view.evaluate("(canvas) => canvas.toDataURL()") == wave.pixels()
        )
        wave.press("w", key)


def test_two_windows_agree(notebook, figures, open_notebook):
    notebook.save()
    other = open_notebook("figures.ipynb", app="notebook")
    waves = [figures[0], other.figures()[0]]
    for moved in (0, 1, 0):
        waves[moved].press("w", "ArrowRight")
        for wave in waves:
            wave.assert_in_step()
    other.page.close()


@pytest.fixture(scope="module")
def other(open_notebook, notebook):
    """A notebook with one figure, beside the one with all."""
    other = open_notebook("other.ipynb", [SETUP, WAVE])
    other.run_all()
    return other


def test_saved_closed_and_opened_again(other, open_notebook, server):
    """The second sitting: a figure that moves or, without its kernel, its still picture."""
    (wave,) = other.figures()
    still = other.panel.get_by_alt_text("The curve tanh(w x + b)")
    wave.press("w", "End")
    assert not still.is_visible()

    # The kernel has run on: the figure is where it was left.
    other.close(shut_down=False)
    other.open("other.ipynb")
    (wave,) = other.figures()
    assert wave.readout("w").inner_text() == "5"
    assert not still.is_visible()
    wave.press("w", "ArrowLeft")
    assert wave.values["w"] == 4
    wave.assert_in_step()

    # The kernel was shut down, and another one has been started.
    other.close()
    page, _ = HTMLExporter().from_filename(server[0] / "other.ipynb")
    assert page.count('data-still="') == page.count("<img ") == 1
    assert "model not found" not in page
    for app in ("notebook", "lab"):
        again = open_notebook("other.ipynb", app=app)
        still = again.panel.get_by_alt_text("The curve tanh(w x + b)")
        still.wait_for()
        error = again.panel.get_by_text("model not found")
        error.wait_for(state="attached")
        assert not error.is_visible()
        assert again.panel.locator("canvas.live-picture, .widget-slider").count() == 0
        assert not again.is_changed()
    other.run_all()
    (wave,) = other.figures()
    assert not still.is_visible()
    wave.press("w", "ArrowRight")
    wave.assert_in_step()


def test_a_stopped_kernel_is_reported(other):
    (wave,) = other.figures()
    other.kernel("restart")
    wave.box.get_by_text("Not live now").wait_for()
    other.run_all()
    (wave,) = other.figures()
    wave.press("w", "ArrowRight")
    assert not wave.messages()
    other.kernel("shutdown")
    wave.handle("w").press("ArrowRight")
    wave.box.get_by_text("Not live now").wait_for()
