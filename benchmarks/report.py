"""Turn benchmarks/results.json into the table RESULTS.md and the figure results.png."""

import json
import os
import platform
import sys
from importlib import metadata
from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt

HERE = Path(__file__).resolve().parent


def us(spread):
    return f"{spread['median'] * 1e6:.0f} ({spread['low'] * 1e6:.0f}–{spread['high'] * 1e6:.0f})"


def ms(spread):
    return f"{spread['median'] * 1e3:.1f} ({spread['low'] * 1e3:.1f}–{spread['high'] * 1e3:.1f})"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def verdict(good):
    return "reached" if good else "missed"


def beyond(steps):
    """Where the time of a step goes that is not in its products."""
    step, products, drawing = (
        steps[name]["median"] * 1e6
        for name in ("this course", "the five matrix products", "drawing the batch alone")
    )
    return (
        f"Beyond the products a step takes {step - products:.0f} µs (one thread). Drawing 100 random "
        f"rows out of 188 MB is {drawing:.0f} of them, in which the processor waits for memory; "
        f"without that the step is {(step - drawing) / products:.2f} times the products. The rest is "
        "some forty NumPy calls on 100 × 50 and 100 × 10 numbers, each of which costs about a "
        "microsecond however small its arrays are: bias, ReLU, softmax, loss, their backward steps, "
        "and 8 µs for the update. Fewer calls would be less clear code. With two threads only the "
        "products get faster."
    )


def text(results):
    one, two = results["1"], results["2"]
    versions = ", ".join(
        f"{name} {metadata.version(name)}"
        for name in ("numpy", "torch", "jax", "scikit-learn", "micrograd")
    )
    parts = [
        "# Measured side by side",
        "Made by `make bench`. Contenders take turns in one process; medians, with the quartiles in "
        f"brackets. Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python "
        f"{platform.python_version()}, {versions}.",
        "## One training step: 784-50-10, batch 100, float32",
    ]
    ours, limit = "this course", "the five matrix products"
    rows = []
    for name in one["steps"]:
        row = [name]
        for r in (one, two):
            steps = r["steps"]
            row += [us(steps[name]), f"{steps[name]['median'] / steps[ours]['median']:.2f}"]
        rows.append(row)
    rows.append(["micrograd, scalar by scalar (one example × 100)", f"{one['micrograd'] * 1e6:,.0f}",
                 f"{one['micrograd'] / one['steps'][ours]['median']:,.0f}", "", ""])  # fmt: skip
    parts.append(
        table(["contender", "µs, 1 thread", "÷ course", "µs, 2 threads", "÷ course"], rows)
    )
    targets = []
    for threads, r in (("1 thread", one), ("2 threads", two)):
        steps = {name: value["median"] for name, value in r["steps"].items()}
        for name, ratio, want, good in [
            (f"step ÷ five products, {threads}", steps[ours] / steps[limit], "≤ 1.6", lambda x: x <= 1.6),
            (f"PyTorch ÷ step, {threads}", steps["PyTorch eager"] / steps[ours], "≥ 1.5", lambda x: x >= 1.5),
            (f"textbook ÷ step, {threads}", steps["as textbooks write it"] / steps[ours], "≥ 3", lambda x: x >= 3),
        ]:  # fmt: skip
            targets.append([name, f"{ratio:.2f}", want, verdict(good(ratio))])
    load, memory = results["loading"], results["memory"]
    reading = load["load_mnist()"]["median"] / load["np.load of the file"]["median"]
    importing = (load["import helpers.nn"]["median"] - load["import numpy"]["median"]) * 1e3
    targets.append(
        ["load_mnist() ÷ np.load of the file", f"{reading:.2f}", "≤ 2", verdict(reading <= 2)]
    )
    targets.append(
        [
            "import helpers.nn − import numpy, ms",
            f"{importing:.1f}",
            "≤ 10",
            verdict(importing <= 10),
        ]
    )
    targets.append(
        [
            "peak memory of training ÷ data as float32",
            f"{memory:.2f}",
            "≤ 1.5",
            verdict(memory <= 1.5),
        ]
    )
    batch, hidden, low, step = max(one["sizes"], key=lambda row: row[0] * row[1])
    targets.append([f"step ÷ products at batch {batch:,}, hidden {hidden:,}", f"{step / low:.2f}", "≤ 1.2",
                    verdict(step / low <= 1.2)])  # fmt: skip
    seconds = {n: sorted(run[0] for run in one["epochs"][n])[1] for n in one["epochs"]}
    ratio = seconds["MLPClassifier"] / seconds[ours]
    targets.append(
        [
            "MLPClassifier ÷ course, to 96 % on the test images",
            f"{ratio:.2f}",
            "≥ 1",
            verdict(ratio >= 1),
        ]
    )
    parts += [
        "## Targets",
        table(["what", "measured", "target", ""], targets),
        beyond(one["steps"]),
    ]
    parts += [
        "## Training until 96 % of the test images are right (three seeds)",
        table(
            ["contender", "seconds", "epochs", "accuracy"],
            [[n, *(", ".join(f(run) for run in runs) for f in (
                lambda run: f"{run[0]:.2f}", lambda run: str(run[1]), lambda run: f"{run[2]:.4f}"))]
             for n, runs in one["epochs"].items()],
        ),
        "## All gradients on three examples: numerical against backpropagation",
        table(
            ["parameters", "numerical, s", "backpropagation, s", "ratio"],
            [[f"{n:,}", f"{slow:.2f}", f"{fast:.6f}", f"{slow / fast:,.0f}"] for n, slow, fast in one["gradients"]],
        ),
        "The numerical way needs two forward passes for each parameter, so the ratio grows with their number.",
        "## Sizes of batch and hidden layer (one thread)",
        table(
            ["batch", "hidden", "products, µs", "step, µs", "ratio"],
            [[f"{b:,}", f"{h:,}", f"{low * 1e6:,.0f}", f"{s * 1e6:,.0f}", f"{s / low:.2f}"] for b, h, low, s in one["sizes"]],
        ),
        "## Classifying 10,000 digits (one thread)",
        table(["at a time", "ms", "µs a digit"], [[f"{n:,}", f"{s * 1e3:.1f}", f"{s * 100:.1f}"] for n, s in one["classify"]]),
        "## Loading (fresh processes)",
        table(["what", "ms"], [[name, ms(value)] for name, value in load.items()]),
        "![Four charts of the tables above](results.png)",
    ]  # fmt: skip
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def figure(results, path):
    one = results["1"]
    plt.style.use("helpers.lesson")
    fig, axes = plt.subplots(2, 2, figsize=(10, 6.4))
    ax = axes[0, 0]
    names = list(one["steps"])
    ax.barh(names, [one["steps"][n]["median"] * 1e6 for n in names],
            color=["#8A8A8A" if "alone" in n or "products" in n else "#0072B2" if "course" in n else "#D55E00" for n in names])  # fmt: skip
    ax.invert_yaxis()
    ax.set(title="One training step, one thread", xlabel="microseconds")
    for ax, fixed, column, label in [
        (axes[0, 1], (1, 50), 0, "batch"),
        (axes[1, 0], (0, 100), 1, "hidden units"),
    ]:
        rows = sorted(r for r in one["sizes"] if r[fixed[0]] == fixed[1])
        ax.loglog(
            [r[column] for r in rows], [r[3] * 1e6 for r in rows], "o-", label="training step"
        )
        ax.loglog(
            [r[column] for r in rows],
            [r[2] * 1e6 for r in rows],
            "s--",
            color="#8A8A8A",
            label="its matrix products",
        )
        ax.set(title=f"Cost of a step by {label}", xlabel=label, ylabel="microseconds")
        ax.legend()
    ax = axes[1, 1]
    ax.loglog([n for n, _ in one["classify"]], [s * 100 for _, s in one["classify"]], "o-")
    ax.set(
        title="Classifying 10,000 digits", xlabel="digits at a time", ylabel="microseconds a digit"
    )
    fig.savefig(path, dpi=110, metadata={"Software": None})


def main():
    results = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    (HERE / "RESULTS.md").write_text(text(results), encoding="utf-8")
    figure(results, HERE / "results.png")
    sys.stdout.write(text(results))


if __name__ == "__main__":
    main()
