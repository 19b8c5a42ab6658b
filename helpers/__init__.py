"""What the chapters share: the reader's own network code, data, drawing and live figures.

Importing any part changes nothing: no global style, no random seed, no file written. `live`,
`DrawingPad` and `show` are loaded when they are first asked for, so that `import helpers.nn` needs
NumPy alone.
"""

__all__ = ["DrawingPad", "live", "show"]


def __getattr__(name):
    if name == "show":
        from helpers.figures.show import show

        return show
    if name in __all__:
        import livefigure

        return getattr(livefigure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
