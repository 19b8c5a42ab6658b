"""The data files are checked before they are trusted, and nothing in them is executed."""

import hashlib
import io
import pickle
import re
import shutil
import zipfile

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets import (
    TOY_SETS,
    DataFileError,
    load_convolution_weights,
    load_digit_weights,
    load_mnist,
    logic_gate,
    toy_points,
)

LOADERS = {
    "mnist.npz": load_mnist,
    "digit_weights.npz": load_digit_weights,
    "convolution_weights.npz": lambda: load_convolution_weights("small"),
}


@pytest.fixture(params=LOADERS)
def name(request):
    return request.param


@pytest.fixture
def data(name, tmp_path, monkeypatch):
    """A folder of its own for the data, with a copy of the file in question."""
    shutil.copy(datasets.DATA / name, tmp_path / name)
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    return tmp_path


def refusal(name):
    """What the loader says when it refuses the file: one sentence that says what to do."""
    with pytest.raises(DataFileError) as caught:
        LOADERS[name]()
    message = str(caught.value)
    assert "\n" not in message
    assert not re.search(r"\. [A-Z]", message)
    assert name in message
    assert message.endswith("; restore it with: git checkout -- :/helpers/data")
    return message


def grown_to(content, size):
    """The content as a file of `size` bytes, so that only its SHA-256 gives it away."""
    assert len(content) <= size
    return content + bytes(size - len(content))


def npz(**arrays):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


class Trap:
    """Unpickling this creates the file at `path`."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_the_copied_file_is_accepted(name, data):
    LOADERS[name]()


def test_missing(name, data):
    (data / name).unlink()
    assert "missing" in refusal(name)


def test_a_folder_in_its_place(name, data):
    (data / name).unlink()
    (data / name).mkdir()
    assert "missing" in refusal(name)


@pytest.mark.parametrize("share", [0, 0.001, 0.1, 0.5, 0.9, 0.999, 1])
def test_truncated(name, data, share):
    content = (data / name).read_bytes()
    size = min(int(share * len(content)), len(content) - 1)
    (data / name).write_bytes(content[:size])
    message = refusal(name)
    assert f"has {size:,} bytes instead of {len(content):,}" in message


def test_grown(name, data):
    with open(data / name, "ab") as file:
        file.write(b"\0")
    assert "bytes instead of" in refusal(name)


@pytest.mark.parametrize("share", [0, 0.3, 0.7, 1])
def test_one_bit_altered(name, data, share):
    content = bytearray((data / name).read_bytes())
    content[int(share * (len(content) - 1))] ^= 1
    (data / name).write_bytes(content)
    assert "not the one that was shipped" in refusal(name)


@pytest.mark.parametrize("same_size", [False, True])
def test_pickle_is_refused_and_not_run(name, data, same_size):
    content = pickle.dumps(Trap(data / "trapped"))
    if same_size:
        content = grown_to(content, datasets.SIZES[name])
    (data / name).write_bytes(content)
    refusal(name)
    assert not (data / "trapped").exists()


@pytest.mark.parametrize("as_npz", [False, True])
def test_nothing_is_unpickled_even_where_the_checks_pass(name, data, as_npz, monkeypatch):
    trap = Trap(data / "trapped")
    keys = ["x_train", "y_train", "x_test", "y_test", "W1", "small.W1"]
    content = npz(**{k: np.array([trap]) for k in keys}) if as_npz else pickle.dumps(trap)
    (data / name).write_bytes(content)
    monkeypatch.setitem(datasets.SIZES, name, len(content))
    monkeypatch.setitem(datasets.SHA256, name, hashlib.sha256(content).hexdigest())
    with pytest.raises(ValueError, match="allow_pickle="):
        LOADERS[name]()
    assert not (data / "trapped").exists()


def test_the_trap_works(tmp_path):
    """The two tests above could not fail if unpickling the trap did nothing."""
    pickle.loads(pickle.dumps(Trap(tmp_path / "trapped"))).close()
    assert (tmp_path / "trapped").exists()


@pytest.mark.parametrize("same_size", [False, True])
def test_zip_bomb_is_refused_before_it_is_opened(name, data, same_size, monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("W1.npy", bytes(50_000_000))
    content = buffer.getvalue()
    if same_size:
        content = grown_to(content, datasets.SIZES[name])
    (data / name).write_bytes(content)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    monkeypatch.setattr(np, "load", None)
    refusal(name)


@pytest.mark.parametrize("same_size", [False, True])
def test_another_npz_is_refused(name, data, same_size):
    content = npz(W1=np.zeros((784, 50), np.float32), x_train=np.zeros((60000, 28), np.uint8))
    if same_size:
        content = grown_to(content, datasets.SIZES[name])
    (data / name).write_bytes(content)
    refusal(name)


def test_mnist_is_what_its_docstring_says():
    x_train, y_train, x_test, y_test = load_mnist()
    for images, labels, N in [(x_train, y_train, 60_000), (x_test, y_test, 10_000)]:
        assert images.shape == (N, 28, 28)
        assert labels.shape == (N,)
        assert images.dtype == np.uint8
        assert labels.dtype == np.int64
        assert (images.min(), images.max()) == (0, 255)
        assert np.array_equal(np.unique(labels), np.arange(10))
    # The classes' sizes as published with the data set.
    published = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.array_equal(np.bincount(y_train), published)


def test_every_load_gives_arrays_of_its_own():
    first, second = load_digit_weights(), load_digit_weights()
    first["W1"][:] = 0
    assert np.any(second["W1"] != 0)
    X, t = logic_gate("AND")
    X[:], t[:] = 9, 9
    assert logic_gate("AND")[0].max() == logic_gate("AND")[1].max() == 1


def test_digit_weights_are_what_their_docstring_says():
    weights = load_digit_weights()
    assert {name: array.shape for name, array in weights.items()} == {
        "W1": (784, 50),
        "b1": (50,),
        "W2": (50, 100),
        "b2": (100,),
        "W3": (100, 10),
        "b3": (10,),
    }
    for array in weights.values():
        assert array.dtype == np.float32
        assert np.all(np.isfinite(array))


def test_digit_weights_read_the_test_images():
    """With tanh in place of the sigmoid, sigmoid(a) = (1 + tanh(a / 2)) / 2, in float64."""
    w = load_digit_weights()
    _, _, images, labels = load_mnist()
    z = images.reshape(-1, 784) / 255
    for i in (1, 2):
        z = (1 + np.tanh((z @ w[f"W{i}"] + w[f"b{i}"]) / 2)) / 2
    assert np.mean((z @ w["W3"] + w["b3"]).argmax(axis=1) == labels) >= 0.975


@pytest.mark.parametrize(("network", "F"), [("small", 8), ("small_moved", 8), ("large", 16)])
def test_convolution_weights_are_as_documented_and_read_digits(network, F):
    """One window after the other, in float64, on the first 100 test images."""
    w = load_convolution_weights(network)
    assert {key: (value.shape, value.dtype) for key, value in w.items()} == {
        "W1": ((5, 5, 1, F), np.float32),
        "b1": ((F,), np.float32),
        "W2": ((5, 5, F, 2 * F), np.float32),
        "b2": ((2 * F,), np.float32),
        "W3": ((32 * F, 10), np.float32),
        "b3": ((10,), np.float32),
    }
    _, _, images, labels = load_mnist()
    z = images[:100, :, :, np.newaxis] / 255
    for i in (1, 2):
        side = z.shape[1] - 4
        maps = np.empty((100, side, side, len(w[f"b{i}"])))
        for r, c in np.ndindex(side, side):
            maps[:, r, c] = np.tensordot(z[:, r : r + 5, c : c + 5], w[f"W{i}"], 3) + w[f"b{i}"]
        squares = maps.reshape(100, side // 2, 2, side // 2, 2, -1)
        z = np.maximum(squares.max(axis=(2, 4)), 0)
    found = (z.reshape(100, -1) @ w["W3"] + w["b3"]).argmax(axis=1)
    assert np.sum(found == labels[:100]) >= 98


def test_readme_names_the_files_as_they_are():
    readme = (datasets.DATA / "README.md").read_text(encoding="utf-8")
    for file, digest in datasets.SHA256.items():
        assert file in readme
        assert digest in readme


@pytest.mark.parametrize(
    ("gate", "rule"),
    [
        ("AND", lambda a, b: a and b),
        ("NAND", lambda a, b: not (a and b)),
        ("OR", lambda a, b: a or b),
        ("XOR", lambda a, b: a != b),
    ],
)
def test_logic_gate(gate, rule):
    X, t = logic_gate(gate)
    assert sorted(map(tuple, X.tolist())) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert t.tolist() == [int(rule(a, b)) for a, b in X.tolist()]


@pytest.mark.parametrize("gate", ["", "and", "NOR", None, 1])
def test_unknown_gate_is_told_with_those_that_exist(gate):
    with pytest.raises(ValueError, match="AND, NAND, OR, XOR") as caught:
        logic_gate(gate)
    assert repr(gate) in str(caught.value)


@pytest.mark.parametrize("name", TOY_SETS)
def test_toy_points_without_noise(name):
    X, t = toy_points(name, 400, 0, np.random.default_rng(0))
    assert X.shape == (400, 2)
    assert np.abs(X).max() <= 1.01
    assert np.bincount(t).tolist() == [200, 200]
    other = toy_points(name, 400, 0, np.random.default_rng(0))[0]
    assert np.array_equal(X, other)


def test_toy_points_are_what_their_names_say():
    rng = np.random.default_rng(0)
    X, t = toy_points("xor", 400, 0, rng)
    assert np.array_equal(t == 1, X[:, 0] * X[:, 1] < 0)
    X, t = toy_points("circles", 400, 0, rng)
    radius = np.hypot(*X.T)
    assert radius[t == 1].max() < 0.5 < 0.7 < radius[t == 0].min()
    X, t = toy_points("spirals", 400, 0, rng)
    turn = 1.1 * 2 * np.pi * np.hypot(*X.T) + np.pi * t
    assert np.allclose(np.column_stack([np.cos(turn), np.sin(turn)]) * np.hypot(*X.T)[:, None], X)
    X, t = toy_points("moons", 400, 0, rng)
    centre = np.where(t == 1, 1, -1)[:, None] * np.array([0.5, -0.25]) / 1.5
    assert np.allclose(np.hypot(*(X - centre).T), 1 / 1.5)
