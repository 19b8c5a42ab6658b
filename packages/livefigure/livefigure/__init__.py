"""Live figures for Jupyter: sliders under a matplotlib figure that is drawn by your own function."""

from livefigure.figure import OPEN, DrawingPad, LiveFigure, live

__all__ = ["OPEN", "DrawingPad", "LiveFigure", "live"]
