"""Layers: each knows its forward step and, from what it kept then, its backward step.

A layer keeps one forward step, so that a network needs an object of its own for each place.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

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


class Convolution:
    """Every window of an image times every filter, plus b: `Affine` on windows as rows.

    W: K by K filters (K, K, C, F) of C channels; b: (F,). Both are kept; only a W whose axes have
    been moved is copied. stride: how far the window moves on, 1 or more. padding: rows of zeros
    around the image, 0 or more. `backward` leaves the gradients in `dW` and `db`. Raises ValueError
    for anything else.
    """

    def __init__(self, W, b, stride=1, padding=0):
        self.W, self.b = np.ascontiguousarray(W), np.asarray(b)
        shape = self.W.shape
        if len(shape) != 4 or shape[0] != shape[1] or shape[3:] != self.b.shape:
            raise ValueError(f"W must be (K, K, C, F) and b (F,), not {shape} and {self.b.shape}")
        if stride < 1 or stride % 1 or padding < 0 or padding % 1:
            raise ValueError(
                f"stride must be 1, 2, 3 ..., padding 0, 1, 2 ..., not {stride} and {padding}"
            )
        self.stride, self.padding = int(stride), int(padding)
        self.affine = Affine(self.W.reshape(-1, shape[3]), self.b)

    def forward(self, X):
        """X: (N, height, width, C), decimal numbers. Returns (N, new height, new width, F)."""
        K, p, s = len(self.W), self.padding, self.stride
        if X.ndim != 4 or X.shape[3] != self.W.shape[2] or X.dtype.kind != "f":
            raise ValueError(
                f"X must be (N, height, width, {self.W.shape[2]}) of decimal numbers, "
                f"not {X.shape} of {X.dtype}"
            )
        if min(X.shape[1:3]) + 2 * p < K:
            raise ValueError(f"a {K} by {K} window does not fit into {X.shape[1:3]}, padding {p}")
        self.X = np.pad(X, ((0, 0), (p, p), (p, p), (0, 0))) if p else X
        windows = sliding_window_view(self.X, (K, K), axis=(1, 2))[:, ::s, ::s]
        N, height, width = windows.shape[:3]
        rows = windows.transpose(0, 1, 2, 4, 5, 3).reshape(N * height * width, -1)
        self.shape = N, height, width, len(self.b)
        return self.affine.forward(rows).reshape(self.shape)

    def backward(self, dout, need_dX=True):
        """dout: the shape of the output. Sets dW and db. Returns dX, or None if nobody needs it."""
        if np.shape(dout) != self.shape:
            raise ValueError(f"dout must be {self.shape}, not {np.shape(dout)}")
        N, height, width, F = self.shape
        p, s = self.padding, self.stride
        rows = dout.reshape(-1, F)
        self.dW = (self.affine.X.T @ rows).reshape(self.W.shape)  # as in Affine
        self.db = dout.sum(axis=0).sum(axis=(0, 1))  # faster than the sum over the rows
        if not need_dX:
            return None
        dX = np.zeros_like(self.X)
        for i, j in np.ndindex(self.W.shape[:2]):
            part = (rows @ self.W[i, j].T).reshape(N, height, width, -1)
            dX[:, i : i + s * height : s, j : j + s * width : s] += part
        return dX[:, p : dX.shape[1] - p, p : dX.shape[2] - p]


class MaxPool:
    """The largest of each 2 by 2 square, in each channel. The first of equals gets the gradient."""

    def forward(self, X):
        """X: (N, height, width, C), both even. Returns (N, height / 2, width / 2, C).

        Raises ValueError for another shape.
        """
        if X.ndim != 4 or X.shape[1] % 2 or X.shape[2] % 2:
            raise ValueError(f"X must be (N, height, width, C), both sizes even, not {X.shape}")
        self.X, self.pairs = X, np.maximum(X[:, :, ::2], X[:, :, 1::2])
        self.largest = np.maximum(self.pairs[:, ::2], self.pairs[:, 1::2])
        return self.largest

    def backward(self, dout):
        """dout: the shape of the output. Returns dX: what arrived, where the largest was, else 0."""
        dpairs = np.empty_like(self.pairs, dtype=dout.dtype)
        upper = dout * (self.pairs[:, ::2] == self.largest)
        dpairs[:, ::2], dpairs[:, 1::2] = upper, dout - upper
        dX = np.empty_like(self.X, dtype=dout.dtype)
        left = dpairs * (self.X[:, :, ::2] == self.pairs)
        dX[:, :, ::2], dX[:, :, 1::2] = left, dpairs - left
        return dX


class Flatten:
    """Each example as one row."""

    def forward(self, X):
        """X: (N, ...). Returns (N, D)."""
        self.shape = X.shape
        return X.reshape(len(X), -1)

    def backward(self, dout):
        """dout: (N, D). Returns dX, the shape of X."""
        return dout.reshape(self.shape)
