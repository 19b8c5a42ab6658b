"""When pictures are drawn: after single moves, bursts, moves in other threads, and during Play."""

import asyncio
import threading

import matplotlib.pyplot as plt
import numpy as np
from live_examples import ALT, wave
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


def test_a_pending_move_is_drawn_with_the_next_step_and_not_after_close():
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
