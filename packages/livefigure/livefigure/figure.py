"""Figures that follow the hand: sliders below a picture that is drawn by the reader's own function.

fig, ax = plt.subplots()
(line,) = ax.plot(x, x)

def draw(w, b):
    line.set_ydata(sigmoid(w * x + b))

live(fig, draw, w=(-5, 1, 5), b=(-3, 0, 3), alt="The sigmoid of w x + b over x from -5 to 5.")
"""

import asyncio
import contextlib
import dis
import html
import inspect
import io
import linecache
import math
import os
import signal
import threading
import time
import traceback
import types
import warnings
from numbers import Integral, Real
from pathlib import Path

import anywidget
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import traitlets
from IPython import get_ipython
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

from livefigure.redraw import Redraw, change, png

DENSITY = 2  # pixels stored per pixel shown, so that a high-density screen is sharp
COLOURS = 128  # a figure needs few colours, and a small file loads fast
LINES = 8  # lines of print and of error that are shown at most
# A move that comes less than CLOSE seconds after a picture is of another slider (one slider waits
# for its picture, and the way takes longer). Others may follow, each within a MOMENT: all get one
# picture, after PATIENCE seconds at most.
CLOSE, MOMENT, PATIENCE = 0.004, 0.008, 0.03
SCRIPT = Path(__file__).with_name("live.js").read_text(encoding="utf-8")


def live(fig, draw, /, *, alt, play=None, restart=None, fps=30, **controls):
    """Show the figure with a control for each name, and draw it anew whenever one is moved.

    fig: a figure, made once, with its axes, titles, lines.
    draw: a function that sets what moves, such as `line.set_ydata(...)`. It is called with the
        values of those controls that its parameters name.
    controls: name=(low, start, high), or (low, start, high, step), is a slider (of whole numbers
        if all are whole); name=["AND", "OR"] a choice; name=True a switch; name=DrawingPad() a
        pad whose pixels are the value.
    alt: one or two sentences that tell what the picture shows.
    play: a function, called again and again, with draw after it, while the Play button is down; it
        may return False for "this was the last step", and Play ends.
    restart: a function, called before the first picture, by Reset, and when a control that its
        parameters name is moved: it puts what `play` changes back to its start.
    fps: the number of pictures a second that Play tries to reach.
    """
    __tracebackhide__ = True
    display(LiveFigure(fig, draw, alt=alt, play=play, restart=restart, fps=fps, **controls))


class LiveFigure:
    """What `live` puts on the page. `controls` holds the widgets by name; `close` ends it."""

    def __init__(self, fig, draw, /, *, alt, play=None, restart=None, fps=30, **controls):
        __tracebackhide__ = True
        check_arguments(fig, draw, alt, play, restart, fps)
        given = {"draw": draw, "play": play, "restart": restart}
        self.functions = {role: function for role, function in given.items() if function}
        self.takes = names_taken(self.functions, controls)
        self._names = Names(self.functions.values())
        close_earlier(fig)
        self.fig, self.alt, self.fps = fig, alt, fps
        self.controls = {}
        for name, spec in controls.items():
            self.controls[name] = make_control(name, spec)
        self.starts = {name: control.value for name, control in self.controls.items()}
        self._rounding = {n: getattr(c, "decimals", None) for n, c in self.controls.items()}

        plt.close(fig)
        self._dpi = fig.dpi
        self._redraw = Redraw(fig)
        self._quiet = False  # whether moved controls are to be left unanswered for now
        self._closed = False
        self._task = self._check = None
        self._behind = self._restart_due = False  # whether a move has no picture yet, or no restart
        self._waiting = None  # what will draw it
        self._shown = -math.inf  # when the last picture was sent
        self._ended = False  # whether `play` has said that there is no further step
        self._thread = threading.current_thread()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # outside of a notebook
            self._loop = None
        self.number = self._seen = 0
        self._sent = None  # the picture that the page has
        # An error in the very first picture is the cell's own error, as in any other cell.
        self._said = Said()
        with self._said.listening():
            self._call("restart")
            self._call("draw")
            self._redraw.draw()
        fig.set_layout_engine("none")  # from now on the axes stay where they are
        only_pads = controls and all(isinstance(c, DrawingPad) for c in controls.values())
        act = "draw" if only_pads else f"move {listed(controls)}"
        self.still = still_picture(fig, f"Run this cell to {act}", play)
        self._build(controls)
        self._show()
        OPEN.append((which_cell(), self))

    # ---- the widgets

    def _build(self, controls):
        width = round(self.fig.get_figwidth() * self._dpi)
        height = round(self.fig.get_figheight() * self._dpi)
        self.picture = Picture(alt=self.alt, width=width, height=height)
        self.message = ipywidgets.HTML()
        self._buttons = {}
        play = "play" in self.functions
        if play:
            self._button("Play", self.toggle, "Run until Pause is pressed")
            self._button("Step", self.step, "One step")
        controls = list(self.controls.values())
        pads = [control for control in controls if isinstance(control, DrawingPad)]
        sliders = [control for control in controls if control not in pads]
        if sliders or play:
            self._button("Reset", self.reset, "Every control back to its start")
        longest = max(map(len, self.controls), default=0)
        for slider in sliders:
            slider.style.description_width = f"{0.6 * longest + 0.8:.1f}em"
            slider.layout.width = "310px"
        self._rows = [ipywidgets.HBox(list(self._buttons.values()))]
        self._rows.append(ipywidgets.Box([*sliders, self._rows[0]], layout=wrapping(f"{width}px")))
        self._rows.append(ipywidgets.Box([*pads, self.picture], layout=wrapping("auto")))
        self.box = ipywidgets.VBox([self._rows[2], self._rows[1], self.message])
        self.box.add_class("live-figure")
        for control in self.controls.values():
            control.observe(self._moved, "value")
        self.picture.observe(self._resize, "density")
        self.picture.on_msg(self._hear)

    def _button(self, name, act, tooltip):
        button = ipywidgets.Button(description=name, tooltip=tooltip)
        button.layout.width = "76px"
        button.on_click(lambda _: self._do(act))
        self._buttons[name] = button

    def __repr__(self):
        return f"[Figure: {self.alt}]"

    def _repr_mimebundle_(self, include=None, exclude=None):
        view = self.box._repr_mimebundle_()["application/vnd.jupyter.widget-view+json"]
        data = {
            "text/plain": repr(self),
            "image/png": self.still,
            "application/vnd.jupyter.widget-view+json": view,
        }
        return data, {"image/png": {"alt": self.alt, "width": self.picture.width}}

    # ---- from a moved control to a picture

    @property
    def values(self):
        """The value of each control, as the reader's functions get it."""
        values = {}
        for name, control in self.controls.items():
            value, decimals = control.value, self._rounding[name]
            values[name] = value if decimals is None else round(value, decimals)
        return values

    def _call(self, role):
        function = self.functions.get(role)
        if function:
            values = self.values
            with self._names.in_place():
                return function(**{name: values[name] for name in self.takes[role]})

    def _do(self, act):
        """Do act() in the thread that runs the cells: JupyterLab handles widgets in another one."""
        if self._loop is None or threading.current_thread() is self._thread:
            act()
        else:
            self._loop.call_soon_threadsafe(act)

    def _moved(self, change):
        if self._quiet or self._closed:
            return
        name = next(n for n, control in self.controls.items() if control is change["owner"])
        self._restart_due |= name in self.takes.get("restart", ())
        self._behind = True
        self._do(self._follow)

    def _follow(self):
        """Draw at once; but while moves come one upon the other, wait a moment for the next."""
        if not self._behind:  # a later move has been first, and its picture is of this one too
            return
        now = time.monotonic()
        if self._loop is None or (not self._waiting and now - self._shown > CLOSE):
            self._catch_up()
            return
        if self._waiting:
            self._waiting.cancel()
        else:
            self._latest = now + PATIENCE
        self._waiting = self._loop.call_later(min(MOMENT, self._latest - now), self._catch_up)

    def _catch_up(self):
        self._waiting = None
        if self._behind or self._restart_due:
            self.refresh(restart=self._restart_due)

    def refresh(self, restart=False, play=False):
        """Call the reader's functions and show what they have drawn. Returns whether all went well."""
        if self._closed:
            return False
        said = self._said = Said()
        self._ended = self._behind = False
        try:
            with interruptible(), said.listening():
                if restart:
                    self._restart_due = False
                    self._call("restart")
                if play:
                    self._ended = self._call("play") is False
                self._call("draw")
                self._redraw.draw()
        except (Exception, KeyboardInterrupt) as error:
            said.error = told(error, self.functions.values())
        self._show()
        self._shown = time.monotonic()
        return not said.error

    def _show(self):
        """Send the picture last drawn, or, after an error, say so and leave the one before it."""
        self._tell(self._said)
        with self.picture.hold_sync():
            self.picture.wrong = bool(self._said.error)
            if not self._said.error:
                before, self._sent = self._sent, self._redraw.pixels.copy()
                self._send(*change(before, self._sent))
        self._check_soon()

    def _send(self, pixels, corner):
        """Send a part of a picture and where it belongs, or a whole one, which has no corner."""
        with self.picture.hold_sync():
            self.number += 1
            self.picture.number = self.number
            self.picture.corner = corner
            self.picture.frame = png(pixels)

    def _send_whole(self):
        if not self._closed:
            self._send(self._sent, [])

    def _tell(self, said):
        text, lines = said.as_html()
        if self.message.value != text:
            self.message.value = text
        # The place for messages grows but never shrinks, so that what is below does not jump.
        height = f"{1.5 * lines + 0.5}em"
        if lines and float((self.message.layout.min_height or "0em")[:-2]) < float(height[:-2]):
            self.message.layout.min_height = height

    def _check_soon(self):
        """When the hand has stopped, draw everything anew once, and mend what is not the same."""
        if self._check:
            self._check.cancel()
            self._check = None
        if self._redraw.fast and self.number > 1 and not self.playing:
            with contextlib.suppress(RuntimeError):  # outside of a kernel nothing runs later
                self._check = asyncio.get_running_loop().call_later(0.06, self.check)

    def check(self):
        """Draw everything anew and show that, where the quick way came to another picture."""
        if self._closed or self._said.error:
            return
        with Said().listening(), contextlib.suppress(Exception):
            if not self._redraw.is_true():
                self._show()

    def _resize(self, change):
        self._do(self._follow_density)

    def _follow_density(self):
        """The screen has another density: as many pixels as it can show, up to twice each way."""
        density = min(max(self.picture.density, 1.0), 2.0)
        if not self._closed and self.fig.dpi != self._dpi * density:
            self.fig.set_dpi(self._dpi * density)
            self.refresh()

    # ---- play, step, reset

    @property
    def playing(self):
        return self._task is not None and not self._task.done()

    def toggle(self):
        """Play, or pause."""
        if self.playing:
            self.pause()
            return
        self._seen = self.number
        self._task = asyncio.get_running_loop().create_task(self._run())
        self._mark_playing(True)

    def pause(self):
        if self._task:
            self._task.cancel()
            self._task = None
            self._mark_playing(False)
            self._check_soon()

    def _mark_playing(self, on):
        if not self._closed:
            self._buttons["Play"].description = "Pause" if on else "Play"
            self.picture.playing = on

    async def _run(self):
        clock = asyncio.get_running_loop().time
        due = clock()
        try:
            while self.refresh(play=True) and not self._ended:
                due = max(due + 1 / self.fps, clock() + 0.002)
                await asyncio.sleep(due - clock())
                # One picture may be on its way. A page that shows none (closed, or behind another
                # window) holds the loop here, at no cost, until it is seen again.
                while self._seen < self.number - 1 and not self._said.error:
                    await asyncio.sleep(0.004)
        finally:
            if self._task is asyncio.current_task():
                self._task = None
                self._mark_playing(False)
                self._check_soon()

    def _hear(self, _, content, buffers):
        if "seen" in content:
            self._seen = max(self._seen, int(content["seen"]))
        if "new" in content:  # a new view of the picture, which has only the latest part of it
            self._do(self._send_whole)

    def step(self):
        """Pause, and take one step."""
        self.pause()
        self.refresh(play=True)

    def reset(self):
        """Put every control back to its start, then draw."""
        if "play" in self.functions:
            self.pause()
        self._quiet = True
        try:
            for name, control in self.controls.items():
                control.value = self.starts[name]
        finally:
            self._quiet = False
        self.refresh(restart=True)

    def close(self):
        """End it: no widget, no callback, no task is left."""
        if self._closed:
            return
        self._closed = True
        if self._task:
            self._task.cancel()
        if self._check:
            self._check.cancel()
        if self._waiting:
            self._waiting.cancel()
        for control in self.controls.values():
            control.unobserve_all()
        self.picture.unobserve_all()
        self.picture.on_msg(self._hear, remove=True)
        for widget in [self.box, self.picture, self.message, *self._rows]:
            close_widget(widget)
        for widget in [*self.controls.values(), *self._buttons.values()]:
            close_widget(widget)
        self.fig.set_dpi(self._dpi)
        OPEN[:] = [(cell, figure) for cell, figure in OPEN if figure is not self]


class Picture(anywidget.AnyWidget):
    """The picture in the browser. It keeps its size, and shows a frame only when it is unpacked."""

    _esm = SCRIPT
    role = traitlets.Unicode("picture").tag(sync=True)
    frame = traitlets.Bytes(b"").tag(sync=True)
    corner = traitlets.List(traitlets.Int()).tag(sync=True)  # of a part, [x, y]; [] for the whole
    number = traitlets.Int(0).tag(sync=True)
    width = traitlets.Int(640).tag(sync=True)
    height = traitlets.Int(360).tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    wrong = traitlets.Bool(False).tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)
    density = traitlets.Float(1.0).tag(sync=True)


def wrapping(width):
    """A row that goes on below where the window is too narrow."""
    layout = ipywidgets.Layout(display="flex", flex_flow="row wrap", align_items="center")
    layout.width, layout.max_width = width, "100%"
    return layout


def close_widget(widget):
    """Close a widget with its layout and its style, which it would leave behind."""
    for part in (widget, getattr(widget, "layout", None), getattr(widget, "style", None)):
        if part is not None:
            part.close()


# ---- which figures are live

OPEN = []  # (the cell that made it, in which run; the LiveFigure)


def close_earlier(fig):
    """End what an earlier run of this cell made, and what made the same figure live before."""
    cell, run = which_cell()
    for (other_cell, other_run), figure in list(OPEN):
        if figure.fig is fig or (cell is not None and other_cell == cell and other_run != run):
            figure.close()


def which_cell():
    """The cell that runs now, and something that tells this run of it from others."""
    shell = get_ipython()
    if shell is None:
        return None, None
    try:
        parent = shell.kernel.get_parent("shell")
        run = parent["header"]["msg_id"]
        cell = parent.get("metadata", {}).get("cellId")
    except (AttributeError, KeyError, TypeError):
        run, cell = shell.execution_count, None
    # A front end that does not name its cells: the text of the cell stands for it.
    return cell or shell.user_ns.get("In", [None])[-1], run


class Names:
    """The global names that functions use, as they are now.

    A later cell may well call its own line `line` and its own axes `ax`. While a function of this
    figure runs, the names mean what they meant when its cell was run. Names that the functions
    themselves set, with `global`, are left alone.
    """

    def __init__(self, functions):
        self.kept, self.space = {}, None
        found, set_by_them = set(), set()
        waiting = [getattr(function, "__func__", function) for function in functions]
        while waiting:
            function = waiting.pop()
            if not isinstance(function, types.FunctionType) or function in found:
                continue
            found.add(function)
            self.space = function.__globals__ if self.space is None else self.space
            if function.__globals__ is not self.space:
                continue
            for code in codes_in(function.__code__):
                set_by_them |= {
                    i.argval for i in dis.get_instructions(code) if "STORE_GLOBAL" in i.opname
                }
                for name in code.co_names:
                    if name in self.space:
                        value = self.kept[name] = self.space[name]
                        kind = value if isinstance(value, type) else type(value)
                        waiting += [value, *vars(kind).values()]
        for name in set_by_them:
            self.kept.pop(name, None)

    @contextlib.contextmanager
    def in_place(self):
        """Put the names where the functions look for them, and afterwards the others back."""
        now = {name: self.space[name] for name in self.kept if name in self.space}
        if self.kept:
            self.space.update(self.kept)
        try:
            yield
        finally:
            for name in self.kept:
                if name in now:
                    self.space[name] = now[name]
                else:
                    self.space.pop(name, None)


def codes_in(code):
    """The code of a function and of the functions within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_in(constant)


# ---- what the reader's function says


class Said:
    """What a call printed, warned of and raised."""

    def __init__(self):
        self.error = ""
        self.printed = io.StringIO()
        self.warned = []

    @contextlib.contextmanager
    def listening(self):
        with (
            warnings.catch_warnings(record=True) as self.warned,
            contextlib.redirect_stdout(self.printed),
            contextlib.redirect_stderr(self.printed),
        ):
            warnings.simplefilter("always")
            yield

    def as_html(self):
        """The message with its number of lines."""
        parts = []
        printed = self.printed.getvalue()[-LINES * 400 :].rstrip("\n")
        if printed:
            parts.append(("", cut(printed.split("\n"))))
        notes = dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in self.warned)
        if notes:
            parts.append(
                ("color: var(--jp-warn-color0, #8a5300)", cut("\n".join(notes).split("\n")))
            )
        if self.error:
            parts.append(("color: var(--jp-error-color0, #b00020)", cut(self.error.split("\n"))))
        if not parts:
            return "", 0
        look = (
            "margin: 4px 0; padding: 0 0 0 8px; border-left: 3px solid #8A8A8A; background: none; "
            "white-space: pre-wrap; line-height: 1.5; font-family: monospace; font-size: 13px; "
            "color: var(--jp-content-font-color1, inherit);"
        )
        text = "".join(
            f'<pre style="{look} {colour}">{html.escape(chr(10).join(lines))}</pre>'
            for colour, lines in parts
        )
        return f'<div role="status">{text}</div>', sum(len(lines) for _, lines in parts)


@contextlib.contextmanager
def interruptible():
    """Let Kernel > Interrupt stop the reader's function, which runs while no cell does."""
    main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT) if main else None
    if not main or before is not signal.SIG_IGN:
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def cut(lines):
    """The last few lines, none of them long."""
    lines = [line if len(line) <= 400 else line[:399] + "…" for line in lines]
    return lines if len(lines) <= LINES else ["…", *lines[-LINES + 1 :]]


def told(error, functions):
    """An error as one message: what it is, in which line of which function, and that line."""
    files = {inspect.unwrap(f).__code__.co_filename for f in functions if hasattr(f, "__code__")}
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        # The code of a cell has a file name of its own, under which there is no file.
        if frame.filename in files or not os.path.exists(frame.filename):
            first = first_line(error.__traceback__, frame)
            if first is not None and frame.name != "<module>":
                source = linecache.getline(frame.filename, frame.lineno).strip()
                place = f"line {frame.lineno - first + 1} of {frame.name}: {source}\n"
    if isinstance(error, KeyboardInterrupt):
        return f"{place}Stopped by hand."
    if not place:
        place = "The figure cannot be drawn with this value.\n"
    return f"{place}{type(error).__name__}: {error}"


def first_line(trace, frame):
    """The number of the line with which the frame's function begins, or None."""
    for entry, lineno in traceback.walk_tb(trace):
        code = entry.f_code
        if (code.co_filename, code.co_name, lineno) == (frame.filename, frame.name, frame.lineno):
            return code.co_firstlineno
    return None


# ---- what may be given to `live`


def check_arguments(fig, draw, alt, play, restart, fps):
    """Raise ValueError where an argument of `live` is not what it must be."""
    if not isinstance(fig, Figure):
        raise ValueError(f"live needs a figure first, as in live(fig, draw, ...), not {fig!r}")
    for name, function in (("draw", draw), ("play", play), ("restart", restart)):
        if not callable(function) and (name == "draw" or function is not None):
            raise ValueError(f"{name} must be a function, without ( ) after its name: {function!r}")
    if not isinstance(alt, str) or len(alt.split()) < 4:
        raise ValueError(f"alt must describe the figure in a sentence, but it is {alt!r}")
    if not isinstance(fps, Real) or not 0 < fps <= 100:
        raise ValueError(f"fps must be a number from 1 to 100, but it is {fps!r}")


def names_taken(functions, controls):
    """Which controls each function asks for by the names of its parameters."""
    takes = {}
    for role, function in functions.items():
        takes[role] = []
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is parameter.VAR_KEYWORD:
                takes[role] = list(controls)
            elif name in controls:
                takes[role].append(name)
            elif parameter.default is parameter.empty:
                raise ValueError(
                    f"{function.__name__} asks for {name!r}, but no slider has that name: "
                    f"add one to live(...), such as {name}=(0, 1, 2)"
                )
    for name in controls:
        if not any(name in taken for taken in takes.values()):
            raise ValueError(
                f"the slider {name!r} moves nothing: no parameter of draw is named {name!r}"
            )
    return takes


def make_control(name, spec):
    """The widget for name=spec."""
    if isinstance(spec, DrawingPad):
        return spec
    if isinstance(spec, bool):
        return ipywidgets.Checkbox(value=spec, description=name, indent=False)
    if isinstance(spec, list):
        if not spec or len({str(item) for item in spec}) < len(spec):
            raise ValueError(f"{name} needs a list of different names to choose from, not {spec!r}")
        return ipywidgets.Dropdown(options=[(str(item), item) for item in spec], description=name)
    wanted = f"{name} must be (low, start, high), a list of names, or True or False"
    if not isinstance(spec, tuple):
        raise ValueError(f"{wanted}, not {spec!r}")
    if len(spec) not in (3, 4) or not all(isinstance(n, Real) and math.isfinite(n) for n in spec):
        raise ValueError(f"{wanted}, not {spec!r}")
    low, start, high = spec[:3]
    if not low < high or not low <= start <= high:
        raise ValueError(
            f"{name}=(low, start, high) must rise from low to high, but it is {spec!r}"
        )
    if len(spec) == 4 and not 0 < spec[3] <= high - low:
        raise ValueError(
            f"{name}: the step must be above 0 and at most {high - low}, not {spec[3]!r}"
        )
    if all(isinstance(n, Integral) for n in spec):
        low, start, high, step = map(int, (*spec, 1)[:4])
        return IntSlider(start, low, high, step, description=name)
    low, start, high = map(float, (low, start, high))
    step = float(spec[3]) if len(spec) == 4 else good_step(low, start, high)
    decimals = decimals_of(step, low)
    slider = FloatSlider(start, min=low, max=high, step=step, description=name)
    slider.readout_format = f".{decimals}f"
    slider.decimals = decimals
    return slider


class IntSlider(ipywidgets.IntSlider):
    """A slider whose moves the kernel does not repeat to the browser before it sends the picture."""

    value = traitlets.CInt(0).tag(sync=True, echo_update=False)


class FloatSlider(ipywidgets.FloatSlider):
    """The same for numbers with decimals."""

    value = traitlets.CFloat(0.0).tag(sync=True, echo_update=False)


def good_step(low, start, high):
    """About a hundredth of the way, a round number, such that the start is one of the steps."""
    tens = 10.0 ** math.floor(math.log10((high - low) / 60))
    for step in (5 * tens, 2 * tens, tens, tens / 2, tens / 5, tens / 10, tens / 100):
        steps = (start - low) / step
        if step <= (high - low) / 80 and abs(steps - round(steps)) < 1e-6:
            break
    return step


def decimals_of(*numbers):
    """How many decimals are needed to write all the numbers, nine at most."""
    for decimals in range(10):
        if all(abs(n - round(n, decimals)) < 1e-10 for n in numbers):
            return decimals
    return 9


# ---- the picture without a kernel


def still_picture(fig, below, play):
    """The figure as a small PNG, with one line below it that says how to make it live."""
    dpi = fig.dpi
    fig.set_dpi(dpi * DENSITY)
    try:
        top = Redraw(fig).draw().copy()
    finally:
        fig.set_dpi(dpi)
    line = Figure(figsize=(fig.get_figwidth(), 0.24), dpi=dpi * DENSITY, facecolor="white")
    line.set_layout_engine("none")
    line.text(
        0.01,
        0.5,
        "▸ " + below + (", or to play it" if play else ""),
        fontsize=8.5,
        va="center",
        color="#555555",
    )
    pixels = np.concatenate([top, Redraw(line).draw()[:, : top.shape[1]]])
    picture = Image.fromarray(pixels).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, format="png", optimize=True)
    return out.getvalue()


def listed(names):
    """The names as a reader would say them: a, b and c."""
    names = list(names)
    if len(names) > 6:
        return f"its {len(names)} controls"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "it"


# ---- draw your own digit


class DrawingPad(anywidget.AnyWidget):
    """A square to draw on with mouse, pen or finger.

    size: its side in pixels. `value` holds the ink, shape (size, size), 0 (none) to 255, and changes
    as the pen moves; it can be set too. As a control of a live figure: `live(fig, draw,
    ink=DrawingPad(), ...)` calls draw(ink) with that array.
    """

    _esm = SCRIPT
    role = traitlets.Unicode("pad").tag(sync=True)
    size = traitlets.Int(280).tag(sync=True)
    alt = traitlets.Unicode("Drawing pad: draw one digit with mouse or finger.").tag(sync=True)
    ink = traitlets.Any(b"").tag(sync=True, echo_update=False)
    value = traitlets.Any()

    def __init__(self, size=280):
        if not isinstance(size, Integral) or not 28 <= size <= 1000:
            raise ValueError(f"size must be a whole number from 28 to 1000, but it is {size!r}")
        super().__init__(size=int(size), value=np.zeros((size, size), np.uint8))

    @traitlets.observe("ink")
    def _ink_came(self, change):
        ink = np.frombuffer(change["new"], np.uint8)
        if ink.size not in (0, self.size**2):
            return
        shape = (self.size, self.size)
        ink = ink.reshape(shape) if ink.size else np.zeros(shape, np.uint8)
        if not np.array_equal(ink, self.value):
            self.set_trait("value", ink)

    @traitlets.validate("value")
    def _ink_given(self, proposal):
        ink = np.asarray(proposal["value"])
        if ink.shape != (self.size, self.size):
            raise ValueError(f"the pad holds {self.size} by {self.size} pixels, not {ink.shape}")
        return ink

    @traitlets.observe("value")
    def _value_set(self, change):
        ink = np.clip(change["new"], 0, 255).astype(np.uint8)
        data = ink.tobytes() if ink.any() else b""
        if data != bytes(self.ink) and (data or any(bytes(self.ink))):
            self.ink = data

    def clear(self):
        self.value = np.zeros((self.size, self.size), np.uint8)

    def __repr__(self):
        return f"[Drawing pad, {self.size} by {self.size}]"

    def _repr_mimebundle_(self, **kwargs):
        view = super()._repr_mimebundle_(**kwargs)
        data = view[0] if isinstance(view, tuple) else view
        still = io.BytesIO()
        Image.fromarray(255 - np.asarray(self.value, np.uint8)).save(still, "png")
        pictured = {"image/png": still.getvalue(), "text/plain": repr(self)}
        return {**data, **pictured}, {"image/png": {"alt": self.alt, "width": self.size}}
