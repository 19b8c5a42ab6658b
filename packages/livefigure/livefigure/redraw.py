"""Draw the same Figure again quickly: replay what has not changed and draw the rest.

Most of the time that drawing takes goes into working out ticks, texts and paths, and little into
pixels. So the drawing calls of every artist are recorded, and an artist that has not changed since
(matplotlib marks changed ones as stale) replays them. The order of drawing is always matplotlib's,
so that the picture has the same pixels as one drawn from scratch.
"""

import logging

import numpy as np
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.legend import Legend
from matplotlib.text import Annotation, Text

from livefigure._matplotlib import RecordingRenderer, seeks_best_place

log = logging.getLogger("livefigure")
log.addHandler(logging.NullHandler())  # for developers: readers see nothing of it


class Redraw:
    """Draws one figure again and again.

    fast: whether unchanged artists are replayed. It becomes False, for good, when that failed or
    gave other pixels than matplotlib; from then on every drawing is matplotlib's own.
    """

    def __init__(self, fig):
        self.fig, self.fast = fig, True
        self.pixels = None
        self._renderer = None
        self._calls = {}  # artist -> its DrawCalls
        if not isinstance(fig.canvas, FigureCanvasAgg):
            FigureCanvasAgg(fig)

    def draw(self):
        """Draw and return `pixels`: uint8, shape (height, width, 4). The next drawing overwrites it."""
        if self.fast:
            try:
                self.pixels = self._draw_quickly()
                return self.pixels
            except Exception:
                # Where the figure itself cannot be drawn, matplotlib raises the error again.
                self.pixels = draw_fully(self.fig)
                self.fast = False
                log.warning("the quick drawing failed; matplotlib's own is used", exc_info=True)
                return self.pixels
        self.pixels = draw_fully(self.fig)
        return self.pixels

    def verify(self):
        """Compare the last picture with matplotlib's own, and keep that. Returns whether they agree.

        Only this finds a change that matplotlib does not mark, such as numbers written into an
        array that an artist holds.
        """
        if not self.fast or self.pixels is None:
            return True
        pixels = draw_fully(self.fig)
        if np.array_equal(self.pixels, pixels):
            self._mark_clean()
            return True
        self.pixels, self.fast = pixels, False
        return False

    def _draw_quickly(self):
        size = (*self.fig.canvas.get_width_height(), self.fig.dpi)
        if self._renderer is None or self._size != size:
            self._renderer, self._size, self._calls = RecordingRenderer(*size), size, {}
        self._renderer.clear()
        for ax in self.fig.axes:  # a new aspect moves an Axes and everything in it
            locator = ax.get_axes_locator()
            ax.apply_aspect(locator(ax, self._renderer) if locator else None)
        artists = dict(artists_of(self.fig))
        self._calls = {
            artist: calls
            for artist, calls in self._calls.items()
            if artist in artists and not calls.is_outdated(artist, artists[artist])
        }
        try:
            for artist in artists:
                artist.draw = self._replaying_draw(artist, type(artist).draw)
                if isinstance(artist, Axis) and artist in self._calls:
                    artist.get_tightbbox = self._calls[artist].cached_tightbbox(artist)
            self.fig.draw(self._renderer)
        except BaseException:
            self._calls = {}
            raise
        finally:
            for artist in artists:
                artist.__dict__.pop("draw", None)
                artist.__dict__.pop("get_tightbbox", None)
        self._mark_clean()
        return self._renderer.pixels()

    def _mark_clean(self):
        """After a drawing: what is recorded counts as unchanged from now on."""
        for artist, surroundings in artists_of(self.fig):  # where the drawing has put the axes
            if artist in self._calls:
                self._calls[artist].mark_clean(artist, surroundings)

    def _replaying_draw(self, artist, draw):
        def replaying_draw(renderer, *args, **kwargs):
            calls = self._calls.get(artist)
            if calls and (isinstance(artist, Axis) or not artist.stale or calls.is_unmoved(artist)):
                renderer.replay(calls.calls)
            else:
                recorded = renderer.record(lambda: draw(artist, renderer, *args, **kwargs))
                self._calls[artist] = DrawCalls(recorded)

        return replaying_draw


def draw_fully(fig):
    """The figure drawn by matplotlib alone: uint8, shape (height, width, 4)."""
    renderer = RendererAgg(*fig.canvas.get_width_height(), fig.dpi)
    fig.draw(renderer)
    return np.asarray(renderer.buffer_rgba())


class DrawCalls:
    """The drawing calls of one artist, and what they depended on."""

    def __init__(self, calls):
        self.calls = calls
        self._surroundings = self._parts = self._state = self._position = None
        self._boxes = {}

    def mark_clean(self, artist, surroundings):
        """After the drawing: the artist and its parts count as unchanged from now on."""
        if self._parts is None:
            self._surroundings, self._parts = surroundings, artist.findobj()
            self._state, self._position = unmarked_state(artist), position_of(artist)
        for part in self._parts:
            part.stale = False

    def is_outdated(self, artist, surroundings):
        """Whether something has changed since."""
        return (
            self._surroundings != surroundings
            or not same(self._state, unmarked_state(artist))
            or any(part.stale for part in self._parts)
        )

    def is_unmoved(self, artist):
        """Whether a text that was unchanged before this drawing is where it was.

        At each drawing matplotlib moves every title down and then up again, to where it was.
        """
        return self._position is not None and self._position == position_of(artist)

    def cached_tightbbox(self, artist):
        """An unchanged axis' get_tightbbox, which titles call at every drawing and which is slow."""
        get_tightbbox = type(artist).get_tightbbox

        def cached(renderer=None, **kwargs):
            key = tuple(sorted(kwargs.items()))
            if key not in self._boxes:
                self._boxes[key] = get_tightbbox(artist, renderer, **kwargs)
            return self._boxes[key]

        return cached


def artists_of(fig):
    """Every artist that is drawn as a whole, with what its look depends on besides itself."""
    for child in fig.get_children():
        if child in fig.axes:
            yield from artists_of_axes(child)
        elif hasattr(child, "subfigs"):
            yield from artists_of(child)
        else:
            yield child, None


def artists_of_axes(ax):
    """The same for one Axes, whose position, limits and scales its artists depend on."""
    if ax.name == "3d":  # its artists depend on the view in ways that are not marked
        return
    surroundings = (ax.bbox.bounds, ax.viewLim.bounds, ax.get_xscale(), ax.get_yscale())
    for child in ax.get_children():
        if child in ax.child_axes:
            yield from artists_of_axes(child)
        elif not (isinstance(child, Legend) and seeks_best_place(child)):
            # (Such a legend depends on all other artists.)
            yield child, surroundings


def unmarked_state(artist):
    """What can change in an artist without matplotlib marking it as stale."""
    state = [*artist.xy, *artist.xyann] if isinstance(artist, Annotation) else []
    if hasattr(artist, "get_array"):  # the numbers behind the colours: a new array each time
        state.append(artist.get_array())
    return state


def position_of(artist):
    """What drawing itself may change in a text, its position; None for other artists."""
    if type(artist) is not Text or not artist.get_text():
        return None
    return artist.get_text(), *artist.get_transform().transform(artist.get_unitless_position())


def same(state, other):
    """Whether two states are equal; arrays are only if they are the same object."""
    return all(
        a is b or not (isinstance(a, np.ndarray) or isinstance(b, np.ndarray) or a != b)
        for a, b in zip(state, other, strict=True)
    )
