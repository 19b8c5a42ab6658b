"""Verify that everything the course needs is installed: `make check`, or check_setup() in a cell."""

import filecmp
import importlib
import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from helpers import datasets

ROOT = Path(__file__).resolve().parent.parent
DISTRIBUTION = "neural-networks-from-scratch-course"
SET_UP_AGAIN = "set up again with: make clean lab"
IMPORT_NAMES = {"ipython": "IPython", "pillow": "PIL"}
EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)  # what a slider and its figure need


def check_setup():
    """Print one line for each thing that must be right, with what to do where it is not.

    Returns nothing; never raises. Run it first when anything in the course does not work.
    """
    report(run_checks())


def report(results):
    """Print the (right, line) pairs and how many problems there are. Returns that number."""
    good, bad = "✓✗" if shows("✓✗") else "+x"
    for right, line in results:
        line = f"{good if right else bad} {line}"
        print(line if shows(line) else ascii(line)[1:-1])
    wrong = sum(not right for right, _ in results)
    problems = (
        "1 problem found: see the line" if wrong == 1 else f"{wrong} problems found: see the lines"
    )
    print(f"{problems} marked {bad}." if wrong else "Everything is ready.")
    return wrong


def shows(text):
    """Whether the output can show the text; on Windows some cannot show every character."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def run_checks():
    """All checks as (right, line) pairs."""
    results = []
    for check in (python, packages, course, data, widgets, kernel):
        try:
            results += check()
        except metadata.PackageNotFoundError:
            line = f"{check.__name__}: the course is not installed in this Python; {SET_UP_AGAIN}"
            results.append((False, line))
        except Exception as error:  # a broken environment can fail in ways that nobody foresaw
            line = f"{check.__name__}: {type(error).__name__}: {error}; {SET_UP_AGAIN}"
            results.append((False, line))
    return results


def python():
    """The Python that runs this."""
    have = ".".join(map(str, sys.version_info[:3]))
    wanted = SpecifierSet(metadata.metadata(DISTRIBUTION)["Requires-Python"])
    if wanted.contains(have, prereleases=True):
        return [(True, f"Python {have}")]
    advice = "set up again with: make clean lab PYTHON=python3.12"
    return [(False, f"Python {have} is not supported, only {wanted}; {advice}")]


def packages():
    """Every package that the course needs to run, and its version."""
    results = []
    for line in metadata.requires(DISTRIBUTION):
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            importlib.import_module(IMPORT_NAMES.get(wanted.name, wanted.name.replace("-", "_")))
            have = metadata.version(wanted.name)
        except Exception as error:
            results.append((False, f"{wanted.name} cannot be imported ({error}); {SET_UP_AGAIN}"))
            continue
        right = wanted.specifier.contains(have, prereleases=True)
        needs = "" if right else f", but the course needs {wanted}; {SET_UP_AGAIN}"
        results.append((right, f"{wanted.name} {have}{needs}"))
    return results


def course():
    """The helpers are those of the course that is open, and no file of the reader's hides them."""
    here = Path.cwd().resolve()
    for folder in (here, ROOT / "notebooks"):
        if (folder / "helpers.py").is_file():
            return [
                (False, f"{folder.name}/helpers.py hides the course's helpers: rename that file")
            ]
    opened = next((p for p in (here, *here.parents) if (p / "helpers" / "nn").is_dir()), ROOT)
    names = [str(path.relative_to(ROOT)) for path in (ROOT / "helpers").rglob("*.py")]
    if opened == ROOT or not any(filecmp.cmpfiles(ROOT, opened, names, shallow=False)[1:]):
        return [(True, "helpers: importable, and of this course")]
    hub = "JUPYTERHUB_USER" in os.environ
    advice = "ask for an update of this hub" if hub else "start JupyterLab here with: make lab"
    text = f"helpers: those installed ({ROOT}) are not those of this folder; {advice}"
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
    """The page has what draws sliders and live figures ('Error displaying widget' without it)."""
    server = running_server()
    if server:
        found, place = page_extensions(server), "this JupyterLab"
    else:
        folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
        found = {name for name in EXTENSIONS if (folder / name / "package.json").is_file()}
        place = "JupyterLab"
    missing = [name for name in EXTENSIONS if name not in found]
    if not missing:
        return [(True, f"sliders: {place} can show them")]
    advice = "close it and start JupyterLab with: make lab" if server else SET_UP_AGAIN
    return [(False, f"sliders: {place} lacks its extension {name}; {advice}") for name in missing]


def running_server():
    """The Jupyter server that started this kernel, as its own description, or None."""
    from jupyter_server.serverapp import list_running_servers

    parent = os.environ.get("JPY_PARENT_PID")
    return next((s for s in list_running_servers() if str(s["pid"]) == parent), None)


def page_extensions(server):
    """The names of the extensions that the server's pages load."""
    request = Request(server["url"] + "lab", headers={"Authorization": f"token {server['token']}"})
    with build_opener(ProxyHandler({})).open(request, timeout=10) as response:
        page = response.read().decode()
    settings = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1]
    return {extension["name"] for extension in json.loads(settings)["federated_extensions"]}


def kernel():
    """This Python is that of the course's own environment, where it has one."""
    own = ROOT / ".venv"
    if not own.is_dir():
        return [(True, "kernel: from the environment that the course is installed in")]
    if Path(sys.prefix).resolve().parent == ROOT.resolve():  # .venv, or one beside it for tests
        return [(True, "kernel: from the course's own environment")]
    text = "kernel: not from the course's .venv; close JupyterLab and start it with: make lab"
    return [(False, text)]


if __name__ == "__main__":
    sys.exit(report(run_checks()) > 0)
