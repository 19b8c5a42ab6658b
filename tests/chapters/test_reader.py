"""What a reader does: cells out of order, no network, an odd place, a read-only copy."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from chapter_runs import code_cells, open_quietly, sections

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = range(1, 8)


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_cell_that_needs_an_earlier_one_says_which_name_is_missing(number):
    needy = 0
    for cell, source, _ in code_cells(number):
        with open_quietly():
            try:
                exec(compile(source, f"<{cell}>", "exec"), {"__name__": "__main__"})
            except NameError as error:
                assert "is not defined" in str(error)  # noqa: PT017
                needy += 1
    assert needy > 10


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
    told = [section for number in CHAPTERS for section in said_to_stand_alone(number)]
    assert len(told) == len(set(told)) >= 16


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_section_that_is_said_to_stand_alone_does(number):
    setup, _, parts = sections(number)
    told = said_to_stand_alone(number)
    for section, _, code in parts:
        if section in told:
            namespace = {"__name__": "__main__"}
            with plt.rc_context(), open_quietly():
                for cell, source in [("set-up", setup), *code]:
                    exec(compile(source, f"<{section} {cell}>", "exec"), namespace)


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


NO_NETWORK = """
import socket, sys
def refuse(*args, **kwargs):
    raise RuntimeError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
socket.getaddrinfo = refuse
sys.path.insert(0, "tests/chapters")
from chapter_runs import chapter_run
chapter_run(2)
from helpers.datasets import load_mnist
load_mnist()
print("done")
"""


def test_a_chapter_with_data_needs_no_network():
    run = run_script(NO_NETWORK)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "done"


def test_the_network_block_of_that_test_blocks():
    code = NO_NETWORK.split("sys.path")[0] + "socket.create_connection(('127.0.0.1', 9))"
    assert "the network was asked for" in run_script(code).stderr
    assert socket.create_connection.__name__ != "refuse"


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


@pytest.mark.parametrize(
    "environment",
    [{}, {"HOME": None}, {"DISPLAY": None, "WAYLAND_DISPLAY": None}],
    ids=["plain", "no-home", "no-display"],
)
def test_a_read_only_copy_in_an_odd_place(copied_course, tmp_path, environment):
    before = sorted(path.relative_to(copied_course) for path in copied_course.rglob("*"))
    environment = {"MPLCONFIGDIR": str(tmp_path / "mpl"), **environment}
    run = run_script(
        USE.format(place=str(copied_course)),
        cwd=tmp_path,
        PYTHONDONTWRITEBYTECODE="1",
        **environment,
    )
    assert run.stdout.strip() == "fine", run.stderr
    after = sorted(path.relative_to(copied_course) for path in copied_course.rglob("*"))
    assert after == before
