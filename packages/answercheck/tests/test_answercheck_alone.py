"""The package works without the course it was made for."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

REFUSE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("helpers", "chapters", "livefigure", "matplotlib"):
            raise ImportError(f"{name} is not part of answercheck")

sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv[1])
"""

ANSWER = """
def my_mean(v):
    total = 0
    for value in v:
        total += value
    return total

check("1.1", my_mean)
"""


def test_the_readmes_example_in_a_session_of_its_own(tmp_path):
    example, shown = (PACKAGE / "README.md").read_text(encoding="utf-8").split("```")[1:4:2]
    code = REFUSE + example.removeprefix("python") + ANSWER
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(PACKAGE)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(shown.strip())
