"""The browser tests run where a Chromium is found; where CI is set, it has to be."""

import os

import lab
import pytest

CHROMIUM = lab.find_chromium()
if CHROMIUM is None:
    if os.environ.get("CI"):
        raise pytest.UsageError("no Chromium found: install one, or name it in CHROMIUM")
    collect_ignore_glob = ["test_*.py"]


def pytest_sessionfinish(session, exitstatus):
    if CHROMIUM is None and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.write_line(
            "The browser tests were left out: no Chromium found (install one, or name it in CHROMIUM)."
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The folder, the address and the token of a Jupyter server for all tests of one process."""
    folder = tmp_path_factory.mktemp("notebooks")
    with lab.jupyter_server(folder, tmp_path_factory.mktemp("server")) as (url, token):
        yield folder, url, token


# Not for the whole session: while it is open, Playwright keeps an event loop running in this
# thread, and a live figure in another test would wait for that loop to draw its pictures.
@pytest.fixture(scope="module")
def chrome():
    with lab.browser(CHROMIUM) as chrome:
        yield chrome


@pytest.fixture(scope="module")
def open_notebook(chrome, server):
    """A function that opens a notebook, of these cells if it is new.

    JupyterLab has one page, in which notebooks are opened beside each other; in Notebook 7 each has
    a page of its own.
    """
    folder, *address = server
    opened = []

    def open_one(name, cells=None, app="lab"):
        if cells:
            lab.write_notebook(folder / name, cells)
        for notebook in opened:
            if notebook.app == app == "lab":
                notebook.open(name)
                return notebook
        page = chrome.new_page(viewport={"width": 1200, "height": 1000})
        opened.append(lab.Notebook(page, *address, name, app))
        return opened[-1]

    yield open_one
    for notebook in opened:
        notebook.end()
