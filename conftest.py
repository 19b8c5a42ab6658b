"""Settings for all tests, and what several of them share: the chapters and their code."""

import json
import os
import re
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is loaded; kernels inherit it

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbCell
from run_notebooks import without_widgets
from xdist.scheduler import LoadScopeScheduling

matplotlib.use("agg")
plt.style.use("helpers.lesson")  # as in every chapter
settings.register_profile("course", deadline=None, max_examples=60)
settings.load_profile("course")

ROOT = Path(__file__).resolve().parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request):
    """Each chapter in turn: its path, and its content as nested dicts and lists."""
    path = request.param
    return path, json.loads(path.read_text(encoding="utf-8"))


def pytest_collection_modifyitems(items):
    """Compare cells as they are stored. What takes longest comes first, so that both processes end
    at about the same time."""
    for item in items:
        if isinstance(item, IPyNbCell):
            item.compare_outputs = compare_as_stored(item.compare_outputs)
    items.sort(key=lambda item: place(group(item.nodeid)))


class Groups(LoadScopeScheduling):
    """For pytest-xdist: a file's tests share one process, and so does what needs a chapter's run."""

    def _split_scope(self, nodeid):
        return group(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return Groups(config, log)


def compare_as_stored(compare):
    """nbval's comparison of a cell's outputs, without the widgets, which are not stored."""
    return lambda fresh, stored: compare(without_widgets(fresh), stored)


def group(nodeid):
    run = re.search(r"test_pictures\.py::test_stored\w+\[(\d+)\]|test_live_chapter(\d+)", nodeid)
    return f"chapter {run[1] or run[2]}" if run else nodeid.partition("::")[0]


def place(group):
    early = ("tests/browser", "chapter", "notebooks", "tests/chapters/figures", "packages")
    return next((i for i, start in enumerate(early) if group.startswith(start)), len(early))
