"""Check an answer that must not run in this process, as of a class whose work is collected.

`record` runs in the process of the answer and writes down what the answer did. `judge_record` reads
that here and compares it with what the reference does here. Nothing of the record is run, and what
it says beside the outputs can only take away: an answer is right if its process had the right
outputs, whatever else was done there to `check`, to this package or to Python. What cannot be seen
from here is how that process came by them: it can import the reference, as every copy of a solution
can. So also for what the code did to its arguments, and for warnings.
"""

import base64
import functools
import json

import numpy as np

from answercheck.attempt import Attempt, known
from answercheck.judge import evaluate, plain_or_opaque, what_is_missing
from answercheck.run import Failure, Outcome, limited, run_case
from answercheck.source import Source
from answercheck.values import Opaque, plain


def record(exercise, answer):
    """What an answer does in the exercise's cases, or which value it is, as one line of text."""
    if exercise.is_prediction or not callable(answer):
        job = functools.partial(plain_or_opaque, answer)
        return json.dumps({"value": pack(limited(job, exercise.seconds)[1])})
    attempt = Attempt(exercise, answer, Source(answer))
    asked = []

    def listening(*args):
        value = answer(*args)
        asked.append([pack(args), pack(plain(value))])
        return value

    if exercise.requirement:
        run_case(exercise.requirement, listening, (), exercise.seconds)
    outcomes = [
        {
            "value": pack(outcome.value),
            "failure": outcome.failure.text if outcome.failure else "",
            "changed": bool(outcome.changed),
            "ended": outcome.ended,
            "warned": outcome.warned,
        }
        for outcome in attempt.outcomes
    ]
    return json.dumps({"outcomes": outcomes, "asked": asked, "ruled_out": bool(attempt.ruled_out)})


def judge_record(exercise, text, code="", name=""):
    """ "right", "wrong" or "unsolved": what a record says of an answer, by the exercise's own means.

    text: the record, trusted in nothing; one that cannot be read is wrong. code: the cell in which
    the answer is defined under this name, for what the task rules out and for gaps.
    """
    if not exercise.is_prediction:
        known(exercise)  # a fault of the exercise is raised, and its time is its own

    def judge():
        try:
            return judged_here(exercise, json.loads(text), Source.of_text(code, name))
        except Exception:  # anything may be in the record
            return "wrong"

    with np.errstate(all="ignore"):
        ended, status = limited(judge, exercise.seconds)
    return status if ended == "done" else "wrong"


def judged_here(exercise, said, source):
    if exercise.is_prediction or "value" in said:
        return evaluate(exercise, unpack(said["value"])).status
    if source.is_blank():
        return "unsolved"
    answers = {json.dumps(args): value for args, value in said["asked"]}

    def replay(*args):
        return unpack(answers[json.dumps(pack(args))])

    outcomes = [
        Outcome(
            unpack(outcome["value"]),
            Failure(outcome["failure"]) if outcome["failure"] else None,
            (0,) if outcome["changed"] else (),
            outcome["ended"],
            "",
            outcome["warned"],
        )
        for outcome in said["outcomes"]
    ]
    attempt = Attempt(exercise, replay, source, outcomes)
    if attempt.is_right and not said["ruled_out"]:
        return "right"
    return "unsolved" if outcomes[-1].ended == "done" and what_is_missing(attempt) else "wrong"


# --- plain values as JSON -------------------------------------------------------------------------


def pack(value):
    """A plain value as JSON's data."""
    match value:
        case np.ndarray():
            numbers = base64.b64encode(np.ascontiguousarray(value)).decode()
            return {"array": [value.dtype.str, value.shape, numbers]}
        case list():
            return [pack(item) for item in value]
        case tuple():
            return {"tuple": [pack(item) for item in value]}
        case dict():
            return {"dict": [[key, pack(item)] for key, item in value.items()]}
        case complex():
            return {"complex": [value.real, value.imag]}
        case Opaque():
            return {"opaque": [value.kind, value.text]}
        case None | bool() | int() | float() | str():
            return value
    return {"gap": None}


def unpack(data):
    """The plain value. Raises an exception for what `pack` does not make."""
    if isinstance(data, list):
        return [unpack(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((kind, inside),) = data.items()
    match kind:
        case "array":
            dtype = np.dtype(inside[0])
            if dtype.kind not in "biufc":
                raise TypeError("no array of numbers")
            return np.ndarray(inside[1], dtype, base64.b64decode(inside[2])).copy()
        case "tuple":
            return tuple(unpack(item) for item in inside)
        case "dict":
            return {key: unpack(item) for key, item in inside}
        case "complex":
            return complex(*inside)
        case "opaque":
            return Opaque(*map(str, inside))
        case "gap":
            return ...
    raise ValueError(kind)
