"""Open the course in JupyterLab: python -m helpers.server (which is what `make lab` does)."""

import os
import sys
from pathlib import Path

from jupyterlab.labapp import LabApp


def options():
    """JupyterLab's options for the course: this machine alone can reach it, with its token."""
    chosen = [
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.kernel_websocket_connection_class=livefigure.server.PromptConnection",
        "--LabApp.default_url=/lab/tree/notebooks/01_python_basics.ipynb",
        # What is stored folded is folded in an exported page as well (see helpers/html).
        f"--TemplateExporter.extra_template_basedirs={Path(__file__).parent}",
        "--HTMLExporter.template_name=html",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # root, as in a container, must say so
        chosen.append("--allow-root")
    return chosen


if __name__ == "__main__":
    LabApp.launch_instance([*options(), *sys.argv[1:]])
