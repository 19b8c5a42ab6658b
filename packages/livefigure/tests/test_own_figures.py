"""Figures as people write them: each follows its sliders, or one sentence says what to write."""

import html
import linecache
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from live_examples import Page
from livefigure import OPEN, live
from livefigure.redraw import draw_fully

# name: (the code of the cell, controls to set, what must then be true)
WORKS = {
    "pyplot": (
        """
fig = plt.figure()
plt.plot(x, np.sin(x))
def draw(a):
    plt.cla()
    plt.plot(x, np.sin(a * x))
    plt.title(f"a = {a}")
    plt.show()
""",
        {"a": 3},
        "fig.axes[0].get_title() == 'a = 3' and len(fig.axes[0].lines) == 1",
    ),
    "pyplot draws all figures, as ipykernel's thread for widgets asks it to": (
        """
fig, ax = plt.subplots()
line, = ax.plot(x, x)
undrawn = []
def draw(a):
    line.set_ydata(a * x)
    plt.draw_all(force=True)
    undrawn.append(line.stale)
""",
        {"a": 3},
        "all(undrawn)",
    ),
    "clear and plot": (
        """
fig, ax = plt.subplots()
def draw(a):
    ax.clear()
    ax.plot(x, np.sin(a * x), label=f"a = {a}")
    ax.legend()
    ax.set(xlabel="x", ylim=(-1, 1))
""",
        {"a": 3},
        "ax.get_legend().get_texts()[0].get_text() == 'a = 3'",
    ),
    "clear the figure": (
        """
fig = plt.figure(layout="constrained")
def draw(a):
    fig.clear()
    left, right = fig.subplots(1, 2)
    left.plot(x, a * x)
    right.plot(x, x ** a)
    left.set_ylabel("a x")
""",
        {"a": 3},
        "len(fig.axes) == 2 and fig.axes[0].get_position().x0 > 0",
    ),
    "set_data": (
        """
fig, ax = plt.subplots()
line, = ax.plot([], [])
def draw(a):
    line.set_data(x, np.sin(a * x))
    ax.relim()
    ax.autoscale_view()
    fig.canvas.draw_idle()
""",
        {"a": 3},
        "ax.get_xlim()[1] > 6",
    ),
    "text and annotation": (
        """
fig, ax = plt.subplots()
ax.plot(x, np.sin(x))
note = ax.annotate("", (0, 0), (3, 0.5), arrowprops={"arrowstyle": "->"})
words = fig.text(0.5, 0.95, "")
def draw(a):
    note.xy = (a, np.sin(a))
    note.set_text(f"sin {a}")
    words.set_text(f"a is {a}")
""",
        {"a": 3},
        "words.get_text() == 'a is 3'",
    ),
    "colour bar": (
        """
fig, ax = plt.subplots()
image = ax.imshow(np.outer(x, x))
bar = fig.colorbar(image)
def draw(a):
    image.set_data(np.outer(x, x) ** a)
    image.autoscale()
    bar.set_label(f"power {a}")
""",
        {"a": 3},
        "image.get_clim()[1] > 1000",
    ),
    "contour": (
        """
fig, ax = plt.subplots()
lines = None
def draw(a):
    global lines
    if lines is not None:
        lines.remove()
    lines = ax.contour(np.outer(np.sin(a * x), x), levels=5)
""",
        {"a": 3},
        "len(ax.collections) == 1",
    ),
    "three dimensions": (
        """
fig = plt.figure()
ax = fig.add_subplot(projection="3d")
curve, = ax.plot(np.sin(x), np.cos(x), x)
def draw(a, turn):
    curve.set_data_3d(np.sin(a * x), np.cos(a * x), x)
    ax.view_init(elev=30, azim=turn)
""",
        {"a": 3, "turn": 80},
        "ax.azim == 80",
    ),
    "several axes": (
        """
fig, axes = plt.subplots(2, 2, sharex=True)
lines = [ax.plot(x, x)[0] for ax in axes.flat]
twin = axes[0, 0].twinx()
dots = twin.scatter(x, x)
def draw(a):
    for power, line in enumerate(lines):
        line.set_ydata((a * x) ** power)
        line.axes.relim()
        line.axes.autoscale_view()
    dots.set_offsets(np.column_stack([x, a * x]))
""",
        {"a": 3},
        "axes[1, 1].get_ylim()[1] > 1000",
    ),
    "state in globals": (
        """
fig, ax = plt.subplots()
bars = ax.bar(["calls", "last"], [0, 0])
ax.set_ylim(0, 10)
calls = 0
def draw(a):
    global calls
    calls += 1
    bars[0].set_height(calls)
    bars[1].set_height(a)
""",
        {"a": 3},
        "calls == 2 and bars[0].get_height() == 2",
    ),
    "a class": (
        """
class Wave:
    def __init__(self):
        self.fig, self.ax = plt.subplots()
        self.line, = self.ax.plot(x, x)
        self.history = []
    def draw(self, a, grid):
        self.history.append(a)
        self.line.set_ydata(np.sin(a * x))
        self.ax.grid(grid)
wave = Wave()
fig, draw = wave.fig, wave.draw
""",
        {"a": 3, "grid": True},
        "wave.history == [1, 3]",
    ),
    "a closure": (
        """
def make(function):
    fig, ax = plt.subplots()
    line, = ax.plot(x, x)
    def draw(a):
        line.set_ydata(function(a * x))
    return fig, draw
fig, draw = make(np.cos)
""",
        {"a": 3},
        "(fig.axes[0].lines[0].get_ydata() == np.cos(3 * x)).all()",
    ),
    "a dict of functions": (
        """
count = 0
def sine(x):
    global count
    count += 1
    return np.sin(x)
curves = {"sin": sine, "cos": np.cos}
fig, ax = plt.subplots()
line, = ax.plot(x, x)
def draw(a, curve):
    line.set_ydata(curves[curve](a * x))
""",
        {"a": 3, "curve": "cos"},
        "count == 1 and (line.get_ydata() == np.cos(3 * x)).all()",
    ),
    "a partial": (
        """
from functools import partial
fig, ax = plt.subplots()
line, = ax.plot(x, x)
def change(line, a):
    line.set_ydata(a * x)
draw = partial(change, line)
""",
        {"a": 3},
        "line.get_ydata()[-1] == 18",
    ),
}
CONTROLS = {"a": (0, 1, 5), "turn": (0, 10, 90), "grid": False, "curve": ["sin", "cos"]}


def run(code, name="cell"):
    """Run a cell, as a notebook does: in one namespace, with its lines known to Python."""
    space = {"plt": plt, "np": np, "live": live, "x": np.linspace(0, 6, 60)}
    run_in(space, code, name)
    return space


def run_in(space, code, name="cell"):
    code = code.strip() + "\n"
    linecache.cache[f"<{name}>"] = len(code), None, code.splitlines(keepends=True), f"<{name}>"
    exec(compile(code, f"<{name}>", "exec"), space)


def run_live(code, controls):
    """Run a cell, which makes fig and draw, and `live`. Returns its namespace and LiveFigure."""
    space = run(code)
    chosen = {name: CONTROLS[name] for name in controls}
    live(space["fig"], space["draw"], alt="A figure of the reader's own.", **chosen)
    return space, OPEN[-1]


def message(figure):
    """The text below the picture."""
    return html.unescape(re.sub("<[^>]*>", "", figure.message.value))


@pytest.mark.parametrize(("code", "controls", "truth"), WORKS.values(), ids=WORKS)
def test_it_works(code, controls, truth):
    space, figure = run_live(code, controls)
    page = Page(figure)
    before = page.pixels
    assert figure.set(**controls)
    assert not figure.message.value, message(figure)
    assert eval(truth, space)
    assert (page.pixels != before).any()
    assert np.array_equal(page.pixels, draw_fully(figure.fig))
    assert figure.verify()
    assert plt.get_fignums() == []


@pytest.mark.parametrize("backend", ["svg", "pdf", "template"])
def test_it_works_with_any_backend(backend):
    before = plt.get_backend()
    plt.switch_backend(backend)
    try:
        test_it_works(*WORKS["pyplot"])
    finally:
        plt.switch_backend(before)


# name: (the code of the cell, the reader's line, what the sentence must say)
ANSWERS = {
    "a new figure": (
        """
fig, ax = plt.subplots()
def draw(a):
    if a > 1:
        fig2, ax2 = plt.subplots()
""",
        "line 3 of draw: fig2, ax2 = plt.subplots()",
        "Change that one here, or clear it and draw on it again, instead of making a new one.",
    ),
    "a new figure by number": (
        """
fig, ax = plt.subplots()
def draw(a):
    if a > 1:
        plt.figure(7)
""",
        "line 3 of draw: plt.figure(7)",
        "instead of making a new one.",
    ),
    "an error in a helper": (
        """
fig, ax = plt.subplots()
def inverse(a):
    return 1 / (a - 3)
def draw(a):
    ax.set_title(inverse(a))
""",
        "line 2 of inverse: return 1 / (a - 3)",
        "ZeroDivisionError: division by zero",
    ),
}


@pytest.mark.parametrize(("code", "line", "sentence"), ANSWERS.values(), ids=ANSWERS)
def test_an_error_names_the_line_and_what_to_write(code, line, sentence):
    _, figure = run_live(code, ["a"])
    assert not figure.set(a=3)
    assert line in message(figure)
    assert sentence in message(figure)
    assert figure.set(a=0)
    assert not figure.message.value


def test_a_new_figure_in_the_first_call_is_the_cells_own_error():
    code = """
fig, ax = plt.subplots()
def draw(a):
    plt.figure()
"""
    with pytest.raises(RuntimeError, match="instead of making a new one"):
        run_live(code, ["a"])
    assert not OPEN
    plt.figure()  # outside of draw, pyplot is as it was


def test_a_function_that_adds_at_every_call_gets_a_hint():
    code = """
fig, ax = plt.subplots()
def draw(a):
    ax.plot(x, a * x)
"""
    _, figure = run_live(code, ["a"])
    for a in (2, 3, 4):
        figure.set(a=a)
        assert not figure.message.value
    figure.set(a=5)
    assert "draw adds something to the figure at every call. Begin it with ax.clear()" in message(
        figure
    )


def test_reset_need_not_change_anything():
    code = """
fig, ax = plt.subplots()
line, = ax.plot(x, x)
def draw(a):
    line.set_ydata(a * x)
"""
    _, figure = run_live(code, ["a"])
    for _ in range(6):
        figure.reset()
        assert not figure.message.value


def test_a_function_that_changes_nothing_gets_a_hint():
    code = """
fig, ax = plt.subplots()
y = x
line, = ax.plot(x, y)
def draw(a):
    y = a * x
"""
    space, figure = run_live(code, ["a"])
    for a in (2, 3, 4):
        figure.set(a=a)
        assert not figure.message.value
    figure.set(a=5)
    assert "draw has not changed the figure so far" in message(figure)
    assert "line.set_ydata(y)" in message(figure)
    space["line"].set_ydata(-space["x"])
    figure.set(a=4)
    assert not figure.message.value


def test_a_name_that_a_later_cell_uses_again_gets_a_hint():
    code = """
fig, ax = plt.subplots()
line, = ax.plot(x, x)
def draw(a):
    line.set_ydata(a * x)
    ax.set_title(a)
"""
    space, figure = run_live(code, ["a"])
    figure.set(a=2)
    assert not figure.message.value
    run_in(space, "fig, ax = plt.subplots()", "later")
    figure.set(a=3)
    assert "ax now means part of another figure" in message(figure)
    assert "add ax=ax to the parameters of draw" in message(figure)
    run_in(space, code.replace("draw(a)", "draw(a, ax=ax, line=line)"), "kept")
    live(space["fig"], space["draw"], alt="A figure of the reader's own.", a=(0, 1, 5))
    kept = OPEN[-1]
    run_in(space, "fig, ax = plt.subplots()", "later")
    kept.set(a=3)
    assert not kept.message.value


def test_an_artist_that_was_removed_gets_a_hint():
    code = """
fig, ax = plt.subplots()
line, = ax.plot(x, x)
def draw(a):
    if a > 1:
        ax.clear()
    line.set_ydata(a * x)
"""
    _, figure = run_live(code, ["a"])
    figure.set(a=3)
    assert "line is not in the figure any more" in message(figure)


@pytest.mark.parametrize("kind", ["async def draw(a):\n    pass", "def draw(a):\n    yield a"])
def test_a_function_whose_call_does_nothing_is_refused(kind):
    with pytest.raises(ValueError, match="without async and without yield"):
        run_live(f"fig = plt.figure()\n{kind}", ["a"])


def test_printing_and_slow_functions_and_helpers_redefined_later():
    code = """
import time
fig, ax = plt.subplots()
bar, = ax.bar(["a"], [1])
ax.set_ylim(0, 50)
def f(a):
    return a
def draw(a):
    time.sleep(0.02)
    print("a is", a)
    bar.set_height(f(a))
"""
    space, figure = run_live(code, ["a"])
    figure.set(a=2)
    assert message(figure) == "a is 2"
    run_in(space, "def f(a):\n    return 10 * a", "later")
    figure.set(a=3)
    assert space["bar"].get_height() == 30
