"""Hints for functions that run without an error and still do not do what their author wants."""

import inspect

import numpy as np
from matplotlib.artist import Artist

CALLS = 4  # of draw, without a change or with a growing figure, before that is mentioned


class Hints:
    """Watches what the user's functions do to the figure. pixels: the first picture."""

    def __init__(self, fig, functions, pixels):
        self._fig, self._first = fig, pixels.copy()
        self._plays = "play" in functions  # steps may add points, and moves wait for a step
        self._names = {name: space for f in functions.values() for name, space in globals_of(f)}
        self.restart()
        self._size = self._count()

    def restart(self):
        """Count from here: a Reset need not change anything."""
        self._calls = self._growths = 0

    def after_draw(self, pixels):
        """The hints after a call of draw, which has led to this picture."""
        return [*self._lost_names(), *self._no_change(pixels), *self._growth()]

    def _lost_names(self):
        """Global names of artists that are no longer in this figure."""
        for name, space in self._names.items():
            value = space.get(name)
            if isinstance(value, (tuple, list)) and value:  # such as the bars of a bar chart
                value = value[0]
            if not isinstance(value, Artist):
                continue
            if value.figure is None:
                yield (
                    f"{name} is not in the figure any more, so changing it has no effect: it was "
                    "removed, perhaps by clear(). Make it again, or do not clear the axes."
                )
            elif value.figure.figure is not self._fig:
                yield (
                    f"{name} now means part of another figure, which is changed instead of this "
                    f"one. Use another name in one of the two cells, or add {name}={name} to the "
                    "parameters of draw."
                )

    def _no_change(self, pixels):
        """Whether no call has changed the picture so far."""
        if self._first is not None and not self._plays:
            self._calls += 1
            if not np.array_equal(pixels, self._first):
                self._first = None
            elif self._calls >= CALLS:
                yield (
                    "draw has not changed the figure so far. It should change something that the "
                    "figure shows, for example with line.set_ydata(y)."
                )

    def _growth(self):
        """Whether every call adds something to the figure."""
        if not self._plays:
            before, self._size = self._size, self._count()
            self._growths = self._growths + 1 if self._size > before else 0
            if self._growths >= CALLS:
                yield (
                    "draw adds something to the figure at every call. Begin it with ax.clear(), "
                    "or make the line once, before draw, and change it with line.set_data(x, y)."
                )

    def _count(self):
        return sum(1 + len(ax.get_children()) for ax in self._fig.axes)


def globals_of(function):
    """The global names that a function uses, each with the namespace in which it is looked up."""
    function = getattr(inspect.unwrap(function), "__func__", function)
    if inspect.isfunction(function):
        for name in inspect.getclosurevars(function).globals:
            yield name, function.__globals__
