"""What an exercise consists of."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

NOTHING = type("Nothing", (), {"__repr__": lambda self: "nothing"})()


class EntryError(Exception):
    """An exercise is faulty: its author's mistake, never the reader's."""


class WrongKind(Exception):
    """Raised by `run` for an answer that it cannot use; the text is a sentence for the reader."""


def call(answer, *inputs):
    """The usual way to get outputs: call the reader's function with the inputs."""
    return answer(*inputs)


@dataclass(frozen=True)
class Raises:
    """Any code whose exception, "ErrorType: message", fits this regular expression."""

    pattern: str


@dataclass(frozen=True)
class Mistake:
    """A mistake that people make.

    wrong: for a coding exercise, code that makes it (what the reader would hand to `check`), or
        Raises(text); for a prediction, the wrong value. An answer that behaves the same in every
        case gets the hint.
    hint: a sentence that names the mistake and does not give the solution away.
    """

    wrong: object
    hint: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Exercise:
    """One exercise: a prediction has an `answer`, a coding exercise a `reference`.

    number, title: as in the notebook's heading, "2.3" and "Build your own NAND".
    praise: one sentence, shown after the tick: what the answer means or leads to.
    hint: one or two sentences for every wrong answer that is no known mistake, errors included.
    answer: the right value of a prediction; `also`: other values that are right.
    reference: right code (a function, or a class with `run`), or a value that `run` puts to work.
    inputs: a function of a random generator that returns the cases, simple ones first. A case is
        a tuple of arguments (anything else counts as one argument). A plain list instead says
        that there are no other inputs, as in a truth table.
    run: turns an answer and a case's arguments into outputs, for classes and other unusual
        answers. It raises WrongKind for an answer that it cannot use.
    call: what the message then says was called, such as "layer.forward(x), then layer.backward(dout)".
    judge: (output, *arguments) -> True, or False or a sentence that says what is wrong; for
        exercises with many right outputs. It is called only with outputs of the same kind and
        number of axes as the reference's. `expected` then says in words what is asked for.
    given: the stub's own code, if it runs (the faulty code of a repair). The same code counts as
        unsolved; other code that behaves the same is said to change nothing.
    without: what the task rules out: names such as "sum", and "for", "if", "not", "@", "+", "==", ...
    requirement: (answer) -> True or a sentence; a last question to an answer that is right in every
        case, such as whether the function is linear.
    mistakes: known mistakes; the first that fits is named.
    tolerance: relative, to the largest expected number; the default lets float32 pass.
    keep_dtype: the outputs must also have the reference's dtype.
    may_change: the answer is meant to change its arguments.
    seconds: the time for all cases together, before the reader's code is stopped.
    """

    number: str
    title: str
    praise: str
    hint: str
    answer: object = NOTHING
    also: list = field(default_factory=list)
    reference: object = NOTHING
    inputs: list | Callable = field(default_factory=list)
    run: Callable = call
    call: str = ""
    judge: Callable | None = None
    expected: str = ""
    given: object = NOTHING
    without: tuple = ()
    requirement: Callable | None = None
    mistakes: list = field(default_factory=list)
    tolerance: float = 1e-5
    keep_dtype: bool = False
    may_change: bool = False
    seconds: float = 5.0

    def __post_init__(self):
        def require(condition, what):
            if not condition:
                raise EntryError(f"exercise {self.number}: {what}")

        require(
            re.fullmatch(r"[1-9][0-9]*\.[1-9][0-9]*", str(self.number)),
            "the number must be like 2.3",
        )
        require(
            self.title and self.praise and self.hint, "title, praise and hint must not be empty"
        )
        if self.is_prediction:
            require(self.reference is NOTHING and not self.judge, "an answer needs no reference")
            require(not self.inputs, "a prediction has no inputs")
        else:
            require(self.reference is not NOTHING, "give an answer or a reference")
            require(self.inputs, "a coding exercise needs inputs")
            require(not self.judge or self.expected, "a judge needs `expected`, in words")
        for mistake in self.mistakes:
            require(
                type(mistake) is Mistake and mistake.hint, "mistakes must be Mistake(wrong, hint)"
            )

    @property
    def is_prediction(self):
        return self.answer is not NOTHING

    @property
    def chapter(self):
        return int(self.number.split(".")[0])
