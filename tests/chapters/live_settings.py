"""Every live figure of every chapter, at the ends, the middle and hundreds of other settings."""

import warnings

import matplotlib.artist
import numpy as np
from chapter_runs import chapter_run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from livefigure import DrawingPad


def choices(control):
    """All values that the control can take, as a hypothesis strategy, and its ends."""
    if isinstance(control, DrawingPad):
        return None
    if hasattr(control, "options"):
        values = [value for _, value in control.options]
        return st.sampled_from(values), values
    if hasattr(control, "min"):
        low, high = control.min, control.max
        if isinstance(low, int):
            return st.integers(low, high), [low, (low + high) // 2, high]
        return st.floats(low, high), [low, (low + high) / 2, high]
    return st.booleans(), [False, True]


def try_setting(figure, setting):
    """Move all controls at once, draw, and hold what must hold for every picture."""
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


def try_at_random(figure, spaces, times):
    @settings(
        max_examples=times,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.fixed_dictionaries({name: space for name, (space, _) in spaces.items()}))
    def at_random(setting):
        try_setting(figure, setting)

    at_random()


def try_all_settings(number):
    """Every live figure of a chapter at its ends, its middle and hundreds of random settings."""
    run = chapter_run(number)
    assert len(run.live) >= 2, f"chapter {number} has too few live figures"
    for cell, figure in run.live.items():
        spaces = {
            name: choices(control)
            for name, control in figure.controls.items()
            if choices(control) is not None
        }
        start = {name: figure.controls[name].value for name in spaces}
        for name, (_, ends) in spaces.items():
            for end in ends:
                try_setting(figure, start | {name: end})

        if spaces:
            try_at_random(figure, spaces, 200)
        try_setting(figure, start)
        assert cell, figure.alt
