"""What every chapter promises: the kept code is the shown code, and the file is clean."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest
import run_notebooks

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NN = sorted((ROOT / "helpers" / "nn").glob("[!_]*.py"))
KEPT = re.compile(r"# kept in helpers/nn/(\w+)\.py\n")


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def definitions(text):
    """The functions and classes at the top level of a piece of Python, by name."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: node for node in ast.parse(text).body if isinstance(node, kinds)}


def same_code(a, b):
    """Whether two definitions have the same syntax tree, docstrings aside."""
    return ast.dump(without_docstrings(a)) == ast.dump(without_docstrings(b))


def without_docstrings(node):
    node = ast.parse(ast.unparse(node))
    for inner in ast.walk(node):
        if (
            isinstance(inner, (ast.FunctionDef, ast.ClassDef))
            and ast.get_docstring(inner) is not None
        ):
            inner.body = inner.body[1:] or [ast.Pass()]
    return node


def shown(notebook):
    """(module, name) -> definition, for every cell that is marked as kept."""
    found = {}
    for cell in code_cells(notebook):
        mark = KEPT.match(source(cell))
        if mark:
            for name, node in definitions(source(cell)).items():
                found[mark[1], name] = node
    return found


def imported_from_nn(notebook):
    """(module, name) for everything that the chapter's code imports from helpers.nn."""
    names = set()
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(source(cell))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers.nn"):
                module = node.module.removeprefix("helpers.nn").strip(".")
                names |= {(module, alias.name) for alias in node.names}
            elif isinstance(node, ast.Import):
                names |= {(a.name, "*") for a in node.names if a.name.startswith("helpers.nn")}
    return names


NOTEBOOKS = {path: json.loads(path.read_text(encoding="utf-8")) for path in CHAPTERS}
KEPT_CODE = {
    (path.stem, name): node
    for path in NN
    for name, node in definitions(path.read_text(encoding="utf-8")).items()
}


def test_chapters_are_numbered_without_a_gap():
    assert [path.name[:2] for path in CHAPTERS] == [f"{n:02d}" for n in range(1, len(CHAPTERS) + 1)]


# --- what is kept --------------------------------------------------------------------------------


def test_same_code_in_the_marked_cell_and_in_the_helper(chapter):
    path, notebook = chapter
    for (module, name), node in shown(notebook).items():
        assert (module, name) in KEPT_CODE, f"{path.name}: helpers/nn/{module}.py has no {name}"
        kept = KEPT_CODE[module, name]
        assert same_code(node, kept), (
            f"{path.name} shows another {name} than helpers/nn/{module}.py keeps:\n"
            f"{ast.unparse(without_docstrings(node))}\n---\n{ast.unparse(without_docstrings(kept))}"
        )


def test_a_marked_cell_holds_a_definition_and_nothing_else(chapter):
    path, notebook = chapter
    for cell in code_cells(notebook):
        if "kept in helpers" in source(cell):
            assert KEPT.match(source(cell)), f"{path.name}: mark not first in {source(cell)[:60]!r}"
            kinds = [type(node).__name__ for node in ast.parse(source(cell)).body]
            assert kinds in (["FunctionDef"], ["ClassDef"]), f"{path.name}: {kinds} in one cell"


def test_nothing_hidden():
    seen = [key for notebook in NOTEBOOKS.values() for key in shown(notebook)]
    assert sorted(seen) == sorted(KEPT_CODE), (
        "each public definition is shown by exactly one chapter"
    )


def test_no_reading_ahead():
    known = set()
    for path, notebook in NOTEBOOKS.items():
        ahead = imported_from_nn(notebook) - known
        assert not ahead, f"{path.name} imports {ahead} before a chapter has shown it"
        known |= set(shown(notebook))


def test_same_code_sees_a_difference():
    (f,) = definitions("def f(x):\n    '''doc'''\n    return x + 1").values()
    (g,) = definitions("def f(x):\n    return x + 1").values()
    (h,) = definitions("def f(x):\n    return x - 1").values()
    assert same_code(f, g)
    assert not same_code(f, h)


# --- clean files ---------------------------------------------------------------------------------


def test_valid_and_normalised(chapter):
    path, notebook = chapter
    nbformat.validate(nbformat.read(path, as_version=4))
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        assert set(cell["metadata"]) <= {"tags", "jupyter"}, cell["id"]


def test_executed_in_order(chapter):
    _, notebook = chapter
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_no_error_and_no_widget_is_stored(chapter):
    path, notebook = chapter
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", f"{path.name}: {source(cell)[:60]!r}"
            assert output.get("name") != "stderr", f"{path.name}: {output['text']}"
            assert not [kind for kind in output.get("data", {}) if "widget" in kind], cell["id"]


def test_only_known_tags(chapter):
    _, notebook = chapter
    for cell in notebook["cells"]:
        assert set(cell["metadata"].get("tags", [])) <= {"nbval-ignore-output"}, cell["id"]


def test_no_trace_of_a_machine(chapter):
    _, notebook = chapter
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
    text = json.dumps(notebook)
    assert not re.search(r"/(home|root|tmp|work|Users)/|[A-Z]:\\\\|ipykernel_\d", text)
    assert not re.search(r"0x[0-9a-f]{6,}", text)


def test_under_one_megabyte(chapter):
    path, _ = chapter
    assert path.stat().st_size < 1_000_000


def test_every_figure_has_alt_text(chapter):
    path, notebook = chapter
    figures = 0
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            if "image/png" in output.get("data", {}):
                figures += 1
                alt = output["metadata"].get("image/png", {}).get("alt", "")
                assert len(alt.split()) >= 4, (
                    f"{path.name}: a figure of {cell['id']} has no alt text"
                )
    assert figures, f"{path.name} has no figure"


# --- a chapter's parts ---------------------------------------------------------------------------


def test_parts_of_a_chapter(chapter):
    path, notebook = chapter
    text = "\n".join(source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert source(notebook["cells"][0]).startswith(f"# {int(path.name[:2])}. ")
    for part in ("What you will do", "What you will learn", "What you need", "中文", "Look back"):
        assert part in text, f"{path.name} has no {part!r}"
    setup = source(code_cells(notebook)[0])
    assert len([line for line in setup.splitlines() if line.strip()]) <= 7


def test_a_missing_course_is_explained_above_the_first_cell(chapter):
    """Not by the course's own code, which is what is missing."""
    _, notebook = chapter
    assert "No module named" in source(notebook["cells"][0])


def test_words_that_belittle_the_reader_are_not_used(chapter):
    path, notebook = chapter
    banned = r"\b(simply|obviously|just|easy|easily|of course|clearly|trivial(ly)?|basically)\b"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            found = re.search(banned, source(cell), re.I)
            assert not found, f"{path.name}, {cell['id']}: {found[0]!r}"


def test_folded_blocks_render_as_markdown(chapter):
    """Without blank lines inside, Markdown in <details> is shown as raw text."""
    path, notebook = chapter
    for cell in notebook["cells"]:
        text = source(cell)
        if cell["cell_type"] == "markdown" and "<details" in text:
            assert text.count("<details") == text.count("</details>"), f"{path.name}, {cell['id']}"
            assert re.search(r"</summary>\n\n", text), f"{path.name}, {cell['id']}"
            assert re.search(r"\n\n</details>", text), f"{path.name}, {cell['id']}"


def test_a_guess_comes_before_the_output(chapter):
    """Where a question says "before you run", the outputs of the cells that it means are folded.

    (A live figure shows its start only.)
    """
    _, notebook = chapter
    for i, cell in enumerate(notebook["cells"]):
        asked = re.search(r"[Bb]efore you run the next (two |three )?cell", source(cell))
        if cell["cell_type"] == "markdown" and asked:
            following = code_cells({"cells": notebook["cells"][i:]})
            for guessed in following[: {None: 1, "two ": 2, "three ": 3}[asked[1]]]:
                folded = guessed["metadata"].get("jupyter", {}).get("outputs_hidden")
                live = "\nlive(" in source(guessed)
                assert folded or live or not guessed["outputs"], guessed["id"]


# --- regeneration --------------------------------------------------------------------------------


@pytest.mark.slow
def test_running_a_chapter_again_gives_the_same_bytes(tmp_path):
    first, second = tmp_path / "first.ipynb", tmp_path / "second.ipynb"
    run_notebooks.save(run_notebooks.run(CHAPTERS[1]), first)
    run_notebooks.save(run_notebooks.run(first), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_stored_as_make_notebooks_writes_it(path, tmp_path):
    stored = nbformat.read(path, as_version=4)
    run_notebooks.save(run_notebooks.normalise(stored), tmp_path / path.name)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()
