"""How an answer's check is put into words: as text, and as HTML that fits light and dark pages."""

import html
import inspect
import re
import types

import numpy as np

SIGNS = {"right": "✓", "wrong": "✗", "unsolved": "○", "note": "○"}
SAYS = {"right": "right.", "wrong": "", "unsolved": "not solved yet.", "note": ""}
COLOURS = {"right": "#0072B2", "wrong": "#D55E00", "unsolved": "#8A8A8A", "note": "#8A8A8A"}
LONGEST = 1500  # characters of one part of a message


class Message:
    """One answer's check in words. `status` is "right", "wrong", "unsolved", or "note" if nothing was checked."""

    def __init__(self, status, number, headline):
        self.status, self.number = status, number
        what = f"Exercise {number}: " if number else ""
        self.head = clean(f"{SIGNS[status]} {what}".rstrip() + " " + SAYS[status]).strip()
        self.headline = clean(headline)
        self.parts = []  # (label, text, whether it is code)
        self.hints = []

    def add(self, label, text, code=True):
        if text:
            self.parts.append((clean(label), clean(text), code))
        return self

    def say(self, sentence):
        return self.add("", sentence, code=False)

    def hint(self, sentence):
        if sentence and len(self.hints) < 2:
            self.hints.append(clean(sentence))
        return self

    def printed(self, text):
        return self.add("While it ran it printed:", text) if text.strip() else self

    def __repr__(self):
        lines = [f"{self.head} {self.headline}".strip()]
        for label, text, _ in self.parts:
            if "\n" in text:
                lines += [f"  {label}", *(f"    {line}" for line in text.split("\n"))]
            else:
                lines.append(f"  {label} {text}" if label else f"  {text}")
        lines += [f"  Hint: {hint}" for hint in self.hints]
        return "\n".join(lines)

    def as_html(self):
        rows = [f"<div><b>{html.escape(self.head)}</b> {html.escape(self.headline)}</div>"]
        for label, text, code in self.parts:
            label, text = html.escape(label), html.escape(text)
            if "\n" in text:
                rows.append(f'<div>{label}</div><pre style="margin:0 0 0 1.5em">{text}</pre>')
            elif code:
                rows.append(f"<div>{label} <code>{text}</code></div>")
            else:
                rows.append(f"<div>{label} {text}</div>".replace("<div> ", "<div>"))
        rows += [f"<div><b>Hint:</b> {html.escape(hint)}</div>" for hint in self.hints]
        return frame("\n".join(rows), COLOURS[self.status])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "text/html": self.as_html()}


class Board:
    """Which exercises are solved: a row of boxes with their titles for each chapter."""

    def __init__(self, chapters):
        """chapters: {chapter: [(number, title, "right", "wrong" or "unsolved")]}"""
        self.chapters = chapters

    @staticmethod
    def caption(chapter, rows):
        solved = sum(status == "right" for *_, status in rows)
        return f"Chapter {chapter}: {solved} of {len(rows)} solved in this session"

    def __repr__(self):
        words = {"right": "solved", "wrong": "tried", "unsolved": "not yet"}
        lines = []
        for chapter, rows in self.chapters.items():
            lines.append(self.caption(chapter, rows))
            for number, title, status in rows:
                lines.append(f"  {SIGNS[status]} {number:5}{words[status]:8} {title}")
        return "\n".join(lines)

    def as_html(self):
        blocks = []
        for chapter, rows in self.chapters.items():
            cells = "".join(
                f'<span title="{html.escape(title)}" style="display:inline-block;'
                f"min-width:3.2em;text-align:center;padding:.15em .3em;margin:.1em;"
                f"border:2px {'solid' if status == 'right' else 'dashed'} {COLOURS[status]};"
                f'border-radius:4px">{SIGNS[status]} {number}</span>'
                for number, title, status in rows
            )
            names = "".join(
                f"<div>{SIGNS[status]} {number} {html.escape(title)}</div>"
                for number, title, status in rows
            )
            blocks.append(
                f"<div><b>{self.caption(chapter, rows)}</b></div><div>{cells}</div>{names}"
            )
        return frame("\n".join(blocks), COLOURS["unsolved"])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "text/html": self.as_html()}


def frame(inside, colour):
    style = f"border-left:4px solid {colour};padding:.2em .8em;margin:.2em 0;overflow-x:auto"
    return f'<div style="{style}">\n{inside}\n</div>'


def clean(text):
    """Text that every page can show: no control characters, no half characters, not too long."""
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", str(text)).expandtabs(4)
    text = "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def short(value, digits=4):
    """A plain value in a few lines at most."""
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or value is None or value is ...:
        return "..." if value is ... else str(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**20 else f"a whole number of {value.bit_length()} bits"
    if isinstance(value, float):
        return f"{value:.{digits + 2}g}"
    if isinstance(value, complex):
        return f"{value:.{digits + 2}g}"
    if isinstance(value, str):
        return repr(value) if len(value) <= 80 else repr(value[:80]) + " ..."
    if isinstance(value, np.ndarray):
        return array_text(value, digits) if value.size else f"an empty array of shape {value.shape}"
    if isinstance(value, list | tuple):
        items = [short(item, digits) for item in value[:8]] + ["..."] * (len(value) > 8)
        joined = ",\n".join(items) if any("\n" in item for item in items) else ", ".join(items)
        if isinstance(value, tuple):
            return f"({joined},)" if len(items) == 1 else f"({joined})"
        return f"[{joined}]"
    if isinstance(value, dict):
        items = [f"{k!r}: {short(v, digits)}" for k, v in list(value.items())[:8]]
        items += ["..."] * (len(value) > 8)
        return "{" + (",\n" if any("\n" in i for i in items) else ", ").join(items) + "}"
    if type(value) in (types.FunctionType, type):
        return value.__name__
    if type(value).__module__ == "answercheck.run":
        return repr(value)
    return f"a value of type {type(value).__name__}"


def labelled(label, value, digits=4):
    """A label with the array's shape, and the value itself, as two parts of a message."""
    if isinstance(value, np.ndarray) and value.ndim and value.size:
        if value.ndim > 1 or value.size > 8:
            label += f", shape {value.shape}"
        if value.dtype not in (np.float64, np.int64):
            label += f", {value.dtype}"
    return f"{label}:", short(value, digits)


def array_text(array, digits):
    return np.array2string(
        array + 0.0 if array.dtype.kind == "f" else array,  # no minus zero
        precision=digits,
        suppress_small=True,
        threshold=40,
        edgeitems=3,
        separator=", ",
        max_line_width=76,
    )


def short_call(exercise, answer, case):
    """What was called, in one line, and the arguments that are too long for it."""
    texts = [short(argument) for argument in case]
    name = exercise.call or name_of(answer)
    names = argument_names(exercise, len(case))
    if exercise.call:
        return name, list(zip(names, case, strict=True))
    inline = f"{name}({', '.join(texts)})"
    if "\n" not in inline and len(inline) <= 70:
        return inline, []
    named = all(n.isidentifier() for n in names)
    return f"{name}({', '.join(names)})" if named else f"{name}(...)", list(
        zip(names, case, strict=True)
    )


def name_of(answer):
    if type(answer) in (types.FunctionType, types.BuiltinFunctionType, type, np.ufunc):
        return "your_function" if answer.__name__ == "<lambda>" else answer.__name__
    return "your_answer"


def argument_names(exercise, count):
    """The names of a case's arguments: those of `run` after the answer, else the reference's."""
    for code, skip in ((exercise.run, 1), (exercise.reference, 0)):
        try:
            parameters = list(inspect.signature(code).parameters.values())[skip:]
        except (TypeError, ValueError):
            continue
        needed = [p for p in parameters if p.default is p.empty]
        if len(needed) <= count <= len(parameters) and all(p.kind <= 1 for p in parameters):
            return [p.name for p in parameters[:count]]
    return [f"argument {i + 1}" for i in range(count)]
