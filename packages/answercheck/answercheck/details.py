"""What was called, what came back and what was expected, as parts of a message."""

import numpy as np

from answercheck.values import (
    agree,
    describe_value,
    digits_to_tell_apart,
    first_difference,
    follow,
)


def add_details(attempt, message):
    """Add what was called, what came back and what was expected."""
    if not attempt.wrong:  # right in every case, but not as the task asks
        return
    index = attempt.wrong[0]
    called, arguments = attempt.call(index)
    message.add("Called:", called)
    outcome = attempt.outcomes[index]
    if outcome.failure:
        add_failure(message, outcome.failure)
    else:
        add_values(message, attempt)
        message.add("NumPy warned:", outcome.warned)
    right = len(attempt.known.cases) - len(attempt.wrong)
    if right:
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
