"""Loss functions: one number for how wrong an output is. Every loss is a mean over the batch."""

import numpy as np


def squared_error(y, t):
    """Half the sum of squared differences over the outputs, as a mean over the batch.

    y, t: outputs and targets of the same shape, (K,) or (N, K). Returns one number.
    Raises ValueError if the shapes differ, so that nothing is broadcast by accident, or are empty.
    """
    y, t = np.asarray(y), np.asarray(t)
    if y.shape != t.shape or y.size == 0:
        raise ValueError(f"y {y.shape} and t {t.shape} must have the same shape, and not be empty")
    return np.mean(np.sum((1.0 * y - t) ** 2, axis=-1) / 2)


def cross_entropy(y, t):
    """Minus the log of the probability given to the right class, as a mean over the batch.

    y: probabilities, shape (N, K), or (K,) for one example; that they are from 0 to 1 is not checked.
    t: integer labels from 0 to K - 1, shape (N,), or one integer for one example.
    Returns one number, in nats. A probability of 0 counts as the smallest normal number of its
    dtype, so that the loss stays finite. Raises ValueError for labels that do not fit y.
    """
    y, t = np.atleast_2d(y), np.atleast_1d(t)
    if y.ndim != 2 or t.shape != (len(y),) or t.dtype.kind not in "iu" or t.size == 0:
        raise ValueError(
            f"y must be (N, K) and t N integers, N > 0, not {y.shape} and {t.dtype} {t.shape}"
        )
    N, K = y.shape
    if t.min() < 0 or t.max() >= K:
        raise ValueError(f"t must be from 0 to {K - 1}, but it goes from {t.min()} to {t.max()}")
    picked = 1.0 * y[np.arange(N), t]
    return -np.mean(np.log(np.maximum(picked, np.finfo(picked.dtype).tiny)))
