"""Exercises that answer back: `check` an answer, and see the `progress` of a chapter.

An exercise is one entry in `chapterN.py` and three cells of the notebook. What is solved is
remembered in this session alone; nothing is written anywhere.
"""

import importlib

from IPython.display import display

from helpers.exercises.entry import EntryError
from helpers.exercises.judging import examine
from helpers.exercises.wording import Board, Message

__all__ = ["check", "progress"]

CHAPTERS = range(1, 7)
_found = {}  # number -> status of the last check, or "right" once it was right


def check(number="", *answer, **named):
    """Say whether the answer to exercise `number` is right, and if not, what is wrong with it.

    number: text such as "2.3". answer: a value for a prediction, otherwise your function or class,
    by its name alone. Never raises; what there is to say appears below the cell.
    """
    display(respond(number, answer, named))


def progress(chapter=None):
    """Show which exercises of a chapter (or of all) are solved in this session."""
    wanted = [c for c in CHAPTERS if chapter is None or same_number(chapter, c)]
    board = {}
    for c in wanted:
        try:
            entries = load(c)
        except Exception:
            continue
        if entries:
            board[c] = [(n, e.title, _found.get(n, "unsolved")) for n, e in entries.items()]
    if board:
        display(Board(board))
    else:
        display(Message("note", "", f"progress needs a chapter that has exercises: {listing()}"))


def respond(number, answer, named):
    """The Message that `check` shows."""
    entry = None
    try:
        number = str.strip(number) if issubclass(type(number), str) else ""
        entries = {}
        if number[:1].isdigit() and int(number[0]) in CHAPTERS:
            entries = load(int(number[0]))
        entry = entries.get(number)
        if entry is None:
            return Message("note", "", f"check needs an exercise's number in quotes: {listing()}")
        if named or not answer or (len(answer) > 1 and not entry.is_prediction):
            what = (
                "..., your answer" if entry.is_prediction else "the name of your function or class"
            )
            return Message("note", number, f'Write check("{number}", ...) with {what} for ...')
        message = examine(entry, answer[0] if len(answer) == 1 else answer)
    except Exception as error:
        kind = "" if isinstance(error, EntryError) else f" ({type(error).__name__})"
        return Message(
            "note",
            entry.number if entry else "",
            f"It cannot be checked, because its entry in helpers/exercises is faulty{kind}. "
            "This is a fault of the course, not yours.",
        )
    if _found.get(number) != "right":
        _found[number] = message.status
    return message


def load(chapter):
    """The entries of a chapter by number, in order. Raises what a faulty module raises."""
    module = importlib.import_module(f"helpers.exercises.chapter{chapter}")
    entries = {}
    for entry in module.EXERCISES:
        if entry.number in entries or entry.chapter != chapter:
            raise EntryError(f"exercise {entry.number} stands twice, or in the wrong chapter")
        entries[entry.number] = entry
    return entries


def listing():
    """Which exercises there are, in one sentence."""
    spans = []
    for chapter in CHAPTERS:
        try:
            numbers = list(load(chapter))
        except Exception:
            continue
        if numbers:
            spans.append(numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}")
    return "there are " + ", ".join(f'"{s}"' for s in spans) + "." if spans else "there are none."


def same_number(given, chapter):
    return type(given) in (int, str, float) and str(given).strip() == str(chapter)
