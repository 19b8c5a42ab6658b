"""Live figures for Jupyter: a matplotlib figure with sliders, drawn by your own function."""

from livefigure.figure import LiveFigure, live
from livefigure.interrupt import on_interrupt
from livefigure.notebook import OPEN
from livefigure.usercode import CapturedOutput
from livefigure.widgets import DrawingPad

__all__ = ["OPEN", "CapturedOutput", "DrawingPad", "LiveFigure", "live", "on_interrupt"]
