"""Draw a kept Figure again quickly: what has not changed is replayed, the rest is drawn anew.

Most of the time in drawing a figure goes into working out ticks, texts and paths, and little into
painting. So the painting calls of every artist are kept, and an artist that has not changed since
(matplotlib marks a changed one as stale) repeats its calls. The order is always matplotlib's own,
so that the picture has the same pixels as one drawn from the start.
"""

import struct
import zlib

import numpy as np
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.legend import Legend
from matplotlib.text import Annotation, Text


class Redraw:
    """Draws one figure, fast. `fast` turns itself off for a figure that it cannot follow."""

    def __init__(self, fig):
        self.fig = fig
        self.fast = True
        self._renderer = None
        self._tapes = {}  # artist -> its painting calls, its parts, what they depended on
        if not isinstance(fig.canvas, FigureCanvasAgg):
            FigureCanvasAgg(fig)

    def draw(self):
        """The picture as an array of bytes, shape (height, width, 4). It is reused by the next draw."""
        size = (*self.fig.canvas.get_width_height(), self.fig.dpi)
        if self._renderer is None or self._size != size:
            self._renderer, self._size = Recorder(*size), size
            self._tapes = {}
        self._renderer.clear()
        if not self.fast:
            self.fig.draw(self._renderer)
            return self._renderer.pixels()
        for ax in self.fig.axes:  # an aspect set since moves the axes and with them all in it
            locator = ax.get_axes_locator()
            ax.apply_aspect(locator(ax, self._renderer) if locator else None)
        leaves = {leaf: place for leaf, place in leaves_of(self.fig)}
        self._tapes = {leaf: tape for leaf, tape in self._tapes.items() if leaf in leaves}
        for leaf, place in leaves.items():
            tape = self._tapes.get(leaf)
            if tape and (tape.place != place or tape.has_changed(leaf)):
                del self._tapes[leaf]
        try:
            for leaf in leaves:
                leaf.draw = self._player(leaf, type(leaf).draw)
                if isinstance(leaf, Axis) and leaf in self._tapes:
                    leaf.get_tightbbox = self._tapes[leaf].measurer(leaf)
            self.fig.draw(self._renderer)
        except BaseException:
            self._tapes = {}
            raise
        finally:
            for leaf in leaves:
                leaf.__dict__.pop("draw", None)
                leaf.__dict__.pop("get_tightbbox", None)
        self._settle()
        return self._renderer.pixels()

    @property
    def pixels(self):
        """The picture last drawn."""
        return self._renderer.pixels()

    def is_true(self):
        """Draw as matplotlib does and compare; where it differs from the fast way, give that up.

        A change that leaves no mark (numbers written into an array that an artist holds) is found
        by this alone. Returns whether the last picture was right.
        """
        if not self.fast or self._renderer is None:
            return True
        plain = RendererAgg(*self._size)
        self.fig.draw(plain)
        self._settle()
        self.fast = np.array_equal(self.pixels, plain.buffer_rgba())
        if not self.fast:
            self.draw()
        return self.fast

    def _settle(self):
        """After a drawing: what is on the tapes counts as unchanged from now on."""
        for leaf, place in leaves_of(self.fig):  # where the drawing has put the axes
            tape = self._tapes.get(leaf)
            if tape:
                tape.settle(leaf, place)

    def _player(self, leaf, draw):
        def play(renderer, *args, **kwargs):
            tape = self._tapes.get(leaf)
            if tape and (isinstance(leaf, Axis) or not leaf.stale or tape.is_back(leaf)):
                renderer.replay(tape.calls)
                return
            calls = renderer.record(lambda: draw(leaf, renderer, *args, **kwargs))
            self._tapes[leaf] = Tape(calls)

        return play


class Tape:
    """The painting calls of one artist."""

    def __init__(self, calls):
        self.calls = calls
        self.place = self.parts = self.marks = self.spot = None
        self._boxes = {}

    def measurer(self, leaf):
        """How large an unchanged axis is: titles ask for it at every drawing, which takes long."""
        measure = type(leaf).get_tightbbox

        def measured(renderer=None, **kwargs):
            key = tuple(sorted(kwargs.items()))
            if key not in self._boxes:
                self._boxes[key] = measure(leaf, renderer, **kwargs)
            return self._boxes[key]

        return measured

    def settle(self, leaf, place):
        """After the drawing: the artist and its parts count as unchanged from now on."""
        if self.parts is None:
            self.place, self.marks, self.spot = place, marks_of(leaf), spot_of(leaf)
            self.parts = leaf.findobj()
        for part in self.parts:
            part.stale = False

    def is_back(self, leaf):
        """Whether a text that was unchanged before this drawing is where it was.

        At each drawing matplotlib moves every title down and then up again, to where it was.
        """
        return self.spot is not None and self.spot == spot_of(leaf)

    def has_changed(self, leaf):
        return not same(self.marks, marks_of(leaf)) or any(part.stale for part in self.parts)


def leaves_of(fig):
    """Every artist that is drawn as a whole, and what besides itself its look depends on."""
    for child in fig.get_children():
        if child in fig.axes:
            yield from leaves_of_axes(child)
        elif hasattr(child, "subfigs"):
            yield from leaves_of(child)
        else:
            yield child, None


def leaves_of_axes(ax):
    """The same for one Axes: the look of its artists depends on its place, limits and scales."""
    if ax.name == "3d":  # its artists depend on the view in ways that leave no mark
        return
    place = (ax.bbox.bounds, ax.viewLim.bounds, ax.get_xscale(), ax.get_yscale())
    for child in ax.get_children():
        if child in ax.child_axes:
            yield from leaves_of_axes(child)
        elif not (isinstance(child, Legend) and getattr(child, "_loc", 0) == 0):
            # (A legend that seeks the best place depends on all other artists.)
            yield child, place


def marks_of(leaf):
    """What can change in an artist without matplotlib marking it as stale."""
    marks = [*leaf.xy, *leaf.xyann] if isinstance(leaf, Annotation) else []
    if hasattr(leaf, "get_array"):  # the numbers behind the colours: a new array each time
        marks.append(leaf.get_array())
    return marks


def spot_of(leaf):
    """What a drawing itself may change in a text, its place on the page; None for other artists."""
    if type(leaf) is not Text or not leaf.get_text():
        return None
    return leaf.get_text(), *leaf.get_transform().transform(leaf.get_unitless_position())


def same(marks, others):
    """Whether all marks are the same, arrays being so only if they are the same object."""
    return all(
        a is b or not (isinstance(a, np.ndarray) or isinstance(b, np.ndarray) or a != b)
        for a, b in zip(marks, others, strict=True)
    )


class Recorder(RendererAgg):
    """A renderer that can note what it paints, and paint it again."""

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self._painter = self._renderer
        self._renderer = Painter(self._painter)
        self._glyphs = {}  # a text, its font and its place -> the images of its letters
        self._update_methods()

    def clear(self):
        self._painter.clear()

    def pixels(self):
        return np.asarray(self._painter)

    def buffer_rgba(self):
        top = self._renderer
        return memoryview(self._painter if isinstance(top, Painter) else top)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Draw a text; one that was drawn at the same place before, from the images of its letters."""
        painter = self._renderer
        if ismath or not isinstance(painter, Painter):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        look = [gc.get_antialiased()]
        # (Those two are of matplotlib from 3.11 on; a text of several lines has no mtext.)
        for get in ("get_fontfeatures", "get_language"):
            look.append(getattr(mtext, get)() if hasattr(mtext, get) else None)
        key = (x, y, s, prop.get_size_in_points(), hash(prop), angle, str(look))
        if key not in self._glyphs:
            if len(self._glyphs) > 500:
                self._glyphs.clear()
            draw = super().draw_text
            calls = self.record(lambda: draw(gc, x, y, s, prop, angle, ismath, mtext))
            self._glyphs[key] = [args[:4] for _, args, _ in calls]
            return
        for glyph in self._glyphs[key]:
            painter.draw_text_image(*glyph, gc)

    def record(self, draw):
        """Do draw() and return the painting calls that it made."""
        painter = self._renderer
        if not isinstance(painter, Painter):  # inside a filter, which paints elsewhere
            draw()
            return []
        before, painter.calls = painter.calls, []
        try:
            draw()
        finally:
            calls, painter.calls = painter.calls, before
        if before is not None:
            before.extend(calls)
        return calls

    def replay(self, calls):
        for paint, args, kwargs in calls:
            paint(*args, **kwargs)


class Painter:
    """Stands before the compiled renderer and notes its painting calls with all they need."""

    def __init__(self, target):
        self._target = target
        self.calls = None
        for name in dir(target):
            if not name.startswith("_"):
                method = getattr(target, name)
                setattr(self, name, self._noting(method) if name.startswith("draw_") else method)

    def _noting(self, paint):
        def noted(gc, *args, **kwargs):
            if self.calls is not None:
                frozen = tuple(a.frozen() if hasattr(a, "frozen") else a for a in args)
                gc_kwargs = {
                    k: v.frozen() if hasattr(v, "frozen") else v for k, v in kwargs.items()
                }
                self.calls.append((paint, (snapshot(gc), *frozen), gc_kwargs))
            return paint(gc, *args, **kwargs)

        def noted_text(image, x, y, angle, gc):
            if self.calls is not None:
                self.calls.append((paint, (np.array(image), x, y, angle, snapshot(gc)), {}))
            return paint(image, x, y, angle, gc)

        return noted_text if paint.__name__ == "draw_text_image" else noted


def snapshot(gc):
    """A copy of a graphics context, which its artist goes on to change."""
    copy = object.__new__(type(gc))
    copy.__dict__.update(gc.__dict__)
    if hasattr(copy._cliprect, "frozen"):
        copy._cliprect = copy._cliprect.frozen()
    return copy


def change(before, after):
    """What has to be painted over one picture to get another: pixels, and where they belong.

    before, after: pictures, bytes, shape (height, width, 4); before may be None.
    Returns the smallest rectangle with all that has changed, clear where nothing has, and its left
    upper corner [x, y]; or the whole picture and [], where painting over is not enough: the size is
    another, or a pixel that one sees through has changed.
    """
    if before is None or before.shape != after.shape:
        return after, []
    now, then = after.view(np.uint32)[..., 0], before.view(np.uint32)[..., 0]  # a number a pixel
    changed = now != then
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):  # a clear pixel changes nothing
        return np.zeros((1, 1, 4), np.uint8), [0, 0]
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    if after[part][..., 3].min() < 255:
        return after, []
    pixels = np.where(changed[part], now[part], np.uint32(0))
    return pixels.view(np.uint8).reshape(*pixels.shape, 4), [int(columns[0]), int(rows[0])]


def png(pixels):
    """An array of bytes (height, width, 4) as a PNG file, packed for speed more than for size."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # each row begins with its filter: 0, none
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
