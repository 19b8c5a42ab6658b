"""How large the numbers in each layer are: histograms side by side on a logarithmic axis."""

import numpy as np
from matplotlib.collections import PolyCollection

from helpers.figures.colours import GREY, INK

LOWEST, HIGHEST, BINS = -9, 5, 56  # powers of ten
LAYERS = 8  # at most


class Histograms:
    """One histogram a layer, lying on its side, and a line through the layers' standard deviations."""

    def __init__(self, ax, color):
        self.shapes = ax.add_collection(PolyCollection([], color=color, lw=0, alpha=0.75))
        (self.spread,) = ax.plot([], [], "o--", color=INK, ms=4, lw=1)
        self.notes = [
            ax.text(k, LOWEST + 0.15, "", ha="center", va="bottom", fontsize=7.5, color=INK)
            for k in range(1, LAYERS + 1)
        ]
        powers = range(LOWEST + 1, HIGHEST, 4)
        ax.axhline(0, color=GREY, lw=0.7)
        ax.set(xlim=(0.4, LAYERS + 0.6), ylim=(LOWEST, HIGHEST), xlabel="layer")
        ax.set(xticks=range(1, LAYERS + 1), ylabel="size of the numbers")
        ax.set_yticks(powers, [f"$10^{{{power}}}$" for power in powers])

    def set(self, layers):
        """layers: one array of numbers a layer, LAYERS at most. Zeros are counted below."""
        edges = np.linspace(LOWEST, HIGHEST, BINS + 1)
        heights = np.repeat(edges, 2)[1:-1]
        shapes, spreads = [], []
        for k, values in enumerate(layers, start=1):
            size = np.abs(values[np.isfinite(values) & (values != 0)])
            counts, _ = np.histogram(np.log10(size).clip(LOWEST, HIGHEST - 1e-9), edges)
            width = np.repeat(0.42 * counts / max(counts.max(), 1), 2)
            right, left = (
                np.column_stack([k + width, heights]),
                np.column_stack([k - width, heights]),
            )
            shapes.append(np.concatenate([right, left[::-1]]))
            spreads.append(np.std(values, dtype=float) if np.isfinite(values).all() else np.nan)
        self.shapes.set_verts(shapes)
        with np.errstate(divide="ignore"):
            at = np.log10(spreads).clip(LOWEST, HIGHEST)
        self.spread.set_data(np.arange(1, len(layers) + 1), at)
        for k, note in enumerate(self.notes):
            zeros = np.mean(layers[k] == 0) if k < len(layers) else 0
            note.set_text(f"{zeros:.0%}\nare 0" if zeros > 0.005 else "")
