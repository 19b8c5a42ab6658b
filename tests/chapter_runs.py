"""Run a chapter's code cells in one namespace, without a kernel, and catch its live figures."""

import ast
import functools
import json
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell

from helpers import live as live_module

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def chapter_path(number):
    (path,) = NOTEBOOKS.glob(f"{number:02d}_*.ipynb")
    return path


@functools.cache
def chapter_run(number):
    """Run chapter `number` from top to bottom, once a session.

    Returns an object with `namespace` (what the cells defined) and `live` (cell id -> the
    LiveFigure that the cell showed). Displays go nowhere; a warning is an error.
    """
    InteractiveShell.instance()  # some cells use `display`
    namespace, figures = {"__name__": "__main__"}, {}
    current = []
    made = live_module.LiveFigure.__init__

    def catch(self, *args, **kwargs):
        made(self, *args, **kwargs)
        figures[current[-1]] = self

    live_module.LiveFigure.__init__ = catch
    try:
        with plt.rc_context(), open_quietly():
            for cell in json.loads(chapter_path(number).read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    current.append(cell["id"])
                    tree = ast.parse("".join(cell["source"]))
                    exec(compile(tree, f"<{cell['id']}>", "exec"), namespace)
    finally:
        live_module.LiveFigure.__init__ = made
    return SimpleNamespace(namespace=namespace, live=figures)


class open_quietly:
    """Send prints and displays nowhere; turn warnings into errors."""

    def __enter__(self):
        import io

        self.out, sys.stdout = sys.stdout, io.StringIO()
        self.filters = warnings.catch_warnings()
        self.filters.__enter__()
        warnings.simplefilter("error")

    def __exit__(self, *error):
        sys.stdout = self.out
        self.filters.__exit__(*error)
