"""The container's recipe, as far as it can be checked without building it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / ".binder" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")


def steps(name):
    return re.findall(rf"^{name} (.+)$", LINES, re.M)


def test_everything_that_is_copied_exists_and_all_that_is_needed_is_copied():
    sources = [part for line in steps("COPY") for part in line.split()[:-1] if part[0] != "-"]
    assert all((ROOT / source).exists() for source in sources), sources
    needed = {"pyproject.toml", "requirements.txt", "README.md", "helpers", "chapters", "packages"}
    assert needed <= set(sources)


def test_it_runs_as_a_normal_user_with_one_thread():
    assert steps("USER")[-1] == "${NB_UID}"
    assert "NB_UID=1000" in steps("ARG")
    assert "OPENBLAS_NUM_THREADS=1" in steps("ENV")


@pytest.mark.parametrize("name", ["FROM", "ARG"])
def test_versions_are_named(name):
    assert all(re.search(r"[:=]\w", line) for line in steps(name))
