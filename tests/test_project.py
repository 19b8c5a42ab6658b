"""The frame: dependency lists that agree, a lock that is complete, importing that changes nothing."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
READING = {
    requirement.name: requirement for requirement in map(Requirement, PROJECT["dependencies"])
}
TESTING = {r.name: r for r in map(Requirement, PROJECT["optional-dependencies"]["test"])}
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def lowest(requirement):
    (bound,) = requirement.specifier
    return Version(bound.version)


def locked(name):
    """The requirements of a file, without its options and comments."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.partition("#")[0]) for line in lines if line[0] not in "#-"]


def test_environment_yml_asks_for_the_same():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = map(Requirement, re.findall(r"^ +- (\w[^\s:]*)$", text, re.M)[1:])
    found = {canonicalize_name(r.name): r.specifier for r in listed}
    assert found.pop("python") == PROJECT["requires-python"]
    found.pop("pip")
    assert found == {name: r.specifier for name, r in (READING | TESTING).items()}


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_has_one_version_within_the_range_for_each_python(python):
    environment = {"python_version": python, "python_full_version": f"{python}.6"}
    reading, added = locked("requirements.txt"), locked("requirements-test.txt")
    pins = {}
    for pin in reading + added:
        if pin.marker is None or pin.marker.evaluate(environment):
            assert pin.name not in pins, f"two versions of {pin.name}"
            pins[pin.name] = lowest(pin)
    for name, requirement in (READING | TESTING).items():
        assert pins[name] in requirement.specifier, requirement
    assert {pin.name for pin in reading} >= set(READING)


def test_the_range_of_pythons_is_the_same_everywhere():
    bound = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{n}" for n in range(9, 18) if f"3.{n}" in bound] == list(PYTHONS)
    for name in ("packages/livefigure", "packages/answercheck"):
        text = (ROOT / name / "pyproject.toml").read_text(encoding="utf-8")
        assert tomllib.loads(text)["project"]["requires-python"] == PROJECT["requires-python"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "(3, 11) <= v <= (3, 15)" in makefile
    assert f"for v in {' '.join(PYTHONS)};" in makefile
    assert "Python 3.11 to 3.15" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_imported_is_declared():
    """Reading needs what the course imports; the tests may need more."""
    reading, testing = set(READING), set(READING | TESTING)
    for room, declared in {
        "helpers": reading,
        "chapters": reading,
        "packages/livefigure/livefigure": reading,
        "packages/answercheck/answercheck": reading,
        "notebooks": reading,
        "packages": testing,
        "tests": testing,
        "tools": testing,
    }.items():
        for name in imports(ROOT / room) - OWN - set(sys.stdlib_module_names):
            distribution = {"PIL": "pillow"}.get(name, canonicalize_name(name))
            assert distribution in declared, f"{room} imports {name}"


OWN = {"helpers", "chapters", "livefigure", "answercheck"}


def imports(room):
    """The top-level names that the files of a folder import, its own modules aside."""
    found = set()
    for path in room.rglob("*.py"):
        found |= modules(path.read_text(encoding="utf-8"))
    for path in room.rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                found |= modules("".join(cell["source"]))
    # Tests import tools, and tools import tests/browser/lab.py.
    rooms = (room, ROOT / "tools", ROOT / "tests" / "browser")
    own = {path.stem for folder in rooms for path in folder.rglob("*.py")}
    return {name.partition(".")[0] for name in found} - own


def modules(source):
    """The modules that a piece of Python imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
    return found


def test_no_registry_host_and_no_absolute_path_is_committed():
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, files):
        if name.endswith((".ipynb", ".npz", ".png", ".gif")) or name == "tests/test_project.py":
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
    assert len(text.split()) < 1250, "the README is two pages"
    for target in re.findall(r"\]\(([\w/.-]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("room", ["helpers", "chapters"])
def test_everything_public_has_a_docstring(room):
    for path in (ROOT / room).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body:
            assert ast.get_docstring(tree), path
        if path.parent.name == "exercises":  # an entry says what its code is
            continue
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_lowest_txt_has_the_lower_bounds():
    pins = {pin.name: lowest(pin) for pin in locked("tests/lowest.txt")}
    assert pins.pop("pyparsing"), "which matplotlib brings"
    assert pins == {name: lowest(r) for name, r in (READING | TESTING).items()}


# --- the rooms: notebooks -> chapters -> helpers -> packages; nn -> NumPy --------------------------

ARROWS = {
    "notebooks": {"chapters", "helpers", "livefigure", "answercheck"},
    "chapters": {"chapters", "helpers", "livefigure", "answercheck"},
    "helpers": {"helpers", "livefigure"},
    "packages/livefigure/livefigure": {"livefigure"},
    "packages/answercheck/answercheck": {"answercheck"},
}


@pytest.mark.parametrize("room", ARROWS)
def test_imports_go_one_way(room):
    assert imports(ROOT / room) & OWN <= ARROWS[room]


def test_nn_imports_numpy_and_nothing_else():
    for path in (ROOT / "helpers" / "nn").glob("*.py"):
        for name in modules(path.read_text(encoding="utf-8")):
            assert name.split(".")[0] == "numpy" or name.startswith("helpers.nn"), (
                f"{path.name}: {name}"
            )


def test_helpers_do_not_import_nn():
    for path in (ROOT / "helpers").rglob("*.py"):
        if path.parent.name != "nn":
            names = modules(path.read_text(encoding="utf-8"))
            assert not [n for n in names if n.startswith("helpers.nn")], path.name


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
        (stated,) = (value for row, value in rows.items() if row.startswith(start))
        assert stated == f"{times[name] / step:.1f}", start
    (stated,) = (value for row, value in rows.items() if row.startswith("micrograd"))
    assert results["micrograd"] / step > int(stated.removeprefix("more than ").replace(",", ""))


def test_chapter_7_quotes_the_three_seeds():
    text = (ROOT / "benchmarks" / "train_better.json").read_text(encoding="utf-8")
    (chapter,) = (ROOT / "notebooks").glob("07_*.ipynb")
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    (quoted,) = ("".join(c["source"]) for c in cells if c["id"] == "big-table")
    for hidden, result in json.loads(text).items():
        test = ", ".join(f"{accuracy:.3f}" for accuracy in result["test"])
        row = f"| 784-{hidden}-10 | {result['epochs']} | {test} | {result['cpu_seconds']:.0f} |"
        assert row in quoted


def test_the_readme_of_livefigure_quotes_the_benchmark():
    tables = []
    for path in ("benchmarks/LIVE.md", "packages/livefigure/README.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        tables.append(re.search(r"(?ms)^## One figure, four tools$.*?(?=\n## |\Z)", text)[0])
    assert tables[0] == tables[1]
    assert tables[0].count("\n| ") == 5


def test_chapter_8_quotes_the_trainings():
    def results(name):
        return json.loads((ROOT / "benchmarks" / f"{name}.json").read_text(encoding="utf-8"))

    def written(accuracies):
        return ", ".join(f"{accuracy:.4f}" for accuracy in accuracies)

    (chapter,) = (ROOT / "notebooks").glob("08_*.ipynb")
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    source = {cell["id"]: "".join(cell["source"]) for cell in cells}
    for name, r in results("train_convolution").items():
        filters = "conv 8, conv 16" if name.startswith("small") else "conv 16, conv 32"
        row = f"| {filters} | {r['parameters']:,} | {r['epochs']} | {r['shift']} "
        assert f"{row}| {written(r['test'])} | {r['cpu_seconds']} |" in source["s12-table"]
    together = results("train_convolution")["large"]["together"]
    assert f"reach {together:.4f} together" in source["s12-wrong-answer"]
    starts = results("towers")["starts"]
    for one, ten in zip(starts[:8], starts[8:], strict=True):
        kind = " | ".join("yes" if one[key] else "no" for key in ("he", "norm", "skip"))
        assert f"| {kind} | {one['test']:.3f} | {ten['test']:.3f} |" in source["s13-table"]
    deep = results("towers")["epochs"]
    first, second = deep["test"]
    ratio = deep["cpu_seconds"] / results("train_convolution")["large_unmoved"]["cpu_seconds"]
    for words in (
        f"has {deep['parameters']:,} parameters",
        f"reads {first:.4f} and {second:.4f} of",
        f"takes {ratio:.0f} times",
    ):
        assert words in source["s13-table"]


def test_chapter_8_quotes_the_steps():
    text = (ROOT / "benchmarks" / "convolution.json").read_text(encoding="utf-8")
    (chapter,) = (ROOT / "notebooks").glob("08_*.ipynb")
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    (quoted,) = ("".join(c["source"]) for c in cells if c["id"] == "framework-cost")
    for network, step in json.loads(text)["steps"]["1"].items():
        name = network.removesuffix(", Adam").removesuffix(", Momentum")
        bare, eager, last = (
            f"{step[contender]['median'] / step['this course']['median']:.1f}"
            for contender in ("its bare matrix products", "PyTorch eager", "PyTorch, channels last")
        )
        assert f"| {name} | {bare} | **1** | {eager} | {last} |" in quoted


def test_the_readme_of_livefigure_names_the_versions():
    text = (ROOT / "packages/livefigure/README.md").read_text(encoding="utf-8")
    names = re.search(r"^\| \| Python \| (.+) \|$", text, re.M)[1].split(" | ")
    for row, file in (
        ("the lowest that it allows", "tests/lowest.txt"),
        ("the course's lock", "requirements.txt"),
    ):
        pins = {pin.name: str(lowest(pin)) for pin in locked(file)}
        stated = re.search(rf"^\| {row} \| [\d.]+ \| (.+) \|$", text, re.M)[1]
        assert stated.split(" | ") == [pins[name] for name in names]
