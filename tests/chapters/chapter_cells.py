"""Each chapter's cells and sections."""

import ast
import json
import re
import symtable
from pathlib import Path

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


def needed(code, wanted, every=False):
    """The keys of code that are wanted, and those before them that define what they use.

    code: {key: source}, in the order of the chapter. Training runs and figures that nothing wanted
    needs are left out. every: all cells that define a name, not the last one alone: what is called
    in between may have changed it.
    """
    found, used = [], set()
    for key, source in reversed(code.items()):
        read, bound = names(source)
        if key in wanted or used & bound:
            found.insert(0, key)
            used = used | read | bound if every else (used - bound) | read
    return found


def names(source):
    """The names that a cell takes from others, and those that it binds; what it changes is both."""
    read, bound, tables = set(), set(), [symtable.symtable(source, "cell", "exec")]
    for symbol in tables[0].get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            bound.add(symbol.get_name())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        top = table.get_type() == "module"
        read |= {s.get_name() for s in table.get_symbols() if s.is_global() or top}
    changed = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AugAssign):
            node = node.target
        elif not isinstance(getattr(node, "ctx", None), ast.Store) or isinstance(node, ast.Name):
            continue
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        changed |= {node.id} if isinstance(node, ast.Name) else set()
    return (read - bound) | changed, bound | changed


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
