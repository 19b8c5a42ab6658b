"""Train the 784-50-100-10 network that chapter 4 reads digits with: `python tools/train_digits.py`.

Writes helpers/data/digit_weights.npz and prints its SHA-256 and its accuracy. The 5,000 training
images that are kept aside served to choose everything below: 60 epochs beat 20, and a shift of one
pixel beat none and two. The test images are used once, at the end, for the figure that is printed.
One seed on one machine gives the same bytes; another machine may round differently. Where the SHA-256
changes, it is to be changed in helpers/datasets.py and helpers/data/README.md, and chapter 4 to be
run again.
"""

import hashlib
import itertools
import os
from pathlib import Path

# Read when NumPy is loaded: how many threads share a sum changes how it is rounded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from helpers.datasets import DATA, load_mnist
from helpers.nn.layers import Affine, Sigmoid, SoftmaxWithLoss
from helpers.nn.networks import flatten_and_scale

SIZES = [784, 50, 100, 10]
SEED, EPOCHS, BATCH, LR, MOMENTUM, ASIDE = 4, 60, 100, 0.2, 0.9, 5_000


def build(rng):
    """The layers of a fresh network, Affine and Sigmoid in turn, with an Affine last."""
    layers = []
    for D, H in itertools.pairwise(SIZES):
        # A sigmoid's slope is at most 1/4, so weights in front of one may start larger.
        scale = (1 if SIZES[-1] == H else 2) / np.sqrt(D)
        W = (scale * rng.standard_normal((D, H))).astype(np.float32)
        layers += [Affine(W, np.zeros(H, np.float32)), Sigmoid()]
    return layers[:-1]


def forward(layers, X):
    for layer in layers:
        X = layer.forward(X)
    return X


def backward(layers, dout):
    for layer in reversed(layers):
        dout = layer.backward(dout)


def train(layers, images, labels, rng):
    """Gradient descent with momentum; the rate falls along half a cosine from LR to 0."""
    affines = layers[::2]
    params = [p for layer in affines for p in (layer.W, layer.b)]
    speeds = [np.zeros_like(p) for p in params]
    last, steps_done, steps = SoftmaxWithLoss(), 0, EPOCHS * (len(images) // BATCH)
    for _ in range(EPOCHS):
        order = rng.permutation(len(images))
        for chosen in order[: steps // EPOCHS * BATCH].reshape(-1, BATCH):
            # Every batch is moved by up to one pixel, so that the place of a digit matters less.
            moved = np.roll(images[chosen], rng.integers(-1, 2, size=2), axis=(1, 2))
            last.forward(forward(layers, flatten_and_scale(moved)), labels[chosen])
            backward(layers, last.backward())
            lr = np.float32(LR * (1 + np.cos(np.pi * steps_done / steps)) / 2)
            grads = [g for layer in affines for g in (layer.dW, layer.db)]
            for p, speed, grad in zip(params, speeds, grads, strict=True):
                speed *= np.float32(MOMENTUM)
                speed -= lr * grad
                p += speed
            steps_done += 1


def accuracy(layers, images, labels):
    return np.mean(forward(layers, flatten_and_scale(images)).argmax(axis=1) == labels)


def main(path=DATA / "digit_weights.npz"):
    train_images, train_labels, test_images, test_labels = load_mnist()
    rng = np.random.default_rng(SEED)
    layers = build(rng)
    train(layers, train_images[:-ASIDE], train_labels[:-ASIDE], rng)
    weights = {}
    for i, layer in enumerate(layers[::2], start=1):
        weights |= {f"W{i}": layer.W, f"b{i}": layer.b}
    np.savez(path, **weights)
    content = Path(path).read_bytes()
    print(f"{len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
    print(f"kept aside: {accuracy(layers, train_images[-ASIDE:], train_labels[-ASIDE:]):.4f}")
    print(f"test:       {accuracy(layers, test_images, test_labels):.4f}")


if __name__ == "__main__":
    main()
