"""How a kernel's messages reach the browser."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from livefigure import server
from livefigure.server import PromptConnection


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


@pytest.fixture
def connection(monkeypatch):
    """A connection that is not connected; `passed` has what it would have sent to the browser."""
    kept, passed = Session(key=b"key"), []
    monkeypatch.setattr(server, "BUSY_AFTER", 0.02)
    for name, value in {
        "handle_outgoing_message": lambda self, stream, message: passed.append(message),
        "disconnect": lambda self: passed.append("disconnected"),
    }.items():
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, name, value)
    monkeypatch.setattr(PromptConnection, "session", kept)
    made = PromptConnection.__new__(PromptConnection)
    made.waiting, made.passed = {}, passed

    def message(kind, parent, **content):
        made_of = kept.msg(kind, content, parent=parent)
        return [b"iopub", *kept.serialize(made_of)]

    made.message = message
    return made


def move(connection):
    """A move's header, and the kernel's messages for it: busy, the picture, idle."""
    parent = connection.session.msg("comm_msg")
    busy = connection.message("status", parent, execution_state="busy")
    picture = connection.message("comm_msg", parent, data={})
    idle = connection.message("status", parent, execution_state="idle")
    return busy, picture, idle


def test_busy_with_a_quick_move_is_not_sent(connection):
    async def talk():
        messages = move(connection)
        for message in messages:
            connection.handle_outgoing_message("iopub", message)
        await asyncio.sleep(0.05)
        assert connection.passed == list(messages[1:])
        assert not connection.waiting

    asyncio.run(talk())


def test_busy_with_a_slow_move_is_sent(connection):
    async def talk():
        slow, quick = move(connection), move(connection)
        connection.handle_outgoing_message("iopub", slow[0])
        for message in quick:  # another one meanwhile, as from another thread of the kernel
            connection.handle_outgoing_message("iopub", message)
        await asyncio.sleep(0.05)
        for message in slow[1:]:
            connection.handle_outgoing_message("iopub", message)
        assert connection.passed == [*quick[1:], *slow]

    asyncio.run(talk())


def test_all_other_messages_pass_at_once_and_an_idle_without_its_busy(connection):
    cell = connection.session.msg("execute_request")
    messages = [
        connection.message("status", cell, execution_state="busy"),
        connection.message("stream", cell, name="stdout", text="1"),
        connection.message("status", cell, execution_state="idle"),
        connection.message("status", {}, execution_state="starting"),
        move(connection)[2],
    ]
    for message in messages:
        connection.handle_outgoing_message("iopub", message)
    assert connection.passed == messages


def test_nothing_is_sent_after_the_end(connection):
    async def talk():
        connection.handle_outgoing_message("iopub", move(connection)[0])
        connection.disconnect()
        await asyncio.sleep(0.05)
        assert connection.passed == ["disconnected"]

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("before", "after"), [(ZMQChannelsWebsocketConnection, PromptConnection), (object, object)]
)
def test_the_extension_replaces_the_default_connection_alone(before, after):
    settings = {"kernel_websocket_connection_class": before}
    app = SimpleNamespace(
        web_app=SimpleNamespace(settings=settings), kernel_websocket_connection_class=before
    )
    server._load_jupyter_server_extension(app)
    assert settings["kernel_websocket_connection_class"] is after
    assert app.kernel_websocket_connection_class is after


def test_the_extension_is_named_in_the_configuration():
    (point,) = server._jupyter_server_extension_points()
    config = Path(__file__).parents[1] / "jupyter-config" / "livefigure.json"
    assert json.loads(config.read_text()) == {
        "ServerApp": {"jpserver_extensions": {point["module"]: True}}
    }


def test_the_server_needs_no_matplotlib():
    code = "import sys, livefigure.server; assert 'matplotlib' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
