"""Bad input where a reader's own numbers arrive: what is tried, and what is said.

A row of the table says what is wrong, with which arguments the function is called, and what
happens: a value, or an error with its text. An error of the course is one sentence of at most 200
characters. `own(...)` marks errors of Python or NumPy, which stay where they already point to the
cause. Whatever happens, no argument is changed; where a call is refused, a network keeps its
weights and a layer what it remembers.
"""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from livefigure import DrawingPad
from matplotlib.figure import Figure

from chapters.exercises import check, progress
from helpers.datasets import (
    load_convolution_weights,
    load_digit_weights,
    load_mnist,
    logic_gate,
    toy_points,
)
from helpers.figures import show
from helpers.images import blur, prepare_digit, rotate, shift
from helpers.nn.activations import identity, relu, sigmoid, softmax, step
from helpers.nn.gradients import gradient_descent, numerical_gradient
from helpers.nn.layers import (
    Affine,
    BatchNorm,
    Convolution,
    Dropout,
    Flatten,
    MaxPool,
    ReLU,
    Sigmoid,
    SoftmaxWithLoss,
)
from helpers.nn.losses import cross_entropy, squared_error
from helpers.nn.networks import (
    Network,
    TwoLayerNet,
    flatten_and_scale,
    he_weights,
    init_params,
    train_step,
)
from helpers.nn.optimizers import SGD, Adam, Momentum, one_cycle
from helpers.selfcheck import check_setup

NAN, INF = np.nan, np.inf
RNG = np.random.default_rng(0)
FIGURE = Figure()
AXES = FIGURE.add_subplot()


def row(wrong, arguments, happens):
    """What is wrong, the call's arguments, and what happens."""
    return SimpleNamespace(wrong=wrong, arguments=arguments, happens=happens)


def given(*args, **named):
    return args, named


says = ValueError


class own(SimpleNamespace):
    """An error of Python or NumPy, with a part of its text."""

    def __init__(self, kind, text):
        super().__init__(kind=kind, text=text)


class prints(SimpleNamespace):
    """The beginning of a message below the cell. Nothing is raised."""

    def __init__(self, text):
        super().__init__(text=text)


class method(SimpleNamespace):
    """A method, called `name`, of what `make()` returns."""

    def __init__(self, make, name):
        super().__init__(make=make, name=name)


# --- arguments of many rows -----------------------------------------------------------------------

TEXT = np.array(["a", "b"])
OBJECTS = np.array([None, 1.0], object)
RAGGED = [[1.0], [2.0, 3.0]]
NOT_TEXT = own(TypeError, "did not contain a loop with signature matching types")
UNEVEN = own(ValueError, "setting an array element with a sequence")


def affine():
    layer = Affine(np.ones((3, 2)), np.zeros(2))
    layer.forward(np.ones((4, 3)))
    return layer


def worked(layer, shape=None):
    """The layer after a forward step, in training if it has two modes."""
    layer.train = True
    layer.forward(np.array([[1.0, -1.0]]) if shape is None else np.ones(shape))
    return layer


FILTERS = np.ones((3, 3, 1, 2))


def convolution():
    return worked(Convolution(FILTERS, np.zeros(2)), (2, 4, 6, 1))


def norm():
    return worked(BatchNorm(np.ones(3), np.zeros(3)), (4, 3))


def dropout():
    return worked(Dropout(0.5, np.random.default_rng(0)))


def conv_net():
    filters, affine = Convolution(FILTERS, np.zeros(2)), Affine(np.ones((8, 3)), np.zeros(3))
    return Network([filters, MaxPool(), ReLU(), Flatten(), affine])


IMAGES = np.ones((2, 6, 6, 1))


def weights():
    return {"W1": np.ones((3, 2)), "b1": np.zeros(2)}


def last():
    layer = SoftmaxWithLoss()
    layer.forward(np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]), np.array([0, 2]))
    return layer


def params(**changed):
    usual = init_params(4, 5, 3, np.random.default_rng(0), np.float64)
    return {name: value for name, value in (usual | changed).items() if value is not None}


def net():
    return TwoLayerNet(params())


BATCH, LABELS = np.ones((2, 4)), np.array([0, 2])


def square(x):
    return float(np.sum(np.asarray(x) ** 2))


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
    method(affine, "forward"),
    row("wrong width", given(np.ones((4, 2))), says("X has shape (4, 2), but W (3, 2) needs (N, 3)")),
    row("one axis", given(np.ones(3)), says("X has shape (3,), but W (3, 2) needs (N, 3)")),
    row("a list", given([[1, 2, 3]]), [[6.0, 6.0]]),
    row("no rows", given(np.empty((0, 3))), np.empty((0, 2))),
    row("nan", given([[NAN, 0.0, 0.0]]), [[NAN, NAN]]),
    row("text", given([["a", "b", "c"]]), NOT_TEXT),
)
rows(
    "layers.Affine.backward",
    method(affine, "backward"),
    row("too few rows", given(np.ones((3, 2))), says("dout must be (4, 2), not (3, 2)")),
    row("too wide", given(np.ones((4, 3)), need_dX=False), says("dout must be (4, 2), not (4, 3)")),
    row("one axis", given(np.ones(2)), says("dout must be (4, 2), not (2,)")),
    row("one number", given(1.0), says("dout must be (4, 2), not ()")),
)
rows(
    "layers.ReLU.forward",
    method(ReLU, "forward"),
    row("nan", given(np.array([NAN])), [NAN]),
    row("integers", given(np.array([-1, 2])), [0, 2]),
    row("a list", given([1.0]), own(TypeError, "'>' not supported between instances of 'list' and 'int'")),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.ReLU.backward",
    method(lambda: worked(ReLU()), "backward"),
    row("one number counts for every element", given(3.0), [[3.0, 0.0]]),
    row("a shape that does not fit", given(np.ones(3)), own(ValueError, 'operands could not be broadcast together with shapes (3,) (1,2)')),
    row("a column is stretched, as in chapter 1", given(np.ones((2, 1))), [[1.0, 0.0], [1.0, 0.0]]),
    row("nan, also where nothing passes", given(np.array([[NAN, NAN]])), [[NAN, NAN]]),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.Sigmoid.forward",
    method(Sigmoid, "forward"),
    row("inf", given([-INF, INF]), [0.0, 1.0]),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.Sigmoid.backward",
    method(lambda: worked(Sigmoid()), "backward"),
    row("one number counts for every element", given(0.0), [[0.0, 0.0]]),
    row("a shape that does not fit", given(np.ones(3)), own(ValueError, 'operands could not be broadcast together with shapes (3,) (1,2)')),
    row("text", given(TEXT), NOT_TEXT),
)
rows(
    "layers.SoftmaxWithLoss.forward",
    method(last, "forward"),
    row("label too large", given(np.ones((2, 3)), [0, 3]), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("too few labels", given(np.ones((2, 3)), [0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and int64 (1,)")),
    row("one-hot labels", given(np.ones((2, 3)), np.eye(3)[:2]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and float64 (2, 3)")),
    row("one number", given(1.0, 0), says("x needs one score or more on its last axis, but its shape is ()")),
    row("no example", given(np.empty((0, 3)), np.array([], int)), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("nan", given([[NAN, 0.0]], [0]), NAN),
)
rows(
    "layers.SoftmaxWithLoss.backward",
    method(last, "backward"),
    row("dout nan", given(NAN), [[NAN, NAN, NAN], [NAN, NAN, NAN]]),
    row("dout text", given("a"), own(TypeError, "unsupported operand type(s) for /: 'str' and 'int'")),
)
rows(
    "layers.BatchNorm",
    BatchNorm,
    row("beta too short", given(np.ones(3), np.zeros(2)), says("gamma and beta must both be (D,), not (3,) and (2,)")),
    row("numbers", given(1.0, 0.0), says("gamma and beta must both be (D,), not () and ()")),
    row("two axes", given(np.ones((1, 3)), np.zeros((1, 3))), says("gamma and beta must both be (D,), not (1, 3) and (1, 3)")),
)
rows(
    "layers.BatchNorm.forward",
    method(norm, "forward"),
    row("a batch of one in training", given(np.ones((1, 3))), says("in training, BatchNorm needs a batch of two or more, not of one")),
    row("wrong width", given(np.ones((4, 2))), says("X must be (N, 3) or (N, height, width, 3), not (4, 2)")),
    row("one axis", given(np.ones(3)), says("X must be (N, 3) or (N, height, width, 3), not (3,)")),
    row("images with the channels first", given(np.ones((4, 3, 5, 5))), says("X must be (N, 3) or (N, height, width, 3), not (4, 3, 5, 5)")),
)
rows(
    "layers.BatchNorm.backward",
    method(norm, "backward"),
    row("too few rows", given(np.ones((3, 3))), own(ValueError, "operands could not be broadcast together with shapes (3,3) (4,3)")),
)
rows(
    "layers.Dropout",
    Dropout,
    row("everything dropped", given(1, RNG), says("share must be at least 0 and less than 1, but it is 1")),
    row("share negative", given(-0.1, RNG), says("share must be at least 0 and less than 1, but it is -0.1")),
    row("share nan", given(NAN, RNG), says("share must be at least 0 and less than 1, but it is nan")),
    row("share text", given("0.5", RNG), own(TypeError, "'<=' not supported between instances of 'int' and 'str'")),
    row("a seed for rng", given(0.5, 0), says("rng must be np.random.default_rng(seed), not 0")),
)
rows(
    "layers.Dropout.backward",
    method(dropout, "backward"),
    row("a shape that does not fit", given(np.ones(3)), own(ValueError, "operands could not be broadcast together with shapes (3,) (1,2)")),
)
rows(
    "layers.Convolution",
    Convolution,
    row("filters of three axes", given(np.ones((3, 3, 2)), np.zeros(2)), says("W must be (K, K, C, F) and b (F,), not (3, 3, 2) and (2,)")),
    row("filters that are not square", given(np.ones((3, 5, 1, 2)), np.zeros(2)), says("W must be (K, K, C, F) and b (F,), not (3, 5, 1, 2) and (2,)")),
    row("filters as in PyTorch", given(np.ones((2, 1, 3, 3)), np.zeros(2)), says("W must be (K, K, C, F) and b (F,), not (2, 1, 3, 3) and (2,)")),
    row("b too long", given(FILTERS, np.zeros(3)), says("W must be (K, K, C, F) and b (F,), not (3, 3, 1, 2) and (3,)")),
    row("b one number", given(FILTERS, 0.0), says("W must be (K, K, C, F) and b (F,), not (3, 3, 1, 2) and ()")),
    row("stride zero", given(FILTERS, np.zeros(2), 0), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not 0 and 0")),
    row("stride negative", given(FILTERS, np.zeros(2), stride=-1), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not -1 and 0")),
    row("stride with a fraction", given(FILTERS, np.zeros(2), stride=1.5), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not 1.5 and 0")),
    row("stride nan", given(FILTERS, np.zeros(2), stride=NAN), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not nan and 0")),
    row("stride infinite", given(FILTERS, np.zeros(2), stride=INF), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not inf and 0")),
    row("padding negative", given(FILTERS, np.zeros(2), padding=-1), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not 1 and -1")),
    row("padding with a fraction", given(FILTERS, np.zeros(2), padding=0.5), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not 1 and 0.5")),
    row("padding nan", given(FILTERS, np.zeros(2), padding=NAN), says("stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not 1 and nan")),
    row("a stride for each direction", given(FILTERS, np.zeros(2), (2, 2)), own(TypeError, "'<' not supported between instances of 'tuple' and 'int'")),
    row("padding text", given(FILTERS, np.zeros(2), padding="same"), own(TypeError, "'<' not supported between instances of 'str' and 'int'")),
    row("W rows of different lengths", given(RAGGED, np.zeros(2)), UNEVEN),
)
rows(
    "layers.Convolution.forward",
    method(convolution, "forward"),
    row("images as rows", given(np.ones((2, 24))), says("X must be (N, height, width, 1) of decimal numbers, not (2, 24) of float64")),
    row("images without their channel", given(np.ones((2, 4, 6))), says("X must be (N, height, width, 1) of decimal numbers, not (2, 4, 6) of float64")),
    row("channels first", given(np.ones((2, 1, 4, 6))), says("X must be (N, height, width, 1) of decimal numbers, not (2, 1, 4, 6) of float64")),
    row("three channels", given(np.ones((2, 4, 6, 3))), says("X must be (N, height, width, 1) of decimal numbers, not (2, 4, 6, 3) of float64")),
    row("images of bytes", given(np.ones((2, 4, 6, 1), np.uint8)), says("X must be (N, height, width, 1) of decimal numbers, not (2, 4, 6, 1) of uint8")),
    row("images smaller than the filters", given(np.ones((2, 2, 6, 1))), says("a 3 by 3 window does not fit into (2, 6), padding 0")),
    row("no image", given(np.ones((0, 4, 6, 1))), own(ValueError, "cannot reshape array of size 0")),
    row("nan", given(np.full((1, 3, 3, 1), NAN)), [[[[NAN, NAN]]]]),
    row("a list", given([[[[1.0]]]]), own(AttributeError, "'list' object has no attribute 'ndim'")),
)
rows(
    "layers.Convolution.backward",
    method(convolution, "backward"),
    row("height and width changed places", given(np.ones((2, 4, 2, 2))), says("dout must be (2, 2, 4, 2), not (2, 4, 2, 2)")),
    row("rows", given(np.ones((16, 2)), need_dX=False), says("dout must be (2, 2, 4, 2), not (16, 2)")),
    row("one number", given(1.0), says("dout must be (2, 2, 4, 2), not ()")),
)
rows(
    "layers.MaxPool.forward",
    method(lambda: worked(MaxPool(), (2, 4, 4, 1)), "forward"),
    row("odd height", given(np.ones((2, 5, 4, 1))), says("X must be (N, height, width, C), both sizes even, not (2, 5, 4, 1)")),
    row("odd width", given(np.ones((2, 4, 5, 1))), says("X must be (N, height, width, C), both sizes even, not (2, 4, 5, 1)")),
    row("images without their channel", given(np.ones((2, 4, 4))), says("X must be (N, height, width, C), both sizes even, not (2, 4, 4)")),
    row("rows", given(np.ones((2, 16))), says("X must be (N, height, width, C), both sizes even, not (2, 16)")),
    row("integers", given(np.arange(4).reshape(1, 2, 2, 1)), [[[[3]]]]),
    row("nan", given(np.full((1, 2, 2, 1), NAN)), [[[[NAN]]]]),
)
rows(
    "layers.MaxPool.backward",
    method(lambda: worked(MaxPool(), (1, 2, 2, 1)), "backward"),
    row("a shape that does not fit", given(np.ones((1, 2, 2, 2))), own(ValueError, "could not broadcast input array from shape (1,2,2,2) into shape (1,1,1,1)")),
    row("one number", given(1.0), own(AttributeError, "'float' object has no attribute 'dtype'")),
)
rows(
    "layers.Flatten.forward",
    method(lambda: worked(Flatten(), (2, 2, 3, 1)), "forward"),
    row("rows stay rows", given(np.ones((1, 2))), [[1.0, 1.0]]),
    row("no image", given(np.ones((0, 2, 3, 1))), own(ValueError, "cannot reshape array of size 0")),
    row("a list", given([[[[1.0]]]]), own(AttributeError, "'list' object has no attribute 'shape'")),
)
rows(
    "layers.Flatten.backward",
    method(lambda: worked(Flatten(), (2, 2, 3, 1)), "backward"),
    row("too narrow", given(np.ones((2, 4))), own(ValueError, "cannot reshape array of size 8 into shape (2,2,3,1)")),
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
    method(net, "scores"),
    row("wrong width", given(np.ones((2, 3))), says("X has shape (2, 3), but W (4, 5) needs (N, 4)")),
    row("one example without its axis", given(np.ones(4)), says("X has shape (4,), but W (4, 5) needs (N, 4)")),
)
rows(
    "networks.TwoLayerNet.predict",
    method(net, "predict"),
    row("wrong width", given(np.ones((2, 3))), says("X has shape (2, 3), but W (4, 5) needs (N, 4)")),
    row("no rows", given(np.empty((0, 4))), np.empty((0, 3))),
    row("nan", given(np.full((1, 4), NAN)), [[NAN, NAN, NAN]]),
    row("text", given([["a"] * 4]), NOT_TEXT),
)
rows(
    "networks.TwoLayerNet.loss",
    method(net, "loss"),
    row("label too large", given(BATCH, [0, 3]), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("labels with a fraction", given(BATCH, [0.0, 1.0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and float64 (2,)")),
    row("no example", given(np.empty((0, 4)), np.array([], int)), says("y must be (N, K) and t N integers, N > 0, not (0, 3) and int64 (0,)")),
    row("nan", given(np.full((2, 4), NAN), LABELS), NAN),
)
rows(
    "networks.TwoLayerNet.accuracy",
    method(net, "accuracy"),
    row("too few labels", given(BATCH, [0]), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and (1,)")),
    row("labels as a column", given(BATCH, [[0], [2]]), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and (2, 1)")),
    row("one label", given(BATCH, 0), says("X and t must be (N, D) and (N,), N > 0, not (2, 4) and ()")),
    row("no example", given(np.empty((0, 4)), np.array([], int)), says("X and t must be (N, D) and (N,), N > 0, not (0, 4) and (0,)")),
    row("a label that no output stands for is never met", given(BATCH, [7, 7]), 0.0),
)
rows(
    "networks.TwoLayerNet.gradients",
    method(net, "gradients"),
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
rows(
    "networks.he_weights",
    he_weights,
    row("one size", given(3, rng=RNG), says("the shape must be two sizes or more, each 1 or more, not (3,)")),
    row("a tuple", given((3, 3), rng=RNG), says("the shape must be two sizes or more, each 1 or more, not ((3, 3),)")),
    row("a size zero", given(3, 0, rng=RNG), says("the shape must be two sizes or more, each 1 or more, not (3, 0)")),
    row("a size with a fraction", given(2.5, 3, rng=RNG), own(TypeError, "'float' object cannot be interpreted as an integer")),
    row("a seed for rng", given(2, 3, rng=0), own(AttributeError, "'int' object has no attribute 'standard_normal'")),
)
rows(
    "networks.Network",
    Network,
    row("no layer", given([]), says("the first layer must have weights W")),
    row("a first layer without weights", given([Flatten(), affine()]), says("the first layer must have weights W")),
    row("no list", given(3), own(TypeError, "'int' object is not iterable")),
)
rows(
    "networks.Network.gradients",
    method(conv_net, "gradients"),
    row("label too large", given(IMAGES, [0, 3]), says("t must be from 0 to 2, but it goes from 0 to 3")),
    row("label negative", given(IMAGES, [0, -1]), says("t must be from 0 to 2, but it goes from -1 to 0")),
    row("labels with a fraction", given(IMAGES, [0.0, 1.0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and float64 (2,)")),
    row("too few labels", given(IMAGES, [0]), says("y must be (N, K) and t N integers, N > 0, not (2, 3) and int64 (1,)")),
    row("channels first", given(np.ones((2, 1, 6, 6)), LABELS), says("X must be (N, height, width, 1) of decimal numbers, not (2, 1, 6, 6) of float64")),
    row("images of bytes", given(np.ones((2, 6, 6, 1), np.uint8), LABELS), says("X must be (N, height, width, 1) of decimal numbers, not (2, 6, 6, 1) of uint8")),
    row("maps of an odd size", given(np.ones((2, 7, 7, 1)), LABELS), says("X must be (N, height, width, C), both sizes even, not (2, 5, 5, 2)")),
    row("images too large for the last layer", given(np.ones((2, 8, 8, 1)), LABELS), says("X has shape (2, 18), but W (8, 3) needs (N, 8)")),
)
rows(
    "networks.Network.scores",
    method(conv_net, "scores"),
    row("one image without its axis", given(IMAGES[0]), says("X must be (N, height, width, 1) of decimal numbers, not (6, 6, 1) of float64")),
)
rows(
    "networks.Network.accuracy",
    method(conv_net, "accuracy"),
    row("too few labels", given(IMAGES, [0]), says("X and t must be N examples, N > 0, not 2 and (1,)")),
    row("labels as a column", given(IMAGES, [[0], [2]]), says("X and t must be N examples, N > 0, not 2 and (2, 1)")),
    row("no example", given(IMAGES[:0], np.array([], int)), says("X and t must be N examples, N > 0, not 0 and (0,)")),
)
for kind in (SGD, Momentum, Adam):
    rows(
        f"optimizers.{kind.__name__}",
        kind,
        row("integers, which cannot move", given({"W": np.array([1, 2])}), says("params must hold arrays of decimal numbers, but W does not")),
        row("a list", given({"W": [1.0]}), says("params must hold arrays of decimal numbers, but W does not")),
        row("no dict", given([np.ones(2)]), own(AttributeError, "'list' object has no attribute 'items'")),
    )
    rows(
        f"optimizers.{kind.__name__}.step",
        method(lambda kind=kind: kind(weights()), "step"),
        row("lr negative", given(weights(), -0.1), says("lr must be 0 or more, and finite, but it is -0.1")),
        row("lr nan", given(weights(), NAN), says("lr must be 0 or more, and finite, but it is nan")),
        row("lr infinite", given(weights(), INF), says("lr must be 0 or more, and finite, but it is inf")),
        row("lr text", given(weights(), "0.1"), own(TypeError, "'<=' not supported between instances of 'int' and 'str'")),
        row("a gradient missing", given({"b1": np.zeros(2)}, 0.1), says("grads must have the names and shapes {'W1': (3, 2), 'b1': (2,)}, not {'b1': (2,)}")),
        row("a gradient of another shape", given(weights() | {"b1": 0.0}, 0.1), says("grads must have the names and shapes {'W1': (3, 2), 'b1': (2,)}, not {'W1': (3, 2), 'b1': ()}")),
    )
rows("optimizers.Momentum, beta", Momentum, row("beta 1", given(weights(), 1), says("beta must be at least 0 and less than 1, but it is 1")), row("beta nan", given(weights(), NAN), says("beta must be at least 0 and less than 1, but it is nan")))
rows("optimizers.Adam, betas", Adam, row("beta1 negative", given(weights(), -0.1), says("betas must be at least 0 and less than 1, not -0.1 and 0.999")), row("beta2 1", given(weights(), beta2=1), says("betas must be at least 0 and less than 1, not 0.9 and 1")))
rows(
    "optimizers.one_cycle",
    one_cycle,
    row("a step too many", given(5, 5, 0.1), says("one_cycle needs 0 <= step < steps, a peak of 0 or more and 0 < rise < 1, not step 5, steps 5, peak 0.1, rise 0.25")),
    row("peak negative", given(0, 5, -0.1), says("one_cycle needs 0 <= step < steps, a peak of 0 or more and 0 < rise < 1, not step 0, steps 5, peak -0.1, rise 0.25")),
    row("peak nan", given(0, 5, NAN), says("one_cycle needs 0 <= step < steps, a peak of 0 or more and 0 < rise < 1, not step 0, steps 5, peak nan, rise 0.25")),
    row("nothing but rise", given(0, 5, 0.1, 1), says("one_cycle needs 0 <= step < steps, a peak of 0 or more and 0 < rise < 1, not step 0, steps 5, peak 0.1, rise 1")),
    row("step text", given("0", 5, 0.1), own(TypeError, "'<=' not supported between instances of 'int' and 'str'")),
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
    "datasets.load_convolution_weights",
    load_convolution_weights,
    row("no such network", given("huge"), says("there is no network 'huge'; choose one of small, small_moved, large")),
    row("a list for the name", given(["small"]), says("there is no network ['small']; choose one of small, small_moved, large")),
)
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
    row("an image with nan", given([[NAN]]), says("image must be one image of finite numbers, but it contains nan or inf")),
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
    row("an image with inf", given([[INF, 0.0]], 90), says("image must be one image of finite numbers, but it contains nan or inf")),
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
    row("an image with nan", given([[NAN]], 1), says("image must be one image of finite numbers, but it contains nan or inf")),
    row("no image", given(None, 1), says("image must be one image of numbers (height, width), not object of shape ()")),
)

rows(
    "show",
    show,
    row("an Axes for the figure", given(AXES, "What the picture shows, in words."), says("show needs a figure first, as in show(fig, alt), not a value of type Axes")),
    row("no description", given(FIGURE, ""), says("alt must describe the figure in a sentence, but it is ''")),
    row("a description of one word", given(FIGURE, "Picture"), says("alt must describe the figure in a sentence, but it is 'Picture'")),
    row("a long list for the description", given(FIGURE, ["word"] * 999), says("alt must describe the figure in a sentence, but it is a list of 999")),
)
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
rows("live.DrawingPad", DrawingPad, row("too small", given(5), says("size must be a whole number from 28 to 1000, but it is 5")), row("text", given("5"), says("size must be a whole number from 28 to 1000, but it is '5'")))
rows(
    "images.prepare_digit",
    prepare_digit,
    row("a row of pixels", given(np.zeros(784)), says("pixels must be a two-dimensional array of finite numbers")),
    row("nan", given([[NAN]]), says("pixels must be a two-dimensional array of finite numbers")),
    row("text", given([["a"]]), says("pixels must be a two-dimensional array of finite numbers")),
    row("rows of different lengths", given(RAGGED), UNEVEN),
    row("no pixel", given(np.zeros((0, 0))), np.zeros((28, 28), np.uint8)),
)
# fmt: on

CASES = [
    pytest.param(function, row, id=f"{name}: {row.wrong}")
    for name, (function, its) in TABLE.items()
    for row in its
]


def content(value):
    """All there is to a value that a call must leave as it was, for comparing."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, str(value.tolist())
    if isinstance(value, (list, tuple)):
        return [content(item) for item in value]
    if isinstance(value, dict):
        return {key: content(item) for key, item in value.items()}
    if isinstance(value, (TwoLayerNet, Network)):
        return content(value.params)
    if type(value).__module__ in ("helpers.nn.layers", "helpers.nn.optimizers"):
        return content(vars(value))
    return repr(value) if isinstance(value, (str, int, float, np.generic)) else id(value)


def call(function, args, named):
    try:
        return function(*args, **named)
    except Exception as error:
        return error


@pytest.mark.parametrize(("function", "row"), CASES)
def test_bad_input(function, row, capsys):
    args, named = row.arguments
    owner = None
    if isinstance(function, method):
        owner = function.make()
        function = getattr(owner, function.name)
    arguments, owned = content([args, named]), content(owner)
    happened = call(function, args, named)
    assert content([args, named]) == arguments, "an argument has changed"

    if isinstance(row.happens, own):
        assert isinstance(happened, row.happens.kind), repr(happened)
        assert row.happens.text in str(happened)
    elif isinstance(row.happens, Exception):
        assert repr(happened) == repr(row.happens)
        assert content(owner) == owned, "the layer or the network has changed"
        assert len(str(happened)) <= 200
        assert not re.search(r"\n|[.!?] [A-Z]", str(happened)), "one sentence"
    elif isinstance(happened, Exception):
        raise happened
    elif isinstance(row.happens, prints):
        assert capsys.readouterr().out.startswith(row.happens.text)
    elif isinstance(row.happens, str):
        assert happened == row.happens
    else:
        assert np.shape(happened) == np.shape(row.happens)
        np.testing.assert_array_almost_equal(happened, row.happens, decimal=4)
