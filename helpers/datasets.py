"""The data of the course: logic gates, MNIST, and the weights trained for chapter 4.

The files lie in `helpers/data/`. They are checked before they are opened, and nothing is unpickled.
"""

import hashlib
import io
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"

SHA256 = {
    "mnist.npz": "06af5dfe73b70e3bc1c36439982b18a8d76803db9b544f6fdf838a37fbb01b64",
    "digit_weights.npz": "72c4bed5f7fac346234f76ddf50a05f8d2213915a0db4238fff7364ab3d3b71c",
}
SIZES = {"mnist.npz": 11_490_519, "digit_weights.npz": 182_878}

# The four inputs of every two-input gate, and what each gate answers to them.
GATE_INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
GATES = {
    "AND": np.array([0, 0, 0, 1]),
    "NAND": np.array([1, 1, 1, 0]),
    "OR": np.array([0, 1, 1, 1]),
    "XOR": np.array([0, 1, 1, 0]),
}


class DataFileError(Exception):
    """A data file of the course is missing or is not the file that was shipped."""


def logic_gate(name):
    """The truth table of AND, NAND, OR or XOR.

    Returns X, shape (4, 2), and t, shape (4,), both whole numbers 0 and 1, as new arrays.
    """
    if name not in GATES:
        raise ValueError(f"there is no gate {name!r}; choose one of {', '.join(GATES)}")
    return GATE_INPUTS.copy(), GATES[name].copy()


def load_mnist():
    """The handwritten digits: 60,000 to train on and 10,000 to test on.

    Returns train_images (60000, 28, 28), train_labels (60000,), test_images (10000, 28, 28),
    test_labels (10000,). Images are uint8, 0 for paper to 255 for ink; labels are int64, 0 to 9.
    Raises DataFileError if the file is missing or altered.
    Source: LeCun, Cortes and Burges, MNIST; see helpers/data/README.md.
    """
    with open_checked("mnist.npz") as arrays:
        x_train, y_train = arrays["x_train"], arrays["y_train"].astype(np.int64)
        x_test, y_test = arrays["x_test"], arrays["y_test"].astype(np.int64)
    return x_train, y_train, x_test, y_test


def load_digit_weights():
    """The weights of the 784-50-100-10 network that chapter 4 reads digits with.

    Returns a dict of float32 arrays: W1 (784, 50), b1 (50,), W2 (50, 100), b2 (100,),
    W3 (100, 10), b3 (10,). Raises DataFileError if the file is missing or altered.
    Source: trained by tools/train_digits.py; see helpers/data/README.md.
    """
    with open_checked("digit_weights.npz") as arrays:
        return {name: arrays[name] for name in arrays.files}


def open_checked(name):
    """Open one of the course's .npz files, after its size and its SHA-256 have been found right."""
    path = DATA / name
    mend = "restore it with: git checkout -- helpers/data"
    if not path.is_file():
        raise DataFileError(f"The data file {name} is missing; {mend}")
    if path.stat().st_size != SIZES[name]:
        raise DataFileError(
            f"The data file {name} has {path.stat().st_size:,} bytes instead of {SIZES[name]:,}; {mend}"
        )
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise DataFileError(f"The data file {name} is not the one that was shipped; {mend}")
    return np.load(io.BytesIO(content), allow_pickle=False)
