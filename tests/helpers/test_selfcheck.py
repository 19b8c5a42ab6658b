"""The self-check says what is wrong, for each of the things that go wrong."""

import contextlib
import io
import json
import shutil
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata

import pytest

from helpers import datasets, selfcheck


def lines():
    return [line for right, line in selfcheck.run_checks() if not right]


def test_the_machine_that_runs_the_tests_is_ready(capsys, monkeypatch):
    monkeypatch.chdir(selfcheck.ROOT / "notebooks")
    selfcheck.check_setup()
    out = capsys.readouterr().out.splitlines()
    assert {line[0] for line in out[:-1]} == {"✓"}, out
    assert out[-1] == "Everything is ready."


def test_problems_are_counted(capsys):
    assert selfcheck.report([(True, "a"), (False, "b")]) == 1
    assert capsys.readouterr().out == "✓ a\n✗ b\n1 problem found: see the line marked ✗.\n"
    assert selfcheck.report([(False, "a"), (False, "b")]) == 2
    assert capsys.readouterr().out.endswith("2 problems found: see the lines marked ✗.\n")


@pytest.mark.parametrize("encoding", ["cp1252", "cp932", "gbk", "ascii"])
def test_an_output_that_cannot_show_every_character(encoding, monkeypatch):
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
    selfcheck.report([(True, "Python"), (False, "/課程/ñ is missing")])
    sys.stdout.flush()
    first, second, last = out.getvalue().decode(encoding).splitlines()
    assert (first, second[0], last) == ("+ Python", "x", "1 problem found: see the line marked x.")


@pytest.mark.parametrize("version", [(3, 10, 2), (3, 16, 0)])
def test_a_python_that_is_not_supported(version, monkeypatch):
    monkeypatch.setattr(selfcheck.sys, "version_info", version)
    have = ".".join(map(str, version))
    assert any(f"Python {have} is not supported, only <3.16,>=3.11" in line for line in lines())


@pytest.mark.parametrize(
    ("have", "fits"), [("1.26.4", False), ("2.0rc1", False), ("2.7.0rc1", True)]
)
def test_an_old_package(monkeypatch, have, fits):
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: have if name == "numpy" else real(name))
    found = [line for line in lines() if line.startswith(f"numpy {have}, but the course needs")]
    assert bool(found) is not fits


def test_a_package_that_cannot_be_imported(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert any("ipywidgets cannot be imported" in line for line in lines())


def test_a_course_that_is_not_installed(monkeypatch):
    monkeypatch.setattr(selfcheck, "DISTRIBUTION", "not-installed")
    assert any("the course is not installed in this Python" in line for line in lines())


def test_broken_data(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    (tmp_path / "mnist.npz").write_bytes(b"cut off")
    assert any("mnist.npz has 7 bytes instead of" in line for line in lines())
    (tmp_path / "mnist.npz").unlink()
    assert any("mnist.npz is missing" in line for line in lines())


@pytest.mark.parametrize("name", selfcheck.EXTENSIONS)
def test_an_extension_that_is_not_installed(name, monkeypatch, tmp_path):
    for installed in set(selfcheck.EXTENSIONS) - {name}:
        folder = tmp_path / "share" / "jupyter" / "labextensions" / installed
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
    monkeypatch.setattr(selfcheck.sys, "prefix", str(tmp_path))
    assert any(f"JupyterLab lacks its extension {name};" in line for line in lines())


@contextlib.contextmanager
def server_with(extensions):
    """A server whose page loads these extensions, as list_running_servers() describes it."""
    settings = json.dumps({"federated_extensions": [{"name": name} for name in extensions]})
    page = f'<script id="jupyter-config-data" type="application/json">{settings}</script>'

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            assert self.path == "/user/anna/lab"
            assert self.headers["Authorization"] == "token secret"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield {"url": f"http://127.0.0.1:{server.server_port}/user/anna/", "token": "secret"}
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("extensions", [selfcheck.EXTENSIONS, selfcheck.EXTENSIONS[:1], ()])
def test_a_jupyterlab_of_another_environment(extensions, monkeypatch):
    with server_with(extensions) as server:
        monkeypatch.setattr(selfcheck, "running_server", lambda: server)
        found = selfcheck.widgets()
    missing = [name for name in selfcheck.EXTENSIONS if name not in extensions]
    if missing:
        assert [line.split(";")[0] for right, line in found if not right] == [
            f"sliders: this JupyterLab lacks its extension {name}" for name in missing
        ]
    else:
        assert found == [(True, "sliders: this JupyterLab can show them")]


def test_a_kernel_from_another_environment(monkeypatch, tmp_path):
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(selfcheck, "ROOT", tmp_path)
    assert any("kernel: not from the course's .venv" in line for line in lines())


def test_a_second_course_beside_it(monkeypatch, tmp_path):
    """Right if it is the same, as after `pip install .`; wrong if a file differs."""
    shutil.copytree(selfcheck.ROOT / "helpers", tmp_path / "helpers")
    monkeypatch.chdir(tmp_path)
    assert selfcheck.course()[0][0]
    (tmp_path / "helpers" / "images.py").write_text("")
    assert any("not those of this folder; start JupyterLab" in line for line in lines())
    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    assert any("not those of this folder; ask for an update" in line for line in lines())


def test_a_file_that_hides_the_helpers(monkeypatch, tmp_path):
    (tmp_path / "helpers.py").write_text("")
    monkeypatch.chdir(tmp_path)
    assert any("helpers.py hides the course's helpers" in line for line in lines())


def test_a_check_that_breaks_is_reported_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(datasets, "SHA256", None)
    wrong = lines()
    assert any(line.startswith("data: TypeError") for line in wrong)
    assert len(selfcheck.run_checks()) > 5
