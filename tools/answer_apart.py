"""Run one answer of a returned notebook, and write down what it does: collect.py starts this.

The job comes as JSON on the standard input, the record goes to the standard output. Before the
first line of the notebook runs, `confine` takes from the process what it can do without.
"""

import ast
import ctypes
import json
import linecache
import os
import struct
import sys
import types
from pathlib import Path

from answercheck.apart import record
from IPython.display import display
from notebook_code import is_check

import helpers  # noqa: F401 (found before the folder that it is in is closed)
from chapters.exercises import CHECKER

ROOT = Path(__file__).resolve().parent.parent
CPU = 60  # seconds, should the one who watches be gone
MEMORY = 2**30  # bytes
FILE = 2**20  # bytes of one file, the record included
READ, WRITE, LIST = 1 << 2, 1 << 1, 1 << 3  # Landlock's names for what may be done with a file


def main():
    job = json.load(sys.stdin.buffer)
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    confine()
    notebook = sys.modules["__main__"] = types.ModuleType("__main__")
    notebook.display = display
    for number, source in enumerate(job["cells"]):
        run(source, f"<cell {number}>", vars(notebook))
    answer = [eval(source, vars(notebook)) for source in job["answer"]]
    answer = answer[0] if len(answer) == 1 else tuple(answer)
    output.write(record(CHECKER.exercises[job["number"]], answer))
    output.close()


def run(source, name, namespace):
    """Run a cell without its calls of check; an error ends the cell alone, as in a notebook."""
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        tree = ast.parse(source)
        tree.body = [statement for statement in tree.body if not is_check(statement)]
        exec(compile(tree, name, "exec"), namespace)
    except BaseException:  # sys.exit() too
        return


def confine():
    """Limit what the process may use, for good. What a system does not have is left out."""
    if sys.platform == "linux":
        close_files([sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64"], Path.cwd())
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: CPU,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_NPROC: 0,
    }
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = MEMORY
    for kind, limit in limits.items():
        resource.setrlimit(kind, (limit, limit))


def close_files(readable, folder):
    """Landlock, Linux 5.13 or newer: read Python and the course alone, write in the folder alone.

    From Linux 6.7 on no TCP either, and from 6.12 on no signals to other processes.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def call(number, *arguments):
        result = libc.syscall(number, *arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), f"system call {number}")
        return result

    version = libc.syscall(444, None, 0, 1)
    if version < 1:
        return
    every = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    rules = struct.pack("=QQQ", every, 3 * (version >= 4), 3 * (version >= 6))
    ruleset = call(444, rules, len(rules), 0)
    readable = [*readable, *(ROOT / room for room in ("helpers", "chapters", "packages"))]
    allowed = dict.fromkeys([*readable, os.environ["MPLCONFIGDIR"]], READ | LIST)
    allowed |= {folder: every, "/dev/null": READ | WRITE, "/dev/urandom": READ}
    for path, access in allowed.items():
        if os.path.exists(path):
            file = os.open(path, os.O_PATH)
            call(445, ruleset, 1, struct.pack("=Qi", access & every, file), 0)
            os.close(file)
    if libc.prctl(38, 1, 0, 0, 0):  # no new privileges: sudo gives none either
        raise OSError(ctypes.get_errno(), "prctl")
    call(446, ruleset, 0)
    os.close(ruleset)


if __name__ == "__main__":
    main()
