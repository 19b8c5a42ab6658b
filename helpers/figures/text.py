"""Numbers as text for a figure, with the minus sign that axes and sliders have."""

import numpy as np


def format_number(value, decimals=None):
    """The number as text, with a real minus sign and none before a zero.

    decimals: digits after the decimal point. None shows at most five significant digits; of a number
    near 0, or just below 1 as a sigmoid gives it, two digits of the distance; less than 1e-12 counts
    as 0, because it is a rounding error.
    """
    if decimals is not None:
        return minus(f"{value:z.{decimals}f}")
    value = float(value)
    size, gap = abs(value), 1 - value
    if size < 1e-12:
        return "0"
    if size < 1e-3:
        return minus(f"{value:.2g}")
    if size >= 10:
        return minus(f"{value:.5g}")
    decimals = 1 - int(np.floor(np.log10(gap))) if 1e-12 < gap < 1e-3 else 4
    return minus(f"{value:.{decimals}f}".rstrip("0").rstrip("."))


def format_signed(value, decimals):
    """The number as a term of a sum, with its sign and a space: "+ 0.5" or "− 0.5"."""
    text = format_number(value, decimals)
    return f"− {text[1:]}" if text[0] == "−" else f"+ {text}"


def minus(text):
    """The text with a real minus sign for each hyphen."""
    return text.replace("-", "−")
