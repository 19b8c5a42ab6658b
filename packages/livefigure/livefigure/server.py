"""A kernel connection for Jupyter's server that sends each picture at once."""

import asyncio

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

BUSY_AFTER = 0.1  # seconds


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each of a kernel's messages to the browser at once, so that live figures follow.

    Otherwise the operating system keeps a small message back until the browser has confirmed the
    one before it, which the browser's side puts off for 40 ms (Linux) to 200 ms (Windows).
    Source: Nagle (1984), RFC 896; Tornado's documentation of `WebSocketHandler.set_nodelay`.

    The one message that waits is "busy" after a moved slider. JupyterLab redraws its marks for it,
    and again for "idle", while the picture is being made, and this takes the browser as long as the
    picture itself. So the kernel is called busy with a move only after a tenth of a second.
    """

    def connect(self):
        """Connect as usual, with the delay turned off."""
        self.websocket_handler.set_nodelay(True)
        self.held = {}  # id of a move -> the timer that will pass its "busy" on
        return super().connect()

    def handle_outgoing_message(self, stream, outgoing_msg):
        """Pass a kernel's message on to the browser, "busy" with a move after a while."""
        move, state = self.move_and_state(outgoing_msg)
        send = super().handle_outgoing_message
        if state == "busy":
            loop = asyncio.get_running_loop()
            self.held[move] = loop.call_later(BUSY_AFTER, send, stream, outgoing_msg)
            return
        if state == "idle" and move in self.held:
            self.held.pop(move).cancel()
        send(stream, outgoing_msg)

    def move_and_state(self, message):
        """Which move a kernel's message makes it busy or idle with; (None, None) for all others."""
        _, (_, header, parent, _, content, *_) = self.session.feed_identities(message)
        unpack = self.session.unpack
        parent = unpack(parent)
        if parent.get("msg_type") != "comm_msg" or unpack(header)["msg_type"] != "status":
            return None, None
        return parent["msg_id"], unpack(content)["execution_state"]

    def disconnect(self):
        """Disconnect as usual; what still waits is not sent."""
        for timer in self.held.values():
            timer.cancel()
        super().disconnect()
