"""Run a chapter's code cells in one namespace, without a kernel, and catch its live figures."""

import functools
import io
import json
import re
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell
from livefigure import OPEN

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def chapter_path(number):
    (path,) = NOTEBOOKS.glob(f"{number:02d}_*.ipynb")
    return path


def chapter_run(number):
    """Run chapter `number` from top to bottom, once a session, each cell twice in a row.

    (Cells that take long or measure a time, which are tagged for nbval, are run once.)

    Returns an object with `namespace` (what the cells defined) and `live` (cell id -> the
    LiveFigure that the cell showed). Displays go nowhere; a warning is an error.
    """
    run, error = _run(number)
    if error:
        raise error
    return run


@functools.cache
def _run(number):
    namespace, figures = {"__name__": "__main__"}, {}
    try:
        with plt.rc_context(), open_quietly():
            for cell, source, tags in code_cells(number):
                for _ in range(1 if tags else 2):
                    before = list(OPEN)
                    exec(compile(source, f"<{cell}>", "exec"), namespace)
                    for figure in OPEN:
                        if figure not in before:
                            figures[cell] = figure
    except Exception as error:
        return None, error
    return SimpleNamespace(namespace=namespace, live=figures), None


def code_cells(number):
    """(id, source, tags) of every code cell of a chapter, in order."""
    cells = json.loads(chapter_path(number).read_text(encoding="utf-8"))["cells"]
    return [
        (cell["id"], "".join(cell["source"]), cell["metadata"].get("tags", []))
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def sections(number):
    """A chapter's set-up cell, its words before the first section, and each section's number, words
    and code."""
    cells = json.loads(chapter_path(number).read_text(encoding="utf-8"))["cells"]
    opening, found, setup = [], [], None
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            if setup is None:
                setup = source
            elif found:
                found[-1][2].append((cell["id"], source))
            continue
        heading = re.match(rf"## ({number}\.\d+) ", source)
        if heading:
            found.append((heading[1], [], []))
        (found[-1][1] if found else opening).append(source)
    return setup, "\n".join(opening), [(n, "\n".join(words), code) for n, words, code in found]


class open_quietly:
    """Send prints and displays nowhere; turn warnings into errors."""

    def __enter__(self):
        InteractiveShell.instance()  # some cells use `display`
        self.out, sys.stdout = sys.stdout, io.StringIO()
        self.filters = warnings.catch_warnings()
        self.filters.__enter__()
        warnings.simplefilter("error")

    def __exit__(self, *error):
        sys.stdout = self.out
        self.filters.__exit__(*error)
