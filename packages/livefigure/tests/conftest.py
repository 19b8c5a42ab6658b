"""Every test starts without live figures and leaves none; a failed quick drawing fails the test."""

import logging

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings
from livefigure import OPEN

matplotlib.use("agg")
settings.register_profile("livefigure", deadline=None, max_examples=60)
settings.load_profile("livefigure")


class FailTest(logging.Handler):
    def emit(self, record):
        pytest.fail(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


@pytest.fixture(autouse=True)
def _clean():
    handler = FailTest()
    logging.getLogger("livefigure").addHandler(handler)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # another test's style is none of ours
        yield
    logging.getLogger("livefigure").removeHandler(handler)
    for figure in list(OPEN):
        figure.close()
    plt.close("all")
