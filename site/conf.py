"""Sphinx's settings for the site to read (see build.py)."""

import os
import re

from docutils import nodes
from math_core import LatexToMathML

project = "Neural networks from scratch"
html_title = project
copyright = "the course's authors: prose and figures CC BY 4.0, code MIT"
extensions = ["myst_nb"]
nb_execution_mode = "off"
nb_code_prompt_show = "Show the {type}"
nb_code_prompt_hide = "Hide the {type}"
myst_enable_extensions = ["dollarmath", "colon_fence", "attrs_block"]
myst_heading_anchors = 3
suppress_warnings = ["toc.not_included"]  # the page about the digits is linked alone
html_theme = "sphinx_book_theme"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_theme_options = {
    "navbar_persistent": [],
    "use_download_button": False,
    "use_fullscreen_button": False,
}
if "GITHUB_REPOSITORY" in os.environ:
    html_theme_options["repository_url"] = f"https://github.com/{os.environ['GITHUB_REPOSITORY']}"
    html_theme_options["use_repository_button"] = True
html_math_renderer = "mathml"
FORMULAS = LatexToMathML()


def inline(writer, node):
    writer.body.append(FORMULAS.convert_with_local_state(node.astext(), displaystyle=False))
    raise nodes.SkipNode


def block(writer, node):
    text = re.sub(r"\\\\\[\w+\]", r"\\\\", node.astext())  # math-core 0.9 takes no row distance
    formula = FORMULAS.convert_with_local_state(text, displaystyle=True)
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>')
    raise nodes.SkipNode


def setup(app):
    """Formulas become MathML, which browsers show without any script."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
