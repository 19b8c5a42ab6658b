"""Pictures of training: curves that grow while the network learns, and weights as images."""

import io

import numpy as np
from IPython.display import display
from livefigure import on_interrupt
from livefigure.png import figure_png
from matplotlib.figure import Figure

from helpers.figures.colours import DIVERGING, GREEN, GREY, INK, PURPLE
from helpers.figures.pixels import tile_images
from helpers.figures.show import DescribedImage

SHADES = 31  # of the colours of a weight image; odd, so that zero is white


class Curves:
    """A loop over training steps with a progress bar, a loss curve and accuracy curves.

        curves = Curves(steps=10_000)
        for step in curves:
            curves.add(loss=...)                  # in every step
            if curves.due:                        # before each new drawing, 20 times in all
                curves.add(train=..., test=...)   # from 0 to 1

    One picture below the cell is redrawn at most `draws` times and stays there at the end.
    An interrupt (the stop button, Ctrl-C) does not break into a step: the step is finished, the
    loop ends normally, and a line says how far it got. A second interrupt before that raises
    KeyboardInterrupt as usual. After the loop, `losses` is a list of one loss per step, `train` and
    `test` are lists of (steps done, accuracy), `done` is the number of steps, and `interrupted`
    says whether it was stopped.
    """

    def __init__(self, steps, draws=20):
        if steps < 1:
            raise ValueError(f"steps must be at least 1, but it is {steps}")
        self.steps, self.every = steps, -(-steps // draws)
        self.losses, self.train, self.test = [], [], []
        self.done, self.due, self.interrupted = 0, False, False
        self.figure = Figure(figsize=(7.2, 3.3))
        self._lay_out()

    def __iter__(self):
        handle = display(self._picture(), display_id=True)
        with on_interrupt(self._on_interrupt):
            for step in range(self.steps):
                self.due = (step + 1) % self.every == 0 or step + 1 == self.steps
                yield step
                self.done = step + 1
                if self.interrupted:
                    break
                if self.due and self.done < self.steps:
                    self._show(handle)
        self._show(handle, last=True)
        if self.interrupted:
            print(
                f"Stopped after {self.done:,} of {self.steps:,} steps. "
                "The network keeps what it has learned."
            )

    def _on_interrupt(self, signum, frame):
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True

    def add(self, *, loss=None, train=None, test=None):
        """Record this step's loss, or the accuracies on training and test data, from 0 to 1."""
        if loss is not None:
            self.losses.append(float(loss))
        if train is not None:
            self.train.append((self.done + 1, float(train)))
        if test is not None:
            self.test.append((self.done + 1, float(test)))

    def alt(self):
        """The picture in words."""
        words = f"Progress bar at step {self.done:,} of {self.steps:,}."
        if self.losses:
            first, last = np.mean(self.losses[:10]), np.mean(self.losses[-self.every :])
            words += f" The loss goes from {first:.2f} to {last:.2f}."
        for name, points in (("training", self.train), ("test", self.test)):
            if points:
                (_, first), (_, last) = points[0], points[-1]
                words += f" The {name} accuracy goes from {first:.3f} to {last:.3f}."
        return words

    def _lay_out(self):
        bar, left, right = self.figure.subplot_mosaic("bb;la", height_ratios=[0.06, 1]).values()
        self.bar = bar.barh([0], [0], color=GREEN, height=1)[0]
        bar.set(xlim=(0, self.steps), ylim=(-0.5, 0.5), xticks=[], yticks=[])
        bar.spines[:].set_visible(True)
        self.title = bar.set_title("")
        (self.raw,) = left.plot([], [], color="#C4C4C4", lw=0.6, label="each step")
        (self.mean,) = left.plot([], [], color=INK, label="mean")
        left.set(xlim=(0, self.steps), ylim=(0, 2.5), xlabel="step", ylabel="loss", title="Loss")
        (self.train_line,) = right.plot(
            [], [], "-o", color=INK, ms=4, clip_on=False, label="training images"
        )
        (self.test_line,) = right.plot(
            [], [], "--s", color=PURPLE, ms=4, clip_on=False, label="test images"
        )
        right.set(xlim=(0, self.steps), xlabel="step", ylabel="accuracy", title="Accuracy")
        right.grid(True)
        left.legend(loc="upper right")
        # Between the curves: below those of a long training, above the test curve of a short one.
        right.legend(loc="lower right", bbox_to_anchor=(1, 0.27)).set_in_layout(False)
        self.left, self.right = left, right

    def _update(self):
        """Show in the figure what has been added so far."""
        self.bar.set_width(self.done)
        self.title.set_text(f"Step {self.done:,} of {self.steps:,}")
        self.raw.set_data(np.arange(1, len(self.losses) + 1), self.losses)
        width = max(1, self.every // 5)
        blocks = len(self.losses) // width
        means = np.reshape(self.losses[: blocks * width], (blocks, width)).mean(axis=1)
        self.mean.set_data((np.arange(blocks) + 0.5) * width, means)
        if self.losses:
            self.left.set_ylim(0, 1.05 * np.nanquantile(self.losses, 0.999) or 1)
        for line, points in ((self.train_line, self.train), (self.test_line, self.test)):
            line.set_data(*zip(*points, strict=True)) if points else line.set_data([], [])
        lowest = min((share for _, share in self.train + self.test), default=0.8)
        self.right.set_ylim(np.floor(lowest * 20 - 1e-9) / 20, 1.005)

    def _picture(self, last=False):
        self._update()
        if last:
            png = figure_png(self.figure)
        else:
            buffer = io.BytesIO()
            self.figure.savefig(buffer, format="png", dpi=self.figure.dpi)
            png = buffer.getvalue()
        return DescribedImage(png, round(self.figure.get_figwidth() * self.figure.dpi), self.alt())

    def _show(self, handle, last=False):
        if handle is not None:  # None where no notebook listens
            handle.update(self._picture(last))


class WeightImages:
    """Each column of a weight matrix as an image: blue where a weight is positive, vermillion where
    negative. `image` is the AxesImage, for a colour bar.
    """

    def __init__(self, ax, W, *, columns=10, shape=(28, 28), limit=None):
        """W: (pixels, units). shape: height and width of an image.

        limit: the weight that gets the full colour, the same for all units; by default the 99.5th
            percentile of their absolute values.
        """
        self.columns, self.shape = columns, shape
        limit = limit or float(np.quantile(np.abs(W), 0.995)) or 1.0
        # A few shades survive the reduction of a picture's colours unchanged.
        shades = DIVERGING.resampled(SHADES)
        self.image = ax.imshow(self._tiles(W), cmap=shades, vmin=-limit, vmax=limit)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.set_facecolor(GREY)

    def set(self, W):
        """Show other weights, of the same shape."""
        self.image.set_data(self._tiles(W))

    def _tiles(self, W):
        images = np.reshape(np.transpose(W), (-1, *self.shape)).astype(float)
        return tile_images(images, self.columns, fill=np.nan)
