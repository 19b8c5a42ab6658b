"""Answers that ran in another process get the status that `check` gives."""

import json
import linecache

import example_exercises as examples
import numpy as np
import pytest
from answercheck import Exercise
from answercheck.apart import judge_record, pack, record, unpack
from answercheck.judge import evaluate
from answercheck.values import Opaque

ENTRIES = {entry.number: entry for entry in examples.EXERCISES}


def run(code):
    """The answer that a cell's code defines."""
    linecache.cache["<cell>"] = (len(code), None, code.splitlines(True), "<cell>")
    namespace = {"np": np}
    exec(compile(code, "<cell>", "exec"), namespace)
    return namespace["answer"]


def status(entry, code):
    """The status by the record, after comparing it with that of `check`."""
    answer = run(code)
    said = judge_record(entry, record(entry, answer), code, "answer")
    assert said == evaluate(entry, answer).status
    return said


@pytest.mark.parametrize("number", ENTRIES)
def test_stubs_solutions_and_mistakes_as_in_the_notebook(number):
    entry = ENTRIES[number]
    assert status(entry, examples.STUBS[number]) == "unsolved"
    assert status(entry, examples.SOLUTIONS[number]) == "right"
    for mistake in entry.mistakes:
        assert judge_record(entry, record(entry, mistake.wrong)) == "wrong"


def exercise(**changes):
    fields = {"reference": abs, "inputs": [-2, 3, 0], **changes}
    return Exercise(number="1.1", title="t", praise="p", hint="h", **fields)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def answer(x): return max(x, -x)", "right"),
        ("answer = lambda x: max(x, -x)", "right"),
        ("def answer(x): return help(x)\ndef help(x): return x if x > 0 else -x", "right"),
        ("def answer(x): return abs(x)", "wrong"),
        ("def answer(x): return help(x)\ndef help(x): return abs(x)", "wrong"),
        ("answer = lambda x: abs(x)", "wrong"),
        ("answer = abs", "wrong"),
        ("def answer(x): 1 / 0", "wrong"),
        ("def answer(x):\n    while True: pass", "wrong"),
        ("answer = 3", "wrong"),
        ("answer = ...", "unsolved"),
    ],
)
def test_what_the_task_rules_out(code, expected):
    assert status(exercise(without=("abs",), seconds=0.1), code) == expected


def test_what_is_ruled_out_is_looked_for_here_too():
    entry, code = exercise(without=("abs",)), "def answer(x): return abs(x)"
    said = json.loads(record(entry, run(code))) | {"ruled_out": False}
    assert judge_record(entry, json.dumps(said), code, "answer") == "wrong"


def even(answer):
    return all(answer(x) == answer(-x) for x in (0.5, 7)) or "It is not even."


def test_a_requirement_is_asked_here_of_what_the_answer_said_there():
    right, lie = "def answer(x): return abs(x)", "def answer(x): return {-2: 2, 3: 3}.get(x, x)"
    entry = exercise(requirement=even, inputs=[-2, 3])
    assert status(entry, right) == "right"
    assert status(entry, lie) == "wrong"
    said = json.loads(record(entry, run(lie)))
    assert judge_record(entry, json.dumps(said | {"asked": []}), lie, "answer") == "wrong"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "right",
        "[" * 10**5,
        "{}",
        '{"status": "right"}',
        '{"value": "right"}',
        '{"outcomes": [], "asked": [], "ruled_out": false}',
        '{"outcomes": [{}, {}], "asked": [], "ruled_out": false}',
    ],
)
@pytest.mark.parametrize("number", ["12.1", "12.3", "12.6"])
def test_a_record_that_is_none_is_wrong(number, text):
    assert judge_record(ENTRIES[number], text) == "wrong"


def test_the_outputs_of_another_exercise_are_wrong():
    code = examples.SOLUTIONS["12.3"]
    assert (
        judge_record(ENTRIES["12.2"], record(ENTRIES["12.3"], run(code)), code, "answer") == "wrong"
    )


@pytest.mark.parametrize(
    "change",
    [{"value": 1}, {"failure": "E"}, {"changed": True}, {"ended": "time"}, {"warned": "w"}],
)
def test_one_outcome_that_is_not_right_is_enough(change):
    entry, code = ENTRIES["12.3"], examples.SOLUTIONS["12.3"]
    said = json.loads(record(entry, run(code)))
    said["outcomes"][-1] |= change
    assert judge_record(entry, json.dumps(said), code, "answer") == "wrong"
    said["outcomes"].pop()
    assert judge_record(entry, json.dumps(said), code, "answer") == "wrong", "a case is left out"


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 10**30, 0.1, np.nan, 1j, "µ", ..., [], (1, [2.5]), {1: (2,), "b": None}),
        *(np.array(2.0), np.zeros((0, 3)), np.arange(6, dtype="f4").reshape(2, 3).T),
        *(np.array([1j]), Opaque("set", "a value of type set")),
    ],
)
def test_values_come_back_as_they_were(value):
    back = unpack(json.loads(json.dumps(pack(value))))
    assert type(back) is type(value)
    assert repr(back) == repr(value)
    assert getattr(back, "dtype", None) == getattr(value, "dtype", None)


@pytest.mark.parametrize(
    "data", [{"array": ["O", [1], "AAAAAAAAAAA="]}, {"array": ["<f8", [9], ""]}, {"x": 1}, {}]
)
def test_what_pack_does_not_make_is_refused(data):
    with pytest.raises((TypeError, ValueError)):
        unpack(data)
