"""The artists of chapter 7's figures hold the numbers that they are given."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from chapters.figures import races
from chapters.figures.accuracies import Scatter, TwoCurves
from chapters.figures.histograms import Histograms
from chapters.figures.races import LOOKS, Race
from chapters.figures.valleys import HEIGHTS, Heights, Plane, Walks, turned


def axes():
    return Figure().subplots()


def drawn(ax):
    ax.figure.draw_without_rendering()


@given(st.floats(-90, 90))
def test_rings_are_at_their_heights_in_the_turned_valley(degrees):
    walks = Walks(axes())
    walks.turn(degrees)
    points = turned(walks.rings.get_xydata(), -degrees)
    points = points[np.isfinite(points).all(axis=1)]
    heights = points[:, 0] ** 2 / 20 + points[:, 1] ** 2
    assert np.allclose(heights.reshape(len(HEIGHTS), -1), np.reshape(HEIGHTS, (-1, 1)))


def test_turning_is_against_the_clock():
    assert np.allclose(turned(np.array([[1.0, 0.0]]), 90), [[0, 1]])


def test_a_walk_ends_in_a_star_or_is_cut_where_it_explodes():
    walks = Walks(axes(), ["SGD", "Adam"])
    calm, wild = np.ones((4, 2)) * 0.5, np.array([[-7, 2], [30, 3], [1e4, 0], [np.nan, np.inf]])
    walks.set(calm, wild)
    assert walks.lines["SGD"].get_xydata().tolist() == calm.tolist()
    assert walks.ends["SGD"].get_xydata().tolist() == [[0.5, 0.5]]
    assert walks.lines["Adam"].get_xydata().tolist() == wild[:2].tolist()
    assert len(walks.ends["Adam"].get_xydata()) == 0
    assert walks.start.get_xydata().tolist() == [[0.5, 0.5]]
    drawn(walks.rings.axes)


def test_heights_far_outside_are_brought_near():
    heights = Heights(axes(), 3, ["SGD"], ylim=(1e-6, 1e3))
    heights.set(np.array([0.0, 1.0, np.inf, np.nan]))
    assert heights.lines["SGD"].get_xdata().tolist() == [0, 1, 2, 3]
    assert np.allclose(heights.lines["SGD"].get_ydata(), [1e-9, 1, 1e6, 1e6])
    drawn(heights.lines["SGD"].axes)


def test_the_plane_has_the_low_betas_below_and_a_point():
    ax, left = axes(), np.array([[1.0, 1e-3], [np.nan, 1e-6]])
    plane = Plane(ax, np.array([0.0, 2.0]), np.array([0.0, 1.0]), left)
    (image,) = ax.images
    assert np.allclose(image.get_array(), [[0, -3], [9, -6]])
    assert image.get_extent() == [0, 2, 0, 1]
    assert image.origin == "lower"
    plane.set(1.5, 0.25)
    assert plane.point.get_xydata().tolist() == [[1.5, 0.25]]
    drawn(ax)


@pytest.fixture
def screen(monkeypatch):
    shown = []

    class Handle:
        def update(self, picture):
            shown.append(picture)

    monkeypatch.setattr(
        races, "display", lambda picture, display_id: shown.append(picture) or Handle()
    )
    monkeypatch.setattr(Figure, "savefig", lambda self, file, **kwargs: None)
    monkeypatch.setattr(races, "figure_png", lambda figure: b"last")
    return shown


def test_a_race_shows_every_run_and_the_means(screen):
    race = Race(["SGD", "Adam"])
    for rate, loss, accuracy in [(0.1, 0.5, 0.8), (0.01, 0.7, 0.75), (0.1, 0.3, 0.9)]:
        race.add("SGD", rate, loss, accuracy)
    race.show(last=True)
    (mean, dots), (mean_right, _) = race.lines["SGD"]
    assert dots.get_xydata().tolist() == [[0.01, 0.7], [0.1, 0.3], [0.1, 0.5]]
    assert np.allclose(mean.get_xydata(), [[0.01, 0.7], [0.1, 0.4]])
    assert np.allclose(mean_right.get_ydata(), [0.75, 0.85])
    assert len(race.lines["Adam"][0][0].get_xydata()) == 0
    assert len(screen) == 2
    assert screen[-1].png == b"last"
    assert "SGD is best at 0.1: 85.0% on average" in repr(screen[-1])


def test_a_run_that_exploded_is_drawn_at_the_edge(screen):
    race = Race(["SGD"])
    race.add("SGD", 1, np.nan, 0.1)
    (_, loss), (_, right) = race.lines["SGD"]
    assert loss.get_ydata().tolist() == [1.6]
    assert right.get_ydata().tolist() == [0.7]


def test_optimizers_differ_by_more_than_colour():
    assert len({look["marker"] for look in LOOKS.values()}) == len(LOOKS)
    assert len({str(look["ls"]) for look in LOOKS.values()}) == len(LOOKS)


def test_histograms_count_sizes_and_zeros():
    ax = axes()
    histograms = Histograms(ax, "C0")
    rng = np.random.default_rng(0)
    layers = [10.0 ** rng.uniform(-1, 0, 500), np.array([0.0, 0.0, 0.0, 1e-3])]
    histograms.set(layers)
    first, second = (path.vertices for path in histograms.shapes.get_paths())
    tall = first[np.abs(first[:, 0] - 1) > 0.01, 1]
    assert (tall.min(), tall.max()) == pytest.approx((-1, 0), abs=0.26)
    assert second[np.abs(second[:, 0] - 2) > 0.01, 1].mean() == pytest.approx(-3, abs=0.26)
    assert np.allclose(histograms.spread.get_ydata(), np.log10([np.std(v) for v in layers]))
    assert [note.get_text() for note in histograms.notes[:3]] == ["", "75%\nare 0", ""]
    drawn(ax)
    histograms.set([np.full(3, np.nan), np.zeros(2)])
    assert histograms.notes[1].get_text() == "100%\nare 0"
    drawn(ax)


def test_two_curves_and_a_scatter():
    ax = axes()
    curves = TwoCurves(ax, 100)
    curves.set([0, 10], [0.1, 0.9], [0.1, 0.7])
    assert curves.train.get_xydata().tolist() == [[0, 0.1], [10, 0.9]]
    assert curves.test.get_xydata().tolist() == [[0, 0.1], [10, 0.7]]
    assert curves.train.get_linestyle() != curves.test.get_linestyle()
    drawn(ax)
    ax = axes()
    scatter = Scatter(ax, [0.1, 1], [1e-3, 1e-2], [0.5, 0.9], limits=(0, 1))
    assert scatter.dots.get_offsets().tolist() == [[0.1, 1e-3], [1, 1e-2]]
    assert ax.lines[0].get_xydata().tolist() == [[1, 1e-2]]
    drawn(ax)
