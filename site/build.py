"""Build the site to read from the notebooks and the README: `make site`, then build/site/index.html.

Sphinx and MyST-NB make the pages from the stored outputs; nothing is run. They read a copy in
build/site-source, which says in their own words what the notebooks say in JupyterLab's: what is
folded, and what a picture shows.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import ziamath
from fontTools.subset import main as subset
from sphinx.cmd.build import main as sphinx

ROOT = Path(__file__).resolve().parent.parent
SOURCE, SITE = ROOT / "build/site-source", ROOT / "build/site"
NOT_FOR_READERS = "For teachers", "For contributors"
GUESS = "Guess first, then run this cell.\n"  # as in tools/run_notebooks.py
FOLDED = {"source_hidden": "hide-input", "outputs_hidden": "hide-output"}
NOTE = """:::{{admonition}} To run this chapter
:class: note
This page shows the chapter as it was last run. To change its code, solve its exercises and move its
figures, [set up the course](../index.md#start), start it with `make lab`, and open
`notebooks/{0}`.
:::
"""
FONT = (
    "--flavor=woff2",
    "--layout-features=ssty",
    "--unicodes=20-7E,A0-FF,2C6-2DD,391-3C9,2010-2064,20D7,210E,2190-22EF,2308-230B,23DC-23DF,27F5-27FA,1D434-1D467,1D6A4-1D71B",
)
LIVE = "*To move this figure:* `make lab`, then `notebooks/{0}` ([how to start](../index.md#start))"


def front_page():
    """The README without what is for teachers and contributors, and the list of all pages."""
    sections = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")
    text = "\n## ".join(part for part in sections if not part.startswith(NOT_FOR_READERS))
    pages = "\n".join(f"notebooks/{path.stem}" for path in sorted(ROOT.glob("notebooks/*.ipynb")))
    return f"{text}\n```{{toctree}}\n:hidden:\n{pages}\nnotebooks/lookup\n```\n"


def chapter(path):
    """The notebook at path as MyST-NB must read it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = []
    for cell in notebook["cells"]:
        cells.append(cell)
        if cell["cell_type"] == "markdown":
            cell["source"] = mark_words("".join(cell["source"]))
        else:
            fold(cell)
            describe(cell)
            if re.search(r"^live\(", "".join(cell["source"]), re.MULTILINE):
                cells.append(markdown(f"{cell['id']}-open", LIVE.format(path.name)))
    cells.insert(1, markdown("note", NOTE.format(path.name)))
    return json.dumps(notebook | {"cells": cells})


def markdown(name, text):
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def mark_words(text):
    """Give the tables of words their class, by which a phone shows them row below row."""
    return re.sub(r"^\| symbol \|", r"{.words}\n\g<0>", text, flags=re.MULTILINE)


def fold(cell):
    """Fold what JupyterLab folds, without the line that JupyterLab shows of a folded output."""
    hidden = cell["metadata"].get("jupyter", {})
    tags = [tag for name, tag in FOLDED.items() if hidden.get(name)]
    cell["metadata"]["tags"] = cell["metadata"].get("tags", []) + tags
    if "hide-output" in tags:
        first = cell["outputs"][0]
        part, key = (first, "text") if "text" in first else (first["data"], "text/plain")
        part[key] = "".join(part[key]).removeprefix(GUESS)


def describe(cell):
    """Hand on the pictures' descriptions (MyST-NB 1.4 takes their width alone from an output)."""
    for output in cell["outputs"]:
        if picture := output.get("metadata", {}).get("image/png"):
            cell["metadata"]["mystnb"] = {"image": {"alt": picture["alt"]}}


def main():
    for folder in (SOURCE, SITE):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in ("notebooks", "helpers/data"):
        (SOURCE / folder).mkdir(parents=True)
    shutil.copytree(ROOT / ".github/images", SOURCE / ".github/images")
    for name in ("helpers/data/README.md", "LICENSE"):
        shutil.copy(ROOT / name, SOURCE / name)
    (SOURCE / "index.md").write_text(front_page(), encoding="utf-8")
    words = (ROOT / "notebooks/lookup.md").read_text(encoding="utf-8")
    (SOURCE / "notebooks/lookup.md").write_text(mark_words(words), encoding="utf-8")
    for path in ROOT.glob("notebooks/*.ipynb"):
        (SOURCE / "notebooks" / path.name).write_text(chapter(path), encoding="utf-8")
    options = ["-q", "-W", "--keep-going", "-c", Path(__file__).parent, "-d", SOURCE / "doctrees"]
    failed = sphinx([*map(str, options), str(SOURCE), str(SITE)])
    font = Path(ziamath.__file__).parent / "fonts/STIXTwoMath-Regular.ttf"
    subset([str(font), f"--output-file={SITE}/_static/formulas.woff2", *FONT])
    return failed


if __name__ == "__main__":
    sys.exit(main())
