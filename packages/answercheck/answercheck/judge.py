"""Decide whether an answer is right, and if not, which mistake it looks like."""

import functools
import inspect
import re
import traceback
import types
from dataclasses import dataclass

import numpy as np

from answercheck import hints
from answercheck.exercise import NOTHING, EntryError, Raises
from answercheck.message import Message
from answercheck.run import TimeUp, limited, run_case, run_cases, same_error
from answercheck.source import Source, filename_of
from answercheck.values import (
    Opaque,
    agree,
    describe_value,
    difference_path,
    digits_to_tell_apart,
    dtype_of,
    first_difference,
    follow,
    is_gap,
    kind_of,
    plain,
    wrong_kind,
)


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
        return f"A number is asked for{', without quotes' if v == 'text' else ''}."
    if r == "text":
        return "A word in quotes is asked for."
    kind = "tuple" if isinstance(right, tuple) else "list"
    return f"A {kind} is asked for{', without quotes around it' if v == 'text' else ''}."


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
    if source.gap() or any(is_gap(outcome.value) for outcome in attempt.outcomes):
        return unsolved(exercise, FILL_IN)
    if exercise.given is not NOTHING and source.same_code(Source(exercise.given)):
        return unsolved(exercise, "The code still does what it did when it was given to you.")
    message = Message("wrong", exercise.number, "not yet.")
    for sentence in hints_for(attempt):
        message.hint(sentence)
    describe(attempt, message)
    return message


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


class Attempt:
    """An answer, and what it did in each case."""

    def __init__(self, exercise, answer, source):
        self.exercise, self.answer, self.source = exercise, answer, source
        self.known = known(exercise)
        self.outcomes = run_cases(exercise, answer, self.known.cases, source.filename)
        self.cases = self.known.cases[: len(self.outcomes)]
        self.wanted = self.known.wanted[: len(self.outcomes)]
        self.verdicts = [
            verdict(exercise, *triple)
            for triple in zip(self.outcomes, self.cases, self.wanted, strict=True)
        ]
        self.wrong = [i for i, said in enumerate(self.verdicts) if said is not True]
        self.ruled_out = [name for name in exercise.without if source.uses(name)]
        self.missed = "" if self.wrong else self.missed_requirement()
        self.is_right = (
            not self.wrong
            and not self.ruled_out
            and not self.missed
            and len(self.outcomes) == len(self.known.cases)
        )

    def missed_requirement(self):
        """What the exercise's last question says to the answer, "" if nothing."""
        ask = self.exercise.requirement
        if not ask:
            return ""
        outcome = run_case(ask, self.answer, (), self.exercise.seconds, self.source.filename)
        if outcome.failure:
            return f"With other inputs it raised {outcome.failure.text}"
        return "" if outcome.value is True else str(outcome.value)

    @property
    def first(self):
        """The outcome that is shown: of the first wrong case."""
        return self.outcomes[self.wrong[0]]

    @property
    def want(self):
        return self.wanted[self.wrong[0]].value

    @functools.cached_property
    def path(self):
        """The way into the outputs to the first part that differs."""
        if self.first.failure or self.exercise.judge:
            return []
        return difference_path(self.first.value, self.want, self.exercise.tolerance)

    @property
    def part(self):
        """The name of that part, "" if the outputs are one value."""
        return ", ".join(
            f"`{key}`" if isinstance(key, str) else f"value {key + 1}" for key in self.path
        )

    @functools.cached_property
    def argument_names(self):
        return argument_names(self.exercise, len(self.known.cases[0]))

    def call(self, index):
        """What was called, in one line, and the arguments that are too long for it."""
        case = self.cases[index]
        named = list(zip(self.argument_names, case, strict=True))
        if self.exercise.call:
            return self.exercise.call, named
        name = name_of(self.answer)
        inline = f"{name}({', '.join(map(describe_value, case))})"
        if "\n" not in inline and len(inline) <= 70:
            return inline, []
        return f"{name}({', '.join(self.argument_names)})", named

    def behaves_like(self, code, run=None, any_error=False):
        """Whether the exercise's own code does the same as this answer in every case.

        any_error: two errors in the same case count as the same, whatever their messages are.
        """
        if isinstance(code, Raises):
            failures = (o.failure.text for o in self.outcomes if o.failure)
            return any(re.search(code.pattern, text) for text in failures)
        replay = self.known.replay(code, run or self.exercise.run)
        names = name_of(self.answer), name_of(code)

        def same(mine, theirs):
            if any_error and theirs and mine.failure and theirs.failure:
                return True
            return same_outcome(self.exercise, mine, theirs, names)

        return all(same(mine, next(replay, None)) for mine in self.outcomes)


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
    return [f"argument_{i + 1}" for i in range(count)]


class Known:
    """An exercise's cases, the same in every session, and what its own code does in them.

    Nothing is run before it is needed, and nothing twice: a mistake whose first outcome differs
    from the reader's is not run any further.
    """

    def __init__(self, exercise):
        self.exercise = exercise
        self.cases = cases_of(exercise)
        self.wanted = reference_outcomes(exercise, self.cases)
        self.replays = {}

    def replay(self, code, run):
        """Yield the outcomes of a known mistake's code."""
        done = self.replays.setdefault((id(code), run), [])
        for i, case in enumerate(self.cases):
            if i == len(done):
                done.append(run_case(run, code, case, self.exercise.seconds, filename_of(code)))
            yield done[i]

    @functools.cached_property
    def ignoring(self):
        """[(sentence, run)]: runs that use the first case's value of a number in every case."""
        found = []
        for i, name in enumerate(argument_names(self.exercise, len(self.cases[0]))):
            values = [case[i] for case in self.cases]
            if not all(isinstance(v, int | float) for v in values) or len(set(values)) == 1:
                continue

            def run(answer, *args, i=i, first=values[0]):
                return self.exercise.run(answer, *args[:i], first, *args[i + 1 :])

            value = describe_value(values[0])
            found.append((f"This is right for {name} = {value}, and {name} is ignored.", run))
        return found


@functools.cache
def known(exercise):
    return Known(exercise)


def cases_of(exercise):
    inputs = exercise.inputs
    try:
        if callable(inputs):
            seed = [int(part) for part in exercise.number.split(".")]
            inputs = inputs(np.random.default_rng(seed))
        return [case if type(case) is tuple else (case,) for case in inputs]
    except Exception as error:
        raise fault(exercise, f"its inputs raise {where_raised(error)}") from error


def reference_outcomes(exercise, cases):
    outcomes = run_cases(exercise, exercise.reference, cases)
    for outcome in outcomes:
        if outcome.failure or outcome.ended != "done":
            what = outcome.failure.text if outcome.failure else outcome.ended
            raise fault(exercise, f"its reference fails: {what}")
        if outcome.changed and not exercise.may_change:
            raise fault(exercise, "its reference changes its arguments")
    return outcomes


def fault(exercise, what):
    return EntryError(f"exercise {exercise.number}: {what}")


def where_raised(error):
    frame = traceback.extract_tb(error.__traceback__)[-1]
    name = frame.filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{type(error).__name__}: {error} ({name}, line {frame.lineno})"


def verdict(exercise, outcome, case, want):
    """True if this outcome is right; a sentence or False if it is not."""
    if outcome.failure or outcome.ended != "done":
        return False
    if exercise.judge:
        said = judged(exercise, outcome.value, case, want.value)
        if said is not True:
            return said
    elif not agree(outcome.value, want.value, exercise.tolerance):
        return False
    if outcome.changed and not exercise.may_change:
        return False
    if exercise.keep_dtype and dtype_of(outcome.value) != dtype_of(want.value):
        return f"The dtype is {dtype_of(outcome.value)}, and {dtype_of(want.value)} is expected."
    if outcome.warned and not want.warned:
        return "The result is right, but NumPy warned on the way to it."
    return True


def judged(exercise, value, case, want):
    if problem := wrong_kind(value, want):
        return problem
    try:
        said = exercise.judge(value, *case)
    except Exception as error:
        raise fault(exercise, f"its judge raises {where_raised(error)}") from error
    if isinstance(said, bool | np.bool_):
        return bool(said)
    if isinstance(said, str):
        return said
    raise fault(exercise, f"its judge returns {said!r} in place of True, False or a sentence")


def same_outcome(exercise, mine, theirs, names):
    """Whether two outcomes are the same, errors and changed arguments included."""
    if theirs is None or {mine.ended, theirs.ended} != {"done"} or mine.changed != theirs.changed:
        return False
    if mine.failure or theirs.failure:
        return bool(mine.failure and theirs.failure) and same_error(
            mine.failure, theirs.failure, names
        )
    if exercise.keep_dtype and dtype_of(mine.value) != dtype_of(theirs.value):
        return False
    return agree(mine.value, theirs.value, exercise.tolerance)


# --- what to say ----------------------------------------------------------------------------------


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


def hints_for(attempt):
    """The known mistake's hint; or what the outcome shows, then the exercise's own hint."""
    exercise = attempt.exercise
    if attempt.missed:
        yield attempt.missed
        return
    if attempt.ruled_out and (not attempt.wrong or attempt.first.warned):
        yield f"The task asks you to do this without {attempt.ruled_out[0]}."
        return
    no_change = "Your change makes no difference: the results are those of the given code."
    for mistake in exercise.mistakes:
        if attempt.behaves_like(mistake.wrong, any_error=mistake.wrong is exercise.given):
            if mistake.wrong is exercise.given:
                yield no_change
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
        names = " and ".join(nothing)
        yield Observation(f"{names} has no `return` with a value, so None comes back.", True)
    if early := source.early_return():
        text = f"`{early}` is inside a loop, so the function ends in the loop's first turn."
        yield Observation(text, True)
    if outcome.failure:
        if outcome.failure.refused:
            yield Observation(outcome.failure.text)
        elif text := attributes(attempt) or hints.explain_error(outcome.failure):
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
        yield Observation(hints.explain_warning(outcome.warned))
    said = attempt.verdicts[attempt.wrong[0]]
    if isinstance(said, str):
        yield Observation(said)
    for name, value in source.borrowed().items():
        own = f" What belongs to the object is self.{name}." if source.is_class else ""
        value = describe_value(plain(value))
        yield Observation(f"`{name}` comes from another cell, where it is {value}.{own}")
    if not judge:
        got, want = (follow(attempt.path, v) for v in (outcome.value, attempt.want))
        what = attempt.part or "What came back"
        if kind_of(got) not in ("number", "numbers") and (text := wrong_kind(got, want, what)):
            yield Observation(text, True)
        if text := wrong_count(got, want):
            yield Observation(f"{attempt.part}: {text}" if attempt.part else text, True)
        if text := ignored(attempt):
            yield Observation(text, True)
        text, enough = hints.look(attempt)
        if text:
            yield Observation(text, enough)


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


def describe(attempt, message):
    """Add what was called, what came back and what was expected."""
    index = attempt.wrong[0] if attempt.wrong else 0
    called, arguments = attempt.call(index)
    message.add("Called:", called)
    outcome = attempt.outcomes[index]
    if outcome.failure:
        add_failure(message, outcome.failure)
    elif attempt.wrong:
        add_values(message, attempt)
    if outcome.warned and not outcome.failure:
        message.add("NumPy warned:", outcome.warned)
    right = len(attempt.known.cases) - len(attempt.wrong)
    if attempt.wrong and right:
        message.say(f"Right for {right} of the {len(attempt.known.cases)} inputs tried.")
    for name, argument in arguments:
        message.add(*labelled(f"with {name}", argument))
    message.printed(outcome.printed)


def add_values(message, attempt):
    """What came back beside what was expected; of several values, the first that differs."""
    outcome, exercise = attempt.first, attempt.exercise
    got, want = follow(attempt.path, outcome.value), follow(attempt.path, attempt.want)
    of = f", {attempt.part}" if attempt.part else ""
    if exercise.judge:
        message.add(*labelled("Came back", got))
        message.add("Expected:", exercise.expected, code=False)
    elif agree(got, want, exercise.tolerance):
        message.add(*labelled("Came back, as expected", got))
    else:
        digits = digits_to_tell_apart(got, want)
        message.add(*labelled(f"Came back{of}", got, digits))
        message.add(*labelled("Expected", want, digits))
        difference = first_difference(got, want, exercise.tolerance)
        message.add("They differ first", difference, code=False)
    if outcome.changed and not exercise.may_change:
        names = [attempt.argument_names[i] for i in outcome.changed]
        many = len(names) > 1
        what = (
            f"Its arguments {' and '.join(names)} were" if many else f"Its argument {names[0]} was"
        )
        message.say(f"{what} changed.")


def add_failure(message, failure):
    if failure.refused:
        return message
    text = failure.text if len(failure.text) <= 200 else failure.text[:200] + " ..."
    message.add("It raised:", text)
    if failure.source:
        inside = f"  (inside {failure.inside})" if failure.inside else ""
        message.add(f"in line {failure.line} of your cell:", failure.source[:120] + inside)
    return message


def labelled(label, value, digits=4):
    """A label with the array's shape, and the value itself, as two parts of a message."""
    if isinstance(value, np.ndarray) and value.ndim and value.size:
        if value.ndim > 1 or value.size > 8:
            label += f", shape {value.shape}"
        if value.dtype not in (np.float64, np.int64):
            label += f", {value.dtype}"
    return f"{label}:", describe_value(value, digits)
