"""Run a reader's code on one case: on copies, within a time limit, and whatever it does.

Everything that may call into the reader's code (its functions, but also `__array__`, `__repr__` or
the text of its exceptions) happens inside the limit; what comes out consists of plain values.
"""

import contextlib
import copy
import ctypes
import io
import linecache
import re
import signal
import threading
import time
import warnings
from dataclasses import dataclass

import numpy as np

from answercheck.exercise import WrongKind
from answercheck.values import plain, unchanged

TICK = 0.05  # seconds between two attempts to stop code that does not end
KEPT = 1000  # characters of what the reader's code prints


class TimeUp(BaseException):
    """Raised inside the reader's code when its time is over."""


@dataclass(frozen=True)
class Failure:
    """An exception in the reader's code.

    text: "ErrorType: message". line, source: the last line of the answer's own cell that was
    running; inside: the function that this line had called. refused: `run` could not use the
    answer, and text is a sentence about it.
    """

    text: str
    line: int = 0
    source: str = ""
    inside: str = ""
    refused: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one call led to. `ended`: "done", "time", "interrupted", or "stuck" if it runs on."""

    value: object = None
    failure: Failure | None = None
    changed: tuple = ()
    ended: str = "done"
    printed: str = ""
    warned: str = ""


def run_cases(exercise, answer, cases, filename=""):
    """The outcome of each case; fewer than cases if the time was over.

    filename: the answer's own cell.
    """
    outcomes, deadline = [], time.monotonic() + exercise.seconds
    for case in cases:
        seconds = max(deadline - time.monotonic(), TICK)
        outcomes.append(run_case(exercise.run, answer, case, seconds, filename))
        if outcomes[-1].ended != "done":
            break
    return outcomes


def run_case(run, answer, case, seconds, filename=""):
    """Run one case on copies of its arguments. filename: the answer's own cell."""
    mine = copy.deepcopy(case)

    def job():
        try:
            with np.errstate(all="warn", under="ignore"):
                value = plain(run(answer, *mine))
            changed = tuple(i for i, x in enumerate(case) if not unchanged(mine[i], x))
            return {"value": value, "changed": changed}
        except TimeUp:
            raise
        except KeyboardInterrupt:
            return {"ended": "interrupted"}
        except BaseException as error:
            return {"failure": format_error(error, filename)}

    printed = CapturedOutput()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        ended, result = limited(job, seconds)
    warned = [str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)]
    found = {"ended": ended, "printed": printed.text(), "warned": warned[0] if warned else ""}
    return Outcome(**found | (result or {}))


def format_error(error, filename):
    """The exception as a Failure."""
    line, source, inside, after = 0, "", "", False
    try:
        kind = type(error).__name__
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename == filename:
                line, inside = trace.tb_lineno, ""
                source = linecache.getline(filename, line).strip()
                after = True
            elif after and not inside and not is_library(trace.tb_frame):
                inside = code.co_name
            trace = trace.tb_next
        text = " ".join(str(error).split())
    except TimeUp:
        raise
    except BaseException:
        text = "its text cannot be shown"
    if type(error) is WrongKind:
        return Failure(text, refused=True)
    return Failure(f"{kind}: {text}" if text else kind, line, source, inside.strip("<>"))


def is_library(frame):
    return str(frame.f_globals.get("__name__")).split(".")[0] == "numpy"


def same_error(mine, theirs, names):
    """Whether two failures have the same text, apart from addresses and the answers' own names."""

    def key(failure, name):
        text = re.sub(r"0x[0-9a-f]+", "", failure.text)
        return re.sub(rf"(\w+\.<locals>\.)?\b{re.escape(name)}\b", "*", text) if name else text

    return key(mine, names[0]) == key(theirs, names[1])


class CapturedOutput(io.TextIOBase):
    """Takes what is printed and keeps its beginning, so that a loop that prints fills no memory."""

    def __init__(self):
        self.kept, self.dropped = "", 0

    def writable(self):
        return True

    def write(self, text):
        room = KEPT - len(self.kept)
        self.kept += text[:room]
        self.dropped += max(len(text) - room, 0)
        return len(text)

    def text(self):
        if self.dropped:
            return f"{self.kept}\n... and {self.dropped} characters more"
        return self.kept.rstrip("\n")


# --- the time limit ---------------------------------------------------------------------------


def limited(job, seconds):
    """Run job() for at most that long. Returns how it ended, and what it returned or None.

    A loop in Python is stopped, and so is a sleep. A single call that stays inside compiled code
    (a sum over an endless iterator) can be stopped by nobody but a restart of the kernel.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return limited_by_alarm(job, seconds)
    return limited_by_thread(job, seconds)


def limited_by_alarm(job, seconds):
    """Linux and macOS, main thread: the clock's signal raises TimeUp where the job is."""
    ticks, inside = 0, False

    def region():
        nonlocal inside
        try:
            inside = True
            return job()
        finally:
            inside = False

    def tick(signum, frame):
        nonlocal ticks
        if not inside:  # the job is over; what is interrupted here is our own code
            return
        ticks += 1
        # Code that catches every exception is left no time between them: a burst of half a second
        # in every second. (In a deep recursion, ticks that come too fast hinder each other.)
        if ticks % 5000 in (10, 4990):
            pause = 1e-4 if ticks % 5000 == 10 else TICK
            signal.setitimer(signal.ITIMER_REAL, pause, pause)
        raise TimeUp

    started = time.monotonic()
    handler_before = signal.signal(signal.SIGALRM, tick)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, TICK)
    try:
        return "done", region()
    except TimeUp:
        return "time", None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler_before is None else handler_before)
        if left:
            rest = max(left - (time.monotonic() - started), 1e-3)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)


def limited_by_thread(job, seconds):
    """Elsewhere: the job runs in a thread of its own, into which TimeUp is thrown."""
    results = []

    def work():
        with contextlib.suppress(TimeUp):
            results.append(("done", job()))

    thread = threading.Thread(target=work, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no threads here: better without a limit than not at all
        return "done", job()
    deadline, ended = time.monotonic() + seconds, "time"
    try:
        while thread.is_alive() and time.monotonic() < deadline:
            thread.join(TICK)
    except KeyboardInterrupt:
        ended = "interrupted"
    for _ in range(40):
        if not thread.is_alive():
            return results[0] if results else (ended, None)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(TimeUp)
        )
        thread.join(TICK)
    return "stuck", None
