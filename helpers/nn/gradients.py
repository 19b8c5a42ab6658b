"""Gradients by finite differences, and the walk downhill that they allow."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    """The gradient of f at x, by a central difference in each element of x.

    f: takes an array of x's shape and returns one number.
    x: any shape; it is copied, never changed. Whole numbers are treated as float64.
    h: the half-width of the difference, in the units of x.
    Returns an array of x's shape (float32 if x is float32; the differences themselves are float64).
    """
    x = np.asarray(x)
    point = x.astype(np.float64)
    grad = np.zeros_like(point)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        grad[i] = (above - below) / (2 * h)
    return grad.astype(x.dtype) if x.dtype.kind == "f" else grad


def gradient_descent(f, x, lr, steps):
    """Start at x and take `steps` steps of `lr` times the gradient, downhill.

    f: takes an array of x's shape and returns one number. x: the start; it is not changed.
    Returns every point on the way, the start first: shape (steps + 1, *x.shape).
    Source: Cauchy (1847).
    """
    path = [np.array(x, dtype=np.float64)]
    for _ in range(steps):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return np.array(path)
