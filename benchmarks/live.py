"""From the key to the picture, in the browser: live figures beside the same figures by `interact`.

`python benchmarks/live.py` (or `make bench-live`) opens a notebook in JupyterLab in a headless
Chromium, presses arrow keys on the sliders of both in turn, and prints a Markdown table: the time
from the key to the frame in which the new picture is on the screen, and from the release of a fast
drag to the last new picture.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "browser"))
import lab

SETUP = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, IntSlider, interact
from helpers.live import live
from helpers.plots import BLUE, INK, VERMILLION, draw_network
plt.style.use("helpers.lesson")
"""

# Each figure: how it is made, what draw does, and its sliders. For interact the same code makes
# the figure anew each time, as interact wants it.
GATE = (
    """
    fig, (ax, table) = plt.subplots(1, 2, width_ratios=[3, 2])
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    x1 = np.linspace(-0.5, 1.5, 2)
    (line,) = ax.plot(x1, x1, color=INK)
    side = ax.imshow(np.zeros((60, 60)), extent=(-0.5, 1.5, -0.5, 1.5), origin="lower",
                     cmap="RdBu", vmin=-2, vmax=2, alpha=0.4)
    dots = ax.scatter(X[:, 0], X[:, 1], s=90, c=[VERMILLION] * 4, edgecolors=INK, zorder=3)
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="x1", ylabel="x2", title="AND?")
    table.axis("off")
    cells = [[table.text(0.2 + 0.3 * j, 0.8 - 0.2 * i, "", ha="center") for j in range(3)]
             for i in range(4)]
    for i in range(4):
        for j in range(2):
            cells[i][j].set_text(X[i, j])
    u, v = np.meshgrid(np.linspace(-0.5, 1.5, 60), np.linspace(-0.5, 1.5, 60))
""",
    """
    y = (X @ [w1, w2] + b > 0).astype(int)
    line.set_ydata(-(b + w1 * x1) / (w2 or 1e-9))
    side.set_data(np.where(w1 * u + w2 * v + b > 0, 1, -1))
    dots.set_facecolor([BLUE if k else VERMILLION for k in y])
    for i in range(4):
        cells[i][2].set_text(y[i])
    ax.set_title(f"{(y == [0, 0, 0, 1]).sum()} of 4 right")
""",
    {"w1": (-2.0, 0.5, 2), "w2": (-2.0, 0.5, 2), "b": (-2.0, -0.7, 2)},
)
NETWORK = (
    """
    fig, ax = plt.subplots()
    rng = np.random.default_rng(0)
    sizes = [2, 3, 2, 2]
    W = [rng.normal(size=shape).round(1) for shape in zip(sizes, sizes[1:])]
    at = draw_network(ax, [[""] * n for n in sizes], weights=W)
    words = {k: ax.text(*at[k], "", ha="center", va="center", fontsize=9, zorder=6) for k in at}
""",
    """
    z = np.array([x1, x2])
    for i, n in enumerate(sizes):
        for j in range(n):
            words[i, j].set_text(f"{z[j]:.2f}")
        if i < 3:
            z = 1 / (1 + np.exp(-(z @ W[i])))
""",
    {"x1": (-2.0, 1.0, 2), "x2": (-2.0, 0.5, 2)},
)
SOFTMAX = (
    """
    fig, ax = plt.subplots()
    bars = ax.bar(["a1", "a2", "a3"], [1, 1, 1])
    words = [ax.text(i, 0, "", ha="center", va="bottom") for i in range(3)]
    ax.set(ylim=(0, 1.1), ylabel="probability", title="softmax")
""",
    """
    e = np.exp(np.array([a1, a2, a3]) - max(a1, a2, a3))
    for bar, word, p in zip(bars, words, e / e.sum()):
        bar.set_height(p)
        word.set_y(p)
        word.set_text(f"{p:.3f}")
""",
    {"a1": (-5.0, 0.3, 5), "a2": (-5.0, 2.9, 5), "a3": (-5.0, 4.0, 5)},
)
STEPPER = (
    """
    fig, ax = plt.subplots()
    at = draw_network(ax, [["100", "2"], ["x"], ["x"], [""]], titles=["in", "", "", "out"])
    texts = ["200", "220", "1.1", "200", "2.2", "110", "1", "650"]
    words = [ax.text(0.6 + 0.7 * i, 1 - 0.25 * (i % 3), t, visible=False) for i, t in enumerate(texts)]
""",
    """
    for i, word in enumerate(words):
        word.set_visible(i < k)
    ax.set_title(f"step {k} of {len(words)}")
""",
    {"k": (0, 4, 8)},
)
FIGURES = {"gate explorer": GATE, "network": NETWORK, "softmax bars": SOFTMAX, "stepper": STEPPER}


def indented(text):
    return "\n".join(line[4:] for line in text.strip("\n").split("\n"))


def live_cell(make, draw, sliders):
    given = ", ".join(f"{name}={spec!r}" for name, spec in sliders.items())
    return (
        f"{indented(make)}\ndef draw({', '.join(sliders)}):\n{draw.strip(chr(10))}\n"
        f"live(fig, draw, {given}, alt='A figure that is measured here.')"
    )


def interact_cell(make, draw, sliders):
    given = ", ".join(
        f"{name}={'IntSlider' if all(isinstance(n, int) for n in spec) else 'FloatSlider'}"
        f"(value={spec[1]}, min={spec[0]}, max={spec[2]}"
        + ("" if all(isinstance(n, int) for n in spec) else ", step=0.05")
        + ")"
        for name, spec in sliders.items()
    )
    body = f"{make.strip(chr(10))}\n{draw.strip(chr(10))}\n    plt.show()"
    return f"def picture({', '.join(sliders)}):\n{body}\ninteract(picture, {given});"


class Interacting(lab.Live):
    """A figure made by interact: its picture is an img, made anew each time."""


def settle(page):
    page.wait_for_timeout(250)


def measure(notebook, figure, name, rounds):
    times = []
    for i in range(rounds):
        time = figure.key_time(name, "ArrowRight" if i % 2 else "ArrowLeft")
        if time >= 0:
            times.append(time)
        settle(notebook.page)
    return times


def drag_time(notebook, figure, name, by):
    """From the release of a fast drag to the last new picture."""
    page = notebook.page
    handle = figure.handle(name)
    handle.scroll_into_view_if_needed()
    figure.box.evaluate(
        """(root) => { window.released = window.changed = 0; window.seenBefore = null;
        const seen = () => root.querySelector('canvas.live-picture')?.dataset.number
          ?? [...root.querySelectorAll('img')].map((i) => i.src).join();
        window.seenBefore = seen();
        window.addEventListener('pointerup', () => { window.released = performance.now(); },
          { capture: true, once: true });
        window.looking = true;
        const look = () => {
          if (seen() !== window.seenBefore) { window.seenBefore = seen(); window.changed = performance.now(); }
          if (window.looking) requestAnimationFrame(look); };
        look(); }"""
    )
    figure.drag(name, by, steps=15)
    page.wait_for_timeout(800)
    return page.evaluate(
        "() => { window.looking = false; return Math.max(0, window.changed - window.released); }"
    )


def p95(times):
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=50, help="keys pressed for each figure")
    parser.add_argument("--drags", type=int, default=6, help="drags for each figure")
    options = parser.parse_args()
    cells = [SETUP]
    for figure in FIGURES.values():
        cells += [live_cell(*figure), interact_cell(*figure)]
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        folder.mkdir()
        name = lab.place(cells, folder, "bench.ipynb")
        with lab.lab_server(folder, scratch) as (url, token), lab.browser() as chrome:
            page = chrome.new_page(viewport={"width": 1200, "height": 1000})
            notebook = lab.Notebook(page, url, token, name)
            notebook.run_all()
            ours = notebook.figures()
            boxes = page.locator(".widget-interact")
            theirs = [Interacting(page, boxes.nth(i)) for i in range(boxes.count())]
            for (title, figure), mine, other in zip(FIGURES.items(), ours, theirs, strict=True):
                slider = next(iter(figure[2]))
                found = results[title] = {
                    "live": [],
                    "interact": [],
                    "live drag": [],
                    "interact drag": [],
                }
                for one in (mine, other):  # the first few warm up both
                    measure(notebook, one, slider, 4)
                # The two take turns, so that whatever else the machine does falls on both.
                for _ in range(options.keys // 10):
                    for way, one in (("live", mine), ("interact", other)):
                        found[way] += measure(notebook, one, slider, 10)
                for i in range(options.drags):
                    for way, one in (("live drag", mine), ("interact drag", other)):
                        found[way].append(drag_time(notebook, one, slider, 50 if i % 2 else -50))
    print(
        "| figure | live: median, p95 (ms) | interact: median, p95 (ms) | factor | live: last picture after release of a drag | interact |"
    )
    print("|---|---|---|---|---|---|")
    for title, found in results.items():
        row = [title]
        for way in ("live", "interact"):
            row.append(f"{statistics.median(found[way]):.0f}, {p95(found[way]):.0f}")
        row.append(f"{statistics.median(found['interact']) / statistics.median(found['live']):.1f}")
        row += [f"{statistics.median(found[way]):.0f}" for way in ("live drag", "interact drag")]
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
