"""Each chapter's cells and sections."""

import json
import re
from pathlib import Path

from notebook_code import needed

CHAPTERS = {
    int(path.name[:2]): path
    for path in sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
}


def cells(number):
    """The cells of chapter `number`, as they are stored."""
    return json.loads(CHAPTERS[number].read_text(encoding="utf-8"))["cells"]


def live_code(cells):
    """{id: source} of the cells with a live figure, and of what comes before them that they use."""
    code = {c["id"]: "".join(c["source"]) for c in cells if c["cell_type"] == "code"}
    live = {cell for cell, source in code.items() if "\nlive(" in f"\n{source}"}
    setup = next(iter(code))
    return {cell: code[cell] for cell in needed(code, live | {setup})}


def sections(number):
    """A chapter's set-up cell, its words before the first section, and each section's number, words
    and code."""
    opening, found, setup = [], [], None
    for cell in cells(number):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            if setup is None:
                setup = source
            elif found:
                found[-1][2].append(source)
            continue
        heading = re.match(rf"## ({number}\.\d+) ", source)
        if heading:
            found.append((heading[1], [], []))
        (found[-1][1] if found else opening).append(source)
    return setup, "\n".join(opening), [(n, "\n".join(words), code) for n, words, code in found]
