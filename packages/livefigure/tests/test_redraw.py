"""The quick drawing gives the pixels of a full one, draws little, and falls back where it fails."""

import logging

import matplotlib.pyplot as plt
import numpy as np
import pytest
from livefigure import redraw as module
from livefigure._matplotlib import CallRecorder, RecordingRenderer
from livefigure.redraw import Redraw, draw_fully
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.patches import ConnectionPatch
from matplotlib.text import Text
from matplotlib.transforms import Affine2D


def crowded_figure():
    """A figure with an artist of each common kind, and functions that change one thing each."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(6, 3), dpi=60, layout="constrained")
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
    for _ in range(40):
        chosen = rng.choice(len(changes), size=rng.integers(0, 4), replace=False)
        for index in chosen:
            changes[index](rng)
        assert np.array_equal(redraw.draw(), draw_fully(fig)), chosen
        if rng.random() < 0.3:
            assert redraw.verify(), chosen
    assert redraw.fast


def test_the_quick_drawing_is_quick():
    """Counted in artists that are drawn again, since times depend on the machine."""
    fig, changes = crowded_figure()
    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    redraw.draw()
    kept = dict(redraw._calls)
    changes[0](np.random.default_rng(0))
    redraw.draw()
    drawn = [artist for artist, calls in redraw._calls.items() if kept.get(artist) is not calls]
    # (Empty titles, which matplotlib moves at each drawing, paint nothing.)
    assert [a for a in drawn if not (isinstance(a, Text) and not a.get_text())] == fig.axes[
        0
    ].lines[:1]


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
    assert redraw.verify()
    text.set_text("1\nlines")
    monkeypatch.setattr(RendererAgg, "draw_text", note)
    redraw.draw()
    assert written == ["1"], "the other letters are known, each line by itself"
    written.clear()
    text.set_text("0\nlines")
    redraw.draw()
    assert not written
    assert np.array_equal(redraw.pixels, draw_fully(fig))


def test_a_text_that_only_moves_while_drawing_is_not_drawn_anew():
    """matplotlib moves titles at every drawing; only what a title says or where it ends counts."""
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1])
    title = ax.set_title("a title")
    redraw = Redraw(fig)
    redraw.draw()
    fig.set_layout_engine("none")
    redraw.draw()
    tape = redraw._calls[title]
    line.set_ydata([1, 0])
    redraw.draw()
    assert redraw._calls[title] is tape
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
        assert np.array_equal(redraw.draw(), draw_fully(fig)), number
    assert redraw.verify()


def test_a_change_that_leaves_no_mark_is_found_when_the_hand_stops():
    fig, ax = plt.subplots()
    arrows = ax.quiver([0, 1], [0, 1], [1, 0], [0, 1], scale=5)
    redraw = Redraw(fig)
    redraw.draw()
    arrows.scale = 9
    redraw.draw()
    assert not redraw.verify()
    assert not redraw.fast
    assert np.array_equal(redraw.pixels, draw_fully(fig))


class FailsToRecord(CallRecorder):
    def __init__(self, compiled):
        super().__init__(compiled)
        self.draw_path = self.draw_markers = lambda *args: 1 / 0


@pytest.mark.parametrize("fault", ["recorder", "renderer", "artists"])
def test_a_quick_drawing_that_fails_is_replaced_by_matplotlibs(monkeypatch, caplog, fault):
    """As after a change of matplotlib's private parts."""
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1], "o-")
    redraw = Redraw(fig)
    logging.getLogger("livefigure").handlers.pop()  # the one that fails the test
    if fault == "recorder":
        monkeypatch.setattr("livefigure._matplotlib.CallRecorder", FailsToRecord)
    elif fault == "renderer":
        monkeypatch.setattr(RecordingRenderer, "__init__", lambda self, *size: 1 / 0)
    else:
        monkeypatch.setattr(module, "artists_of", lambda fig: 1 / 0)
    for y in ([0, 1], [1, 0]):
        line.set_ydata(y)
        assert np.array_equal(redraw.draw(), draw_fully(fig))
        assert not redraw.fast
    (record,) = caplog.records
    assert record.name == "livefigure"
    assert "ZeroDivisionError" in caplog.text


def test_a_figure_that_cannot_be_drawn_stays_on_the_quick_path():
    fig, ax = plt.subplots()
    redraw = Redraw(fig)
    redraw.draw()
    ax.set_title("$x^$")
    with pytest.raises(ValueError, match="x"):
        redraw.draw()
    ax.set_title("$x^2$")
    assert np.array_equal(redraw.draw(), draw_fully(fig))
    assert redraw.fast


# ---- changes that matplotlib does not mark: each function makes one and returns what changes it


def slope_of_an_axline(fig, ax):
    line = ax.axline((0, 0), slope=1)
    return lambda: line.set_slope(0.3)


def connection_between_axes(fig, ax):
    left, right = fig.subplots(1, 2)
    patch = ConnectionPatch((0.5, 0.5), (0.5, 0.5), "data", "data", axesA=left, axesB=right)
    fig.add_artist(patch)
    return lambda: right.set_xlim(0, 3)


def annotation_of_a_text(fig, ax):
    text = ax.text(0.2, 0.2, "a text")
    ax.annotate("note", (1, 1), (0.7, 0.7), xycoords=text, arrowprops={"arrowstyle": "->"})
    return lambda: text.set_position((0.4, 0.3))


def annotation_of_two_systems(fig, ax):
    text = ax.text(0.2, 0.2, "a text")
    ax.annotate("note", (0.5, 1), xycoords=("data", text))
    return lambda: text.set_position((0.2, 0.6))


def zoom_into_an_inset(fig, ax):
    inset = ax.inset_axes((0.6, 0.6, 0.3, 0.3), xlim=(0.1, 0.2), ylim=(0.1, 0.2))
    ax.indicate_inset_zoom(inset)
    return lambda: inset.set_xlim(0.1, 0.4)


def secondary_axis(fig, ax):
    ax.secondary_xaxis("top", functions=(lambda x: 2 * x, lambda x: x / 2))
    return lambda: ax.set_xlim(0, 5)


def inset_in_data_coordinates(fig, ax):
    ax.inset_axes((0.5, 0.5, 0.3, 0.3), transform=ax.transData).plot([1, 2])
    return lambda: ax.set_xlim(0, 2)


def aligned_labels(fig, ax):
    left, below = fig.subplots(2, 1)
    left.set(ylabel="y"), below.set(ylabel="y")
    fig.align_ylabels()
    return lambda: left.set_ylim(0, 100_000)


def polar_offset(fig, ax):
    polar = fig.add_subplot(projection="polar")
    polar.plot([0, 1], [0, 1])
    return lambda: polar.set_theta_offset(1)


def colours_written_in_place(fig, ax):
    image = ax.imshow(np.eye(3))
    return lambda: image.get_array().__setitem__(0, 0.5)


def offsets_written_in_place(fig, ax):
    dots = ax.scatter([0, 1], [0, 1])
    return lambda: dots.get_offsets().__setitem__(0, 0.5)


def transform_changed_in_place(fig, ax):
    turn = Affine2D()
    ax.plot([0, 1], [0, 1], transform=turn + ax.transData)
    return lambda: turn.rotate_deg(-30)


def formatter_with_a_state(fig, ax):
    unit = ["m"]
    ax.xaxis.set_major_formatter(lambda x, place: f"{x:.1f} {unit[0]}")
    return lambda: unit.__setitem__(0, "cm")


def best_place_of_a_legend(fig, ax):
    (line,) = ax.plot([0, 1], [0, 1], label="a line")
    ax.legend()
    return lambda: line.set_ydata([1, 0])


def a_drawing_by_someone_else(fig, ax):
    (line,) = ax.plot([0, 1], [0, 1])
    return lambda: (line.set_ydata([1, 0]), fig.canvas.draw())


def new_axes(fig, ax):
    fig.set_layout_engine("constrained")

    def change():
        fig.clear()
        fig.add_subplot().set(ylabel="a\nlong\nlabel", title="new")

    return change


UNMARKED = [
    slope_of_an_axline,
    connection_between_axes,
    annotation_of_a_text,
    annotation_of_two_systems,
    zoom_into_an_inset,
    secondary_axis,
    inset_in_data_coordinates,
    aligned_labels,
    polar_offset,
    colours_written_in_place,
    offsets_written_in_place,
    transform_changed_in_place,
    formatter_with_a_state,
    best_place_of_a_legend,
    a_drawing_by_someone_else,
    new_axes,
]


@pytest.mark.parametrize("make", UNMARKED, ids=lambda make: make.__name__)
def test_a_change_without_a_mark_is_drawn_at_once(make):
    fig = plt.figure(figsize=(3, 2))
    change = make(fig, fig.add_subplot() if "subplots" not in make.__code__.co_names else None)
    redraw = Redraw(fig)
    before = redraw.draw().copy()
    redraw.draw()
    change()
    pixels = redraw.draw()
    assert (pixels != before).any()
    assert np.array_equal(pixels, draw_fully(fig))
    assert redraw.verify()


def test_new_axes_are_laid_out_and_others_stay():
    fig, ax = plt.subplots(layout="constrained")
    redraw = Redraw(fig)
    redraw.draw()
    place = ax.get_position().bounds
    ax.set_ylabel("a\nlong\nlabel")
    redraw.draw()
    assert ax.get_position().bounds == place
    fig.clear()
    ax = fig.add_subplot(ylabel="a\nlong\nlabel")
    redraw.draw()
    assert ax.get_position().x0 > place[0] + 0.02
