"""livefigure needs nothing of the course that it was written for."""

import shutil
import subprocess
import sys
from pathlib import Path

import livefigure

USE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("helpers", "chapters", "answercheck"):
            raise ImportError(f"{name} belongs to the course")

sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv[1])

import livefigure
import matplotlib.pyplot as plt
import numpy as np

assert livefigure.__file__.startswith(sys.argv[1])
x = np.linspace(0, 6, 100)
fig, ax = plt.subplots()
(line,) = ax.plot(x, np.sin(x))

def draw(w):
    line.set_ydata(np.sin(w * x))

livefigure.live(fig, draw, w=(0.0, 1, 5), alt="A sine wave with frequency 1.")
(figure,) = livefigure.OPEN
assert figure.set(w=2) and figure.fast
figure.verify()
assert figure.fast and np.allclose(line.get_ydata(), np.sin(2 * x))
import livefigure.server
"""


def test_the_package_works_without_the_course(tmp_path):
    source = Path(livefigure.__file__).parent
    shutil.copytree(source, tmp_path / "livefigure", ignore=shutil.ignore_patterns("__pycache__"))
    run = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", USE, str(tmp_path)],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "[Figure: A sine wave with frequency 1.]\n"
