"""Which hints a wrong answer gets: a known mistake's, or what the outcome shows."""

import re
from dataclasses import dataclass

import numpy as np

from answercheck.attempt import name_of
from answercheck.errors import explain_error, explain_warning
from answercheck.exercise import NOTHING
from answercheck.patterns import look
from answercheck.values import Opaque, describe_value, follow, kind_of, plain, wrong_kind


def hints_for(attempt):
    """The known mistake's hint; or what the outcome shows, then the exercise's own hint."""
    exercise = attempt.exercise
    if attempt.missed:
        yield attempt.missed
        return
    if attempt.ruled_out and (not attempt.wrong or attempt.first.warned):
        yield f"The results are right. But the task asks for a way without `{attempt.ruled_out[0]}`."
        return
    no_change = "Your change makes no difference: the results are those of the given code."
    for mistake in exercise.mistakes:
        if attempt.behaves_like(mistake.wrong, any_error=mistake.wrong is exercise.given):
            yield no_change if mistake.wrong is exercise.given else borrowed(attempt)
            yield mistake.hint
            return
    if exercise.given is not NOTHING and attempt.behaves_like(exercise.given, any_error=True):
        yield no_change
        yield exercise.hint
        return
    found = next(observations(attempt), None)
    if found:
        yield found.text
    if not found or not found.enough:
        yield exercise.hint


@dataclass
class Observation:
    """A sentence on an answer; `enough` if the exercise's own hint would add nothing."""

    text: str
    enough: bool = False


def observations(attempt):
    """What the answer looks like, from what most often goes wrong, the most certain first."""
    outcome, source, judge = attempt.first, attempt.source, attempt.exercise.judge
    nothing = [name for name in source.without_return() if no_value(outcome)]
    if nothing and outcome.printed:
        yield Observation(
            f"{nothing[0]} prints its result. To hand it on, it needs a `return`.", True
        )
    if nothing:
        names, verb = " and ".join(nothing), "has" if len(nothing) == 1 else "have"
        yield Observation(f"{names} {verb} no `return` with a value, so None comes back.", True)
    if early := source.early_return():
        text = f"`{early}` is inside a loop, so the function ends in the loop's first round."
        yield Observation(text, True)
    if outcome.failure:
        if outcome.failure.refused:
            yield Observation(outcome.failure.text)
        elif text := attributes(attempt) or explain_error(outcome.failure):
            yield Observation(text)
        return
    value = outcome.value
    if value is None:
        yield Observation(
            "None came back. Is there a `return` on every way through the code?", True
        )
    if isinstance(value, Opaque) and "function" in value.kind + value.text:
        yield Observation(
            "What came back is a function that was not called. Are its brackets missing?", True
        )
    if isinstance(value, Opaque) and value.kind in ("generator", "map", "zip", "filter"):
        yield Observation(
            "What came back makes values one at a time. Put list(...) around it.", True
        )
    if outcome.changed and not attempt.exercise.may_change:
        yield Observation("Work on a copy of the argument, or build a new array.")
    if outcome.warned:
        yield Observation(explain_warning(outcome.warned))
    said = attempt.verdicts[attempt.wrong[0]]
    if isinstance(said, str):
        yield Observation(said)
    if text := borrowed(attempt):
        yield Observation(text)
    if not judge:
        got, want = (follow(attempt.path, v) for v in (outcome.value, attempt.want))
        what = attempt.part or "What came back"
        if kind_of(got) not in ("number", "numbers") and (text := wrong_kind(got, want, what)):
            yield Observation(text, True)
        if text := wrong_count(got, want):
            yield Observation(f"{attempt.part}: {text}" if attempt.part else text, True)
        if text := ignored(attempt):
            yield Observation(text, True)
        text, enough = look(attempt)
        if text:
            yield Observation(text, enough)


def borrowed(attempt):
    """Sentences on the names that the answer reads from other cells, in one line."""
    said = []
    for name, value in attempt.source.borrowed().items():
        value = describe_value(plain(value))
        said.append(f"`{name}` comes from another cell, where it is {value}.")
        if attempt.source.is_class:
            said.append(f"What belongs to the object is self.{name}.")
    return " ".join(said)


def attributes(attempt):
    """A sentence on `self`, if a method's error comes from a name without it or a value not set."""
    text, name = attempt.first.failure.text, name_of(attempt.answer)
    if not attempt.source.is_class:
        return ""
    if found := re.search(r"NameError: name '(\w+)' is not defined", text):
        return (
            f"`{found[1]}` is not known in this method. What the object keeps is self.{found[1]}."
        )
    if found := re.search(rf"AttributeError: '{name}' object has no attribute '(\w+)'", text):
        return f"self.{found[1]} is read before any method has set it."
    return ""


def ignored(attempt):
    """A sentence if the answer does what the reference does for the first value of an argument."""
    reference = attempt.exercise.reference
    found = (text for text, run in attempt.known.ignoring if attempt.behaves_like(reference, run))
    return next(found, "")


def no_value(outcome):
    """Whether None appears where a value is needed."""

    def holds_none(value):
        if isinstance(value, list | tuple):
            return any(map(holds_none, value))
        return any(map(holds_none, value.values())) if isinstance(value, dict) else value is None

    if outcome.failure:
        return "None" in outcome.failure.text
    return holds_none(outcome.value)


def wrong_count(value, want):
    """A sentence if another number of values came back than is expected."""
    if isinstance(value, list | tuple) and kind_of(want) == "number":
        n, kind = len(value), type(value).__name__
        return f"{n} value{'s' * (n != 1)} came back, in a {kind}. A number by itself is expected."
    if isinstance(want, tuple):
        is_array = isinstance(value, np.ndarray) and value.ndim
        n = len(value) if is_array or isinstance(value, list | tuple) else 1
        if n != len(want):
            return f"{n} value{'s' * (n != 1)} came back, and {len(want)} are expected."
    return ""
