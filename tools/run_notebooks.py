"""Run chapters from top to bottom and store their outputs: `python tools/run_notebooks.py [NAME ...]`.

Without names it runs every chapter. Files are written so that a second run changes nothing but
what a timing cell prints: no time stamps, no widget state, one kernel name.
"""

import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the tests; kernels inherit it

import make_lookup
import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# JupyterLab 4 shows the first line of an output that is stored folded. This one gives nothing away.
GUESS = "Guess first, then run this cell.\n"


def run(path):
    """Execute the notebook at path and return it, normalised. The file itself is not changed."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=True,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    client.execute()
    return normalise(notebook)


def normalise(notebook):
    """Drop what differs from run to run or says where it ran; keep cell ids, tags, outputs and
    what is folded."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat_minor = 5
    count = 0
    for cell in notebook.cells:
        keep = {k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter")}
        cell.metadata = nbformat.from_dict(keep)
        if cell.cell_type != "code":
            continue
        if cell.execution_count is not None:
            count += 1
            cell.execution_count = count
        cell.outputs = merge_streams(without_widgets(cell.outputs))
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            data = output.get("data", {})
            if "image/png" in data:
                # nbformat wraps long base64 by version; one line is the same everywhere.
                data["image/png"] = re.sub(r"\s", "", data["image/png"])
        if cell.outputs and cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            first = cell.outputs[0]
            part, key = (first, "text") if "text" in first else (first.data, "text/plain")
            part[key] = GUESS + part[key].removeprefix(GUESS)
    return notebook


def without_widgets(outputs):
    """The outputs without what needs a kernel: of a live figure the still picture alone is left."""
    kept = []
    for output in outputs:
        data = output.get("data", {})
        if "image/png" in data:
            data.pop(WIDGET_VIEW, None)
            data.pop("text/html", None)  # the same picture
        elif WIDGET_VIEW in data and not data.get("text/plain"):  # what follows a still picture
            continue
        kept.append(output)
    return kept


def merge_streams(outputs):
    """Join neighbouring pieces of the same stream: how a print is cut up is chance."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def save(notebook, path):
    """Write the notebook as every tool of the project expects it: one-space JSON, UTF-8."""
    text = nbformat.writes(notebook, version=4, indent=1)
    text = json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    Path(path).write_text(text, encoding="utf-8")


def main(names):
    paths = [Path(name) for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))
    for path in paths:
        save(run(path), path)
        print(f"{path.name}: run and stored")
    make_lookup.PAGE.write_text(make_lookup.page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
