"""Put a finished figure on the page, with a description for readers who cannot see it."""

import matplotlib.pyplot as plt
from IPython.display import display
from livefigure.png import figure_png
from matplotlib.figure import Figure

from helpers.describe import describe_value


class DescribedImage:
    """A PNG with its description: what `show` puts on the page."""

    def __init__(self, png, width, alt):
        self.png, self.width, self.alt = png, width, alt

    def __repr__(self):
        return f"[Figure: {self.alt}]"

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": self.png, "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def show(fig, alt):
    """Show the figure below the cell and close it.

    alt: one or two sentences that say what the picture shows, stored with it for screen readers and
    for wherever the picture cannot be drawn.
    """
    if not isinstance(fig, Figure):
        raise ValueError(
            f"show needs a figure first, as in show(fig, alt), not {describe_value(fig)}"
        )
    if not isinstance(alt, str) or len(alt.split()) < 4:
        raise ValueError(
            f"alt must describe the figure in a sentence, but it is {describe_value(alt)}"
        )
    display(DescribedImage(figure_png(fig), round(fig.get_figwidth() * fig.dpi), alt))
    plt.close(fig)
