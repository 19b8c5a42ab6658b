"""Chapter 8's steps and trainings beside PyTorch and the textbook way: part of `make bench`.

Contenders take turns in one process: on one thread in CPU time, which other work on the machine
inflates little, and on two threads, in a process of their own, in wall time. Writes
convolution.json, CONVOLUTION.md and convolution.png. `--no-training` keeps the stored trainings,
which take longest.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
# Read when NumPy and PyTorch are loaded.
os.environ["OMP_NUM_THREADS"] = os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import matplotlib.pyplot as plt
import numpy as np
from compare import fresh, side_by_side, torch_run
from report import ms, table, verdict
from train_better import PEAK, shifted
from train_convolution import RECIPES, build, train

from helpers.datasets import load_mnist
from helpers.nn.layers import Affine, Convolution, Flatten, MaxPool, ReLU
from helpers.nn.networks import Network, he_weights
from helpers.nn.optimizers import Adam, Momentum, one_cycle

HERE = Path(__file__).resolve().parent
BATCH, K = 100, 10
OURS, EAGER, LAST = "this course", "PyTorch eager", "PyTorch, channels last"
BARE, BOOK = "its bare matrix products", "as textbooks write it"
SIMPLE, LARGER = "SimpleConvNet, Adam", "conv 16, conv 32, Momentum"
TRAININGS = {"99.0 %": RECIPES["large_unmoved"], "99.3 %": RECIPES["large"]}


# --- one training step ---------------------------------------------------------------------------


def first(kind, *shape, rng):
    """A layer with first weights of this shape."""
    return kind(he_weights(*shape, rng=rng), np.zeros(shape[-1], np.float32))


def simple_net():
    """The book's SimpleConvNet. ReLU comes after the pool, which gives the same numbers for less."""
    rng = np.random.default_rng(0)
    affine1, affine2 = first(Affine, 4320, 100, rng=rng), first(Affine, 100, K, rng=rng)
    filters = first(Convolution, 5, 5, 1, 30, rng=rng)
    return Network([filters, MaxPool(), ReLU(), Flatten(), affine1, ReLU(), affine2])


def two_convolutions(F1=16, F2=32, size=28):
    """F1 and F2 filters of 5 by 5, each with pool and ReLU, then an Affine."""
    rng = np.random.default_rng(0)
    left = ((size - 4) // 2 - 4) // 2
    filters1, filters2 = (
        first(Convolution, 5, 5, 1, F1, rng=rng),
        first(Convolution, 5, 5, F1, F2, rng=rng),
    )
    affine = first(Affine, left * left * F2, K, rng=rng)
    return Network([filters1, MaxPool(), ReLU(), filters2, MaxPool(), ReLU(), Flatten(), affine])


def random_batch(N, size):
    rng = np.random.default_rng(1)
    return rng.random((N, size, size, 1), dtype=np.float32), rng.integers(K, size=N)


def digits():
    images, labels, _, _ = load_mnist()
    return (images[:BATCH] / np.float32(255))[..., np.newaxis], labels[:BATCH]


def our_step(net, optimizer, X, t):
    def run():
        loss, grads = net.gradients(X, t)
        optimizer.step(grads, 0.001)
        return loss

    return run


def products(net):
    """For each layer with weights, a function: the matrix products of the step that net made last."""
    runs = []
    for layer in (layer for layer in net.layers if hasattr(layer, "W")):
        affine = getattr(layer, "affine", layer)  # a convolution's patches times its filters
        dout = np.random.default_rng(0).random((len(affine.X), len(affine.b)), dtype=np.float32)

        def run(X=affine.X, W=affine.W, dout=dout, need_dX=bool(runs)):
            X @ W, X.T @ dout
            if need_dX:
                dout @ W.T

        runs.append(run)
    return runs


def bare_products(net):
    """All of them: no step can be faster."""
    runs = products(net)
    return lambda: [run() for run in runs]


def to_torch(net):
    """The same layers with the same weights in PyTorch, where the channels come first."""
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    others = {MaxPool: torch.nn.MaxPool2d(2), ReLU: torch.nn.ReLU(), Flatten: torch.nn.Flatten()}
    peers, C = [], 1
    for layer in net.layers:
        if isinstance(layer, Convolution):
            peer, W, C = (
                torch.nn.Conv2d(*layer.W.shape[2:], 5),
                layer.W.transpose(3, 2, 0, 1),
                len(layer.b),
            )
        elif isinstance(
            layer, Affine
        ):  # its inputs are pixels of C channels, if it follows Flatten
            D, H = layer.W.shape
            peer, W, C = (
                torch.nn.Linear(D, H),
                layer.W.reshape(-1, C, H).swapaxes(0, 1).reshape(D, H).T,
                1,
            )
        else:
            peers.append(others[type(layer)])
            continue
        peer.weight.data, peer.bias.data = torch.tensor(W), torch.tensor(layer.b)
        peers.append(peer)
    return torch.nn.Sequential(*peers)


def torch_steps(net, make, X, t):
    """PyTorch's step, in both orders of memory."""
    import torch

    X, t = torch.from_numpy(X.transpose(0, 3, 1, 2).copy()), torch.from_numpy(t)
    orders = {EAGER: torch.contiguous_format, LAST: torch.channels_last}
    steps = {}
    for name, order in orders.items():
        peer, images = to_torch(net).to(memory_format=order), X.contiguous(memory_format=order)
        optimizer = make(peer.parameters())
        steps[name] = lambda p=peer, o=optimizer, images=images: torch_run(p, o, images, t)
    return steps


def book_im2col(X, K, s, p=0):
    """Windows as rows (N height width, C K K), by a loop over the offsets in the window."""
    X = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    N, C, H, W = X.shape
    height, width = (H - K) // s + 1, (W - K) // s + 1
    windows = np.zeros((N, C, K, K, height, width))
    for i in range(K):
        for j in range(K):
            windows[:, :, i, j] = X[:, :, i : i + s * height : s, j : j + s * width : s]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * height * width, -1)


def book_col2im(rows, shape, K, s):
    """Its opposite: each window's numbers added where they came from."""
    N, C, H, W = shape
    height, width = (H - K) // s + 1, (W - K) // s + 1
    windows = rows.reshape(N, height, width, C, K, K).transpose(0, 3, 4, 5, 1, 2)
    X = np.zeros(shape)
    for i in range(K):
        for j in range(K):
            X[:, :, i : i + s * height : s, j : j + s * width : s] += windows[:, :, i, j]
    return X


def book_relu(x, mask):
    """A copy in which the masked numbers are 0: forward, and backward with the same mask."""
    out = x.copy()
    out[mask] = 0
    return out


def book_step(net, X, t):
    """As textbooks write it: channels first, float64, every dX, the loss a second time."""
    conv, affine1, affine2 = (layer for layer in net.layers if hasattr(layer, "W"))
    W2 = affine1.W.reshape(12, 12, 30, 100).transpose(2, 0, 1, 3).reshape(4320, 100)
    arrays = conv.W.transpose(3, 2, 0, 1), conv.b, W2, affine1.b, affine2.W, affine2.b
    p = {
        name: v.astype(float)
        for name, v in zip(["W1", "b1", "W2", "b2", "W3", "b3"], arrays, strict=True)
    }
    m, v = ({name: np.zeros_like(value) for name, value in p.items()} for _ in range(2))
    X, one_hot, count = X.transpose(0, 3, 1, 2), np.eye(K)[t], 0
    N, pooled = len(X), (len(X), 30, 12, 12)

    def forward():
        patches = book_im2col(X, 5, 1)
        a1 = np.dot(patches, p["W1"].reshape(30, -1).T) + p["b1"]
        a1 = a1.reshape(N, 24, 24, 30).transpose(0, 3, 1, 2)
        mask1 = a1 <= 0
        z1 = book_relu(a1, mask1)
        squares = book_im2col(z1, 2, 2).reshape(-1, 4)
        rows = squares.max(axis=1).reshape(N, 12, 12, 30).transpose(0, 3, 1, 2).reshape(N, -1)
        a2 = np.dot(rows, p["W2"]) + p["b2"]
        mask2 = a2 <= 0
        z2 = book_relu(a2, mask2)
        scores = np.dot(z2, p["W3"]) + p["b3"]
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        y = exps / exps.sum(axis=1, keepdims=True)
        loss = -np.sum(one_hot * np.log(y + 1e-7)) / N
        return loss, (patches, mask1, squares.argmax(axis=1), rows, mask2, z2, y)

    def gradients():
        loss, (patches, mask1, largest, rows, mask2, z2, y) = forward()
        dscores = (y - one_hot) / N
        da2 = book_relu(np.dot(dscores, p["W3"].T), mask2)
        dpool = np.dot(da2, p["W2"].T).reshape(pooled).transpose(0, 2, 3, 1)
        dsquares = np.zeros((dpool.size, 4))
        dsquares[np.arange(dpool.size), largest] = dpool.flatten()
        dz1 = book_col2im(dsquares.reshape(N * 12 * 12, -1), mask1.shape, 2, 2)
        da1 = book_relu(dz1, mask1).transpose(0, 2, 3, 1).reshape(-1, 30)
        book_col2im(np.dot(da1, p["W1"].reshape(30, -1)), X.shape, 5, 1)
        dW1 = np.dot(patches.T, da1).transpose(1, 0).reshape(p["W1"].shape)
        grads = {"W1": dW1, "b1": da1.sum(axis=0), "W2": np.dot(rows.T, da2)}
        return loss, grads | {
            "b2": da2.sum(axis=0), "W3": np.dot(z2.T, dscores), "b3": dscores.sum(axis=0),
        }  # fmt: skip

    def run():
        nonlocal count
        before, grads = gradients()
        count += 1
        lr = 0.001 * np.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        for name, grad in grads.items():
            m[name] += 0.1 * (grad - m[name])
            v[name] += 0.001 * (grad**2 - v[name])
            p[name] -= lr * m[name] / (np.sqrt(v[name]) + 1e-7)
        forward()
        return before

    return run


def steps(clock):
    """A step of both networks by every contender, all from the same weights and images."""
    import torch

    X, t = digits()
    makers = {
        SIMPLE: (simple_net, Adam, lambda p: torch.optim.Adam(p, 0.001)),
        LARGER: (two_convolutions, Momentum, lambda p: torch.optim.SGD(p, 0.001, momentum=0.9)),
    }
    results = {}
    for name, (make_net, Optimizer, make) in makers.items():
        net = make_net()
        contenders = torch_steps(net, make, X, t)
        if name == SIMPLE:
            contenders[BOOK] = book_step(net, X, t)
        contenders[OURS] = our_step(net, Optimizer(net.params), X, t)
        for _ in range(3):  # the same losses, step after step: all do the same work
            losses = [run() for run in contenders.values()]
            np.testing.assert_allclose(losses, losses[0], rtol=1e-3)
        contenders[BARE] = bare_products(net)
        results[name] = side_by_side(contenders, rounds=15, calls=2, clock=clock)
    return results


def layer_times(make_net, Optimizer):
    """Median seconds forward, backward and of the bare products: each layer, loss and optimizer."""
    X, t = digits()
    net, times = make_net(), {}
    optimizer = Optimizer(net.params)

    def timed(key, call):
        def run(*args, **named):
            start = time.process_time()
            result = call(*args, **named)
            times.setdefault(key, []).append(time.process_time() - start)
            return result

        return run

    parts = [*net.layers, net.last]
    for number, layer in enumerate(parts):
        layer.forward = timed((number, 0), layer.forward)
        layer.backward = timed((number, 1), layer.backward)
    optimizer.step = timed(Optimizer, optimizer.step)
    for _ in range(40):
        optimizer.step(net.gradients(X, t)[1], 0.001)
    bare = side_by_side(dict(enumerate(products(net))), rounds=15, calls=2, clock=time.process_time)
    bare = iter(bare.values())
    rows = [
        [type(layer).__name__, *(float(np.median(times[number, way])) for way in (0, 1)),
         next(bare)["median"] if hasattr(layer, "W") else 0.0]
        for number, layer in enumerate(parts)
    ]  # fmt: skip
    return [*rows, [Optimizer.__name__, 0.0, float(np.median(times[Optimizer])), 0.0]]


def sizes():
    """Step and bare products by batch (16 filters) and by filters (batch 100), for two image sizes."""
    points = {(N, 16, size) for N in (10, 30, 100, 300, 1000) for size in (28, 56)}
    points |= {(BATCH, F, size) for F in (8, 16, 32, 64) for size in (28, 56)}
    rows = []
    for N, F, size in sorted(points):
        net, (X, t) = two_convolutions(F, F, size), random_batch(N, size)
        step = our_step(net, Momentum(net.params), X, t)
        step()
        contenders = {BARE: bare_products(net), OURS: step}
        times = side_by_side(contenders, rounds=4, calls=max(1, 100 // N), clock=time.process_time)
        rows.append([N, F, size, times[BARE]["median"], times[OURS]["median"]])
    return rows


# --- training and memory -------------------------------------------------------------------------


def torch_training(X, t, filters, epochs, move):
    """The recipe of tools/train_convolution.py, from the same weights, with the same batches."""
    import torch

    rng = np.random.default_rng(0)
    net, total = to_torch(build(filters, rng)), epochs * len(X) // BATCH
    optimizer = torch.optim.SGD(net.parameters(), PEAK, momentum=0.9)

    def channels_first(X):
        return torch.from_numpy(X).reshape(-1, 1, 28, 28)

    for step in range(total):
        place = step * BATCH % len(X)
        if place == 0:
            order = rng.permutation(len(X))
        rows = order[place : place + BATCH]
        optimizer.param_groups[0]["lr"] = one_cycle(step, total, PEAK)
        images = channels_first(shifted(X[rows], move, rng))
        torch_run(net, optimizer, images, torch.from_numpy(t[rows]))
    return lambda X: net(channels_first(X)).detach().numpy()


def our_training(X, t, filters, epochs, move):
    return train(X, t, filters, epochs, move).scores


def trainings():
    images, t, test_images, t_test = load_mnist()
    X, X_test = ((i / np.float32(255))[..., np.newaxis] for i in (images, test_images))
    rows = []
    for goal, (filters, epochs, move) in TRAININGS.items():
        for name, run in ((OURS, our_training), (EAGER, torch_training)):
            start = time.process_time()
            scores = run(X, t, filters, epochs, move)
            seconds = time.process_time() - start
            parts = np.split(X_test, 10)
            right = np.concatenate([scores(part).argmax(axis=1) for part in parts]) == t_test
            rows.append([goal, epochs, move, name, seconds, float(right.mean())])
            print(rows[-1], file=sys.stderr, flush=True)
    return rows


MEMORY = """
import resource, sys
import numpy as np
from helpers.datasets import load_mnist
from helpers.nn.layers import *
from helpers.nn.networks import *
from helpers.nn.optimizers import Momentum
def first(kind, *shape):
    return kind(he_weights(*shape, rng=rng), np.zeros(shape[-1], np.float32))
images, t, test_images, t_test = load_mnist()
X, X_test = (i[..., np.newaxis] / np.float32(255) for i in (images, test_images))
del images, test_images
rng = np.random.default_rng(0)
layers = [first(Convolution, 5, 5, 1, 16), MaxPool(), ReLU()]
layers += [first(Convolution, 5, 5, 16, 32), MaxPool(), ReLU(), Flatten(), first(Affine, 512, 10)]
net = Network(layers)
optimizer = Momentum(net.params)
for _ in range(100):
    rows = rng.integers(len(X), size=100)
    optimizer.step(net.gradients(X[rows], t[rows])[1], 0.01)
patches = sum(layer.affine.X.nbytes for layer in (layers[0], layers[3]))
parts = X.nbytes + X_test.nbytes + patches + sum(p.nbytes for p in net.params.values())
unit = 1 if sys.platform == "darwin" else 1024
def ratio():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / parts
training = ratio()
net.accuracy(X_test, t_test)
print({})
"""


def memory():
    """Peak memory ÷ the arrays that must be there: of training, and with the 10,000 test images."""
    code = {name: MEMORY.format(name) for name in ("training", "ratio()")}
    peaks = fresh(code, rounds=1)
    return [peaks[name]["median"] for name in code]


# --- report --------------------------------------------------------------------------------------


def targets(results):
    """Rows of issue, measured, target, verdict."""
    one, two = results["steps"]["1"], results["steps"]["2"]
    simple, larger = ({n: v["median"] for n, v in one[name].items()} for name in (SIMPLE, LARGER))
    both = {n: v["median"] for n, v in two[SIMPLE].items()}
    rows = [
        (f"SimpleConvNet: {OURS} ÷ {BARE}", simple[OURS] / simple[BARE], "≤ 3"),
        (f"SimpleConvNet: {OURS} ÷ {EAGER}", simple[OURS] / simple[EAGER], "≤ 1"),
        (f"SimpleConvNet: {OURS} ÷ {LAST}", simple[OURS] / simple[LAST], "≤ 1"),
        (f"the same, two threads: {OURS} ÷ {EAGER}", both[OURS] / both[EAGER], ""),
        (f"the same, two threads: {OURS} ÷ {LAST}", both[OURS] / both[LAST], ""),
        (f"SimpleConvNet: {BOOK} ÷ {OURS}", simple[BOOK] / simple[OURS], "≥ 9"),
        (f"conv 16, conv 32: {OURS} ÷ {EAGER}", larger[OURS] / larger[EAGER], "≤ 1.3"),
        (f"conv 16, conv 32: {OURS} ÷ {LAST}", larger[OURS] / larger[LAST], ""),
        ("peak memory of training ÷ data, parameters and patches", results["memory"][0], "≤ 1.5"),
        ("the same, with the accuracy on all test images", results["memory"][1], ""),
    ]
    return [[what, f"{value:.2f}", target, reached(value, target)] for what, value, target in rows]


def reached(value, target):
    if not target:
        return ""
    sign, limit = target.split()
    return verdict(value <= float(limit) if sign == "≤" else value >= float(limit))


def words(results):
    """Where the time of a step goes that is not in its products."""
    rows = [[1e3 * t for t in row[1:]] for row in results["layers"][SIMPLE]]
    (forward, backward, product), (down, up, _), adam = rows[0], rows[1], rows[-1][1]
    step, bare = sum(f + b for f, b, _ in rows), sum(row[2] for row in rows)
    return (
        f"In the {step:.1f} ms of SimpleConvNet's layers, one thread, {bare:.1f} are products (the tables "
        f"below). The pooling has none and takes {down + up:.1f}, {up:.1f} of them on the way back: it "
        "reads and writes every second row and column, in runs of only 30 numbers, the channels of a "
        f"pixel. The convolution takes {forward + backward - product:.1f} beyond its products, mostly to "
        f"copy the patches and to add the biases, and Adam {adam:.1f}. With channels last, PyTorch's "
        "kernels neither copy patches nor add the biases in a pass of their own. NumPy has no such "
        "operation, and this target was not reached by code that can be read. The wall times of two "
        "threads vary a lot from run to run on a machine of two cores. Of the memory, what is not data, "
        "parameters or patches is Python with NumPy, the maps and their gradients. `accuracy` takes "
        "1,000 images at a time, whose patches need ten times the memory of a batch's."
    )


def step_table(one, two):
    names = [name for name in (BARE, OURS, EAGER, LAST, BOOK) if name in one]
    return table(
        ["contender", "1 thread, CPU ms", "÷ products", "2 threads, ms", "÷ products"],
        [
            [name, *(cell for steps in (one, two) for cell in (
                ms(steps[name]), f"{steps[name]['median'] / steps[BARE]['median']:.2f}"))]
            for name in names
        ],
    )  # fmt: skip


def text(results):
    steps, training = results["steps"], results["training"]
    seconds = {(goal, name): s for goal, _, _, name, s, _ in training}
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("numpy", "torch"))
    parts = [
        "# Convolution, measured side by side",
        f"Made by `make bench`: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"{versions}. Medians, with the quartiles in brackets. One thread: CPU time, which other work "
        "on the machine inflates little. Two threads: wall time. All contenders start from the same "
        "weights and see the same 100 digits, and their losses are compared before the clock starts.",
        "## Targets",
        table(["what", "measured", "target", ""], targets(results)),
        words(results),
        "## One training step",
    ]
    for name in (SIMPLE, LARGER):
        parts += [f"### {name}", step_table(steps["1"][name], steps["2"][name])]
    parts += [
        f"{BOOK[0].upper()}{BOOK[1:]}: channels first, float64, patches by a loop over the offsets, "
        "also for the pooling, the gradient of the images too, and the loss a second time.",
        "## Where the time of a step goes (one thread, ms)",
    ]
    for name, rows in results["layers"].items():
        lines = [[layer, *(f"{1e3 * t:.2f}" for t in times)] for layer, *times in rows]
        parts += [f"### {name}", table(["layer", "forward", "backward", "bare products"], lines)]
    parts += [
        "## Training towards a goal on the test images",
        "conv 16, pool, conv 32, pool, affine; 18,378 parameters; batch 100, momentum 0.9, one-cycle with "
        f"a peak of {PEAK}; CPU seconds on one thread, without the test.",
        table(
            ["goal", "epochs", "images moved by", "contender", "CPU seconds", "÷ PyTorch", "accuracy"],
            [[goal, epochs, f"≤ {move}" if move else "0", name, f"{s:.1f}",
              f"{s / seconds[goal, EAGER]:.2f}", f"{accuracy:.4f}"]
             for goal, epochs, move, name, s, accuracy in training],
        ),
        "## Sizes (one thread)",
        "Two convolutions of 5 by 5 with equally many filters, each with pool and ReLU, and an affine. "
        "With 1,000 images of 56 by 56 the bare product for the second dX makes an array of 774 MB, "
        "which costs more than the layer's sum over the shifts.",
        table(
            ["image", "filters", "batch", "products, ms", "step, ms", "ratio"],
            [[size, F, f"{N:,}", f"{1e3 * low:,.1f}", f"{1e3 * step:,.1f}", f"{step / low:.2f}"]
             for N, F, size, low, step in sorted(results["sizes"], key=lambda r: (r[2], r[1], r[0]))],
        ),
        "![Cost of a step by batch and by filters](convolution.png)",
    ]  # fmt: skip
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def figure(sizes, path):
    plt.style.use("helpers.lesson")
    fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
    charts = ((0, 1, 16, "batch, 16 filters"), (1, 0, BATCH, "filters, batch 100"))
    for ax, (column, fixed, value, label) in zip(axes, charts, strict=True):
        for size, color in ((28, "#0072B2"), (56, "#D55E00")):
            rows = sorted(row for row in sizes if row[fixed] == value and row[2] == size)
            x = [row[column] for row in rows]
            for place, look, what in ((4, "o-", "training step"), (3, "s--", "matrix products")):
                y = [1e3 * row[place] for row in rows]
                ax.loglog(x, y, look, color=color, label=f"{what}, {size} by {size}")
        ax.set_xticks(x, [f"{value:,}" for value in x])
        ax.set_xticks([], minor=True)
        ax.set(title=f"Cost of a step by {label}", xlabel=label.split(",")[0], ylabel="CPU ms")
    axes[0].legend()
    fig.savefig(path, dpi=110, metadata={"Software": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-training", action="store_true", help="keep the stored trainings")
    parser.add_argument("--steps", action="store_true", help="print the steps in wall time as JSON")
    options = parser.parse_args()
    if options.steps:
        print(json.dumps(steps(time.perf_counter)))
        return
    path = HERE / "convolution.json"
    # A child counts its parent's memory as its own peak: first, while this process is small.
    results = {"memory": memory()}
    two = subprocess.run(
        [sys.executable, __file__, "--steps"],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "2"}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    results["steps"] = {"1": steps(time.process_time), "2": json.loads(two.stdout)}
    results["layers"] = {
        SIMPLE: layer_times(simple_net, Adam),
        LARGER: layer_times(two_convolutions, Momentum),
    }
    results["sizes"] = sizes()
    stored = json.loads(path.read_text(encoding="utf-8"))
    results["training"] = stored["training"] if options.no_training else trainings()
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (HERE / "CONVOLUTION.md").write_text(text(results), encoding="utf-8")
    figure(results["sizes"], HERE / "convolution.png")
    print(text(results))


if __name__ == "__main__":
    main()
