"""Settings for all tests, and what several of them share: the chapters and their code."""

import json
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

matplotlib.use("agg")
plt.style.use("helpers.lesson")  # as in every chapter
settings.register_profile("course", deadline=None, max_examples=60)
settings.load_profile("course")

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request):
    """Each chapter in turn: its path, and its content as nested dicts and lists."""
    path = request.param
    return path, json.loads(path.read_text(encoding="utf-8"))
