"""Sentences for the errors and warnings that beginners meet."""

import re

# A pattern in "ErrorType: message in the reader's line (inside function)" -> a sentence.
ERRORS = [
    (
        r"object is not callable in .*\(inside (\w+)\)",
        "`\\1` calls what it is given, and that is no function. Give the function itself, not a call.",
    ),
    (
        r"ValueError: (not enough|too many) values to unpack",
        "As many names on the left of = are needed as there are values on the right.",
    ),
    (
        r"not supported between instances of .*'str'",
        "A text is compared with a number. Quotes make text.",
    ),
    (
        r"TypeError: sum\(\) takes",
        "sum takes one list, as in sum([1, 2, 3]).",
    ),
    (
        r"bitwise_xor|for \^: ",
        "A power is written **. The sign ^ means something else in Python.",
    ),
    (
        r"invalid index to scalar|'(int|float|numpy\.float64|numpy\.int64)' object is not subscriptable",
        "A single number has no elements to pick with [ ].",
    ),
    (
        r"all the input array(s must| dimensions)",
        "The arrays to be joined have different lengths. Print their shapes.",
    ),
    (
        r"ValueError: The truth value of an array",
        "`if`, `and`, `or`, `max` and `min` want one True or False, and comparing an array gives one "
        "for each element. NumPy has functions for whole arrays, such as np.where and np.maximum.",
    ),
    (
        r"object is not iterable in .*\+=",
        "+= on a list wants a list. `append` adds one value.",
    ),
    (
        r"TypeError: '(numpy\.)?(int|float|bool)\w*' object is not iterable",
        "A loop and sum() need something to go through, and here it is a single number. "
        "range(n) makes the numbers 0 to n - 1.",
    ),
    (
        r"TypeError: Cannot interpret '.*' as a data type",
        "The second argument is taken for a type. A shape of two sizes is one tuple, in brackets of "
        "its own; other arguments need their names.",
    ),
    (
        r"TypeError: '(list|tuple)' object cannot be interpreted as an integer",
        "A single whole number is needed there, and this is a \\1. `len` says how long it is.",
    ),
    (
        r"TypeError: '(float|numpy\.float64)' object cannot be interpreted as an integer",
        "A whole number is needed there, and this is one with decimals. / gives decimals, // does not.",
    ),
    (
        r"TypeError: object of type '(int|float|numpy\.\w+)' has no len",
        "A single number has no length. Is it the list or the array that is meant?",
    ),
    (
        r"TypeError: unsupported operand type.*'(function|method|builtin_function_or_method|type)'",
        "A function is part of the calculation, and not its result: round brackets call it.",
    ),
    (
        r"AxisError",
        "The array has fewer axes than that: the first is axis 0, the last is axis -1.",
    ),
    (
        r"(only integers, slices|indices must be integers or slices, not .*float) .* in .*\[.*/",
        "An index must be a whole number. / gives decimals, // does not.",
    ),
    (
        r"only integers, slices|indices must be integers or slices, not (str|float|numpy.float)",
        "What is in the [ ] after an array or a list must be a whole number or a slice.",
    ),
    (
        r"TypeError: (list|tuple) indices must be integers or slices, not tuple",
        "[i, j] works on an array. This is a \\1.",
    ),
    (
        r"TypeError: only (integer scalar arrays|0-dimensional arrays|length-1 arrays)",
        "One number is needed there, and this is a whole array.",
    ),
    (
        r"ValueError: setting an array element with a sequence.*inhomogeneous",
        "Parts of different shapes do not make one array. Print what was combined.",
    ),
    (
        r"ValueError: setting an array element with a sequence",
        "One place of an array takes one number, and this is several.",
    ),
    (
        r"IndexError: .*out of (bounds|range)|IndexError: .*index out of range",
        "The indices of n values are 0 to n - 1. Print the index and the size.",
    ),
    (
        r"IndexError: too many indices for array",
        "There are more indices in the brackets than the array has axes.",
    ),
    (
        r"UnboundLocalError: .*variable '(\w+)'",
        "`\\1` is used before the function has given it a value.",
    ),
    (
        r"NameError: name '(true|false|none)'",
        "Python writes True, False and None with a capital letter.",
    ),
    (
        r"NameError: name '(\w+)' is not defined",
        "Nothing is called `\\1` here. A function knows its arguments, what it has defined itself, "
        "and what earlier cells have defined.",
    ),
    (
        r"operands could not be broadcast",
        "The shapes do not fit each other, element by element. Print both.",
    ),
    (
        r"matmul: Input operand .* (mismatch|does not have enough dimensions)|shapes .* not aligned",
        "In a product A @ B the last size of A must be the first of B. Print both shapes.",
    ),
    (
        r"cannot reshape array",
        "A reshape keeps all numbers, so the new sizes must multiply to the same count.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for .*'(list|tuple)'",
        "Lists and tuples do not calculate element by element. An array does.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for .*'dict'",
        "A dict does not calculate. Take the array at one of its keys.",
    ),
    (
        r"TypeError: (can't multiply sequence|can only concatenate)",
        "Lists, tuples and texts do not calculate element by element. An array does.",
    ),
    (
        r"NoneType",
        "Something is None there. A function that ends without return gives None.",
    ),
    (
        r"TypeError: (\w+\.<locals>\.)?([\w.<>]+)\(\) (takes|missing) ",
        "`\\2` is called with the wrong number of arguments. (In a method, self counts as the first.)",
    ),
    (
        r"TypeError: .*got an unexpected keyword argument '(\w+)'",
        "There is no argument called `\\1`. Is it spelled right?",
    ),
    (
        r"'(function|method|builtin_function_or_method|type|numpy\.\w+)' object (is not subscr|.*item assign)",
        "A function is called with round brackets.",
    ),
    (
        r"TypeError: '[\w.]+' object is not callable",
        "Round brackets after a value call it like a function. Is a * missing, or square brackets?",
    ),
    (
        r"AttributeError: '(list|tuple)' object has no attribute '(\w+)'",
        "A \\1 has no `\\2`. np.array(...) makes an array of it.",
    ),
    (
        r"AttributeError: '([\w.]+)' object has no attribute '(\w+)'",
        "Nothing called `\\2` belongs to this \\1.",
    ),
    (r"KeyError: ('[^']*'|\S+)", "The dict has no key \\1. Print its keys."),
    (r"RecursionError", "The function calls itself again and again, without an end."),
]

WARNINGS = [
    ("empty slice", "A slice is empty: print where it starts and stops."),
    ("overflow", "A number on the way grew too large for a float."),
    ("log", "The logarithm of 0 or of a negative number was taken."),
    ("", "A number was divided by 0, or inf was subtracted from inf."),
]


def explain_error(failure):
    text = f"{failure.text} in {failure.source} (inside {failure.inside})"
    for pattern, sentence in ERRORS:
        if found := re.search(pattern, text):
            return found.expand(sentence) if "\\" in sentence else sentence
    return ""


def explain_warning(text):
    return next(sentence for part, sentence in WARNINGS if part in text)
