"""An extension of Jupyter's server: every picture reaches the browser at once.

It is found by JupyterLab, Notebook 7 and JupyterHub where livefigure is installed beside them.
Private: what is used of ZMQChannelsWebsocketConnection and of the web application's settings, seen
in jupyter_server 2.17 to 2.21.
"""

import asyncio

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

BUSY_AFTER = 0.1  # seconds


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each of a kernel's messages to the browser at once, so that live figures keep up.

    Otherwise the operating system holds a small message back until the browser has confirmed the
    one before it, which the browser's side delays by 40 ms (Linux) to 200 ms (Windows).
    Source: Nagle (1984), RFC 896; Tornado's documentation of `WebSocketHandler.set_nodelay`.

    The one message that waits is "busy" after a moved slider. JupyterLab redraws its indicators for
    it, and again for "idle", while the picture is being made, which takes the browser as long as
    the picture itself. So the kernel counts as busy with a move only after a tenth of a second.
    """

    def connect(self):
        """Connect as usual, without the delay."""
        self.websocket_handler.set_nodelay(True)
        self.waiting = {}  # id of a move -> the timer that will send its "busy"
        return super().connect()

    def handle_outgoing_message(self, stream, outgoing_msg):
        """Send a kernel's message to the browser; "busy" with a move only after a while."""
        move, state = self.move_and_state(outgoing_msg)
        send = super().handle_outgoing_message
        if state == "busy":
            loop = asyncio.get_running_loop()
            self.waiting[move] = loop.call_later(BUSY_AFTER, send, stream, outgoing_msg)
            return
        if state == "idle" and move in self.waiting:
            self.waiting.pop(move).cancel()
        send(stream, outgoing_msg)

    def move_and_state(self, message):
        """The id of the move that a message calls the kernel busy or idle with, and which; else None."""
        _, (_, header, parent, _, content, *_) = self.session.feed_identities(message)
        unpack = self.session.unpack
        parent = unpack(parent)
        if parent.get("msg_type") != "comm_msg" or unpack(header)["msg_type"] != "status":
            return None, None
        return parent["msg_id"], unpack(content)["execution_state"]

    def disconnect(self):
        """Disconnect as usual; what is still waiting is not sent."""
        for timer in self.waiting.values():
            timer.cancel()
        super().disconnect()


def _jupyter_server_extension_points():
    return [{"module": "livefigure.server"}]


def _load_jupyter_server_extension(serverapp):
    """Use PromptConnection in place of the default class; a gateway's own class stays."""
    settings, name = serverapp.web_app.settings, "kernel_websocket_connection_class"
    if settings[name] is ZMQChannelsWebsocketConnection:
        settings[name] = serverapp.kernel_websocket_connection_class = PromptConnection
