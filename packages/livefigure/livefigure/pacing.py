"""When to draw: a single move immediately, a burst of moves once, Play as fast as the page shows."""

import asyncio
import contextlib
import math
import threading
import time

from livefigure.interrupt import on_interrupt

# A move within BURST_GAP_S of the last picture comes from another slider: one slider waits for its
# picture, and the round trip takes longer. More moves may follow, each within BURST_WAIT_S; they
# get one picture together, after BURST_MAX_S at most.
BURST_GAP_S, BURST_WAIT_S, BURST_MAX_S = 0.004, 0.008, 0.03
# How long after a picture it is compared: the wait doubles with each comparison that finds nothing,
# and is REST_TIMES as long as a comparison takes; during Play it is PLAY_TIMES as long.
REST_MIN_S, REST_MAX_S, REST_TIMES, PLAY_TIMES = 0.06, 1.0, 4, 9


class MainThread:
    """The thread that runs the cells, and its event loop. Without a loop everything runs at once.

    JupyterLab handles widgets in another thread, in which nothing of the user's may run.
    """

    def __init__(self):
        self._thread = threading.current_thread()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a notebook
            self._loop = None

    def run(self, function):
        if self._loop is None or threading.current_thread() is self._thread:
            function()
        else:
            self._loop.call_soon_threadsafe(function)

    def run_later(self, delay, function):
        """Run it after `delay` seconds. Returns what `cancel` takes, or None without a loop."""
        return self._loop and self._loop.call_later(delay, function)


class Moves:
    """Draws after moved controls: immediately, except during a burst: then once, after a short wait."""

    def __init__(self, main, draw):
        self._main, self._draw = main, draw
        self._pending = False  # a move has no picture yet
        self._timer = None
        self._drawn_at = -math.inf

    def add(self):
        """A control was moved, in any thread."""
        self._pending = True
        self._main.run(self._schedule)

    @contextlib.contextmanager
    def drawing(self):
        """For the time in which a picture of all moves so far is drawn and sent."""
        self._pending = False
        yield
        self._drawn_at = time.monotonic()

    def cancel(self):
        self._pending = False

    def _schedule(self):
        if not self._pending:  # a picture drawn meanwhile includes this move
            return
        now = time.monotonic()
        if self._timer is None and now - self._drawn_at > BURST_GAP_S:
            self._draw_pending()
            return
        if self._timer is None:
            self._deadline = now + BURST_MAX_S
        else:
            self._timer.cancel()
        delay = min(BURST_WAIT_S, self._deadline - now)
        self._timer = self._main.run_later(delay, self._draw_pending)
        if self._timer is None:
            self._draw_pending()

    def _draw_pending(self):
        self._timer = None
        if self._pending:
            self._draw()


class Comparisons:
    """Calls compare() when the controls have come to rest, and now and then during Play.

    The wait grows while compare() finds nothing, and with the time that it takes, so that it is not
    felt: at most a tenth of Play is spent on it. compare: returns whether it found a difference.
    """

    def __init__(self, main, compare):
        self._main, self._compare = main, compare
        self._timer = None
        self._wait, self._took, self._compared_at = REST_MIN_S, 0, -math.inf

    def picture_sent(self, playing):
        self.cancel()
        if not playing:
            wait = max(self._wait, REST_TIMES * self._took)
            self._timer = self._main.run_later(wait, self._run)
        elif time.monotonic() - self._compared_at > max(REST_MAX_S, PLAY_TIMES * self._took):
            self._timer = self._main.run_later(0, self._run)

    def cancel(self):
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _run(self):
        self._timer = None
        start = time.monotonic()
        found = self._compare()
        self._compared_at = time.monotonic()
        self._took = self._compared_at - start
        self._wait = REST_MIN_S if found else min(2 * self._wait, REST_MAX_S)


class Player:
    """Repeats step(), `fps` times a second at most, while the page shows the pictures.

    step: returns whether to go on. sent: returns the number of the last picture sent.
    on_change: called with True when it starts and False when it ends.
    """

    def __init__(self, main, step, sent, fps, on_change):
        self._main, self._step, self._sent, self._on_change = main, step, sent, on_change
        self._interval = 1 / fps
        self._task = None
        self._acknowledged = 0  # the number of the last picture that the page has shown
        self._news = asyncio.Event()

    @property
    def playing(self):
        return self._task is not None

    def start(self):
        self._acknowledged = self._sent()
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run())
        self._on_change(True)

    def pause(self):
        if self._task:
            self._task.cancel()
            self._task = None
            self._on_change(False)

    def interrupt(self):
        """Pause from a signal handler, which cannot wake the event loop otherwise."""
        self._loop.call_soon_threadsafe(self.pause)

    def acknowledge(self, number):
        """The page has shown the picture of that number. Called in any thread."""
        self._acknowledged = max(self._acknowledged, number)
        self._main.run(self._news.set)

    async def _run(self):
        PLAYING.add(self)
        try:
            await self._play(asyncio.get_running_loop().time)
        finally:
            PLAYING.discard(self)
            if self._task is asyncio.current_task():
                self._task = None
                self._on_change(False)

    async def _play(self, clock):
        due = clock()
        while True:
            # Jupyter sets a handler of its own around every message, so ours is set for each step.
            with on_interrupt(pause_all):
                if not self._step():
                    return
                due = max(due + self._interval, clock() + 0.002)
                await asyncio.sleep(due - clock())
                # One picture may be on its way. While the page shows none (it is closed, or behind
                # another window), this waits here.
                while self._acknowledged < self._sent() - 1:
                    self._news.clear()
                    await self._news.wait()


PLAYING = set()  # the players that are running


def pause_all(signum, frame):
    for player in list(PLAYING):
        player.interrupt()
