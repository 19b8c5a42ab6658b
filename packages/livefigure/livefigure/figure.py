"""A matplotlib figure with sliders: `live` puts it on the page, `LiveFigure` keeps it moving.

fig, ax = plt.subplots()
(line,) = ax.plot(x, x)

def draw(w, b):
    line.set_ydata(sigmoid(w * x + b))

live(fig, draw, w=(-5, 1, 5), b=(-3, 0, 3), alt="The sigmoid of w x + b over x from -5 to 5.")
"""

import inspect
import signal
from numbers import Real

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure

from livefigure._matplotlib import CurrentFigure
from livefigure.hints import Hints
from livefigure.interrupt import on_interrupt
from livefigure.notebook import OPEN, close_earlier, current_cell, display_with_still
from livefigure.pacing import Comparisons, MainThread, Moves, Player
from livefigure.png import still_png
from livefigure.redraw import Redraw
from livefigure.usercode import CapturedOutput, UserFunctions, format_error
from livefigure.widgets import Controls, DrawingPad, Panel, Picture, close_widget


def live(fig, draw, /, *, alt, play=None, restart=None, fps=30, **controls):
    """Show the figure with a control for each name, and update it whenever one is moved.

    fig: a figure with its axes, titles and lines, made once.
    draw: a function that changes what moves, for example by `line.set_ydata(...)`. It is called
        with the values of the controls that its parameters name.
    controls: name=(low, start, high), or (low, start, high, step), is a slider (of whole numbers
        if all are whole); name=["AND", "OR"] a choice; name=True a switch; name=DrawingPad() a
        pad, whose pixels are the value.
    alt: one or two sentences that describe the picture.
    play: a function that is called again and again, each time followed by draw, after Play is
        pressed. If it returns False, that was the last step, and Play ends.
    restart: a function that puts what `play` changes back to its start. It is called before the
        first picture, by Reset, and when a control that its parameters name is moved.
    fps: the number of pictures a second that Play tries to reach.
    """
    __tracebackhide__ = True
    display(LiveFigure(fig, draw, alt=alt, play=play, restart=restart, fps=fps, **controls))


class LiveFigure:
    """What `live` puts on the page; its arguments are those of `live`.

    fig: the figure. controls: the widgets by name. message: the widget with what the functions
    printed and raised. picture: the widget that shows the figure. still: the picture for pages
    without a kernel, a PNG file.
    """

    def __init__(self, fig, draw, /, *, alt, play=None, restart=None, fps=30, **controls):
        __tracebackhide__ = True
        check_arguments(fig, draw, alt, play, restart, fps)
        self.functions = UserFunctions(controls, draw=draw, play=play, restart=restart)
        self.cell, self.run = current_cell()
        close_earlier(fig, self.cell, self.run)
        plt.close(fig)
        self.fig, self.alt = fig, alt
        self._controls = Controls(controls, self._on_move)
        self.controls = self._controls.widgets
        self._redraw, self._dpi = Redraw(fig), fig.dpi
        self._current = CurrentFigure(fig)
        self._output = CapturedOutput()
        try:  # an error in the first picture is the cell's own error, as in any other cell
            with self._output.capture():
                self._call("restart", "draw")
                self._redraw.draw()
        except BaseException:
            self._controls.close()
            raise
        self.still = still_png(self._redraw, f"Run this cell to {what_to_do(self.controls, play)}")

        self._hints = Hints(fig, self.functions, self._redraw.pixels)
        self._closed = self._restart_due = self._finished = False
        self._main = MainThread()
        self._moves = Moves(self._main, self.refresh)
        self._comparisons = Comparisons(self._main, lambda: not self.verify())
        self.picture = Picture(alt=alt)
        self._set_size()
        self._player = Player(
            self._main, self._play_on, lambda: self.picture.number, fps, self._on_playing
        )
        self._panel = Panel(self.picture, self.controls, self._buttons())
        self.message = self._panel.message
        self.picture.observe(lambda _: self._main.run(self._follow_density), "density")
        self.picture.on_msg(self._on_message)
        self._show()
        OPEN.append(self)

    def __repr__(self):
        return f"[Figure: {self.alt}]"

    def _ipython_display_(self):
        width = self.picture.width
        display_with_still(self._panel.box, self.picture, self.still, self.alt, width, repr(self))

    @property
    def values(self):
        """The value of each control, as the functions get it."""
        return self._controls.values()

    @property
    def fast(self):
        """Whether a move draws only what has changed, which is several times faster.

        It becomes False when that has given a wrong picture, as after numbers were written into an
        array that an artist holds (use its set_... method), or when the quick drawing has failed.
        """
        return self._redraw.fast

    # ---- from a moved control to a picture

    def set(self, **values):
        """Set several controls together and draw once. Returns whether all went well.

        Raises ValueError if there is no such control, and what the control raises if it cannot
        take the value; then nothing has changed.
        """
        self._controls.set(values)
        return self.refresh(restart=any(self.functions.takes("restart", name) for name in values))

    def refresh(self, restart=False, play=False):
        """Call the functions and show what they have drawn. Returns whether all went well.

        restart: whether to call restart first. play: whether to take one step of play.
        """
        if self._closed:
            return False
        output = self._output = CapturedOutput()
        restart, self._restart_due = restart or self._restart_due, False
        with self._moves.drawing():
            try:
                with on_interrupt(signal.default_int_handler), output.capture():
                    if restart:
                        self._call("restart")
                    if play:
                        self._finished = self._call("play") is False
                    self._call("draw")
                    self._redraw.draw()
                output.hints = self._hints.after_draw(self._redraw.pixels)
            except (Exception, KeyboardInterrupt, SystemExit) as error:
                output.error = format_error(error, self.functions.values())
            self._show()
        return not output.error

    def _call(self, *roles):
        """Call functions, for which pyplot's current figure is this one; returns the last result."""
        with self._current:
            return [self.functions.call(role, self.values) for role in roles][-1]

    def verify(self):
        """Draw with matplotlib alone, and show that picture if the one on the page differs.

        Returns whether they agree.
        """
        if self._closed or self._output.error:
            return True
        try:
            with CapturedOutput().capture():
                agrees = self._redraw.verify()
        except Exception as error:
            self._output.error = format_error(error, self.functions.values())
            agrees = False
        if not agrees:
            self._show()
        return agrees

    def _show(self):
        """Send the last picture, or, after an error, the error."""
        failed = bool(self._output.error)
        self._panel.show_output(self._output)
        with self.picture.hold_sync():
            self.picture.wrong = failed
            if not failed:
                self._set_size()
                self.picture.show(self._redraw.pixels)
        self._compare_later()

    def _compare_later(self):
        if self.fast and self.picture.number > 1 and not self._output.error:
            self._comparisons.picture_sent(self.playing)
        else:
            self._comparisons.cancel()

    def _on_move(self, name):
        if not self._closed:
            self._restart_due |= self.functions.takes("restart", name)
            self._moves.add()

    def _set_size(self):
        """The size on the page, which draw may change."""
        width, height = (self.fig.get_size_inches() * self._dpi).round()
        self.picture.width, self.picture.height = int(width), int(height)

    def _follow_density(self):
        """Draw as many pixels as the screen can show, up to twice as many in each direction."""
        dpi = self._dpi * min(max(self.picture.density, 1.0), 2.0)
        if not self._closed and self.fig.dpi != dpi:
            self.fig.set_dpi(dpi)
            self.refresh()

    def _on_message(self, _, content, buffers):
        """A message from live.js."""
        if "seen" in content:
            self._player.acknowledge(int(content["seen"]))
        if "new" in content:
            self._main.run(lambda: self._closed or self.picture.show_whole())

    # ---- the buttons

    def _buttons(self):
        buttons = {}
        if "play" in self.functions:
            buttons["Play"] = self.toggle, "Run until Pause is pressed"
            buttons["Step"] = self.step, "One step"
        only_pads = all(isinstance(control, DrawingPad) for control in self.controls.values())
        if "play" in self.functions or not only_pads:
            buttons["Reset"] = self.reset, "Every control back to its start"
        return {
            name: (lambda act=act: self._main.run(act), tooltip)
            for name, (act, tooltip) in buttons.items()
        }

    def toggle(self):
        """Play, or pause."""
        if self._player.playing:
            self._player.pause()
        else:
            self._player.start()

    def step(self):
        """Pause, and take one step."""
        self._player.pause()
        self.refresh(play=True)

    def reset(self):
        """Put every control back to its start and draw."""
        self._player.pause()
        self._controls.reset()
        self._hints.restart()
        self.refresh(restart=True)

    @property
    def playing(self):
        return self._player.playing

    def _play_on(self):
        """One step of Play. Returns whether there are more."""
        return self.refresh(play=True) and not self._finished

    def _on_playing(self, playing):
        if not self._closed:
            self._panel.buttons["Play"].description = "Pause" if playing else "Play"
            self.picture.playing = playing
            self._compare_later()

    def close(self):
        """End it: no widget, no callback and no task stays behind."""
        if self._closed:
            return
        self._closed = True
        self._player.pause()
        self._moves.cancel()
        self._comparisons.cancel()
        self.picture.unobserve_all()
        self.picture.on_msg(self._on_message, remove=True)
        close_widget(self.picture)
        self._controls.close()
        self._panel.close()
        self.fig.set_dpi(self._dpi)
        OPEN.remove(self)


def what_to_do(controls, play):
    """What a reader can do with a live figure, for the line below its still picture."""
    names = list(controls)
    if names and all(isinstance(control, DrawingPad) for control in controls.values()):
        what = "draw"
    elif len(names) > 6:
        what = f"move its {len(names)} controls"
    elif len(names) > 1:
        what = f"move {', '.join(names[:-1])} and {names[-1]}"
    else:
        what = f"move {names[0] if names else 'it'}"
    return f"{what}, or to play it" if play else what


def check_arguments(fig, draw, alt, play, restart, fps):
    """Raise ValueError if an argument of `live` is not what it must be."""
    if not isinstance(fig, Figure):
        raise ValueError(f"live needs a figure first, as in live(fig, draw, ...), not {fig!r}")
    for name, function in (("draw", draw), ("play", play), ("restart", restart)):
        if not callable(function) and (name == "draw" or function is not None):
            raise ValueError(f"{name} must be a function, without ( ) after its name: {function!r}")
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
            raise ValueError(f"{name} must be a plain function, without async and without yield")
    if not isinstance(alt, str) or len(alt.split()) < 4:
        raise ValueError(f"alt must describe the figure in a sentence, but it is {alt!r}")
    if not isinstance(fps, Real) or not 0 < fps <= 100:
        raise ValueError(f"fps must be a number from 1 to 100, but it is {fps!r}")
