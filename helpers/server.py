"""Open the course in JupyterLab: python -m helpers.server (which is what `make lab` does)."""

import os
import sys

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import LabApp


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each of a kernel's messages to the browser at once, so that live figures follow.

    Otherwise the operating system keeps a small message back until the browser has confirmed the
    one before it, which the browser's side puts off for 40 ms (Linux) to 200 ms (Windows).
    Source: Nagle (1984), RFC 896; Tornado's documentation of `WebSocketHandler.set_nodelay`.
    """

    def connect(self):
        """Connect as usual, with the delay turned off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def options():
    """JupyterLab's options for the course: this machine alone can reach it, with its token."""
    chosen = [
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.kernel_websocket_connection_class=helpers.server.PromptConnection",
        "--LabApp.default_url=/lab/tree/notebooks/01_python_basics.ipynb",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # root, as in a container, must say so
        chosen.append("--allow-root")
    return chosen


if __name__ == "__main__":
    LabApp.launch_instance([*options(), *sys.argv[1:]])
