"""What `check` says to wrong answers that are no known mistakes.

wrong_answers/chapterN.txt lists them: `### 1.2 def my_mean(values):` begins an exercise, and each
answer ends with a line `=> words`, which the hints below it must contain. An answer to a
prediction is an expression, one to a coding exercise the body of its function, or a whole class.
"""

import functools
import itertools
import linecache
import re
from pathlib import Path

import numpy as np
import pytest
from answercheck.judge import evaluate

from chapters.exercises import CHECKER
from helpers.nn import activations, gradients, layers, losses, networks, optimizers

FILES = sorted((Path(__file__).parent / "wrong_answers").glob("chapter*.txt"))
COUNT = itertools.count()


def perceptron(x1, x2, w1, w2, b):
    return 1 if b + w1 * x1 + w2 * x2 > 0 else 0


GATES = {
    "perceptron": perceptron,
    "AND": lambda x1, x2: perceptron(x1, x2, 1, 1, -1.5),
    "NAND": lambda x1, x2: perceptron(x1, x2, -1, -1, 1.5),
    "OR": lambda x1, x2: perceptron(x1, x2, 1, 1, -0.5),
    "XOR": lambda x1, x2: int(x1 != x2),
}


def convolve(x, w):
    K = len(w)
    height, width = x.shape[-2] - K + 1, x.shape[-1] - K + 1
    return sum(w[i, j] * x[..., i : i + height, j : j + width] for i, j in np.ndindex(K, K))


@functools.cache
def chapter_names():
    """What earlier cells of the chapters have defined."""
    names = {"__name__": "__main__", "np": np, "convolve": convolve, **GATES}
    for module in (activations, gradients, layers, losses, networks, optimizers):
        names |= {k: v for k, v in vars(module).items() if not k.startswith("_")}
    return names


def blocks(chapter):
    """(number, header, code, words) of each wrong answer of a chapter's file."""
    (path,) = [f for f in FILES if f.stem == chapter]
    number, header, lines = "", "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            number, _, header = line[4:].partition(" ")
        elif line.startswith("=>"):
            yield number, header, "\n".join(lines), line[2:].strip()
            lines = []
        else:
            lines.append(line)


def say(number, header, code):
    """The message for this wrong answer."""
    if header:
        code = header + "".join(f"\n    {line}" for line in code.split("\n"))
    elif not code.startswith(("class ", "def ")):
        code = f"answer = {code}"
    filename = f"<wrong answer {next(COUNT)}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
    names = dict(chapter_names())
    exec(compile(code, filename, "exec"), names)
    defined = re.findall(r"^(?:def|class) (\w+)", code, re.MULTILINE)
    return evaluate(CHECKER.exercises[number], names[defined[-1] if defined else "answer"])


@pytest.mark.parametrize("chapter", [path.stem for path in FILES])
def test_wrong_answers_get_the_hint_that_fits(chapter):
    for number, header, code, words in blocks(chapter):
        message = say(number, header, code)
        answer = f"{number}:\n{code}\n{message}"
        assert message.status == "wrong", answer
        own = CHECKER.exercises[number].hint
        if words:
            assert words in message.hints[0], answer
        else:
            assert message.hints == [own], answer


def test_every_exercise_has_ten_wrong_answers():
    for chapter in (path.stem for path in FILES):
        numbers = [number for number, *_ in blocks(chapter)]
        for entry in CHECKER.exercises.values():
            if f"chapter{entry.chapter}" == chapter:
                assert numbers.count(entry.number) >= 10, entry.number
