"""What several tests of livefigure use: a small live figure, and what a page shows of it."""

import io
import warnings

import matplotlib.pyplot as plt
import numpy as np
from livefigure import LiveFigure
from PIL import Image

ALT = "A picture for the tests."


def wave(**options):
    """A small live figure, its line, and the list of the values that draw was called with."""
    fig, ax = plt.subplots(figsize=(3, 2))
    (line,) = ax.plot([0, 1], [0, 1])
    calls = []

    def draw(w, b):
        calls.append((w, b))
        line.set_ydata([b, w + b])
        if b > 2:
            raise ValueError("b is <too> large")
        if b < -2:
            print("low", b)
            warnings.warn("b is low", stacklevel=1)

    figure = LiveFigure(fig, draw, alt=ALT, w=(-5.0, 1, 5), b=(-3.0, 0, 3), **options)
    figure.page = Page(figure)
    return figure, line, calls


class Page:
    """What a page shows of a figure: as live.js does, it paints each frame over the one before."""

    def __init__(self, figure):
        self.model, self.canvas = figure.picture, None
        self.paint()
        self.model.observe(self.paint, "frame")

    def paint(self, _=None):
        part = Image.open(io.BytesIO(self.model.frame))
        if self.model.corner:
            self.canvas.alpha_composite(part, tuple(self.model.corner))
        else:
            self.canvas = part

    @property
    def pixels(self):
        return np.asarray(self.canvas)
