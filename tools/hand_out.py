"""Make the students' copies of chapters: `python tools/hand_out.py [--out DIR] [NAME ...]`.

A copy has no solutions, no stored output where a question comes first or an exercise is to be done,
and every other output and picture. Hints and answers to questions in the text stay, folded. A file
of DIR that differs from the new copy is somebody's work: it is left as it is, and named.
"""

import argparse
import json
import re
from pathlib import Path

from notebook_code import checks_in, source_of

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
SOLUTION = re.compile(r"^<details><summary>Solution</summary>\n\n.*?\n\n</details>\n*", re.M | re.S)


def students_copy(notebook):
    """The notebook, a dict as in its file, without what a student is to find out. Changes it."""
    kept = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = None
            folded = cell["metadata"].get("jupyter", {}).pop("outputs_hidden", False)
            if folded or checks_in(source_of(cell)):
                cell["outputs"] = []
            for output in cell["outputs"]:
                if "execution_count" in output:
                    output["execution_count"] = None
        else:
            text = SOLUTION.sub("", "".join(cell["source"])).rstrip()
            if not text:
                continue
            cell["source"] = text.splitlines(keepends=True)
        kept.append(cell)
    notebook["cells"] = kept
    return notebook


def hand_out(source, target):
    """Write the students' copy of a file, unless target exists. Returns whether target is it now."""
    content = source.read_bytes()
    if source.suffix == ".ipynb":
        copy = students_copy(json.loads(content))
        text = json.dumps(copy, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        content = text.encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return target.read_bytes() == content
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", metavar="NAME", help="such as 02_perceptron; all")
    parser.add_argument("--out", type=Path, default=Path("handout"), metavar="DIR")
    parser.add_argument(
        "--nbgrader", action="store_true", help="as DIR/source/02_perceptron/02_perceptron.ipynb"
    )
    given = parser.parse_args()
    known = {path.stem: path for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))}
    if unknown := [name for name in given.chapters if name not in known]:
        parser.error(f"there is no chapter {unknown[0]}, only {', '.join(known)}")
    for name in given.chapters or known:
        folder = given.out / "source" / name if given.nbgrader else given.out
        for source in (known[name], NOTEBOOKS / "lookup.md"):
            target = folder / source.name
            if not hand_out(source, target):
                print(f"{target} differs from the new copy and was left as it is.")
    print(f"The copies are in this folder: {given.out}")


if __name__ == "__main__":
    main()
