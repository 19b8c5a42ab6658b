"""Look whether everything that the course needs is here: `make check`, or check_setup() in a cell."""

import importlib
import json
import re
import sys
from importlib import metadata
from pathlib import Path

from helpers import datasets

ROOT = Path(__file__).resolve().parent.parent
DISTRIBUTION = "neural-networks-from-scratch-course"
SET_UP_AGAIN = "set up again with: make clean lab"
LAB_EXTENSION = Path("share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/package.json")


def check_setup():
    """Print one line for each thing that must be right, with what to do where it is not.

    Returns nothing; never raises. Run it first when anything in the course does not work.
    """
    tell(run_checks())


def tell(results):
    """Print the (right, line) pairs, and how many are to be mended. Returns that number."""
    for right, line in results:
        print(f"{'✓' if right else '✗'} {line}")
    wrong = sum(not right for right, _ in results)
    print("Everything is ready." if not wrong else f"To mend: {wrong}. See the lines with ✗.")
    return wrong


def run_checks():
    """All checks as (right, line) pairs."""
    results = []
    for check in (python, packages, course, data, widgets, kernel):
        try:
            results += check()
        except Exception as error:  # a broken environment can fail in ways that nobody foresaw
            line = f"{check.__name__}: {type(error).__name__}: {error}; {SET_UP_AGAIN}"
            results.append((False, line))
    return results


def numbers(version):
    """'3.11.7' -> (3, 11, 7), for comparing."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def python():
    """The Python that runs this."""
    have = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= (3, 11):  # noqa: UP036 - whoever runs an older one is to be told
        return [(True, f"Python {have}")]
    return [(False, f"Python {have} is too old; use 3.11 or newer: make PYTHON=python3.12 lab")]


def packages():
    """Every package that the course needs to run, and its version."""
    results = []
    for line in metadata.requires(DISTRIBUTION) or []:
        wanted = re.fullmatch(r"([\w.-]+)>=([\d.]+)(.*)", line)
        if not wanted or "extra ==" in wanted[3]:
            continue
        name, lowest = wanted[1], wanted[2]
        try:
            importlib.import_module(name)
            have = metadata.version(name)
        except Exception as error:
            results.append((False, f"{name} cannot be imported ({error}); {SET_UP_AGAIN}"))
            continue
        if numbers(have) >= numbers(lowest):
            results.append((True, f"{name} {have}"))
        else:
            results.append((False, f"{name} {have} is older than {lowest}; {SET_UP_AGAIN}"))
    return results


def course():
    """The helpers are those of the course that is open, and not of a second copy of it."""
    here = Path.cwd().resolve()
    opened = next((p for p in (here, *here.parents) if (p / "helpers" / "nn").is_dir()), ROOT)
    if opened == ROOT:
        return [(True, "helpers: importable, from this course")]
    text = f"helpers come from another copy of the course ({ROOT.name}); start JupyterLab with make lab in this one"
    return [(False, text)]


def data():
    """The data files are those that were shipped."""
    results = []
    for name in datasets.SHA256:
        try:
            datasets.open_checked(name).close()
            results.append((True, f"data: {name} is intact"))
        except (datasets.DataFileError, OSError) as error:
            results.append((False, f"data: {error}"))
    return results


def widgets():
    """JupyterLab has the extension that draws sliders ('Error displaying widget' without it)."""
    package = Path(sys.prefix) / LAB_EXTENSION
    if package.is_file():
        return [
            (
                True,
                f"sliders: JupyterLab's widget extension {json.loads(package.read_text())['version']}",
            )
        ]
    return [(False, f"sliders: JupyterLab's widget extension is missing here; {SET_UP_AGAIN}")]


def kernel():
    """This Python is that of the course's own environment, where it has one."""
    own = ROOT / ".venv"
    if not own.is_dir():
        return [(True, "kernel: from the environment that the course is installed in")]
    if Path(sys.prefix).resolve().parent == ROOT.resolve():  # .venv, or one beside it for tests
        return [(True, "kernel: from the course's own environment")]
    return [
        (
            False,
            "kernel: from another environment than the course's .venv; close JupyterLab and start it with make lab",
        )
    ]


if __name__ == "__main__":
    sys.exit(tell(run_checks()) > 0)
