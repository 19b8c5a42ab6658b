"""What depth needs, measured for chapter 8: `python tools/train_towers.py`.

Writes benchmarks/towers.json, which chapter 8 quotes. `starts`: towers of 1 and of 10 blocks, with and
without He's weights, batch normalisation and skip connections; the accuracy on 2,000 test images after
300 steps, the mean of two seeds at the best of three peaks. `epochs`: the deep tower with all three,
two epochs on all images as in train_convolution.py, two seeds. One of these words measures that alone.
"""

import itertools
import json
import sys

import train_convolution  # first: it sets the number of threads before NumPy is loaded

import numpy as np  # isort: skip

from helpers.datasets import load_mnist
from helpers.nn.layers import Affine, BatchNorm, Convolution, Flatten, MaxPool, ReLU
from helpers.nn.networks import Network, he_weights
from helpers.nn.optimizers import Momentum, one_cycle

PEAKS, SEEDS, STEPS, BATCH = (0.01, 0.03, 0.1), range(2), 300, 50


class Fork:
    def forward(self, X):
        self.X = X
        return X

    def backward(self, dout):
        return dout + self.skipped


class Join:
    def __init__(self, fork):
        self.fork = fork

    def forward(self, X):
        return X + self.fork.X

    def backward(self, dout):
        self.fork.skipped = dout
        return dout


def tower(blocks, rng, he=True, norm=True, skip=True):
    """As in the chapter."""

    def convolution(C):
        W = he_weights(3, 3, C, 8, rng=rng)
        W *= 1 if he else 0.01 / np.sqrt(2 / (9 * C))
        layers = [Convolution(W, np.zeros(8, np.float32), padding=1)]
        return layers + [BatchNorm(np.ones(8, np.float32), np.zeros(8, np.float32))] * norm

    layers = [*convolution(1), MaxPool(), ReLU(), MaxPool()]
    for _ in range(blocks):
        fork = Fork()
        block = [*convolution(8), ReLU(), *convolution(8)]
        layers += [fork, *block, Join(fork), ReLU()] if skip else [*block, ReLU()]
    last = Affine(he_weights(7 * 7 * 8, 10, rng=rng), np.zeros(10, np.float32))
    return Network([*layers, Flatten(), last])


def start(X, t, X_test, t_test, peak, seed, *kind):
    """The accuracy after STEPS steps."""
    rng = np.random.default_rng(seed)
    net = tower(kind[0], rng, *kind[1:])
    optimizer = Momentum(net.params)
    with np.errstate(all="ignore"):  # some explode, and are found out
        for step in range(STEPS):
            rows = rng.integers(len(X), size=BATCH)
            loss, grads = net.gradients(X[rows], t[rows])
            if not loss < np.inf:
                break
            optimizer.step(grads, one_cycle(step, STEPS, peak))
        return float(net.accuracy(X_test[:2000], t_test[:2000]))


def starts(*data):
    results = []
    for kind in itertools.product((1, 10), *[(False, True)] * 3):
        by_peak = {
            peak: np.mean([start(*data, peak, seed, *kind) for seed in SEEDS]) for peak in PEAKS
        }
        peak = max(by_peak, key=by_peak.get)
        names = "blocks", "he", "norm", "skip", "peak", "test"
        results.append(dict(zip(names, (*kind, peak, round(by_peak[peak], 3)), strict=True)))
        print(results[-1], flush=True)
    return results


def epochs(X, t, X_test, t_test):
    _, result = train_convolution.measured(X, t, X_test, t_test, (10, 2, 0), SEEDS, build=tower)
    print(result)
    return result


def main():
    images, t, test_images, t_test = load_mnist()
    X, X_test = (x[..., np.newaxis] / np.float32(255) for x in (images, test_images))
    path, parts = train_convolution.RESULTS / "towers.json", {"starts": starts, "epochs": epochs}
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name in sys.argv[1:] or parts:
        results[name] = parts[name](X, t, X_test, t_test)
        path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
