"""What a drawing function asks of its arguments, before it draws: each refusal is one sentence."""

import operator
from collections.abc import Sized

import numpy as np
from matplotlib.axes import Axes

from helpers.describe import describe_value


def check_axes(ax):
    """An Axes, not a Figure and not an array of several."""
    if not isinstance(ax, Axes):
        raise ValueError(
            f"ax must be one Axes, as plt.subplots() makes it, not {describe_value(ax)}"
        )


def check_pair(axes):
    """Two Axes, as an array or a tuple. Returns them."""
    pair = list(axes) if isinstance(axes, (list, tuple, np.ndarray)) else [axes]
    if len(pair) != 2 or not all(isinstance(ax, Axes) for ax in pair):
        raise ValueError(
            f"axes must be two Axes, as plt.subplots(1, 2) makes them, not {describe_value(axes)}"
        )
    return pair


def check_array(name, value, *shape, finite=False, text=False):
    """Numbers of this shape, as an array. A letter stands for any size but 0, twice for the same.

    finite: whether nan and inf are refused. text: whether it may be text as well.
    """
    wanted = f"numbers of shape ({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"
    must = f"{name} must be {'finite ' * finite}{wanted if shape else 'one number'}"
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{must}, but the rows have different lengths") from None
    if array.dtype.kind not in ("biufU" if text else "biuf"):
        raise ValueError(f"{must}, not {describe_value(array if array.ndim else value)}")
    sizes = dict(zip(shape, array.shape, strict=False))  # what each letter stands for
    fits = tuple(size if isinstance(size, int) else sizes.get(size) for size in shape)
    if array.shape != fits or 0 in fits:
        raise ValueError(f"{must}, but the shape is {array.shape}")
    if finite and not np.isfinite(array).all():
        raise ValueError(f"{must}, but nan or inf is among them")
    return array


def rank(value, most=2):
    """How many axes the shape of a value has, as far as a check needs to know."""
    try:
        return min(np.ndim(value), most)
    except ValueError:  # rows of different lengths
        return 1


def check_number(name, value, low=-np.inf, high=np.inf):
    """One number from low to high, not infinite."""
    wanted = "one finite number" if low == -np.inf else f"one number from {low:g} to {high:g}"
    if rank(value) or np.asarray(value).dtype.kind not in "biuf":
        raise ValueError(f"{name} must be {wanted}, not {describe_value(value)}")
    if not low <= value <= high or np.isinf(value):
        raise ValueError(f"{name} must be {wanted}, not {value}")


def check_positive(name, value):
    """One number above 0, not infinite."""
    if rank(value) or np.asarray(value).dtype.kind not in "biuf" or not 0 < value < np.inf:
        raise ValueError(f"{name} must be a number above 0, not {describe_value(value)}")


def check_count(name, value, low=1, high=None):
    """A whole number from low to high. Returns it."""
    wanted = (
        f"a whole number, at least {low}"
        if high is None
        else f"a whole number from {low} to {high}"
    )
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be {wanted}, not {describe_value(value)}") from None
    if number < low or (high is not None and number > high):
        raise ValueError(f"{name} must be {wanted}, not {number}")
    return number


def check_texts(name, texts, count, of):
    """As many texts (or numbers) as there are things to be named; `of` says which.

    count: None if only that there is one or more is known.
    """
    if not isinstance(texts, Sized) or not len(texts) or count not in (None, len(texts)):
        many = "" if count is None else f" of {count}"
        raise ValueError(f"{name} must be a list{many}, one {of}, not {describe_value(texts)}")


def check_limits(name, limits):
    """Two finite numbers, the lower first."""
    low, high = check_array(name, limits, 2, finite=True)
    if low >= high:
        raise ValueError(f"{name} must be a lower and a higher number, not {low} and {high}")


def check_bits(name, values, *shape):
    """Answers 0 and 1. Returns them as an array."""
    array = check_array(name, values, *shape)
    if not np.isin(array, (0, 1)).all():
        raise ValueError(
            f"{name} must hold 0 and 1 alone, but its values go from {array.min()} to {array.max()}"
        )
    return array


def check_function(name, function):
    """A function, by its name and without a call."""
    if not callable(function):
        raise ValueError(
            f"{name} must be a function, without ( ) after its name, not {describe_value(function)}"
        )


def check_result(name, result, *shape):
    """What a function returned: numbers of this shape, or one number. Returns it as an array."""
    try:
        array = np.asarray(result)
    except ValueError:  # rows of different lengths
        array = np.empty(0, object)
    if array.shape != shape or array.dtype.kind not in "biuf":
        wanted = f"numbers of shape {shape}" if shape else "one number"
        raise ValueError(f"{name} must return {wanted}, but it returned {describe_value(result)}")
    return array
