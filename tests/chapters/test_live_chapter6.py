"""Chapter 6's live figures: the numbers on the graphs are what other formulas give."""

import itertools
import math

import matplotlib.colors
import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random

from helpers.figures import format_number


@pytest.fixture(scope="module")
def chapter():
    return live_run(6)


def move(figure, **setting):
    for name, value in setting.items():
        figure.controls[name].value = value
    assert not figure.message.value


def texts(graph):
    """The texts above and below the edges: {edge: text} without name and arrow.

    The name is written where the rule uses it and no node does.
    """
    above = {}
    for edge, text in graph.above.items():
        if text.get_text():
            named = edge not in [graph.data[node][2] for node in graph.edges[edge]]
            assert text.get_text().startswith(f"{edge} ") == named
            above[edge] = text.get_text().removeprefix(f"{edge} ").removeprefix("= ")
    below = {edge: text.get_text()[2:] for edge, text in graph.below.items() if text.get_text()}
    return above, below


def written(numbers):
    return {name: format_number(number) for name, number in numbers.items()}


def tinted(graph):
    white = matplotlib.colors.to_rgba("white")
    return [name for name in graph.order if graph.nodes[name][0].get_facecolor() != white]


APPLES = [(100, 2, 1.1), (0, 7, 1.25), (137, 0, 1.5), (200, 10, 1.0)]


@pytest.mark.parametrize(("price", "count", "tax"), APPLES)
def test_apples(chapter, price, count, tax):
    figure, graph = chapter.live["live-apples"], chapter.namespace["apple_graph"]
    move(figure, step=5, price=price, count=count, tax=tax)
    above, below = texts(graph)
    total = price * count * tax
    values = {"price": price, "count": count, "tax": tax, "cost": price * count, "total": total}
    assert above == written(values)
    gradients = {"price": count * tax, "count": price * tax, "tax": price * count}
    assert below == written(gradients | {"cost": tax, "total": 1})
    assert f"= {format_number(price * tax)}" in graph.rule.get_text().split("\n")[1]


def test_apples_step_by_step(chapter):
    figure, graph = chapter.live["live-apples"], chapter.namespace["apple_graph"]
    move(figure, price=100, count=2, tax=1.1)
    seen = []
    for step in range(6):
        move(figure, step=step)
        above, below = texts(graph)
        seen.append((len(above), len(below), tinted(graph), graph.rule.get_text().split(" = ")[0]))
        way = "forward" if step < 3 else "backward"
        assert graph.head.get_text() == f"Step {step} of 5, {way}"
    assert [s[:2] for s in seen] == [(3, 0), (4, 0), (5, 0), (5, 1), (5, 3), (5, 5)]
    assert [s[2] for s in seen] == [[], ["times 1"], ["times 2"], [], ["times 2"], ["times 1"]]
    assert [s[3] for s in seen if s[2]] == ["cost", "total", "dcost", "dprice"]


def near(number):
    """As a graph writes it: two digits of a small number, four places of another."""
    if abs(number) < 1e-3:
        return pytest.approx(number, rel=0.051, abs=1e-12)
    return pytest.approx(number, rel=5.1e-5, abs=5.1e-5)


NEURONS = list(itertools.product((-3.0, 0.0, 2.5), (1.3,), (0.7, -2.0), (-3.0, 1.5), (-6.0, 0.5)))


@pytest.mark.parametrize("setting", NEURONS)
def test_neuron(chapter, setting):
    x1, w1, x2, w2, b = setting
    figure, graph = chapter.live["live-neuron"], chapter.namespace["neuron_graph"]
    move(figure, step=11, x1=x1, w1=w1, x2=x2, w2=w2, b=b)
    above, below = texts(graph)
    a = x1 * w1 + x2 * w2 + b
    y = (1 + math.tanh(a / 2)) / 2  # the sigmoid, as a hyperbolic tangent
    slope = 1 / (math.exp(a) + 2 + math.exp(-a))
    values = {"x1": x1, "w1": w1, "x2": x2, "w2": w2, "b": b, "a": a, "y": y}
    values |= {"p1": x1 * w1, "p2": x2 * w2, "s": x1 * w1 + x2 * w2}
    gradients = {"x1": slope * w1, "w1": slope * x1, "x2": slope * w2, "w2": slope * x2, "y": 1}
    gradients |= dict.fromkeys(("a", "b", "s", "p1", "p2"), slope)
    for shown, right in ((above, values), (below, gradients)):
        assert shown.keys() == right.keys()
        for name, number in right.items():
            seen = float(shown[name].replace("−", "-"))
            assert seen == near(number), name
            if name == "y":
                assert 1 - seen == near(1 - number)


@pytest.mark.parametrize(
    ("node", "step", "left", "right"),
    [
        ("times 1", 1, "p1", ("x1", "*", "w1")),
        ("times 2", 2, "p2", ("x2", "*", "w2")),
        ("plus", 3, "s", ("p1", "+", "p2")),
        ("plus b", 4, "a", ("s", "+", "b")),
    ],
)
def test_rules_of_the_neuron_are_true_sums(chapter, node, step, left, right):
    """The last part of the rule is what its middle part comes to, and the number on the edge."""
    figure, graph = chapter.live["live-neuron"], chapter.namespace["neuron_graph"]
    move(figure, step=step, x1=-1.5, w1=2.0, x2=0.5, w2=-3.0, b=2.0)
    assert tinted(graph) == [node]
    assert "-" not in graph.rule.get_text()
    name, formula, numbers, result = graph.rule.get_text().replace("−", "-").split(" = ")
    assert name == left
    assert formula.replace("×", "*").split() == list(right)
    p, sign, q = numbers.replace("×", "*").split()
    assert float(result) == {"*": float(p) * float(q), "+": float(p) + float(q)}[sign]
    assert texts(graph)[0][left].replace("−", "-") == result


SIZES = [(5, 4, 6, 3), (1, 1, 1, 2), (100, 784, 50, 10), (7, 2, 50, 3)]


@pytest.mark.parametrize(("N", "D", "H", "K"), SIZES)
def test_network_shapes(chapter, N, D, H, K):
    figure, graph = chapter.live["live-network"], chapter.namespace["net_graph"]
    move(figure, step=9, N=N, D=D, H=H, K=K)
    above, below = texts(graph)
    shapes = {"X": (N, D), "W1": (D, H), "b1": (H,), "a1": (N, H), "z1": (N, H), "loss": ()}
    shapes |= {"W2": (H, K), "b2": (K,), "a2": (N, K), "t": (N,)}
    assert above == {name: str(shape) for name, shape in shapes.items()}
    del shapes["X"], shapes["t"]
    assert below == {name: str(shape) for name, shape in shapes.items()}
    assert f"({D}, {N}) @ ({N}, {H}) gives ({D}, {H})" in graph.rule.get_text()
    move(figure, step=7)
    rule = graph.rule.get_text()
    assert f"({N}, {K}) @ ({K}, {H}) gives ({N}, {H})" in rule
    assert f"({H}, {N}) @ ({N}, {K}) gives ({H}, {K})" in rule


def test_network_gradients_agree_with_differences(chapter):
    """The function behind the shapes gives true gradients, not arrays of the right shape alone."""
    v, g = chapter.namespace["both_ways"](4, 3, 5, 2)
    plain_loss, h = chapter.namespace["plain_loss"], 1e-3
    params = {name: v[name].astype(float) for name in ("W1", "b1", "W2", "b2")}
    assert v["loss"] == pytest.approx(plain_loss(params, v["X"], v["t"]), rel=1e-5)
    for name, value in params.items():
        at = tuple(np.random.default_rng(3).integers(value.shape))
        shift = np.zeros_like(value)
        shift[at] = h
        up, down = (plain_loss(params | {name: value + s}, v["X"], v["t"]) for s in (shift, -shift))
        assert g[name][at] == pytest.approx((up - down) / (2 * h), abs=1e-4), name


@pytest.mark.parametrize(
    ("cell", "name"),
    [("live-apples", "apple"), ("live-neuron", "neuron"), ("live-network", "net")],
)
def test_nothing_leaves_the_picture_or_covers_a_neighbour(chapter, cell, name):
    figure, graph = chapter.live[cell], chapter.namespace[name + "_graph"]
    controls = figure.controls.items()
    ends = [{name: c.min for name, c in controls}, {name: c.max for name, c in controls}]
    for setting, step in itertools.product(ends, range(graph.last_step + 1)):
        move(figure, **setting | {"step": step})
        figure.fig.canvas.draw()
        shown = [t for t in (*graph.above.values(), *graph.below.values()) if t.get_text()]
        boxes = [t.get_window_extent() for t in (*shown, graph.head, graph.rule) if t.get_text()]
        boxes += [patch.get_window_extent() for patch, _ in graph.nodes.values() if patch]
        for i, box in enumerate(boxes):
            assert box.x0 > -1
            assert box.y0 > -1
            assert box.x1 < figure.fig.bbox.width + 1
            small = box.shrunk(0.97, 0.8)
            assert not any(small.overlaps(other.shrunk(0.97, 0.8)) for other in boxes[:i])


def test_playground_learns_xor(chapter):
    figure, now = chapter.live["playground"], chapter.namespace["now"]
    figure.reset()
    for _ in range(120):
        assert figure.refresh(play=True)
    assert len(now.losses) == 600
    assert np.mean(now.losses[-50:]) < 0.3 * np.mean(now.losses[:5])
    figure.reset()
    assert now.losses == []


def test_digits_learn_and_the_picture_shows_their_weights(chapter):
    figure, run = chapter.live["digits-live"], chapter.namespace["run"]
    figure.reset()
    for _ in range(20):
        assert figure.refresh(play=True)
    names = chapter.namespace
    assert list(names["curve"].get_ydata()) == run.losses
    assert len(run.losses) == 200
    tiles = np.ma.filled(names["units"].image.get_array(), np.nan)
    assert np.allclose(tiles[:28, :28].ravel(), run.net.params["W1"][:, 0])
    assert np.allclose(tiles[30:58, 30:58].ravel(), run.net.params["W1"][:, 6])
    title = "".join(names["loss_ax"].get_title(loc) for loc in ("left", "center", "right"))
    scores = run.net.scores(names["X_test"][:2000])
    right = np.mean(scores.argmax(axis=1) == names["t_test"][:2000])
    assert title == f"step 200: {right:.1%} right"
    assert right > 0.8
    while names["play_digits"](lr=0.1):
        pass
    assert figure.refresh(play=True)
    assert len(run.losses) == 2000
    assert names["loss_ax"].get_title("left").startswith("step 2,000, done: ")
    figure.reset()


def test_every_control_at_its_ends():
    try_ends(6)


@pytest.mark.slow
def test_random_settings():
    try_random(6)
