"""In a real kernel: cells are read, loops stopped, interrupts heard, and the kernel lives on."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def test_in_a_real_kernel(tmp_path):
    """In a process of its own, because the kernel's client leaves an event loop behind."""
    command = [sys.executable, "-W", "ignore", __file__, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr


def session(folder):
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3", cwd=folder)

    def run(code):
        outputs = []

        def hook(message):
            content = message["content"]
            outputs.append(content.get("text") or content.get("data", {}).get("text/plain", ""))

        reply = client.execute_interactive(code, output_hook=hook, timeout=120)
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(outputs)

    try:
        run(
            f"import sys, threading; sys.path.insert(0, {str(FOLDER)!r})\n"
            "import answercheck, example_exercises as examples\n"
            "checker = answercheck.Checker(examples.EXERCISES)\n"
            "check, progress = checker.check, checker.progress"
        )
        stub = 'def f(a, b):\n    s = ...\n    return s > 0\n\ncheck("12.2", f)'
        assert run(stub).startswith("○ Exercise 12.2: not solved yet.")
        assert run('check("12.1", "OR")').startswith("✓ Exercise 12.1: right.")
        text = run('def f(a, b):\n    c = a\n    return c / 0\n\ncheck("12.2", f)')
        assert "in line 3 of your cell: return c / 0" in text
        loop = 'def f(f, x, lr, steps):\n    while True:\n        pass\n\ncheck("12.6", f)'
        assert "stopped after 0.5 s." in run(loop)
        interrupt = "import _thread\nthreading.Timer(0.3, _thread.interrupt_main).start()\n"
        assert "you interrupted it" in run(interrupt + loop)
        assert "1 of 6 solved" in run("progress(12)")
        text = run(loop.replace("pass", "print('on and on')"))
        assert "stopped after 0.5 s." in text
        assert len(text) < 4000
        assert run("print(1 + 1)") == "2\n"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    session(sys.argv[1])
