"""How the course is opened: who can reach it, and how a kernel's messages come to the browser."""

from types import SimpleNamespace

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import LabApp

from helpers.server import PromptConnection, options


def test_a_connection_turns_the_delay_off_and_then_connects(monkeypatch):
    done = []
    handler = SimpleNamespace(set_nodelay=lambda on: done.append(("nodelay", on)))
    monkeypatch.setattr(
        ZMQChannelsWebsocketConnection, "connect", lambda self: done.append("connect") or "future"
    )
    connection = PromptConnection.__new__(PromptConnection)
    monkeypatch.setattr(PromptConnection, "websocket_handler", handler)
    assert connection.connect() == "future"
    assert done == [("nodelay", True), "connect"]


def test_the_course_is_opened_for_this_machine_alone():
    app = LabApp()
    app.parse_command_line(options())
    server = app.config["ServerApp"]
    assert server["ip"] == "127.0.0.1"
    assert server["kernel_websocket_connection_class"] == "helpers.server.PromptConnection"
    assert "token" not in str(app.config).lower(), "the server's own random token stays"
    assert "allow_remote_access" not in server
