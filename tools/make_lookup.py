"""Write notebooks/lookup.md, the page to look things up, from the chapters: `python tools/make_lookup.py`.

Everything on it is said in a chapter: the rows of the tables of words, the sentence that introduces
each NumPy call, the display formulas, and the code that is kept in helpers/nn.
"""

import ast
import json
import re
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
PAGE = NOTEBOOKS / "lookup.md"
HEAD = """# Look it up

The symbols, shapes, NumPy calls and formulas of all chapters. The number at the end of a row is the
chapter or the section that explains it. To read this page in JupyterLab, right-click on `lookup.md`
and choose *Open With → Markdown Preview*; from there it can be printed.
"""


def cells():
    """(section, cell) for every cell of every chapter; before its first section, the chapter's number."""
    for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        section = str(int(path.name[:2]))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            heading = re.match(r"## (\d+\.\d+) ", source)
            section = heading[1] if heading else section
            yield section, cell["cell_type"], source


def open_text():
    """(section, text) of every Markdown cell, without exercises and what is folded."""
    for section, kind, source in cells():
        if kind == "markdown" and not source.startswith("### Exercise"):
            yield section, re.sub(r"<details>.*?</details>", "", source, flags=re.DOTALL)


def symbols():
    """The rows of the tables of words, each once, with the chapters that have it."""
    found = {}
    for section, text in open_text():
        if "| 中文 |" in text:
            for row in re.findall(r"^\|(.+)\|$", text, re.M)[2:]:
                symbol, code, shape, meaning, chinese = (part.strip() for part in row.split("|"))
                key = symbol, code, meaning.split(":")[0]
                found.setdefault(key, ([symbol, code, shape, meaning, chinese], []))
                found[key][1].append(section.split(".")[0])
    return [[*row, ", ".join(chapters)] for row, chapters in found.values()]


def numpy_calls():
    """Each NumPy name that the text explains, with the sentence that does so.

    That is the first one that begins with the name, or else the first one that has it.
    """
    used = {
        node.attr
        for _, kind, source in cells()
        if kind == "code"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np", "np.linalg", "rng")
    }
    best = {}
    for section, text in open_text():
        text = re.sub(r"^\|.*$", "", text, flags=re.M)
        for paragraph in re.split(r"\n\n|\n- |\n\d\. ", text):
            for sentence in re.split(r"(?<=[.?!])\)?\s+(?=[A-Z(`*])", " ".join(paragraph.split())):
                sentence = sentence.strip("()").rstrip(":")
                for shown, name in re.findall(r"`((?:np\.(?:linalg\.)?|rng\.)?(\w+))", sentence):
                    if name not in used or sentence.endswith(("?", "?*")):
                        continue
                    rank = not sentence.startswith(f"`{shown}")
                    if name not in best or rank < best[name][0]:
                        best[name] = rank, shown, sentence, section
    return [[f"`{best[name][1]}`", *best[name][2:]] for name in sorted(best, key=str.lower)]


def layers():
    """Each layer with what its two methods compute, as its code says it."""
    rows = []
    for section, node in kept(ast.ClassDef):
        methods = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
        if "backward" in methods:
            both = [formula(methods[name]) for name in ("forward", "backward")]
            rows.append([f"`{node.name}`", *both, section])
    return rows


def formula(method):
    """The gradients that a method stores and the value that it returns, as code."""
    lines = []
    for node in method.body:
        if isinstance(node, ast.Return):
            lines.append(f"`{ast.unparse(node.value)}`")
        elif isinstance(node, (ast.Assign, ast.AugAssign)):
            lines.append(f"`{ast.unparse(node)}`")
    return ", ".join(lines)


def functions():
    """What helpers/nn keeps, with the first line of its docstring there."""
    first = {}
    for path in sorted((NOTEBOOKS.parent / "helpers" / "nn").glob("[!_]*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                first[node.name] = ast.get_docstring(node).splitlines()[0].replace("|", "\\|")
    rows = []
    for section, node in kept((ast.FunctionDef, ast.ClassDef)):
        rows.append([f"`{node.name}`", first[node.name], section])
    return rows


def kept(kinds):
    """(section, definition) of every marked cell."""
    for section, kind, source in cells():
        if kind == "code" and source.startswith("# kept in helpers/nn/"):
            for node in ast.parse(source).body:
                if isinstance(node, kinds):
                    yield section, node


def formulas():
    """The display formulas of each section, without proofs and what is only part of a sentence."""
    rows = []
    for section, text in open_text():
        for tex in re.findall(r"\$\$(.+?)\$\$", text, re.DOTALL):
            if re.search(r"=|\\leftarrow", tex) and "aligned" not in tex and tex[-1] not in ".,":
                rows.append([f"${' '.join(tex.split())}$".replace("|", "\\|"), section])
    return rows


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def page():
    parts = [
        HEAD,
        "## Symbols and words\n",
        table(["symbol", "in code", "shape", "meaning", "中文", "chapter"], symbols()),
        "## NumPy\n",
        table(["name", "what the course says of it", "section"], numpy_calls()),
        "## Formulas\n",
        table(["formula", "section"], formulas()),
        "## Layers\n",
        "A layer gets the gradient of its output, `dout`, and returns that of its input.\n",
        table(["layer", "forward", "backward", "section"], layers()),
        "## Functions and classes that the chapters keep\n",
        table(["name", "what it is", "section"], functions()),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
