"""Values of the reader's code: as plain data, compared, and in words."""

import inspect
import numbers
import types
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Opaque:
    """In place of a value that is neither a number, text, list, tuple, dict nor array."""

    kind: str
    text: str

    def __repr__(self):
        return self.text


# --- plain data -----------------------------------------------------------------------------------


def plain(value, depth=0):
    """The value as numbers, text, arrays, lists, tuples and dicts; anything else as Opaque.

    Uses type(), not isinstance(), which consults the object's __class__.
    """
    kind = type(value)
    if value is None or value is ... or value is NotImplemented or kind in (bool, int, float, str):
        return value
    try:
        if depth < 8:
            for base in (list, tuple, range):
                if issubclass(kind, base) and base.__len__(value) <= 10**6:
                    items = [plain(item, depth + 1) for item in base.__iter__(value)]
                    return tuple(items) if base is tuple else items
            if issubclass(kind, dict):
                return {
                    key if type(key) in (str, int) else repr(key): plain(item, depth + 1)
                    for key, item in dict.items(value)
                }
        if issubclass(kind, np.ndarray | np.generic) or hasattr(kind, "__array__"):
            return plain_array(np.array(value), depth)
        if issubclass(kind, numbers.Number):
            return complex(value) if issubclass(kind, complex) else float(value)
        if issubclass(kind, str):
            return str.__str__(value)
    except Exception:
        return opaque(value)
    if inspect.iscoroutine(value):
        value.close()
    return opaque(value)


def plain_array(array, depth):
    if array.dtype.kind in "biufc":
        return array
    if array.dtype.kind == "U" or (array.dtype.kind == "O" and array.ndim):
        return plain(array.tolist(), depth + 1)
    if array.dtype.kind == "O":
        return plain(array.item(), depth + 1)
    return opaque(array)


def opaque(value):
    kind = type(value)
    name = str(kind.__name__)
    if kind in (type, types.FunctionType, types.BuiltinFunctionType, types.MethodType):
        return Opaque(name, f"the {'class' if kind is type else 'function'} {value.__name__}")
    return Opaque(name, f"a value of type {name}")


def is_gap(value):
    """Whether a value is, or contains, the `...` of a stub."""
    if isinstance(value, list | tuple):
        return any(map(is_gap, value))
    if isinstance(value, dict):
        return any(map(is_gap, value.values()))
    return value is ... or value is NotImplemented


# --- comparing ------------------------------------------------------------------------------------


def numeric(value):
    """The plain value as an array of numbers, or None if it is something else."""
    if isinstance(value, bool | int | float | complex | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except (ValueError, OverflowError):
            return None
        return array if array.dtype.kind in "biufc" else None
    return None


def several(value):
    """Whether a function returned several values, at least one of them an array."""
    return isinstance(value, tuple) and any(isinstance(v, np.ndarray) and v.ndim for v in value)


def agree(got, want, tolerance):
    """Whether two plain values are equal: lists as arrays, tuples as lists, any number type."""
    w = None if several(want) else numeric(want)
    if w is not None:
        g = numeric(got)
        return g is not None and g.shape == w.shape and close(g, w, tolerance)
    if isinstance(want, str):
        return isinstance(got, str) and got.strip().casefold() == want.strip().casefold()
    if isinstance(want, dict):
        return (
            isinstance(got, dict)
            and got.keys() == want.keys()
            and all(agree(got[key], want[key], tolerance) for key in want)
        )
    if isinstance(want, list | tuple):
        if isinstance(got, np.ndarray):
            got = list(got) if got.ndim else got
        return (
            isinstance(got, list | tuple)
            and len(got) == len(want)
            and all(agree(g, w, tolerance) for g, w in zip(got, want, strict=True))
        )
    return type(got) is type(want) and (want is None or got == want)


def close(g, w, tolerance):
    """Whether all numbers agree, relative to the largest that is expected."""
    common = complex if "c" in (g.dtype.kind, w.dtype.kind) else float
    g, w = g.astype(common), w.astype(common)
    return bool(np.allclose(g, w, rtol=tolerance, atol=tolerance * largest(w), equal_nan=True))


def largest(array):
    """The largest finite size in an array, or 1 if there is none."""
    return np.abs(array[np.isfinite(array)]).max(initial=0) or 1


def dtype_of(value):
    if isinstance(value, tuple):
        return [dtype_of(v) for v in value]
    return getattr(value, "dtype", None)


def unchanged(now, before):
    """Whether an argument is still what it was. Only arrays, numbers, text and containers count."""
    if type(before) is np.ndarray:
        if type(now) is not np.ndarray or now.shape != before.shape or now.dtype != before.dtype:
            return False
        return np.array_equal(now, before, equal_nan=before.dtype.kind in "fc")
    if type(before) in (list, tuple):
        return (
            type(now) is type(before)
            and len(now) == len(before)
            and all(map(unchanged, now, before))
        )
    if type(before) is dict:
        return now.keys() == before.keys() and all(unchanged(now[k], before[k]) for k in before)
    if issubclass(type(before), bool | int | float | str | np.generic):
        return type(now) is type(before) and (now == before or (now != now and before != before))
    return True


def difference_path(got, want, tolerance):
    """The way into nested values to the first that differs: [] if they differ as a whole."""
    if not several(want) and numeric(want) is not None:
        return []
    if isinstance(want, dict) and isinstance(got, dict) and got.keys() == want.keys():
        keys = list(want)
    elif isinstance(want, list | tuple) and isinstance(got, list | tuple) and len(got) == len(want):
        keys = range(len(want))
    else:
        return []
    for key in keys:
        if not agree(got[key], want[key], tolerance):
            return [key, *difference_path(got[key], want[key], tolerance)]
    return []


def follow(path, value):
    for key in path:
        value = value[key]
    return value


def first_difference(got, want, tolerance):
    """Where two larger arrays of the same shape differ first, in words."""
    g, w = numeric(got), numeric(want)
    if g is None or w is None or g.shape != w.shape or w.ndim == 0 or w.size <= 12:
        return ""
    differ = ~np.isclose(g, w, rtol=tolerance, atol=tolerance * largest(w), equal_nan=True)
    if not differ.any():
        return ""
    at = tuple(int(i) for i in np.argwhere(differ)[0])
    digits = digits_to_tell_apart(g[at], w[at])
    a, b = describe_value(g[at], digits), describe_value(w[at], digits)
    return f"at [{', '.join(map(str, at))}]: {a} came back, {b} was expected."


# --- kinds ----------------------------------------------------------------------------------------


def kind_of(value):
    """The kind of a plain value: "None", "text", "number", "numbers", "list", "dict" or "other"."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "dict"
    array = numeric(value)
    if array is not None and array.dtype.kind != "c":
        return "numbers" if array.ndim else "number"
    return "list" if isinstance(value, list | tuple) else "other"


KINDS = {
    "None": "None",
    "text": "text",
    "number": "a number",
    "numbers": "a list or an array of numbers",
    "list": "several values",
    "dict": "a dict",
}


def wrong_kind(got, want, name="This"):
    """A sentence if `got` is another kind of value than `want`, or has another number of axes."""
    g, w = kind_of(got), kind_of(want)
    if g == "dict" == w:
        for key in want:
            if key not in got:
                return f"{name} lacks the key {key!r}."
            if problem := wrong_kind(got[key], want[key], str(key)):
                return problem
        return ""
    if g == w == "numbers" and numeric(got).ndim != numeric(want).ndim:
        axes = numeric(want).ndim
        return f"{name} has shape {numeric(got).shape}; its number of axes should be {axes}."
    if g == w or (g, w) == ("numbers", "list"):
        return ""
    return (
        f"{name} is {KINDS.get(g) or describe_value(got)}, not {KINDS.get(w, 'what is asked for')}."
    )


# --- in words -------------------------------------------------------------------------------------


def describe_value(value, digits=4):
    """A plain value for a message, in a few lines at most."""
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        value = value.item()
    if value is ...:
        return "..."
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**20:
        return f"a whole number of {value.bit_length()} bits"
    if isinstance(value, float | complex):
        return f"{value:.{digits + 2}g}"
    if isinstance(value, str):
        return repr(value) if len(value) <= 80 else repr(value[:80]) + " ..."
    if isinstance(value, np.ndarray):
        return describe_array(value, digits)
    if isinstance(value, list | tuple | dict):
        return describe_items(value, digits)
    if type(value) in (types.FunctionType, type):
        return value.__name__
    if value is None or isinstance(value, bool | int | Opaque):
        return repr(value)
    return f"a value of type {type(value).__name__}"


def describe_array(array, digits=4):
    """An array for a message: its numbers, the middle left out if there are many."""
    if not array.size:
        return f"an empty array of shape {array.shape}"
    return np.array2string(
        array + 0.0 if array.dtype.kind == "f" else array,  # no minus zero
        precision=digits,
        suppress_small=True,
        threshold=40,
        edgeitems=3,
        separator=", ",
        max_line_width=76,
    )


def describe_items(value, digits):
    """A list, tuple or dict; arrays of several rows in it by their shape alone."""

    def item(v):
        if isinstance(v, np.ndarray) and (v.ndim > 1 or v.size > 8):
            return f"array of shape {v.shape}"
        return describe_value(v, digits)

    if isinstance(value, dict):
        texts = [f"{k!r}: {item(v)}" for k, v in list(value.items())[:8]]
    else:
        texts = [item(v) for v in value[:8]]
    texts += ["..."] * (len(value) > 8)
    separator = ",\n" if any("\n" in t for t in texts) or sum(map(len, texts)) > 76 else ", "
    joined = separator.join(texts)
    if isinstance(value, dict):
        return "{" + joined + "}"
    if isinstance(value, tuple):
        return f"({joined},)" if len(value) == 1 else f"({joined})"
    return f"[{joined}]"


def digits_to_tell_apart(got, want):
    """How many digits show the difference of two values."""
    return next((d for d in (4, 8) if describe_value(got, d) != describe_value(want, d)), 16)
