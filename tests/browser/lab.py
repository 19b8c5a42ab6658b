"""A Jupyter server and a browser for it, for the tests and for the benchmark."""

import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat

from helpers.server import options

ROOT = Path(__file__).resolve().parent.parent.parent


def find_chromium():
    """The path of a Chromium or Chrome on this machine, or None. CHROMIUM names one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    with contextlib.suppress(Exception):
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
            if os.path.exists(path):
                return path
    return None


@contextlib.contextmanager
def jupyter_server(folder, scratch, plain=False):
    """A server for the notebooks in folder, with settings of its own in scratch. Yields (url, token).

    It is the course's own (`make lab`), which also serves Notebook 7; with plain=True it is the one
    that `jupyter lab` starts.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    for name in (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTERLAB_WORKSPACES_DIR",
        "IPYTHONDIR",
    ):
        env[name] = str(Path(scratch) / name.lower())
    write_settings(Path(env["JUPYTERLAB_SETTINGS_DIR"]))
    command = [sys.executable, "-m", "helpers.server"]
    if plain:
        command = [sys.executable, "-m", "jupyterlab", *options()]
        command = [part for part in command if "connection_class" not in part]
        settings = {"ServerApp": {"jpserver_extensions": {"livefigure.server": False}}}
        config = Path(scratch) / "plain" / "jupyter_server_config.d"
        config.mkdir(parents=True)
        (config / "livefigure.json").write_text(json.dumps(settings))
        env["JUPYTER_CONFIG_PATH"] = str(config.parent)  # comes before the environment's own
    command += [
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    url, log = f"http://127.0.0.1:{port}", Path(scratch) / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=out, cwd=folder)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=5).close()
                break
            if server.poll() is not None:
                raise RuntimeError(f"the server has ended: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield url, token
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def write_settings(folder):
    """JupyterLab's settings: it neither fetches news nor asks whether to."""
    file = folder / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    file.write_text(json.dumps(quiet), encoding="utf-8")


def has_live_figure(cell):
    return cell["cell_type"] == "code" and "\nlive(" in "\n" + "".join(cell["source"])


def live_cells(cells):
    """The index and the id of each of a notebook's cells that has a live figure."""
    return [(i, cell["id"]) for i, cell in enumerate(cells) if has_live_figure(cell)]


def write_notebook(path, cells):
    """Write a notebook of these cells, which are nbformat's or plain code."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) if isinstance(c, str) else c for c in cells]
    )
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)


@contextlib.contextmanager
def browser(chromium=None):
    """A headless Chromium that stays off the network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        chrome = playwright.chromium.launch(
            executable_path=chromium or find_chromium(), args=options
        )
        try:
            yield chrome
        finally:
            chrome.close()


# In the page: the part of the open notebook that scrolls.
SCROLLED = """
const panel = window.jupyterapp.shell.currentWidget.content.node;
const outer = [panel, ...panel.querySelectorAll('*')].find(
  (n) => n.scrollHeight > n.clientHeight + 50 && getComputedStyle(n).overflowY !== 'visible') ?? panel;
"""

KEYS = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]

# In the page: many keys on a figure's sliders, with pauses after some of them.
BURSTS = f"""
async (root, moves) => {{
  {SCROLLED}
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const canvas = root.querySelector('canvas.live-picture'), heights = new Set(), handles = {{}};
  for (const label of root.querySelectorAll('.widget-slider .widget-label'))
    handles[label.textContent] = label.parentElement.querySelector('.noUi-handle');
  let looking = true, seen = canvas.dataset.number, changed = 0;
  const look = () => {{
    heights.add(outer.scrollHeight);
    if (canvas.dataset.number !== seen) {{ seen = canvas.dataset.number; changed = performance.now(); }}
    if (looking) requestAnimationFrame(look);
  }};
  look();
  for (const [name, key, pause] of moves) {{
    handles[name].dispatchEvent(
      new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
    if (pause) await wait(pause);
  }}
  const last = performance.now();
  do await wait(300); while (performance.now() - Math.max(changed, last) < 300);
  looking = false;
  return [Math.max(0, changed - last), [...heights]];
}}
"""


# In the kernel: the values of a figure, and the picture that matplotlib alone draws for them.
TRUTH = """
import hashlib as _hashlib, json as _json
from livefigure import OPEN as _OPEN, CapturedOutput as _CapturedOutput
from livefigure.redraw import draw_fully as _draw_fully
def _truth(figure):
    with _CapturedOutput().capture():
        figure.functions.call("draw", figure.values)
    pixels = _draw_fully(figure.fig).tobytes()
    return _json.dumps([figure.values, _hashlib.sha256(pixels).hexdigest()], default=str)
"""

# In the page: the values beside a figure's sliders, and the picture.
SHOWN = """
async (root) => {
  const canvas = root.querySelector('canvas.live-picture'), values = {};
  for (const readout of root.querySelectorAll('.widget-slider .widget-readout')) {
    const name = readout.parentElement.querySelector('.widget-label').textContent;
    values[name] = Number(readout.textContent.replace('\N{MINUS SIGN}', '-').replaceAll(',', ''));
  }
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return [values, [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')];
}
"""


def wait_until(condition, timeout=20):
    """Wait until condition() is true, for a limited time; returns what it returned last."""
    end = time.monotonic() + timeout
    while not (result := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return result


class Notebook:
    """A page with a notebook open in it, in JupyterLab or in Notebook 7 (app="notebook")."""

    def __init__(self, page, url, token, name, app="lab"):
        self.page, self.app = page, app
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self.console = []
        page.on("console", lambda m: self.console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(f"{error} {error.stack}"))
        path = f"lab/workspaces/auto-{secrets.token_hex(4)}/tree" if app == "lab" else "notebooks"
        page.goto(f"{url}/{path}/{name}?token={token}&reset")
        self.wait_until_idle()

    def open(self, name):
        """Open another notebook in the same page, in JupyterLab."""
        self.page.evaluate(
            "(path) => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => {})",
            name,
        )
        self.wait_until_idle()

    def save(self):
        self.page.evaluate("window.jupyterapp.shell.currentWidget.context.save()")

    def close(self, shut_down=True):
        """Save and close the notebook that is shown; by default its kernel ends."""
        self.page.evaluate(
            """async (shutDown) => { const panel = window.jupyterapp.shell.currentWidget;
            await panel.context.save();
            if (shutDown) await panel.sessionContext.shutdown();
            panel.close(); }""",
            shut_down,
        )

    def end(self):
        """End all kernels and close the page."""
        if not self.page.is_closed():
            self.page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
            self.page.close()

    def wait_until_idle(self):
        self.page.wait_for_function(
            """() => { const panel = window.jupyterapp?.shell?.currentWidget;
            return panel?.context?.isReady
              && panel.sessionContext?.session?.kernel?.status === 'idle' }""",
            timeout=60000,
        )

    def run_all(self, timeout=120):
        """Run all cells and wait until each has been run. Fails if one of them raised."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(
            """() => { const p = window.jupyterapp.shell.currentWidget;
            const cells = p.content.model.sharedModel.cells.filter((c) => c.cell_type === 'code');
            return p.sessionContext.session.kernel.status === 'idle'
              && (cells.every((c) => c.execution_count || !c.source.trim())
                || cells.some((c) => c.toJSON().outputs.some((o) => o.output_type === 'error'))) }""",
            timeout=timeout * 1000,
        )
        errors = self.outputs("error")
        assert not errors, errors[0]

    def outputs(self, kind):
        return self.page.evaluate(
            """(kind) => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .flatMap((c) => c.toJSON().outputs ?? []).filter((o) => o.output_type === kind)
            .map((o) => JSON.stringify(o))""",
            kind,
        )

    def execute(self, code):
        """Run code in the notebook's kernel and return what it prints."""
        return self.page.evaluate(
            """async (code) => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            let text = '';
            const request = kernel.requestExecute({ code, store_history: false });
            request.onIOPub = (m) => {
              if (m.header.msg_type === 'stream') text += m.content.text;
              if (m.header.msg_type === 'error') text += 'ERROR ' + m.content.evalue;
            };
            await request.done;
            return text; }""",
            code + "\n__import__('sys').stdout.flush()",
        )

    def dark(self):
        """Choose JupyterLab's dark theme."""
        self.page.evaluate(
            "window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })"
        )
        self.page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")

    def kernel(self, act):
        """Do "interrupt", "restart" or "shutdown" with the kernel."""
        self.page.evaluate(
            """(act) => { const session = window.jupyterapp.shell.currentWidget.sessionContext;
            return act === 'shutdown' ? session.shutdown() : session.session.kernel[act](); }""",
            act,
        )

    def run_cell(self, number):
        """Run one cell again, counted from 0, and wait until it has been run."""
        self.page.evaluate(
            """async (number) => { const p = window.jupyterapp.shell.currentWidget;
            p.content.activeCellIndex = number;
            p.content.deselectAll();
            await window.jupyterapp.commands.execute('notebook:run-cell'); }""",
            number,
        )

    def figures(self):
        """The live figures, in the order of the page."""
        count = int(self.execute("import livefigure as _live; print(len(_live.OPEN))"))
        boxes = self.panel.locator(".live-figure:has(canvas.live-picture[data-number])")
        boxes.nth(count - 1).wait_for()
        return [Live(self, boxes.nth(i), i) for i in range(count)]

    def go_to(self, cell, index=None, inside=".live-figure"):
        """Scroll to a cell, counted from 0, and return the figure in it.

        index: the number of the figure, if it is a live one.
        """
        self.page.evaluate(
            """async (i) => { const content = window.jupyterapp.shell.currentWidget.content;
            content.deselectAll(); content.activeCellIndex = i; content.mode = 'command';
            await content.scrollToItem(i, 'center'); }""",
            cell,
        )
        box = self.panel.locator(f".jp-Cell.jp-mod-active {inside}")
        box.locator("canvas.live-picture[data-number], img").first.wait_for()
        box.scroll_into_view_if_needed()
        return Live(self, box, index)

    def state(self):
        """The code of every cell, and which cell is active."""
        return self.page.evaluate(
            """() => { const content = window.jupyterapp.shell.currentWidget.content;
            const cells = content.model.sharedModel.cells.map((cell) => cell.getSource());
            return [cells, content.activeCellIndex]; }"""
        )

    def is_changed(self):
        """Whether the notebook differs from its file."""
        return self.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")

    def page_height(self):
        """How tall the whole notebook is, and how far it is scrolled."""
        return self.page.evaluate(
            f"() => {{ {SCROLLED} return [outer.scrollHeight, outer.scrollTop]; }}"
        )


class Live:
    """A live figure on the page, the index-th of its kernel; or interact's box with a picture."""

    def __init__(self, notebook, box, index=None):
        self.notebook, self.page, self.box, self.index = notebook, notebook.page, box, index
        self.picture = box.locator("canvas.live-picture")

    @property
    def number(self):
        """The number of the picture that is shown."""
        return int(self.picture.get_attribute("data-number") or 0)

    @contextlib.contextmanager
    def next_picture(self):
        """Wait for a new picture after what is done within."""
        before = self.number
        yield
        self.page.wait_for_function(
            "([canvas, before]) => Number(canvas.dataset.number) > before",
            arg=[self.picture.element_handle(), before],
        )

    def pixels(self):
        """What the picture shows, to be compared with what it shows at another time."""
        return self.picture.evaluate("(canvas) => canvas.toDataURL()")

    def truth(self):
        """The values in the kernel, and the hash of the picture that matplotlib draws for them."""
        code = f"{TRUTH}\nprint(_truth(_OPEN[{self.index}]), end='')"
        return json.loads(self.notebook.execute(code))

    @property
    def values(self):
        """The values of the controls in the kernel."""
        return self.truth()[0]

    def assert_in_step(self):
        """The values beside the sliders and the picture are soon those of the kernel."""

        def in_step():
            nonlocal shown, true
            shown, true = self.box.evaluate(SHOWN), self.truth()
            return shown[1] == true[1] and all(
                abs(value - true[0][name]) < 1e-9 for name, value in shown[0].items()
            )

        shown = true = None
        assert wait_until(in_step), f"the page shows {shown}, the kernel has {true}"

    def messages(self):
        """The texts below the figure: what was printed, and what went wrong."""
        return self.box.locator("[role=status]:visible").all_inner_texts()

    # ---- what a reader does

    def slider(self, name):
        label = self.page.locator(f".widget-label:text-is('{name}')")
        return self.box.locator(".widget-slider").filter(has=label)

    def handle(self, name):
        """The part of a slider that takes keys."""
        return self.slider(name).locator(".noUi-handle")

    def readout(self, name):
        return self.slider(name).locator(".widget-readout")

    def has_focus(self, control):
        return control.evaluate("(control) => control === document.activeElement")

    def press(self, name, *keys):
        """Press keys on a slider, and wait for the picture after each."""
        for key in keys:
            with self.next_picture():
                self.handle(name).press(key)

    def drag(self, name, by, steps=12, last=0):
        """Drag a slider's handle by so many pixels, the last of them in one move."""
        self.handle(name).scroll_into_view_if_needed()
        box = self.handle(name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by - last, y, steps=steps)
        if last:
            self.page.mouse.move(x + by, y)
        self.page.mouse.up()

    def type_value(self, name, text):
        self.readout(name).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def click(self, label):
        self.box.get_by_role("button", name=label, exact=True).click()

    def bursts(self, names, moves, seed):
        """Press that many keys on the sliders, about ten in a burst, quicker than a hand could.

        Returns the milliseconds from the last key to the last new picture, and all heights that the
        page had meanwhile.
        """
        rng = random.Random(seed)
        plan = [
            (rng.choice(names), rng.choice(KEYS), rng.randrange(20, 80) if i % 10 == 0 else 0)
            for i in range(moves)
        ]
        return self.box.evaluate(BURSTS, plan)

    def draw(self, *lines, lift=True):
        """Draw lines of points on the figure's pad with the mouse, in a square of side 1."""
        pad = self.box.locator("canvas.live-pad")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        for line in lines:
            points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in line]
            self.page.mouse.move(*points[0])
            self.page.mouse.down()
            for point in points[1:]:
                self.page.mouse.move(*point, steps=max(1, 40 // len(points)))
            if lift:
                self.page.mouse.up()
