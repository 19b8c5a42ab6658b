"""Each chapter's code cells, run once in this process, and what they showed and defined."""

import functools
import json
import re
import socket
import warnings
from pathlib import Path
from time import process_time
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from livefigure import OPEN

CHAPTERS = {
    int(path.name[:2]): path
    for path in sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
}


def cells(number):
    """The cells of chapter `number`, as they are stored."""
    return json.loads(CHAPTERS[number].read_text(encoding="utf-8"))["cells"]


def code_cells(number):
    """(id, source, tags) of every code cell of a chapter, in order."""
    return [
        (cell["id"], "".join(cell["source"]), cell["metadata"].get("tags", []))
        for cell in cells(number)
        if cell["cell_type"] == "code"
    ]


def chapter_run(number):
    """Run chapter `number` from top to bottom, once a session, each cell twice in a row.

    Cells that are tagged for nbval or take longer than a second are run once. A warning and a
    connection to the network are errors.

    Returns an object with `namespace` (what the cells defined), `live` (cell id -> the LiveFigure
    that the cell showed) and `pictures` (cell id -> the PNGs that its last run showed).
    """
    run, error = _run(number)
    if error:
        raise error
    return run


@functools.cache
def _run(number):
    run = SimpleNamespace(namespace={"__name__": "__main__"}, live={}, pictures={})
    InteractiveShell.instance()  # `display` needs one
    try:
        with plt.rc_context(), warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
            warnings.simplefilter("error")
            for name in ("connect", "connect_ex"):
                patch.setattr(socket.socket, name, refuse)
            patch.setattr(socket, "getaddrinfo", refuse)
            for cell, source, tags in code_cells(number):
                start = process_time()
                run_cell(run, cell, source)
                if not tags and process_time() - start < 1:
                    run_cell(run, cell, source)
    except Exception as error:
        return None, error
    return run, None


def run_cell(run, cell, source):
    before = list(OPEN)
    with capture_output() as captured:
        exec(compile(source, f"<{cell}>", "exec"), run.namespace)
    for figure in OPEN:
        if figure not in before:
            run.live[cell] = figure
    shown = {}
    for i, output in enumerate(captured.outputs):
        if "image/png" in output.data:  # a display that is updated shows its last picture
            shown[(output.transient or {}).get("display_id", i)] = output.data["image/png"]
    run.pictures[cell] = list(shown.values())


def refuse(*args, **kwargs):
    raise RuntimeError("a chapter asked for the network")


def sections(number):
    """A chapter's set-up cell, its words before the first section, and each section's number, words
    and code."""
    opening, found, setup = [], [], None
    for cell in cells(number):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            if setup is None:
                setup = source
            elif found:
                found[-1][2].append(source)
            continue
        heading = re.match(rf"## ({number}\.\d+) ", source)
        if heading:
            found.append((heading[1], [], []))
        (found[-1][1] if found else opening).append(source)
    return setup, "\n".join(opening), [(n, "\n".join(words), code) for n, words, code in found]
