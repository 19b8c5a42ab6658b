"""Which exercises of returned notebooks are right: `python tools/collect.py DIR [--out table.csv]`.

DIR has a folder for each student (DIR/anna/02_perceptron.ipynb, also as Moodle unpacks them) or
files with the chapter and the student in their name (DIR/02_perceptron_anna.ipynb). The table has a
row for each student and a column for each exercise of the chapters that were returned: right,
tried, or not tried, as `check` says. Of several notebooks of a student the best answer counts. What
is recognised of a notebook: calls such as `check("2.3", my_nand)`, at the left edge of a cell.

How far strangers' code is confined. Each answer, with the cells that it needs, runs in a process of
its own, in an empty folder, without the environment of the one who collects, for at most SECONDS.
Whether it is right is decided outside, from the outputs that came back, so neither a print nor a
changed `check` makes an answer right; a notebook that imports the course's own reference does, as
every copy of a solution does.

- On Linux, where an ordinary user may make namespaces: no network, no other process in sight, no
  file but Python's and the course's, 64 MB to write in, 1 GB of memory, and no new processes
  unless root collects.
- On Linux where that is not allowed, as in many containers and on Ubuntu from 24.04: Landlock keeps
  it from reading and writing other files, but not from changing their permissions, from the network,
  or on older Linux from ending processes.
- On other systems: the folder, the environment and the time are all there is.

What could be reached is tried out before anything else runs, and said. Nothing here protects
against a fault of the kernel. Where a warning appears, or for code that you have reason to fear,
collect in a container (deploy/) or as another user.
"""

import argparse
import ast
import contextlib
import csv
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from answercheck.apart import judge_record, unpack
from notebook_code import is_check, names, needed, source_of

from chapters.exercises import CHECKER

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20  # for one answer, from the start of its process
WHOLE = 120  # for one notebook
LONGEST = 50_000  # characters of one cell that are read
LARGEST = 50 * 2**20  # bytes of a notebook
RECORD = 2**20  # bytes of what an answer did; the course's longest has 32,000
MOST = 100  # answers of one notebook that are run
CALL = re.compile(r"""^check\(["']([0-9.]+)["']""", re.M)
WORDS = {"right": "right", "wrong": "tried", "unsolved": "not tried"}
BEST = ["not tried", "tried", "right"]
NAMESPACES = [
    "unshare",
    "--map-root-user",
    "--mount",
    "--net",
    "--pid",
    "--ipc",
    "--fork",
    "--kill-child",
]


# --- one answer in a process of its own -----------------------------------------------------------


class Confinement:
    """Starts processes that have as little as possible in reach."""

    def __init__(self, shared):
        """shared: a folder for Matplotlib's list of fonts, which takes a second to make."""
        self.shared = shared
        code = "import matplotlib.font_manager"
        environment = os.environ | {"MPLCONFIGDIR": shared}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        has_namespaces = (
            shutil.which("unshare")
            and not subprocess.run([*NAMESPACES, "true"], capture_output=True).returncode
        )
        self.prefix = NAMESPACES if has_namespaces else []

    def run(self, job, seconds):
        """The record of an answer ("" if there is none), and what went wrong."""
        place = Path(tempfile.mkdtemp())
        folder = place / "work"
        for part in ("root", "work"):
            (place / part).mkdir()
        environment = {
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "PATH": os.defpath,
            "MPLBACKEND": "agg",
            "MPLCONFIGDIR": self.shared,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONUTF8": "1",
        }
        if os.name == "nt":
            environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as output,
            tempfile.TemporaryFile() as errors,
        ):
            given.write(json.dumps(job | {"namespaces": bool(self.prefix)}).encode())
            given.seek(0)
            process = subprocess.Popen(
                [*self.prefix, sys.executable, "-s", ROOT / "tools" / "answer_apart.py"],
                stdin=given,
                stdout=output,
                stderr=errors,
                cwd=folder,
                env=environment,
                start_new_session=True,
            )
            try:
                process.wait(seconds)
                problem = "its process ended without an answer"
            except subprocess.TimeoutExpired:
                problem = f"no answer within {seconds:.0f} s"
            end(process)
            with contextlib.suppress(RecursionError):  # a tree of folders without end
                shutil.rmtree(place, ignore_errors=True)
            output.seek(0)
            errors.seek(0)
            record = output.read(RECORD).decode(errors="replace")
            if record:
                return record, ""
            return "", f"{problem} {errors.read(5000).decode(errors='replace')}".strip()

    def open_doors(self):
        """What a notebook's code can do here that it should not: tried out by such code."""
        with tempfile.TemporaryDirectory() as mine:
            file = Path(mine) / "file"
            file.touch()
            cell = f"mine, me = {str(file)!r}, {os.getpid()}\n{DOORS}"
            job = {"number": "1.1", "cells": [cell], "answer": ["doors"]}
            record, problem = self.run(job, 60)
            if not record and self.prefix:  # no mounting here
                self.prefix = []
                record, problem = self.run(job, 60)
        if not record:
            sys.exit(f"No answer can be run here: {problem}")
        return unpack(json.loads(record)["value"])


DOORS = """
import os, socket

def attempt(what, job):
    try:
        job()
    except OSError:
        return
    doors.append(what)

doors = []
attempt("read your files", lambda: open(mine).close())
attempt("write into your files", lambda: open(mine, "w").close())
attempt("change your files", lambda: os.chmod(mine, 0o600))
if os.name == "nt":  # where signal 0 is none
    doors.append("end your processes")
else:
    attempt("end your processes", lambda: os.kill(me, 0))
attempt("use the network", lambda: socket.socket(type=socket.SOCK_DGRAM).connect(("192.0.2.1", 9)))
"""


def end(process):
    """End the process and what it has started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


# --- one notebook ---------------------------------------------------------------------------------


def code_of(path):
    """{index: Python} of a notebook's code cells, and the text of those that are no Python."""
    if path.stat().st_size > LARGEST:
        raise ValueError("too large")
    code, broken = {}, ""
    for i, cell in enumerate(json.loads(path.read_bytes())["cells"]):
        if cell["cell_type"] == "code":
            source = source_of(cell)
            try:
                names(source[:LONGEST])
                code[i] = source[:LONGEST]
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                broken += f"{source}\n"
    return code, broken


def answers_in(code):
    """The calls of check, as (number, index of the cell, call)."""
    for i, source in code.items():
        for statement in filter(is_check, ast.parse(source).body):
            call = statement.value
            number = getattr(call.args[0], "value", None) if call.args else None
            if number in CHECKER.exercises:
                yield number, i, call


def stubs():
    """{number: the cell's statements, as the chapters have them}."""
    found = {}
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        code, _ = code_of(path)
        found |= {number: ast.dump(ast.parse(code[i])) for number, i, _ in answers_in(code)}
    return found


def records(path, confinement, untouched):
    """Run a notebook's answers. Returns [(number, record, cell, name)] and notes."""
    try:
        code, broken = code_of(path)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return [], [f"{path.name}: no notebook that can be read"]
    found = [(n, "", "", "") for n in CALL.findall(broken) if n in CHECKER.exercises]
    notes, deadline = [f"{number}: no Python" for number, *_ in found], time.monotonic() + WHOLE
    for number, i, call in itertools.islice(answers_in(code), MOST):
        if ast.dump(ast.parse(code[i])) == untouched.get(number) or len(call.args) < 2:
            found.append((number, None, "", ""))
            continue
        before = {k: source for k, source in code.items() if k <= i}
        cells = [code[k] for k in needed(before, {i}, every=True)]
        answer = [ast.unparse(part) for part in call.args[1:]]
        name = answer[0] if isinstance(call.args[1], ast.Name) else ""
        seconds = min(SECONDS, deadline - time.monotonic())
        record, problem = "", "the notebook's time was over"
        if seconds > 0:
            job = {"number": number, "cells": cells, "answer": answer}
            record, problem = confinement.run(job, seconds)
        if problem:
            notes.append(f"{number}: {problem}")
        cell = next((s for s in reversed(before.values()) if name in names(s)[1]), "")
        found.append((number, record, cell, name))
    return found, notes


# --- the table ------------------------------------------------------------------------------------


def student_of(path, folder):
    """Whose notebook this is, "" if that cannot be seen."""
    inside = path.relative_to(folder).parts
    name = inside[0]
    if len(inside) == 1:
        chapters = (p.stem for p in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
        name = next((path.stem.replace(c, "", 1) for c in chapters if c in path.stem), "")
    name = re.sub(r"_\d+_assignsubmission_file_*$", "", name).strip(" _-.")
    return "".join(c if c.isprintable() else "�" for c in name)


def returned(folder):
    """{path: student} of the notebooks in a folder; the others are named and left out."""
    found = {}
    for path in sorted(folder.rglob("*.ipynb")):
        hidden = re.search(r"/(\.|__MACOSX)", f"/{path.relative_to(folder).as_posix()}")
        if path.is_file() and not hidden:
            found[path] = student_of(path, folder)
            if not found[path]:
                print(f"{path}: left out, no student and chapter in its name", file=sys.stderr)
    return {path: student for path, student in found.items() if student}


def statuses(folder):
    """{student: {number: status}}, the best of each answer, and {student: notes}."""
    owners, untouched, rows, notes = returned(folder), stubs(), {}, {}
    with contextlib.ExitStack() as stack:
        shared = stack.enter_context(tempfile.TemporaryDirectory())
        confinement = Confinement(shared)
        for door in confinement.open_doors():
            print(f"Not confined: a notebook's code can {door} here.", file=sys.stderr)
        pool = stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
        done = pool.map(lambda path: records(path, confinement, untouched), owners)
        stack.callback(done.close)  # after Ctrl-C no other notebook is run
        for student, (found, problems) in zip(owners.values(), done, strict=True):
            row = rows.setdefault(student, {})
            notes.setdefault(student, []).extend(problems)
            for number, record, cell, name in found:
                status = "unsolved"
                if record is not None:
                    status = judge_record(CHECKER.exercises[number], record, cell, name)
                row[number] = max(row.get(number, BEST[0]), WORDS[status], key=BEST.index)
    return rows, notes


def table(folder):
    """The rows of the table, its head first."""
    rows, notes = statuses(folder)
    chapters = {CHECKER.exercises[number].chapter for row in rows.values() for number in row}
    numbers = [n for n, exercise in CHECKER.exercises.items() if exercise.chapter in chapters]
    yield ["student", *numbers, "right", "notes"]
    for student, row in sorted(rows.items()):
        cells = [row.get(number, BEST[0]) for number in numbers]
        name = f"'{student}" if student[0] in "=+-@" else student  # no formula in a spreadsheet
        yield [name, *cells, cells.count("right"), "; ".join(notes[student])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, metavar="table.csv", help="otherwise it is printed")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"there is no folder {given.folder}")
    rows = list(table(given.folder))
    with contextlib.ExitStack() as stack:
        file = sys.stdout
        if given.out:
            file = stack.enter_context(given.out.open("w", encoding="utf-8", newline=""))
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
