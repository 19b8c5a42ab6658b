"""Decide whether an answer is right, and put together what there is to say about it."""

import numpy as np

from answercheck.attempt import Attempt
from answercheck.details import add_details
from answercheck.exercise import NOTHING
from answercheck.hints import hints_for
from answercheck.message import Message
from answercheck.run import TimeUp, limited
from answercheck.source import Source
from answercheck.values import Opaque, agree, describe_value, is_gap, kind_of, plain


def evaluate(exercise, answer):
    """What there is to say about this answer, as a Message. Raises EntryError for a faulty entry."""
    with np.errstate(all="ignore"):  # our own arithmetic warns of nothing
        if exercise.is_prediction:
            return evaluate_prediction(exercise, answer)
        return evaluate_code(exercise, answer)


# --- predictions ----------------------------------------------------------------------------------


def evaluate_prediction(exercise, answer):
    ended, value = limited(lambda: plain_or_opaque(answer), exercise.seconds)
    if ended != "done":
        return stopped(exercise, ended, "your answer")
    if value is None or is_gap(value):
        return unsolved(exercise, "Replace the ... by your answer and run the cell again.")
    if any(agree(value, right, exercise.tolerance) for right in [exercise.answer, *exercise.also]):
        return Message("right", exercise.number, exercise.praise)
    message = Message("wrong", exercise.number, "not yet.")
    message.add("Your answer:", describe_value(value))
    for mistake in exercise.mistakes:
        if agree(value, plain(mistake.wrong), exercise.tolerance):
            return message.hint(mistake.hint)
    return message.hint(other_kind(value, plain(exercise.answer)) or exercise.hint)


def plain_or_opaque(answer):
    try:
        return plain(answer)
    except TimeUp:
        raise
    except BaseException:
        return Opaque("object", "an object that cannot be shown")


def other_kind(value, right):
    """A sentence if the answer is not the kind of thing that is asked for; no word on its length."""
    if isinstance(value, Opaque) and "function" in value.kind:
        wanted = "a word in quotes" if isinstance(right, str) else "a value"
        return f"This asks for {wanted}, and {value} was given."
    v, r = kind_of(value), kind_of(right)
    if r in ("numbers", "list") and v in ("numbers", "list"):
        if len(value) != len(right):
            return ""
        mixed = len({kind_of(item) for item in right}) > 1
        for place, pair in enumerate(zip(value, right, strict=True), start=1):
            if problem := other_kind(*pair):
                return f"Value {place}: {problem[0].lower()}{problem[1:]}" if mixed else problem
        return ""
    if v == r or v == "None":
        return ""
    if r == "number":
        if isinstance(right, bool):
            return "The answer is True or False."
        return f"A number is expected{', without quotes' if v == 'text' else ''}."
    if r == "text":
        return "A word in quotes is expected."
    quotes = ", without quotes around it" if v == "text" else ""
    if isinstance(right, tuple):
        return f"Several values in round brackets are expected{quotes}."
    return f"A list in square brackets is expected{quotes}."


# --- code -----------------------------------------------------------------------------------------


def evaluate_code(exercise, answer):
    if callable(exercise.reference) and not callable(answer):
        return no_code(exercise, answer)
    if not callable(answer) and is_gap(plain_or_opaque(answer)):
        return unsolved(exercise, FILL_IN)
    source = Source(answer)
    if source.is_blank():
        return unsolved(exercise, FILL_IN)
    attempt = Attempt(exercise, answer, source)
    if attempt.is_right:
        return praised(attempt)
    last = attempt.outcomes[-1]
    if last.ended != "done":
        return stopped(exercise, last.ended, attempt.call(len(attempt.outcomes) - 1)[0])
    if missing := what_is_missing(attempt):
        return unsolved(exercise, missing)
    message = Message("wrong", exercise.number, "not yet.")
    for sentence in hints_for(attempt):
        message.hint(sentence)
    add_details(attempt, message)
    return message


def what_is_missing(attempt):
    """What is still to be written or to be repaired, as a sentence, or ""."""
    if gap := attempt.source.gap():
        return gap
    if any(is_gap(outcome.value) for outcome in attempt.outcomes):
        return FILL_IN
    given = attempt.exercise.given
    if given is not NOTHING and attempt.source.same_code(Source(given)):
        return "The code still does what it did when it was given to you."
    return ""


FILL_IN = "Replace the ... by your own code and run the cell again."


def no_code(exercise, answer):
    """The answer is a value where a function or a class is asked for."""
    ended, value = limited(lambda: plain_or_opaque(answer), exercise.seconds)
    if value is None or is_gap(value):
        return unsolved(exercise, FILL_IN)
    message = Message("wrong", exercise.number, "check needs the function or class itself.")
    message.add("It was given:", describe_value(value) if ended == "done" else "something else")
    if isinstance(value, str):
        return message.hint("Write its name without quotes.")
    return message.hint("Give its name alone, without brackets and arguments after it.")


def praised(attempt):
    message = Message("right", attempt.exercise.number, attempt.exercise.praise)
    for name, value in attempt.source.borrowed().items():
        what = f"{name}, which is {describe_value(plain(value))} now."
        message.add("It uses another cell's", what, code=False)
    return message.printed(attempt.outcomes[0].printed)


def unsolved(exercise, what_to_do):
    return Message("unsolved", exercise.number, what_to_do)


def stopped(exercise, ended, called):
    if ended == "interrupted":
        message = Message("wrong", exercise.number, "you interrupted it.")
        return message.add("It was calling:", called)
    message = Message("wrong", exercise.number, f"stopped after {exercise.seconds:g} s.")
    message.add("It was calling:", called)
    if ended == "stuck":
        message.say("It could not be stopped and still runs: choose Kernel, then Restart.")
    return message.hint(
        "The code does not end, or is far too slow. Does every loop come to its end?"
    )
