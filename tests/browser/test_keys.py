"""Real keys on every kind of control: they belong to the control, never to the notebook."""

import lab
import pytest

CELLS = [
    """
import matplotlib.pyplot as plt
from livefigure import OPEN, DrawingPad, live
""",
    """
fig, ax = plt.subplots(figsize=(4, 2))

def draw(w, b, gate, safe, ink):
    ax.set_title(f"{gate} {w} {b} {safe} {ink.sum()}")

live(fig, draw, play=lambda: None, w=(-5, 1, 5), b=(-3.0, 0.0, 3.0),
     gate=["AND", "NAND", "OR", "XOR"], safe=True, ink=DrawingPad(size=100),
     alt="A title that names the values.")
""",
    "'a cell below'",
]


@pytest.fixture(scope="module", params=["jupyterlab", "notebook"])
def notebook(request, chrome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    name = lab.place(CELLS, folder, "keys.ipynb")
    scratch = tmp_path_factory.mktemp("server")
    with lab.lab_server(folder, scratch, app=request.param) as (url, token):
        page = chrome.new_page(viewport={"width": 1200, "height": 1000})
        notebook = lab.Notebook(page, url, token, name, app=request.param)
        notebook.run_all()
        yield notebook
        page.close()


@pytest.fixture
def figure(notebook):
    """The figure in its cell, and afterwards the same cells, with the same one active."""
    figure = notebook.go_to(1)
    before = notebook.state()
    yield figure
    assert notebook.state() == before, "a key has acted on the notebook"


def values(notebook):
    return notebook.execute("print(*list(OPEN[0].values.values())[:4])").split()


def test_a_slider_keeps_its_keys(notebook, figure):
    handle = figure.handle("w")
    handle.focus()
    for key, expected in [
        ("ArrowRight", "2"),
        ("ArrowUp", "3"),
        ("ArrowLeft", "2"),
        ("ArrowDown", "1"),
        ("End", "5"),
        ("Home", "-5"),
        ("PageUp", "0"),
        ("PageDown", "-5"),
    ]:
        before = figure.number
        notebook.page.keyboard.press(key)
        figure.wait_after(before)
        assert values(notebook)[0] == expected, key
    notebook.page.keyboard.type("xaabddj")
    assert figure.has_focus(handle)


def test_letters_and_arrows_choose_from_a_list(notebook, figure):
    choice = figure.box.locator("select")
    choice.focus()
    for key, expected in [("x", "XOR"), ("ArrowUp", "OR"), ("Home", "AND"), ("ArrowDown", "NAND")]:
        before = figure.number
        notebook.page.keyboard.press(key)
        figure.wait_after(before)
        assert values(notebook)[2] == expected, key
    assert figure.has_focus(choice)


def test_space_turns_a_switch_and_presses_a_button(notebook, figure):
    switch = figure.box.locator("input[type=checkbox]")
    reset = figure.box.get_by_role("button", name="Reset", exact=True)
    for control, expected in [(switch, "False"), (reset, "True")]:
        control.focus()
        before = figure.number
        notebook.page.keyboard.press("Space")
        figure.wait_after(before)
        assert values(notebook)[3] == expected
        notebook.page.keyboard.type("xaabddj")
        assert figure.has_focus(control)


def test_letters_in_a_readout_stay_there(notebook, figure):
    figure.readout("b").click()
    notebook.page.keyboard.press("Control+a")
    notebook.page.keyboard.type("xddb1.5")
    notebook.page.keyboard.press("Control+a")
    before = figure.number
    notebook.page.keyboard.type("-0.5")
    notebook.page.keyboard.press("Enter")
    figure.wait_after(before)
    assert values(notebook)[1] == "-0.5"


def test_the_pad_keeps_its_keys(notebook, figure):
    figure.draw([(0.3, 0.3), (0.7, 0.7)])
    notebook.page.wait_for_timeout(200)
    notebook.page.keyboard.type("xaabddj")
    before = figure.number
    notebook.page.keyboard.press("Delete")
    figure.wait_after(before)
    clear = figure.box.get_by_role("button", name="Clear the drawing pad")
    clear.focus()
    notebook.page.keyboard.type("xaabddj ")
    assert figure.has_focus(clear)
