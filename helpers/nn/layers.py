"""Layers: each knows its forward step and, from what it kept then, its backward step."""

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
        """x: scores (N, K); t: integer labels (N,). Returns the mean loss over the batch."""
        y = softmax(x)
        loss = cross_entropy(y, t)
        self.y, self.t = y, t
        return loss

    def backward(self, dout=1):
        """Returns dx (N, K): (y - one-hot t) / N, times dout."""
        N = len(self.t)
        dx = self.y.copy()
        dx[np.arange(N), self.t] -= 1
        return dx * (dout / N)
