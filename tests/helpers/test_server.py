"""How the course is opened: who can reach it."""

import re

import nbformat
from jupyterlab.labapp import LabApp
from nbconvert import HTMLExporter

from helpers.server import options

GUESS = "Guess first, then run this cell.\n"  # what tools/run_notebooks.py puts first


def test_the_course_is_opened_for_this_machine_alone():
    app = LabApp()
    app.parse_command_line(options())
    server = app.config["ServerApp"]
    assert server["ip"] == "127.0.0.1"
    assert server["kernel_websocket_connection_class"] == "livefigure.server.PromptConnection"
    assert "token" not in str(app.config).lower(), "the server's own random token stays"
    assert "allow_remote_access" not in server


def test_what_is_stored_folded_is_folded_in_an_exported_page():
    app = LabApp()
    app.parse_command_line(options())
    output = nbformat.v4.new_output("stream", text=f"{GUESS}42\n")
    cells = [
        nbformat.v4.new_code_cell(
            "print(6 * 7)", outputs=[output], metadata={"jupyter": {folded: True}}
        )
        for folded in ("outputs_hidden", "source_hidden")
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    page, _ = HTMLExporter(config=app.config).from_notebook_node(notebook)
    (output,) = re.findall("<details><summary>Output</summary>(.*?)</details>", page, re.S)
    assert "<pre>42\n" in output
    (code,) = re.findall("<details><summary>Code</summary>(.*?)</details>", page, re.S)
    assert re.sub("<.*?>", "", code).split("]:")[1].strip() == "print(6 * 7)"
