"""What the notebook shows of a live figure, and which cell made which."""

import base64
import html

from IPython import get_ipython
from IPython.display import display

VIEW = "application/vnd.jupyter.widget-view+json"
# Where JupyterLab and Notebook 7 do not find the widgets, their output is a bare text; hide it.
STILL = (
    "<style>.jp-OutputArea-child:has([data-still]) + .jp-OutputArea-child"
    ":has(> .lm-Panel):not(:has(> .lm-Panel > *)) {{ display: none; }}</style>"
    '<img data-still="{name}" src="data:image/png;base64,{png}" alt="{alt}" width="{width}">'
)

OPEN = []  # the live figures, in the order in which they were made


def close_earlier(fig, cell, run):
    """Close what an earlier run of this cell made, and whatever made the same figure live."""
    for other in list(OPEN):
        rerun = cell is not None and other.cell == cell and other.run != run
        if other.fig is fig or rerun:
            other.close()


def current_cell():
    """The cell that is running, and a name for this run of it; (None, None) outside a notebook.

    Private: get_parent of ipykernel's kernel (seen in 6.29 to 7.1) and the cellId in its messages,
    which JupyterLab and Notebook 7 send.
    """
    shell = get_ipython()
    if shell is None:
        return None, None
    try:
        parent = shell.kernel.get_parent("shell")
        run = parent["header"]["msg_id"]
        cell = parent.get("metadata", {}).get("cellId")
    except (AttributeError, KeyError, TypeError):
        run, cell = shell.execution_count, None
    # Where cells have no names, the text of a cell is used.
    return cell or shell.user_ns.get("In", [None])[-1], run


def display_with_still(widget, part, png, alt, width, text):
    """Show a still picture and a widget, as two outputs.

    A saved notebook keeps both. Opened without its kernel it has no widgets, but the still picture,
    which is otherwise hidden by the view of `part`, a widget of live.js.
    """
    part.still = part.model_id
    base64_png = base64.b64encode(png).decode()
    page = STILL.format(name=part.still, png=base64_png, alt=html.escape(alt), width=width)
    still = {"text/html": page, "image/png": png, "text/plain": text}
    display(still, metadata={"image/png": {"alt": alt, "width": width}}, raw=True)
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display({VIEW: view, "text/plain": ""}, raw=True)  # without a text, nbconvert warns
