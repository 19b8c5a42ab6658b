"""The code of the README runs, and its figures follow their sliders."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from live_examples import Page
from livefigure import OPEN
from livefigure.redraw import draw_fully

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def other_value(control):
    """A value that the control can take and does not have."""
    if hasattr(control, "options"):
        return control.options[1][1]
    if hasattr(control, "max"):
        return (control.value + 2 * control.max) / 3 if control.value < control.max else control.min
    return not control.value


@pytest.fixture(scope="module")
def space():
    return {}


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_a_figure_of_the_readme(code, space):
    exec(compile(code, "README", "exec"), space)
    (figure,) = OPEN
    page = Page(figure)
    before = page.pixels
    if "play" in figure.functions:
        figure.step()
    assert figure.set(**{name: other_value(c) for name, c in figure.controls.items()})
    if "play" in figure.functions:
        figure.step()
    assert not figure.message.value
    assert (page.pixels != before).any()
    assert np.array_equal(page.pixels, draw_fully(figure.fig))
    assert figure.verify()
    assert plt.get_fignums() == []
