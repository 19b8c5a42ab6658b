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


# One for each module and not for the session: while it is open, Playwright keeps an event loop
# running in this thread, and a live figure of any other test would leave its pictures to that loop.
@pytest.fixture(scope="module")
def chrome():
    with lab.browser(CHROMIUM) as chrome:
        yield chrome


@pytest.fixture(scope="module")
def open_notebook(chrome, tmp_path_factory):
    """A function that opens a list of cells, or a notebook's path, in a JupyterLab of its own."""
    folder = tmp_path_factory.mktemp("notebooks")
    pages = []
    with lab.lab_server(folder, tmp_path_factory.mktemp("lab")) as (url, token):

        def open_one(cells_or_path, name=None, **options):
            name = lab.place(cells_or_path, folder, name or f"test_{len(pages)}.ipynb")
            page = chrome.new_page(**{"viewport": {"width": 1200, "height": 1000}, **options})
            pages.append(page)
            return lab.Notebook(page, url, token, name)

        yield open_one
        for page in pages:
            page.close()
