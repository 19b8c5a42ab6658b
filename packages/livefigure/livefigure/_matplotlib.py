"""Everything that depends on private parts of matplotlib. Seen in matplotlib 3.9 to 3.11.

A release of matplotlib may change any of it. `Redraw` then falls back to matplotlib's own drawing,
and says so in the log "livefigure".
"""

from collections import OrderedDict

import matplotlib.pyplot as plt
import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import RendererAgg


class RecordingRenderer(RendererAgg):
    """A renderer that can record its drawing calls and replay them.

    Private: RendererAgg._renderer, the compiled renderer that does the drawing, and
    RendererAgg._update_methods, which copies the compiled renderer's methods to the outer one.
    """

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self._compiled = self._renderer
        self._renderer = self._recorder = CallRecorder(self._compiled)
        self._glyphs = {}  # a text with its font and position -> the images of its glyphs
        self._update_methods()

    def clear(self):
        self._compiled.clear()

    def pixels(self):
        """The picture: uint8, shape (height, width, 4). The next drawing overwrites it."""
        return np.asarray(self._compiled)

    @property
    def _is_filtering(self):
        """Whether an artist with a filter is being drawn, for which matplotlib swaps _renderer."""
        return self._renderer is not self._recorder

    def buffer_rgba(self):
        return memoryview(self._renderer if self._is_filtering else self._compiled)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Draw a text, from the images of its glyphs if it was drawn in the same place before."""
        draw_text = super().draw_text
        if ismath or self._is_filtering:
            draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        look = [gc.get_antialiased()]
        for get in ("get_fontfeatures", "get_language"):  # since 3.11; mtext may be None
            look.append(getattr(mtext, get)() if hasattr(mtext, get) else None)
        key = (x, y, s, prop.get_size_in_points(), hash(prop), angle, str(look))
        if key in self._glyphs:
            for glyph in self._glyphs[key]:
                self._recorder.draw_text_image(*glyph, gc)
            return
        if len(self._glyphs) > 500:
            self._glyphs.clear()
        calls = self.record(lambda: draw_text(gc, x, y, s, prop, angle, ismath, mtext))
        self._glyphs[key] = [args[:4] for _, args, _ in calls]

    def record(self, draw):
        """Call draw() and return the drawing calls that it made."""
        if self._is_filtering:
            draw()
            return []
        recorder = self._recorder
        outer, recorder.calls = recorder.calls, []
        try:
            draw()
        finally:
            calls, recorder.calls = recorder.calls, outer
        if outer is not None:
            outer.extend(calls)
        return calls

    def replay(self, calls):
        for method, args, kwargs in calls:
            method(*args, **kwargs)


class CallRecorder:
    """Wraps the compiled renderer: `calls` collects its drawing calls, or is None.

    Private: the arguments of the compiled renderer's draw_... methods. The graphics context comes
    first, except in draw_text_image(image, x, y, angle, gc).
    """

    def __init__(self, compiled):
        self.calls = None
        for name in dir(compiled):
            if name == "draw_text_image":
                self.draw_text_image = self._recording_text(compiled.draw_text_image)
            elif name.startswith("draw_"):
                setattr(self, name, self._recording(getattr(compiled, name)))
            elif not name.startswith("_"):
                setattr(self, name, getattr(compiled, name))

    def _recording(self, method):
        def record(gc, *args, **kwargs):
            if self.calls is not None:
                frozen = map(freeze, args)
                frozen_kwargs = {name: freeze(value) for name, value in kwargs.items()}
                self.calls.append((method, (copy_context(gc), *frozen), frozen_kwargs))
            return method(gc, *args, **kwargs)

        return record

    def _recording_text(self, method):
        def record(image, x, y, angle, gc):
            if self.calls is not None:
                self.calls.append((method, (np.array(image), x, y, angle, copy_context(gc)), {}))
            return method(image, x, y, angle, gc)

        return record


def freeze(value):
    """A transform as it is now; any other value unchanged."""
    return value.frozen() if hasattr(value, "frozen") else value


def copy_context(gc):
    """A copy of a graphics context, which its artist goes on changing.

    Private: GraphicsContextBase._cliprect.
    """
    copy = object.__new__(type(gc))
    copy.__dict__.update(gc.__dict__)
    copy._cliprect = freeze(copy._cliprect)
    return copy


def has_aligned_labels(ax):
    """Whether fig.align_labels lets the labels of an Axes depend on those of others.

    Private: FigureBase._align_label_groups.
    """
    groups = ax.figure._align_label_groups
    return any(len(groups[name].get_siblings(ax)) > 1 for name in "xy")


def seeks_best_place(legend):
    """Whether the legend is placed where it covers least. Private: Legend._loc."""
    return legend._loc == 0


class CurrentFigure:
    """While entered, pyplot's functions act on this figure, and no other can be made.

    Raises RuntimeError where a new figure is made. plt.show() does nothing. Private: Gcf.figs,
    pyplot's figures by number, the current one last.
    """

    def __init__(self, fig):
        self._fig, self._manager = fig, FigureManagerBase(fig.canvas, 1)

    def __enter__(self):
        self._before = Gcf.figs, plt.show
        Gcf.figs, plt.show = OneFigure({1: self._manager}), lambda *args, **kwargs: None
        self._fig.canvas.manager = self._manager
        # Meanwhile ipykernel's thread for widgets asks for all of pyplot's figures to be drawn.
        self._fig.canvas.draw_idle = lambda *args, **kwargs: None

    def __exit__(self, *error):
        Gcf.figs, plt.show = self._before
        self._fig.canvas.manager = None
        del self._fig.canvas.draw_idle


class OneFigure(OrderedDict):
    """pyplot's figures, to which none can be added."""

    def __setitem__(self, num, manager):
        if self and manager not in self.values():
            raise RuntimeError(
                "a live figure shows the figure that live(...) was given. Change that one here, "
                "or clear it and draw on it again, instead of making a new one."
            )
        super().__setitem__(num, manager)
