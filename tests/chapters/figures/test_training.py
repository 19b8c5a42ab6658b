"""Curves that grow during training, and weights as images."""

import signal
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from chapters.figures import training
from chapters.figures.training import Curves, WeightImages


class Screen:
    """Stands for the notebook: notes what is put on the page."""

    def __init__(self):
        self.pictures = []

    def __call__(self, picture, display_id):
        assert display_id is True
        self.update(picture)
        return self

    def update(self, picture):
        self.pictures.append(picture)


@pytest.fixture
def real_screen(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(training, "display", screen)
    return screen


@pytest.fixture
def screen(real_screen, monkeypatch):
    """The same without the time that the painting takes."""
    monkeypatch.setattr(Figure, "savefig", lambda self, file, **kwargs: None)
    monkeypatch.setattr(training, "figure_png", lambda figure: b"")
    return real_screen


def test_the_loop_counts_and_the_curves_hold_what_was_added(screen):
    curves = Curves(steps=50, draws=5)
    due = []
    for step in curves:
        curves.add(loss=1 / (step + 1))
        if curves.due:
            due.append(step)
            curves.add(train=0.9 + step / 1000, test=0.85)
    assert due == [9, 19, 29, 39, 49]
    assert curves.done == 50
    assert not curves.interrupted
    assert np.array_equal(curves.raw.get_ydata(), [1 / (i + 1) for i in range(50)])
    assert curves.mean.get_ydata() == pytest.approx(
        [(1 / (i + 1) + 1 / (i + 2)) / 2 for i in range(0, 50, 2)]
    )
    assert list(curves.train_line.get_xdata()) == [10, 20, 30, 40, 50]
    assert curves.train_line.get_ydata() == pytest.approx([0.9 + s / 1000 for s in due])
    assert list(curves.test_line.get_ydata()) == [0.85] * 5
    assert curves.bar.get_width() == 50
    # The first picture, empty; four on the way; the last one, once.
    assert len(screen.pictures) == 6


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 400), st.integers(1, 20))
def test_never_more_drawings_than_promised(steps, draws):
    drawn = []
    curves = Curves(steps, draws)
    curves._show = lambda handle, last=False: drawn.append(last)
    before, training.display = training.display, lambda picture, display_id: None
    curves._picture = lambda: None
    try:
        due = [step for step in curves if curves.due]
    finally:
        training.display = before
    assert len(drawn) == len(due) <= draws
    assert due[-1] == steps - 1
    assert drawn == [False] * (len(drawn) - 1) + [True]


def test_the_last_picture_has_its_width_and_says_what_it_shows(real_screen):
    curves = Curves(steps=40, draws=2)
    for _ in curves:
        curves.add(loss=2.0)
        if curves.due:
            curves.add(train=0.5, test=0.25)
    sizes = [len(picture.png) for picture in real_screen.pictures]
    assert len(sizes) == 3
    assert min(sizes) > 1000
    data, metadata = real_screen.pictures[-1]._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["width"] == 720
    words = metadata["image/png"]["alt"]
    assert "step 40 of 40" in words
    assert "loss goes from 2.00 to 2.00" in words
    assert "test accuracy goes from 0.250 to 0.250" in words


def test_the_figure_does_not_belong_to_pyplot(screen):
    import matplotlib.pyplot as plt

    for _ in Curves(steps=2):
        pass
    assert plt.get_fignums() == []


def test_low_accuracy_stays_in_the_picture():
    curves = Curves(steps=10)
    curves.add(loss=3.0, train=0.09, test=0.11)
    curves._update()
    low, high = curves.right.get_ylim()
    assert low < 0.09
    assert high > 1
    assert curves.left.get_ylim()[1] > 3


def test_an_interrupt_ends_the_loop_after_its_step(screen, capsys):
    before = signal.getsignal(signal.SIGINT)
    curves = Curves(steps=1000)
    finished = []
    for step in curves:
        if step == 122:
            signal.raise_signal(signal.SIGINT)
        curves.add(loss=1.0)
        finished.append(step)
    assert finished == list(range(123))
    assert (curves.done, curves.interrupted) == (123, True)
    assert "Stopped after 123 of 1,000 steps" in capsys.readouterr().out
    assert "step 123 of 1,000" in screen.pictures[-1].alt
    assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def interrupts_raise():
    """As in a notebook's running cell; a test's worker process may ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_second_interrupt_breaks_in(screen, interrupts_raise):
    def stuck():
        for _ in Curves(steps=10):
            for _ in range(2):  # at the end of each turn Python looks whether a signal has come
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        stuck()


@pytest.mark.parametrize("leave", ["break", "error", "end"])
def test_interrupts_work_as_before_after_any_way_out(screen, leave):
    before = signal.getsignal(signal.SIGINT)

    def run():
        for _ in Curves(steps=3):
            if leave == "break":
                break
            if leave == "error":
                raise ZeroDivisionError

    if leave == "error":
        with pytest.raises(ZeroDivisionError):
            run()
    else:
        run()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_training_in_another_thread_leaves_signals_alone(screen):
    seen = []

    def run():
        for _ in Curves(steps=1):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


def test_a_training_without_a_step_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Curves(0)


# --- weights as images ---------------------------------------------------------------------------


AXES = Figure().add_subplot()


@given(st.integers(1, 12), st.integers(1, 5))
def test_every_unit_is_in_its_tile(units, columns):
    rng = np.random.default_rng(units)
    W = rng.standard_normal((12, units))
    images = WeightImages(AXES, 0 * W, columns=columns, shape=(4, 3))
    images.set(W)
    image = images.image
    image.remove()
    tiles = np.ma.filled(image.get_array(), np.nan)
    for unit in range(units):
        top, left = unit // columns * 6, unit % columns * 5
        assert np.array_equal(tiles[top : top + 4, left : left + 3].ravel(), W[:, unit])
    assert np.isfinite(tiles).sum() == W.size


def test_zero_is_white_and_the_scale_is_centred():
    W = np.array([[-3.0, 0.0, 1.0]])
    image = WeightImages(Figure().add_subplot(), W, shape=(1, 1)).image
    low, high = image.get_clim()
    assert low == -high < 0
    assert image.cmap(image.norm(0.0))[:3] == (1, 1, 1)
    red, _, blue, _ = image.cmap(image.norm(high))
    assert blue > red
    red, _, blue, _ = image.cmap(image.norm(low))
    assert red > blue


def test_all_zero_weights_can_be_drawn():
    image = WeightImages(Figure().add_subplot(), np.zeros((784, 2))).image
    assert image.get_clim() == (-1, 1)
