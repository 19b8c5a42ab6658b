"""The frame: dependency lists that agree, a lock that is complete, importing that changes nothing."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = {
    re.split(r"[<>=~!]", line)[0]: line
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
}


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def test_environment_yml_asks_for_the_same():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    # Those that conda-forge does not have stand in the list for pip, indented further.
    listed = re.findall(r"^(?:  |      )- ([\w.]+[\w.-]*)(\S*)$", text, re.M)
    names = {name: name + bound for name, bound in listed if name not in ("conda-forge", "pip")}
    assert names.pop("python") == "python" + PROJECT["requires-python"]
    assert names == WANTED
    assert re.search(r"^  - pip$", text, re.M)
    assert re.search(r"^      - -e \.$", text, re.M)


def test_requirements_txt_is_a_lock_within_the_ranges():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    assert lines.pop() == "-e ."
    locked = {}
    for line in lines:
        pin = re.fullmatch(r"([\w.-]+)==(\S+)( ; .+)?", line)
        assert pin, f"not pinned: {line}"
        locked[pin[1]] = pin[2]
    for name, wanted in WANTED.items():
        lowest = re.search(r">=([\d.]+)", wanted)[1]
        assert version(locked[name]) >= version(lowest), wanted


def test_no_registry_host_and_no_absolute_path_is_committed():
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, files):
        if name.endswith((".ipynb", ".npz", ".png")) or name == "tests/test_project.py":
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        found = re.search(r"--(extra-)?index-url|/(root|work|home)/\w|find-links", text)
        assert not found, f"{name}: {found[0]}"


@pytest.mark.parametrize(
    "module", ["helpers", "helpers.nn.networks", "helpers.datasets", "helpers.figures"]
)
def test_importing_a_helper_changes_nothing(module):
    code = f"""
import matplotlib, numpy as np, os, warnings
style = dict(matplotlib.rcParams); state = str(np.random.get_state()); filters = list(warnings.filters)
files = set(os.listdir("."))
import {module}
assert dict(matplotlib.rcParams) == style, "style"
assert str(np.random.get_state()) == state, "seed"
assert set(os.listdir(".")) == files, "files"
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_readme_names_the_commands_and_the_licences():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for part in ("make lab", "make test", "conda env create", "MIT", "CC BY 4.0", "CC BY-SA 3.0"):
        assert part in text
    assert len(text.split()) < 1100, "the README is a page and a half"
    for target in re.findall(r"\]\(([\w/.-]+)\)", text):
        assert (ROOT / target).exists(), target


def test_every_helper_has_docstrings():
    import ast

    for path in (ROOT / "helpers").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        if (
            path.parent.name == "exercises"
        ):  # answers and mistakes, each in an entry that says what it is
            continue
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_lowest_txt_holds_the_lower_bounds():
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    pins = {name: bound for name, bound in (line.split("==") for line in lines if "==" in line)}
    assert pins.pop("pyparsing"), "which matplotlib brings"
    assert set(pins) == set(WANTED)
    for name, wanted in WANTED.items():
        assert version(pins[name])[:2] == version(wanted.split(">=")[1])[:2], wanted


def test_chapter_6_quotes_the_benchmarks():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))["1"]
    times = {name: value["median"] for name, value in results["steps"].items()}
    step = times["this course"]
    (chapter,) = (ROOT / "notebooks").glob("06_*.ipynb")
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    (quoted,) = ("".join(c["source"]) for c in cells if c["id"] == "framework-cost")
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", quoted, re.M))
    for start, name in [
        ("the five matrix products", "the five matrix products"),
        ("JAX", "JAX, compiled"),
        ("PyTorch", "PyTorch eager"),
        ("NumPy with float64", "as textbooks write it"),
    ]:
        (told,) = (value for row, value in rows.items() if row.startswith(start))
        assert told == f"{times[name] / step:.1f}", start
    (told,) = (value for row, value in rows.items() if row.startswith("micrograd"))
    assert results["micrograd"] / step > int(told.removeprefix("more than ").replace(",", ""))
