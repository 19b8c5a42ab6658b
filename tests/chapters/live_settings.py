"""Every live figure of a chapter, at the ends, the middle and many random settings."""

import functools
import warnings
from types import SimpleNamespace

import matplotlib.artist
import matplotlib.pyplot as plt
import numpy as np
from chapter_cells import cells, live_code
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from livefigure import OPEN, DrawingPad


@functools.cache
def live_run(number):
    """Run the cells of a chapter that its live figures need, once a session.

    Returns an object with `namespace` (what the cells defined) and `live` (cell id -> the LiveFigure
    that the cell showed). Displays go nowhere; a warning is an error.
    """
    run = SimpleNamespace(namespace={"__name__": "__main__"}, live={})
    InteractiveShell.instance()  # `display` needs one
    with plt.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")
        for cell, source in live_code(cells(number)).items():
            before = list(OPEN)
            with capture_output():
                exec(compile(source, f"<{cell}>", "exec"), run.namespace)
            for figure in OPEN:
                if figure not in before:
                    run.live[cell] = figure
    return run


def few_values(control):
    """The ends and the middle of a control, or all of its choices."""
    if isinstance(control, DrawingPad):
        page = np.zeros((control.size, control.size), np.uint8)
        return [page + 255, page]
    if hasattr(control, "options"):
        return [value for _, value in control.options]
    if hasattr(control, "min"):
        low, high = control.min, control.max
        return [low, (low + high) // 2 if isinstance(low, int) else (low + high) / 2, high]
    return [False, True]


def any_value(control):
    """All values that a control can take, as a hypothesis strategy."""
    if hasattr(control, "min"):
        numbers = st.integers if isinstance(control.min, int) else st.floats
        return numbers(control.min, control.max)
    return st.sampled_from(few_values(control))


def try_setting(figure, setting):
    """Move all controls at once, draw, and check what is true of every picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.set(**setting)
    assert not figure.message.value, (setting, figure.message.value)
    for artist in figure.fig.findobj(matplotlib.artist.Artist):
        if not artist.get_visible():
            continue
        if hasattr(artist, "get_position") and hasattr(artist, "get_text") and artist.get_text():
            assert np.isfinite(artist.get_position()).all(), (setting, artist)
        if hasattr(artist, "get_xydata"):
            assert not np.isinf(artist.get_xydata().astype(float)).any(), (setting, artist)
        if hasattr(artist, "get_array") and artist.get_array() is not None:
            values = np.ma.getdata(artist.get_array())
            assert not np.isinf(np.asarray(values, float)).any(), (setting, artist)


def try_ends(number):
    """Each control of a chapter's live figures at its ends and its middle, the others at their start.

    After each control, the quick drawing is compared with matplotlib's own: a figure whose draw
    function writes into an artist's array without a mark, as into a quiver's U, is not fast.
    """
    run = live_run(number)
    assert len(run.live) >= 2, f"chapter {number} has too few live figures"
    for cell, figure in run.live.items():
        start = {name: control.value for name, control in figure.controls.items()}
        for name, control in figure.controls.items():
            for value in few_values(control):
                try_setting(figure, start | {name: value})
            figure.verify()
            assert figure.fast, f"{cell}: moving {name} is not drawn the quick way"
        try_setting(figure, start)
        assert figure.alt


def try_random(number, times=200):
    """All controls of a chapter's live figures at random."""
    for figure in live_run(number).live.values():
        try_figure_at_random(figure, times)


def try_figure_at_random(figure, times):
    start = {name: control.value for name, control in figure.controls.items()}

    @settings(
        max_examples=times,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.fixed_dictionaries({n: any_value(c) for n, c in figure.controls.items()}))
    def at_random(setting):
        try_setting(figure, setting)

    at_random()
    try_setting(figure, start)
