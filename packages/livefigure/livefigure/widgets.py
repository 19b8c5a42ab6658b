"""The widgets of a live figure: sliders, choice, switch, drawing pad, picture, buttons, messages."""

import io
import math
from numbers import Integral, Real
from pathlib import Path

import anywidget
import ipywidgets
import numpy as np
import traitlets
from PIL import Image

from livefigure.notebook import display_with_still
from livefigure.png import diff_image, encode_png

SCRIPT = Path(__file__).with_name("live.js").read_text(encoding="utf-8")


class FloatSlider(ipywidgets.FloatSlider):
    decimals = 9  # of the values that the user's functions get


def make_control(name, spec):
    """The widget for name=spec, an argument of `live`. Raises ValueError if spec is none."""
    if isinstance(spec, DrawingPad):
        return spec
    if isinstance(spec, bool):
        return ipywidgets.Checkbox(value=spec, description=name, indent=False)
    if isinstance(spec, list):
        if not spec or len({str(item) for item in spec}) < len(spec):
            raise ValueError(f"{name} needs a list of different names to choose from, not {spec!r}")
        return ipywidgets.Dropdown(options=[(str(item), item) for item in spec], description=name)
    return make_slider(name, spec)


def make_slider(name, spec):
    """The slider for name=(low, start, high) or name=(low, start, high, step)."""
    if (
        not isinstance(spec, tuple)
        or len(spec) not in (3, 4)
        or not all(isinstance(n, Real) and math.isfinite(n) for n in spec)
    ):
        raise ValueError(
            f"{name} must be (low, start, high), a list of names, or True or False, not {spec!r}"
        )
    low, start, high = spec[:3]
    if not low < high or not low <= start <= high:
        raise ValueError(
            f"{name}=(low, start, high) must rise from low to high, but it is {spec!r}"
        )
    if len(spec) == 4 and not 0 < spec[3] <= high - low:
        raise ValueError(
            f"{name}: the step must be above 0 and at most {high - low}, not {spec[3]!r}"
        )
    if all(isinstance(n, Integral) for n in spec):
        low, start, high, step = map(int, (*spec, 1)[:4])
        return ipywidgets.IntSlider(start, low, high, step, description=name)
    low, start, high = map(float, (low, start, high))
    step = float(spec[3]) if len(spec) == 4 else good_step(low, start, high)
    slider = FloatSlider(start, min=low, max=high, step=step, description=name)
    slider.decimals = decimals_of(step, low)
    slider.readout_format = f".{slider.decimals}f"
    return slider


def good_step(low, start, high):
    """A round number, about a hundredth of the range, such that the start is one of the steps."""
    tens = 10.0 ** math.floor(math.log10((high - low) / 60))
    for step in (5 * tens, 2 * tens, tens, tens / 2, tens / 5, tens / 10, tens / 100):
        steps = (start - low) / step
        if step <= (high - low) / 80 and abs(steps - round(steps)) < 1e-6:
            break
    return step


def decimals_of(*numbers):
    """How many decimals it takes to write all the numbers, nine at most."""
    for decimals in range(10):
        if all(abs(n - round(n, decimals)) < 1e-10 for n in numbers):
            return decimals
    return 9


class DrawingPad(anywidget.AnyWidget):
    """A square to draw on with mouse, pen or finger.

    size: its side in pixels. `value` is the ink, shape (size, size), 0 (none) to 255; it changes
    as the pen moves, and can be set. As a control of a live figure, `live(fig, draw,
    ink=DrawingPad(), ...)` calls draw(ink) with that array.
    """

    _esm = SCRIPT
    role = traitlets.Unicode("pad").tag(sync=True)
    size = traitlets.Int(280).tag(sync=True)
    alt = traitlets.Unicode("Drawing pad: draw one digit with mouse or finger.").tag(sync=True)
    still = traitlets.Unicode("").tag(sync=True)  # the name of its still picture
    ink = traitlets.Any(b"").tag(sync=True, echo_update=False)
    value = traitlets.Any()

    def __init__(self, size=280):
        if not isinstance(size, Integral) or not 28 <= size <= 1000:
            raise ValueError(f"size must be a whole number from 28 to 1000, but it is {size!r}")
        super().__init__(size=int(size), value=np.zeros((size, size), np.uint8))

    def clear(self):
        self.value = np.zeros((self.size, self.size), np.uint8)

    @traitlets.observe("ink")
    def _on_ink(self, change):
        ink = np.frombuffer(change["new"], np.uint8)
        if ink.size not in (0, self.size**2):
            return
        shape = (self.size, self.size)
        ink = ink.reshape(shape) if ink.size else np.zeros(shape, np.uint8)
        if not np.array_equal(ink, self.value):
            self.set_trait("value", ink)

    @traitlets.validate("value")
    def _check_value(self, proposal):
        ink = np.asarray(proposal["value"])
        if ink.shape != (self.size, self.size):
            raise ValueError(f"the pad has {self.size} by {self.size} pixels, not {ink.shape}")
        return ink

    @traitlets.observe("value")
    def _on_value(self, change):
        ink = np.clip(change["new"], 0, 255).astype(np.uint8)
        data = ink.tobytes() if ink.any() else b""
        if data != bytes(self.ink) and (data or any(bytes(self.ink))):
            self.ink = data

    def __repr__(self):
        return f"[Drawing pad, {self.size} by {self.size}]"

    def _ipython_display_(self):
        still = io.BytesIO()
        Image.fromarray(255 - np.asarray(self.value, np.uint8)).save(still, "png")
        display_with_still(self, self, still.getvalue(), self.alt, self.size, repr(self))


class Picture(anywidget.AnyWidget):
    """The picture in the browser, which paints each frame over the one before."""

    _esm = SCRIPT
    role = traitlets.Unicode("picture").tag(sync=True)
    frame = traitlets.Bytes(b"").tag(sync=True)  # a PNG file
    corner = traitlets.List(traitlets.Int()).tag(sync=True)  # of a part, [x, y]; [] for the whole
    number = traitlets.Int(0).tag(sync=True)  # how many frames have been sent
    width = traitlets.Int(640).tag(sync=True)
    height = traitlets.Int(360).tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    still = traitlets.Unicode("").tag(sync=True)  # the name of its still picture
    wrong = traitlets.Bool(False).tag(sync=True)  # whether it is not the picture of these values
    playing = traitlets.Bool(False).tag(sync=True)
    density = traitlets.Float(1.0).tag(sync=True)

    _pixels = None  # what the page has

    def show(self, pixels):
        """Send what has changed. pixels: uint8, shape (height, width, 4)."""
        before, self._pixels = self._pixels, pixels.copy()
        self._send_frame(*diff_image(before, self._pixels))

    def show_whole(self):
        """Send all of it, for a new view, which has only the latest change."""
        self._send_frame(self._pixels, [])

    def _send_frame(self, pixels, corner):
        with self.hold_sync():
            self.number += 1
            self.corner = corner
            self.frame = encode_png(pixels)


class Controls:
    """The controls of a live figure: `widgets` by name.

    specs: {name: spec}, as `make_control` takes them. on_move: called with the name of a control
    that the reader has moved.
    """

    def __init__(self, specs, on_move):
        self.widgets, self._on_move = {}, on_move
        try:
            for name, spec in specs.items():
                self.widgets[name] = make_control(name, spec)
        except ValueError:
            self.close()
            raise
        self._starts = {name: widget.value for name, widget in self.widgets.items()}
        self._muted = False
        for name, widget in self.widgets.items():
            widget.observe(lambda _, name=name: self._muted or self._on_move(name), "value")

    def values(self):
        """The value of each control, without the rounding errors of a slider's steps."""
        return {
            name: round(widget.value, widget.decimals)
            if isinstance(widget, FloatSlider)
            else widget.value
            for name, widget in self.widgets.items()
        }

    def set(self, values):
        """Set several controls without a call of on_move; all of them or, after an error, none."""
        unknown = [name for name in values if name not in self.widgets]
        if unknown:
            raise ValueError(f"there is no control {unknown[0]!r}, but {', '.join(self.widgets)}")
        before = {name: self.widgets[name].value for name in values}
        self._muted = True
        try:
            for name, value in values.items():
                self.widgets[name].value = value
        except Exception:
            for name, value in before.items():
                self.widgets[name].value = value
            raise
        finally:
            self._muted = False

    def reset(self):
        self.set(self._starts)

    def close(self):
        for widget in self.widgets.values():
            widget.unobserve_all()
            close_widget(widget)


class Panel:
    """A box with all widgets of a live figure: picture and pads, controls, buttons, messages.

    buttons: {name: (what a click calls, tooltip)}.
    """

    def __init__(self, picture, controls, buttons):
        self.buttons = {name: make_button(name, *rest) for name, rest in buttons.items()}
        self.message = ipywidgets.HTML()
        self._message_height = 0
        pads = [control for control in controls.values() if isinstance(control, DrawingPad)]
        others = [control for control in controls.values() if control not in pads]
        longest = max(map(len, controls), default=0)
        for control in others:
            control.style.description_width = f"{0.6 * longest + 0.8:.1f}em"
            control.layout.width = "302px"
        row = ipywidgets.HBox(list(self.buttons.values()))
        width = picture.width + sum(pad.size for pad in pads)
        below = ipywidgets.Box([*others, row], layout=wrapping(f"{width}px"))
        above = ipywidgets.Box([*pads, picture], layout=wrapping("auto"))
        self.box = ipywidgets.VBox([above, below, self.message])
        self.box.add_class("live-figure")
        self._widgets = [self.box, above, below, row, *self.buttons.values(), self.message]

    def show_output(self, output):
        """Show what the user's functions have printed, warned of and raised."""
        text = output.as_html()
        if self.message.value != text:
            self.message.value = text
        # The place for messages grows but never shrinks, so that what is below does not jump.
        if output.height() > self._message_height:
            self._message_height = output.height()
            self.message.layout.min_height = f"{self._message_height}em"

    def close(self):
        for widget in self._widgets:
            close_widget(widget)


def make_button(name, on_click, tooltip):
    button = ipywidgets.Button(description=name, tooltip=tooltip)
    button.layout.width = "76px"
    button.on_click(lambda _: on_click())
    return button


def wrapping(width):
    """The layout of a row that continues below where the window is too narrow."""
    layout = ipywidgets.Layout(display="flex", flex_flow="row wrap", align_items="center")
    layout.width, layout.max_width = width, "100%"
    return layout


def close_widget(widget):
    """Close a widget with its layout and its style, which would stay behind."""
    for part in (widget, getattr(widget, "layout", None), getattr(widget, "style", None)):
        if part is not None:
            part.close()
