"""Run a reader's code on one case: on copies, within a time limit, and whatever it does.

Everything that may call into the reader's code (its functions, but also `__array__`, `__repr__` or
the text of its exceptions) happens inside the limit; what comes out consists of plain values.
"""

import contextlib
import copy
import ctypes
import inspect
import io
import linecache
import numbers
import signal
import threading
import time
import warnings
from dataclasses import dataclass

import numpy as np

TICK = 0.05  # seconds between two attempts to stop code that does not end
KEPT = 2000  # characters of what the reader's code prints


class TimeUp(BaseException):
    """Raised inside the reader's code when its time is over."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is neither number, text, list nor dict."""

    kind: str
    text: str

    def __repr__(self):
        return self.text


@dataclass(frozen=True)
class Failure:
    """An exception in the reader's code: its type, its text, and the reader's own line."""

    kind: str
    text: str = ""
    function: str = ""
    line: int = 0
    source: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one call led to. `ended`: "done", "time", "interrupted", or "stuck" if it runs on."""

    value: object = None
    failure: Failure | None = None
    changed: tuple = ()
    ended: str = "done"
    printed: str = ""
    warned: str = ""


def run_cases(exercise, answer, cases):
    """The outcome of each case; fewer than cases if the time was over."""
    outcomes = []
    deadline = time.monotonic() + exercise.seconds
    for case in cases:
        outcome = run_case(exercise.run, answer, case, max(deadline - time.monotonic(), TICK))
        outcomes.append(outcome)
        if outcome.ended != "done":
            break
    return outcomes


def run_case(run, answer, case, seconds):
    """Run one case on copies of its arguments."""
    mine = copy.deepcopy(case)

    def job():
        try:
            with np.errstate(all="warn", under="ignore"):
                value = plain(run(answer, *mine))
            return value, None, tuple(i for i, x in enumerate(case) if not unchanged(mine[i], x))
        except TimeUp:
            raise
        except BaseException as error:
            return None, describe(error), ()

    printed = Printed()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        ended, result = limited(job, seconds)
        value, failure, changed = result or (None, None, ())
    if failure is not None and failure.kind == "KeyboardInterrupt":
        ended, failure = "interrupted", None
    warned = str(caught[0].message) if caught else ""
    return Outcome(value, failure, changed, ended, printed.text(), warned)


class Printed(io.TextIOBase):
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


# --- from the reader's values to plain ones ------------------------------------------------------


def plain(value, depth=0):
    """The value as numbers, text, arrays, lists, tuples and dicts; anything else as Opaque.

    Types are asked for with type(), because isinstance() asks the object.
    """
    kind = type(value)
    if value is None or value is ... or value is NotImplemented or kind in (bool, int, float, str):
        return value
    try:
        if depth < 8:
            for base in (list, tuple, range):
                if issubclass(kind, base) and base.__len__(value) <= 10**6:
                    items = [plain(item, depth + 1) for item in base.__iter__(value)]
                    return tuple(items) if base is tuple else items
            if issubclass(kind, dict):
                return {
                    key if type(key) in (str, int) else repr(key): plain(item, depth + 1)
                    for key, item in dict.items(value)
                }
        if issubclass(kind, np.ndarray | np.generic) or hasattr(kind, "__array__"):
            return plain_array(np.array(value), depth)
        if issubclass(kind, numbers.Number):
            return complex(value) if issubclass(kind, complex) else float(value)
        if issubclass(kind, str):
            return str.__str__(value)
    except Exception:
        return opaque(value)
    if inspect.iscoroutine(value):
        value.close()
    return opaque(value)


def plain_array(array, depth):
    if array.dtype.kind in "biufc":
        return array
    if array.dtype.kind == "U" or (array.dtype.kind == "O" and array.ndim):
        return plain(array.tolist(), depth + 1)
    if array.dtype.kind == "O":
        return plain(array.item(), depth + 1)
    return opaque(array)


def opaque(value):
    kind = type(value)
    name = str(kind.__name__)
    if kind in (type, type(opaque), type(len), type("".join)):
        return Opaque(name, f"the {'class' if kind is type else 'function'} {value.__name__}")
    return Opaque(name, f"a value of type {name}")


def unchanged(now, before):
    """Whether an argument is still what it was. Only arrays, numbers, text and containers count."""
    if type(before) is np.ndarray:
        if type(now) is not np.ndarray or now.shape != before.shape or now.dtype != before.dtype:
            return False
        return np.array_equal(now, before, equal_nan=before.dtype.kind in "fc")
    if type(before) in (list, tuple):
        return (
            type(now) is type(before)
            and len(now) == len(before)
            and all(map(unchanged, now, before))
        )
    if type(before) is dict:
        return now.keys() == before.keys() and all(unchanged(now[k], before[k]) for k in before)
    if issubclass(type(before), bool | int | float | str | np.generic):
        return type(now) is type(before) and (now == before or (now != now and before != before))
    return True


def describe(error):
    """The exception in words, with the deepest line that stands in the notebook itself."""
    kind, text, function, line, source = "an exception", "", "", 0, ""
    try:
        kind = str(type(error).__name__)
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if frame.f_globals.get("__name__") == "__main__":
                function, line = frame.f_code.co_name, trace.tb_lineno
                source = linecache.getline(frame.f_code.co_filename, line).strip()
            trace = trace.tb_next
        text = str(error)
    except TimeUp:
        raise
    except BaseException:
        text = text or "its text cannot be shown"
    return Failure(kind, text, function, line, source)
