"""Drawing functions. They take an Axes and plain arrays, and know nothing of networks.

Colour always means the same: blue is class 1, positive, fires; vermillion is class 0, negative;
green is a gradient or a step; ink is a boundary or a target. Signed fields use DIVERGING, centred
on zero. Classes also differ by marker, so that nothing depends on colour alone.

What cannot be drawn is refused with a ValueError of one sentence, before anything is drawn or moved.
"""

from helpers.figures.colours import BLUE, DIVERGING, GREEN, GREY, INK, ORANGE, PURPLE, VERMILLION
from helpers.figures.network import draw_network
from helpers.figures.show import show
from helpers.figures.text import format_number, format_signed, minus

__all__ = [
    "BLUE",
    "DIVERGING",
    "GREEN",
    "GREY",
    "INK",
    "ORANGE",
    "PURPLE",
    "VERMILLION",
    "draw_network",
    "format_number",
    "format_signed",
    "minus",
    "show",
]
