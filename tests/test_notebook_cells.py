"""A stored picture is compared with a fresh one so that what a reader would see is noticed."""

import io

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from notebook_cells import difference
from PIL import Image, ImageFilter

from helpers.figures.show import figure_png


def drawing(title="A straight line", colour="#0072b2", moved=0.0):
    fig, ax = plt.subplots(figsize=(4, 3))
    (line,) = ax.plot([0, 1], [0, 1], color=colour)
    line.set_transform(line.get_transform() + matplotlib.transforms.Affine2D().translate(moved, 0))
    ax.set(title=title, xlim=(0, 1), ylim=(0, 1))
    png = figure_png(fig)
    plt.close(fig)
    return png


@pytest.mark.parametrize(
    "change",
    [{"title": "A straight lane"}, {"colour": "#cc00b2"}, {"moved": 4.0}, {"colour": "#009e73"}],
    ids=str,
)
def test_a_changed_picture_is_noticed(change):
    assert difference(drawing(), drawing(**change))


def test_smoothing_and_noise_are_not():
    stored = drawing()
    picture = Image.open(io.BytesIO(stored)).convert("RGB")
    noise = np.random.default_rng(0).integers(-1, 2, np.shape(picture))
    noisy = Image.fromarray(np.clip(picture + noise, 0, 255).astype(np.uint8))
    for changed in (picture.filter(ImageFilter.GaussianBlur(0.4)), noisy):
        buffer = io.BytesIO()
        changed.save(buffer, "png")
        assert not difference(stored, buffer.getvalue())
