"""Exercises that answer back: say what is wrong with an answer, by running known mistakes."""

from answercheck.checker import Checker
from answercheck.exercise import EntryError, Exercise, Mistake, Raises, WrongKind

__all__ = ["Checker", "EntryError", "Exercise", "Mistake", "Raises", "WrongKind"]
