"""From the key to the picture, in the browser: the chapters' live figures beside `interact`.

`make bench-live` opens the chapters in JupyterLab in a headless Chromium and presses arrow keys on
a slider of every live figure. Four of them are also made by ipywidgets' `interact` from the same
cell, and the two take turns. It measures the time from the key to the frame in which the new
picture is on the screen, and from the release of a fast drag to the last new picture. Writes
benchmarks/LIVE.md.
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "browser"))
import lab  # noqa: E402

# Cells whose figure is made by interact as well.
COMPARED = {
    "live-gates": "gate explorer",
    "move-network": "three-layer network",
    "live-softmax": "softmax bars",
    "live-apples": "stepper on the graph",
}

# interact wants a function that makes the whole figure; the live cell's own code makes it here.
BY_INTERACT = """
import inspect
import ipywidgets
from helpers.live import make_control
from helpers.live import live as _live
_code = compile({source!r}, "live cell", "exec")

def _make(code=_code):
    made = {{}}
    def live(fig, draw, /, *, alt, play=None, restart=None, fps=30, **controls):
        made.update(draw=draw, controls=controls)
    exec(code, {{**globals(), "live": live}})
    return made

_controls = _make()["controls"]
plt.close("all")

def _picture(**values):
    draw = _make()["draw"]
    draw(**{{name: values[name] for name in inspect.signature(draw).parameters}})
    plt.show()

ipywidgets.interact(_picture, **{{n: make_control(n, spec) for n, spec in _controls.items()}});
"""


# The way there and back alone: no live figure can be faster.
NOTHING = """
live(plt.figure(figsize=(0.1, 0.1)), lambda n: None, n=(0, 1, 5), alt="A point that does nothing.")
"""


def with_interact(path, folder):
    """A copy of the chapter with a cell by interact after each compared one. Returns its places.

    The places are (cell id, index of the live cell, index of the interact cell or None). The last
    one, "nothing", is a figure that draws nothing.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(NOTHING, id="nothing"))
    for index, cell in reversed(lab.live_cells(notebook.cells)):
        if cell in COMPARED:
            code = BY_INTERACT.format(source=notebook.cells[index].source)
            notebook.cells.insert(index + 1, nbformat.v4.new_code_cell(code))
    nbformat.write(notebook, folder / path.name)
    return [
        (cell, i, i + 1 if cell in COMPARED else None) for i, cell in lab.live_cells(notebook.cells)
    ]


def first_slider(figure):
    """The name of the figure's first slider, or None."""
    labels = figure.box.locator(".widget-slider .widget-label")
    return labels.first.inner_text() if labels.count() else None


def key_times(notebook, figure, name, rounds):
    times = []
    for i in range(rounds):
        time = figure.key_time(name, "ArrowLeft" if i % 2 else "ArrowRight")
        if time >= 0:
            times.append(time)
        notebook.page.wait_for_timeout(250)
    return times


def drag_time(notebook, figure, name, by):
    """From the release of a fast drag to the last new picture, in milliseconds."""
    page = notebook.page
    figure.handle(name).scroll_into_view_if_needed()
    figure.box.evaluate(
        """(root) => { window.released = window.changed = 0;
        const seen = () => root.querySelector('canvas.live-picture')?.dataset.number
          ?? [...root.querySelectorAll('img')].map((i) => i.src).join();
        let before = seen();
        window.addEventListener('pointerup', () => { window.released = performance.now(); },
          { capture: true, once: true });
        window.looking = true;
        const look = () => {
          if (seen() !== before) { before = seen(); window.changed = performance.now(); }
          if (window.looking) requestAnimationFrame(look); };
        look(); }"""
    )
    figure.drag(name, by, steps=15)
    page.wait_for_timeout(800)
    return page.evaluate(
        "() => { window.looking = false; return Math.max(0, window.changed - window.released); }"
    )


def measure_chapter(path, options, chrome, scratch):
    """cell id -> lists of times by way, for every live figure of one chapter."""
    folder = Path(scratch) / path.stem / "notebooks"
    folder.mkdir(parents=True)
    places = with_interact(path, folder)
    results = {}
    with lab.lab_server(folder, folder.parent) as (url, token):
        page = chrome.new_page(viewport={"width": 1300, "height": 1100})
        notebook = lab.Notebook(page, url, token, path.name)
        notebook.run_all()
        for cell, at, other in places:
            ways = {"live": (at, ".live-figure")}
            if other:
                ways["interact"] = (other, ".widget-interact")
            name = first_slider(notebook.go_to(*ways["live"]))
            if name is None:
                continue
            found = results[cell] = {way: [] for way in ways} | {f"{way} drag": [] for way in ways}
            for _ in range(options.keys // 10):
                for way, place in ways.items():
                    figure = notebook.go_to(*place)
                    key_times(notebook, figure, name, 2)  # warm up
                    found[way] += key_times(notebook, figure, name, 10)
            for i in range(options.drags):
                for way, place in ways.items():
                    by = 50 if i % 2 else -50
                    figure = notebook.go_to(*place)
                    found[f"{way} drag"].append(drag_time(notebook, figure, name, by))
        page.close()
    return results


def p95(times):
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def pair(times):
    return f"{statistics.median(times):.0f}, {p95(times):.0f}" if times else "–"


def report(results):
    floor = statistics.median(results.pop("nothing")["live"])
    lines = [
        "# Slider to picture",
        "",
        "Made by `make bench-live`: from the key to the frame with the new picture, and from the "
        "release of a fast drag to the last new picture, in milliseconds (median, 95th percentile), "
        "at 100 dpi in headless Chromium, which shows 60 frames a second. Machine: two cores, "
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}.",
        "",
        f"The way from the browser to Python and back, for a figure that draws nothing, takes {floor:.0f} "
        "ms by itself, half a frame of waiting for the screen included. So no live figure can be four "
        f"times faster than `interact` where that takes less than {4 * floor:.0f} ms.",
        "",
        "| figure | live | `interact` | factor | after a drag, live | after a drag, `interact` |",
        "|---|---|---|---|---|---|",
    ]
    for cell, found in sorted(results.items(), key=lambda item: item[0] not in COMPARED):
        factor, theirs = "", found.get("interact")
        if theirs:
            factor = f"{statistics.median(theirs) / statistics.median(found['live']):.1f}"
        row = [COMPARED.get(cell, cell), pair(found["live"]), pair(theirs or []), factor]
        row += [pair(found["live drag"]), pair(found.get("interact drag", []))]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=30, help="keys pressed for each figure")
    parser.add_argument("--drags", type=int, default=5, help="drags for each figure")
    parser.add_argument("chapters", nargs="*", help="numbers of the chapters, all by default")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as scratch, lab.browser() as chrome:
        for path in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
            if not options.chapters or str(int(path.name[:2])) in options.chapters:
                found = measure_chapter(path, options, chrome, scratch)
                nothing = results.get("nothing", {"live": []})["live"] + found["nothing"]["live"]
                results |= found
                results["nothing"]["live"] = nothing
                print(json.dumps({c: pair(f["live"]) for c, f in results.items()}), file=sys.stderr)
    text = report(results)
    if not options.chapters:
        (HERE / "LIVE.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
