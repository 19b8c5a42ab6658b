"""Computation graphs: the right number is at the right edge, at every step."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from chapters.figures import graph_layouts
from chapters.figures.graphs import Graph, graph_step, operations
from helpers.figures.colours import GREEN, INK

APPLES = (
    {
        "price": (0, 1, "price"),
        "count": (0, 0, "count"),
        "times 1": (2, 1, "×"),
        "tax": (2.2, 0, "tax"),
        "times 2": (4.2, 1, "×"),
        "end": (5.8, 1, "to pay"),
    },
    {
        "price": ("price", "times 1"),
        "count": ("count", "times 1"),
        "cost": ("times 1", "times 2"),
        "tax": ("tax", "times 2"),
        "total": ("times 2", "end"),
    },
)
FORWARD = {"price": 100, "count": 2, "cost": 200, "tax": 1.1, "total": 220.00000000000003}
BACKWARD = {"price": 2.2, "count": 110, "cost": 1.1, "tax": 200, "total": 1}
LAYOUTS = {name: getattr(graph_layouts, name) for name in dir(graph_layouts) if name.isupper()}
RULES = {name: value for name, value in LAYOUTS.items() if name.endswith("_RULES")}
LAYOUTS = {name: value for name, value in LAYOUTS.items() if isinstance(value, tuple)}


def axes():
    return Figure(figsize=(7, 4)).add_subplot()


def shown(texts):
    return {edge: text.get_text() for edge, text in texts.items() if text.get_text()}


@st.composite
def chains(draw):
    """A row of operations, each with any number of inputs of its own, in a random numbering."""
    n = draw(st.integers(1, 6))
    extra = draw(st.lists(st.integers(0, n - 1), max_size=6))
    nodes = {"in": (0, 0, "x")} | {f"op{k}": (2 * k + 2, 0, "×") for k in range(n)}
    nodes["out"] = (2 * n + 2, 0, "y")
    edges = {"v0": ("in", "op0")} | {f"v{k + 1}": (f"op{k}", f"op{k + 1}") for k in range(n - 1)}
    edges[f"v{n}"] = (f"op{n - 1}", "out")
    for i, k in enumerate(extra):
        nodes[f"extra{i}"] = (2 * k + 1, -1, "w")
        edges[f"w{i}"] = (f"extra{i}", f"op{k}")
    return nodes, edges, n


def test_apples_whole():
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD)
    assert shown(graph.above) == {
        "price": "100",
        "count": "2",
        "cost": "200",
        "tax": "1.1",
        "total": "220",
    }
    assert shown(graph.below) == {
        "price": "← 2.2",
        "count": "← 110",
        "cost": "← 1.1",
        "tax": "← 200",
        "total": "← 1",
    }


@pytest.mark.parametrize(
    ("step", "values", "gradients"),
    [
        (0, {"price", "count", "tax"}, set()),
        (1, {"price", "count", "tax", "cost"}, set()),
        (2, set(FORWARD), set()),
        (3, set(FORWARD), {"total"}),
        (4, set(FORWARD), {"total", "cost", "tax"}),
        (5, set(FORWARD), set(FORWARD)),
    ],
)
def test_apples_step_by_step(step, values, gradients):
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD, step=step)
    assert set(shown(graph.above)) == values
    assert set(shown(graph.below)) == gradients


def test_one_node_at_a_time_is_tinted():
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD, step=0)
    plain = graph.nodes["times 1"][0].get_facecolor()
    seen = []
    for step in range(graph.last_step + 1):
        graph.set(step=step)
        tinted = [k for k in graph.order if graph.nodes[k][0].get_facecolor() != plain]
        seen.append(tinted)
    assert seen == [[], ["times 1"], ["times 2"], [], ["times 2"], ["times 1"]]


@given(chains())
def test_every_step_adds_and_none_takes_away(chain):
    nodes, edges, n = chain
    values, gradients = set(), set()
    for step in range(2 * n + 2):
        new_values, new_gradients, active = graph_step(nodes, edges, step)
        assert values <= new_values
        assert gradients <= new_gradients
        if step and step != n + 1:
            assert active is not None
            # The node that worked has all that it needs on its other side.
            side = 1 if step <= n else 0
            needed = {edge for edge, ends in edges.items() if ends[side] == active}
            assert needed <= (values if step <= n else gradients)
        values, gradients = new_values, new_gradients
    assert values == gradients == set(edges)


def test_set_keeps_what_is_not_given_and_makes_no_artists():
    ax = axes()
    graph = Graph(ax, *APPLES, FORWARD, BACKWARD)
    count = len(ax.get_children())
    graph.set(forward=FORWARD | {"price": 120}, step=3)
    assert graph.above["price"].get_text() == "120"
    assert shown(graph.below) == {"total": "← 1"}
    graph.set()
    assert graph.below["price"].get_text() == "← 2.2"
    assert len(ax.get_children()) == count


def test_colours_and_places():
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD)
    for edge in APPLES[1]:
        above, below = graph.above[edge], graph.below[edge]
        assert above.get_color() == INK
        assert below.get_color() == GREEN
        assert above.get_position()[1] > below.get_position()[1]


def test_a_vertical_edge_has_its_value_left_and_an_arrow_back_to_its_start():
    graph = Graph(axes(), *graph_layouts.NETWORK, {"W1": 1, "b1": 1}, {"W1": 2, "b1": 2})
    for edge, arrow in (("W1", "↑ 2"), ("b1", "↓ 2")):
        assert graph.above[edge].get_position()[0] < graph.below[edge].get_position()[0]
        assert graph.below[edge].get_text() == arrow


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_number_of_a_layout_runs_into_another_or_into_a_node(name):
    nodes, edges = LAYOUTS[name]
    fig = Figure(figsize=(7.4, 3))
    values = dict.fromkeys(edges, "(50, 10)" if name == "NETWORK" else -0.1234)
    size = 8.5 if name == "NETWORK" else 9
    graph = Graph(fig.add_subplot(), nodes, edges, values, values, size=size)
    fig.set_layout_engine("constrained")
    fig.draw_without_rendering()
    texts = [*graph.above.values(), *graph.below.values()]
    boxes = [text.get_window_extent() for text in texts]
    boxes += [patch.get_window_extent() for patch, _ in graph.nodes.values() if patch]
    boxes += [label.get_window_extent() for patch, label in graph.nodes.values() if not patch]
    for i, box in enumerate(boxes):
        assert np.isfinite(box.extents).all()
        assert not any(box.shrunk(0.97, 0.8).overlaps(b.shrunk(0.97, 0.8)) for b in boxes[:i]), i
        assert box.x0 > -1
        assert box.x1 < fig.bbox.width + 1


def test_layouts_are_found():
    assert set(LAYOUTS) == {
        "FRUIT",
        "SIGMOID",
        "NEURON",
        "WEIGHT",
        "AFFINE",
        "SOFTMAX_LOSS",
        "NETWORK",
    }
    assert set(RULES) == {"APPLE_RULES", "NEURON_RULES", "NETWORK_RULES"}


# --- rules below the graph -------------------------------------------------------------------------


def test_the_rule_of_the_working_node_is_below():
    rules = {
        "times 1": ("forward {price} {cost}", "back {dcost} {dprice}\nand {dcount}"),
        "times 2": ("{total}", "{dtax}"),
    }
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD, step=0, rules=rules)
    seen = []
    for step in range(graph.last_step + 1):
        graph.set(step=step)
        seen.append((graph.head.get_text(), graph.rule.get_text()))
    assert [head for head, _ in seen] == [
        f"Step {n} of 5, {'forward' if n < 3 else 'backward'}" for n in range(6)
    ]
    assert [rule for _, rule in seen][1:3] == ["forward 100 200", "220"]
    assert [rule for _, rule in seen][4:] == ["200", "back 1.1 2.2\nand 110"]
    assert "inputs" in seen[0][1]
    assert "starts with 1" in seen[3][1]
    graph.set(step=None)
    assert graph.rule.get_text() == graph.head.get_text() == ""


def test_shapes_in_rules():
    nodes = {"x": (0, 0, "x"), "f": (2, 0, "f"), "y": (4, 0, "y")}
    edges = {"x": ("x", "f"), "y": ("f", "y")}
    rules = {"f": ("{x} turned is ({x[1]}, {x[0]})", "{dx}")}
    values = {"x": (100, 784), "y": ()}
    graph = Graph(axes(), nodes, edges, values, values, step=1, rules=rules)
    assert graph.rule.get_text() == "(100, 784) turned is (784, 100)"
    assert shown(graph.above) == {"x": "(100, 784)", "y": "()"}


@pytest.mark.parametrize("name", RULES)
def test_rules_name_edges_that_touch_their_node(name):
    """A node knows what lies next to it and nothing else, so its rule may speak of that alone."""
    nodes, edges = LAYOUTS.get(name.removesuffix("_RULES"), APPLES)
    assert set(RULES[name]) == set(operations(nodes, edges))
    for node, texts in RULES[name].items():
        near = {edge for edge, ends in edges.items() if node in ends}
        for text in texts:
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            names = {field.split("[")[0] for field in fields}
            assert names <= near | {f"d{edge}" for edge in near}, (node, text)


def test_names_stand_where_the_rules_speak_of_them_and_no_node_does():
    rules = dict.fromkeys(("times 1", "times 2"), ("", ""))
    graph = Graph(axes(), *APPLES, FORWARD, BACKWARD, rules=rules)
    assert shown(graph.above) == {
        "price": "100",
        "count": "2",
        "cost": "cost = 200",
        "tax": "1.1",
        "total": "total = 220",
    }
    graph.set(forward={"cost": (5, 4), "total": "()"})
    assert shown(graph.above) == {"cost": "cost (5, 4)", "total": "total ()"}
