"""Numbers as text: what Python reads from them is the number, and the minus is a real one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import format_number, format_signed


@given(st.floats(-1e6, 1e6), st.integers(0, 5))
def test_the_text_is_the_number_rounded(value, digits):
    text = format_number(value, digits)
    assert "-" not in text
    assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.5001 * 10**-digits)
    assert len(text.partition(".")[2]) == digits
    sign, _, size = format_signed(value, digits).partition(" ")
    assert sign + size == (text if text[0] == "−" else f"+{text}")


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [
        (-1.5, "−1.50", "− 1.50"),
        (0.004, "0.00", "+ 0.00"),
        (-0.004, "0.00", "+ 0.00"),
        (-0.0, "0.00", "+ 0.00"),
        (3, "3.00", "+ 3.00"),
        (np.float32(-0.25), "−0.25", "− 0.25"),
        (np.int64(-7), "−7.00", "− 7.00"),
        (np.array(-2.0), "−2.00", "− 2.00"),
    ],
)
def test_signs(value, plain, with_sign):
    assert format_number(value, 2) == plain
    assert format_signed(value, 2) == with_sign
