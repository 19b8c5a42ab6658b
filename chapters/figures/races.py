"""Optimizers side by side: results that appear as they are computed."""

import io

import numpy as np
from IPython.display import display
from livefigure.png import figure_png
from matplotlib.figure import Figure

from helpers.figures.colours import BLUE, GREEN, INK, ORANGE, PURPLE
from helpers.figures.show import DescribedImage

# Here colour says which optimizer, and so do the marker and the dashes.
LOOKS = {
    "SGD": {"color": INK, "marker": "o", "ls": "-"},
    "Momentum": {"color": GREEN, "marker": "s", "ls": "--"},
    "AdaGrad": {"color": ORANGE, "marker": "^", "ls": "-."},
    "RMSProp": {"color": PURPLE, "marker": "D", "ls": ":"},
    "Adam": {"color": BLUE, "marker": "v", "ls": (0, (5, 1))},
}


class Race:
    """Loss and accuracy against the learning rate; redrawn below the cell as results are added.

    names: optimizers, each in LOOKS. A point is one run; the line goes through the means of the runs
    at the same rate.
    """

    def __init__(self, names):
        self.fig = Figure(figsize=(7.5, 3.6))
        self.axes = self.fig.subplots(1, 2)
        self.lines = {
            name: [self._line(ax, LOOKS[name], name) for ax in self.axes] for name in names
        }
        self.runs = {name: [] for name in names}
        loss, right = self.axes
        loss.set(
            xscale="log",
            xlim=(2e-4, 5),
            ylim=(0.15, 1.6),
            yscale="log",
            title="Loss of the last steps",
        )
        loss.set(yticks=[0.2, 0.5, 1], yticklabels=["0.2", "0.5", "1"])
        loss.minorticks_off()
        right.set(
            xscale="log", xlim=(2e-4, 5), ylim=(0.7, 0.96), title="Right of 2,000 test images"
        )
        for ax in self.axes:
            ax.set_xlabel("learning rate")
        right.legend(loc="lower left", fontsize=8)
        self.handle = display(self._picture(), display_id=True)

    @staticmethod
    def _line(ax, look, name):
        (mean,) = ax.plot([], [], color=look["color"], ls=look["ls"], lw=1.3)
        (dots,) = ax.plot([], [], look["marker"], color=look["color"], ms=4.5, label=name)
        return mean, dots

    def add(self, name, rate, loss, accuracy):
        """Note one run. Values beyond the axes are drawn at their edges."""
        self.runs[name].append((rate, loss, accuracy))
        rates, *columns = np.array(sorted(self.runs[name])).T
        for (mean, dots), ax, values in zip(self.lines[name], self.axes, columns, strict=True):
            values = np.clip(np.nan_to_num(values, nan=9), *ax.get_ylim())
            dots.set_data(rates, values)
            at = np.unique(rates)
            mean.set_data(at, [values[rates == rate].mean() for rate in at])

    def show(self, last=False):
        """Draw what has been added so far."""
        if self.handle is not None:  # None where no notebook listens
            self.handle.update(self._picture(last))

    def alt(self):
        """The picture in words."""
        words = ["Loss and accuracy against the learning rate."]
        for name, runs in self.runs.items():
            if runs:
                line, _ = self.lines[name][1]
                share, rate = max(zip(line.get_ydata(), line.get_xdata(), strict=True))
                words.append(f"{name} is best at {rate:g}: {share:.1%} on average.")
        return " ".join(words)

    def _picture(self, last=False):
        buffer = io.BytesIO()
        if not last:
            self.fig.savefig(buffer, format="png", dpi=self.fig.dpi)
        png = figure_png(self.fig) if last else buffer.getvalue()
        return DescribedImage(png, round(self.fig.get_figwidth() * self.fig.dpi), self.alt())
