"""A live figure in a real kernel: messages from the page, and Interrupt between them."""

import pytest
from jupyter_client.manager import start_new_kernel

CELL = """
import matplotlib.pyplot as plt
from livefigure import OPEN, live
fig, ax = plt.subplots(figsize=(2, 2))
def draw(a):
    plt.title(a)
def step():
    pass
live(fig, draw, play=step, a=(0, 1, 5), alt="A title that says a.")
(figure,) = OPEN
play = figure._panel.buttons["Play"]
"""


class Kernel:
    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")

    def run(self, code):
        """Run a cell and return what it prints."""
        printed = []
        hook = lambda m: printed.append(m["content"].get("text", ""))  # noqa: E731
        reply = self.client.execute_interactive(code, timeout=60, output_hook=hook)
        assert reply["content"]["status"] == "ok", reply
        return "".join(printed)

    def send(self, widget, data):
        """Send a widget a message, as the page does."""
        comm = self.run(f"print({widget}.comm.comm_id, end='')")
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(message)

    def wait_until(self, condition):
        code = f"import asyncio\nfor _ in range(500):\n    if {condition}: break\n    await asyncio.sleep(0.01)\n"
        assert self.run(code + f"print({condition})") == "True\n", condition


@pytest.fixture(scope="module")
def kernel():
    kernel = Kernel()
    yield kernel
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel(now=True)


def test_moves_play_and_interrupt(kernel):
    kernel.run(CELL)
    kernel.send("figure.controls['a']", {"method": "update", "state": {"value": 3}})
    kernel.wait_until("ax.get_title() == '3' and figure.picture.number == 2")

    kernel.send("play", {"method": "custom", "content": {"event": "click"}})
    kernel.send("figure.picture", {"method": "custom", "content": {"seen": 10**6}})
    kernel.wait_until("figure.playing and figure.picture.number > 9")
    kernel.manager.interrupt_kernel()  # most likely between two steps
    kernel.wait_until("not figure.playing")
    assert kernel.manager.is_alive()
