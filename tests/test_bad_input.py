"""Bad input to every public function of helpers: what is tried, and what is said.

A row of the table says what is wrong, with which arguments the function is called, and what
happens: a value, or an error with its text. An error of helpers is one sentence of at most 200
characters. `own(...)` marks errors of Python or NumPy, which are left where they already lead to
the cause. Whatever happens, no argument is changed; where a call is refused, a network keeps its
weights, a layer what it remembers, and a figure that is drawn already every pixel.
"""

import ast
import json
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from livefigure import DrawingPad, live
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from chapters.exercises import check, progress
from chapters.figures import arrays, curves, descent, digits, graphs, planes, training
from chapters.figures.playground import Playground, plane_points
from helpers.datasets import load_digit_weights, load_mnist, logic_gate, toy_points
from helpers.figures import format_number, format_signed, network
from helpers.figures.show import show
from helpers.images import blur, prepare_digit, rotate, shift
from helpers.nn.activations import identity, relu, sigmoid, softmax, step
from helpers.nn.gradients import gradient_descent, numerical_gradient
from helpers.nn.layers import Affine, ReLU, Sigmoid, SoftmaxWithLoss
from helpers.nn.losses import cross_entropy, squared_error
from helpers.nn.networks import TwoLayerNet, flatten_and_scale, init_params, train_step
from helpers.selfcheck import check_setup

ROOT = Path(__file__).resolve().parent.parent
HELPERS = ROOT / "helpers"
NAN, INF = np.nan, np.inf
RNG = np.random.default_rng(0)


class Row(SimpleNamespace):
    """What is wrong, the call's arguments, and what happens."""


def row(wrong, arguments, happens):
    return Row(wrong=wrong, arguments=arguments, happens=happens)


says = ValueError


def given(*args, **named):
    return args, named


class own(SimpleNamespace):
    """An error of Python, NumPy or matplotlib, with a part of its text."""

    def __init__(self, kind, text):
        super().__init__(kind=kind, text=text)


class prints(SimpleNamespace):
    """A message below the cell, with its beginning. Nothing is raised."""

    def __init__(self, text):
        super().__init__(text=text)


class on(SimpleNamespace):
    """A method of something that is made, or drawn on an Axes, before the call."""

    def __init__(self, make):
        super().__init__(make=make)


class Word:
    """A value with a name, for what cannot stand in the table itself."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


AX, TWO, FIG = Word("an Axes"), Word("two Axes"), Word("a Figure")  # made anew for each row
DRAWN = Word("it is drawn")

# --- arguments of many rows -----------------------------------------------------------------------

TEXT = np.array(["a", "b"])
OBJECTS = np.array([None, 1.0], object)
RAGGED = [[1.0], [2.0, 3.0]]
NO_AXES = ValueError("ax must be one Axes, as plt.subplots() makes it, not None")
NOT_TEXT = own(TypeError, "did not contain a loop with signature matching types")
UNEVEN = own(ValueError, "setting an array element with a sequence")
SETS = ("train", "test")
X4 = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
T4 = np.array([0, 1, 1, 0])
LINE = np.linspace(-1, 1, 5)


def affine(_=None):
    layer = Affine(np.ones((3, 2)), np.zeros(2))
    layer.forward(np.ones((4, 3)))
    return layer


def worked(layer):
    layer.forward(np.array([[1.0, -1.0]]))
    return layer


def last(_=None):
    layer = SoftmaxWithLoss()
    layer.forward(np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]), np.array([0, 2]))
    return layer


def params(**changed):
    usual = init_params(4, 5, 3, np.random.default_rng(0), np.float64)
    return {name: value for name, value in (usual | changed).items() if value is not None}


def net(_=None):
    return TwoLayerNet(params())


BATCH, LABELS = np.ones((2, 4)), np.array([0, 2])


def square(x):
    return float(np.sum(np.asarray(x) ** 2))


def both(x1, x2):
    return x1 + x2 - 1


def drawn_pieces(ax):
    return curves.PiecesDrawing(ax, LINE, LINE, names=["a", "b"], ylim=(-1, 1))


def drawn_network(ax):
    drawing = network.NetworkDrawing(ax, [2, 1])
    return drawing.set(values=[[1, 2], [3]], sums=[[3]], weights=[[[1], [2]]], biases=[[0]])


def drawn_planes(ax):
    other = ax.figure.add_subplot(1, 2, 2)
    return planes.draw_two_planes((ax, other), X4, T4)


def drawn_slopes(ax):
    two = ax, ax.figure.add_subplot(1, 2, 2)
    parts = descent.draw_slopes(two, np.square, LINE, np.array([0.1, 1.0]))
    return partial(descent.move_slopes, parts)


def moving(move, draw):
    """A move_... function, with what the draw_... function before it returned."""
    return on(lambda ax: partial(move, draw(ax)))


NODES = {"a": (0, 0, "a"), "twice": (2, 0, "2 ×"), "end": (4, 0, "b")}
EDGES = {"a": ("a", "twice"), "b": ("twice", "end")}


def playground(_=None):
    board = Playground(Figure(figsize=(7.5, 5), layout="none"))
    board.set_points(X4, T4)
    board.set_sizes([2, 3, 2])
    return board


FIELD = np.full(48 * 48, 0.5)
UNITS, BETWEEN = [np.ones((48 * 48, 3))], [np.ones((2, 3)), np.ones((3, 2))]

# --- the table ------------------------------------------------------------------------------------

TABLE = {}


def rows(name, function, *its):
    TABLE[name] = function, its


# fmt: off
# helpers/nn. Elementwise functions take every shape; nan stays nan, and no warning comes.

rows(
    "activations.step",
    step,
    row("nan: not greater than 0", given([NAN, 1.0]), [0.0, 1.0]),
    row("inf", given([-INF, INF]), [0.0, 1.0]),
    row("integers", given([-1, 0, 2]), [0, 0, 1]),
    row("one number", given(3.0), 1.0),
    row("empty", given([]), []),
    row("text", given(TEXT), NOT_TEXT),
    row("objects", given(OBJECTS), own(TypeError, "'>' not supported between instances of 'NoneType' and 'int'")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
)
rows(
    "activations.sigmoid",
    sigmoid,
    row("nan", given([NAN]), [NAN]),
    row("inf", given([-INF, INF]), [0.0, 1.0]),
    row("integers", given([0]), [0.5]),
    row("bytes", given(np.array([0, 255], np.uint8)), [0.5, 1.0]),
    row("empty", given([]), []),
    row("text", given(TEXT), NOT_TEXT),
    row("objects", given(OBJECTS), own(TypeError, "unsupported operand type(s) for *: 'NoneType' and 'float'")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
)
rows(
    "activations.relu",
    relu,
    row("nan", given([NAN]), [NAN]),
    row("inf", given([-INF, INF]), [0.0, INF]),
    row("integers", given([-1, 2]), [0, 2]),
    row("empty", given([]), []),
    row("text", given(TEXT), NOT_TEXT),
    row("objects", given(OBJECTS), own(TypeError, "'>=' not supported between instances of 'int' and 'NoneType'")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
)
rows(
    "activations.identity",
    identity,
    row("nan", given(NAN), NAN),
    row("text, which it hands on like anything else", given("a"), 'a'),
)
rows(
    "activations.softmax",
    softmax,
    row("integers", given([0, 0]), [0.5, 0.5]),
    row("bytes, whose differences would wrap around", given(np.array([0, 3], np.uint8)), [0.0474259, 0.9525741]),
    row("nan spoils its own row alone", given([[NAN, 0.0], [0.0, 0.0]]), [[NAN, NAN], [0.5, 0.5]]),
    row("-inf: no chance", given([-INF, 0.0]), [0.0, 1.0]),
    row("inf: a difference of inf and inf", given([INF, 0.0]), own(RuntimeWarning, 'invalid value encountered in subtract')),
    row("one number", given(3.0), says("x needs one score or more on its last axis, but its shape is ()")),
    row("no score", given([]), says("x needs one score or more on its last axis, but its shape is (0,)")),
    row("rows of no score", given(np.empty((2, 0))), says("x needs one score or more on its last axis, but its shape is (2, 0)")),
    row("no rows", given(np.empty((0, 3))), np.empty((0, 3))),
    row("text", given(TEXT), NOT_TEXT),
    row("objects", given(OBJECTS), own(TypeError, "unsupported operand type(s) for *: 'NoneType' and 'float'")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
)
rows(
    "losses.squared_error",
    squared_error,
    row("shapes differ", given(np.ones((2, 3)), np.ones((2, 1))), says("y (2, 3) and t (2, 1) must have the same shape, and not be empty")),
    row("a column and a row", given(np.ones((3, 1)), np.ones(3)), says("y (3, 1) and t (3,) must have the same shape, and not be empty")),
    row("empty", given([], []), says("y (0,) and t (0,) must have the same shape, and not be empty")),
    row("no rows", given(np.empty((0, 3)), np.empty((0, 3))), says("y (0, 3) and t (0, 3) must have the same shape, and not be empty")),
    row("one number", given(1.0, 3.0), 2.0),
    row("integers", given([1, 0], [3, 0]), 2.0),
    row("bytes, which cannot go below 0", given(*np.array([[0], [200]], np.uint8)), 20000.0),
    row("booleans", given([True, False], [True, True]), 0.5),
    row("nan", given([NAN], [0.0]), NAN),
    row("inf", given([INF], [0.0]), INF),
    row("text", given(TEXT, TEXT), NOT_TEXT),
    row("objects", given(OBJECTS, OBJECTS), own(TypeError, "unsupported operand type(s) for *: 'float' and 'NoneType'")),
)
rows(
    "losses.cross_entropy",
    cross_entropy,
    row("label too large", given([[0.5, 0.5]], [2]), says("t must be from 0 to 1, but it goes from 2 to 2")),
    row("label negative", given([[0.5, 0.5]], [-1]), says("t must be from 0 to 1, but it goes from -1 to -1")),
    row("too many labels", given([0.5, 0.5], [0, 1, 1]), says("y must be (N, K) and t N integers, N > 0, not (1, 2) and int64 (3,)")),
    row("too few labels", given(np.ones((3, 2)), [0]), says("y must be (N, K) and t N integers, N > 0, not (3, 2) and int64 (1,)")),
    row("labels with a fraction", given([[0.5, 0.5]], [0.5]), says("y must be (N, K) and t N integers, N > 0, not (1, 2) and float64 (1,)")),
    row("one-hot labels", given(np.ones((100, 10)), np.zeros((100, 10), int)), says("y must be (N, K) and t N integers, N > 0, not (100, 10) and int64 (100, 10)")),
    row("text labels", given([[0.5, 0.5]], ["0"]), says("y must be (N, K) and t N integers, N > 0, not (1, 2) and <U1 (1,)")),
    row("object labels", given([[0.5, 0.5]], [None]), says("y must be (N, K) and t N integers, N > 0, not (1, 2) and object (1,)")),
    row("no example", given(np.empty((0, 3)), np.array([], int)), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("three axes", given(np.ones((2, 2, 3)), [0, 1]), says("y must be (N, K) and t N integers, N > 0, not (2, 2, 3) and int64 (2,)")),
    row("probability 0 of the right class", given([1.0, 0.0], 1), 708.3964),
    row("whole numbers as probabilities", given([0, 1], 1), 0.0),
    row("one number is the only class", given(1.0, 0), 0.0),
    row("scores for probabilities, which is not checked", given([np.e, 1.0], 0), -1.0),
    row("nan", given([NAN, 0.5], 0), NAN),
    row("text probabilities", given(TEXT, 0), NOT_TEXT),
    row("object probabilities", given(OBJECTS, 0), own(TypeError, "unsupported operand type(s) for *: 'float' and 'NoneType'")),
)
rows(
    "gradients.numerical_gradient",
    numerical_gradient,
    row("h zero", given(square, [1.0], 0), says("h must be a positive number, and not infinite, but it is 0")),
    row("h negative", given(square, [1.0], -1e-4), says("h must be a positive number, and not infinite, but it is -0.0001")),
    row("h nan", given(square, [1.0], NAN), says("h must be a positive number, and not infinite, but it is nan")),
    row("h infinite", given(square, [1.0], INF), says("h must be a positive number, and not infinite, but it is inf")),
    row("h text", given(square, [1.0], "small"), own(TypeError, "'<' not supported between instances of 'int' and 'str'")),
    row("f returns an array", given(np.square, [1.0, 2.0]), says("f must return one number, but it returned shape (2,)")),
    row("f returns an array of one", given(lambda x: x[:1], [1.0, 2.0]), says("f must return one number, but it returned shape (1,)")),
    row("f returns nothing", given(lambda x: None, [1.0]), own(TypeError, "unsupported operand type(s) for -: 'NoneType' and 'NoneType'")),
    row("f returns text", given(lambda x: "1", [1.0]), own(TypeError, "unsupported operand type(s) for -: 'str' and 'str'")),
    row("f returns nan", given(lambda x: NAN, [1.0]), [NAN]),
    row("f no function", given(3, [1.0]), own(TypeError, "'int' object is not callable")),
    row("x integers", given(lambda x: 2.0 * x[0], [1]), [2.0]),
    row("x empty", given(square, []), []),
    row("x nan", given(square, [NAN]), [NAN]),
    row("x text", given(square, TEXT), own(ValueError, "could not convert string to float")),
    row("x objects", given(square, OBJECTS), [NAN, NAN]),
)
rows(
    "gradients.gradient_descent",
    gradient_descent,
    row("lr negative", given(square, [1.0], -0.1, 3), says("lr and steps must be 0 or more, and finite, not -0.1 and 3")),
    row("lr nan", given(square, [1.0], NAN, 3), says("lr and steps must be 0 or more, and finite, not nan and 3")),
    row("lr infinite", given(square, [1.0], INF, 3), says("lr and steps must be 0 or more, and finite, not inf and 3")),
    row("lr zero stays where it is", given(square, [1.0], 0, 2), [[1.0], [1.0], [1.0]]),
    row("lr text", given(square, [1.0], "0.1", 3), own(TypeError, "'<=' not supported between instances of 'int' and 'str'")),
    row("steps negative", given(square, [1.0], 0.1, -1), says("lr and steps must be 0 or more, and finite, not 0.1 and -1")),
    row("steps with a fraction", given(square, [1.0], 0.1, 1.5), own(TypeError, "'float' object cannot be interpreted as an integer")),
    row("no steps", given(square, [1.0], 0.1, 0), [[1.0]]),
    row("f returns an array", given(np.square, [1.0, 2.0], 0.1, 3), says("f must return one number, but it returned shape (2,)")),
    row("x integers", given(lambda x: 2.0 * x[0], [1], 0.25, 1), [[1.0], [0.5]]),
    row("x nan", given(square, [NAN], 0.1, 1), [[NAN], [NAN]]),
    row("x text", given(square, TEXT, 0.1, 3), own(ValueError, "could not convert string to float")),
)
rows(
    "layers.Affine",
    Affine,
    row("b too long", given(np.ones((3, 2)), np.zeros(3)), says("W must be (D, H) and b (H,), not (3, 2) and (3,)")),
    row("b one number", given(np.ones((3, 2)), 0.0), says("W must be (D, H) and b (H,), not (3, 2) and ()")),
    row("W one axis", given(np.ones(3), np.zeros(3)), says("W must be (D, H) and b (H,), not (3,) and (3,)")),
    row("W rows of different lengths", given(RAGGED, np.zeros(2)), UNEVEN),
)
rows(
    "layers.Affine.forward",
    on(lambda _: affine().forward),
    row("wrong width", given(np.ones((4, 2))), says("X has shape (4, 2), but W (3, 2) needs (N, 3)")),
    row("one axis", given(np.ones(3)), says("X has shape (3,), but W (3, 2) needs (N, 3)")),
    row("a list", given([[1, 2, 3]]), [[6.0, 6.0]]),
    row("no rows", given(np.empty((0, 3))), np.empty((0, 2))),
    row("nan", given([[NAN, 0.0, 0.0]]), [[NAN, NAN]]),
    row("text", given([["a", "b", "c"]]), NOT_TEXT),
)
rows(
    "layers.Affine.backward",
    on(lambda _: affine().backward),
    row("too few rows", given(np.ones((3, 2))), says("dout must be (4, 2), not (3, 2)")),
    row("too wide", given(np.ones((4, 3)), need_dX=False), says("dout must be (4, 2), not (4, 3)")),
    row("one axis", given(np.ones(2)), says("dout must be (4, 2), not (2,)")),
    row("one number", given(1.0), says("dout must be (4, 2), not ()")),
)
rows(
    "layers.ReLU.forward",
    on(lambda _: ReLU().forward),
    row("nan", given(np.array([NAN])), [NAN]),
    row("integers", given(np.array([-1, 2])), [0, 2]),
    row("a list", given([1.0]), own(TypeError, "'>' not supported between instances of 'list' and 'int'")),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.ReLU.backward",
    on(lambda _: worked(ReLU()).backward),
    row("one number counts for every element", given(3.0), [[3.0, 0.0]]),
    row("a shape that does not fit", given(np.ones(3)), own(ValueError, 'operands could not be broadcast together with shapes (3,) (1,2)')),
    row("a column is stretched, as in chapter 1", given(np.ones((2, 1))), [[1.0, 0.0], [1.0, 0.0]]),
    row("nan, also where nothing passes", given(np.array([[NAN, NAN]])), [[NAN, NAN]]),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.Sigmoid.forward",
    on(lambda _: Sigmoid().forward),
    row("inf", given([-INF, INF]), [0.0, 1.0]),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.Sigmoid.backward",
    on(lambda _: worked(Sigmoid()).backward),
    row("one number counts for every element", given(0.0), [[0.0, 0.0]]),
    row("a shape that does not fit", given(np.ones(3)), own(ValueError, 'operands could not be broadcast together with shapes (3,) (1,2)')),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.SoftmaxWithLoss.forward",
    on(lambda _: last().forward),
    row("label too large", given(np.ones((2, 3)), [0, 3]), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("too few labels", given(np.ones((2, 3)), [0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and int64 (1,)")),
    row("one-hot labels", given(np.ones((2, 3)), np.eye(3)[:2]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and float64 (2, 3)")),
    row("one number", given(1.0, 0), says("x needs one score or more on its last axis, but its shape is ()")),
    row("no example", given(np.empty((0, 3)), np.array([], int)), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("nan", given([[NAN, 0.0]], [0]), NAN),
)
rows(
    "layers.SoftmaxWithLoss.backward",
    on(lambda _: last().backward),
    row("dout nan", given(NAN), [[NAN, NAN, NAN], [NAN, NAN, NAN]]),
    row("dout text", given("a"), own(TypeError, "unsupported operand type(s) for /: 'str' and 'int'")),
)
rows(
    "networks.flatten_and_scale",
    flatten_and_scale,
    row("one image", given(np.zeros((28, 28), np.uint8)), says("images must be (N, height, width), but their shape is (28, 28)")),
    row("rows already", given([0.0, 1.0]), says("images must be (N, height, width), but their shape is (2,)")),
    row("a list of images", given([[[0, 255]]]), [[0.0, 1.0]]),
    row("fractions, as means of pixels are", given(np.array([[[127.5]]])), [[0.5]]),
    row("no image", given(np.empty((0, 2, 2))), np.empty((0, 4))),
    row("nan", given([[[NAN]]]), [[NAN]]),
    row("text", given([[["a"]]]), own(TypeError, "ufunc 'divide' not supported for the input types")),
)
rows(
    "networks.init_params",
    init_params,
    row("D zero", given(0, 2, 3, RNG), says("D, H and K must be 1 or more, but they are 0, 2 and 3")),
    row("H negative", given(2, -1, 3, RNG), says("D, H and K must be 1 or more, but they are 2, -1 and 3")),
    row("K zero", given(2, 2, 0, RNG), says("D, H and K must be 1 or more, but they are 2, 2 and 0")),
    row("D with a fraction", given(2.5, 2, 3, RNG), own(TypeError, "'float' object cannot be interpreted as an integer")),
    row("D text", given("2", 2, 3, RNG), own(TypeError, "'<' not supported between instances of 'int' and 'str'")),
    row("a seed for rng", given(2, 2, 3, 0), own(AttributeError, "'int' object has no attribute 'standard_normal'")),
)
rows(
    "networks.TwoLayerNet",
    TwoLayerNet,
    row("W2 missing", given(params(W2=None)), says("params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {'W1': (4, 5), 'b1': (5,), 'b2': (3,)}")),
    row("nothing", given({}), says("params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {}")),
    row("one name too many", given(params(W3=np.ones((3, 3)))), says("params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {'W1': (4, 5), 'b1': (5,), 'W2': (5, 3), 'b2': (3,), 'W3': (3, 3)}")),
    row("W1 and W2 do not chain", given(params(W2=np.ones((4, 3)))), says("params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {'W1': (4, 5), 'b1': (5,), 'W2': (4, 3), 'b2': (3,)}")),
    row("b1 too long", given(params(b1=np.ones(4))), says("W must be (D, H) and b (H,), not (4, 5) and (4,)")),
    row("b2 one number", given(params(b2=0.0)), says("W must be (D, H) and b (H,), not (5, 3) and ()")),
    row("W1 three axes", given(params(W1=np.ones((1, 4, 5)))), says("params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {'W1': (1, 4, 5), 'b1': (5,), 'W2': (5, 3), 'b2': (3,)}")),
    row("text", given(params(b1=TEXT)), NOT_TEXT),
    row("no dict", given([1, 2]), own(AttributeError, "'list' object has no attribute 'items'")),
)
rows(
    "networks.TwoLayerNet.scores",
    on(lambda _: net().scores),
    row("wrong width", given(np.ones((2, 3))), says("X has shape (2, 3), but W (4, 5) needs (N, 4)")),
    row("one example without its axis", given(np.ones(4)), says("X has shape (4,), but W (4, 5) needs (N, 4)")),
)
rows(
    "networks.TwoLayerNet.predict",
    on(lambda _: net().predict),
    row("wrong width", given(np.ones((2, 3))), says("X has shape (2, 3), but W (4, 5) needs (N, 4)")),
    row("no rows", given(np.empty((0, 4))), np.empty((0, 3))),
    row("nan", given(np.full((1, 4), NAN)), [[NAN, NAN, NAN]]),
    row("text", given([["a"] * 4]), NOT_TEXT),
)
rows(
    "networks.TwoLayerNet.loss",
    on(lambda _: net().loss),
    row("label too large", given(BATCH, [0, 3]), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("labels with a fraction", given(BATCH, [0.0, 1.0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and float64 (2,)")),
    row("no example", given(np.empty((0, 4)), np.array([], int)), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("nan", given(np.full((2, 4), NAN), LABELS), NAN),
)
rows(
    "networks.TwoLayerNet.accuracy",
    on(lambda _: net().accuracy),
    row("too few labels", given(BATCH, [0]), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and (1,)")),
    row("labels as a column", given(BATCH, [[0], [2]]), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and (2, 1)")),
    row("one label", given(BATCH, 0), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and ()")),
    row("no example", given(np.empty((0, 4)), np.array([], int)), says("X and t must be (N, D) and (N,), N > 0, not (0, 4) and (0,)")),
    row("a label that no output stands for is never met", given(BATCH, [7, 7]), 0.0),
)
rows(
    "networks.TwoLayerNet.gradients",
    on(lambda _: net().gradients),
    row("label negative", given(BATCH, [0, -1]), says("t must be from 0 to 2, but it goes from -1 to 0")),
    row("wrong width", given(np.ones((2, 3)), LABELS), says("X has shape (2, 3), but W (4, 5) needs (N, 4)")),
)
rows(
    "networks.train_step",
    train_step,
    row("lr negative", given(net(), BATCH, LABELS, -0.1), says("lr must be 0 or more, and the loss finite, but they are -0.1 and 1.171661107492429")),
    row("lr nan", given(net(), BATCH, LABELS, NAN), says("lr must be 0 or more, and the loss finite, but they are nan and 1.171661107492429")),
    row("lr infinite", given(net(), BATCH, LABELS, INF), says("lr must be 0 or more, and the loss finite, but they are inf and 1.171661107492429")),
    row("lr zero changes nothing", given(net(), BATCH * 0, LABELS, 0), np.log(3)),
    row("lr text", given(net(), BATCH, LABELS, "0.1"), own(TypeError, "'<=' not supported between instances of 'int' and 'str'")),
    row("X nan", given(net(), BATCH * NAN, LABELS, 0.1), says("lr must be 0 or more, and the loss finite, but they are 0.1 and nan")),
    row("label too large", given(net(), BATCH, [0, 3], 0.1), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("too few labels", given(net(), BATCH, [0], 0.1), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and int64 (1,)")),
    row("no example", given(net(), np.empty((0, 4)), np.array([], int), 0.1), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("no network", given(3, BATCH, LABELS, 0.1), own(AttributeError, "'int' object has no attribute 'gradients'")),
)

# helpers.datasets, helpers.images

rows(
    "datasets.logic_gate",
    logic_gate,
    row("no such gate", given("NOR"), says("there is no gate 'NOR'; choose one of AND, NAND, OR, XOR")),
    row("small letters", given("and"), says("there is no gate 'and'; choose one of AND, NAND, OR, XOR")),
    row("a list", given(["AND"]), says("name must be text, one of AND, NAND, OR, XOR, not ['AND']")),
    row("a number", given(1), says("name must be text, one of AND, NAND, OR, XOR, not 1")),
    row("a long text", given("AND" * 99), says("there is no gate 'ANDANDANDANDANDANDANDANDANDANDANDAN ...; choose one of AND, NAND, OR, XOR")),
)
rows(
    "datasets.toy_points",
    toy_points,
    row("no such set", given("blobs", 10, 0.1, RNG), says("there are no points 'blobs'; choose one of xor, circles, moons, spirals")),
    row("a list for the name", given(["xor"], 10, 0.1, RNG), says("name must be text, one of xor, circles, moons, spirals, not ['xor']")),
    row("N too small", given("xor", 1, 0.1, RNG), says("N must be a whole number, at least 2, not 1")),
    row("N a float", given("xor", 10.0, 0.1, RNG), says("N must be a whole number, at least 2, not 10.0")),
    row("N an array", given("xor", np.ones((2, 2)), 0.1, RNG), says("N must be a whole number, at least 2, not an array of shape (2, 2)")),
    row("noise negative", given("xor", 10, -0.1, RNG), says("noise must be a number, at least 0, not -0.1")),
    row("noise nan", given("xor", 10, NAN, RNG), says("noise must be a number, at least 0, not nan")),
    row("noise text", given("xor", 10, "much", RNG), says("noise must be a number, at least 0, not 'much'")),
    row("a seed for rng", given("xor", 10, 0.1, 0), says("rng must be np.random.default_rng(seed), not 0")),
)
rows("datasets.load_mnist", load_mnist, row("an argument too many", given("train"), own(TypeError, 'load_mnist() takes 0 positional arguments but 1 was given')))
rows("datasets.load_digit_weights", load_digit_weights, row("an argument too many", given("W1"), own(TypeError, 'load_digit_weights() takes 0 positional arguments but 1 was given')))
rows(
    "images.shift",
    shift,
    row("half a pixel", given(np.eye(2), 1.5), says("right and down must be whole numbers, not 1.5 and 0")),
    row("nan pixels", given(np.eye(2), NAN), says("right and down must be whole numbers, not nan and 0")),
    row("text", given(np.eye(2), 0, "1"), says("right and down must be whole numbers, not 0 and '1'")),
    row("further than the image is wide", given(np.eye(2), 10**12), [[0.0, 0.0], [0.0, 0.0]]),
    row("three axes", given(np.zeros((2, 2, 3))), says("image must be one image of numbers (height, width), not float64 of shape (2, 2, 3)")),
    row("one axis", given(np.zeros(4)), says("image must be one image of numbers (height, width), not float64 of shape (4,)")),
    row("no pixel", given(np.zeros((0, 4))), says("image must be one image of numbers (height, width), not float64 of shape (0, 4)")),
    row("an image of text", given([["a"]]), says("image must be one image of numbers (height, width), not <U1 of shape (1, 1)")),
    row("an image of objects", given([[None]]), says("image must be one image of numbers (height, width), not object of shape (1, 1)")),
    row("an image with nan", given([[NAN]]), says("image must be one image of finite numbers, but it holds nan or inf")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
)
rows(
    "images.rotate",
    rotate,
    row("degrees nan", given(np.eye(2), NAN), says("degrees must be a finite number, not nan")),
    row("degrees infinite", given(np.eye(2), INF), says("degrees must be a finite number, not inf")),
    row("degrees text", given(np.eye(2), "90"), says("degrees must be a finite number, not '90'")),
    row("many turns", given(np.eye(2), 360 * 10**9), [[1.0, 0.0], [0.0, 1.0]]),
    row("one axis", given(np.zeros(4), 90), says("image must be one image of numbers (height, width), not float64 of shape (4,)")),
    row("an image with inf", given([[INF, 0.0]], 90), says("image must be one image of finite numbers, but it holds nan or inf")),
)
rows(
    "images.blur",
    blur,
    row("radius negative", given(np.eye(2), -1), says("radius must be a number from 0 to 1000, not -1")),
    row("radius nan", given(np.eye(2), NAN), says("radius must be a number from 0 to 1000, not nan")),
    row("radius too large", given(np.eye(2), 1e9), says("radius must be a number from 0 to 1000, not 1000000000.0")),
    row("radius text", given(np.eye(2), "1"), says("radius must be a number from 0 to 1000, not '1'")),
    row("radius an array", given(np.eye(2), np.ones(100)), says("radius must be a number from 0 to 1000, not an array of shape (100,)")),
    row("radius zero changes nothing", given(np.eye(2), 0), [[1.0, 0.0], [0.0, 1.0]]),
    row("an image with nan", given([[NAN]], 1), says("image must be one image of finite numbers, but it holds nan or inf")),
    row("no image", given(None, 1), says("image must be one image of numbers (height, width), not object of shape ()")),
)

# helpers.figures

rows(
    "page.show",
    show,
    row("an Axes for the figure", given(AX, "What the picture shows, in words."), says("show needs a figure first, as in show(fig, alt), not a value of type Axes")),
    row("no description", given(FIG, ""), says("alt must describe the figure in a sentence, but it is ''")),
    row("a description of one word", given(FIG, "Picture"), says("alt must describe the figure in a sentence, but it is 'Picture'")),
    row("a long list for the description", given(FIG, ["word"] * 999), says("alt must describe the figure in a sentence, but it is a list of 999")),
)
rows(
    "arrays.draw_array",
    arrays.draw_array,
    row("a Figure for the Axes", given(FIG, [1]), says("ax must be one Axes, as plt.subplots() makes it, not a value of type Figure")),
    row("two Axes", given(TWO, [1]), says("ax must be one Axes, as plt.subplots() makes it, not an array of objects of shape (2,)")),
    row("no Axes", given([1], [2]), says("ax must be one Axes, as plt.subplots() makes it, not [1]")),
    row("three axes", given(AX, np.ones((2, 2, 2))), says("values must be numbers of shape (n, m), but the shape is (2, 2, 2)")),
    row("one number", given(AX, 3), says("values must be numbers of shape (n,), but the shape is ()")),
    row("empty", given(AX, []), says("values must be numbers of shape (n,), but the shape is (0,)")),
    row("objects", given(AX, OBJECTS), says("values must be numbers of shape (n,), not an array of objects of shape (2,)")),
    row("rows of different lengths", given(AX, RAGGED), says("values must be numbers of shape (n,), but the rows have different lengths")),
    row("lit of another shape", given(AX, [1, 2], [True]), says("lit must be numbers of shape (2,), but the shape is (1,)")),
    row("lit text", given(AX, [1, 2], TEXT), says("lit must be numbers of shape (2,), not an array of text of shape (2,)")),
    row("nan is written", given(AX, [NAN, INF]), DRAWN),
    row("text is written", given(AX, TEXT), DRAWN),
)
rows(
    "arrays.draw_broadcast",
    arrays.draw_broadcast,
    row("shapes that do not fit", given(AX, [1, 2], [1, 2, 3]), says("a (2,) and b (3,) cannot be stretched to one shape")),
    row("three axes", given(AX, np.ones((1, 1, 1)), [1]), says("a must be numbers of shape (n, m), but the shape is (1, 1, 1)")),
    row("text", given(AX, TEXT, TEXT), says("a must be numbers of shape (n,), not an array of text of shape (2,)")),
    row("rows of different lengths", given(AX, RAGGED, [1]), says("a must be numbers of shape (n,), but the rows have different lengths")),
    row("no Axes", given(3, [1], [1]), says("ax must be one Axes, as plt.subplots() makes it, not 3")),
)
rows(
    "arrays.draw_axis_sums",
    arrays.draw_axis_sums,
    row("one axis", given(AX, [1, 2]), says("A must be numbers of shape (n, m), but the shape is (2,)")),
    row("empty", given(AX, np.empty((0, 2))), says("A must be numbers of shape (n, m), but the shape is (0, 2)")),
    row("text", given(AX, [TEXT]), says("A must be numbers of shape (n, m), not an array of text of shape (1, 2)")),
    row("no Axes", given(None, X4), NO_AXES),
)
rows(
    "arrays.draw_matmul",
    arrays.draw_matmul,
    row("matrices that do not fit", given(AX, np.ones((2, 2)), np.ones((3, 2))), says("A (2, 2) and B (3, 2) are a mismatch: A needs as many columns as B has rows")),
    row("one axis", given(AX, [1, 2], X4), says("A must be numbers of shape (N, D), but the shape is (2,)")),
    row("text", given(AX, [TEXT], X4), says("A must be numbers of shape (N, D), not an array of text of shape (1, 2)")),
    row("i too large", given(AX, X4, X4.T, 4, 0), says("i must be a whole number from 0 to 3, not 4")),
    row("j negative", given(AX, X4, X4.T, 0, -1), says("j must be a whole number from 0 to 3, not -1")),
    row("i with a fraction", given(AX, X4, X4.T, 0.5, 0), says("i must be a whole number from 0 to 3, not 0.5")),
    row("i without j", given(AX, X4, X4.T, 1), says("i and j must both be given, or neither, not 1 and None")),
    row("two names for three matrices", given(AX, X4, X4.T, names=("A", "B")), says("names must be a list of 3, one for A, for B and for A @ B, not ('A', 'B')")),
    row("no Axes", given("ax", X4, X4.T), says("ax must be one Axes, as plt.subplots() makes it, not 'ax'")),
)
rows(
    "arrays.light_result",
    moving(arrays.light_result, lambda ax: arrays.draw_matmul(ax, X4, X4.T, 0, 0)),
    row("i too large", given(4, 0), says("i must be a whole number from 0 to 3, not 4")),
    row("j negative", given(0, -1), says("j must be a whole number from 0 to 3, not -1")),
    row("results of another shape", given(0, 0, np.ones((2, 2))), says("results must be numbers of shape (4, 4), but the shape is (2, 2)")),
    row("results text", given(0, 0, "all"), says("results must be numbers of shape (4, 4), not 'all'")),
)
rows(
    "arrays.draw_product_shapes",
    arrays.draw_product_shapes,
    row("two sizes", given(AX, (4, 3)), says("sizes must be a list of 3, one for each of N, D and H, not (4, 3)")),
    row("a size with a fraction", given(AX, (4, 3.5, 2)), says("D must be a whole number, at least 1, not 3.5")),
    row("a size of zero", given(AX, (4, 0, 2)), says("D must be a whole number, at least 1, not 0")),
    row("one number for the sizes", given(AX, 4), says("sizes must be a list of 3, one for each of N, D and H, not 4")),
    row("row too large", given(AX, (4, 3, 2), row=4), says("row must be a whole number from 0 to 3, not 4")),
    row("two titles", given(AX, (4, 3, 2), titles=("X", "W")), says("titles must be a list of 3, one a matrix, not ('X', 'W')")),
    row("no Axes", given(None, (4, 3, 2)), NO_AXES),
)
rows(
    "arrays.draw_pixels",
    arrays.draw_pixels,
    row("one axis", given(AX, [1, 2], 9), says("image must be numbers of shape (rows, columns), but the shape is (2,)")),
    row("vmax zero", given(AX, X4, 0), says("vmax must be a number above 0, not 0")),
    row("vmax nan", given(AX, X4, NAN), says("vmax must be a number above 0, not nan")),
    row("vmax text", given(AX, X4, "9"), says("vmax must be a number above 0, not '9'")),
    row("text", given(AX, [TEXT], 9), says("image must be numbers of shape (rows, columns), not an array of text of shape (1, 2)")),
    row("no Axes", given(None, X4, 9), NO_AXES),
)
rows(
    "curves.draw_curves",
    curves.draw_curves,
    row("a curve too short", given(AX, LINE, {"f": LINE, "g": [1, 2]}), says("curves['g'] must be numbers of shape (5,), but the shape is (2,)")),
    row("an array for the curves", given(AX, LINE, LINE), says("curves must be a dict name -> values, not an array of shape (5,)")),
    row("no curve", given(AX, LINE, {}), says("curves must be a dict name -> values, not an empty dict")),
    row("x nan", given(AX, [0.0, NAN], {"f": [1, 2]}), says("x must be finite numbers of shape (n,), but nan or inf is among them")),
    row("x empty", given(AX, [], {"f": []}), says("x must be finite numbers of shape (n,), but the shape is (0,)")),
    row("x two axes", given(AX, X4, {"f": X4}), says("x must be finite numbers of shape (n,), but the shape is (4, 2)")),
    row("a curve of text", given(AX, [0, 1], {"f": TEXT}), says("curves['f'] must be numbers of shape (2,), not an array of text of shape (2,)")),
    row("ylim the wrong way round", given(AX, LINE, {"f": LINE}, ylim=(1, 0)), says("ylim must be a lower and a higher number, not 1 and 0")),
    row("ylim one number", given(AX, LINE, {"f": LINE}, ylim=1), says("ylim must be finite numbers of shape (2,), but the shape is ()")),
    row("nan leaves a gap in a curve", given(AX, [0, 1, 2], {"f": [0, NAN, 1]}), DRAWN),
    row("no Axes", given(None, LINE, {"f": LINE}), NO_AXES),
)
rows(
    "curves.mark_jump",
    on(lambda ax: partial(curves.mark_jump, ax, ax.plot([0, 1])[0])),
    row("x nan", given(NAN, 0, 1), says("x must be one finite number, not nan")),
    row("two numbers for x", given([0, 1], 0, 1), says("x must be one finite number, not [0, 1]")),
    row("x rows of different lengths", given(RAGGED, 0, 1), says("x must be one finite number, not [[1.0], [2.0, 3.0]]")),
    row("taken text", given(0, "0", 1), says("taken must be one finite number, not '0'")),
)
rows(
    "curves.mark_jump, line",
    partial(curves.mark_jump, x=0, taken=0, left_out=1),
    row("a name for the line", given(AX, "step"), says("line must be a line, as from draw_curves, not 'step'")),
    row("no Axes", given(None, "step"), NO_AXES),
)
rows(
    "curves.mark_points",
    curves.mark_points,
    row("x longer than y", given(AX, [1, 2], [1]), says("y must be finite numbers of shape (2,), but the shape is (1,)")),
    row("y nan", given(AX, [1], [NAN]), says("y must be finite numbers of shape (1,), but nan or inf is among them")),
    row("one number", given(AX, 1, 2), says("x must be finite numbers of shape (n,), but the shape is ()")),
    row("text", given(AX, TEXT, [1, 2]), says("x must be finite numbers of shape (n,), not an array of text of shape (2,)")),
    row("digits negative", given(AX, [1], [1], -1), says("digits must be a whole number, at least 0, not -1")),
    row("no Axes", given(None, [1], [1]), NO_AXES),
)
rows(
    "curves.OutOfView",
    curves.OutOfView,
    row("no Axes", given(None, 1), NO_AXES),
    row("no line", given(AX, [1, 2]), says("line must be a line, as from draw_curves, not [1, 2]")),
)
rows(
    "curves.OutOfView.update",
    on(lambda ax: curves.OutOfView(ax, ax.plot([], [])[0]).update),
    row("a curve without points", given(), DRAWN),
)
rows(
    "curves.PiecesDrawing",
    curves.PiecesDrawing,
    row("target too short", given(AX, LINE, [1], names=["a"], ylim=(0, 1)), says("target must be numbers of shape (5,), but the shape is (1,)")),
    row("names no list", given(AX, LINE, LINE, names=3, ylim=(0, 1)), says("names must be a list, one for a piece, not 3")),
    row("ylim nan", given(AX, LINE, LINE, names=["a"], ylim=(0, NAN)), says("ylim must be finite numbers of shape (2,), but nan or inf is among them")),
    row("no Axes", given(None, LINE, LINE, names=["a"], ylim=(0, 1)), NO_AXES),
)
rows(
    "curves.PiecesDrawing.set",
    on(lambda ax: drawn_pieces(ax).set),
    row("one piece of two", given(np.ones((5, 1)), np.ones(5), 0.0), says("pieces must be numbers of shape (5, 2), but the shape is (5, 1)")),
    row("pieces as rows", given(np.ones((2, 5)), np.ones(5), 0.0), says("pieces must be numbers of shape (5, 2), but the shape is (2, 5)")),
    row("total too short", given(np.ones((5, 2)), np.ones(4), 0.0), says("total must be numbers of shape (5,), but the shape is (4,)")),
    row("error nan", given(np.ones((5, 2)), np.ones(5), NAN), says("error must be one finite number, not nan")),
    row("error an array", given(np.ones((5, 2)), np.ones(5), np.ones(5)), says("error must be one finite number, not an array of shape (5,)")),
)
rows(
    "descent.draw_straight",
    descent.draw_straight,
    row("slope nan", given(AX, 0, 0, NAN), says("slope must be one finite number, not nan")),
    row("x text", given(AX, "0", 0, 1), says("x must be one finite number, not '0'")),
    row("y an array", given(AX, 0, [0, 1], 1), says("y must be one finite number, not [0, 1]")),
    row("no Axes", given(None, 0, 0, 1), NO_AXES),
)
rows(
    "descent.move_straight",
    moving(descent.move_straight, lambda ax: descent.draw_straight(ax, 0, 0, 1)),
    row("slope infinite", given(0, 0, INF), says("slope must be one finite number, not inf")),
    row("y nothing", given(0, None, 1), says("y must be one finite number, not None")),
)
rows(
    "descent.draw_secant",
    descent.draw_secant,
    row("twice the same place", given(AX, square, 1, 1), says("a secant needs two different places, but both are 1")),
    row("f called already", given(AX, 4.0, 0, 1), says("f must be a function, without ( ) after its name, not 4.0")),
    row("f returns nothing", given(AX, lambda x: None, 0, 1), says("f must return one number, but it returned None")),
    row("f returns rows of different lengths", given(AX, lambda x: RAGGED, 0, 1), says("f must return one number, but it returned [[1.0], [2.0, 3.0]]")),
    row("f returns an array", given(AX, lambda x: [x, x], 0, 1), says("f must return one number, but it returned [0, 0]")),
    row("left nan", given(AX, square, NAN, 1), says("left must be one finite number, not nan")),
    row("no Axes", given(None, square, 0, 1), NO_AXES),
)
rows(
    "descent.move_secant",
    moving(descent.move_secant, lambda ax: descent.draw_secant(ax, square, 0, 1)),
    row("twice the same place", given(square, 2, 2), says("a secant needs two different places, but both are 2")),
    row("right text", given(square, 0, "1"), says("right must be one finite number, not '1'")),
    row("f returns text", given(str, 0, 1), says("f must return one number, but it returned '0'")),
)
rows(
    "descent.draw_slopes",
    descent.draw_slopes,
    row("one Axes", given(AX, np.square, LINE, LINE), says("axes must be two Axes, as plt.subplots(1, 2) makes them, not a value of type Axes")),
    row("f takes no array", given(TWO, square, LINE, LINE), says("f must return numbers of shape (5,), but it returned 2.5")),
    row("f called already", given(TWO, 1.0, LINE, LINE), says("f must be a function, without ( ) after its name, not 1.0")),
    row("places two axes", given(TWO, np.square, X4, LINE), says("places must be finite numbers of shape (n,), but the shape is (4, 2)")),
    row("widths empty", given(TWO, np.square, LINE, []), says("widths must be finite numbers of shape (m,), but the shape is (0,)")),
    row("places nan", given(TWO, np.square, [NAN], LINE), says("places must be finite numbers of shape (n,), but nan or inf is among them")),
)
rows(
    "descent.move_slopes",
    on(drawn_slopes),
    row("h zero", given(np.square, 0.5, 0, 1), says("a secant needs two different places, but both are 0.5")),
    row("x nan", given(np.square, NAN, 0.1, 1), says("x must be one finite number, not nan")),
    row("slope an array", given(np.square, 0.5, 0.1, [1, 2]), says("slope must be one finite number, not [1, 2]")),
    row("f returns nothing", given(lambda x: None, 0.5, 0.1, 1), says("f must return one number, but it returned None")),
)
rows(
    "descent.surface",
    descent.surface,
    row("f no function", given(3, LINE, LINE), says("f must be a function, without ( ) after its name, not 3")),
    row("f returns an array", given(np.square, LINE, LINE), says("f must return one number, but it returned an array of shape (2,)")),
    row("one number for x0", given(square, 0, LINE), says("x0 must be finite numbers of shape (n,), but the shape is ()")),
    row("one place along x1", given(square, LINE, [0]), says("x0 and x1 must hold two numbers or more, not 5 and 1")),
)
rows(
    "descent.draw_contours",
    descent.draw_contours,
    row("f returns an array", given(AX, np.square, LINE, LINE), says("f must return one number, but it returned an array of shape (2,)")),
    row("x0 two axes", given(AX, square, X4, LINE), says("x0 must be finite numbers of shape (n,), but the shape is (4, 2)")),
    row("x1 nan", given(AX, square, LINE, [0, NAN]), says("x1 must be finite numbers of shape (m,), but nan or inf is among them")),
    row("levels falling", given(AX, square, LINE, LINE, levels=[2, 1]), says("levels must be two heights or more, each higher than the one before it")),
    row("no levels", given(AX, square, LINE, LINE, levels=0), says("levels must be a whole number, at least 1, not 0")),
    row("levels text", given(AX, square, LINE, LINE, levels="many"), says("levels must be a whole number, at least 1, not 'many'")),
    row("no Axes", given(None, square, LINE, LINE), NO_AXES),
)
rows(
    "descent.draw_field",
    descent.draw_field,
    row("fewer vectors than points", given(AX, X4, X4[:2]), says("vectors must be finite numbers of shape (4, 2), but the shape is (2, 2)")),
    row("points in space", given(AX, np.ones((4, 3)), X4), says("points must be finite numbers of shape (N, 2), but the shape is (4, 3)")),
    row("vectors nan", given(AX, X4, X4 * NAN), says("vectors must be finite numbers of shape (4, 2), but nan or inf is among them")),
    row("longest zero", given(AX, X4, X4, longest=0), says("longest must be a number above 0, not 0")),
    row("no Axes", given(None, X4, X4), NO_AXES),
)
rows(
    "descent.draw_path",
    descent.draw_path,
    row("one point without its axis", given(AX, [0, 1]), says("path must be numbers of shape (steps + 1, 2), but the shape is (2,)")),
    row("no point", given(AX, np.empty((0, 2))), says("path must be numbers of shape (steps + 1, 2), but the shape is (0, 2)")),
    row("text", given(AX, [TEXT]), says("path must be numbers of shape (steps + 1, 2), not an array of text of shape (1, 2)")),
    row("a walk that explodes is cut off", given(AX, [[0, 0], [INF, NAN]]), DRAWN),
    row("no Axes", given(None, X4), NO_AXES),
)
rows(
    "descent.move_path",
    moving(descent.move_path, lambda ax: descent.draw_path(ax, X4)),
    row("points in space", given(np.ones((4, 3))), says("path must be numbers of shape (steps + 1, 2), but the shape is (4, 3)")),
    row("rows of different lengths", given(RAGGED), says("path must be numbers of shape (steps + 1, 2), but the rows have different lengths")),
)
rows(
    "descent.where_it_ends",
    descent.where_it_ends,
    row("points in space", given(np.ones((4, 3)), 5), says("path must be numbers of shape (steps + 1, 2), but the shape is (4, 3)")),
    row("no point", given(np.ones((0, 2)), 5), says("path must be numbers of shape (steps + 1, 2), but the shape is (0, 2)")),
    row("limit 0", given([[0, 0]], 0), says("limit must be a number above 0, not 0")),
    row("a point that is nan", given([[0, 0], [NAN, 0]], 5), "It leaves the picture in step 1"),
)
rows(
    "descent.draw_heights",
    descent.draw_heights,
    row("one level", given(AX, square, LINE, LINE, [1]), says("levels must be two heights or more, each higher than the one before it")),
    row("levels falling", given(AX, square, LINE, LINE, [2, 1]), says("levels must be two heights or more, each higher than the one before it")),
    row("f returns an array", given(AX, np.square, LINE, LINE, [1, 2]), says("f must return one number, but it returned an array of shape (2,)")),
    row("no Axes", given(None, square, LINE, LINE, [1, 2]), NO_AXES),
)
rows("descent.draw_step", descent.draw_step, row("a Figure for the Axes", given(FIG), says("ax must be one Axes, as plt.subplots() makes it, not a value of type Figure")))
rows(
    "descent.move_step",
    moving(descent.move_step, descent.draw_step),
    row("three numbers for the start", given([1, 2, 3], [0, 0]), says("start must be finite numbers of shape (2,), but the shape is (3,)")),
    row("change nan", given([0, 0], [0, NAN]), says("change must be finite numbers of shape (2,), but nan or inf is among them")),
    row("one number for the change", given([0, 0], 1), says("change must be finite numbers of shape (2,), but the shape is ()")),
)
rows(
    "descent.draw_learning",
    descent.draw_learning,
    row("one Axes", given(AX, [0], {}, {}), says("axes must be two Axes, as plt.subplots(1, 2) makes them, not a value of type Axes")),
    row("no test losses", given(TWO, [0], {"train": [1]}, {"train": [1], "test": [1]}), says("losses must be a dict with train and test, not {'train': [1]}")),
    row("accuracies too short", given(TWO, [0, 1], {key: [1, 1] for key in SETS}, {key: [1] for key in SETS}), says("accuracies['train'] must be numbers of shape (2,), but the shape is (1,)")),
    row("an array for the losses", given(TWO, [0], [1], [1]), says("losses must be a dict with train and test, not [1]")),
)
rows(
    "digits.draw_digit",
    digits.draw_digit,
    row("a row of pixels", given(AX, np.zeros(784)), says("image must be numbers of shape (height, width), but the shape is (784,)")),
    row("several images", given(AX, np.zeros((2, 28, 28))), says("image must be numbers of shape (height, width), but the shape is (2, 28, 28)")),
    row("no pixel", given(AX, np.zeros((0, 28))), says("image must be numbers of shape (height, width), but the shape is (0, 28)")),
    row("text", given(AX, [TEXT]), says("image must be numbers of shape (height, width), not an array of text of shape (1, 2)")),
    row("no Axes", given(np.zeros((28, 28)), "title"), says("ax must be one Axes, as plt.subplots() makes it, not an array of shape (28, 28)")),
)
rows(
    "digits.draw_digit_grid",
    digits.draw_digit_grid,
    row("one image", given(AX, np.zeros((28, 28)), 4), says("images must be numbers of shape (N, height, width), but the shape is (28, 28)")),
    row("no image", given(AX, np.zeros((0, 28, 28)), 4), says("images must be numbers of shape (N, height, width), but the shape is (0, 28, 28)")),
    row("no column", given(AX, np.zeros((2, 4, 4)), 0), says("columns must be a whole number, at least 1, not 0")),
    row("columns with a fraction", given(AX, np.zeros((2, 4, 4)), 1.5), says("columns must be a whole number, at least 1, not 1.5")),
    row("fewer labels than images", given(AX, np.zeros((2, 4, 4)), 2, ["7"]), says("labels must be a list of 2, one for an image, not ['7']")),
    row("no Axes", given(None, np.zeros((2, 4, 4)), 2), NO_AXES),
)
rows(
    "digits.draw_pixels",
    digits.draw_pixels,
    row("a row of pixels", given(AX, np.zeros(784)), says("image must be numbers of shape (height, width), but the shape is (784,)")),
    row("objects", given(AX, [OBJECTS]), says("image must be numbers of shape (height, width), not an array of objects of shape (1, 2)")),
    row("no Axes", given(None, X4), NO_AXES),
)
rows(
    "digits.draw_bars",
    digits.draw_bars,
    row("nan", given(AX, [1, NAN]), says("values must be finite numbers of shape (K,), but nan or inf is among them")),
    row("no value", given(AX, []), says("values must be finite numbers of shape (K,), but the shape is (0,)")),
    row("two axes", given(AX, X4), says("values must be finite numbers of shape (K,), but the shape is (4, 2)")),
    row("fewer names than values", given(AX, [1, 2], names=["a"]), says("names must be a list of 2, one for a value, not ['a']")),
    row("text", given(AX, TEXT), says("values must be finite numbers of shape (K,), not an array of text of shape (2,)")),
    row("no Axes", given(None, [1]), NO_AXES),
)
rows(
    "digits.draw_probabilities",
    digits.draw_probabilities,
    row("scores", given(AX, [3.0, -1.0]), says("probabilities must be from 0 to 1, but they go from -1 to 3")),
    row("a batch", given(AX, X4), says("probabilities must be numbers of shape (K,), but the shape is (4, 2)")),
    row("label too large", given(AX, [0.5, 0.5], 2), says("label must be a whole number from 0 to 1, not 2")),
    row("label text", given(AX, [0.5, 0.5], "1"), says("label must be a whole number from 0 to 1, not '1'")),
    row("nan is written", given(AX, [NAN, 0.5]), DRAWN),
    row("no Axes", given(None, [0.5, 0.5]), NO_AXES),
)
rows(
    "words.number",
    format_number,
    row("text", given("1", 2), says("value must be one number, not '1'")),
    row("two numbers", given([1, 2], 2), says("value must be one number, but the shape is (2,)")),
    row("digits below 0", given(1, -1), says("digits must be a whole number, at least 0, not -1")),
    row("digits with a fraction", given(1, 0.5), says("digits must be a whole number, at least 0, not 0.5")),
    row("nan", given(NAN, 2), "nan"),
    row("minus infinity", given(-INF, 2), "−inf"),
)
rows(
    "words.signed",
    format_signed,
    row("text", given("1", 2), says("value must be one number, not '1'")),
    row("digits below 0", given(1, -1), says("digits must be a whole number, at least 0, not -1")),
    row("nan", given(NAN, 2), "+ nan"),
    row("minus infinity", given(-INF, 2), "− inf"),
)
rows(
    "digits.MovingBars",
    digits.MovingBars,
    row("no name", given(AX, [], 0, 1), says("names must be a list, one for a bar, not an empty list")),
    row("one number for the names", given(AX, 3, 0, 1), says("names must be a list, one for a bar, not 3")),
    row("low above high", given(AX, ["a"], 1, 0), says("low must be lower than high, but they are 1 and 0")),
    row("high nan", given(AX, ["a"], 0, NAN), says("high must be one finite number, not nan")),
    row("no Axes", given(None, ["a"], 0, 1), NO_AXES),
)
rows(
    "digits.MovingBars.set",
    on(lambda ax: digits.MovingBars(ax, "abc", -1, 1).set),
    row("too few values", given([1, 2]), says("values must be finite numbers of shape (3,), but the shape is (2,)")),
    row("nan", given([1, 2, NAN]), says("values must be finite numbers of shape (3,), but nan or inf is among them")),
    row("text", given(["a", "b", "c"]), says("values must be finite numbers of shape (3,), not an array of text of shape (3,)")),
)
rows(
    "digits.MovingProbabilities",
    digits.MovingProbabilities,
    row("no name", given(AX, []), says("names must be a list, one for a bar, not an empty list")),
    row("no Axes", given(None, "abc"), NO_AXES),
)
rows(
    "digits.MovingProbabilities.set",
    on(lambda ax: digits.MovingProbabilities(ax, "abc").set),
    row("too few", given([0.5, 0.5]), says("probabilities must be numbers of shape (3,), but the shape is (2,)")),
    row("above 1", given([0.5, 0.5, 2.0]), says("probabilities must be from 0 to 1, but they go from 0.5 to 2")),
    row("infinite", given([0.5, 0.5, INF]), says("probabilities must be from 0 to 1, but they go from 0.5 to inf")),
    row("label negative", given([0.5, 0.5, 0.0], -1), says("label must be a whole number from 0 to 2, not -1")),
    row("objects", given([None, 0.5, 0.5]), says("probabilities must be numbers of shape (3,), not an array of objects of shape (3,)")),
    row("nan is written", given([NAN, NAN, NAN]), DRAWN),
)
rows(
    "digits.draw_confusion",
    digits.draw_confusion,
    row("no square", given(AX, np.ones((2, 3))), says("counts must be finite numbers of shape (K, K), but the shape is (2, 3)")),
    row("a negative count", given(AX, [[1, -1], [0, 1]]), says("counts must be 0 or more, but the lowest is -1")),
    row("one axis", given(AX, [1, 2]), says("counts must be finite numbers of shape (K, K), but the shape is (2,)")),
    row("nan", given(AX, [[NAN]]), says("counts must be finite numbers of shape (K, K), but nan or inf is among them")),
    row("no Axes", given(None, X4), NO_AXES),
)
rows(
    "digits.draw_chances",
    digits.draw_chances,
    row("another outcome than 0 and 1", given(AX, [0, 2]), says("outcomes must hold 0 and 1 alone, but its values go from 0 to 2")),
    row("no outcome", given(AX, []), says("outcomes must be numbers of shape (N,), but the shape is (0,)")),
    row("no column", given(AX, [0, 1], 0), says("columns must be a whole number, at least 1, not 0")),
    row("text", given(AX, TEXT), says("outcomes must be numbers of shape (N,), not an array of text of shape (2,)")),
    row("no Axes", given(None, [0, 1]), NO_AXES),
)
rows(
    "network.draw_network",
    network.draw_network,
    row("one list for the layers", given(AX, ["a", "b"]), says("each layer must be a list of texts, one a node, not 'a'")),
    row("no layer", given(AX, []), says("layers must be lists of texts, one list a layer, not an empty list")),
    row("a layer without a node", given(AX, [["a"], []]), says("each layer must be a list of texts, one a node, not an empty list")),
    row("one weight array for two gaps", given(AX, [["a"], ["b"], ["c"]], [[[1.0]]]), says("weights have the shapes (1, 1), but the drawing needs [(1, 1), (1, 1)]")),
    row("weights transposed", given(AX, [["a", "b"], ["c"]], [np.ones((1, 2))]), says("weights have the shapes (1, 2), but the drawing needs [(2, 1)]")),
    row("weights text", given(AX, [["a"], ["b"]], [[["w"]]]), says("weights must be arrays of numbers, but one of them is [['w']]")),
    row("a label on no arrow", given(AX, [["a"], ["b"]], labels={(0, 0, 1): "w"}), says("labels must name arrows (gap, left, right), and there is no (0, 0, 1)")),
    row("strong names no arrow", given(AX, [["a"], ["b"]], strong={(1, 0, 0)}), says("strong must name arrows (gap, left, right), and there is no (1, 0, 0)")),
    row("fills no node", given(AX, [["a"], ["b"]], fills={(2, 0): "red"}), says("fills must name nodes (layer, node), and there is no (2, 0)")),
    row("one title for two layers", given(AX, [["a"], ["b"]], titles=["in"]), says("titles must be a list of 2, one for a layer, not ['in']")),
    row("gap zero", given(AX, [["a"], ["b"]], gap=0), says("gap must be a number above 0, not 0")),
    row("nan leaves an arrow out", given(AX, [["a"], ["b"]], [[[NAN]]]), DRAWN),
    row("no Axes", given(None, [["a"], ["b"]]), NO_AXES),
)
rows(
    "network.NetworkDrawing",
    network.NetworkDrawing,
    row("one size", given(AX, [2]), says("sizes must be the numbers of neurons of two layers or more, not [2]")),
    row("one number", given(AX, 2), says("sizes must be the numbers of neurons of two layers or more, not 2")),
    row("a size of zero", given(AX, [2, 0]), says("each size must be a whole number, at least 1, not 0")),
    row("a size with a fraction", given(AX, [2, 1.5]), says("each size must be a whole number, at least 1, not 1.5")),
    row("texts too short", given(AX, [2, 1], texts=[["a"], ["b"]]), says("texts of a layer must be a list of 2, one for a node, not ['a']")),
    row("one title for two layers", given(AX, [2, 1], titles=["in"]), says("titles must be a list of 2, one for a layer, not ['in']")),
    row("largest weight zero", given(AX, [2, 1], largest_weight=0), says("largest_weight must be a number above 0, not 0")),
    row("no Axes", given(None, [2, 1]), NO_AXES),
)
rows(
    "network.NetworkDrawing.set",
    on(lambda ax: drawn_network(ax).set),
    row("values of another shape", given(values=[[1], [3]]), says("values have the shapes (1,), (1,), but the drawing needs [(2,), (1,)]")),
    row("good values, bad weights", given(values=[[7, 8], [9]], weights=[[[1]]]), says("weights have the shapes (1, 1), but the drawing needs [(2, 1)]")),
    row("biases text", given(biases=[["b"]]), says("biases must be arrays of numbers, but one of them is ['b']")),
    row("sums one number", given(sums=3), says("sums must be a list of arrays, 1 in all, not 3")),
    row("rows of different lengths", given(weights=[RAGGED]), says("weights must be arrays, but one has rows of different lengths")),
    row("nan is a question mark", given(values=[[NAN, 1], [2]]), DRAWN),
)
rows(
    "network.NetworkDrawing.mark",
    on(lambda ax: drawn_network(ax).mark),
    row("a layer that no arrow leads to", given(0, (0, 0), "w"), says("layer must be a whole number from 1 to 1, not 0")),
    row("a place that does not exist", given(1, (5, 0), "w"), says("place must be (left, right) of a weight or (right,) of a bias, not (5, 0)")),
    row("one number for the place", given(1, 0, "w"), says("place must be (left, right) of a weight or (right,) of a bias, not 0")),
)
rows(
    "planes.draw_gate",
    planes.draw_gate,
    row("points in space", given(AX, np.ones((4, 3)), T4), says("X must be finite numbers of shape (M, 2), but the shape is (4, 3)")),
    row("too few answers", given(AX, X4, [0, 1]), says("t must be numbers of shape (4,), but the shape is (2,)")),
    row("an answer that is neither 0 nor 1", given(AX, X4, [0, 1, 2, 0]), says("t must hold 0 and 1 alone, but its values go from 0 to 2")),
    row("y too short", given(AX, X4, T4, [0]), says("y must be numbers of shape (4,), but the shape is (1,)")),
    row("y nothing", given(AX, X4, T4, [None] * 4), says("y must be numbers of shape (4,), not an array of objects of shape (4,)")),
    row("X nan", given(AX, X4 * NAN, T4), says("X must be finite numbers of shape (M, 2), but nan or inf is among them")),
    row("too few texts", given(AX, X4, T4, texts=["a"]), says("texts must be a list of 4, one for a point, not ['a']")),
    row("limits the wrong way round", given(AX, X4, T4, limits=(1, 0)), says("limits must be a lower and a higher number, not 1 and 0")),
    row("one name", given(AX, X4, T4, names=("x",)), says("names must be a list of 2, one for an axis, not ('x',)")),
    row("no Axes", given(None, X4, T4), NO_AXES),
)
rows(
    "planes.Gate.set",
    on(lambda ax: planes.draw_gate(ax, X4, T4, texts="abcd").set),
    row("too few points for the texts", given(X4[:2], T4[:2]), says("X must be numbers of shape (4, 2), but the shape is (2, 2)")),
    row("answers text", given(X4, ["a"] * 4), says("t must be numbers of shape (4,), not an array of text of shape (4,)")),
    row("y two axes", given(X4, T4, X4), says("y must be numbers of shape (4,), but the shape is (4, 2)")),
)
rows(
    "planes.draw_line",
    planes.draw_line,
    row("w1 nan", given(AX, NAN, 1, 0), says("w1 must be one finite number, not nan")),
    row("b an array", given(AX, 1, 1, [0, 1]), says("b must be one finite number, not [0, 1]")),
    row("limits text", given(AX, 1, 1, 0, limits="all"), says("limits must be finite numbers of shape (2,), not 'all'")),
    row("no weights, no line", given(AX, 0, 0, 1), DRAWN),
    row("no Axes", given(None, 1, 1, 0), NO_AXES),
)
rows(
    "planes.draw_half_plane",
    planes.draw_half_plane,
    row("w2 infinite", given(AX, 1, INF, 0), says("w2 must be one finite number, not inf")),
    row("w1 text", given(AX, "1", 1, 0), says("w1 must be one finite number, not '1'")),
    row("no Axes", given(None, 1, 1, 0), NO_AXES),
)
rows(
    "planes.HalfPlane.set",
    on(lambda ax: planes.draw_half_plane(ax, 1, 1, -1).set),
    row("b nothing", given(1, 1, None), says("b must be one finite number, not None")),
    row("w1 an array", given(np.ones(99), 1, 0), says("w1 must be one finite number, not an array of shape (99,)")),
)
rows(
    "planes.draw_region",
    planes.draw_region,
    row("fires called already", given(AX, 1.0), says("fires must be a function, without ( ) after its name, not 1.0")),
    row("fires returns one number", given(AX, lambda x1, x2: 1.0), says("fires must return numbers of shape (400, 400), but it returned 1.0")),
    row("fires returns nothing", given(AX, lambda x1, x2: None), says("fires must return numbers of shape (400, 400), but it returned None")),
    row("size zero", given(AX, both, size=0), says("size must be a whole number, at least 1, not 0")),
    row("no Axes", given(None, both), NO_AXES),
)
rows(
    "planes.Region.set",
    on(lambda ax: planes.draw_region(ax, both, size=9).set),
    row("fires returns another shape", given(lambda x1, x2: x1[0]), says("fires must return numbers of shape (9, 9), but it returned an array of shape (9,)")),
    row("no function", given(None), says("fires must be a function, without ( ) after its name, not None")),
)
rows(
    "planes.draw_weight_region",
    planes.draw_weight_region,
    row("X three columns", given(AX, np.ones((4, 3)), T4, 0), says("X must be finite numbers of shape (M, 2), but the shape is (4, 3)")),
    row("too few answers", given(AX, X4, [0], 0), says("t must be numbers of shape (4,), but the shape is (1,)")),
    row("b nan", given(AX, X4, T4, NAN), says("b must be one finite number, not nan")),
    row("limits equal", given(AX, X4, T4, 0, limits=(1, 1)), says("limits must be a lower and a higher number, not 1 and 1")),
    row("no Axes", given(None, X4, T4, 0), NO_AXES),
)
rows(
    "planes.WeightRegion.set",
    on(lambda ax: planes.draw_weight_region(ax, X4, T4, -1).set),
    row("too few answers", given([0, 1], -1), says("t must be numbers of shape (4,), but the shape is (2,)")),
    row("b text", given(T4, "-1"), says("b must be one finite number, not '-1'")),
)
rows(
    "planes.draw_truth_table",
    planes.draw_truth_table,
    row("too few answers", given(AX, X4, T4, [0]), says("y must be numbers of shape (4,), but the shape is (1,)")),
    row("t text", given(AX, X4, list("0110"), T4), says("t must be numbers of shape (4,), not an array of text of shape (4,)")),
    row("a too short", given(AX, X4, T4, T4, [0.5]), says("a must be numbers of shape (4,), but the shape is (1,)")),
    row("three names", given(AX, X4, T4, T4, names="abc"), says("names must be a list of 2, one for each column of X, not 'abc'")),
    row("no Axes", given(None, X4, T4, T4), NO_AXES),
)
rows(
    "planes.TruthTable.set",
    on(lambda ax: planes.draw_truth_table(ax, X4, T4, T4).set),
    row("too few answers", given([0], T4), says("t must be numbers of shape (4,), but the shape is (1,)")),
    row("sums that it has no column for", given(T4, T4, T4), says("the table was drawn without sums, and must be set in the same way")),
)
rows(
    "planes.draw_two_planes",
    planes.draw_two_planes,
    row("one Axes", given(AX, X4, T4), says("axes must be two Axes, as plt.subplots(1, 2) makes them, not a value of type Axes")),
    row("too few answers", given(TWO, X4, [0]), says("t must be numbers of shape (4,), but the shape is (1,)")),
    row("too few texts", given(TWO, X4, T4, texts=["a"]), says("texts must be a list of 4, one for a point, not ['a']")),
)
rows(
    "planes.TwoPlanes.set",
    on(lambda ax: drawn_planes(ax).set),
    row("two neurons", given(lambda *a: a[0], X4[:2], X4, T4), says("neurons must be finite numbers of shape (3, 3), but the shape is (2, 2)")),
    row("S too short", given(lambda *a: a[0], np.ones((3, 3)), X4[:1], T4), says("S must be finite numbers of shape (4, 2), but the shape is (1, 2)")),
    row("y nothing", given(lambda *a: a[0], np.ones((3, 3)), X4, None), says("y must be numbers of shape (4,), not None")),
    row("network returns nothing", given(lambda *a: None, np.ones((3, 3)), X4, T4), says("network must return numbers of shape (240, 240), but it returned None")),
    row("network no function", given(1, np.ones((3, 3)), X4, T4), says("network must be a function, without ( ) after its name, not 1")),
)
rows(
    "planes.draw_circuit",
    planes.draw_circuit,
    row("no signal", given(AX, {}, {}), says("places must be a dict name -> (x, y), not an empty dict")),
    row("a gate without a place", given(AX, {"a": (0, 0)}, {"y": ("AND", ["a"])}), says("every signal must have a place, but 'y' has none")),
    row("a source without a place", given(AX, {"y": (0, 0)}, {"y": ("AND", ["a"])}), says("every signal must have a place, but 'a' has none")),
    row("a gate without its sources", given(AX, {"y": (0, 0)}, {"y": "AND"}), says("gates['y'] must be (text, names), not 'AND'")),
    row("a place in space", given(AX, {"y": (0, 0, 0)}, {}), says("places['y'] must be finite numbers of shape (2,), but the shape is (3,)")),
    row("no Axes", given(None, {"y": (0, 0)}, {}), NO_AXES),
)
rows(
    "graphs.draw_graph",
    graphs.draw_graph,
    row("a list for the nodes", given(AX, [1], EDGES), says("nodes must be a dict name -> (x, y, text), not [1]")),
    row("a node without its text", given(AX, {"a": (0, 0)}, EDGES), says("nodes['a'] must be a list of 3, one for x, y and the text, not (0, 0)")),
    row("no edge", given(AX, NODES, {}), says("edges must be a dict name -> (from, to), not an empty dict")),
    row("an edge with one end", given(AX, NODES, {"a": ("a",)}), says("edges['a'] must be a list of 2, one for each end, not ('a',)")),
    row("an edge to nowhere", given(AX, NODES, EDGES | {"c": ("a", "c")}), says("edge 'c' joins 'a' to 'c': both must be in nodes")),
    row("a value for no edge", given(AX, NODES, EDGES, {"c": 1}), says("no such edge: c")),
    row("a value that is an array", given(AX, NODES, EDGES, {"a": [1, 2]}), says("forward['a'] must be one number, but the shape is (2,)")),
    row("step too large", given(AX, NODES, EDGES, step=4), says("step must be a whole number from 0 to 3, not 4")),
    row("step with a fraction", given(AX, NODES, EDGES, step=0.5), says("step must be a whole number from 0 to 3, not 0.5")),
    row("a rule for no operation", given(AX, NODES, EDGES, rules={"once": ("", "")}), says("rules must name each of twice, and nothing else")),
    row("one text for a rule", given(AX, NODES, EDGES, rules={"twice": ("",)}), says("rules['twice'] must be a list of 2, one for each way, not ('',)")),
    row("size negative", given(AX, NODES, EDGES, size=-9), says("size must be a number above 0, not -9")),
    row("no Axes", given(None, NODES, EDGES), NO_AXES),
)
rows(
    "graphs.Graph.update",
    on(lambda ax: graphs.draw_graph(ax, NODES, EDGES, {"a": 1, "b": 2}).update),
    row("a value for no edge", given(forward={"c": 1}), says("no such edge: c")),
    row("good values, bad gradients", given(forward={"a": 5}, backward={"c": 1}), says("no such edge: c")),
    row("good values, bad step", given(forward={"a": 5}, step=-1), says("step must be a whole number from 0 to 3, not -1")),
    row("a list for the values", given(forward=[1, 2]), says("forward must be a dict variable -> number, not [1, 2]")),
)
rows(
    "graphs.graph_step",
    graphs.graph_step,
    row("step too large", given(NODES, EDGES, 4), says("step must be a whole number from 0 to 3, not 4")),
    row("step with a fraction", given(NODES, EDGES, 0.5), says("step must be a whole number from 0 to 3, not 0.5")),
)
rows(
    "graphs.operations",
    graphs.operations,
    row("an edge to nowhere", given(NODES, {"c": ("a", "c")}), says("edge 'c' joins 'a' to 'c': both must be in nodes")),
)
rows(
    "training.Curves",
    training.Curves,
    row("steps zero", given(0), says("steps must be a whole number, at least 1, not 0")),
    row("steps a float", given(1e4), says("steps must be a whole number, at least 1, not 10000.0")),
    row("draws text", given(10, "all"), says("draws must be a whole number, at least 1, not 'all'")),
)
rows(
    "training.Curves.add",
    on(lambda _: training.Curves(10).add),
    row("loss nan", given(loss=NAN), says("loss must be one finite number, not nan")),
    row("loss an array", given(loss=np.ones(100)), says("loss must be one finite number, not an array of shape (100,)")),
    row("good loss, accuracy in percent", given(loss=1.0, train=97.0), says("train must be one number from 0 to 1, not 97.0")),
    row("accuracy text", given(test="0.9"), says("test must be one number from 0 to 1, not '0.9'")),
)
rows("training.Curves.alt", on(lambda _: training.Curves(10).alt), row("an argument", given(1), own(TypeError, 'Curves.alt() takes 1 positional argument but 2 were given')))
rows(
    "training.Curves.update",
    on(lambda _: training.Curves(10).update),
    row("an argument", given(1), own(TypeError, 'Curves.update() takes 1 positional argument but 2 were given')),
)
rows(
    "training.draw_weight_images",
    training.draw_weight_images,
    row("units as rows", given(AX, np.ones((20, 784))), says("shape (28, 28) must have as many pixels as W has rows, 20")),
    row("one axis", given(AX, np.ones(784)), says("W must be finite numbers of shape (pixels, units), but the shape is (784,)")),
    row("nan", given(AX, np.full((784, 2), NAN)), says("W must be finite numbers of shape (pixels, units), but nan or inf is among them")),
    row("limit zero", given(AX, np.ones((784, 2)), limit=0), says("limit must be a number above 0, not 0")),
    row("no column", given(AX, np.ones((784, 2)), columns=0), says("columns must be a whole number, at least 1, not 0")),
    row("no Axes", given(None, np.ones((784, 2))), NO_AXES),
)
rows(
    "training.mosaic",
    training.mosaic,
    row("one image", given(np.ones((28, 28)), 2), says("images must be numbers of shape (n, height, width), but the shape is (28, 28)")),
    row("no column", given(np.ones((2, 3, 3)), 0), says("columns must be a whole number, at least 1, not 0")),
    row("no image", given(np.ones((0, 3, 3)), 2), says("images must be numbers of shape (n, height, width), but the shape is (0, 3, 3)")),
)
rows("playground.plane_points", plane_points, row("an argument too many", given(48), own(TypeError, 'plane_points() takes 0 positional arguments but 1 was given')))
rows("playground.Playground", Playground, row("an Axes for the figure", given(AX), says("fig must be an empty Figure, not a value of type Axes")))
rows(
    "playground.Playground.set, too early",
    on(lambda _: Playground(Figure(figsize=(7.5, 5), layout="none")).set),
    row("sizes not set yet", given(FIELD, UNITS, BETWEEN, [], 0.5), says("set_sizes must come before set, because it places the units")),
)
rows(
    "playground.Playground.set_points",
    on(lambda _: playground().set_points),
    row("three columns", given(np.ones((4, 3)), T4), says("X must be numbers of shape (N, 2), but the shape is (4, 3)")),
    row("another class", given(X4, [0, 1, 2, 3]), says("t must hold 0 and 1 alone, but its values go from 0 to 3")),
    row("too few classes", given(X4, [0]), says("t must be numbers of shape (4,), but the shape is (1,)")),
)
rows(
    "playground.Playground.set_sizes",
    on(lambda _: playground().set_sizes),
    row("three inputs", given([3, 2, 2]), says("sizes must go from 2 inputs to the outputs, not [3, 2, 2]")),
    row("one number", given(2), says("sizes must be a list, one for a layer, not 2")),
    row("a layer without units", given([2, 0, 2]), says("each size must be a whole number, at least 1, not 0")),
    row("a fraction", given([2, 1.5, 2]), says("each size must be a whole number, at least 1, not 1.5")),
)
rows(
    "playground.Playground.set",
    on(lambda _: playground().set),
    row("share too short", given(np.ones(9), UNITS, BETWEEN, [], 0.5), says("share must be numbers of shape (2304,), but the shape is (9,)")),
    row("no hidden layer", given(FIELD, [], BETWEEN, [], 0.5), says("hidden must be a list of 1, as the sizes say, not an empty list")),
    row("too many units", given(FIELD, [np.ones((2304, 4))], BETWEEN, [], 0.5), says("each layer in hidden must be numbers of shape (2304, 3), but the shape is (2304, 4)")),
    row("one weight array of two", given(FIELD, UNITS, BETWEEN[:1], [], 0.5), says("weights must be a list of 2, as the sizes say, not a list of 1")),
    row("weights transposed", given(FIELD, UNITS, [w.T for w in BETWEEN], [], 0.5), says("each layer in weights must be numbers of shape (2, 3), but the shape is (3, 2)")),
    row("nan, after lr was too large", given(FIELD * NAN, [u * NAN for u in UNITS], [w * NAN for w in BETWEEN], [NAN], 0.5), DRAWN),
    row("losses one number", given(FIELD, UNITS, BETWEEN, 0.7, 0.5), says("losses must be a list of numbers, not 0.7")),
    row("accuracy in percent", given(FIELD, UNITS, BETWEEN, [], 97), says("accuracy must be one number from 0 to 1, not 97")),
)

# What never raises, and what has a table of its own in test_live.py.

rows("selfcheck.check_setup", check_setup, row("an argument too many", given("all"), own(TypeError, 'check_setup() takes 0 positional arguments but 1 was given')))
rows(
    "exercises.check",
    check,
    row("no number", given(), prints("○ check needs an exercise's number in quotes: there are")),
    row("a number without quotes", given(2.3, 1), prints("○ check needs an exercise's number in quotes: there are")),
    row("no such exercise", given("9.9", 1), prints("○ check needs an exercise's number in quotes: there are")),
    row("an array for the number", given(np.ones(99), 1), prints("○ check needs an exercise's number in quotes: there are")),
    row("no answer", given("2.1"), prints('○ Exercise 2.1: after the number comes your answer, as in check("2.1", my_answer)')),
)
rows(
    "exercises.progress",
    progress,
    row("no such chapter", given(9), prints('○ progress needs a chapter that has exercises: there are')),
    row("an array for the chapter", given(np.ones(99)), prints('○ progress needs a chapter that has exercises: there are')),
)
rows(
    "live.live",
    live,
    row("no figure", given(3, print, alt="What the picture shows, in words."), says("live needs a figure first, as in live(fig, draw, ...), not 3")),
    row("draw called already", given(FIG, None, alt="What the picture shows, in words."), says("draw must be a function, without ( ) after its name: None")),
    row("no description", given(FIG, print, alt=""), says("alt must describe the figure in a sentence, but it is ''")),
)
rows("live.DrawingPad", DrawingPad, row("too small", given(5), says("size must be a whole number from 28 to 1000, but it is 5")), row("text", given("5"), says("size must be a whole number from 28 to 1000, but it is '5'")))
rows(
    "live.prepare_digit",
    prepare_digit,
    row("a row of pixels", given(np.zeros(784)), says("pixels must be a two-dimensional array of finite numbers")),
    row("nan", given([[NAN]]), says("pixels must be a two-dimensional array of finite numbers")),
    row("text", given([["a"]]), says("pixels must be a two-dimensional array of finite numbers")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
    row("no pixel", given(np.zeros((0, 0))), np.zeros((28, 28), np.uint8)),
)
# fmt: on

# --- holding the table ----------------------------------------------------------------------------

CASES = [
    pytest.param(function, row, id=f"{name}: {row.wrong}")
    for name, (function, its) in TABLE.items()
    for row in its
]


def picture(fig):
    """Every pixel of the figure."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return bytes(canvas.buffer_rgba())


def kept(value):
    """All there is to a value that a call must leave as it was, for comparing."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, str(value.tolist())
    if isinstance(value, (list, tuple)):
        return [kept(item) for item in value]
    if isinstance(value, dict):
        return {key: kept(item) for key, item in value.items()}
    if isinstance(value, TwoLayerNet):
        return kept(value.params)
    if isinstance(value, training.Curves):
        return kept([value.losses, value.train, value.test])
    if type(value).__module__ == "helpers.nn.layers":
        return kept(vars(value))
    return repr(value) if isinstance(value, (str, int, float, np.generic)) else id(value)


def called(function, args, named):
    try:
        return function(*args, **named)
    except Exception as error:
        return error


@pytest.mark.parametrize(("function", "row"), CASES)
def test_bad_input(function, row, capsys):
    fig = Figure(figsize=(4, 2), dpi=40, layout="none")
    axes = fig.subplots(1, 2)
    for ax in axes:
        ax.plot([0, 1], [1, 0])
    words = {AX: axes[0], TWO: axes, FIG: fig}
    args, named = row.arguments
    args = [words[a] if isinstance(a, Word) else a for a in args]
    owner = None
    if isinstance(function, on):
        function = function.make(axes[0])
        owner = getattr(function, "__self__", None)
        fig = getattr(owner, "fig", fig)

    arguments, owned, drawn = kept([args, named]), kept(owner), picture(fig)
    happened = called(function, args, named)
    assert kept([args, named]) == arguments, "an argument has changed"
    if isinstance(happened, Exception):
        assert picture(fig) == drawn, "the figure has changed"

    if isinstance(row.happens, own):
        assert isinstance(happened, row.happens.kind), repr(happened)
        assert row.happens.text in str(happened)
    elif isinstance(row.happens, Exception):
        assert repr(happened) == repr(row.happens)
        assert kept(owner) == owned, "what was kept has changed"
        assert len(str(happened)) <= 200
        assert not re.search(r"\n|[.!?] [A-Z]", str(happened)), "one sentence"
    elif isinstance(happened, Exception):
        raise happened
    elif isinstance(row.happens, prints):
        assert capsys.readouterr().out.startswith(row.happens.text)
    elif isinstance(row.happens, str):
        assert happened == row.happens
    elif row.happens is DRAWN:
        picture(fig)
    else:
        assert np.shape(happened) == np.shape(row.happens)
        np.testing.assert_array_almost_equal(happened, row.happens, decimal=4)


# --- every public name ----------------------------------------------------------------------------

# Parts of the functions above, which hand them what they have checked; no chapter calls them.
PARTS = {
    "arrays": "draw_grid light put_out write frame number factor",
    "datasets": "DataFileError open_checked",
    "graphs": "half_width as_text write",
    "images": "spread checked like",
    "network": "draw_node draw_arrow places frame joined short",
    "page": "Picture figure_png",
    "planes": "square sums clip line_ends area solving_weights set_plane move_polygon",
    "playground": "colours",
    "selfcheck": "tell run_checks numbers python packages course data widgets kernel",
    "training": "InterruptFlag",
    "words": "minus",
}
PARTS = {f"{module}.{name}" for module, names in PARTS.items() for name in names.split()}


def public():
    """module.name of every function and class, and module.Class.name of every method.

    That is all of nn and plots, and of the other modules that a chapter imports from; except live,
    whose table is in tests/test_live.py.
    """
    found = {"exercises.check", "exercises.progress"}
    modules = {name.split(".")[0] for name in used_by_chapters()}
    for path in [path for part in (".", "nn", "plots") for path in (HELPERS / part).glob("*.py")]:
        top = path.parent == HELPERS
        if path.stem[0] == "_" or path.stem == "live" or (top and path.stem not in modules):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name[0] == "_":
                continue
            found.add(f"{path.stem}.{node.name}")
            for part in node.body:
                method = isinstance(part, ast.FunctionDef) and not part.decorator_list
                if method and part.name[0] != "_":
                    found.add(f"{path.stem}.{node.name}.{part.name}")
    return found


def used_by_chapters():
    """module.name for all that the chapters' code takes from a module of helpers."""
    used = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] != "code":
                continue
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
                    used |= {f"{node.module.split('.')[-1]}.{alias.name}" for alias in node.names}
                elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    used.add(f"{node.value.id}.{node.attr}")
    return used


def test_every_public_name_has_a_row():
    have = {name.split(",")[0] for name in TABLE}
    for name in public() - have:
        made_by_a_function = any(other.startswith(f"{name}.") for other in have)
        is_part = ".".join(name.split(".")[:2]) in PARTS
        assert made_by_a_function or is_part, f"{name} has no row"
    assert have <= public() | {"live.live", "live.DrawingPad", "live.prepare_digit"}


def test_parts_are_parts_and_no_chapter_calls_them():
    assert public() >= PARTS
    assert not PARTS & used_by_chapters()
    assert "planes.draw_gate" in used_by_chapters()
