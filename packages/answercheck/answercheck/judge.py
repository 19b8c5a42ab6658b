"""Decide whether an answer is right, and if not, which mistake it looks like."""

import dis
import types
from dataclasses import dataclass

import numpy as np

from answercheck.exercise import NOTHING, EntryError
from answercheck.message import Message, argument_names, labelled, short, short_call
from answercheck.run import Opaque, limited, plain, run_cases


def examine(exercise, answer):
    """What there is to say about this answer, as a Message. Raises EntryError for a faulty entry."""
    with np.errstate(all="ignore"):  # our own arithmetic warns of nothing
        if exercise.is_prediction:
            return examine_prediction(exercise, answer)
        return examine_code(exercise, answer)


# --- predictions ------------------------------------------------------------------------------


def examine_prediction(exercise, answer):
    ended, value = limited(lambda: plain_or_opaque(answer), exercise.seconds)
    if ended != "done":
        return stopped(exercise, ended, "your answer")
    if is_gap(value):
        return unsolved(exercise, "Replace the ... by your answer and run the cell again.")
    if any(agree(value, right, exercise.tolerance) for right in [exercise.answer, *exercise.also]):
        return Message("right", exercise.number, exercise.praise)
    message = Message("wrong", exercise.number, "not yet.")
    message.add("Your answer:", short(value))
    for mistake in exercise.mistakes:
        if agree(value, plain(mistake.wrong), exercise.tolerance):
            return message.hint(mistake.hint)
    kind = wrong_kind(value, plain(exercise.answer))
    return message.hint(
        kind or exercise.hint or "Think again, or run the code to see, then say why."
    )


def plain_or_opaque(answer):
    try:
        return plain(answer)
    except Exception:
        return Opaque("an object", "an object that cannot be shown")
    except BaseException as error:
        if type(error).__name__ == "TimeUp":
            raise
        return Opaque("an object", "an object that cannot be shown")


def wrong_kind(value, right):
    """A sentence if the answer is not even the kind of thing that is asked for."""
    if isinstance(value, Opaque) and "function" in value.kind:
        return "This asks for a value, and your answer is a function."
    if isinstance(right, bool):
        wanted, fits = "True or False", isinstance(value, bool) or numeric(value) is not None
    elif isinstance(right, str):
        wanted, fits = "a word in quotes", isinstance(value, str)
    elif isinstance(right, tuple | list) or (isinstance(right, np.ndarray) and right.ndim):
        n = len(right)
        fits = isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim)
        fits = fits and len(value) == n
        kind = "a tuple" if isinstance(right, tuple) else "a list"
        wanted = f"{kind} of {n} value{'s' if n > 1 else ''}"
    elif numeric(right) is not None:
        wanted, fits = "one number", numeric(value) is not None and numeric(value).size == 1
    else:
        return ""
    return "" if fits else f"The answer is {wanted}."


# --- code ---------------------------------------------------------------------------------------


def examine_code(exercise, answer):
    fill_in = "Replace the ... by your own code and run the cell again."
    if answer is None or answer is ... or answer is NotImplemented or is_blank(answer):
        return unsolved(exercise, fill_in)
    if callable(exercise.reference) and not callable(answer):
        message = Message("wrong", exercise.number, "check needs the function or class itself.")
        ended, value = limited(lambda: plain_or_opaque(answer), exercise.seconds)
        message.add("It was given:", short(value) if ended == "done" else "something else")
        return message.hint("Give its name alone, without brackets and arguments after it.")

    cases, wanted = cases_and_reference(exercise)
    outcomes = run_cases(exercise, answer, cases)
    if any((is_gap(o.value) and o.value is not None) or gap_error(o) for o in outcomes):
        return unsolved(exercise, fill_in)
    alike = alike_for(exercise)
    if exercise.given is not NOTHING and all(
        map(alike, outcomes, run_cases(exercise, exercise.given, cases))
    ):
        return unsolved(exercise, "The code still does what it did when it was given to you.")

    verdicts = [
        verdict(exercise, o, c, w) for o, c, w in zip(outcomes, cases, wanted, strict=False)
    ]
    wrong = [i for i, said in enumerate(verdicts) if said is not True]
    if not wrong and len(outcomes) == len(cases):
        message = Message("right", exercise.number, exercise.praise)
        return message.printed(outcomes[0].printed)
    if outcomes[-1].ended != "done":
        message = stopped(
            exercise, outcomes[-1].ended, short_call(exercise, answer, cases[len(outcomes) - 1])[0]
        )
        return message.printed(outcomes[-1].printed)

    first = wrong[0]
    outcome, case, want = outcomes[first], cases[first], wanted[first]
    message = Message("wrong", exercise.number, "not yet.")
    called, where = short_call(exercise, answer, case)
    message.add("Called:", called)
    for name, argument in where:
        message.add(*labelled(f"with {name}", argument))
    if outcome.failure:
        add_failure(message, outcome.failure)
    else:
        add_values(message, exercise, outcome, want, len(case))
        if isinstance(verdicts[first], str):
            message.say(verdicts[first])
    if exercise.judge:
        message.add("Expected:", exercise.expected, code=False)
    elif outcome.failure:
        message.add(*labelled("Expected", want))
    if outcome.warned and not outcome.failure:
        message.add("NumPy warned:", outcome.warned)
    if len(cases) > 1 and len(wrong) < len(cases):
        message.say(f"Right for {len(cases) - len(wrong)} of the {len(cases)} inputs tried.")
    message.printed(outcome.printed)

    for mistake in exercise.mistakes:
        theirs = run_cases(exercise, mistake.wrong, cases)
        if len(theirs) == len(outcomes) and all(map(alike, outcomes, theirs)):
            return message.hint(mistake.hint)
    for guess in guesses(exercise, outcomes, cases, wanted, wrong):
        message.hint(guess)
    if not message.hints and exercise.hint and not outcome.failure:
        message.hint(exercise.hint)
    return message


def cases_and_reference(exercise):
    """The cases, the same in every session, and what the reference makes of them (or None)."""
    try:
        inputs = exercise.inputs
        if callable(inputs):
            seed = [int(part) for part in exercise.number.split(".")]
            inputs = inputs(np.random.default_rng(seed))
        cases = [case if type(case) is tuple else (case,) for case in inputs]
    except Exception as error:
        raise EntryError(f"exercise {exercise.number}: its inputs fail: {error!r}") from error
    if exercise.judge:
        return cases, [None] * len(cases)
    outcomes = run_cases(exercise, exercise.reference, cases)
    for outcome in outcomes:
        if outcome.failure or outcome.ended != "done":
            what = outcome.failure or outcome.ended
            raise EntryError(f"exercise {exercise.number}: its reference fails: {what}")
        if outcome.changed and not exercise.may_change:
            raise EntryError(f"exercise {exercise.number}: its reference changes its arguments")
    return cases, [outcome.value for outcome in outcomes]


def verdict(exercise, outcome, case, want):
    """True if this outcome is right; a sentence or False if it is not."""
    if outcome.failure or outcome.ended != "done":
        return False
    if exercise.judge:
        try:
            said = exercise.judge(outcome.value, *case)
        except Exception:
            return "This is not the kind of value that is asked for."
        if said is not True and not (type(said) is np.bool_ and said):
            return said if isinstance(said, str) else False
    elif not agree(outcome.value, want, exercise.tolerance):
        return False
    if outcome.changed and not exercise.may_change:
        return False
    return not exercise.keep_dtype or dtype_of(outcome.value) == dtype_of(want)


def alike_for(exercise):
    """A function that tells whether two outcomes are the same, errors and changes included."""

    def alike(mine, theirs):
        if mine.ended != "done" or theirs.ended != "done" or mine.changed != theirs.changed:
            return False
        if mine.failure or theirs.failure:
            return (
                bool(mine.failure and theirs.failure) and mine.failure.kind == theirs.failure.kind
            )
        if exercise.keep_dtype and dtype_of(mine.value) != dtype_of(theirs.value):
            return False
        return agree(mine.value, theirs.value, exercise.tolerance)

    return alike


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


def add_values(message, exercise, outcome, want, count):
    """What came back beside what was expected; of several values, the first that differs."""
    got, tolerance = outcome.value, exercise.tolerance
    if exercise.judge:
        message.add(*labelled("Came back", got))
    elif agree(got, want, tolerance):
        message.add(*labelled("Came back, as expected", got))
    else:
        of = ""
        for key in difference_path(got, want, tolerance):
            of = f", {'value ' if not of else ''}{key + 1 if type(key) is int else repr(key)}"
            of += f" of {len(want)}" if isinstance(want, list | tuple) else ""
            got, want = got[key], want[key]
        digits = digits_to_tell_apart(got, want)
        message.add(*labelled(f"Came back{of}", got, digits))
        message.add(*labelled("Expected", want, digits))
        message.add("They differ first", first_difference(got, want, tolerance), code=False)
    if outcome.changed and not exercise.may_change:
        names = argument_names(exercise, count)
        message.say(f"Its argument {' and '.join(names[i] for i in outcome.changed)} was changed.")


def add_failure(message, failure):
    text = " ".join(failure.text.split())
    text = text if len(text) <= 200 else text[:200] + " ..."
    message.add("It raised:", f"{failure.kind}: {text}" if text else failure.kind)
    if failure.source:
        message.add(f"in line {failure.line} of its cell:", failure.source[:120])
    elif failure.line:
        message.add("in", f"{failure.function}, line {failure.line}", code=False)


# --- is it there at all? -------------------------------------------------------------------------

QUIET = {"RESUME", "NOP", "RETURN_CONST", "LOAD_CONST", "RETURN_VALUE", "POP_TOP"}
QUIET |= {"COPY_FREE_VARS", "MAKE_CELL", "CACHE"}


def is_blank(answer):
    """Whether a function has no body yet, or a class a method without one."""
    if type(answer) is types.FunctionType:
        steps = list(dis.get_instructions(answer))
        doc = answer.__doc__
        values = [step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")]
        return all(step.opname in QUIET for step in steps) and all(
            value is None or value is ... or value is doc for value in values
        )
    if type(answer) is type:
        methods = {k: m for k, m in vars(answer).items() if type(m) is types.FunctionType}
        own = [is_blank(m) for name, m in methods.items() if not name.startswith("__")]
        return any(own) or all(map(is_blank, methods.values()))
    return False


def is_gap(value):
    """Whether a value is, or holds, the `...` of a stub."""
    if isinstance(value, list | tuple):
        return any(item is ... or (item is not None and is_gap(item)) for item in value)
    if isinstance(value, dict):
        return any(item is ... or (item is not None and is_gap(item)) for item in value.values())
    return value is None or value is ... or value is NotImplemented


def gap_error(outcome):
    """Whether the code failed because a `...` of the stub is still in it."""
    failure = outcome.failure
    if not failure:
        return False
    if failure.kind in ("TypeError", "AttributeError") and "ellipsis" in failure.text:
        return True
    # NumPy makes an array of objects from a `...` and then complains about that.
    return failure.kind == "NotImplementedError" or (
        "dtype('O')" in failure.text and "..." in failure.source
    )


# --- comparing -----------------------------------------------------------------------------------


def numeric(value):
    """The plain value as an array of numbers, or None if it is something else."""
    if isinstance(value, bool | int | float | complex | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except (ValueError, OverflowError):
            return None
        return array if array.dtype.kind in "biufc" else None
    return None


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
    size = np.abs(w[np.isfinite(w)]).max(initial=0)
    return bool(np.allclose(g, w, rtol=tolerance, atol=tolerance * (size or 1), equal_nan=True))


def dtype_of(value):
    return (
        [dtype_of(v) for v in value] if isinstance(value, tuple) else getattr(value, "dtype", None)
    )


def digits_to_tell_apart(got, want):
    """How many digits show the difference of two values."""
    return next((d for d in (4, 8) if short(got, d) != short(want, d)), 16)


def first_difference(got, want, tolerance):
    """Where two larger arrays of the same shape differ first, in words."""
    g, w = numeric(got), numeric(want)
    if g is None or w is None or g.shape != w.shape or w.ndim == 0 or w.size <= 12:
        return ""
    size = np.abs(w[np.isfinite(w)]).max(initial=0) or 1
    differ = ~np.isclose(g, w, rtol=tolerance, atol=tolerance * size, equal_nan=True)
    if not differ.any():
        return ""
    at = tuple(int(i) for i in np.argwhere(differ)[0])
    digits = digits_to_tell_apart(g[at], w[at])
    a, b = short(g[at], digits), short(w[at], digits)
    return f"at [{', '.join(map(str, at))}]: {a} came back, {b} was expected."


# --- what it looks like ----------------------------------------------------------------------------


@dataclass
class Pair:
    """The numbers that came back and those that were expected, for one case."""

    got: np.ndarray
    want: np.ndarray
    case: tuple


def guesses(exercise, outcomes, cases, wanted, wrong):
    """Sentences on what the answer looks like, from what most often goes wrong. At most two."""
    bad = [(outcomes[i], wanted[i]) for i in wrong]
    shown = outcomes[wrong[0]]
    if shown.changed and not exercise.may_change:
        yield "Work on a copy of the argument, or build a new array."
    if any(o.failure for o, _ in bad):
        return
    if all(o.value is None for o in outcomes):
        yield "The code runs and returns None. Is its return line missing?"
        return
    if isinstance(shown.value, Opaque):
        if "generator" in shown.value.kind or shown.value.kind in ("map", "zip", "filter"):
            yield "What came back makes values one at a time. Put list(...) around it."
        elif "function" in shown.value.kind or "method" in shown.value.kind:
            yield "What came back is a function that was not called. Are its brackets missing?"
        return
    if exercise.judge:
        return
    if isinstance(shown.value, str) and not isinstance(wanted[wrong[0]], str):
        yield "What came back is text. A number is expected."
        return
    parts = list(numeric_pairs(outcomes, cases, wanted, wrong, exercise.tolerance))
    if parts:
        yield from looks_like(parts, exercise)


def numeric_pairs(outcomes, cases, wanted, wrong, tolerance):
    """For the first place where the outputs differ: the pair of arrays of every case."""
    path = difference_path(outcomes[wrong[0]].value, wanted[wrong[0]], tolerance)
    for outcome, case, want in zip(outcomes, cases, wanted, strict=True):
        got = outcome.value
        try:
            for key in path:
                got, want = got[key], want[key]
        except (IndexError, KeyError, TypeError):
            return
        g, w = numeric(got), numeric(want)
        if g is None or w is None:
            return
        yield Pair(g, w, case)


def several(value):
    """Whether a function returned several values, at least one of them an array."""
    return isinstance(value, tuple) and any(isinstance(v, np.ndarray) and v.ndim for v in value)


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


def looks_like(pairs, exercise):
    tolerance = exercise.tolerance
    everywhere = [p for p in pairs if p.want.size]
    bad = [
        p for p in everywhere if p.got.shape != p.want.shape or not close(p.got, p.want, tolerance)
    ]
    if not bad:
        if exercise.keep_dtype:
            yield (
                f"The values are right; their dtype is {everywhere[0].got.dtype}, "
                f"and {everywhere[0].want.dtype} is expected."
            )
        return
    misshapen = [p for p in bad if p.got.shape != p.want.shape]
    if misshapen:
        first = misshapen[0]
        where = "" if first is bad[0] else "for other inputs "
        told = f"shape {first.got.shape}, and {first.want.shape} is expected."
        if all(p.got.shape == p.want.T.shape and close(p.got.T, p.want, tolerance) for p in bad):
            yield f"The values are right but transposed: rows and columns have changed places ({told[:-1]})."
        elif all(
            p.got.size == p.want.size and close(p.got.ravel(), p.want.ravel(), tolerance)
            for p in bad
        ):
            yield f"The values are right, in the wrong shape: {told}"
        else:
            yield f"The shape is wrong: {where}it has {told}"
        return
    endless = [p for p in bad if not np.isfinite(p.got).all() and np.isfinite(p.want).all()]
    if endless:
        where = "" if endless[0] is bad[0] else "For other inputs "
        yield f"{where}nan or inf came back: somewhere a number grew too large, or 0 was divided by 0."
        return
    if any(not np.isfinite(p.want).all() for p in everywhere) or any(
        "c" in (p.got.dtype.kind, p.want.dtype.kind) for p in everywhere
    ):
        return
    pairs = [Pair(p.got.astype(float), p.want.astype(float), p.case) for p in everywhere]
    whole = all(p.got.dtype.kind in "iub" for p in bad) and any((p.want % 1).any() for p in pairs)

    def fits(change):
        return all(close(change(p), p.want, tolerance) for p in pairs)

    zero_one = all(np.isin(p.want, (0, 1)).all() for p in pairs)
    same = all(p.got.shape == pairs[0].got.shape and (p.got == pairs[0].got).all() for p in pairs)
    if same and len(pairs) > 2:
        yield "The same came back for every input. Does the code use its arguments?"
    elif whole and all((np.abs(p.got - p.want) < 1).all() for p in pairs):
        yield "The decimals are lost: whole numbers came back. Is it an integer array, or // for /?"
    elif zero_one and fits(lambda p: 1 - p.got):
        yield "The answer is exactly the other way round: 0 where 1 is expected, 1 where 0 is."
    elif fits(lambda p: -p.got):
        yield "The sign is the wrong way round."
    elif all(p.got.ndim == 2 and p.got.shape[0] == p.got.shape[1] for p in bad) and fits(
        lambda p: p.got.T
    ):
        yield "The values are right but transposed: rows and columns have changed places."
    elif all(p.got.ndim == 1 for p in bad) and fits(lambda p: p.got[::-1]):
        yield "The values are right but in the opposite order."
    elif (told := factor(pairs, tolerance)) or (told := offset(pairs, tolerance)):
        yield told


def factor(pairs, tolerance):
    """Is every output the right one times a number: always the same, or the number of rows?"""
    ratios = []
    for p in pairs:
        top = np.argmax(np.abs(p.want)) if p.want.size else 0
        want, got = p.want.ravel()[top], p.got.ravel()[top]
        if want == 0 or got == 0 or not close(p.got, p.want * (got / want), tolerance):
            return ""
        ratios.append(got / want)
    ratios = np.array(ratios)

    def same(a, b):
        return np.allclose(a, b, rtol=max(tolerance, 1e-9), atol=0)

    sizes = {"length": [], "size": []}
    for p in pairs:
        arrays = [numeric(x) for x in p.case]
        arrays = [a for a in arrays if a is not None and a.ndim]
        sizes["length"].append(len(arrays[0]) if arrays else 1)
        sizes["size"].append(arrays[0].size if arrays else 1)
    for what, counts in sizes.items():
        told = f"n being the {what} of the first argument."
        if max(counts) == 1:
            continue
        if same(ratios, counts):
            return f"Every value is n times too large, {told} Is it a sum, not a mean?"
        if same(ratios, 1 / np.array(counts, float)):
            return f"Every value is n times too small, {told} Is it a mean, not a sum?"
    if len(pairs) > 1 and same(ratios, ratios[0]):
        return f"Every value is {short(ratios[0])} times what is expected."
    return ""


def offset(pairs, tolerance):
    """Is every output the right one plus the same number?"""
    shift = (pairs[0].got - pairs[0].want).ravel()
    numbers = sum(p.want.size for p in pairs)
    if numbers <= 2 or not shift.size or shift[0] == 0:
        return ""
    if all(close(p.got, p.want + shift[0], tolerance) for p in pairs):
        more = "more" if shift[0] > 0 else "less"
        return f"Every value is {short(abs(shift[0]))} {more} than what is expected."
    return ""
