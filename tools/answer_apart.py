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


def main():
    job = json.load(sys.stdin.buffer)
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    confine(job["namespaces"])
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


def confine(namespaces):
    """Limit what the process may use, for good. What a system does not have is left out.

    namespaces: whether the process was started in namespaces of its own, so that it may mount.
    """
    folder = Path.cwd()
    if sys.platform == "linux":
        if namespaces:
            take_a_root(folder)
        no_new_privileges = 38
        call("prctl", no_new_privileges, 1, 0, 0, 0)
        close_files(folder)
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


def readable():
    """Python, its libraries and the course: all that an answer may read."""
    rooms = [ROOT / room for room in ("helpers", "chapters", "packages")]
    paths = [sys.base_prefix, sys.prefix, "/usr", "/lib", "/lib64", *rooms]
    return [Path(path) for path in [*paths, os.environ["MPLCONFIGDIR"]] if os.path.exists(path)]


def call(name, *arguments):
    """Call a function of the C library, which returns a negative number if it fails."""
    result = getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def take_a_root(folder):
    """Go where there is nothing but what is readable, and an empty folder in memory to write in."""
    bind, recursive, read_only = 0x5000, 0x8000, struct.pack("=QQQQ", 1, 0, 0, 0)
    root = folder.parent / "root"
    call("mount", b"tmpfs", bytes(root), b"tmpfs", 0, None)
    for path in [*readable(), Path("/dev/null"), Path("/dev/urandom")]:
        inside = root / path.relative_to("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():  # /lib is a link to /usr/lib today
            inside.symlink_to(path.readlink())
            continue
        inside.mkdir(exist_ok=True) if path.is_dir() else inside.touch()
        call("mount", bytes(path), bytes(inside), None, bind, None)
    work = root / folder.relative_to("/")
    work.mkdir(parents=True)
    mount_setattr = 442  # of Linux 5.12
    call("syscall", mount_setattr, -100, bytes(root), recursive, read_only, len(read_only))
    call("mount", b"tmpfs", bytes(work), b"tmpfs", 0, b"size=64m,nr_inodes=1000")
    os.chroot(root)
    os.chdir(folder)
    call("capset", struct.pack("=II", 0x20080522, 0), bytes(24))  # no more mounting


def close_files(folder):
    """Landlock, Linux 5.13 or newer: read what is readable alone, write in the folder alone.

    From Linux 6.7 on no TCP either, and from 6.12 on no signals to other processes.
    """
    create_ruleset, add_rule, restrict_self = 444, 445, 446
    read, write, list_folder = 1 << 2, 1 << 1, 1 << 3
    try:
        version = call("syscall", create_ruleset, None, 0, 1)
    except OSError:
        return
    every = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    rules = struct.pack("=QQQ", every, 3 * (version >= 4), 3 * (version >= 6))
    ruleset = call("syscall", create_ruleset, rules, len(rules), 0)
    allowed = dict.fromkeys(readable(), read | list_folder)
    allowed |= {folder: every, "/dev/null": read | write, "/dev/urandom": read}
    for path, access in allowed.items():
        file = os.open(path, os.O_PATH)
        call("syscall", add_rule, ruleset, 1, struct.pack("=Qi", access & every, file), 0)
        os.close(file)
    call("syscall", restrict_self, ruleset, 0)
    os.close(ruleset)


if __name__ == "__main__":
    main()
