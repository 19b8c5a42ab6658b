"""Layers: each knows its forward step and, from what it kept then, its backward step.

A layer keeps one forward step, so that a network needs an object of its own for each place.
"""

import numpy as np

from helpers.nn.activations import relu, sigmoid, softmax
from helpers.nn.losses import cross_entropy


class Affine:
    """X @ W + b. W: (D, H), b: (H,). `backward` leaves the gradients in `dW` and `db`.

    Raises ValueError for shapes that do not fit. W and b are kept, not copied.
    """

    def __init__(self, W, b):
        self.W, self.b = np.asarray(W), np.asarray(b)
        if self.W.ndim != 2 or self.W.shape[1:] != self.b.shape:
            raise ValueError(f"W must be (D, H) and b (H,), not {self.W.shape} and {self.b.shape}")

    def forward(self, X):
        """X: (N, D). Returns (N, H)."""
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != len(self.W):
            raise ValueError(
                f"X has shape {X.shape}, but W {self.W.shape} needs (N, {len(self.W)})"
            )
        self.X = X
        return X @ self.W + self.b

    def backward(self, dout, need_dX=True):
        """dout: (N, H). Sets dW and db. Returns dX (N, D), or None if nobody needs it."""
        if np.shape(dout) != (len(self.X), len(self.b)):
            raise ValueError(f"dout must be {(len(self.X), len(self.b))}, not {np.shape(dout)}")
        self.dW = self.X.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T if need_dX else None


class ReLU:
    """max(0, x), elementwise. Its derivative at 0 is taken to be 0."""

    def forward(self, x):
        """x: any shape. Returns the same shape."""
        self.mask = x > 0
        return relu(x)

    def backward(self, dout):
        """dout: the shape of x. Returns dx: what arrived, where x was positive."""
        return dout * self.mask


class Sigmoid:
    """The logistic function, elementwise. Its derivative is y (1 - y)."""

    def forward(self, x):
        """x: any shape. Returns y, the same shape, values from 0 to 1."""
        self.y = sigmoid(x)
        return self.y

    def backward(self, dout):
        """dout: the shape of x. Returns dx."""
        return dout * self.y * (1 - self.y)


class SoftmaxWithLoss:
    """Softmax and cross-entropy in one layer, because together their gradient is y - t."""

    def forward(self, x, t):
        """x: scores (N, K); t: integer labels (N,). Returns the mean loss over the batch.

        One example, x (K,) and t an integer, counts as a batch of one.
        """
        y = softmax(x)
        loss = cross_entropy(y, t)
        self.y, self.t = np.atleast_2d(y), np.atleast_1d(t)
        return loss

    def backward(self, dout=1):
        """Returns dx (N, K): (y - one-hot t) / N, times dout."""
        N = len(self.t)
        dx = self.y.copy()
        dx[np.arange(N), self.t] -= 1
        return dx * (dout / N)


class BatchNorm:
    """Each column of the batch with mean 0 and standard deviation 1, then times gamma plus beta.

    gamma, beta: (D,); kept, not copied. In training (`train` is True) mean and variance are those of
    the batch, and are noted in the running averages `mean` and `var`, which are used otherwise.
    `backward` leaves the gradients in `dgamma` and `dbeta`. Raises ValueError for other shapes.
    Source: Ioffe and Szegedy (2015), "Batch normalization".
    """

    def __init__(self, gamma, beta):
        self.gamma, self.beta, self.train = np.asarray(gamma), np.asarray(beta), False
        if self.gamma.ndim != 1 or self.gamma.shape != self.beta.shape:
            raise ValueError(
                f"gamma and beta must both be (D,), not {self.gamma.shape} and {self.beta.shape}"
            )
        self.mean, self.var = np.zeros_like(self.beta), np.ones_like(self.gamma)

    def forward(self, X):
        """X: (N, D), or images (N, height, width, D), which give each channel N height width numbers.

        Returns the same shape. Raises ValueError in training if there is only one number a column.
        """
        D = len(self.beta)
        if X.ndim < 2 or X.shape[-1] != D:
            raise ValueError(f"X must be (N, {D}) or (N, height, width, {D}), not {X.shape}")
        axes = tuple(range(X.ndim - 1))
        mean, var = self.mean, self.var
        if self.train:
            if X.size < 2 * D:
                raise ValueError("in training, BatchNorm needs a batch of two or more, not of one")
            mean, var = X.mean(axis=axes), X.var(axis=axes)
            self.mean += 0.1 * (mean - self.mean)
            self.var += 0.1 * (var - self.var)
        self.axes, self.std = axes, np.sqrt(var + 1e-5)
        self.xhat = (X - mean) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        """dout: the shape of X. Sets dgamma and dbeta. Returns dX."""
        self.dgamma = (dout * self.xhat).sum(axis=self.axes)
        self.dbeta = dout.sum(axis=self.axes)
        if self.train:
            n = dout.size // len(self.beta)
            dout = dout - self.dbeta / n - self.xhat * (self.dgamma / n)
        return self.gamma / self.std * dout


class Dropout:
    """In training (`train` is True), sets a random share of the numbers to 0 and enlarges the others.

    share: at least 0 and less than 1; the others are divided by 1 - share, so that the mean stays.
    rng: a NumPy random generator. Otherwise x passes as it is. Raises ValueError for anything else.
    Source: Srivastava and others (2014), "Dropout".
    """

    def __init__(self, share, rng):
        if not 0 <= share < 1:
            raise ValueError(f"share must be at least 0 and less than 1, but it is {share}")
        if not isinstance(rng, np.random.Generator):
            raise ValueError(f"rng must be np.random.default_rng(seed), not {rng!r}")
        self.share, self.rng, self.train = share, rng, False

    def forward(self, x):
        """x: any shape. Returns the same shape."""
        self.mask = np.ones((), x.dtype)
        if self.train:
            kept = self.rng.random(x.shape, dtype=np.float32) >= self.share
            self.mask = kept.astype(x.dtype) / (1 - self.share)
        return x * self.mask

    def backward(self, dout):
        """dout: the shape of x. Returns dx: what arrived, where x was kept."""
        return dout * self.mask
