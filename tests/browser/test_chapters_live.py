"""The chapters in a real JupyterLab: every live figure follows key, drag, pen and Play."""

import lab
import nbformat
import pytest
from chapter_cells import live_code
from pen_strokes import STROKES

CHAPTERS = sorted((lab.ROOT / "notebooks").glob("*.ipynb"))


def few_cells(code):
    """A cell for each live figure, with the code before it that it needs: JupyterLab is slow to open
    and to run many cells."""
    cells, waiting = [], []
    for name, source in code.items():
        waiting.append(source)
        if lab.has_live_figure({"cell_type": "code", "source": source}):
            cells.append(nbformat.v4.new_code_cell("\n\n".join(waiting), id=name))
            waiting = []
    return cells


class Chapter:
    """A chapter, open and run; whole, or only the cells that its live figures need."""

    def __init__(self, path, open_notebook, whole=False):
        cells = nbformat.read(path, as_version=4).cells
        self.cells = cells if whole else few_cells(live_code(cells))
        self.notebook = open_notebook(path.name, self.cells)
        self.notebook.console.clear()
        self.notebook.run_all()

    def figure(self, name):
        """The live figure in the cell of that id, on the screen."""
        live = lab.live_cells(self.cells)
        return next(
            self.notebook.go_to(i, index) for index, (i, cell) in enumerate(live) if cell == name
        )

    def figures(self):
        for _, cell in lab.live_cells(self.cells):
            yield cell, self.figure(cell)

    def assert_no_errors(self):
        assert not self.notebook.outputs("error")
        assert not self.notebook.console


def sliders(figure):
    return figure.box.locator(".widget-slider .widget-label").all_inner_texts()


@pytest.fixture(scope="module")
def dark_lab(open_notebook):
    """JupyterLab in its dark theme, in a narrow window."""
    notebook = open_notebook("empty.ipynb", ["1"])
    notebook.page.set_viewport_size({"width": 900, "height": 900})
    notebook.dark()
    return open_notebook


@pytest.fixture(scope="module", params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request, dark_lab):
    chapter = Chapter(request.param, dark_lab)
    yield chapter
    chapter.notebook.close()


def only(number):
    """The fixture gives that chapter alone (an element of CHAPTERS, so that it is opened once)."""
    return pytest.mark.parametrize(
        "chapter", [CHAPTERS[number - 1]], ids=lambda path: path.stem, indirect=True
    )


# What is cut off or sticks out of a cell's output. (A slider's handle may stick out of its rail.)
OUTSIDE = """(output) => {
  const edge = output.getBoundingClientRect();
  return [...output.querySelectorAll('*')].filter((part) => {
    const box = part.getBoundingClientRect();
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(part).overflowX)
      && part.scrollWidth > part.clientWidth + 1;
    return scrolls || (box.width && (box.right > edge.right + 1 || box.left < edge.left - 1));
  }).map((part) => part.className); }"""


def test_every_live_figure_fits_and_follows_key_and_drag(chapter):
    for cell, figure in chapter.figures():
        output = chapter.notebook.panel.locator(".jp-Cell.jp-mod-active .jp-Cell-outputArea")
        assert not output.evaluate(OUTSIDE), cell
        assert figure.box.bounding_box()["width"] > 300, cell
        paper = figure.picture.evaluate("(canvas) => getComputedStyle(canvas).backgroundColor")
        assert paper == "rgb(255, 255, 255)", cell
        names = sliders(figure)
        if names:
            shown, heights = {figure.pixels()}, set()
            for name in dict.fromkeys((names[0], names[-1])):
                figure.handle(name).press("Home")  # which may change nothing
                figure.press(name, "ArrowRight", "PageUp")
                shown.add(figure.pixels())
                heights.add(output.bounding_box()["height"])
            with figure.next_picture():
                figure.drag(names[0], -45)
            figure.assert_in_step()
            plays = figure.box.get_by_role("button", name="Play", exact=True).count()
            assert plays or len(shown) > 1, f"no slider changes {cell}"
            assert not figure.messages(), cell
            heights.add(output.bounding_box()["height"])
            assert len(heights) == 1, f"{cell} moves the page"
        assert not figure.messages(), cell
    chapter.assert_no_errors()


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_cell_runs_and_every_figure_follows_bursts(path, open_notebook):
    chapter = Chapter(path, open_notebook, whole=True)
    for index, (cell, figure) in enumerate(chapter.figures()):
        if names := sliders(figure):
            height = chapter.notebook.page_height()[0]
            _, heights = figure.bursts(names, 200, seed=index)
            figure.assert_in_step()
            assert heights == [height], f"{cell} moves the page"
            assert not figure.messages(), cell
    chapter.assert_no_errors()
    chapter.notebook.close()


# ---- chapter 4: a digit drawn on the pad


def wait_until_read(chapter, answer):
    def read():
        return chapter.notebook.execute("print(own.answer.get_text(), end='')")

    assert lab.wait_until(lambda: read() == answer), read()


@only(4)
def test_a_drawn_digit_is_read_while_the_pen_moves(chapter):
    pad = chapter.figure("live-own")
    empty = pad.pixels()
    for digit in (3, 7):
        pad.draw(*STROKES[digit], lift=False)
        wait_until_read(chapter, f"read as {digit}")
        pad.assert_in_step()
        pad.page.mouse.up()
        pad.assert_in_step()
        wait_until_read(chapter, f"read as {digit}")
        assert pad.pixels() != empty
        pad.box.get_by_role("button", name="Clear the drawing pad").click()
        wait_until_read(chapter, "draw a digit")
    pad.assert_in_step()
    assert pad.pixels() == empty


@only(4)
def test_a_finger_draws_and_the_page_stays(chapter):
    notebook, pad = chapter.notebook, chapter.figure("live-own")
    canvas = pad.box.locator("canvas.live-pad")
    devtools = notebook.page.context.new_cdp_session(notebook.page)
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(first, *points):
        touch("touchStart", first)
        for point in points:
            touch("touchMove", point)
        touch("touchEnd")

    box, place = canvas.bounding_box(), notebook.page_height()
    for line in STROKES[3]:
        swipe(*((box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in line))
    wait_until_read(chapter, "read as 3")
    pad.assert_in_step()
    assert notebook.page_height() == place, "the page scrolls under the finger"
    assert canvas.bounding_box() == box
    canvas.press("Delete")
    wait_until_read(chapter, "draw a digit")

    # The same finger beside the pad does scroll the page: so the check above can fail.
    x, y = box["x"] + box["width"] / 2, box["y"] - 30
    swipe(*((x, y - 20 * i) for i in range(12)))
    assert lab.wait_until(lambda: notebook.page_height() != place)
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


# ---- chapter 6: a network that learns on the page


@only(6)
def test_the_playground_learns_xor(chapter):
    notebook, board = chapter.notebook, chapter.figure("playground")

    def steps():
        return int(notebook.execute("print(len(now.losses), end='')"))

    def accuracy():
        return float(
            notebook.execute(
                "print((now.net.outputs(now.X)[-1].argmax(axis=1) == now.t).mean(), end='')"
            )
        )

    with board.next_picture():
        board.click("Reset")
    board.assert_in_step()
    start = board.pixels()
    data = board.box.get_by_label("data")
    with board.next_picture():
        data.select_option("circles")
    assert board.pixels() != start
    with board.next_picture():
        data.select_option("xor")
    with board.next_picture():
        board.type_value("speed", "20")  # for each picture

    pictures = set()
    board.click("Play")
    while not (learned := accuracy() == 1) and steps() < 4000:
        with board.next_picture():
            pictures.add(board.pixels())
    board.click("Pause")
    board.box.get_by_role("button", name="Play", exact=True).wait_for()
    reached = steps()
    assert learned, f"not after {reached} steps"
    assert len(pictures) > 3, "the picture does not change"
    board.assert_in_step()
    assert steps() == reached, "paused is paused"

    with board.next_picture():
        board.type_value("speed", "1")
    with board.next_picture():
        board.click("Step")
    assert steps() == reached + 1
    board.assert_in_step()
    with board.next_picture():
        board.click("Reset")
    board.assert_in_step()
    assert steps() == 0
    assert board.pixels() == start
    assert not board.messages()
