"""Real keys on every kind of control: they go to the control, never to the notebook."""

import pytest

CELLS = [
    """
import matplotlib.pyplot as plt
from livefigure import DrawingPad, live
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


@pytest.fixture(scope="module", params=["lab", "notebook"])
def notebook(request, open_notebook):
    notebook = open_notebook(f"keys_{request.param}.ipynb", CELLS, app=request.param)
    notebook.run_all()
    return notebook


@pytest.fixture
def figure(notebook):
    """The figure in its cell, and afterwards the same cells, with the same one active."""
    figure = notebook.go_to(1, index=0)
    before = notebook.state()
    yield figure
    assert notebook.state() == before, "a key has acted on the notebook"


def press(figure, key, name, expected):
    with figure.next_picture():
        figure.page.keyboard.press(key)
    assert figure.values[name] == expected, key


def test_a_slider_keeps_its_keys(notebook, figure):
    handle = figure.handle("w")
    handle.focus()
    for key, expected in [
        ("ArrowRight", 2),
        ("ArrowUp", 3),
        ("ArrowLeft", 2),
        ("ArrowDown", 1),
        ("End", 5),
        ("Home", -5),
        ("PageUp", 0),
        ("PageDown", -5),
    ]:
        press(figure, key, "w", expected)
        figure.assert_in_step()
    notebook.page.keyboard.type("xaabddj")
    assert figure.has_focus(handle)


def test_letters_and_arrows_choose_from_a_list(notebook, figure):
    choice = figure.box.locator("select")
    choice.focus()
    for key, expected in [("x", "XOR"), ("ArrowUp", "OR"), ("Home", "AND"), ("ArrowDown", "NAND")]:
        press(figure, key, "gate", expected)
    assert figure.has_focus(choice)


def test_space_turns_a_switch_and_presses_a_button(notebook, figure):
    switch = figure.box.locator("input[type=checkbox]")
    reset = figure.box.get_by_role("button", name="Reset", exact=True)
    for control, expected in [(switch, False), (reset, True)]:
        control.focus()
        press(figure, "Space", "safe", expected)
        notebook.page.keyboard.type("xaabddj")
        assert figure.has_focus(control)


def test_letters_in_a_readout_stay_there(notebook, figure):
    figure.readout("b").click()
    notebook.page.keyboard.press("Control+a")
    notebook.page.keyboard.type("xddb1.5")
    with figure.next_picture():
        figure.type_value("b", "-0.5")
    assert figure.values["b"] == -0.5


def test_the_pad_keeps_its_keys(notebook, figure):
    with figure.next_picture():
        figure.draw([(0.3, 0.3), (0.7, 0.7)])
    notebook.page.keyboard.type("xaabddj")
    figure.assert_in_step()
    with figure.next_picture():
        notebook.page.keyboard.press("Delete")
    clear = figure.box.get_by_role("button", name="Clear the drawing pad")
    clear.focus()
    notebook.page.keyboard.type("xaabddj ")
    assert figure.has_focus(clear)
