"""A JupyterLab of its own and a browser before it, for the tests and for the benchmark."""

import base64
import contextlib
import io
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
import numpy as np
from PIL import Image

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
def lab_server(folder, scratch, environment=None, app=None):
    """A server for the notebooks in folder, with settings of its own in scratch. Gives (url, token).

    app: the module to start as `jupyter lab` ("jupyterlab") or `jupyter notebook` ("notebook") does;
    without one the course's own JupyterLab is started.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **(environment or {})}
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
    if app:
        command = [sys.executable, "-m", app, *options()]
        command = [part for part in command if "connection_class" not in part]
        settings = {"ServerApp": {"jpserver_extensions": {"livefigure.server": False}}}
        config = Path(scratch) / "plain" / "jupyter_server_config.d"
        config.mkdir(parents=True)
        (config / "livefigure.json").write_text(json.dumps(settings))
        env["JUPYTER_CONFIG_PATH"] = str(config.parent)  # comes before the environment's own
    command += ["--no-browser", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--{name}.expose_app_in_browser=True" for name in ("LabApp", "JupyterNotebookApp")]
    command += [f"--ServerApp.root_dir={folder}"]
    log = open(Path(scratch) / "lab.log", "w")  # noqa: SIM115
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=5).close()
                break
            if server.poll() is not None:
                raise RuntimeError(f"JupyterLab ended: {Path(log.name).read_text()[-2000:]}")
            time.sleep(0.1)
        yield url, token
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def write_settings(folder):
    """JupyterLab's settings: no question whether to look for news, and no look."""
    file = folder / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    file.write_text(json.dumps(quiet), encoding="utf-8")


def live_cells(cells):
    """The place and the id of each of a notebook's cells that holds a live figure."""
    return [
        (i, cell["id"])
        for i, cell in enumerate(cells)
        if cell["cell_type"] == "code" and "\nlive(" in "\n" + "".join(cell["source"])
    ]


def place(cells_or_path, folder, name):
    """Put a notebook, or one made of a list of cells' code, into the folder. Returns its name."""
    if isinstance(cells_or_path, list):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code) for code in cells_or_path]
        )
        notebook.metadata.kernelspec = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        nbformat.write(notebook, Path(folder) / name)
    else:
        name = Path(cells_or_path).name
        shutil.copy(cells_or_path, Path(folder) / name)
    return name


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


# In the page: tell when new pictures are on the screen, at the end of the frame that shows them.
# (To look in each frame whether there is one would make the page slower.)
WATCH = """
window.onPicture = (root, shown) => {
  // The picture is a canvas (ours) or an img (interact's).
  const canvas = root.querySelector('canvas.live-picture');
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


# In the page: the part of the open notebook that scrolls.
SCROLLED = """
const panel = window.jupyterapp.shell.currentWidget.content.node;
const outer = [panel, ...panel.querySelectorAll('*')].find(
  (n) => n.scrollHeight > n.clientHeight + 50 && getComputedStyle(n).overflowY !== 'visible') ?? panel;
"""

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


class Notebook:
    """One notebook, open in JupyterLab, or in Notebook 7 (app="notebook")."""

    def __init__(self, page, url, token, name, app=None):
        self.page = page
        self.console = []
        page.on("console", lambda m: self.console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(f"{error} {error.stack}"))
        space = secrets.token_hex(4)
        path = f"lab/workspaces/auto-{space}/tree" if app != "notebook" else "notebooks"
        page.goto(f"{url}/{path}/{name}?token={token}&reset")
        self.wait_until_idle()
        page.evaluate(f"() => {{ {WATCH} }}")

    def wait_until_idle(self):
        self.page.wait_for_function(
            """() => { const p = window.jupyterapp?.shell?.currentWidget;
            return p?.context?.isReady && p.sessionContext?.session?.kernel?.status === 'idle' }""",
            timeout=60000,
        )

    def run_all(self, timeout=120):
        """Run all cells and wait until each has been run. Fails if one of them raised."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(
            """() => { const p = window.jupyterapp.shell.currentWidget;
            const cells = p.content.model.sharedModel.cells.filter((c) => c.cell_type === 'code');
            return p.sessionContext.session.kernel.status === 'idle'
              && cells.every((c) => c.execution_count || !c.source.trim()) }""",
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

    def save_and_close(self, shut_down=False):
        self.page.evaluate(
            """async (shutDown) => { const p = window.jupyterapp.shell.currentWidget;
            await p.context.save();
            if (shutDown) await p.sessionContext.shutdown();
            p.close(); }""",
            shut_down,
        )

    def dark(self, on):
        """Change JupyterLab's theme."""
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })",
            "JupyterLab Dark" if on else "JupyterLab Light",
        )
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === String(light)", arg=not on
        )

    def open_again(self, name):
        """Open a notebook in the same page."""
        self.page.evaluate(
            "async (p) => { await window.jupyterapp.commands.execute('docmanager:open', { path: p }); }",
            name,
        )
        self.wait_until_idle()

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
        page = self.page
        page.wait_for_selector(".live-figure canvas.live-picture[data-number]", timeout=30000)
        boxes = page.locator(".live-figure")
        return [Live(page, boxes.nth(i)) for i in range(boxes.count())]

    def go_to(self, cell, inside=".live-figure"):
        """Scroll to a cell, counted from 0, and return the figure in it."""
        self.page.evaluate(
            """async (i) => { const content = window.jupyterapp.shell.currentWidget.content;
            content.deselectAll(); content.activeCellIndex = i; content.mode = 'command';
            await content.scrollToItem(i, 'center'); }""",
            cell,
        )
        box = self.page.locator(f".jp-Cell.jp-mod-active {inside}")
        box.locator("canvas.live-picture[data-number], img").first.wait_for()
        box.scroll_into_view_if_needed()
        return Live(self.page, box)

    def state(self):
        """The code of every cell, and which cell is active."""
        return self.page.evaluate(
            """() => { const content = window.jupyterapp.shell.currentWidget.content;
            const cells = content.model.sharedModel.cells.map((cell) => cell.getSource());
            return [cells, content.activeCellIndex]; }"""
        )

    def page_height(self):
        """How tall the whole notebook is, and how far it is scrolled."""
        return self.page.evaluate(
            f"() => {{ {SCROLLED} return [outer.scrollHeight, outer.scrollTop]; }}"
        )


class Live:
    """One live figure on the page, or any box of ipywidgets with a picture (interact's)."""

    def __init__(self, page, box):
        self.page, self.box = page, box

    @property
    def number(self):
        """The number of the picture that is shown."""
        return int(self.box.locator("canvas.live-picture").get_attribute("data-number") or 0)

    def handle(self, name):
        """The part of a slider that takes keys."""
        row = self.box.locator(".widget-slider").filter(
            has=self.page.locator(f".widget-label:text-is('{name}')")
        )
        return row.locator(".noUi-handle")

    def readout(self, name):
        row = self.box.locator(".widget-slider").filter(
            has=self.page.locator(f".widget-label:text-is('{name}')")
        )
        return row.locator(".widget-readout")

    def has_focus(self, control):
        return control.evaluate("(control) => control === document.activeElement")

    def press(self, name, key="ArrowRight", times=1, wait=True):
        """Press a key on a slider; by default wait for the picture after each."""
        for _ in range(times):
            before = self.number
            self.handle(name).press(key)
            if wait:
                self.wait_after(before)

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

    def bursts(self, names, moves, seed):
        """Press that many keys on the sliders, about ten in a burst, quicker than a hand could.

        Returns the milliseconds from the last key to the last new picture, and all heights that the
        page has had meanwhile.
        """
        rng = random.Random(seed)
        keys = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]
        plan = [
            (rng.choice(names), rng.choice(keys), rng.randrange(20, 80) if i % 10 == 0 else 0)
            for i in range(moves)
        ]
        return self.box.evaluate(BURSTS, plan)

    def click(self, label):
        self.box.get_by_role("button", name=label, exact=True).click()

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

    def wait_after(self, number, timeout=15000):
        self.page.wait_for_function(
            "([c, n]) => Number(c.dataset.number) > n",
            arg=[self.box.locator("canvas.live-picture").element_handle(), number],
            timeout=timeout,
        )

    def pixels(self):
        """What the picture shows, as an array (height, width, 4)."""
        data = self.box.locator("canvas.live-picture").evaluate("(c) => c.toDataURL()")
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(data.split(",")[1]))))

    def message(self):
        return self.box.locator("[role=status]:visible").all_inner_texts()

    def key_time(self, name, key):
        """Milliseconds from the key's press to the end of the frame that shows the new picture."""
        handle = self.handle(name)
        handle.focus()
        self.box.evaluate("(root) => window.watchKey(root)")
        self.page.keyboard.press(key)
        time.sleep(0.15)  # asking at once would take a core from the page or the kernel
        return self.page.evaluate("() => window.lastKey")
