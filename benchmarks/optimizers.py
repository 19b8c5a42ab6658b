"""Chapter 7's steps and trainings beside PyTorch and scikit-learn: part of `make bench`.

One thread. A step of 784-500-10 with a batch of 100 is timed in turns with the bare matrix products;
then whole trainings with one recipe are timed until they have reached a goal. Writes OPTIMIZERS.md.
"""

import os
import sys
import time
from pathlib import Path

# Read when NumPy and PyTorch are loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import numpy as np
import torch
from compare import BATCH, D, K, five_products, side_by_side, torch_run
from report import table, us, verdict
from sklearn.neural_network import MLPClassifier
from train_better import PEAK, SHIFT, build, shifted, train

from helpers.datasets import load_mnist
from helpers.nn.networks import flatten_and_scale
from helpers.nn.optimizers import Adam, Momentum, one_cycle

HIDDEN = 500


def our_step(Optimizer, lr):
    rng = np.random.default_rng(0)
    net = build(HIDDEN, rng)
    optimizer = Optimizer(net.params)
    X, t = rng.random((BATCH, D), dtype=np.float32), rng.integers(K, size=BATCH)

    def run():
        loss, grads = net.gradients(X, t)
        optimizer.step(grads, lr)
        return loss

    return run


def torch_net(hidden):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    layers = torch.nn.Linear(D, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, K)
    return torch.nn.Sequential(*layers)


def torch_step(make):
    net, rng = torch_net(HIDDEN), np.random.default_rng(0)
    optimizer = make(net.parameters())
    X = torch.from_numpy(rng.random((BATCH, D), dtype=np.float32))
    t = torch.from_numpy(rng.integers(K, size=BATCH))
    return lambda: torch_run(net, optimizer, X, t)


def steps():
    return side_by_side(
        {
            "the five matrix products": five_products(BATCH, HIDDEN),
            "this course, Momentum": our_step(Momentum, 0.01),
            "this course, Adam": our_step(Adam, 0.001),
            "PyTorch, SGD(momentum)": torch_step(lambda p: torch.optim.SGD(p, 0.01, momentum=0.9)),
            "PyTorch, Adam": torch_step(lambda p: torch.optim.Adam(p, 0.001)),
        },
        calls=5,
        clock=time.process_time,
    )


def torch_training(X, t, hidden, epochs, shift):
    """The recipe of tools/train_better.py, with the same batches made by NumPy."""
    net, rng, total = torch_net(hidden), np.random.default_rng(0), epochs * len(X) // BATCH
    optimizer = torch.optim.SGD(net.parameters(), PEAK, momentum=0.9)
    for step in range(total):
        place = step * BATCH % len(X)
        if place == 0:
            order = rng.permutation(len(X))
        rows = order[place : place + BATCH]
        optimizer.param_groups[0]["lr"] = one_cycle(step, total, PEAK)
        X_batch = shifted(X[rows], shift, rng) if shift else X[rows]
        torch_run(net, optimizer, torch.from_numpy(X_batch), torch.from_numpy(t[rows]))
    return lambda X_test: net(torch.from_numpy(X_test)).argmax(dim=1).numpy()


def our_training(X, t, hidden, epochs, shift):
    net = train(X, t, hidden, epochs, seed=0, shift=shift)
    return lambda X_test: net.scores(X_test).argmax(axis=1)


def sklearn_training(X, t, hidden, epochs, shift):
    """The nearest that MLPClassifier has: momentum at a constant rate, no shifts."""
    peer = MLPClassifier(
        (hidden,), solver="sgd", learning_rate_init=0.05, batch_size=BATCH, momentum=0.9,
        nesterovs_momentum=False, alpha=0, random_state=0,
    )  # fmt: skip
    for _ in range(epochs):
        peer.partial_fit(X, t, classes=np.arange(K))
    return peer.predict


def trainings():
    images, t, test_images, t_test = load_mnist()
    X, X_test = flatten_and_scale(images), flatten_and_scale(test_images)
    rows = []
    for goal, hidden, epochs, shift, contenders in (
        (0.98, 200, 6, 0, ("this course", "PyTorch", "MLPClassifier")),
        (0.99, HIDDEN, 20, SHIFT, ("this course", "PyTorch")),
    ):
        makers = {"this course": our_training, "PyTorch": torch_training}
        for name in contenders:
            start = time.process_time()
            predict = makers.get(name, sklearn_training)(X, t, hidden, epochs, shift)
            seconds = time.process_time() - start
            reached = np.mean(predict(X_test) == t_test)
            recipe = f"784-{hidden}-10, {epochs} epochs" + (", shifts" if shift else "")
            rows.append([f"{goal:.0%}", recipe, name, f"{seconds:.1f}", f"{reached:.4f}"])
            print(rows[-1], file=sys.stderr, flush=True)
    return rows


def main():
    times = steps()
    low = times["the five matrix products"]["median"]
    ratios = {name: spread["median"] / low for name, spread in times.items()}
    targets = [
        [
            f"{name} ÷ five products",
            f"{ratios[name]:.2f}",
            f"≤ {most}",
            verdict(ratios[name] <= most),
        ]
        for name, most in (("this course, Momentum", 1.9), ("this course, Adam", 2.6))
    ]
    for ours, theirs in (
        ("this course, Momentum", "PyTorch, SGD(momentum)"),
        ("this course, Adam", "PyTorch, Adam"),
    ):
        ratio = ratios[theirs] / ratios[ours]
        targets.append([f"{theirs} ÷ {ours}", f"{ratio:.2f}", "≥ 1", verdict(ratio >= 1)])
    parts = [
        "# Optimizers, measured side by side",
        f"Made by `make bench`, one thread, {os.cpu_count()} cores. Steps: medians, with the quartiles "
        "in brackets. Everything in CPU time, which other work on the machine inflates little.",
        "## One training step: 784-500-10, batch 100, float32",
        table(
            ["contender", "CPU µs", "÷ products"],
            [[name, us(spread), f"{ratios[name]:.2f}"] for name, spread in times.items()],
        ),
        table(["what", "measured", "target", ""], targets),
        "## Training towards a goal on the test images",
        table(["goal", "recipe", "contender", "CPU seconds", "accuracy"], trainings()),
        "MLPClassifier has neither a one-cycle schedule nor shifts: it runs at a constant rate.",
    ]
    text = "\n\n".join(part.rstrip("\n") for part in parts) + "\n"
    (Path(__file__).parent / "OPTIMIZERS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
