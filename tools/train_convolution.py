"""Train the networks of chapter 8 that take minutes: `python tools/train_convolution.py`.

Writes helpers/data/convolution_weights.npz, the weights of seed 0 in half precision, and prints its
SHA-256; where that changes, it is to be changed in helpers/datasets.py and helpers/data/README.md.
Writes benchmarks/train_convolution.json: for each recipe its epochs and shifts, the accuracies of
three seeds on the 10,000 test images and the CPU seconds of one training. Chapter 8 quotes them.
With `choose` it instead tries peaks and shifts in two epochs of conv 16, conv 32 and prints the
accuracy on 5,000 training images kept aside.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

from train_better import PEAK, SEEDS, train_network  # first: it sets the number of threads

import numpy as np  # isort: skip

from helpers.datasets import DATA, load_mnist
from helpers.nn.layers import Affine, Convolution, Flatten, MaxPool, ReLU
from helpers.nn.networks import Network, he_weights

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks"

# filters of the two convolutions, epochs, shifts by up to so many pixels
RECIPES = {
    "small": ((8, 16), 3, 0),
    "small_moved": ((8, 16), 6, 1),
    "large_unmoved": ((16, 32), 2, 0),
    "large": ((16, 32), 6, 1),
}
STORED = "small", "small_moved", "large"


def build(filters, rng):
    layers, C = [], 1
    for F in filters:
        layers.append(Convolution(he_weights(5, 5, C, F, rng=rng), np.zeros(F, np.float32)))
        layers += [MaxPool(), ReLU()]
        C = F
    last = Affine(he_weights(4 * 4 * C, 10, rng=rng), np.zeros(10, np.float32))
    return Network([*layers, Flatten(), last])


def train(X, t, filters, epochs, move, seed=0, peak=PEAK, build=build):
    rng = np.random.default_rng(seed)
    return train_network(build(filters, rng), X, t, epochs, rng, move, peak)


def choose(X, t):
    fit, aside = slice(None, -5000), slice(-5000, None)
    for peak, move in (0.02, 1), (0.05, 1), (0.1, 1), (0.2, 1), (0.1, 0), (0.1, 2):
        net = train(X[fit], t[fit], (16, 32), 2, move, peak=peak)
        accuracy = net.accuracy(X[aside], t[aside])
        print(f"peak {peak}, shift {move}: {accuracy:.4f} of those kept aside", flush=True)


def measured(X, t, X_test, t_test, recipe, seeds, build=build):
    """The trained networks, and what is to be said of them."""
    start = time.process_time()
    nets = [train(X, t, *recipe, seed, build=build) for seed in seeds]
    seconds = (time.process_time() - start) / len(seeds)
    test = [round(float(net.accuracy(X_test, t_test)), 4) for net in nets]
    parts = np.split(X_test, 20)  # 500 images at a time, for the memory of their patches
    together = [sum(net.predict(part) for net in nets).argmax(axis=1) for part in parts]
    return nets, {
        "epochs": recipe[1],
        "shift": recipe[2],
        "parameters": sum(value.size for value in nets[0].params.values()),
        "test": test,
        "together": round(float(np.mean(np.concatenate(together) == t_test)), 4),
        "cpu_seconds": round(seconds),
    }


def main():
    images, t, test_images, t_test = load_mnist()
    X, X_test = (x[..., np.newaxis] / np.float32(255) for x in (images, test_images))
    if sys.argv[1:] == ["choose"]:
        choose(X, t)
        return
    results, weights = {}, {}
    for name, recipe in RECIPES.items():
        nets, results[name] = measured(X, t, X_test, t_test, recipe, SEEDS)
        print(name, results[name], flush=True)
        if name in STORED:
            half = {key: value.astype(np.float16) for key, value in nets[0].params.items()}
            weights |= {f"{name}.{key}": value for key, value in half.items()}
            for key, value in half.items():
                nets[0].params[key][...] = value
            print(f"in half precision: {nets[0].accuracy(X_test, t_test):.4f}", flush=True)
    path = RESULTS / "train_convolution.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    path = DATA / "convolution_weights.npz"
    np.savez(path, **weights)
    content = path.read_bytes()
    print(f"{len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
