"""How an answer's check is put into words: as text, and as HTML that fits light and dark pages."""

import html
import re

SIGNS = {"right": "✓", "wrong": "✗", "unsolved": "○", "note": "○"}
SAYS = {"right": "right.", "wrong": "", "unsolved": "not solved yet.", "note": ""}
COLOURS = {"right": "#0072B2", "wrong": "#D55E00", "unsolved": "#8A8A8A", "note": "#8A8A8A"}
LONGEST = 1500  # characters of one part of a message
FOLDED = 4  # values of more lines are folded


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
        lines += [f"  Hint: {hint}" for hint in self.hints]
        for label, text, _ in self.parts:
            if "\n" in text:
                lines += [f"  {label}", *(f"    {line}" for line in text.split("\n"))]
            else:
                lines.append(f"  {label} {text}" if label else f"  {text}")
        return "\n".join(lines)

    def as_html(self):
        rows = [f"<div><b>{html.escape(self.head)}</b> {marked(self.headline)}</div>"]
        rows += [f"<div><b>Hint:</b> {marked(hint)}</div>" for hint in self.hints]
        for label, text, code in self.parts:
            lines = text.count("\n") + 1
            label, text = html.escape(label), html.escape(text)
            pre = f'<pre style="margin:0 0 0 1.5em">{text}</pre>'
            if lines > FOLDED:
                rows.append(f"<details><summary>{label} {lines} lines</summary>{pre}</details>")
            elif lines > 1:
                rows.append(f"<div>{label}</div>{pre}")
            elif code:
                rows.append(f"<div>{label} <code>{text}</code></div>")
            else:
                rows.append(f"<div>{label} {text}</div>".replace("<div> ", "<div>"))
        return frame("\n".join(rows), COLOURS[self.status])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "text/html": self.as_html()}


class Board:
    """Which exercises are solved: a line for each, chapter by chapter."""

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
            lines = "".join(
                f'<div><span style="color:{COLOURS[status]}">{SIGNS[status]}</span> '
                f"{number} {html.escape(title)}</div>"
                for number, title, status in rows
            )
            blocks.append(f"<div><b>{self.caption(chapter, rows)}</b></div>{lines}")
        return frame("\n".join(blocks), COLOURS["unsolved"])

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "text/html": self.as_html()}


def frame(inside, colour):
    style = f"border-left:4px solid {colour};padding:.2em .8em;margin:.2em 0;overflow-x:auto"
    return f'<div style="{style}">\n{inside}\n</div>'


def marked(sentence):
    """A sentence as HTML, with what is between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(sentence))


def clean(text):
    """Text that every page can show: no control characters, no half characters, not too long."""
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", str(text)).expandtabs(4)
    text = "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."
