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


@given(st.floats(-1e6, 1e6) | st.floats(-1e-3, 1e-3) | st.floats(0.99, 1))
def test_numbers_of_unknown_size_are_short_and_right(value):
    text = format_number(value)
    assert len(text) <= 15
    assert "-" not in text
    read = float(text.replace("−", "-"))
    small = abs(value) < 1e-3
    near = {"rel": 0.051, "abs": 1e-12} if small else {"rel": 5.1e-5, "abs": 5.1e-5}
    assert read == pytest.approx(value, **near)
    if 0.999 < value < 1:  # what a sigmoid's gradient is made of
        assert 1 - read == pytest.approx(1 - value, rel=0.06, abs=1e-12)
    assert text != "−0"


def test_tiny_numbers_are_not_zero():
    assert format_number(6.1e-6) == "6.1e−06"
    assert format_number(-6.1e-6) == "−6.1e−06"
    assert format_number(1 - 6.1e-6) == "0.9999939"
    assert format_number(0.0) == format_number(-0.0) == format_number(0.1 * 3 - 0.3) == "0"
    assert format_number(715.0000000000001) == "715"
    assert format_number(np.float32(0.5)) == "0.5"
    assert format_number(np.uint8(200)) == "200"
