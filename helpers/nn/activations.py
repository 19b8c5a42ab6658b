"""Activation functions: what a neuron does with its weighted sum. All work elementwise except softmax."""

import numpy as np


def step(x):
    """1 where x > 0, else 0: the perceptron's all-or-nothing activation.

    x: any shape. Returns an array of the same shape and dtype.
    Source: Rosenblatt (1958), "The perceptron".
    """
    x = np.asarray(x)
    return (x > 0).astype(x.dtype)


def sigmoid(x):
    """The logistic function 1 / (1 + exp(-x)), computed so that no x overflows.

    x: any shape. Returns values from 0 to 1 of the same shape; float32 stays float32.
    Both branches use exp(-|x|), which never exceeds 1. Whole numbers are computed as float64.
    """
    x = np.asarray(x) * 1.0
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def relu(x):
    """max(0, x), the rectified linear unit.

    x: any shape. Returns the same shape and dtype.
    Source: Nair and Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".
    """
    return np.maximum(0, x)


def identity(x):
    """x itself: the output activation for regression."""
    return x


def softmax(x):
    """exp(x) / sum(exp(x)) along the last axis, shifted by the maximum so that nothing overflows.

    x: scores, shape (K,) or (N, K). Returns probabilities of the same shape; each row sums to 1.
    Whole numbers are computed as float64. Raises ValueError if there is no score.
    Source: Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".
    """
    x = np.asarray(x) * 1.0
    if x.ndim == 0 or x.shape[-1] == 0:
        raise ValueError(f"x needs one score or more on its last axis, but its shape is {x.shape}")
    shifted = x - np.max(x, axis=-1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=-1, keepdims=True)
