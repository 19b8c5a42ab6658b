"""Live figures for Jupyter: a matplotlib figure with sliders, drawn by your own function.

The names are loaded when they are first asked for: the server's extension needs no matplotlib.
"""

import importlib

HOMES = {
    "LiveFigure": "figure",
    "live": "figure",
    "on_interrupt": "interrupt",
    "OPEN": "notebook",
    "CapturedOutput": "usercode",
    "DrawingPad": "widgets",
}
__all__ = sorted(HOMES)


def __getattr__(name):
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"livefigure.{HOMES[name]}"), name)
