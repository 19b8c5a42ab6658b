"""How pytest runs the chapters: as nbval does, but with pictures compared and each quick cell twice."""

import base64
import io
import re
import time
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image, ImageFilter
from run_notebooks import without_widgets

LOCK = Path(__file__).resolve().parents[1] / "requirements.txt"
STORED_WITH = re.search(r"^matplotlib==(\d+\.\d+)", LOCK.read_text(encoding="utf-8"), re.M)[1]

# Runs before a chapter's cells: a warning is an error, and so is a connection to the network.
STRICT = """
def strict():
    import socket, warnings
    def refuse(*args, **kwargs):
        raise RuntimeError("a chapter asked for the network")
    socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
    warnings.simplefilter("error")
strict()
del strict
"""


class Chapter(IPyNbFile):
    """A notebook, in nbval's way."""

    def setup(self):
        super().setup()
        self.displays = {}
        message = self.kernel.execute_cell_input(STRICT)
        self.kernel.await_reply(message)
        self.kernel.await_idle(message, 10)

    def collect(self):
        for cell in super().collect():
            parts = {name: getattr(cell, name) for name in ("name", "cell_num", "cell", "options")}
            yield Cell.from_parent(self, **parts)

    def get_kernel_message(self, timeout=None, stream="iopub"):
        """The next message. A display that is updated has the data of its last update."""
        message = super().get_kernel_message(timeout, stream)
        content = message["content"]
        if message["msg_type"] == "display_data":
            content["data"] = nbformat.from_dict(content["data"])  # which nbval keeps, not a copy
            self.displays[content["transient"].get("display_id")] = content["data"]
        elif message["msg_type"] == "update_display_data":
            self.displays[content["transient"]["display_id"]].update(content["data"])
        return message


class Cell(IPyNbCell):
    """A cell of a chapter.

    One that is not tagged and takes less than a second runs twice, as it may in a reader's hands.
    The second time, random numbers may differ.
    """

    def runtest(self):
        start = time.monotonic()
        super().runtest()
        self.compare_pictures()
        self.expect_no_warning()
        if not self.tagged and time.monotonic() - start < 1:
            self.options["check"] = False
            super().runtest()
            self.expect_no_warning()

    def compare_pictures(self):
        stored, drawn = pictures(self.cell.outputs), pictures(self.test_outputs)
        # Other versions of matplotlib set type differently. Long training, in tagged cells, ends
        # elsewhere on another processor.
        exact = matplotlib.__version__.startswith(f"{STORED_WITH}.") and not self.tagged
        for old, new in zip(stored, drawn, strict=True):
            if text := difference(old, new, exact):
                self.raise_cell_error(f"the picture of {self.cell.id} has changed: {text}")

    def expect_no_warning(self):
        for output in self.test_outputs:
            if output.get("name") == "stderr":
                self.raise_cell_error(f"{self.cell.id} warns: {output.text}")

    @property
    def tagged(self):
        return "nbval-ignore-output" in self.cell.metadata.get("tags", [])

    def compare_outputs(self, test, ref, skip_compare=None):
        """Compare outputs as they are stored: without the widgets."""
        return super().compare_outputs(without_widgets(test), ref, skip_compare)


def pictures(outputs):
    """The PNGs among a cell's outputs."""
    shown = [output.get("data", {}).get("image/png") for output in outputs]
    return [base64.b64decode(png) for png in shown if png]


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
