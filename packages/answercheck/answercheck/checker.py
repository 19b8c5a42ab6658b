"""Check answers to a set of exercises, and remember in this session which are solved."""

from IPython.display import display

from answercheck.attempt import where_raised
from answercheck.exercise import EntryError
from answercheck.judge import evaluate
from answercheck.message import Board, Message


class Checker:
    """The exercises of a course. `check` and `progress` are what its notebooks call.

    exercises: Exercise objects, in the order in which `progress` shows them. Raises EntryError if
        two have the same number.
    """

    def __init__(self, exercises):
        self.exercises = {}
        for exercise in exercises:
            if exercise.number in self.exercises:
                raise EntryError(f"exercise {exercise.number} is defined twice")
            self.exercises[exercise.number] = exercise
        self.statuses = {}  # number -> status of the last check, or "right" once it was right

    def check(self, number="", *answer, **named):
        """Say whether the answer to exercise `number` is right, and if not, what is wrong with it.

        number: text such as "2.3". answer: a value for a prediction, otherwise your function or
        class, by its name alone. Never raises; what there is to say appears below the cell.
        """
        display(self.check_message(number, answer, named))

    def progress(self, chapter=None):
        """Show which exercises of a chapter (or of all) are solved in this session."""
        board = {}
        for number, exercise in self.exercises.items():
            if chapter is None or same_number(chapter, exercise.chapter):
                row = number, exercise.title, self.statuses.get(number, "unsolved")
                board.setdefault(exercise.chapter, []).append(row)
        if board:
            display(Board(board))
        else:
            text = f"progress needs a chapter that has exercises: {self.listing()}"
            display(Message("note", "", text))

    def check_message(self, number, answer, named):
        """The Message that `check` shows."""
        number = str.strip(number) if issubclass(type(number), str) else ""
        exercise = self.exercises.get(number)
        if exercise is None:
            text = f"check needs an exercise's number in quotes: {self.listing()}"
            return Message("note", "", text)
        if named or not answer or (len(answer) > 1 and not exercise.is_prediction):
            what = "your answer" if exercise.is_prediction else "the name of your code"
            text = f'after the number comes {what}, as in check("{number}", my_answer)'
            return Message("note", number, text)
        try:
            message = evaluate(exercise, answer[0] if len(answer) == 1 else answer)
        except Exception as error:
            what = str(error) if isinstance(error, EntryError) else where_raised(error)
            text = f"it cannot be checked. This is a fault of the course, not yours: {what}."
            return Message("note", number, text)
        if self.statuses.get(number) != "right":
            self.statuses[number] = message.status
        return message

    def listing(self):
        """Which exercises there are, in one sentence."""
        chapters = {}
        for number, exercise in self.exercises.items():
            chapters.setdefault(exercise.chapter, []).append(number)
        spans = [n[0] if len(n) == 1 else f"{n[0]} to {n[-1]}" for n in chapters.values()]
        quoted = ", ".join(f'"{span}"' for span in spans)
        return f"there are {quoted}." if spans else "there are none."


def same_number(given, chapter):
    return type(given) in (int, str, float) and str(given).strip() == str(chapter)
