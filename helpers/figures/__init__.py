"""Drawing that several chapters share. Everything takes an Axes and plain arrays.

`draw_...` functions draw a picture that stays as it is. Classes draw when they are made, and their
`set(...)` moves what they drew, so that a live figure never draws anything twice.

Colour always means the same: blue is class 1, positive, fires; vermillion is class 0, negative;
green is a gradient or a step; ink is a boundary or a target. Signed fields use DIVERGING, centred
on zero. Classes also differ by marker, so that nothing depends on colour alone.
"""

from helpers.figures.colours import BLUE, DIVERGING, GREEN, GREY, INK, ORANGE, PURPLE, VERMILLION
from helpers.figures.network import NetworkDrawing, draw_network
from helpers.figures.pixels import draw_pixels, tile_images
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
    "NetworkDrawing",
    "draw_network",
    "draw_pixels",
    "format_number",
    "format_signed",
    "minus",
    "show",
    "tile_images",
]
