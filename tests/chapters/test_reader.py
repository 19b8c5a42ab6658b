"""What a reader does: sections on their own, an odd place, a read-only copy."""

import ast
import builtins
import os
import re
import shutil
import subprocess
import symtable
import sys
from pathlib import Path

import pytest
from chapter_cells import CHAPTERS, sections
from notebook_code import symbols

ROOT = Path(__file__).resolve().parents[2]


ALONE = r"stands alone: it needs the (set-up|first code) cell and nothing else"
ALL_ALONE = r"All sections but (.+) stand alone: they need the first code cell and nothing else"


def said_to_stand_alone(number):
    """The numbers of the sections of which the chapter says so."""
    _, opening, parts = sections(number)
    numbers = [section for section, words, _ in parts if re.search(ALONE, words)]
    every = re.search(ALL_ALONE, opening)
    if every:
        numbers += [section for section, _, code in parts if section not in every[1] and code]
    return numbers


def test_some_sections_are_said_to_stand_alone():
    alone = [section for number in CHAPTERS for section in said_to_stand_alone(number)]
    assert len(alone) == len(set(alone)) >= 10


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_section_that_is_said_to_stand_alone_does(number):
    setup, _, parts = sections(number)
    alone = said_to_stand_alone(number)
    for section, _, code in parts:
        if section in alone:
            known = set(dir(builtins))
            for source in [setup, *code]:
                read, bound = names(source)
                assert read <= known, f"{section} reads {read - known}:\n{source}"
                known |= bound


def names(source):
    """The names that a cell reads before it binds them, and those that it binds."""
    read, bound = set(), set()
    for statement in ast.parse(source).body:
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        here = {s.get_name() for s in symbols(table) if s.is_assigned() or s.is_imported()}
        used = {s.get_name() for s in symbols(table) if s.is_referenced()}
        inner = list(table.get_children())
        for scope in inner:
            used |= {s.get_name() for s in symbols(scope) if s.is_global()}
            inner += scope.get_children()
        # A loop or a definition may use what it has bound itself; x = x + 1 may not.
        read |= used - bound - (here if hasattr(statement, "body") else set())
        bound |= here
    return read, bound


def test_names_are_found():
    source = "import a.b as c\nx = x + y\nfor i in c: print(i, [j for j in z if j])\ndef f(k): return f(k) + w"
    assert names(source) == ({"x", "y", "z", "w", "print"}, {"c", "x", "i", "f"})


def run_script(code, cwd=ROOT, **environment):
    env = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1", **environment}
    env = {name: value for name, value in env.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copied_course(tmp_path):
    """The helpers in a folder with spaces and Chinese characters, which nothing may write to."""
    place = tmp_path / "my course 神经网络"
    shutil.copytree(
        ROOT / "helpers", place / "helpers", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield place
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755)


USE = """
import sys
sys.path.insert(0, {place!r})
import helpers
assert helpers.__file__.startswith({place!r}), helpers.__file__
import matplotlib.pyplot as plt
from helpers.datasets import load_digit_weights, load_mnist
from livefigure import LiveFigure
from helpers.nn.networks import TwoLayerNet, flatten_and_scale
plt.style.use("helpers.lesson")
assert len(load_mnist()[1]) == 60000 and load_digit_weights()
fig, ax = plt.subplots()
(line,) = ax.plot([0, 1], [0, 1])
def draw(k):
    line.set_ydata([0, k])
LiveFigure(fig, draw, k=(0, 1, 5), alt="A line that rises from 0 to k.")
print("fine")
"""


def test_a_read_only_copy_in_an_odd_place_without_a_home_or_a_display(copied_course, tmp_path):
    run = run_script(
        USE.format(place=str(copied_course)),
        cwd=tmp_path,
        PYTHONDONTWRITEBYTECODE="1",
        MPLCONFIGDIR=str(tmp_path / "mpl"),
        HOME=None,
        DISPLAY=None,
        WAYLAND_DISPLAY=None,
    )
    assert run.stdout.strip() == "fine", run.stderr
