"""Code that does not end is stopped; everything else is left as it was."""

import contextlib
import dataclasses
import io
import itertools
import signal
import threading
import time

import example_exercises as examples
import pytest
from answercheck import run
from answercheck.judge import evaluate

ENTRIES = {entry.number: entry for entry in examples.EXERCISES}
WAYS = [run.limited_by_thread]
if hasattr(signal, "setitimer"):
    WAYS.append(run.limited_by_alarm)


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
    [*itertools.product(WAYS, [loops, sleeps, prints]), *((way, swallows) for way in WAYS[1:])],
)
def test_code_that_does_not_end_is_stopped(way, job):
    threads = threading.active_count()
    assert way(job, 0.1) == ("time", None)
    assert way(lambda: 5, 60) == ("done", 5)
    assert threading.active_count() == threads


@pytest.mark.parametrize("way", WAYS)
def test_an_exception_is_not_waited_for(way, monkeypatch):
    """The limit is far longer than any test may take."""
    monkeypatch.setattr(run, "limited", way)
    entry = dataclasses.replace(ENTRIES["12.2"], seconds=10**6)
    assert "ZeroDivisionError" in repr(evaluate(entry, lambda a, b: 1 / 0))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such clock")
def test_a_clock_that_runs_already_runs_on():
    rung = threading.Event()
    before = signal.signal(signal.SIGALRM, lambda *args: rung.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        assert run.limited(loops, 0.1) == ("time", None)
        assert not rung.is_set() or signal.getitimer(signal.ITIMER_REAL)[0] == 0
        assert rung.wait(60)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_message_of_an_endless_loop():
    entry = dataclasses.replace(ENTRIES["12.3"], seconds=0.2)
    text = repr(evaluate(entry, lambda y, t: loops()))
    assert "stopped after 0.2 s." in text
    assert "your_function([1., 2.], [1., 4.])" in text


def test_code_that_cannot_be_stopped_is_said_to_run_on(monkeypatch):
    wait = threading.Event()
    monkeypatch.setattr(run, "limited", run.limited_by_thread)
    entry = dataclasses.replace(ENTRIES["12.3"], seconds=0.1)
    text = repr(evaluate(entry, lambda y, t: wait.wait(60)))
    wait.set()
    assert "Kernel, then Restart" in text


def test_an_interrupt_is_said(monkeypatch):
    def interrupted(y, t):
        raise KeyboardInterrupt

    assert "you interrupted it" in repr(evaluate(ENTRIES["12.3"], interrupted))
