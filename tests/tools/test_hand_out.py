"""What the students' copies have, and that nobody's work is overwritten."""

import json
import sys

import hand_out
import nbformat
from chapter_cells import CHAPTERS
from notebook_code import checks_in, source_of


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["hand_out.py", *map(str, arguments)])
    hand_out.main()


def test_a_copy_has_no_solution_and_no_output_that_answers_a_question(chapter):
    path, notebook = chapter
    copy = hand_out.students_copy(json.loads(path.read_text(encoding="utf-8")))
    nbformat.validate(nbformat.from_dict(copy))
    old_text, text = (
        "\n".join("".join(cell["source"]) for cell in cells["cells"]) for cells in (notebook, copy)
    )
    assert "Solution" not in text
    assert text.count("<details>") == text.count("</details>")
    before = {cell["id"]: cell for cell in notebook["cells"]}
    gone = before.keys() - {cell["id"] for cell in copy["cells"]}
    assert all("<summary>Solution" in "".join(before[cell]["source"]) for cell in gone)
    for cell in copy["cells"]:
        if cell["cell_type"] == "code":
            old = before[cell["id"]]
            assert cell["source"] == old["source"]
            asked = "outputs_hidden" in old["metadata"].get("jupyter", {})
            hidden = asked or checks_in(source_of(old))
            assert len(cell["outputs"]) == (0 if hidden else len(old["outputs"]))
    for kept in ("<summary>Hint", "<summary>Answer"):
        assert text.count(kept) == old_text.count(kept)


def test_work_is_left_as_it_is_and_named(tmp_path, monkeypatch, capsys):
    name = CHAPTERS[2].stem
    run(monkeypatch, "--out", tmp_path, name)
    copy, page = tmp_path / CHAPTERS[2].name, tmp_path / "lookup.md"
    assert sorted(tmp_path.iterdir()) == [copy, page]
    capsys.readouterr()
    run(monkeypatch, "--out", tmp_path, name)
    assert "differs" not in capsys.readouterr().out
    copy.write_bytes(b"work")
    run(monkeypatch, "--out", tmp_path, name)
    assert f"{copy} differs from the new copy and was left as it is." in capsys.readouterr().out
    assert copy.read_bytes() == b"work"


def test_nbgraders_layout(tmp_path, monkeypatch):
    name = CHAPTERS[2].stem
    run(monkeypatch, "--out", tmp_path, "--nbgrader", name)
    assert (tmp_path / "source" / name / f"{name}.ipynb").is_file()
