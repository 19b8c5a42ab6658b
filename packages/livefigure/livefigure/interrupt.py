"""The one handler of interrupts: Kernel > Interrupt in Jupyter, Ctrl-C in a terminal."""

import contextlib
import signal
import threading


@contextlib.contextmanager
def on_interrupt(handler):
    """Within the block, an interrupt calls handler(signum, frame), as in Python's signal module.

    signal.default_int_handler, for example, raises KeyboardInterrupt, also between cells, when
    Jupyter ignores interrupts. Outside the main thread, where Python allows no handlers, nothing
    changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) == handler:
            signal.signal(signal.SIGINT, before or signal.default_int_handler)
