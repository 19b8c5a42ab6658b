"""What a value is, in a few words, for a message that refuses it."""

import numpy as np


def describe_value(value):
    """What a value is, in a few words, however long it is."""
    if isinstance(value, np.ndarray):
        words = {"U": "of text", "O": "of objects", "c": "of complex numbers"}
        kind = words.get(value.dtype.kind, "")
        return f"an array {kind} of shape {value.shape}".replace("  ", " ")
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
