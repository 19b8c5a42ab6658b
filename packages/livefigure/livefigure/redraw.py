"""Draw the same Figure again quickly: replay what has not changed and draw the rest.

Most of the time that drawing takes goes into working out ticks, texts and paths, and little into
pixels. So the drawing calls of every artist are recorded, and an artist that has not changed since
(matplotlib marks changed ones as stale) replays them. The order of drawing is always matplotlib's,
so that the picture has the same pixels as one drawn from scratch.
"""

import logging

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.legend import Legend
from matplotlib.lines import AxLine
from matplotlib.patches import ConnectionPatch
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import IdentityTransform

from livefigure._matplotlib import RecordingRenderer, has_aligned_labels, seeks_best_place

log = logging.getLogger("livefigure")
log.addHandler(logging.NullHandler())  # for developers: readers see nothing of it


class Redraw:
    """Draws one figure again and again.

    fast: whether unchanged artists are replayed. It becomes False, for good, when that failed or
    gave other pixels than matplotlib; from then on every drawing is matplotlib's own.
    pixels: the last picture, uint8, shape (height, width, 4). The next drawing overwrites it.

    The figure's layout is worked out for the first drawing, and again only for new Axes: otherwise
    the axes would move with every change of a label.
    """

    def __init__(self, fig):
        self.fig, self.fast = fig, True
        self.pixels = None
        self._renderer = None
        self._calls = {}  # artist -> its DrawCalls
        self._axes, self._layout = None, fig.get_layout_engine()
        self._drawing = False
        if type(fig.canvas) is not FigureCanvasAgg:
            FigureCanvasAgg(fig)
        fig.canvas.mpl_connect("draw_event", self._on_draw)

    def draw(self):
        """Draw and return `pixels`."""
        new_axes = self.fig.axes != self._axes
        if new_axes:
            self._calls = {}
            if self._layout:
                self.fig.set_layout_engine(self._layout)
        if self.fast:
            try:
                self.pixels = self._draw_quickly()
            except Exception:
                # Where the figure itself cannot be drawn, matplotlib raises the error again.
                self.pixels = self.draw_fully()
                self.fast = False
                log.warning("the quick drawing failed; matplotlib's own is used", exc_info=True)
        else:
            self.pixels = self.draw_fully()
        if new_axes:
            self.fig.set_layout_engine("none")
            self._axes = list(self.fig.axes)
        return self.pixels

    def draw_fully(self):
        """The figure drawn by matplotlib alone, as `pixels`."""
        self._drawing = True
        try:
            return draw_fully(self.fig)
        finally:
            self._drawing = False

    def _on_draw(self, event):
        """Whoever else draws the figure takes the marks of changed artists away."""
        if not self._drawing:
            self._calls = {}

    def verify(self):
        """Compare the last picture with matplotlib's own, and keep that. Returns whether they agree.

        Only this finds a change that matplotlib does not mark, such as numbers written into an
        array that an artist holds.
        """
        if not self.fast or self.pixels is None:
            return True
        pixels = self.draw_fully()
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
            self._drawing = True
            for artist in artists:
                artist.draw = self._replaying_draw(artist, type(artist).draw)
                if isinstance(artist, Axis) and artist in self._calls:
                    artist.get_tightbbox = self._calls[artist].cached_tightbbox(artist)
            self.fig.draw(self._renderer)
        except BaseException:
            self._calls = {}
            raise
        finally:
            self._drawing = False
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
        self._surroundings = self._parts = self._probes = self._state = self._position = None
        self._boxes = {}

    def mark_clean(self, artist, surroundings):
        """After the drawing: the artist and its parts count as unchanged from now on."""
        if self._parts is None:
            self._surroundings, self._parts = surroundings, artist.findobj()
            self._position, self._probes = position_of(artist), probes_of(artist)
            self._state = [probe() for probe in self._probes]
        for part in self._parts:
            part.stale = False

    def is_outdated(self, artist, surroundings):
        """Whether something has changed since."""
        return (
            self._surroundings != surroundings
            or self._state != [probe() for probe in self._probes]
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
    """Every artist whose drawing can be replayed, with what it depends on besides itself."""
    for child in fig.get_children():
        if child in fig.axes:
            yield from artists_of_axes(child)
        elif hasattr(child, "subfigs"):
            yield from artists_of(child)
        elif not depends_on_others(child):
            yield child, None


def artists_of_axes(ax):
    """The same for one Axes, whose position, limits and scales its artists depend on."""
    if ax.name != "rectilinear":  # as 3-D and polar Axes, which have a view of their own
        return
    surroundings = (ax.bbox.bounds, ax.viewLim.bounds, ax.get_xscale(), ax.get_yscale())
    aligned = has_aligned_labels(ax)
    for child in ax.get_children():
        if not (
            child in ax.child_axes
            or depends_on_others(child)
            or (aligned and isinstance(child, Axis))
        ):
            yield child, surroundings


def depends_on_others(artist):
    """Whether an artist is drawn by the state of other artists, whose changes it cannot know."""
    if isinstance(artist, Legend):
        return seeks_best_place(artist)
    if isinstance(artist, Annotation):
        both = (artist.xycoords, artist.anncoords)
        systems = [part for s in both for part in (s if isinstance(s, tuple) else (s,))]
        return not all(isinstance(system, str) for system in systems)
    since_3_10 = type(artist).__name__ == "InsetIndicator"
    return since_3_10 or isinstance(artist, ConnectionPatch)


def probes_of(artist):
    """Functions whose values show a change of the artist that matplotlib does not mark as stale."""
    probes = []
    if isinstance(artist, Annotation):
        probes.append(lambda: (*artist.xy, *artist.xyann))
    elif isinstance(artist, AxLine):
        probes.append(lambda: repr((artist.get_xy1(), artist.get_xy2(), artist.get_slope())))
    elif isinstance(artist, Axis):
        for ticker in (artist.major, artist.minor):
            if isinstance(ticker.formatter, FuncFormatter):  # calls a function of the user's
                probes.append(lambda t=ticker: t.formatter.format_ticks(t.locator()))
    for get in ("get_array", "get_offsets"):  # numbers may be written into an array
        if hasattr(artist, get):
            probes.append(lambda name=get: contents(getattr(artist, name)()))
    transform = Artist.get_transform(artist)
    if artist.axes and not (
        transform is artist.axes.transData
        or transform is artist.axes.transAxes
        or isinstance(transform, IdentityTransform)
    ):  # a transform may be changed in place, too
        probes.append(lambda: transform.transform(CORNERS).tobytes())
    return probes


CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])


def contents(array):
    """An array in a form that can be compared; a large one by its identity alone."""
    if array is None or array.nbytes > 1e6:
        return id(array)
    return array.shape, np.ma.getdata(array).tobytes(), np.ma.getmaskarray(array).tobytes()


def position_of(artist):
    """What drawing itself may change in a text, its position; None for other artists."""
    if type(artist) is not Text or not artist.get_text():
        return None
    return artist.get_text(), *artist.get_transform().transform(artist.get_unitless_position())
