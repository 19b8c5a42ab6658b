"""Accuracy on training and on other images, as it grows while one watches."""

import numpy as np

from helpers.figures.colours import INK, ORANGE, PURPLE


class TwoCurves:
    """The accuracy on training images, solid, and on test images, dashed."""

    def __init__(self, ax, steps, lowest=0.5):
        (self.train,) = ax.plot([], [], "-", color=INK, label="training images")
        (self.test,) = ax.plot([], [], "--", color=PURPLE, label="test images")
        ax.axhline(1, color=INK, lw=0.5)
        ax.set(xlim=(0, steps), ylim=(lowest, 1.01), xlabel="step", ylabel="accuracy")
        ax.legend(loc="lower right")

    def set(self, steps, train, test):
        """steps, train, test: lists of the same length."""
        self.train.set_data(steps, train)
        self.test.set_data(steps, test)


class Scatter:
    """Trials over two numbers on logarithmic axes: the darker, the better; a ring around the best."""

    def __init__(self, ax, x, y, accuracies, limits):
        """limits: the accuracies of the lightest and of the darkest dot."""
        best = int(np.argmax(accuracies))
        self.dots = ax.scatter(
            x, y, c=accuracies, cmap="gray_r", vmin=limits[0], vmax=limits[1], ec=INK, lw=0.6, s=45
        )
        ax.plot(x[best], y[best], "o", ms=13, mfc="none", mec=ORANGE, mew=2)
        ax.set(xscale="log", yscale="log", xlabel="learning rate", ylabel="weight decay")
