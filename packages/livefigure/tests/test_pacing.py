"""When pictures are drawn: after single moves, bursts, moves in other threads, and during Play."""

import asyncio
import os
import signal
import threading
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from live_examples import ALT, Page, wave
from livefigure import LiveFigure, pacing
from livefigure.redraw import draw_fully


async def until(condition):
    """Wait for it, ten seconds at most."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


def playing():
    fig, ax = plt.subplots(figsize=(2, 2))
    (line,) = ax.plot([], [])
    steps = []

    def restart(lr):
        steps.clear()

    def step(lr, speed):
        steps.append(lr * speed)
        if len(steps) == 30:
            raise ValueError("enough")

    def draw():
        line.set_data(range(len(steps)), steps)

    controls = {"lr": (0.1, 0.5, 1), "speed": (1, 2, 5)}
    return LiveFigure(fig, draw, alt=ALT, play=step, restart=restart, fps=100, **controls), steps


def test_play_waits_for_the_page_and_pauses():
    async def main():
        figure, steps = playing()
        assert steps == [], "headless, it stays at its first picture"
        figure.toggle()
        await until(lambda: len(steps) == 2)
        await asyncio.sleep(0.1)
        assert len(steps) == 2, "one picture on its way, one ready: the page has shown neither"
        for shown in range(3, 8):
            figure._on_message(None, {"seen": figure.picture.number}, [])
            await until(lambda shown=shown: len(steps) >= shown)
        figure.toggle()
        reached = len(steps)
        figure._on_message(None, {"seen": figure.picture.number}, [])
        await asyncio.sleep(0.05)
        assert len(steps) == reached
        assert figure._panel.buttons["Play"].description == "Play"
        figure.step()
        assert len(steps) == reached + 1
        figure.controls["speed"].value = 4  # restart does not ask for it
        assert len(steps) == reached + 1
        figure.controls["lr"].value = 0.2
        await until(lambda: steps == [])

    asyncio.run(main())


def test_a_burst_of_moves_gets_one_picture(monkeypatch):
    async def main():
        figure, _, calls = wave()
        monkeypatch.setattr(pacing, "BURST_GAP_S", -1)
        figure.controls["w"].value = 2  # the first is drawn immediately
        assert calls[1:] == [(2, 0)]
        monkeypatch.setattr(pacing, "BURST_GAP_S", 100)
        for value in (1, 2, 1):
            figure.controls["b"].value = value
            figure.controls["w"].value = value
        assert len(calls) == 2
        await until(lambda: len(calls) == 3)
        assert calls[-1] == (1, 1)
        monkeypatch.setattr(pacing, "BURST_GAP_S", -1)
        figure.controls["b"].value = 2  # after a while a move is drawn immediately again
        assert calls[3:] == [(1, 2)]
        assert np.array_equal(figure.page.pixels, draw_fully(figure.fig))

    asyncio.run(main())


def test_an_endless_burst_gets_pictures_all_the_same(monkeypatch):
    async def main():
        figure, _, calls = wave()
        monkeypatch.setattr(pacing, "BURST_GAP_S", 100)
        monkeypatch.setattr(pacing, "BURST_WAIT_S", 100)
        moves = 0
        while len(calls) < 4:
            figure.controls["w"].value = moves % 50 / 10
            moves += 1
            await asyncio.sleep(0.002)
        assert moves > 3

    asyncio.run(main())


def test_a_pending_move_is_drawn_with_the_next_step_and_not_after_close(monkeypatch):
    monkeypatch.setattr(pacing, "BURST_GAP_S", 100)

    async def main():
        figure, steps = playing()
        figure.step()
        figure.controls["lr"].value = 0.2  # restart asks for it
        figure.step()
        assert steps == [0.4]
        await asyncio.sleep(0.1)
        assert steps == [0.4]
        figure.step()
        figure.controls["lr"].value = 0.3
        figure.close()
        await asyncio.sleep(0.1)
        assert len(steps) == 2

    asyncio.run(main())


def test_play_ends_with_an_error_and_with_close():
    async def main():
        figure, steps = playing()
        figure.toggle()
        figure._on_message(None, {"seen": 10**9}, [])
        await until(lambda: not figure.playing)
        assert len(steps) == 30
        assert "enough" in figure.message.value
        figure.reset()
        figure.toggle()
        tasks = asyncio.all_tasks()
        figure.close()
        await until(lambda: asyncio.all_tasks() < tasks)
        assert not steps

    asyncio.run(main())


def test_play_ends_after_its_last_step():
    async def main():
        fig, ax = plt.subplots(figsize=(2, 2))
        (line,) = ax.plot([], [])
        steps = []

        def step(lr):
            steps.append(lr)
            return len(steps) < 3

        def draw():
            line.set_data(range(len(steps)), steps)

        figure = LiveFigure(fig, draw, alt=ALT, play=step, fps=100, lr=(0.1, 0.5, 1))
        figure.toggle()
        figure._on_message(None, {"seen": 10**9}, [])
        await until(lambda: not figure.playing)
        assert len(steps) == 3
        assert figure._panel.buttons["Play"].description == "Play"
        assert list(line.get_xdata()) == [0, 1, 2]

    asyncio.run(main())


def test_a_slider_moved_in_another_thread_is_answered_in_ours():
    """JupyterLab handles widgets beside the cells; many moves in a busy moment get one picture."""

    async def main():
        figure, _, calls = wave()

        def move():
            for i in range(20):
                figure.controls["w"].value = i / 10

        thread = threading.Thread(target=move)
        thread.start()
        thread.join()  # our thread is busy meanwhile
        assert len(calls) == 1
        await until(lambda: len(calls) > 1)
        await asyncio.sleep(0.1)
        assert calls[1:] == [(1.9, 0)]

    asyncio.run(main())


def test_a_page_that_shows_nothing_costs_nothing(monkeypatch):
    """As a closed one: Play waits without looking again and again."""

    async def main():
        figure, steps = playing()
        figure.toggle()
        await until(lambda: len(steps) == 2)
        await asyncio.sleep(0.2)
        wakings = []
        monkeypatch.setattr(figure._player, "_sent", lambda: wakings.append(1) or 3)
        await asyncio.sleep(0.2)
        assert not wakings
        figure._on_message(None, {"seen": 2}, [])
        await until(lambda: wakings)

    asyncio.run(main())


@pytest.fixture
def _interrupts_ignored():
    """As in Jupyter between two messages."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts_ignored")
def test_an_interrupt_stops_every_play():
    """Between two steps, when no code of the user's is running."""

    async def main():
        figures = [
            LiveFigure(
                plt.figure(figsize=(1, 1)), lambda: None, play=lambda: None, fps=100, alt=ALT
            )
            for _ in range(2)
        ]
        for figure in figures:
            figure.toggle()
            figure._on_message(None, {"seen": 10**9}, [])
        await until(lambda: all(figure.picture.number > 2 for figure in figures))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as Jupyter does after each message
        await until(lambda: all(figure.picture.number > 5 for figure in figures))
        os.kill(os.getpid(), signal.SIGINT)
        await until(lambda: not any(figure.playing for figure in figures))
        assert figures[0]._panel.buttons["Play"].description == "Play"

    asyncio.run(main())


@pytest.mark.usefixtures("_interrupts_ignored")
def test_an_interrupt_while_a_picture_is_sent_stops_play():
    async def main():
        figure = LiveFigure(
            plt.figure(figsize=(1, 1)), lambda: None, play=lambda: None, fps=100, alt=ALT
        )
        figure.picture.show = lambda pixels: os.kill(os.getpid(), signal.SIGINT)
        figure.toggle()
        figure._on_message(None, {"seen": 10**9}, [])
        await until(lambda: not figure.playing)

    asyncio.run(main())


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_what_ends_a_program_ends_only_the_step(error):
    async def main():
        fig, _ = plt.subplots()

        def step():
            raise error

        figure = LiveFigure(fig, lambda: None, alt=ALT, play=step)
        figure.toggle()
        await until(lambda: not figure.playing)
        assert "line 2 of step: raise error" in figure.message.value
        assert figure.refresh()

    asyncio.run(main())


class Clock:
    """Time that passes only in `wait`, which runs the calls that are due."""

    def __init__(self, monkeypatch):
        self.now, self.due = 0.0, []
        monkeypatch.setattr(pacing.time, "monotonic", lambda: self.now)

    def run_later(self, delay, function):
        timer = SimpleNamespace(at=self.now + delay, function=function)
        timer.cancel = lambda: self.due.remove(timer)
        self.due.append(timer)
        return timer

    def wait(self, seconds):
        self.now += seconds
        for timer in [timer for timer in self.due if timer.at <= self.now + 1e-9]:
            self.due.remove(timer)
            timer.function()


def test_a_comparison_waits_for_rest_and_longer_while_it_finds_nothing(monkeypatch):
    clock, found = Clock(monkeypatch), []
    comparisons = pacing.Comparisons(clock, lambda: found.append(clock.now))
    for _ in range(10):  # taps that follow each other
        comparisons.picture_sent(playing=False)
        clock.wait(0.05)
    assert not found
    waits = []
    for _ in range(7):
        comparisons.picture_sent(playing=False)
        start = clock.now
        while not found:
            clock.wait(0.01)
        waits.append(round(found.pop() - start, 2))
    assert waits == [0.06, 0.12, 0.24, 0.48, 0.96, 1.0, 1.0]


def test_a_comparison_that_takes_long_waits_longer(monkeypatch):
    clock, runs = Clock(monkeypatch), []

    def compare():
        clock.now += 0.5
        runs.append(clock.now)
        return True

    comparisons = pacing.Comparisons(clock, compare)
    comparisons.picture_sent(playing=False)
    clock.wait(0.06)
    assert len(runs) == 1
    comparisons.picture_sent(playing=False)
    clock.wait(1.9)
    assert len(runs) == 1
    clock.wait(0.1)
    assert len(runs) == 2


def test_play_is_compared_now_and_then(monkeypatch):
    clock, runs = Clock(monkeypatch), []

    def compare():
        runs.append(1)
        clock.now += 0.2

    comparisons = pacing.Comparisons(clock, compare)
    for _ in range(1000):
        comparisons.picture_sent(playing=True)
        clock.wait(0.02)
    assert 0.2 * len(runs) / clock.now == pytest.approx(0.1, abs=0.01)


def test_a_wrong_picture_during_play_is_replaced():
    async def main():
        fig, ax = plt.subplots(figsize=(2, 2))
        arrows = ax.quiver([0, 1], [0, 1], [1, 0], [0, 1], scale=5)

        def step():
            arrows.scale += 1  # which leaves no mark

        figure = LiveFigure(fig, lambda: None, alt=ALT, play=step, fps=100)
        page = Page(figure)
        figure.toggle()
        figure._on_message(None, {"seen": 10**9}, [])
        await until(lambda: not figure.fast)
        figure.toggle()
        assert np.array_equal(page.pixels, draw_fully(fig))

    asyncio.run(main())
