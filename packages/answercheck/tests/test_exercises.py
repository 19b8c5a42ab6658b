"""The exercises: every stub, solution and known mistake of every chapter, and `check` itself.

One chapter alone: `pytest tests/test_exercises.py -k chapter2`. "examples" stands for the worked
examples in exercise_examples.py, for which all the rules hold as well.
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
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import answercheck.checker
import exercise_examples as examples
import matplotlib
import nbformat
import numpy as np
import pytest
from answercheck import judge as judging
from answercheck import run as running
from answercheck.exercise import Exercise, Mistake
from answercheck.judge import agree, cases_and_reference, examine
from answercheck.run import Opaque, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import chapters.exercises

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
PLACES = ["examples", *(f"chapter{c}" for c in range(1, 7))]
HEADING = re.compile(r"^### Exercise ([0-9.]+) (.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SOLUTION = re.compile(
    r"^<details><summary>Solution</summary>\n\n(.*?)\n\n</details>", re.MULTILINE | re.DOTALL
)


# --- the exercises of the notebooks ---------------------------------------------------------------


def entries_of(place):
    if place == "examples":
        return {entry.number: entry for entry in examples.EXERCISES}
    entries = chapters.exercises.CHECKER.exercises
    return {number: entry for number, entry in entries.items() if number[0] == place[-1]}


def cells_of(place):
    if place == "examples":
        return examples.example_notebook().cells
    paths = list(NOTEBOOKS.glob(f"0{place[-1]}_*.ipynb"))
    return nbformat.read(paths[0], as_version=4).cells if paths else []


def source_of(cell):
    """A code cell's Python, without lines that only IPython understands."""
    lines = cell.source.split("\n")
    return "\n".join("" if line.startswith(("%", "!")) else line for line in lines)


def checks_in(source):
    """The calls of `check` in a source: [(number, node)]."""
    return [
        (node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None, node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check"
    ]


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
        assert number not in found, f"exercise {number} stands twice"
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


def binds(node):
    """The names that a piece of code binds or writes into, not those inside its functions."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    names = set().union(*map(binds, ast.iter_child_nodes(node)))
    if isinstance(getattr(node, "ctx", None), ast.Store):
        while isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        names |= {node.id} if isinstance(node, ast.Name) else set()
    return names


def reads(source):
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def needed_cells(place):
    """The code cells that the stubs and solutions lean on, directly or through other cells.

    Long training runs and figures that nothing leans on are left out; nbval runs those.
    """
    cells, found = cells_of(place), exercises_in(place)
    stubs = {stub: solution for _, stub, solution in found.values()}
    needed, names = [], set()
    for i in reversed(range(len(cells))):
        if cells[i].cell_type != "code":
            continue
        source = source_of(cells[i])
        if i in stubs or binds(ast.parse(source)) & names:
            needed.append(i)
            names |= reads(source) | reads(stubs.get(i, ""))
    return needed[::-1]


@functools.cache
def worked_through(place):
    """Run the chapter once, stubs unsolved. {number: (the stub's message, the solution's)}

    Each solution runs on a copy of what the cells above have defined, so that it may lean on the
    chapter, but not on the solutions of other exercises.
    """
    cells, said = cells_of(place), {}
    stubs = {stub: number for number, (_, stub, _) in exercises_in(place).items()}
    if not stubs:
        return said
    namespace = {"__name__": "__main__"}
    messages = []
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setattr(answercheck.checker, "display", messages.append)
        patch.setattr(
            importlib.import_module("helpers.figures.show"), "figure_png", lambda fig: b""
        )
        if place == "examples":
            checker = answercheck.Checker(examples.EXERCISES)
            patch.setattr(chapters.exercises, "check", checker.check)
            patch.setattr(chapters.exercises, "progress", checker.progress)
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(matplotlib.rc_context())
        warnings.simplefilter("ignore")
        matplotlib.use("agg")
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
            said[number] = unsolved, list(messages)
        matplotlib.pyplot.close("all")
    return said


def run_source(source, name, namespace):
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    exec(compile(source, name, "exec"), namespace)


def wrongly(entry):
    return [examine(entry, mistake.wrong) for mistake in entry.mistakes]


@pytest.mark.parametrize("place", PLACES)
def test_exercises_and_entries_belong_together(place):
    found, entries = exercises_in(place), entries_of(place)
    assert list(found) == list(entries), "the notebook's exercises, and the entries, in order"
    for number, (title, _, solution) in found.items():
        assert entries[number].title == title
        assert solution, f"exercise {number}: the solution needs a ```python block"
        ast.parse(solution)
    if place != "examples":
        assert all(number.split(".")[0] == place[-1] for number in found)


@pytest.mark.parametrize("place", PLACES)
def test_no_other_check_and_no_solution_in_sight(place):
    cells, found = cells_of(place), exercises_in(place)
    for cell in cells:
        if cell.cell_type == "code":
            for number, _ in checks_in(source_of(cell)):
                assert number in found, f"check({number!r}) stands in a cell but is no exercise"
            continue
        assert not re.search(r"<details[^>]*\bopen\b", cell.source), "a solution is unfolded"
        assert cell.source.count("<details>") == cell.source.count("</details>")
        folded = re.findall(
            r"^<details><summary>[^<]+</summary>\n\n.*?\n\n</details>$", cell.source, re.M | re.S
        )
        assert len(folded) == cell.source.count("<details>"), (
            "folded text needs a blank line after <details><summary>...</summary> and one before "
            f"</details>: {cell.source[:80]}"
        )
        if "<summary>Solution" in cell.source:
            outside = SOLUTION.sub("", cell.source)
            assert "```" not in re.sub(r"<details>.*?</details>", "", outside, flags=re.S)


@pytest.mark.parametrize("place", PLACES)
def test_every_stub_is_unsolved(place):
    said = worked_through(place)
    assert said.keys() == exercises_in(place).keys()
    for number, (unsolved, _) in said.items():
        assert [m.status for m in unsolved] == ["unsolved"], f"{number}: {unsolved}"
        assert len(repr(unsolved[0]).split("\n")) == 1


@pytest.mark.parametrize("place", PLACES)
def test_every_solution_is_right(place):
    for number, (_, solved) in worked_through(place).items():
        assert [m.status for m in solved] == ["right"], f"the solution of {number}: {solved}"
        assert entries_of(place)[number].praise in repr(solved[0])


@pytest.mark.parametrize("place", PLACES)
def test_every_known_mistake_gets_its_own_hint(place):
    for number, entry in entries_of(place).items():
        if not entry.is_prediction:
            assert len(entry.mistakes) >= 2, f"exercise {number} needs two known mistakes"
        hints = [mistake.hint for mistake in entry.mistakes]
        assert len(set(hints)) == len(hints)
        for hint, message in zip(hints, wrongly(entry), strict=True):
            assert message.status == "wrong", f"exercise {number} takes this for right: {hint}"
            assert message.hints == [hint], f"exercise {number}: {message}"


@pytest.mark.parametrize("place", PLACES)
def test_cases_are_many_random_and_the_same_every_time(place):
    for number, entry in entries_of(place).items():
        if entry.is_prediction:
            continue
        cases, _ = cases_and_reference(entry)
        again, _ = cases_and_reference(entry)
        same = [running.unchanged(a, b) for a, b in zip(cases, again, strict=True)]
        assert all(same), f"exercise {number}: its inputs differ from call to call"
        assert len(cases) >= (1 if entry.judge else 3), f"exercise {number} has too few cases"
        if callable(entry.inputs):
            one, two = ([*entry.inputs(np.random.default_rng(s))] for s in (1, 2))
            assert not all(map(running.unchanged, one, two)), f"exercise {number}: nothing random"


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
        if entry.reference is running or entry.keep_dtype or entry.judge:
            continue
        if entry.is_prediction:
            assert examine(entry, change(entry.answer)).status == "right", number
            for value in entry.also:
                assert examine(entry, value).status == "right", number
            continue

        def run(answer, *inputs, entry=entry):
            return change(entry.run(answer, *inputs))

        changed = Exercise(**{**vars(entry), "run": run})
        wanted = dataclasses.replace(entry)
        cases, _ = cases_and_reference(wanted)
        for case in cases:
            got = running.run_case(run, entry.reference, case, 5).value
            want = running.run_case(entry.run, entry.reference, case, 5).value
            assert agree(got, want, entry.tolerance), f"{number}: {got} for {want}"
        assert examine(changed, entry.reference).status == "right", number


# --- what check says ------------------------------------------------------------------------------


@pytest.fixture
def check(monkeypatch):
    """check with the examples' entries, returning the message as text after looking it over."""
    shown = []
    monkeypatch.setattr(answercheck.checker, "display", shown.append)
    checker = answercheck.Checker(examples.EXERCISES)

    def call(*args, **named):
        shown.clear()
        assert checker.check(*args, **named) is None
        assert len(shown) == 1, "one answer, one message"
        return readable(shown[0])

    call.checker = checker
    return call


def readable(message):
    """The message's text, after holding that it is short and can be shown anywhere."""
    data = message._repr_mimebundle_()
    text, page = data["text/plain"], data["text/html"]
    assert text.split(" ")[0] in "✓✗○"
    assert 10 < len(text) < 8000
    assert (text + page).encode(), "half characters cannot be sent to the page"
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "Traceback" not in text
    assert "<script" not in page
    assert page.count("<div") == page.count("</div>")
    return text


def run_in_notebook(source, **names):
    """What a cell defines: executed as the notebook's kernel would, so that lines can be named."""
    namespace = {"__name__": "__main__", "np": np, **names}
    run_source(source, "<a cell>", namespace)
    return namespace


def test_unsolved(check):
    def later(x1, x2):
        """To be written."""

    def raises(x1, x2):
        raise NotImplementedError

    def half(x1, x2):
        s = ...
        return s > 0

    inside = run_in_notebook(
        "def inside(x1, x2):\n    total = np.zeros(1)\n    total += ...\n    return total"
    )["inside"]
    for answer in (None, ..., NotImplemented, later, raises, half, inside, lambda x1, x2: ...):
        assert check("2.2", answer).startswith("○ Exercise 2.2: not solved yet.")
    for answer in (None, ..., (2, ...), [...]):
        assert check("2.1", answer).startswith("○ Exercise 2.1: not solved yet.")
    assert "still does what it did" in check("2.4", examples.softmax_without_axis)
    assert check("2.5", type("Empty", (), {})).startswith("○")


def test_wrong_says_what_was_called_with_what_and_what_came_back(check):
    text = check("2.2", lambda x1, x2: int(x1 == 0))
    assert "your_function(1, 0)" in text
    assert "Came back: 0" in text
    assert "Expected: 1" in text
    assert "Right for 3 of the 4" in text


def test_an_exception_shows_the_readers_own_line(check):
    source = "def inner(y):\n    return y / 0\n\ndef my_error(y, t):\n    return inner(sum(y))\n"
    text = check("2.3", run_in_notebook(source)["my_error"])
    assert "my_error(" in text
    # sum(y) is a NumPy number, which warns; a list's is not
    assert "NumPy warned: divide by zero" in text
    text = check("2.3", run_in_notebook(source.replace("sum(y)", "1"))["my_error"])
    assert "It raised: ZeroDivisionError: division by zero" in text
    assert "in line 2 of its cell: return y / 0" in text
    assert "helpers" not in text
    source = "def deeper(x1, x2):\n    return deeper(x1, x2)\n"
    text = check("2.2", run_in_notebook(source)["deeper"])
    assert "RecursionError" in text
    assert "in line 2 of its cell: return deeper(x1, x2)" in text
    assert "takes 1 positional argument but 2 were given" in check("2.2", lambda x: x)


def test_prints_and_warnings_are_told(check):
    def talks(y, t):
        print("sum is", y.sum())
        return np.mean((y - t) ** 2)

    assert "printed: sum is 3.0" in check("2.3", talks)

    def shouts(y, t):
        for _ in range(10**5):
            print("again and again")

    text = check("2.3", shouts)
    assert "again and again" in text
    assert "characters more" in text or "..." in text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda y, t: np.sum((y - t) ** 2), "Is it a sum, not a mean?"),
        (lambda y, t: np.mean((y - t) ** 2) / len(y), "Is it a mean, not a sum?"),
        (lambda y, t: np.mean((y - t) ** 2) / 2, "0.5 times what is expected"),
        (lambda y, t: np.mean((y - t) ** 2) + 1, "1 more than what is expected"),
        (lambda y, t: -np.mean((y - t) ** 2), "sign"),
        (lambda y, t: int(np.mean((y - t) ** 2)), "decimals are lost"),
        (lambda y, t: [np.mean((y - t) ** 2)], "wrong shape: shape (1,), and () is expected"),
        (lambda y, t: (y - t) ** 2, "The shape is wrong"),
        (lambda y, t: np.nan, "nan or inf"),
        (lambda y, t: 2, "The same came back for every input"),
        (lambda y, t: str(y), "text"),
        (lambda y, t: y.mean, "brackets"),
        (lambda y, t: map(abs, y), "list(...)"),
        (lambda y, t: print(end=""), "return line"),
        (lambda y, t: (y.__isub__(t) ** 2).mean(), "argument y was changed"),
    ],
)
def test_what_it_looks_like(check, answer, words):
    text = check("2.3", answer)
    assert text.startswith("✗")
    assert words in text


def test_whole_arrays_that_are_turned_round():
    def entry(reference):
        return Exercise(
            number="2.1",
            title="t",
            praise="p",
            reference=reference,
            inputs=lambda rng: [rng.normal(size=(n, 3)) for n in (2, 3, 4)],
        )

    turned = entry(lambda x: 2 * x)
    assert "transposed" in repr(examine(turned, lambda x: 2 * x.T))
    assert "opposite order" in repr(examine(entry(lambda x: x[0]), lambda x: x[0][::-1]))
    assert "wrong shape" in repr(examine(entry(lambda x: x.ravel()), lambda x: x))
    upside = dataclasses.replace(entry(lambda x: (x > 0).astype(int)))
    assert "other way round" in repr(examine(upside, lambda x: x <= 0))
    kept = dataclasses.replace(turned, keep_dtype=True)
    assert "float32 came back" in repr(examine(kept, lambda x: (2 * x).astype("f4"))) or (
        "their dtype is float32" in repr(examine(kept, lambda x: (2 * x).astype("f4")))
    )
    big = dataclasses.replace(
        turned, inputs=lambda rng: [rng.normal(size=(9, 9)) for _ in range(3)]
    )

    def one_off(x):
        x = 2 * x
        x[1, 2] = 7
        return x

    assert "They differ first at [1, 2]: 7" in repr(examine(big, one_off))


def test_values_that_differ_late_are_shown_with_enough_digits(check):
    text = check("2.3", lambda y, t: np.mean((y - t) ** 2) * 1.00003)
    got, want = (re.search(rf"{w}: (.*)", text)[1] for w in ("Came back", "Expected"))
    assert got != want


def test_a_value_instead_of_code(check):
    """Weights may be the answer: `run` puts them to work."""
    entry = Exercise(
        number="2.1",
        title="t",
        praise="p",
        reference=(-1, -1, 1.5),
        run=lambda weights, x1, x2: int(weights[0] * x1 + weights[1] * x2 + weights[2] > 0),
        inputs=[(0, 0), (0, 1), (1, 0), (1, 1)],
        mistakes=[Mistake((1, 1, -1.5), "This is AND.")],
    )
    assert examine(entry, (-0.5, -0.5, 0.7)).status == "right"
    assert examine(entry, np.array([-0.5, -0.5, 0.7])).status == "right"
    assert examine(entry, [0.5, 0.5, -0.7]).hints == ["This is AND."]
    assert examine(entry, "abc").status == "wrong"
    assert examine(entry, ...).status == "unsolved"
    assert "name alone" in check("2.2", examples.nand(0, 1))


def test_randomness_that_is_passed_in_gives_the_same_numbers():
    def draw(rng, n):
        return rng.normal(size=n)

    entry = Exercise(
        number="2.1",
        title="t",
        praise="p",
        reference=draw,
        inputs=lambda rng: [(np.random.default_rng(n), n) for n in rng.integers(1, 9, size=4)],
    )
    assert examine(entry, lambda rng, n: [rng.normal() for _ in range(n)]).status == "right"


@pytest.mark.parametrize(
    "number", ["9.9", "", "2", "2.", "2.99", 2.1, None, ..., [], {}, "x" * 10**5, np.array([1, 2])]
)
def test_a_number_that_does_not_exist(check, number):
    text = check(number, 1)
    assert "2.1 to 2.6" in text
    assert "\n" not in text


def test_check_called_in_a_wrong_way(check):
    for args, named in [((), {}), (("2.2",), {}), (("2.2", 1, 2), {}), (("2.2",), {"answer": 3})]:
        assert "\n" not in check(*args, **named)
    assert check("2.1", "AND", "OR").startswith("✗")


def test_a_faulty_entry_is_loud_in_tests_and_calm_for_a_reader(check, monkeypatch):
    def broken(x):
        return x / 0

    entry = Exercise(number="2.7", title="t", praise="p", reference=broken, inputs=[1, 2, 3])
    with pytest.raises(judging.EntryError, match=r"2\.7: its reference fails"):
        examine(entry, lambda x: x)
    check.checker.exercises["2.7"] = entry
    assert "a fault of the course, not yours" in check("2.7", lambda x: x)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "2"},
        {"number": "2.01"},
        {"title": ""},
        {"praise": ""},
        {"inputs": []},
        {"answer": 3},
        {"reference": judging.NOTHING},
        {"judge": lambda out: True},
        {"mistakes": [lambda x: x]},
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(change):
    right = {"number": "2.7", "title": "t", "praise": "p", "reference": abs, "inputs": [1, 2, 3]}
    assert Exercise(**right)
    with pytest.raises(judging.EntryError):
        Exercise(**{**right, **change})


def test_progress(check, monkeypatch):
    boards = []
    check("2.1", "OR")
    check("2.1", "AND")
    check("2.2", lambda x1, x2: 1)
    check("2.3", ...)
    monkeypatch.setattr(answercheck.checker, "display", boards.append)
    check.checker.progress(2)
    lines = repr(boards[0]).split("\n")
    assert lines[0] == "Chapter 2: 1 of 6 solved in this session"
    assert [line.split()[0] for line in lines[1:]] == ["✓", "✗", "○", "○", "○", "○"]
    page = boards[0]._repr_mimebundle_()["text/html"]
    assert page.count("✓ 2.1") == 2, "once in its box and once beside its title"
    for odd in (9, "x", ..., [], np.array([1, 2]), lambda: 1, -1, 2.5):
        check.checker.progress(odd)
    check.checker.progress()
    check.checker.progress("2")
    assert len(boards) == 11
    assert "2.1 to 2.6" in repr(boards[1])
    assert repr(boards[-1]) == repr(boards[-2]) == repr(boards[0])


def test_nothing_is_written(check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check("2.1", "OR")
    check("2.3", lambda y, t: 1)
    assert not list(tmp_path.iterdir())


# --- nonsense -------------------------------------------------------------------------------------


class Hostile:
    """Raises whatever it is asked."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")

    __eq__ = __hash__ = __array__ = __len__ = __iter__ = __bool__ = __float__ = __str__ = __repr__


class Caller(Hostile):
    def __call__(self, *args):
        return Hostile()


class HalfArray:
    shape = (3,)

    def __array__(self, dtype=None, copy=None):
        raise KeyError("not today")


class BadError(Exception):
    def __str__(self):
        raise ValueError("worse")


class BadList(list):
    def __iter__(self):
        raise SystemExit

    def __len__(self):
        return -1


class BadNumber(float):
    def __float__(self):
        raise OSError

    __eq__ = __hash__ = __repr__ = __float__


class Swap(type):
    def __instancecheck__(cls, thing):
        raise RuntimeError("no")

    def __getattribute__(cls, name):
        raise RuntimeError("no")


class Swapped(metaclass=Swap):
    pass


def round_and_round():
    loop = []
    loop.append(loop)
    return loop


def endless(*args):
    yield from itertools.count()


async def waits(*args):
    return 1


def raiser(error):
    def raises(*args):
        raise error

    return raises


ODD = [
    Hostile(),
    Caller(),
    HalfArray(),
    BadList([1, 2]),
    BadNumber(3),
    Swapped,
    round_and_round(),
    np.nan,
    np.inf,
    10**400,
    1j,
    b"bytes",
    "\ud800 half a character",
    "\x1b[31mred\x00",
    "<script>alert(1)</script> $x$",
    "long " * 10**5,
    np.array(["a", "b"]),
    np.array([{}, None], dtype=object),
    np.array([Hostile()], dtype=object) if False else np.array(None),
    np.zeros(3, dtype=[("x", "f8")]),
    np.array("2020-01-01", dtype="datetime64"),
    np.ma.masked,
    np.matrix([[1, 2], [3, 4]]) if False else np.zeros((0, 3)),
    np.zeros((2,) * 12),
    {1: 2, "a": Hostile()},
    {Hostile: 1},
    range(10**12),
    iter([]),
    object(),
    type,
    print,
    np,
    np.add,
    int,
    dict,
    Exception("an error as an answer"),
    functools.partial(min, 1),
    threading.Lock(),
    open,
    memoryview(b"abc"),
    slice(1, 2),
    endless,
    waits,
    raiser(ValueError("\ud800" * 10)),
    raiser(BadError()),
    raiser(SystemExit(3)),
    raiser(KeyboardInterrupt()),
    raiser(GeneratorExit()),
    raiser(MemoryError("all " * 10**5)),
    raiser(StopIteration()),
]


@pytest.mark.parametrize("number", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"])
def test_nonsense_gets_one_readable_message(check, number):
    for odd in ODD:
        assert not check(number, odd).startswith("✓")
        assert not check(number, lambda *args, odd=odd: odd).startswith("✓")
        answer = type("Odd", (), {"forward": lambda s, x, o=odd: o, "backward": lambda s, d: 1})
        assert not check(number, answer).startswith("✓")
        assert not check(number, [odd]).startswith("✓")


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.complex_numbers()
    | hnp.arrays(
        hnp.scalar_dtypes(), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(value=values, number=st.sampled_from(["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]))
def test_any_value_gets_one_readable_message(value, number):
    entry = entries_of("examples")[number]
    readable(examine(entry, value))
    message = examine(entry, lambda *args: value)
    readable(message)
    assert message.status in ("wrong", "unsolved")


@settings(max_examples=150, deadline=None)
@given(value=values)
def test_a_value_agrees_with_itself(value):
    value = plain(value)
    with np.errstate(all="ignore"):
        assert agree(value, value, 1e-5) or holds_opaque(value)


def holds_opaque(value):
    if isinstance(value, list | tuple):
        return any(map(holds_opaque, value))
    if isinstance(value, dict):
        return any(map(holds_opaque, value.values()))
    return isinstance(value, Opaque)


@given(
    x=hnp.arrays(float, hnp.array_shapes(max_dims=3), elements=st.floats(-1e6, 1e6, width=32)),
    place=st.integers(0, 10**6),
)
def test_one_wrong_number_is_enough(x, place):
    y = x.copy()
    y.flat[place % y.size] += 1e-3 * (np.abs(x).max() or 1)
    assert agree(x.tolist(), x, 1e-5)
    assert agree(x.astype(np.float32), x, 1e-5)
    assert not agree(y, x, 1e-5)
    assert not agree(x[None], x, 1e-5)


# --- code that does not end ------------------------------------------------------------------------

WAYS = [running.limited_by_thread]
if hasattr(signal, "setitimer"):
    WAYS.append(running.limited_by_alarm)


def loops():
    while True:
        pass


def sleeps():
    while True:
        time.sleep(0.01)


def swallows():
    while True:
        with contextlib.suppress(BaseException):
            loops()


def prints():
    while True:
        print("x" * 1000, file=io.StringIO())


@pytest.mark.parametrize(
    ("way", "job"),
    # Code that catches every exception cannot be stopped in a thread.
    [
        *itertools.product(WAYS, [loops, sleeps, prints]),
        *((w, swallows) for w in WAYS[1:]),
    ],
)
def test_code_that_does_not_end_is_stopped(way, job):
    threads = threading.active_count()
    start = time.monotonic()
    ended, result = way(job, 0.1)
    assert (ended, result) == ("time", None)
    # Code that catches everything is stopped by chance, between two catches: mostly within a second.
    assert time.monotonic() - start < (60 if job is swallows else 3)
    assert way(lambda: 5, 1) == ("done", 5)
    assert threading.active_count() == threads


@pytest.mark.parametrize("way", WAYS)
def test_an_exception_passes_through_at_once(way):
    entry = entries_of("examples")["2.2"]
    start = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "limited", way)
        assert "ZeroDivisionError" in repr(examine(entry, lambda a, b: 1 / 0))
    assert time.monotonic() - start < 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such clock")
def test_a_clock_that_runs_already_runs_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *args: rung.append(time.monotonic()))
    try:
        start = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        assert running.limited(loops, 0.1) == ("time", None)
        assert not rung
        while not rung and time.monotonic() < start + 2:
            time.sleep(0.01)
        assert 0.3 < rung[0] - start < 0.8
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_message_of_an_endless_loop(check, monkeypatch):
    entry = dataclasses.replace(entries_of("examples")["2.3"], seconds=0.2)
    text = repr(examine(entry, lambda y, t: loops()))
    assert "stopped after 0.2 s." in text
    assert "your_function([1., 2.], [1., 4.])" in text

    class Slow:
        def __array__(self, dtype=None, copy=None):
            loops()

    assert "stopped after" in repr(examine(entry, lambda y, t: Slow()))
    gate = dataclasses.replace(entries_of("examples")["2.1"], seconds=0.2)
    assert "stopped after" in repr(examine(gate, Slow()))


def test_code_that_cannot_be_stopped_is_said_to_run_on(monkeypatch):
    wait = threading.Event()
    monkeypatch.setattr(running, "limited", running.limited_by_thread)
    entry = dataclasses.replace(entries_of("examples")["2.3"], seconds=0.1)
    text = repr(examine(entry, lambda y, t: wait.wait(4)))
    wait.set()
    assert "Kernel, then Restart" in text


# --- in a real kernel --------------------------------------------------------------------------------


def test_in_a_real_kernel(tmp_path):
    """In a process of its own, because the kernel's client leaves an event loop behind."""
    command = [sys.executable, "-W", "ignore", __file__, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr


def session_in_a_kernel(folder):
    """Loops are stopped, an interrupt is heard, lines are named, and the kernel lives on."""
    from jupyter_client.manager import start_new_kernel

    tests = str(Path(__file__).parent)
    manager, client = start_new_kernel(kernel_name="python3", cwd=folder)

    def run(code, meanwhile=None):
        outputs = []

        def hook(message):
            content = message["content"]
            if message["msg_type"] == "error":
                outputs.append("\n".join(content["traceback"]))
            elif "data" in content or "text" in content:
                outputs.append(content.get("text") or content["data"]["text/plain"])

        timer = threading.Timer(0.4, meanwhile) if meanwhile else None
        if timer:
            timer.start()
        reply = client.execute_interactive(code, output_hook=hook, timeout=60)
        if timer:
            timer.join()
        assert reply["content"]["status"] == "ok", outputs
        return "\n".join(outputs)

    try:
        run(
            f"import sys; sys.path.insert(0, {tests!r})\n"
            "import answercheck, exercise_examples\n"
            "checker = answercheck.Checker(exercise_examples.EXERCISES)\n"
            "check, progress = checker.check, checker.progress"
        )
        assert run('check("2.1", ...)').startswith("○ Exercise 2.1: not solved yet.")
        assert run('check("2.1", "OR")').startswith("✓ Exercise 2.1: right.")
        text = run('def f(a, b):\n    c = a\n    return c / 0\n\ncheck("2.2", f)')
        assert "in line 3 of its cell: return c / 0" in text
        loop = 'def f(f, x, lr, steps):\n    while True:\n        pass\n\ncheck("2.6", f)'
        assert "stopped after 1 s." in run(loop)
        assert "you interrupted it" in run(loop, manager.interrupt_kernel)
        assert "1 of 6 solved" in run("progress(2)")
        text = run(loop.replace("pass", "print('on and on')"))
        assert "stopped after 1 s." in text
        assert len(text) < 4000
        assert run("print(1 + 1)") == "2\n"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    session_in_a_kernel(sys.argv[1])
