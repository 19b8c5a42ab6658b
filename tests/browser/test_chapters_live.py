"""Each chapter in a real JupyterLab: all cells run, and every live figure follows key and drag."""

import json
import random

import lab
import pytest
from test_live_figures import assert_true_picture, value

NOTEBOOKS = lab.ROOT / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("*.ipynb"))
PREPARE = "import numpy as np\nfrom helpers.live import OPEN\n"


def sliders(notebook, index):
    """The names of the figure's sliders, in order."""
    code = f"print([n for n, c in OPEN[{index}][1].controls.items() if hasattr(c, 'min')])"
    return eval(notebook.execute(code))


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem, scope="module")
def chapter(request, open_notebook):
    notebook = open_notebook(request.param)
    notebook.run_all()
    notebook.execute(PREPARE)
    yield request.param, notebook
    notebook.page.close()


def test_every_live_figure_follows_key_and_drag(chapter):
    path, notebook = chapter
    cells = lab.live_cells(json.loads(path.read_text(encoding="utf-8"))["cells"])
    assert notebook.execute("print(len(OPEN), end='')") == str(len(cells))
    rng = random.Random(path.stem)
    for index, (cell, _) in enumerate(cells):
        figure = notebook.go_to(cell)
        names = sliders(notebook, index)
        if not names:
            continue
        assert_true_picture(notebook, index, figure)
        height = notebook.page_height()[0]
        start = figure.pixels()
        for name in dict.fromkeys((names[0], names[-1])):
            low = notebook.execute(f"print(OPEN[{index}][1].controls[{name!r}].min, end='')")
            if value(notebook, index, name) != float(low):
                figure.press(name, "Home")
            figure.press(name, "ArrowRight")
            figure.press(name, "PageUp")
        figure.press(names[0], "Home")
        before = figure.number
        figure.drag(names[0], 45)
        figure.wait_after(before)
        notebook.page.wait_for_timeout(300)
        assert_true_picture(notebook, index, figure)
        assert (figure.pixels() != start).any(), f"{path.stem}: no slider changes figure {index}"
        for _ in range(20):
            handle = figure.handle(rng.choice(names))
            handle.evaluate("(h) => h.focus({ preventScroll: true })")
            notebook.page.keyboard.press(rng.choice(["ArrowLeft", "ArrowRight", "PageUp", "End"]))
        notebook.page.wait_for_timeout(400)
        assert_true_picture(notebook, index, figure)
        assert notebook.page_height()[0] == height, f"{path.stem}: figure {index} moves the page"
        assert not figure.message(), figure.message()
    assert not notebook.outputs("error")
