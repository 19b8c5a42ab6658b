"""`check` and `progress`, with example exercises of every kind."""

import functools
import itertools
import linecache
import re

import answercheck.checker
import example_exercises as examples
import numpy as np
import pytest
from answercheck import Checker, EntryError, Exercise, Mistake, Raises, WrongKind
from answercheck.exercise import NOTHING
from answercheck.judge import evaluate
from answercheck.values import agree, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

ENTRIES = {entry.number: entry for entry in examples.EXERCISES}
NAMES = itertools.count()


def cell(source, **names):
    """What a cell defines: executed as the notebook's kernel would, so that lines can be read."""
    filename = f"<cell {next(NAMES)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    namespace = {"__name__": "__main__", "np": np, **names}
    exec(compile(source, filename, "exec"), namespace)
    return namespace


def answer_in(source, **names):
    return cell(source, **names)["answer"]


def readable(message):
    """The message's text, after checking that it is short and can be shown anywhere."""
    data = message._repr_mimebundle_()
    text, page = data["text/plain"], data["text/html"]
    assert text.split(" ")[0] in "✓✗○"
    assert 10 < len(text) < 8000
    assert (text + page).encode(), "half characters cannot be sent to the page"
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "Traceback" not in text
    assert "<script" not in page
    for tag in ("div", "details", "pre", "code"):
        assert page.count(f"<{tag}") == page.count(f"</{tag}>")
    return text


@pytest.fixture
def check(monkeypatch):
    """check with the examples, returning the message as text after looking it over."""
    shown = []
    monkeypatch.setattr(answercheck.checker, "display", shown.append)
    checker = Checker(examples.EXERCISES)

    def call(*args, **named):
        shown.clear()
        assert checker.check(*args, **named) is None
        assert len(shown) == 1, "one answer, one message"
        call.page = shown[0].as_html()
        return readable(shown[0])

    call.checker, call.shown = checker, shown
    return call


def exercise(**changes):
    entry = {"number": "1.1", "title": "t", "praise": "p", "hint": "the exercise's own hint"}
    return Exercise(**entry | changes)


# --- stubs, solutions, mistakes -------------------------------------------------------------------


@pytest.mark.parametrize("number", ENTRIES)
def test_stub_solution_and_mistakes(number):
    entry = ENTRIES[number]
    stub = evaluate(entry, answer_in(examples.STUBS[number]))
    assert stub.status == "unsolved", stub
    assert "\n" not in repr(stub)
    assert evaluate(entry, answer_in(examples.SOLUTIONS[number])).status == "right"
    for mistake in entry.mistakes:
        message = evaluate(entry, mistake.wrong)
        assert (message.status, message.hints) == ("wrong", [mistake.hint])


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("answer = None", "12.2"),
        ("answer = ...", "12.2"),
        ("answer = NotImplemented", "12.1"),
        ("answer = (2, ...)", "12.1"),
        ("def answer(x1, x2):\n    '''To be written.'''", "12.2"),
        ("def answer(x1, x2):\n    pass", "12.2"),
        ("def answer(x1, x2):\n    return None", "12.2"),
        ("def answer(x1, x2):\n    raise NotImplementedError", "12.2"),
        ("def answer(x1, x2):\n    s = ...\n    return s > 0", "12.2"),
        ("def answer(x1, x2):\n    return int(x1 + ... > 0)", "12.2"),
        ("def answer(x1, x2):\n    t = np.zeros(1)\n    t += ...\n    return t", "12.2"),
        ("answer = lambda x1, x2: ...", "12.2"),
        ("class answer:\n    pass", "12.5"),
        (
            "class answer:\n    def forward(self, x):\n        ...\n"
            "    def backward(self, dout):\n        return dout",
            "12.5",
        ),
        ("def f(y):\n    ...\n\ndef answer(y, t):\n    return f(y - t)", "12.3"),
    ],
)
def test_unsolved(check, source, number):
    assert check(number, answer_in(source)).startswith(f"○ Exercise {number}: not solved yet.")


def test_what_is_left_is_named(check):
    source = "def answer(y, t):\n    d = y - t\n    squares = ...\n    return np.mean(squares)"
    assert "Replace the ... in `squares = ...`" in check("12.3", answer_in(source))
    assert "<code>squares = ...</code>" in check.page
    source = "def f(y):\n    ...\n\ndef answer(y, t):\n    return f(y - t)"
    assert "f is still empty" in check("12.3", answer_in(source))


@pytest.mark.parametrize(
    "source",
    [
        "def answer(x1, x2):\n    s = ...\n    s = x1\n    return s",
        "def answer(x1, x2):\n    ...\n    return np.array([x1, x2])[..., 0]",
        "def answer(x1, x2):\n    s = x1 + x2",
        "def answer(x1, x2):\n    print(x1)\n    ...",
    ],
)
def test_code_of_the_readers_own_is_never_unsolved(check, source):
    assert check("12.2", answer_in(source)).startswith("✗")


def test_a_gap_that_is_left_does_not_spoil_a_right_answer(check):
    source = "def answer(x1, x2):\n    s = ...\n    s = 1 - x1 * x2\n    return s\n    ..."
    assert check("12.2", answer_in(source)).startswith("✓")


def test_given_code_unchanged_and_changed_without_effect(check):
    given = (
        "def answer(x):\n    # any comment\n    e = np.exp(x - np.max(x))\n    return e / np.sum(e)"
    )
    assert "still does what it did" in check("12.4", answer_in(given))
    text = check("12.4", answer_in(given.replace("np.sum(e)", "np.sum(1 * e)")))
    assert text.startswith("✗")
    assert "Your change makes no difference" in text
    assert ENTRIES["12.4"].hint in text


# --- what check says ------------------------------------------------------------------------------


def test_wrong_says_what_was_called_with_what_and_what_came_back(check):
    text = check("12.2", lambda x1, x2: int(x1 == 0))
    assert "your_function(1, 0)" in text
    assert "Came back: 0" in text
    assert "Expected: 1" in text
    assert "Right for 3 of the 4" in text
    assert text.index("Hint:") < text.index("Called:")


def test_long_values_are_folded(check):
    long = exercise(reference=lambda x: 2 * x, inputs=lambda rng: [np.ones((9, 3))] * 3)
    page = evaluate(long, lambda x: x).as_html()
    assert page.index("Hint:") < page.index("<details>")
    assert "<details><summary>Came back" in page
    check("12.2", lambda x1, x2: int(x1 == 0))
    assert "<details>" not in check.page


INNER = """
def inner(y):
    return y / 0

def answer(y, t):
    return inner(1)
"""


def test_an_exception_shows_the_readers_own_line(check):
    text = check("12.3", answer_in(INNER))
    assert "It raised: ZeroDivisionError: division by zero" in text
    assert "in line 3 of your cell: return y / 0" in text
    assert "Expected" not in text
    assert ENTRIES["12.3"].hint in text

    inner = cell("def inner(y):\n    return y / 0\n")["inner"]
    text = check("12.3", answer_in("\n\ndef answer(y, t):\n    return inner(1)", inner=inner))
    assert "in line 4 of your cell: return inner(1)  (inside inner)" in text

    text = check("12.2", answer_in("def answer(x1, x2):\n    return answer(x1, x2)\n"))
    assert "RecursionError" in text
    assert "in line 2 of your cell: return answer(x1, x2)" in text
    assert "takes 1 positional argument but 2 were given" in check("12.2", lambda x: x)


def test_a_mistake_that_raises_is_recognised_by_its_message():
    entry = exercise(
        reference=lambda x: np.zeros((2, 2)),
        inputs=[1, 2, 3],
        mistakes=[
            Mistake(lambda x: np.zeros(2, 2), "two pairs of brackets"),
            Mistake(Raises("NameError: name 'y'"), "y is unknown"),
        ],
    )

    def other(x):
        raise TypeError("'int' object is not iterable")

    assert evaluate(entry, lambda a: np.zeros(2, 2)).hints == ["two pairs of brackets"]
    assert evaluate(entry, lambda a: y).hints == ["y is unknown"]  # noqa: F821
    hints = evaluate(entry, other).hints
    assert "range(n)" in hints[0]
    assert hints[1] == "the exercise's own hint"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("if x > 0:\n        return x", "one True or False"),
        ("for i in 3:\n        pass", "range(n)"),
        ("return np.zeros(2, 2)", "one tuple"),
        ("return range(2.0)", "one with decimals"),
        ("return np.array([x, x[:2]])", "Parts of different shapes"),
        ("x[0] = x", "One place of an array"),
        ("return x[1 / 2]", "// does not"),
        ("a = [1, 2]\n    return a[0, 1]", "This is a list"),
        ("return x[7]", "0 to n - 1"),
        ("total += 1\n    return total", "`total` is used before"),
        ("return N", "Nothing is called `N` here"),
        ("return x + np.ones(7)", "do not fit"),
        ("return x @ np.ones((7, 7))", "A @ B"),
        ("return x.reshape(7)", "multiply to the same count"),
        ("return [1] - [2]", "An array does"),
        ("return None + 1", "without return gives None"),
        ("return answer(x, x)", "wrong number of arguments"),
        ("return np.mean(x, axes=0)", "no argument called `axes`"),
        ("return np.sum[x]", "round brackets"),
        ("y = x.copy\n    y[0] = 1", "round brackets"),
        ("return x if true else 0", "True, False and None with a capital"),
        ("n = 2\n    return n(x)", "Is a * missing"),
        ("return x.lenght", "Nothing called `lenght`"),
        ("return {}['W1']", "no key 'W1'"),
    ],
)
def test_errors_are_explained(source, words):
    entry = exercise(reference=lambda x: 2 * x, inputs=[np.arange(3.0), np.ones(3), np.zeros(3)])
    message = evaluate(entry, answer_in(f"def answer(x):\n    {source}\n"))
    assert words in message.hints[0], message
    assert message.hints[1] == entry.hint


def test_a_function_without_return_is_named(check):
    text = check("12.3", answer_in("def answer(y, t):\n    m = np.mean((y - t) ** 2)\n"))
    assert "answer has no `return`" in text
    source = "def square(d):\n    d**2\n\ndef answer(y, t):\n    return np.mean(square(y - t))"
    assert "square has no `return`" in check("12.3", answer_in(source))
    source = examples.SOLUTIONS["12.5"].replace("return np.where", "np.where")
    text = check("12.5", answer_in(source))
    assert "backward has no `return`" in text
    source = "def answer(x1, x2):\n    if x1 and x2:\n        return 0\n"
    assert "on every way" in check("12.2", answer_in(source))


def test_names_of_other_cells_are_named(check):
    source = "def answer(y, t):\n    return np.mean((y - target) ** 2)\n"
    text = check("12.3", answer_in(source, target=0.5))
    assert "`target` comes from another cell, where it is 0.5" in text
    assert "another cell" not in check("12.3", answer_in(source.replace("target", "1")))
    right = "def answer(y, t):\n    return np.mean((y - t) ** two)\n"
    assert "another cell's two, which is 2 now" in check("12.3", answer_in(right, two=2))
    known_mistake = "def answer(x1, x2):\n    return int(b + w1 * x1 + w2 * x2 > 0)\n"
    text = check("12.2", answer_in(known_mistake, b=0, w1=-1, w2=-2))
    assert "`b` comes from another cell, where it is 0. `w1` comes" in text
    assert "never fires" in text
    assert "<code>b</code> comes from another cell" in check.page


def test_prints_and_warnings_are_shown(check):
    def talks(y, t):
        print("sum is", y.sum())
        return np.mean((y - t) ** 2)

    assert "printed: sum is 3.0" in check("12.3", talks)

    def shouts(y, t):
        for _ in range(10**4):
            print("again and again")

    assert "characters more" in check("12.3", shouts)


def test_a_right_result_with_a_warning_is_not_praised(check):
    text = check(
        "12.4",
        answer_in("""
def answer(x):
    np.exp(np.array(1000.0))
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
"""),
    )
    assert text.startswith("✗")
    assert "A number on the way grew too large" in text
    assert "NumPy warned: overflow" in text


def test_what_the_task_rules_out():
    entry = exercise(reference=lambda x: sum(x), inputs=[[1], [1, 2], [3]], without=("sum", "for"))
    for body in ("return sum(x)", "for v in x:\n        t = v\n    return sum(x)"):
        message = evaluate(entry, answer_in(f"def answer(x):\n    {body}"))
        assert message.hints == [
            "The results are right. But the task asks for a way without `sum`."
        ]
    assert "without `sum`" in evaluate(entry, sum).hints[0]
    recursive = "def answer(x):\n    return x[0] + answer(x[1:]) if x else 0"
    assert evaluate(entry, answer_in(recursive)).status == "right"


def test_a_last_question_to_an_answer_that_is_right_in_every_case():
    def is_linear(answer):
        return answer(7) == 7 * answer(1) or "This is not linear."

    entry = exercise(reference=lambda x: x, inputs=[-1, 0, 1], requirement=is_linear)
    assert evaluate(entry, lambda x: 1 * x).status == "right"
    assert evaluate(entry, lambda x: x**3).hints == ["This is not linear."]
    assert "ZeroDivisionError" in evaluate(entry, lambda x: x // (x < 2)).hints[0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda y, t: np.sum((y - t) ** 2), "n being the length of y. A sum in place of a mean?"),
        (lambda y, t: np.mean((y - t) ** 2) / len(y), "A mean in place of a sum?"),
        (lambda y, t: np.mean((y - t) ** 2) / 2, "0.5 times what is expected"),
        (lambda y, t: np.mean((y - t) ** 2) + 1, "1 more than expected"),
        (lambda y, t: -np.mean((y - t) ** 2), "sign"),
        (lambda y, t: int(np.mean((y - t) ** 2)), "decimals are lost"),
        (lambda y, t: np.mean((y - t) ** 2)[None], "an array of shape (1,); a single number"),
        (lambda y, t: [np.mean((y - t) ** 2)], "1 value came back, in a list"),
        (lambda y, t: (y - t) ** 2, "a single number is expected"),
        (lambda y, t: np.nan, "nan or inf"),
        (lambda y, t: np.mean(y[5:]), "A slice is empty"),
        (lambda y, t: np.mean(y) / np.float64(0), "divided by 0"),
        (lambda y, t: 7, "The same came back for all inputs: 7"),
        (lambda y, t: str(y), "text"),
        (lambda y, t: y.mean, "brackets"),
        (lambda y, t: map(abs, y), "list(...)"),
        (lambda y, t: print(end=""), "None came back"),
        (lambda y, t: (y.__isub__(t) ** 2).mean(), "argument y was changed"),
    ],
)
def test_what_it_looks_like(check, answer, words):
    text = check("12.3", answer)
    assert text.startswith("✗")
    assert words in text


def test_whole_arrays_that_are_turned_round():
    def entry(reference):
        return exercise(
            reference=reference,
            inputs=lambda rng: [rng.normal(size=(n, 3)) for n in (2, 3, 4)],
        )

    turned = entry(lambda x: 2 * x)
    assert "transposed" in repr(evaluate(turned, lambda x: 2 * x.T))
    assert "opposite order" in repr(evaluate(entry(lambda x: x[0]), lambda x: x[0][::-1]))
    assert "The values are right, but" in repr(evaluate(entry(lambda x: x.ravel()), lambda x: x))
    upside = entry(lambda x: (x > 0).astype(int))
    assert "other way round" in repr(evaluate(upside, lambda x: x <= 0))
    two = entry(lambda x: (x, x.sum(axis=0)))
    assert "value 2: the sign is the wrong way" in repr(evaluate(two, lambda x: (x, -x.sum(0))))
    assert "1 value came back, and 2 are expected" in repr(evaluate(two, lambda x: x.sum()))
    kept = exercise(reference=lambda x: 2 * x, inputs=turned.inputs, keep_dtype=True)
    assert "The dtype is float32" in repr(evaluate(kept, lambda x: (2 * x).astype("f4")))

    def one_off(x):
        x = 2 * x
        x[1, 2] = 7
        return x

    big = exercise(reference=lambda x: 2 * x, inputs=lambda rng: [rng.normal(size=(9, 9))] * 3)
    assert "They differ first at [1, 2]: 7" in repr(evaluate(big, one_off))


def test_values_that_differ_late_are_shown_with_enough_digits(check):
    text = check("12.3", lambda y, t: np.mean((y - t) ** 2) * 1.00003)
    got, want = (re.search(rf"{w}: (.*)", text)[1] for w in ("Came back", "Expected"))
    assert got != want


@pytest.mark.parametrize(
    ("answer", "right", "words"),
    [
        ("1.5", 1.5, "A number is expected, without quotes"),
        (1, "AND", "A word in quotes is expected"),
        (len, "AND", "This asks for a word in quotes, and the function len was given"),
        (len, 3, "This asks for a value"),
        ("1, 2", [1, 2], "A list in square brackets is expected, without quotes around it"),
        (1, (1, 2), "Several values in round brackets are expected."),
        (["1", "2"], [1, 2], "A number is expected, without quotes"),
        (("falls", 1.5), (1.5, "falls"), "Value 1: a number is expected"),
        ([1], [1, 2], "the exercise's own hint"),
        ([1, 2, 3], [1, 2], "the exercise's own hint"),
        ([2, 1], [1, 2], "the exercise's own hint"),
    ],
)
def test_a_prediction_of_another_kind(answer, right, words):
    """The kind is named if it is wrong; how many values are expected is not given away."""
    (hint,) = evaluate(exercise(answer=right), answer).hints
    assert words in hint


def test_a_value_instead_of_code(check):
    """Weights may be the answer: `run` puts them to work, or says why it cannot."""

    def run(weights, x1, x2):
        if np.shape(weights) != (3,):
            raise WrongKind("Three numbers are needed.")
        return int(weights[0] * x1 + weights[1] * x2 + weights[2] > 0)

    entry = exercise(
        reference=(-1, -1, 1.5),
        run=run,
        inputs=[(0, 0), (0, 1), (1, 0), (1, 1)],
        mistakes=[Mistake((1, 1, -1.5), "This is AND.")],
    )
    assert evaluate(entry, (-0.5, -0.5, 0.7)).status == "right"
    assert evaluate(entry, np.array([-0.5, -0.5, 0.7])).status == "right"
    assert evaluate(entry, [0.5, 0.5, -0.7]).hints == ["This is AND."]
    refused = evaluate(entry, "abc")
    assert refused.hints[0] == "Three numbers are needed."
    assert "It raised" not in repr(refused)
    assert evaluate(entry, (..., ..., ...)).status == "unsolved"
    assert "without brackets" in check("12.2", examples.nand(0, 1))
    assert "without quotes" in check("12.2", "nand")


def test_randomness_that_is_passed_in_gives_the_same_numbers():
    entry = exercise(
        reference=lambda rng, n: rng.normal(size=n),
        inputs=lambda rng: [(np.random.default_rng(n), n) for n in rng.integers(1, 9, size=4)],
    )
    assert evaluate(entry, lambda rng, n: [rng.normal() for _ in range(n)]).status == "right"


def test_known_mistakes_are_run_once():
    calls = []

    def mistake(x):
        calls.append(x)
        return -x

    entry = exercise(
        reference=abs,
        inputs=[1, 2, -3],
        mistakes=[Mistake(mistake, "h")],
    )
    for _ in range(3):
        evaluate(entry, lambda x: x)
    assert calls == [1], "its first outcome is another one already"
    for _ in range(3):
        assert evaluate(entry, lambda x: -x).hints == ["h"]
    assert calls == [1, 2, -3]


# --- what is asked of check itself ----------------------------------------------------------------


@pytest.mark.parametrize("number", ["9.9", "", "12", "12.", 12.1, None, ..., [], {}, np.ones(2)])
def test_a_number_that_does_not_exist(check, number):
    text = check(number, 1)
    assert "12.1 to 12.6" in text
    assert "\n" not in text


def test_check_called_in_a_wrong_way(check):
    for args, named in [((), {}), (("12.2",), {}), (("12.2", 1, 2), {}), (("12.2",), {"a": 3})]:
        assert "\n" not in check(*args, **named)
    assert check("12.1", "AND", "OR").startswith("✗")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reference": lambda x: x / 0}, "its reference fails: ZeroDivisionError"),
        (
            {"reference": lambda x: x.clear(), "inputs": [[1]]},
            "its reference changes its arguments",
        ),
        ({"inputs": lambda rng: unknown}, "its inputs raise NameError"),  # noqa: F821
        (
            {"judge": lambda out, x: out.shape[7], "expected": "e"},
            "its judge raises AttributeError",
        ),
        ({"judge": lambda out, x: 3, "expected": "e"}, "its judge returns 3"),
    ],
)
def test_a_fault_of_the_course_is_not_the_readers(check, changes, words):
    entry = exercise(**{"reference": abs, "inputs": [1, 2, 3]} | changes)
    with pytest.raises(EntryError, match=words):
        evaluate(entry, lambda x: x)
    check.checker.exercises["1.1"] = entry
    text = check("1.1", lambda x: x)
    assert "a fault of the course, not yours" in text
    assert words in text
    assert "chapters" not in text


@pytest.mark.parametrize("value", [None, "1", 1, [[1.0]], {}, print, [1, "a"], 1j])
def test_a_judge_gets_only_the_kind_that_is_asked_for(value):
    entry = exercise(
        reference=lambda n: list(range(n)),
        judge=lambda out, n: bool(np.sum(out) == n) or f"They add up to {np.sum(out):g}.",
        expected="numbers that add up to n",
        inputs=[3, 4],
    )
    message = evaluate(entry, lambda n: value)
    assert message.status == "wrong"
    assert "They add up" not in repr(message)
    assert "They add up to 3" in repr(evaluate(entry, lambda n: [3]))


@pytest.mark.parametrize(
    "change",
    [
        {"number": "2"},
        {"number": "2.01"},
        {"title": ""},
        {"praise": ""},
        {"hint": ""},
        {"inputs": []},
        {"answer": 3},
        {"reference": NOTHING},
        {"judge": lambda out: True},
        {"mistakes": [lambda x: x]},
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(change):
    right = {"reference": abs, "inputs": [1, 2, 3]}
    assert exercise(**right)
    with pytest.raises(EntryError):
        exercise(**right | change)


def test_two_exercises_with_one_number_are_refused():
    with pytest.raises(EntryError, match=r"12\.1 is defined twice"):
        Checker([ENTRIES["12.1"], ENTRIES["12.1"]])


def test_progress(check):
    check("12.1", "OR")
    check("12.1", "AND")
    check("12.2", lambda x1, x2: 1)
    check("12.3", ...)
    shown, progress = check.shown, check.checker.progress
    shown.clear()
    progress(12)
    lines = repr(shown[0]).split("\n")
    assert lines[0] == "Chapter 12: 1 of 6 solved in this session"
    assert [line.split()[0] for line in lines[1:]] == ["✓", "✗", "○", "○", "○", "○"]
    for odd in (9, "x", ..., [], np.array([1, 2]), 2.5):
        progress(odd)
        assert "12.1 to 12.6" in repr(shown[-1])
    progress()
    progress("12")
    assert repr(shown[-1]) == repr(shown[-2]) == repr(shown[0])


def test_nothing_is_written(check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check("12.1", "OR")
    check("12.3", lambda y, t: 1)
    assert not list(tmp_path.iterdir())


# --- unusual answers ------------------------------------------------------------------------------

ODD = [
    10**400,
    "<script>alert(1)</script>",
    "\x1b[31mred\x00",
    "long " * 10**4,
    np.array(["a", "b"]),
    np.array([{}, None], dtype=object),
    np.zeros((0, 3)),
    {1: 2, "a": object()},
    range(10**12),
    np,
    int,
    functools.partial(min, 1),
    Exception("an error as an answer"),
]


@pytest.mark.parametrize("number", ENTRIES)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_unusual_values_get_one_readable_message(check, number, odd):
    assert not check(number, odd).startswith("✓")
    assert not check(number, lambda *args: odd).startswith("✓")


@pytest.mark.parametrize("error", [SystemExit(3), MemoryError("x" * 10**5), StopIteration()])
def test_unusual_errors_get_one_readable_message(check, error):
    def raises(*args):
        raise error

    assert type(error).__name__ in check("12.2", raises)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | hnp.arrays(
        hnp.scalar_dtypes(), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(value=values, number=st.sampled_from(list(ENTRIES)))
def test_any_value_gets_one_readable_message(value, number):
    entry = ENTRIES[number]
    readable(evaluate(entry, value))
    message = evaluate(entry, lambda *args: value)
    readable(message)
    assert message.status == "wrong"


@settings(max_examples=60, deadline=None)
@given(
    x=hnp.arrays(float, hnp.array_shapes(max_dims=3), elements=st.floats(-1e6, 1e6, width=32)),
    place=st.integers(0, 10**6),
)
def test_one_wrong_number_is_enough(x, place):
    y = x.copy()
    y.flat[place % y.size] += 1e-3 * (np.abs(x).max() or 1)
    assert agree(plain(x.tolist()), x, 1e-5)
    assert agree(x.astype(np.float32), x, 1e-5)
    assert not agree(y, x, 1e-5)
    assert not agree(x[None], x, 1e-5)
