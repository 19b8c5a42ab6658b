"""The course's code side by side with what a reader would use instead: `make bench`.

Each table row is measured with its contenders taking turns in one process, so that whatever else
the machine does falls on all of them alike. Threads are pinned before NumPy is imported, so every
thread count gets a process of its own. Writes benchmarks/RESULTS.md and benchmarks/results.png.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
THREADS = (1, 2)
BATCH, D, H, K, LR = 100, 784, 50, 10, 0.1


def pin(threads):
    """Limit every library that reads these before it is imported. Call it first."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    os.environ["XLA_FLAGS"] = (
        f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'} "
        f"intra_op_parallelism_threads={threads}"
    )


def side_by_side(contenders, rounds=40, calls=25, clock=time.perf_counter):
    """Time functions in turns. Returns name -> seconds a call: median, lower and upper quartile."""
    times = {name: [] for name in contenders}
    for round_number in range(rounds + 2):
        for name, call in contenders.items():
            start = clock()
            for _ in range(calls):
                call()
            if round_number >= 2:  # the first two rounds warm caches and compilers
                times[name].append((clock() - start) / calls)
    return {name: spread(values) for name, values in times.items()}


def spread(values):
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else values * 3
    return {"median": middle, "low": low, "high": high}


# --- one training step ---------------------------------------------------------------------------


def course_step(net, X, t, rng):
    """What chapter 6 runs 10,000 times."""
    from helpers.nn.networks import train_step

    return train_step(net, *draw_batch(X, t, rng), LR)


def draw_batch(X, t, rng):
    """What a step does before it computes: gather random rows."""
    batch = rng.integers(len(X), size=BATCH)
    return X.take(batch, axis=0), t[batch]


def five_products(batch=BATCH, hidden=H):
    """The matrix products of one step, on arrays that are already there: nothing can be faster."""
    import numpy as np

    rng = np.random.default_rng(0)

    def array(*shape):
        return rng.standard_normal(shape).astype(np.float32)

    X, W1, z1, W2 = array(batch, D), array(D, hidden), array(batch, hidden), array(hidden, K)
    dout, da1 = array(batch, K), array(batch, hidden)

    def run():
        X @ W1, z1 @ W2, z1.T @ dout, dout @ W2.T, X.T @ da1

    return run


def torch_run(net, optimizer, X, t):
    """One training step in PyTorch. Returns the loss."""
    import torch

    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(net(X), t)
    loss.backward()
    optimizer.step()
    return loss.item()


def torch_step(X, t):
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.ReLU(), torch.nn.Linear(H, K))
    optimiser = torch.optim.SGD(net.parameters(), lr=LR)
    X, t = torch.from_numpy(X), torch.from_numpy(t)

    def run():
        batch = torch.randint(len(X), (BATCH,))
        return torch_run(net, optimiser, X[batch], t[batch])

    return run


def jax_step(X, t):
    import jax
    import jax.numpy as jnp
    import numpy as np

    from helpers.nn.networks import init_params

    params = {k: jnp.array(v) for k, v in init_params(D, H, K, np.random.default_rng(0)).items()}

    def loss(p, X, t):
        scores = jax.nn.relu(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
        return -jnp.mean(jax.nn.log_softmax(scores)[jnp.arange(len(t)), t])

    @jax.jit
    def step(p, X, t):
        value, grads = jax.value_and_grad(loss)(p, X, t)
        return value, {name: p[name] - LR * grads[name] for name in p}

    rng = np.random.default_rng(0)

    def run():
        nonlocal params
        batch = rng.integers(len(X), size=BATCH)
        value, params = step(params, X[batch], t[batch])
        return float(value)

    return run


def textbook_step(X, t):
    """As textbooks write it: float64 weights, one-hot targets, every dX, the loss a second time."""
    import numpy as np

    rng = np.random.default_rng(0)
    p = {
        "W1": rng.standard_normal((D, H)) * 0.05,
        "b1": np.zeros(H),
        "W2": rng.standard_normal((H, K)) * 0.2,
        "b2": np.zeros(K),
    }
    one_hot = np.eye(K)[t]

    def forward(X):
        a1 = np.dot(X, p["W1"]) + p["b1"]
        z1 = np.maximum(0, a1)
        scores = np.dot(z1, p["W2"]) + p["b2"]
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        return a1, z1, exps / exps.sum(axis=1, keepdims=True)

    def run():
        batch = rng.choice(len(X), BATCH)
        Xb, tb = X[batch], one_hot[batch]
        a1, z1, y = forward(Xb)
        loss = -np.sum(tb * np.log(y + 1e-7)) / BATCH
        dscores = (y - tb) / BATCH
        da1 = np.dot(dscores, p["W2"].T) * (a1 > 0)
        grads = {"W2": np.dot(z1.T, dscores), "b2": dscores.sum(axis=0)}
        grads |= {"W1": np.dot(Xb.T, da1), "b1": da1.sum(axis=0)}
        np.dot(da1, p["W1"].T)
        for name in p:
            p[name] = p[name] - LR * grads[name]
        y = forward(Xb)[2]
        loss = -np.sum(tb * np.log(y + 1e-7)) / BATCH
        return loss

    return run


def micrograd_seconds():
    """A scalar autograd engine on ONE example, times 100 for a batch: it has no batches."""
    from micrograd.nn import MLP

    net = MLP(D, [H, K])
    start = time.perf_counter()
    scores = net([0.5] * D)
    total = sum((s.relu() for s in scores), start=scores[0] * 0)
    total.backward()
    for p in net.parameters():
        p.data -= LR * p.grad
    return (time.perf_counter() - start) * BATCH


def steps(X, t):
    import numpy as np

    from helpers.nn.networks import TwoLayerNet, init_params

    net, rng = TwoLayerNet(init_params(D, H, K, np.random.default_rng(0))), np.random.default_rng(1)
    contenders = {
        "the five matrix products": five_products(),
        "drawing the batch alone": lambda: draw_batch(X, t, rng),
        "this course": lambda: course_step(net, X, t, rng),
        "PyTorch eager": torch_step(X, t),
        "JAX, compiled": jax_step(X, t),
        "as textbooks write it": textbook_step(X, t),
    }
    return side_by_side(contenders)


# --- larger pieces of work -----------------------------------------------------------------------


def epochs(X, t, X_test, t_test, goal=0.96):
    """Train in turns, an epoch each, until each has reached the goal on the test images."""
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    from helpers.nn.networks import TwoLayerNet, init_params

    results = {}
    for seed in range(3):
        net = TwoLayerNet(init_params(D, H, K, np.random.default_rng(seed)))
        rng = np.random.default_rng(seed)
        peer = MLPClassifier(
            (H,), solver="sgd", learning_rate_init=LR, batch_size=BATCH, momentum=0, alpha=0,
            random_state=seed,
        )  # fmt: skip

        def ours(net=net, rng=rng):
            for _ in range(len(X) // BATCH):
                course_step(net, X, t, rng)

        def theirs(peer=peer):
            peer.partial_fit(X, t, classes=np.arange(K))

        for name, train, accuracy in [
            ("this course", ours, lambda net=net: net.accuracy(X_test, t_test)),
            ("MLPClassifier", theirs, lambda peer=peer: peer.score(X_test, t_test)),
        ]:
            seconds, count = 0.0, 0
            while True:
                start = time.perf_counter()
                train()
                seconds += time.perf_counter() - start
                count += 1
                if (reached := accuracy()) >= goal or count == 30:
                    break
            results.setdefault(name, []).append((seconds, count, float(reached)))
    return results


def gradients_both_ways():
    import numpy as np

    from helpers.nn.gradients import numerical_gradient
    from helpers.nn.networks import TwoLayerNet, init_params

    rows = []
    for hidden in (5, 15, 50):
        rng = np.random.default_rng(0)
        params = init_params(D, hidden, K, rng, np.float64)
        X, t = rng.random((3, D)), rng.integers(K, size=3)
        net = TwoLayerNet(params)
        start = time.perf_counter()
        for name in params:
            numerical_gradient(
                lambda v, name=name: TwoLayerNet(params | {name: v}).loss(X, t), params[name]
            )
        slow = time.perf_counter() - start
        fast = side_by_side({"back": lambda net=net, X=X, t=t: net.gradients(X, t)}, 10, 20)["back"]
        rows.append((sum(p.size for p in params.values()), slow, fast["median"]))
    return rows


def step_sizes():
    import numpy as np

    from helpers.nn.networks import TwoLayerNet, init_params, train_step

    rng = np.random.default_rng(0)
    rows = []
    for batch, hidden in [(n, H) for n in (1, 10, 100, 1000, 10_000)] + [
        (BATCH, h) for h in (10, 30, 100, 300, 1000)
    ] + [(1000, 1000)]:  # fmt: skip
        X, t = rng.random((batch, D), dtype=np.float32), rng.integers(K, size=batch)
        net = TwoLayerNet(init_params(D, hidden, K, rng))
        calls = max(1, 200_000 // (batch * hidden // 50 + 2000))
        times = side_by_side(
            {
                "limit": five_products(batch, hidden),
                "step": lambda net=net, X=X, t=t: train_step(net, X, t, 1e-3),
            },
            rounds=8,
            calls=calls,
        )
        rows.append((batch, hidden, times["limit"]["median"], times["step"]["median"]))
    return rows


def classify(X_test):
    import numpy as np

    from helpers.nn.networks import TwoLayerNet, init_params

    net = TwoLayerNet(init_params(D, H, K, np.random.default_rng(0)))

    def run(size):
        for start in range(0, len(X_test), size):
            net.predict(X_test[start : start + size]).argmax(axis=1)

    sizes = (1, 10, 100, 1000, 10_000)
    times = side_by_side({n: lambda n=n: run(n) for n in sizes}, rounds=5, calls=1)
    return [(n, times[n]["median"]) for n in sizes]


def fresh(code, rounds=7):
    """Medians of what pieces of code print, each in a fresh process, in turns."""
    values = {name: [] for name in code}
    for _ in range(rounds):
        for name, text in code.items():
            out = subprocess.run(
                [sys.executable, "-c", text], capture_output=True, text=True, check=True
            )
            values[name].append(float(out.stdout))
    return {name: spread(v) for name, v in values.items()}


TIMED = "import time; s = time.perf_counter(); {}; print(time.perf_counter() - s)"


def loading():
    read = "f = np.load({!r}); [f[k] for k in f.files]".format(
        str(HERE.parent / "helpers" / "data" / "mnist.npz")
    )
    return fresh(
        {
            "load_mnist()": "from helpers.datasets import load_mnist; "
            + TIMED.format("load_mnist()"),
            "np.load of the file": "import numpy as np; " + TIMED.format(read),
            "import numpy": TIMED.format("import numpy"),
            "import helpers.nn": TIMED.format("import helpers.nn.networks"),
        }
    )


def memory():
    code = """
import resource, sys
import numpy as np
from helpers.datasets import load_mnist
from helpers.nn.networks import *
images, t, test_images, t_test = load_mnist()
X, X_test = flatten_and_scale(images), flatten_and_scale(test_images)
del images
rng = np.random.default_rng(0)
net = TwoLayerNet(init_params(784, 50, 10, rng))
for _ in range(600):
    batch = rng.integers(len(X), size=100)
    train_step(net, X.take(batch, axis=0), t[batch], 0.1)
net.accuracy(X_test, t_test)
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / (X.nbytes + X_test.nbytes))
"""
    return fresh({"peak": code}, rounds=3)["peak"]["median"]


# --- putting it together -------------------------------------------------------------------------


def measure():
    """Everything, in this process with its pinned threads. Returns plain lists and dicts."""
    from helpers.datasets import load_mnist
    from helpers.nn.networks import flatten_and_scale

    images, t, test_images, t_test = load_mnist()
    X, X_test = flatten_and_scale(images), flatten_and_scale(test_images)
    return {
        "steps": steps(X, t),
        "micrograd": micrograd_seconds(),
        "epochs": epochs(X, t, X_test, t_test),
        "gradients": gradients_both_ways(),
        "sizes": step_sizes(),
        "classify": classify(X_test),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, help="measure in this process and print JSON")
    options = parser.parse_args()
    if options.threads:
        pin(options.threads)
        print(json.dumps(measure()))
        return
    # A child counts its parent's memory as its own peak, so this process stays small.
    results = {"loading": loading(), "memory": memory()}
    for threads in THREADS:
        run = subprocess.run(
            [sys.executable, __file__, "--threads", str(threads)],
            stdout=subprocess.PIPE,
            check=True,
        )
        results[str(threads)] = json.loads(run.stdout)
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, str(HERE / "report.py")], check=True)


if __name__ == "__main__":
    main()
