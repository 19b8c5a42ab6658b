"""Numbers as text for a figure, with the minus sign that axes and sliders have."""

from helpers.figures._checks import check_array, check_count


def format_number(value, digits):
    """The number as text, with a real minus sign.

    digits: after the decimal point. What is rounded to 0 has no sign.
    """
    check_array("value", value)
    return minus(f"{value:z.{check_count('digits', digits, 0)}f}")


def format_signed(value, digits):
    """The number with its sign and a space before it, to be added: "+ 0.5" or "− 0.5"."""
    text = format_number(value, digits)
    return f"− {text[1:]}" if text[0] == "−" else f"+ {text}"


def minus(text):
    """The text with a real minus sign for each hyphen."""
    return text.replace("-", "−")
