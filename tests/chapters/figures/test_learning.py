"""Pictures of learning show the numbers that they are given."""

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from chapters.figures.learning import draw_wishes
from helpers.figures.colours import BLUE, VERMILLION


def test_wishes_are_bars_up_or_down_with_their_mean():
    ax, wishes = Figure().subplots(), np.array([0.3, -0.1, 0.0])
    draw_wishes(ax, np.zeros((3, 7, 7)), wishes)
    assert [bar.get_height() for bar in ax.patches] == wishes.tolist()
    assert to_hex(ax.patches[0].get_facecolor()).upper() == BLUE
    assert to_hex(ax.patches[1].get_facecolor()).upper() == VERMILLION
    assert ax.get_legend().get_texts()[0].get_text() == "mean 0.067"
    assert len(ax.artists) == 3
