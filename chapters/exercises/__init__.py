"""The exercises of the course: `check` an answer, and see the `progress` of a chapter.

An exercise is one entry in `chapterN.py` and three cells of the notebook. What is solved is
remembered in this session alone; nothing is written anywhere.
"""

from answercheck import Checker

from chapters.exercises import (
    chapter1,
    chapter2,
    chapter3,
    chapter4,
    chapter5,
    chapter6,
    chapter7,
    chapter8,
)

CHAPTERS = [chapter1, chapter2, chapter3, chapter4, chapter5, chapter6, chapter7, chapter8]
CHECKER = Checker(exercise for chapter in CHAPTERS for exercise in chapter.EXERCISES)

check, progress = CHECKER.check, CHECKER.progress
