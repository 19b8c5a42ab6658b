"""Make the animation in livefigure's README: `python tools/animate_livefigure.py`.

It runs the README's example in JupyterLab in a headless Chromium, drags the sliders and makes a GIF of
the screenshots.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "packages" / "livefigure"
sys.path.insert(0, str(ROOT / "tests" / "browser"))
import lab  # noqa: E402

DRAGS = [("w", 90), ("shift", -60), ("shift", 60), ("w", -90)]  # name of a slider, pixels
STEPS = 8  # frames a drag
COLOURS = 32


def screenshots(figure):
    """The figure while its sliders are dragged, as images."""
    page = figure.page
    for name, by in DRAGS:
        box = figure.handle(name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, STEPS + 1):
            page.mouse.move(x + by * step / STEPS, y)
            figure.assert_in_step()
            yield Image.open(io.BytesIO(figure.box.screenshot()))
        page.mouse.up()


def main():
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", readme, re.DOTALL).group(1)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
        lab.write_notebook(Path(folder) / "example.ipynb", [code])
        with lab.jupyter_server(folder, scratch) as address, lab.browser() as chrome:
            page = chrome.new_page(viewport={"width": 1000, "height": 900})
            notebook = lab.Notebook(page, *address, "example.ipynb")
            notebook.run_all()
            frames = list(screenshots(notebook.figures()[0]))
    frames = [frame.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE) for frame in frames]
    path = PACKAGE / "livefigure.gif"
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=120, loop=0, optimize=True
    )
    print(f"{path.name}: {len(frames)} frames, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
