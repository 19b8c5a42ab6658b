"""Which figures are live, and which cell of the notebook made them."""

from IPython import get_ipython

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
