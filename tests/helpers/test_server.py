"""How the course is opened: who can reach it."""

from jupyterlab.labapp import LabApp

from helpers.server import options


def test_the_course_is_opened_for_this_machine_alone():
    app = LabApp()
    app.parse_command_line(options())
    server = app.config["ServerApp"]
    assert server["ip"] == "127.0.0.1"
    assert server["kernel_websocket_connection_class"] == "livefigure.server.PromptConnection"
    assert "token" not in str(app.config).lower(), "the server's own random token stays"
    assert "allow_remote_access" not in server
