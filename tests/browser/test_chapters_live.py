"""Each chapter in a real JupyterLab: all cells run, every live figure follows key, drag, pen and Play."""

import json
import time

import lab
import pytest
from pen_strokes import STROKES
from test_live_figures import assert_same_values, assert_true_picture, value

NOTEBOOKS = lab.ROOT / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("*.ipynb"))
PREPARE = "import numpy as np\nfrom livefigure import OPEN\n"


def cells_of(path):
    return lab.live_cells(json.loads(path.read_text(encoding="utf-8"))["cells"])


def figure_in(chapter, cell):
    """The number of the live figure in the cell of that id, and the figure on the page."""
    path, notebook = chapter
    number, place = next((n, i) for n, (i, name) in enumerate(cells_of(path)) if name == cell)
    return number, notebook.go_to(place)


def only(number):
    """The fixture gives that chapter alone (an index of the chapters, so that each is opened once)."""
    return pytest.mark.parametrize(
        "chapter", [CHAPTERS[number - 1]], ids=lambda path: path.stem, indirect=True
    )


def sliders(notebook, index):
    """The names of the figure's sliders, in order."""
    code = f"print([n for n, c in OPEN[{index}].controls.items() if hasattr(c, 'min')])"
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
    cells = cells_of(path)
    assert notebook.execute("print(len(OPEN), end='')") == str(len(cells))
    for index, (cell, _) in enumerate(cells):
        figure = notebook.go_to(cell)
        names = sliders(notebook, index)
        if not names:
            continue
        assert_true_picture(notebook, index, figure)
        height = notebook.page_height()[0]
        start = figure.pixels()
        for name in dict.fromkeys((names[0], names[-1])):
            low = notebook.execute(f"print(OPEN[{index}].controls[{name!r}].min, end='')")
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
        # (How late the last picture is, `make bench-live` tells.)
        _, heights = figure.bursts(names, 200, seed=index)
        assert_true_picture(notebook, index, figure)
        assert_same_values(notebook, index, figure, names)
        assert heights == [height], f"{path.stem}: figure {index} moves the page"
        assert not figure.message(), figure.message()
    assert not notebook.outputs("error")
    assert not notebook.console


# What is cut off, or reaches out of the cell, in a cell's output. (A slider's handle may stand out
# of its own rail.)
OUTSIDE = """(output) => {
  const edge = output.getBoundingClientRect();
  return [...output.querySelectorAll('*')].filter((part) => {
    const box = part.getBoundingClientRect();
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(part).overflowX)
      && part.scrollWidth > part.clientWidth + 1;
    return scrolls || (box.width && (box.right > edge.right + 1 || box.left < edge.left - 1));
  }).map((part) => part.className); }"""


def test_figures_fit_a_narrow_window_and_a_dark_theme(chapter):
    path, notebook = chapter
    notebook.page.set_viewport_size({"width": 900, "height": 900})
    notebook.dark(True)
    try:
        for cell, name in cells_of(path):
            figure = notebook.go_to(cell)
            output = notebook.page.locator(".jp-Cell.jp-mod-active .jp-Cell-outputArea")
            assert not output.evaluate(OUTSIDE), name
            assert figure.box.bounding_box()["width"] > 300, name
            paper = "(c) => getComputedStyle(c).backgroundColor"
            picture = figure.box.locator("canvas.live-picture")
            assert picture.evaluate(paper) == "rgb(255, 255, 255)", name
    finally:
        notebook.dark(False)
        notebook.page.set_viewport_size({"width": 1200, "height": 1000})


# ---- chapter 4: a digit drawn on the pad

READ = "print(own.answer.get_text(), end='')"


def wait_until_read(notebook, answer):
    for _ in range(100):
        if notebook.execute(READ) == answer:
            break
        notebook.page.wait_for_timeout(100)
    assert notebook.execute(READ) == answer


@only(4)
def test_a_drawn_digit_is_read_while_the_pen_moves(chapter):
    _, notebook = chapter
    index, pad = figure_in(chapter, "live-own")
    empty = pad.pixels()
    for digit in (3, 7):
        before = pad.number
        pad.draw(*STROKES[digit], lift=False)
        wait_until_read(notebook, f"read as {digit}")
        notebook.page.wait_for_timeout(200)
        assert pad.number > before + 3, "the picture waits until the pen is lifted"
        assert_true_picture(notebook, index, pad)
        notebook.page.mouse.up()
        notebook.page.wait_for_timeout(200)
        assert_true_picture(notebook, index, pad)
        assert notebook.execute(READ) == f"read as {digit}"
        assert (pad.pixels() != empty).any()
        pad.box.get_by_role("button", name="Clear the drawing pad").click()
        wait_until_read(notebook, "draw a digit")
        notebook.page.wait_for_timeout(200)
    assert (pad.pixels() == empty).all()


@only(4)
def test_a_finger_draws_and_the_page_stays(chapter):
    _, notebook = chapter
    index, pad = figure_in(chapter, "live-own")
    canvas = pad.box.locator("canvas.live-pad")
    cdp = notebook.page.context.new_cdp_session(notebook.page)
    cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def swipe(points):
        for i, (x, y) in enumerate(points):
            kind = "touchMove" if i else "touchStart"
            cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        notebook.page.wait_for_timeout(400)

    box, place = canvas.bounding_box(), notebook.page_height()
    for line in STROKES[3]:
        swipe([(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in line])
    wait_until_read(notebook, "read as 3")
    assert_true_picture(notebook, index, pad)
    assert notebook.page_height() == place, "the page scrolls under the finger"
    assert canvas.bounding_box() == box
    canvas.press("Delete")
    wait_until_read(notebook, "draw a digit")
    assert_true_picture(notebook, index, pad)

    # The same finger beside the pad does scroll the page: so the check above can fail.
    x, y = box["x"] + box["width"] / 2, box["y"] - 30
    swipe([(x, y - 20 * i) for i in range(12)])
    cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    assert notebook.page_height() != place


# ---- chapter 6: a network that learns on the page


@only(6)
def test_the_playground_learns_xor(chapter):
    _, notebook = chapter
    index, board = figure_in(chapter, "playground")

    def steps():
        return int(notebook.execute("print(len(now.losses), end='')"))

    def reset():
        before = board.number
        board.click("Reset")
        board.wait_after(before)
        notebook.page.wait_for_timeout(300)

    reset()
    start = board.pixels()
    data = board.box.get_by_label("data")
    before = board.number
    data.select_option("circles")
    board.wait_after(before)
    assert (board.pixels() != start).any()
    before = board.number
    data.select_option("xor")
    board.wait_after(before)
    board.type_value("steps", "20")  # so that it does not take long here

    shares = "print(np.mean(now.net.outputs(now.X)[-1].argmax(axis=1) == now.t), end='')"
    pictures = set()
    board.click("Play")
    end = time.monotonic() + 30
    while (share := float(notebook.execute(shares))) < 1 and time.monotonic() < end:
        pictures.add(board.pixels().tobytes())
        notebook.page.wait_for_timeout(100)
    board.click("Pause")
    assert share == 1
    assert len(pictures) > 3, "the picture stands still"
    notebook.page.wait_for_timeout(300)
    reached = steps()
    assert reached > 100
    assert_true_picture(notebook, index, board)
    notebook.page.wait_for_timeout(500)
    assert steps() == reached, "paused is paused"

    board.type_value("steps", "1")
    board.click("Step")
    notebook.page.wait_for_timeout(300)
    assert steps() == reached + 1
    assert_true_picture(notebook, index, board)
    reset()
    assert steps() == 0
    assert (board.pixels() == start).all()
    assert not board.message(), board.message()
