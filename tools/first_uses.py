"""List what a chapter uses before it says what it is: `python tools/first_uses.py [--all]`.

Three kinds of words are followed through all chapters in order: the terms of the tables of words, the
constructs of Python, and the names of NumPy. Each gets the cell of its first use and the cell that
introduces it: for a term the first one that sets it in bold, for code the first text or comment that
names it. Text right below a cell introduces it in time. Without --all only the suspicious ones are listed.
Cells whose source is folded are passed over, as readers may do.
"""

import ast
import json
import re
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def augmented(operator):
    return lambda node: isinstance(node, ast.AugAssign) and isinstance(node.op, operator)


def kind(*types):
    return lambda node: isinstance(node, types)


def with_none(node):
    return isinstance(node, ast.Subscript) and any(
        isinstance(part, ast.Constant) and part.value is None for part in ast.walk(node.slice)
    )


# A construct: how it is found in the code, and what the text says when it introduces it.
CONSTRUCTS = {
    "import": (kind(ast.Import, ast.ImportFrom), r"`import"),
    "f-string": (kind(ast.JoinedStr), r"f-string"),
    "list comprehension": (kind(ast.ListComp), r"list comprehension"),
    "dict comprehension": (kind(ast.DictComp), r"dict comprehension|builds a dict"),
    "generator expression": (kind(ast.GeneratorExp), r"generator expression|without the brackets"),
    "conditional expression": (kind(ast.IfExp), r"conditional expression"),
    "and, or, not": (kind(ast.BoolOp, ast.Not), r"`and`"),
    "lambda": (kind(ast.Lambda), r"`lambda"),
    "assert": (kind(ast.Assert), r"`assert"),
    "try": (kind(ast.Try), r"`try`"),
    "with": (kind(ast.With), r"`with"),
    "while": (kind(ast.While), r"`while`"),
    "class": (kind(ast.ClassDef), r"\*\*class\*\*"),
    "raise": (kind(ast.Raise), r"`raise"),
    "break, continue": (kind(ast.Break, ast.Continue), r"`(break|continue)`"),
    "+=": (augmented(ast.Add), r"`[^`]*\+="),
    "|=": (augmented(ast.BitOr), r"`[^`]*\|="),
    "* before an argument": (kind(ast.Starred), r"[Ss]tar before"),
    "** before an argument": (
        lambda node: isinstance(node, ast.keyword) and node.arg is None,
        r"`\*\*`|\*\* hands",
    ),
    "slice with a step": (lambda node: isinstance(node, ast.Slice) and node.step, r"`::|`\[::"),
    "None as an index": (with_none, r"`[^`]*None"),
    "~": (kind(ast.Invert), r"`~"),
    "docstring": (
        lambda node: isinstance(node, ast.FunctionDef) and ast.get_docstring(node),
        r"[Dd]ocstring|in three quotes",
    ),
    "format with braces": (
        lambda node: isinstance(node, ast.Attribute) and node.attr == "format",
        r"`[^`]*format",
    ),
}


def cells():
    """(place, kind, source) of every cell whose source is open, in the order of the course."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        section = "top"
        for i, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            source = "".join(cell["source"])
            heading = re.match(r"## (\d+\.\d+)", source)
            section = heading[1] if heading else section
            if not cell["metadata"].get("jupyter", {}).get("source_hidden"):
                yield (path.name[:2], section, f"cell {i}"), cell["cell_type"], source


def terms(source):
    """The words that a table of words explains, each before its colon or in a list of such words."""
    for row in re.findall(r"^\|.*\|$", source, re.M):
        columns = row.strip("|").split(" | ")
        if len(columns) >= 5 and re.search("[一-鿿]", row):
            word = re.split(r"[:;(]", columns[3])[0].strip()
            yield from (
                part.strip() for part in word.split(",") if re.fullmatch(r"[\w -]+", part.strip())
            )


def first(places, wanted):
    """The first place whose text matches, or None."""
    return next((place for place, text in places if re.search(wanted, text)), None)


def rows():
    """(what, first use, introduction) of everything that is followed; None where there is none."""
    course = list(cells())
    text = [(place, source) for place, kind, source in course if kind == "markdown"]
    prose = [(place, re.sub(r"^\|.*\|$", "", source, flags=re.M)) for place, source in text]
    words = [(p, s if k == "markdown" else "\n".join(re.findall("#.*", s))) for p, k, s in course]
    for term in dict.fromkeys(term for _, source in text for term in terms(source)):
        bold = rf"(?i)\*\*[^*]*\b{re.escape(term)}"
        yield term, first(prose, rf"(?i)\b{re.escape(term)}"), first(prose, bold)
    used = {}
    for place, kind, source in course:
        for node in ast.walk(ast.parse(source)) if kind == "code" else ():
            for name, (is_used, _) in CONSTRUCTS.items():
                if is_used(node):
                    used.setdefault(name, place)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np", "rng"):
                used.setdefault(ast.unparse(node), place)
    for name, place in used.items():
        said = CONSTRUCTS[name][1] if name in CONSTRUCTS else rf"\b{name.split('.')[-1]}\b"
        yield name, place, first(words, said)


def main(everything):
    course = [place for place, _, _ in cells()]
    for what, use, said in rows():
        late = use and (not said or course.index(said) > course.index(use) + 1)
        if use and (everything or late):
            mark, where = "!" if late else " ", " ".join(said or ["nowhere"])
            print(f"{mark} {what:24} first used {' '.join(use):20} introduced {where}")


if __name__ == "__main__":
    main("--all" in sys.argv)
