"""The user's functions: which controls they take, what they print, and how they fail."""

import contextlib
import html
import inspect
import io
import linecache
import os
import traceback
import warnings

MAX_LINES = 8  # of output and of errors, each
MAX_LENGTH = 400  # characters a line


class UserFunctions(dict):
    """The functions given to `live`, by role: "draw", "play", "restart"."""

    def __init__(self, controls, **functions):
        super().__init__((role, function) for role, function in functions.items() if function)
        self._parameters = match_parameters(self, controls)

    def takes(self, role, name):
        """Whether that function is called with the control of that name."""
        return name in self._parameters.get(role, ())

    def call(self, role, values):
        """Call a function, if there is one, with the values of the controls that it takes."""
        if role in self:
            return self[role](**{name: values[name] for name in self._parameters[role]})


def match_parameters(functions, controls):
    """The names of the controls that each function takes: {role: [name, ...]}.

    Raises ValueError if a parameter has no control, or a control no parameter.
    """
    taken = {}
    for role, function in functions.items():
        taken[role] = []
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is parameter.VAR_KEYWORD:
                taken[role] = list(controls)
            elif name in controls:
                taken[role].append(name)
            elif (
                parameter.default is parameter.empty
                and parameter.kind is not parameter.VAR_POSITIONAL
            ):
                raise ValueError(
                    f"{getattr(function, '__name__', role)} asks for {name!r}, but no slider has that name: "
                    f"add one to live(...), such as {name}=(0, 1, 2)"
                )
    for name in controls:
        if not any(name in names for names in taken.values()):
            raise ValueError(
                f"the slider {name!r} moves nothing: no parameter of draw is named {name!r}"
            )
    return taken


class CapturedOutput:
    """What calls within `capture` printed and warned of; the caller adds `error` and `hints`."""

    def __init__(self):
        self.error, self.hints = "", []
        self._printed = io.StringIO()
        self._warnings = []

    @contextlib.contextmanager
    def capture(self):
        with (
            warnings.catch_warnings(record=True) as self._warnings,
            contextlib.redirect_stdout(self._printed),
            contextlib.redirect_stderr(self._printed),
        ):
            warnings.simplefilter("always")
            yield

    def sections(self):
        """The last lines of what was printed, the warnings and the error, each as (colour, lines)."""
        printed = self._printed.getvalue()[-MAX_LINES * MAX_LENGTH :].rstrip("\n")
        warned = dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in self._warnings)
        sections = [
            ("var(--jp-content-font-color1, inherit)", printed),
            ("var(--jp-warn-color0, #8a5300)", "\n".join([*warned, *self.hints])),
            ("var(--jp-error-color0, #b00020)", self.error),
        ]
        return [(colour, last_lines(text)) for colour, text in sections if text]

    def as_html(self):
        style = (
            "margin: 4px 0; padding: 0 0 0 8px; border-left: 3px solid #8A8A8A; background: none; "
            "white-space: pre-wrap; line-height: 1.5; font-family: monospace; font-size: 13px;"
        )
        blocks = [
            f'<pre style="{style} color: {colour};">{html.escape(chr(10).join(lines))}</pre>'
            for colour, lines in self.sections()
        ]
        return f'<div role="status">{"".join(blocks)}</div>' if blocks else ""

    def height(self):
        """The height of the HTML in em."""
        lines = sum(len(lines) for _, lines in self.sections())
        return 1.5 * lines + 0.5 if lines else 0


def last_lines(text):
    """The last lines of a text, none of them too long."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        lines = ["…", *lines[1 - MAX_LINES :]]
    return [line if len(line) <= MAX_LENGTH else line[: MAX_LENGTH - 1] + "…" for line in lines]


def format_error(error, functions):
    """An error in a few lines: the user's own line where it happened, its type and its message."""
    files = {inspect.unwrap(f).__code__.co_filename for f in functions if hasattr(f, "__code__")}
    place = ""
    for frame, lineno in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        # The code of a cell has a file name of its own, under which there is no file.
        is_users = code.co_filename in files or not os.path.exists(code.co_filename)
        if is_users and code.co_name != "<module>":
            source = linecache.getline(code.co_filename, lineno).strip()
            place = f"line {lineno - code.co_firstlineno + 1} of {code.co_name}: {source}\n"
    if isinstance(error, KeyboardInterrupt):
        return f"{place}Stopped by hand."
    return (
        f"{place or 'The figure cannot be drawn with this value.' + chr(10)}"
        f"{type(error).__name__}: {error}"
    )
