"""The course's exercises: every stub, solution and known mistake of every chapter.

One chapter alone: `pytest tests/chapters/test_exercises.py -k chapter2`.
"""

import ast
import contextlib
import dataclasses
import functools
import importlib
import io
import itertools
import linecache
import re
import warnings
from pathlib import Path

import answercheck.checker
import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from answercheck import Exercise, Raises
from answercheck.attempt import cases_of, known, verdict
from answercheck.judge import evaluate
from answercheck.run import run_case
from answercheck.source import Source
from answercheck.values import agree, plain, unchanged
from notebook_code import checks_in, needed, source_of

from chapters.exercises import CHECKER

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PLACES = [f"chapter{number}" for number in sorted({e.chapter for e in CHECKER.exercises.values()})]
CODING = [e for e in CHECKER.exercises.values() if not e.is_prediction]
HEADING = re.compile(r"^### Exercise ([0-9.]+) (.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SOLUTION = re.compile(
    r"^<details><summary>Solution</summary>\n\n(.*?)\n\n</details>", re.MULTILINE | re.DOTALL
)
coding = pytest.mark.parametrize("entry", CODING, ids=lambda entry: entry.number)


def entries_of(place):
    return {n: e for n, e in CHECKER.exercises.items() if f"chapter{e.chapter}" == place}


# --- entries and cells ----------------------------------------------------------------------------


@functools.cache
def cells_of(place):
    (path,) = NOTEBOOKS.glob(f"{int(place.removeprefix('chapter')):02d}_*.ipynb")
    return nbformat.read(path, as_version=4).cells


@functools.cache
def exercises_in(place):
    """{number: (title, index of the stub, the solution's Python)}, with the three cells in order."""
    cells, found = cells_of(place), {}
    starts = [
        i for i, c in enumerate(cells) if c.cell_type == "markdown" and "### Exer" in c.source
    ]
    for i, end in itertools.pairwise([*starts, len(cells)]):
        headings = HEADING.findall(cells[i].source)
        assert len(headings) == 1, f"one heading '### Exercise N.M Title' a cell, in {headings}"
        number, title = headings[0]
        assert number not in found, f"exercise {number} is defined twice"
        stubs = [
            j
            for j in range(i, end)
            if cells[j].cell_type == "code"
            and any(n == number for n, _ in checks_in(source_of(cells[j])))
        ]
        assert len(stubs) == 1, f'exercise {number} needs one cell with check("{number}", ...)'
        after = [c for c in cells[i:end] if c.cell_type == "markdown"]
        solutions = [s for c in after for s in SOLUTION.findall(c.source)]
        assert len(solutions) == 1, f"exercise {number} needs one folded solution"
        found[number] = title, stubs[0], "\n".join(FENCE.findall(solutions[0]))
    return found


@pytest.mark.parametrize("place", PLACES)
def test_exercises_and_entries_belong_together(place):
    found, entries = exercises_in(place), entries_of(place)
    assert list(found) == list(entries), "the notebook's exercises, and the entries, in order"
    for number, (title, _, solution) in found.items():
        assert entries[number].title == title
        assert solution, f"exercise {number}: the solution needs a ```python block"
        ast.parse(solution)


@pytest.mark.parametrize("place", PLACES)
def test_no_other_check_and_no_solution_in_sight(place):
    cells, found = cells_of(place), exercises_in(place)
    for cell in cells:
        if cell.cell_type == "code":
            for number, _ in checks_in(source_of(cell)):
                assert number in found, f"check({number!r}) is in a cell but is no exercise"
            continue
        assert not re.search(r"<details[^>]*\bopen\b", cell.source), "a solution is unfolded"
        assert cell.source.count("<details>") == cell.source.count("</details>")
        folded = re.findall(
            r"^<details><summary>[^\n]+</summary>\n\n.*?\n\n</details>$", cell.source, re.M | re.S
        )
        assert len(folded) == cell.source.count("<details>"), (
            "folded text needs a blank line after <details><summary>...</summary> and one before "
            f"</details>: {cell.source[:80]}"
        )
        if "<summary>Solution" in cell.source:
            outside = SOLUTION.sub("", cell.source)
            assert "```" not in re.sub(r"<details>.*?</details>", "", outside, flags=re.S)


# --- stubs and solutions --------------------------------------------------------------------------


def needed_cells(place):
    """The code cells that the stubs and solutions need, directly or through other cells."""
    code = {i: source_of(c) for i, c in enumerate(cells_of(place)) if c.cell_type == "code"}
    solutions = {stub: solution for _, stub, solution in exercises_in(place).values()}
    code |= {stub: f"{code[stub]}\n{solution}" for stub, solution in solutions.items()}
    return needed(code, solutions.keys(), every=True)


def run_source(source, name, namespace):
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    exec(compile(source, name, "exec"), namespace)


@functools.cache
def worked_through(place):
    """Run the chapter once, stubs unsolved.

    {number: (the stub's message, the solution's, what the cells above had defined)}. Each solution
    runs on a copy of that, so that it may lean on the chapter, but not on the solutions of other
    exercises.
    """
    cells, said = cells_of(place), {}
    stubs = {stub: number for number, (_, stub, _) in exercises_in(place).items()}
    namespace = {"__name__": "__main__"}
    messages = []
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setattr(answercheck.checker, "display", messages.append)
        show = importlib.import_module("helpers.figures.show")
        patch.setattr(show, "figure_png", lambda fig: b"")
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(matplotlib.rc_context())
        warnings.simplefilter("ignore")
        for i in needed_cells(place):
            cell = cells[i]
            messages.clear()
            with contextlib.ExitStack() as may_fail:
                if "raises-exception" in cell.metadata.get("tags", []):
                    may_fail.enter_context(contextlib.suppress(Exception))
                run_source(source_of(cell), f"<{place} cell {i}>", namespace)
            if i not in stubs:
                continue
            number, unsolved = stubs[i], list(messages)
            messages.clear()
            solution, mine = exercises_in(place)[number][2], dict(namespace)
            run_source(solution, f"<solution {number}>", mine)
            if not checks_in(solution):
                calls = [node for n, node in checks_in(source_of(cell)) if n == number]
                run_source(ast.unparse(calls[0]), f"<check {number}>", mine)
            said[number] = unsolved, list(messages), dict(namespace)
        plt.close("all")
    return said


@pytest.mark.parametrize("place", PLACES)
def test_every_stub_is_unsolved(place):
    said = worked_through(place)
    assert said.keys() == exercises_in(place).keys()
    for number, (unsolved, *_) in said.items():
        assert [m.status for m in unsolved] == ["unsolved"], f"{number}: {unsolved}"
        assert len(repr(unsolved[0]).split("\n")) == 1


@pytest.mark.parametrize("place", PLACES)
def test_every_solution_is_right(place):
    for number, (_, solved, _) in worked_through(place).items():
        assert [m.status for m in solved] == ["right"], f"the solution of {number}: {solved}"
        assert entries_of(place)[number].praise in repr(solved[0])


@pytest.mark.parametrize("place", PLACES)
def test_given_code_is_the_stub(place):
    for number, entry in entries_of(place).items():
        if callable(entry.given):
            (call,) = (c for n, c in checks_in(stub_source(place, number)) if n == number)
            stub = worked_through(place)[number][2][call.args[1].id]
            assert Source(stub).same_code(Source(entry.given)), number


def stub_source(place, number):
    return source_of(cells_of(place)[exercises_in(place)[number][1]])


# --- known mistakes -------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_every_known_mistake_gets_its_own_hint(place):
    for number, entry in entries_of(place).items():
        wrong = [m for m in entry.mistakes if m.wrong is not entry.given]
        mistakes = [m for m in wrong if not isinstance(m.wrong, Raises)]
        assert len({m.hint for m in entry.mistakes}) == len(entry.mistakes)
        assert entry.is_prediction or len(mistakes) >= 2, f"exercise {number} needs two mistakes"
        for mistake in mistakes:
            message = evaluate(entry, mistake.wrong)
            assert message.status == "wrong", f"{number} takes this for right: {mistake.hint}"
            assert message.hints == [mistake.hint], f"exercise {number}: {message}"


# --- cases ----------------------------------------------------------------------------------------


@coding
def test_cases_are_many_random_and_the_same_every_time(entry):
    same = map(unchanged, cases_of(entry), cases_of(entry))
    assert all(same), "its inputs differ from call to call"
    assert len(cases_of(entry)) >= (1 if entry.judge else 3)
    if callable(entry.inputs):
        one, two = ([*entry.inputs(np.random.default_rng(s))] for s in (1, 2))
        assert not all(map(unchanged, one, two)), "nothing is random"


@coding
def test_no_argument_can_be_ignored(entry):
    """Code that uses the first case's value of an argument in all cases is not right."""
    cases = known(entry).cases
    for i, argument in enumerate(cases[0]):
        if isinstance(argument, np.random.Generator):
            continue

        def with_the_first(answer, *args, i=i):
            return entry.run(answer, *args[:i], cases[0][i], *args[i + 1 :])

        verdicts = [
            verdict(entry, run_case(with_the_first, entry.reference, case, 5), case, want)
            for case, want in zip(cases, known(entry).wanted, strict=True)
        ]
        assert not all(said is True for said in verdicts), f"argument {i + 1} can be ignored"


def as_lists(value):
    if isinstance(value, tuple):
        return [as_lists(v) for v in value]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def as_float32(value):
    if isinstance(value, tuple | list):
        return type(value)(map(as_float32, value))
    number = (
        isinstance(value, np.ndarray | np.generic | float) and np.asarray(value).dtype.kind == "f"
    )
    return np.asarray(value, np.float32) if number else value


def as_arrays(value):
    if isinstance(value, tuple | list):
        return type(value)(map(as_arrays, value))
    return np.asarray(value) if isinstance(value, bool | int | float) else value


@pytest.mark.parametrize("change", [as_lists, as_float32, as_arrays])
@pytest.mark.parametrize("place", PLACES)
def test_right_in_another_way(place, change):
    """The reference's outputs as lists, in float32 and as 0-d arrays are right as well."""
    for number, entry in entries_of(place).items():
        if entry.is_prediction:
            assert evaluate(entry, change(entry.answer)).status == "right", number
            for value in entry.also:
                assert evaluate(entry, value).status == "right", number
        elif not entry.keep_dtype and not entry.judge:
            for outcome in known(entry).wanted:
                assert agree(plain(change(outcome.value)), outcome.value, entry.tolerance), number


# --- judges ---------------------------------------------------------------------------------------

WRONG_KINDS = [
    None,
    True,
    "",
    "1.5",
    -1,
    0,
    np.nan,
    np.inf,
    1j,
    [],
    [1, 2],
    [[1, 2], [3, 4]],
    [1, "a"],
    (np.zeros(2), None),
    np.zeros((0, 3)),
    np.full(600, np.nan),
    np.zeros((3, 1, 1)),
    {},
    {"W1": 1},
    print,
]


@functools.cache
def with_one_case(entry):
    return dataclasses.replace(entry, inputs=known(entry).cases[:1])


@pytest.mark.parametrize("entry", [e for e in CODING if e.judge], ids=lambda entry: entry.number)
@pytest.mark.parametrize("value", WRONG_KINDS, ids=repr)
def test_a_judge_can_judge_any_value(entry, value):
    """It raises nothing (which would be an EntryError), and accepts none of these."""
    message = evaluate(with_one_case(entry), lambda *args: value)
    assert message.status == "wrong"
    assert message.hints


def test_entries_are_exercises():
    assert all(type(entry) is Exercise for entry in CHECKER.exercises.values())
