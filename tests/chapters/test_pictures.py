"""Every stored picture, stills of live figures too, looks like what its cell draws now."""

import base64
import io
import re

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from chapter_runs import CHAPTERS, cells, chapter_run
from PIL import Image, ImageFilter

from helpers.figures.show import figure_png

LOCK = CHAPTERS[1].parents[1] / "requirements.txt"
STORED_WITH = re.search(r"^matplotlib==(\d+\.\d+)", LOCK.read_text(encoding="utf-8"), re.M)[1]


def difference(stored, drawn, exact=True):
    """What differs between two PNGs, or "" if they look the same.

    Text may be smoothed in another way and edges may move by one of the stored pixels, of which
    there are two in a pixel of the page. A colour, a word or a line that has changed is a
    difference. With exact=False only the size and the mean colour count.
    """
    if stored == drawn:
        return ""
    a, b = (Image.open(io.BytesIO(png)).convert("RGB") for png in (stored, drawn))
    if np.abs(np.subtract(a.size, b.size)).max() > (0 if exact else 2):
        return f"size {b.size} instead of {a.size}"
    shift = np.abs(np.mean(a, axis=(0, 1)) - np.mean(b, axis=(0, 1))).max()
    if shift > (0.5 if exact else 3):
        return f"the mean colour differs by {shift:.1f} levels"
    if exact and (apart := np.maximum(outside(a, b), outside(b, a)) > 48).sum() > 5:
        y, x = np.argwhere(apart).min(axis=0)
        return f"{apart.sum()} pixels differ, from x={x}, y={y} on"
    return ""


def outside(a, b):
    """How far each pixel of a is from the colours of b in the 3 x 3 pixels around it."""
    low, high = (
        np.asarray(b.filter(f(3)), int) for f in (ImageFilter.MinFilter, ImageFilter.MaxFilter)
    )
    return np.maximum(low - a, a - high).max(axis=2)


@pytest.mark.parametrize("number", CHAPTERS)
def test_stored_pictures_are_what_the_cells_draw(number):
    drawn = chapter_run(number).pictures
    for cell in cells(number):
        outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
        stored = [base64.b64decode(d["image/png"]) for d in outputs if "image/png" in d]
        # Other versions of matplotlib set type differently. Long training, in tagged cells, ends
        # elsewhere on another processor.
        exact = matplotlib.__version__.startswith(f"{STORED_WITH}.")
        exact &= "nbval-ignore-output" not in cell["metadata"].get("tags", [])
        if stored:
            for old, new in zip(stored, drawn[cell["id"]], strict=True):
                assert not (text := difference(old, new, exact)), f"{cell['id']}: {text}"


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
