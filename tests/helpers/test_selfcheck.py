"""The self-check says what is wrong, for each of the things that go wrong."""

import sys
from importlib import metadata

from helpers import datasets, selfcheck


def lines():
    return [line for right, line in selfcheck.run_checks() if not right]


def test_the_machine_that_runs_the_tests_is_ready(capsys, monkeypatch):
    monkeypatch.chdir(selfcheck.ROOT / "notebooks")
    selfcheck.check_setup()
    out = capsys.readouterr().out.splitlines()
    assert {line[0] for line in out[:-1]} == {"✓"}, out
    assert out[-1] == "Everything is ready."


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(selfcheck.sys, "version_info", (3, 10, 2, "final", 0))
    assert any("Python 3.10.2 is too old" in line for line in lines())


def test_an_old_package(monkeypatch):
    real = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: "1.26.4" if name == "numpy" else real(name)
    )
    assert any("numpy 1.26.4 is older than" in line for line in lines())


def test_a_package_that_cannot_be_imported(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert any("ipywidgets cannot be imported" in line for line in lines())


def test_broken_data(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    (tmp_path / "mnist.npz").write_bytes(b"cut off")
    assert any("mnist.npz has 7 bytes instead of" in line for line in lines())
    (tmp_path / "mnist.npz").unlink()
    assert any("mnist.npz is missing" in line for line in lines())


def test_no_widget_extension(monkeypatch, tmp_path):
    monkeypatch.setattr(selfcheck.sys, "prefix", str(tmp_path))
    assert any("widget extension is missing" in line for line in lines())


def test_a_kernel_from_another_environment(monkeypatch, tmp_path):
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(selfcheck, "ROOT", tmp_path)
    assert any("kernel: from another environment" in line for line in lines())


def test_a_second_course_beside_it(monkeypatch, tmp_path):
    (tmp_path / "helpers" / "nn").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert any("another copy of the course" in line for line in lines())


def test_a_check_that_breaks_is_told_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(datasets, "SHA256", None)
    wrong = lines()
    assert any(line.startswith("data: TypeError") for line in wrong)
    assert len(selfcheck.run_checks()) > 5
