"""What an answer does in an exercise's cases, beside what the exercise's own code does."""

import functools
import inspect
import re
import traceback
import types

import numpy as np

from answercheck.exercise import EntryError, Raises
from answercheck.run import run_case, run_cases, same_error
from answercheck.source import filename_of
from answercheck.values import agree, describe_value, difference_path, dtype_of, wrong_kind


class Attempt:
    """An answer, and what it did in each case: what it does now, or `outcomes`."""

    def __init__(self, exercise, answer, source, outcomes=None):
        self.exercise, self.answer, self.source = exercise, answer, source
        self.known = known(exercise)
        if outcomes is None:
            outcomes = run_cases(exercise, answer, self.known.cases, source.filename)
        self.outcomes = outcomes
        self.cases = self.known.cases[: len(self.outcomes)]
        self.wanted = self.known.wanted[: len(self.outcomes)]
        self.verdicts = [
            verdict(exercise, *triple)
            for triple in zip(self.outcomes, self.cases, self.wanted, strict=True)
        ]
        self.wrong = [i for i, said in enumerate(self.verdicts) if said is not True]
        given = getattr(answer, "__name__", "")  # the answer may be np.tanh itself
        self.ruled_out = [n for n in exercise.without if source.uses(n) or n == given]
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
