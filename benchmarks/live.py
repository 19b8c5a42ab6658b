"""From the key to the picture, in the browser: live figures beside what a reader would use instead.

`make bench-live` opens the chapters in JupyterLab in a headless Chromium and walks, key by key, one
slider of every live figure to its end and back. Four of the figures are also made by ipywidgets'
`interact` from the same cell, and the two take turns, in a JupyterLab opened as the course is and in
a plain one. It measures the time from the key to the end of the frame that shows the new picture,
and from the release of a fast drag to that of the last new picture; how late the last picture is
after 200 keys in bursts; and how many pictures a second Play shows. Then it makes one small figure
with livefigure, ipympl, mpl-interactions and `interact`. Writes benchmarks/LIVE.md, and the last
table into livefigure's README.
"""

import argparse
import contextlib
import json
import platform
import re
import shutil
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import nbformat

HERE = Path(__file__).resolve().parent
LIVE = HERE / "LIVE.md"
README = HERE.parent / "packages" / "livefigure" / "README.md"
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
from livefigure.widgets import make_control
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


# The sine wave of livefigure's README with one slider, as the users of each tool write it.
SINE = """
import matplotlib.pyplot as plt
import numpy as np
x = np.linspace(0, 6, 200)
"""
TOOLS = {
    "livefigure": """
from livefigure import live
fig, ax = plt.subplots()
(line,) = ax.plot(x, np.sin(x))
def draw(w):
    line.set_ydata(np.sin(w * x))
live(fig, draw, w=(0.0, 1, 5, 0.1), alt="A sine wave with frequency 1.")
""",
    "ipympl": """
%matplotlib widget
from ipywidgets import FloatSlider
fig, ax = plt.subplots()
(line,) = ax.plot(x, np.sin(x))
def draw(change):
    line.set_ydata(np.sin(change.new * x))
    fig.canvas.draw_idle()
w = FloatSlider(1, min=0, max=5, step=0.1, description="w")
w.observe(draw, "value")
w
""",
    "mpl-interactions": """
%matplotlib ipympl
import mpl_interactions.ipyplot as iplt
fig, ax = plt.subplots()
controls = iplt.plot(x, lambda x, w: np.sin(w * x), w=(0.0, 5, 51))
""",
    "interact": """
from ipywidgets import interact
def draw(w=1.0):
    plt.plot(x, np.sin(w * x))
    plt.show()
interact(draw, w=(0.0, 5, 0.1));
""",
}
FOUR_TOOLS = "## One figure, four tools"


# In the page: call shown(time) when a new picture is on the screen, at the end of the frame that
# shows it. (To look for one in every frame would make the page slower.)
WATCH = """
// ipympl paints each new picture on its first canvas; number them as ours are.
const { drawImage } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.drawImage = function (...image) {
  drawImage.apply(this, image);
  const { canvas } = this;
  if (canvas.closest?.('.jupyter-matplotlib'))
    canvas.dataset.number = Number(canvas.dataset.number ?? 0) + 1;
};
window.onPicture = (root, shown) => {
  // The picture is a canvas (ours, or ipympl's) or an img (interact's).
  const canvas = root.querySelector('canvas.live-picture, .jupyter-matplotlib canvas');
  const images = () => [...root.querySelectorAll('.jp-OutputArea-child img')];
  const seen = () => canvas ? canvas.dataset.number : images().map((i) => i.src).join();
  const there = () => canvas || (images().length && images().every((i) => i.complete));
  let before = seen();
  const look = () => {
    if (seen() === before || !there()) return;
    before = seen();
    requestAnimationFrame(() => {
      const after = new MessageChannel();  // its message comes when this frame has been painted
      after.port1.onmessage = () => shown(performance.now());
      after.port2.postMessage('');
    });
  };
  const watcher = new MutationObserver(look);
  watcher.observe(root, { subtree: true, childList: true, attributeFilter: ['src', 'data-number'] });
  root.addEventListener('load', look, true);
  return () => { watcher.disconnect(); root.removeEventListener('load', look, true); };
};
window.watchKey = (root) => {
  if (!root?.isConnected) { window.lastKey = Promise.resolve(-1); return; }
  window.lastKey = null;
  const down = () => {
    const start = performance.now();
    window.lastKey = new Promise((done) => {
      const end = (time) => { stop(); clearTimeout(late); done(time); };
      const stop = window.onPicture(root, (time) => end(time - start));
      const late = setTimeout(() => end(-1), 3000);
    });
  };
  window.addEventListener('keydown', down, { capture: true, once: true });
};
"""


# In the page: a slider's lowest value, the one it has, and its highest.
RANGE = """const [low, now, high] = ['min', 'now', 'max'].map(
  (end) => Number(handle.getAttribute(`aria-value${end}`)));"""


def next_key(handle):
    """The key that goes on in the direction of the last one, and turns at the slider's ends."""
    return handle.evaluate(
        f"""(handle) => {{ {RANGE}
        if (now >= high) handle.dataset.back = 'yes';
        if (now <= low) delete handle.dataset.back;
        return handle.dataset.back ? 'ArrowLeft' : 'ArrowRight'; }}"""
    )


def key_time(figure, name, key):
    """Milliseconds from the key to the end of the frame that shows the new picture, or -1."""
    figure.handle(name).focus()
    figure.box.evaluate("(root) => window.watchKey(root)")
    figure.page.keyboard.press(key)
    time.sleep(0.15)  # asking at once would take a core from the page or the kernel
    return figure.page.evaluate("() => window.lastKey")


def key_times(figure, name, rounds):
    """The times of that many keys, with which the slider walks to its end and back."""
    times = []
    for _ in range(rounds):
        times.append(key_time(figure, name, next_key(figure.handle(name))))
        figure.page.wait_for_timeout(250)
    times = [time for time in times if time >= 0]
    if not times:
        raise RuntimeError(f"no new picture after {rounds} keys on the slider {name!r}")
    return times


def drag_time(figure, name):
    """From the release of a fast drag to the last new picture, in milliseconds.

    The drag goes towards the farther end, and its last move is a quarter of the slider, so that the
    value changes with it on a slider of few steps too.
    """
    page, handle = figure.page, figure.handle(name)
    handle.scroll_into_view_if_needed()
    by = handle.evaluate(
        f"""(handle) => {{ {RANGE}
        const width = handle.closest('.noUi-base').getBoundingClientRect().width;
        return (now - low > high - now ? -0.45 : 0.45) * width; }}"""
    )
    figure.box.evaluate(
        """(root) => { window.released = window.changed = 0;
        window.addEventListener('pointerup', () => { window.released = performance.now(); },
          { capture: true, once: true });
        window.stop = window.onPicture(root, (time) => { window.changed = time; }); }"""
    )
    figure.drag(name, by, steps=15, last=by * 0.25 / 0.45)
    page.wait_for_timeout(800)
    return page.evaluate(
        "() => { window.stop(); return Math.max(0, window.changed - window.released); }"
    )


def open_notebooks(chrome, paths, scratch, plain):
    """Notebooks in a JupyterLab and a folder of their own, all cells run; and what closes it."""
    with contextlib.ExitStack() as stack:
        folder = scratch / "notebooks"
        folder.mkdir(parents=True)
        for path in paths:
            shutil.copy(path, folder)
        url, token = stack.enter_context(lab.jupyter_server(folder, scratch, plain))
        page = chrome.new_page(viewport={"width": 1300, "height": 1100})
        stack.callback(page.close)
        notebook = lab.Notebook(page, url, token, path.name)
        for path in paths:
            notebook.open(path.name)
            notebook.run_all()
        page.evaluate(f"() => {{ {WATCH} }}")
        return notebook, stack.pop_all()


def pictures_a_second(figure, seconds=5):
    """How many pictures a second the figure shows while it plays, or None without a Play button."""
    if not figure.box.get_by_role("button", name="Play", exact=True).count():
        return None
    figure.click("Play")
    figure.page.wait_for_timeout(500)
    before, start = figure.number, time.perf_counter()
    figure.page.wait_for_timeout(1000 * seconds)
    rate = (figure.number - before) / (time.perf_counter() - start)
    figure.click("Pause")
    figure.click("Reset")
    return rate


def measure_chapter(path, options, chrome, scratch):
    """cell id -> lists of times by way, for every live figure of one chapter."""
    scratch = Path(scratch) / path.stem
    scratch.mkdir()
    places = with_interact(path, scratch)
    results = {}
    with contextlib.ExitStack() as stack:
        notebooks = {}
        for server in ("course", "plain") if any(other for *_, other in places) else ("course",):
            notebooks[server], opened = open_notebooks(
                chrome, [scratch / path.name], scratch / server, server == "plain"
            )
            stack.enter_context(opened)
        for cell, at, other in places:
            if options.compared and not other and cell != "nothing":
                continue
            ways = {"live": ("course", at, ".live-figure")}
            if other:
                ways["interact"] = ("course", other, ".widget-interact")
                ways["plain live"] = ("plain", at, ".live-figure")
                ways["plain interact"] = ("plain", other, ".widget-interact")

            def turn(way, ways=ways):
                server, cell, inside = ways[way]
                notebooks[server].page.bring_to_front()
                return notebooks[server].go_to(cell, inside=inside)

            name = first_slider(turn("live"))
            if name is None:
                continue
            found = results[cell] = {way: [] for way in ways} | {f"{way} drag": [] for way in ways}
            for _ in range(options.keys // 10):
                for way in ways:
                    figure = turn(way)
                    key_times(figure, name, 2)  # warm up
                    found[way] += key_times(figure, name, 10)
            for _ in range(options.drags):
                for way in ways:
                    found[f"{way} drag"].append(drag_time(turn(way), name))
            figure = turn("live")
            names = figure.box.locator(".widget-slider .widget-label").all_inner_texts()
            found["bursts"] = [figure.bursts(names, 200, seed)[0] for seed in range(options.drags)]
            found["play"] = pictures_a_second(figure)
    return results


def measure_tools(options, chrome, scratch):
    """server -> tool -> times, for one figure by each of TOOLS, which take turns in one page."""
    scratch = Path(scratch) / "tools"
    scratch.mkdir()
    paths = {tool: scratch / f"{tool}.ipynb" for tool in TOOLS}
    for tool, path in paths.items():
        lab.write_notebook(path, [SINE, TOOLS[tool]])
    results = {}
    for server in ("course", "plain"):
        notebook, opened = open_notebooks(
            chrome, list(paths.values()), scratch / server, server == "plain"
        )
        found = results[server] = {tool: [] for tool in TOOLS}
        with opened:
            for _ in range(options.keys // 10):
                for tool, path in paths.items():
                    notebook.open(path.name)
                    output = notebook.panel.locator(".jp-Cell-outputArea").last
                    figure = lab.Live(notebook, output)
                    key_times(figure, "w", 2)  # warm up
                    found[tool] += key_times(figure, "w", 10)
    return results


def p95(times):
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def pair(times):
    return f"{statistics.median(times):.0f}, {p95(times):.0f}" if times else "–"


def factor(slow, fast):
    return f"{statistics.median(slow) / statistics.median(fast):.1f}"


def report(results, options):
    """The text of LIVE.md. results: cell id -> way -> times in milliseconds."""
    every = not options.parts and not options.compared
    nothing = pair(results["nothing"]["live"])
    compared = {c: found for c, found in results.items() if c in COMPARED}
    rest = {c: found for c, found in results.items() if c not in COMPARED and c != "nothing"}
    lines = [
        "# Slider to picture",
        "",
        "Made by `make bench-live`: from an arrow key, which walks a slider to its end and back, to the "
        "end of the frame that shows the new picture, "
        "and from the release of a fast drag to that of the last one, in milliseconds (median, 95th percentile; "
        f"{options.keys} keys and {options.drags} drags for each figure), "
        "at 100 dpi in headless Chromium, which shows 60 frames a second. Machine: two cores, "
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}.",
        "",
        "## Beside `interact`",
        "",
        "Four figures are made by `interact` from the same cell as well, and all take turns: the "
        "course's figures in the course's JupyterLab (`make lab`), and `interact` in a plain one "
        "(`jupyter lab`), which is what a reader would use instead. In the last columns each of the "
        "two is where the other is at home.",
        "",
        "| figure | live | `interact`, plain | factor | `interact`, `make lab` | factor | live, plain |",
        "|---|---|---|---|---|---|---|",
    ]
    for end in ("", " drag"):
        for cell, found in compared.items():
            live, plain, here, away = (
                found[way + end] for way in ("live", "plain interact", "interact", "plain live")
            )
            row = [COMPARED[cell] + (", after a drag" if end else ""), pair(live), pair(plain)]
            row += ["" if end else factor(plain, live), pair(here)]
            row += ["" if end else factor(here, live), pair(away)]
            lines.append(f"| {' | '.join(row)} |")
    lines += [
        "",
        "## Every live figure" if every else "## The live figures of this run",
        "",
        f"A figure that draws nothing takes {nothing}: the way from the browser to Python and back, "
        "and the frame.",
        "",
        "| figure | key | after a drag | after 200 keys in bursts | pictures a second in Play |",
        "|---|---|---|---|---|",
    ]
    for cell, found in (compared | rest).items():
        row = [COMPARED.get(cell, cell)]
        row += [pair(found[way]) for way in ("live", "live drag", "bursts")]
        row.append(f"{found['play']:.0f}" if found["play"] else "")
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def report_tools(results, options):
    """The section on the four tools, for LIVE.md and for livefigure's README."""
    versions = ", ".join(
        f"{name} {version(name)}"
        for name in ("ipympl", "mpl-interactions", "ipywidgets", "matplotlib")
    )
    lines = [
        FOUR_TOOLS,
        "",
        "A sine wave with a slider for its frequency, as the users of each tool write it: from an arrow "
        "key to the end of the frame that shows the new picture, in milliseconds (median, 95th "
        f"percentile; {options.keys} keys). The four take turns in one page, once in a JupyterLab with `livefigure[server]` "
        f"and once in one without. {versions}, Python {platform.python_version()}; made by `make bench-live`.",
        "",
        "| tool | with `livefigure[server]` | without |",
        "|---|---|---|",
    ]
    for tool in TOOLS:
        times = [pair(results[server][tool]) for server in ("course", "plain")]
        lines.append(f"| {tool} | {' | '.join(times)} |")
    return "\n".join(lines) + "\n"


def replace_section(path, section):
    """Put the section on the four tools in the place of the file's old one."""
    text = path.read_text(encoding="utf-8")
    before, after = re.split(rf"(?ms)^{FOUR_TOOLS}$.*?(?=\n## |\Z)", text)
    path.write_text(before + section + after, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=30, help="keys pressed for each figure")
    parser.add_argument("--drags", type=int, default=5, help="drags for each figure")
    parser.add_argument(
        "--compared", action="store_true", help="only the figures that are compared with interact"
    )
    parser.add_argument(
        "parts",
        nargs="*",
        help='numbers of chapters, or "tools" for the last table; all by default',
    )
    options = parser.parse_args()
    tools = not options.parts or "tools" in options.parts
    results = {}
    with tempfile.TemporaryDirectory() as scratch, lab.browser() as chrome:
        for path in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
            if not options.parts or str(int(path.name[:2])) in options.parts:
                found = measure_chapter(path, options, chrome, scratch)
                found["nothing"]["live"] += results.get("nothing", {"live": []})["live"]
                results |= found
                for cell, times in found.items():
                    summary = {w: pair(t) if isinstance(t, list) else t for w, t in times.items()}
                    print(f"{cell}: {json.dumps(summary)}", file=sys.stderr, flush=True)
        if tools:
            section = report_tools(measure_tools(options, chrome, scratch), options)
    if results:
        text = report(results, options)
        print(text)
        if set(COMPARED) <= set(results):
            _, heading, below = LIVE.read_text(encoding="utf-8").partition(FOUR_TOOLS)
            LIVE.write_text(f"{text}\n{heading}{below}", encoding="utf-8")
    if tools:
        print(section)
        for path in (LIVE, README):
            replace_section(path, section)


if __name__ == "__main__":
    main()
