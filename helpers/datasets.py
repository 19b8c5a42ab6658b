"""The data of the course: logic gates, MNIST, and the weights trained for chapters 4 and 8.

The files lie in `helpers/data/`. They are checked before they are opened, and nothing is unpickled.
"""

import hashlib
import io
from numbers import Integral, Real
from pathlib import Path

import numpy as np

from helpers.describe import describe_value

DATA = Path(__file__).parent / "data"

SHA256 = {
    "mnist.npz": "06af5dfe73b70e3bc1c36439982b18a8d76803db9b544f6fdf838a37fbb01b64",
    "digit_weights.npz": "72c4bed5f7fac346234f76ddf50a05f8d2213915a0db4238fff7364ab3d3b71c",
    "convolution_weights.npz": "a32044d096ce8c5f506cf9bef856d7676d36f075fd286cc09557bcab05429f57",
}
SIZES = {
    "mnist.npz": 11_490_519,
    "digit_weights.npz": 182_878,
    "convolution_weights.npz": 65_290,
}

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
    if not isinstance(name, str):
        raise ValueError(
            f"name must be text, one of {', '.join(GATES)}, not {describe_value(name)}"
        )
    if name not in GATES:
        raise ValueError(
            f"there is no gate {describe_value(name)}; choose one of {', '.join(GATES)}"
        )
    return GATE_INPUTS.copy(), GATES[name].copy()


def toy_points(name, N, noise, rng):
    """Points of two classes in the plane: "xor", "circles", "moons" or "spirals".

    N: how many, half of each class. noise: standard deviation of the shift of each point, in the
    units of the axes. rng: a NumPy random generator. Without noise all points lie within -1 to 1.
    Returns X, shape (N, 2), float64, and t, shape (N,), 0 or 1.
    """
    choices = ", ".join(TOY_SETS)
    if not isinstance(name, str):
        raise ValueError(f"name must be text, one of {choices}, not {describe_value(name)}")
    if name not in TOY_SETS:
        raise ValueError(f"there are no points {describe_value(name)}; choose one of {choices}")
    if not isinstance(N, Integral) or N < 2:
        raise ValueError(f"N must be a whole number, at least 2, not {describe_value(N)}")
    if not isinstance(noise, Real) or not 0 <= noise < np.inf:
        raise ValueError(f"noise must be a number, at least 0, not {describe_value(noise)}")
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be np.random.default_rng(seed), not {describe_value(rng)}")
    t = np.arange(N) % 2
    return TOY_SETS[name](t, rng) + noise * rng.standard_normal((N, 2)), t


def _xor(t, rng):
    """Class 1 where the signs of the two coordinates differ."""
    x0, x1 = rng.uniform(0.08, 1, (2, len(t)))
    side = rng.choice([-1, 1], len(t))
    return np.column_stack([side * x0, side * x1 * np.where(t == 1, -1, 1)])


def _circles(t, rng):
    """Class 1 inside, class 0 on a ring around it."""
    angle = rng.uniform(0, 2 * np.pi, len(t))
    radius = np.where(t == 1, 0.45 * np.sqrt(rng.random(len(t))), rng.uniform(0.75, 1, len(t)))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _moons(t, rng):
    """Two half circles, each with one end inside the other."""
    angle = rng.uniform(0, np.pi, len(t))
    x0 = np.where(t == 1, np.cos(angle) + 0.5, -np.cos(angle) - 0.5)
    x1 = np.where(t == 1, np.sin(angle) - 0.25, 0.25 - np.sin(angle))
    return np.column_stack([x0, x1]) / 1.5


def _spirals(t, rng):
    """Two arms that wind around each other, three quarters of a turn and more."""
    along = np.sqrt(rng.uniform(0.02, 1, len(t)))
    angle = 1.1 * 2 * np.pi * along + np.pi * t
    return np.column_stack([along * np.cos(angle), along * np.sin(angle)])


TOY_SETS = {"xor": _xor, "circles": _circles, "moons": _moons, "spirals": _spirals}


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


def load_convolution_weights(name):
    """The weights of a network of chapter 8: "small", "small_moved" or "large".

    Returns a dict of float32 arrays: W1 (5, 5, 1, F), b1 (F,), W2 (5, 5, F, 2 F), b2 (2 F,),
    W3 (32 F, 10), b3 (10,), where F is 8, or 16 for "large". Raises ValueError for another name, and
    DataFileError if the file is missing or altered.
    Source: trained by tools/train_convolution.py; see helpers/data/README.md.
    """
    with open_checked("convolution_weights.npz") as arrays:
        networks = dict.fromkeys(key.partition(".")[0] for key in arrays.files)
        if not isinstance(name, str) or name not in networks:
            raise ValueError(
                f"there is no network {describe_value(name)}; choose one of {', '.join(networks)}"
            )
        names = [key for key in arrays.files if key.startswith(f"{name}.")]
        return {key.removeprefix(f"{name}."): arrays[key].astype(np.float32) for key in names}


def open_checked(name):
    """Open one of the course's .npz files once its size and its SHA-256 are found to be right."""
    path = DATA / name
    advice = "restore it with: git checkout -- :/helpers/data"
    if not path.is_file():
        raise DataFileError(f"The data file {name} is missing; {advice}")
    if path.stat().st_size != SIZES[name]:
        raise DataFileError(
            f"The data file {name} has {path.stat().st_size:,} bytes instead of {SIZES[name]:,}; {advice}"
        )
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise DataFileError(f"The data file {name} is not the one that was shipped; {advice}")
    return np.load(io.BytesIO(content), allow_pickle=False)
