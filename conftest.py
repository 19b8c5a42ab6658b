"""Settings for all tests, and what several of them share: the chapters and their code."""

import json
import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is loaded; kernels inherit it

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbFile
from notebook_cells import Chapter

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


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    found = yield
    return [
        Chapter.from_parent(parent, path=file_path) if isinstance(f, IPyNbFile) else f
        for f in found
    ]


def pytest_collection_modifyitems(items):
    """What takes longest comes first, so that both processes end at about the same time."""
    items.sort(key=lambda item: place(item.nodeid))


def place(nodeid):
    early = (
        "tests/browser",
        "notebooks",
        "tests/chapters/test_live",
        "tests/chapters/figures",
        "packages",
    )
    return next((i for i, start in enumerate(early) if nodeid.startswith(start)), len(early))
