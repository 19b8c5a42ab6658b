"""The table of a class: what is right, and that a hostile notebook costs its own row alone."""

import csv
import json
import shutil
import subprocess
import sys

import collect
import pytest

RIGHT = "def my_mean(values):\n    return sum(values) / len(values)"
WRONG = "def my_mean(values):\n    return sum(values)"

LINUX = "right" if sys.platform == "linux" else "tried"

# What the students returned for exercise 1.2, and what the table says of it.
CLASS = {
    "right": (RIGHT, "right"),
    "wrong": (WRONG, "tried"),
    "a gap left": ("def my_mean(values):\n    ...\n    return ...", "not tried"),
    "no Python": ("def my_mean(values", "tried"),
    "an error": (f"{RIGHT}\n1 / 0", "right"),
    "sys.exit": (f"import sys\n{RIGHT}\nsys.exit(0)", "right"),
    "os._exit": (f"import os\n{RIGHT}\nos._exit(0)", "tried"),
    "prints, and replaces check": (
        f"{WRONG}\ndef check(*answer): print('✓ Exercise 1.2: right.')\ncheck()",
        "tried",
    ),
    "replaces the checker": (
        f"""{WRONG}
import answercheck.apart, answercheck.attempt, answercheck.judge, answercheck.values, __main__
for module in (answercheck.apart, answercheck.attempt, answercheck.judge, answercheck.values):
    for name in vars(module):
        if not name.startswith("__") and name not in ("limited", "json"):
            setattr(module, name, lambda *a, **k: True)
__main__.record = lambda *answer: '{{"value": true}}'""",
        "tried",
    ),
    "forges a record": (
        f"""{WRONG}
import json, os
values = [dict(value=v, failure="", changed=False, ended="done", warned="") for v in (1, 2, 3, 4)]
record = json.dumps(dict(outcomes=values, asked=[], ruled_out=False, status="right"))
for file in range(3, 30):
    try:
        os.write(file, record.encode())
    except OSError:
        pass
os._exit(0)""",
        "tried",
    ),
    "prints too much": (
        f"{WRONG}\nimport os\nfor i in range(300):\n    print('x' * 10**6)\nfor file in range(3, 30):\n"
        "    try:\n        while os.write(file, b'x' * 10**6): pass\n    except OSError: pass",
        "tried",
    ),
    # These are right if the attempt was refused, which not every system does.
    "takes all memory": (f"{RIGHT}\nmy_mean.block = bytearray(2 * 2**30)\nmy_mean = len", LINUX),
    "fills a file": (
        f"{RIGHT}\nwith open('f', 'wb') as file:\n    file.seek(10**8)\n    file.write(b'x')\n"
        "    file.flush()\n    my_mean = len",
        "tried" if sys.platform == "win32" else "right",
    ),
    "reads a secret": (
        f"{RIGHT}\nimport os\nif 'COURSE_SECRET' in os.environ or os.listdir('.'):\n    my_mean = len",
        "right",
    ),
}


def notebook(*sources):
    cells = [{"cell_type": "code", "source": source.splitlines(True)} for source in sources]
    return json.dumps({"cells": cells})


def returned(code):
    return notebook("from chapters.exercises import check", f'{code}\n\n\ncheck("1.2", my_mean)')


def rows_of(folder):
    head, *rows = collect.table(folder)
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for student, (code, _) in CLASS.items():
        (folder / student).mkdir()
        (folder / student / "01_python_basics.ipynb").write_text(returned(code), encoding="utf-8")
    (folder / "no notebook").mkdir()
    (folder / "no notebook" / "01.ipynb").write_text("[" * 10**5, encoding="utf-8")
    (folder / "01_python_basics_=1.ipynb").write_text(notebook(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collect, "SECONDS", 60)
        patch.setenv("COURSE_SECRET", "token")
        return rows_of(folder)


@pytest.mark.parametrize("student", CLASS)
def test_each_students_row(rows, student):
    assert rows[student]["1.2"] == CLASS[student][1]
    assert rows[student]["1.1"] == "not tried"
    assert rows[student]["right"] == (CLASS[student][1] == "right")


def test_every_student_has_a_row(rows):
    assert rows.keys() == {*CLASS, "no notebook", "'=1"}  # no formula in a spreadsheet
    assert "no notebook that can be read" in rows["no notebook"]["notes"]


@pytest.fixture(scope="module")
def confinement(tmp_path_factory):
    return collect.Confinement(str(tmp_path_factory.mktemp("fonts")))


FILES = {"read your files", "write into your files"}
OTHERS = {"change your files", "use the network", "end your processes"}


def test_what_can_be_reached_is_said(confinement, monkeypatch):
    """Namespaces close all that is tried, Landlock closes files; not every system allows both."""
    command = [*collect.NAMESPACES, "true"]
    refused = (
        not shutil.which(command[0]) or subprocess.run(command, capture_output=True).returncode
    )
    files = set() if sys.platform == "linux" else FILES
    assert set(confinement.open_doors()) <= (files | OTHERS if refused else set())
    monkeypatch.setattr(confinement, "prefix", [])
    assert "change your files" in confinement.open_doors()
    assert set(confinement.open_doors()) <= files | OTHERS


def test_a_notebook_that_does_not_end_is_ended(confinement, tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "SECONDS", 1.5)
    forever = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    path = tmp_path / "a.ipynb"
    path.write_text(returned(f"{RIGHT}\n{forever}"), encoding="utf-8")
    found, notes = collect.records(path, confinement, {})
    assert [(number, record) for number, record, *_ in found] == [("1.2", "")]
    assert notes == ["1.2: no answer within 2 s"]


def test_the_time_for_a_whole_notebook(confinement, tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "WHOLE", 0)
    path = tmp_path / "a.ipynb"
    path.write_text(returned(RIGHT), encoding="utf-8")
    assert collect.records(path, confinement, {})[1] == ["1.2: the notebook's time was over"]


def test_a_stub_that_is_untouched_is_not_run(tmp_path, monkeypatch):
    (chapter,) = (collect.ROOT / "notebooks").glob("01_*.ipynb")
    found, notes = collect.records(chapter, None, collect.stubs())
    assert [number for number, *_ in found] == [f"1.{i}" for i in range(1, 9)]
    assert {record for _, record, *_ in found} == {None}
    assert notes == []


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("anna/02_perceptron.ipynb", "anna"),
        ("anna/assignment/02.ipynb", "anna"),
        ("Anna Li_123_assignsubmission_file_/02_perceptron.ipynb", "Anna Li"),
        ("Anna Li_123_assignsubmission_file_02_perceptron.ipynb", "Anna Li"),
        ("02_perceptron_anna.ipynb", "anna"),
        ("anna-02_perceptron.ipynb", "anna"),
        ("02_perceptron.ipynb", ""),
        ("anna.ipynb", ""),
    ],
)
def test_whose_notebook_it_is(path, student, tmp_path):
    assert collect.student_of(tmp_path / path, tmp_path) == student


ROWS = [["student", "1.1", "notes"], ["李", "right", 'a, "b"']]


def test_the_table_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "table", lambda folder: ROWS)
    out = tmp_path / "table.csv"
    monkeypatch.setattr(sys, "argv", ["collect.py", str(tmp_path), "--out", str(out)])
    collect.main()
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == ROWS
