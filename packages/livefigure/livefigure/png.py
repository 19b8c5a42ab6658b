"""Pictures as bytes: what changed between two of them, PNG files, and the still picture."""

import io
import struct
import zlib

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from livefigure.redraw import draw_fully

DENSITY = 2  # stored pixels per shown pixel, so that a high-density screen is sharp
COLOURS = 128  # a figure needs few colours, and a small file loads fast


def diff_image(before, after):
    """What to paint over one picture to get another.

    before, after: uint8, shape (height, width, 4); before may be None.
    Returns the smallest rectangle with all changes, transparent where nothing has changed, and its
    upper left corner [x, y]. Returns the whole picture and [] if painting over is not enough: the
    sizes differ, or a changed pixel is not opaque.
    """
    if before is None or before.shape != after.shape:
        return after, []
    now, then = after.view(np.uint32)[..., 0], before.view(np.uint32)[..., 0]  # one number a pixel
    changed = now != then
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):  # one transparent pixel changes nothing
        return np.zeros((1, 1, 4), np.uint8), [0, 0]
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    if after[part][..., 3].min() < 255:
        return after, []
    pixels = np.where(changed[part], now[part], np.uint32(0))
    return pixels.view(np.uint8).reshape(*pixels.shape, 4), [int(columns[0]), int(rows[0])]


def encode_png(pixels):
    """uint8 (height, width, 4) as a PNG file, compressed for speed more than for size."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # each row begins with its filter: 0, none
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def still_png(redraw, caption):
    """The figure of a Redraw as a small PNG file with a line below it, for pages without a kernel."""
    fig, dpi = redraw.fig, redraw.fig.dpi
    fig.set_dpi(dpi * DENSITY)
    try:
        picture = redraw.draw_fully()
    finally:
        fig.set_dpi(dpi)
    line = Figure(figsize=(fig.get_figwidth(), 0.24), dpi=dpi * DENSITY, facecolor="white")
    line.set_layout_engine("none")
    style = {"fontsize": 8.5, "va": "center", "color": "#555555", "usetex": False}
    line.text(0.01, 0.5, f"▸ {caption}", **style)
    return small_png(np.concatenate([picture, draw_fully(line)[:, : picture.shape[1]]]))


def figure_png(fig):
    """A figure that stays as it is as a small PNG file. The same figure gives the same bytes."""
    dpi = fig.dpi
    fig.set_dpi(dpi * DENSITY)
    try:
        return small_png(draw_fully(fig))
    finally:
        fig.set_dpi(dpi)


def small_png(pixels):
    """uint8 (height, width, 4) as a PNG file of few colours, compressed for size."""
    image = Image.fromarray(pixels).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, format="png", optimize=True)
    return out.getvalue()
