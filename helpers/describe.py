"""What a value is, in a few words, for an error message."""

import numpy as np

ARRAY_KINDS = {"U": "of text ", "O": "of objects ", "c": "of complex numbers "}


def describe_value(value):
    """What a value is, in a few words, however long it is."""
    if isinstance(value, np.ndarray):
        return f"an array {ARRAY_KINDS.get(value.dtype.kind, '')}of shape {value.shape}"
    if isinstance(value, (list, tuple, dict, set)):
        name = type(value).__name__
        text = repr(value) if 0 < len(value) < 6 else ""
        if text and len(text) <= 40 and "\n" not in text:
            return text
        return f"a {name} of {len(value)}" if value else f"an empty {name}"
    if value is None or isinstance(value, (str, int, float, np.generic)):
        text = repr(value.item() if isinstance(value, np.generic) else value)
        return text if len(text) <= 40 else f"{text[:36]} ..."
    if callable(value) and hasattr(value, "__name__"):
        return f"the {'class' if isinstance(value, type) else 'function'} {value.__name__}"
    return f"a value of type {type(value).__name__}"
