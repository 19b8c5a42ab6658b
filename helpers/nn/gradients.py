"""Gradients by finite differences, and the walk downhill that they allow."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    """The gradient of f at x, by a central difference in each element of x.

    f: takes an array of x's shape and returns one number.
    x: any shape; it is copied, never changed. Whole numbers are treated as float64.
    h: the half-width of the difference, in the units of x; more than 0.
    Returns an array of x's shape (float32 if x is float32; the differences themselves are float64).
    Raises ValueError for another h, and if f returns an array.
    """
    x = np.asarray(x)
    point = x.astype(np.float64)
    grad = np.zeros_like(point)
    if not 0 < h < np.inf:
        raise ValueError(f"h must be a positive number, and not infinite, but it is {h}")
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        if np.ndim(above) > 0:
            raise ValueError(f"f must return one number, but it returned shape {np.shape(above)}")
        grad[i] = (above - below) / (2 * h)
    return grad.astype(x.dtype) if x.dtype.kind == "f" else grad


def gradient_descent(f, x, lr, steps):
    """Start at x and take `steps` steps of `lr` times the gradient, downhill.

    f: takes an array of x's shape and returns one number. x: the start; it is not changed.
    lr, steps: 0 or more, else ValueError is raised.
    Returns every point on the way, the start first: shape (steps + 1, *x.shape).
    Source: Cauchy (1847).
    """
    if not (0 <= lr < np.inf and steps >= 0):
        raise ValueError(f"lr and steps must be 0 or more, and finite, not {lr} and {steps}")
    path = [np.array(x, dtype=np.float64)]
    for _ in range(steps):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return np.array(path)
