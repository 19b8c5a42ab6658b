"""Networks, built from the layers, and what it takes to feed and train them."""

import numpy as np

from helpers.nn.activations import softmax
from helpers.nn.layers import Affine, ReLU, SoftmaxWithLoss


def flatten_and_scale(images):
    """Images of bytes as rows of numbers from 0 to 1.

    images: (N, height, width), uint8. Returns (N, height * width), float32, in one new array.
    Raises ValueError if images has another number of axes.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(f"images must be (N, height, width), but their shape is {images.shape}")
    N, height, width = images.shape
    return images.reshape(N, height * width) / np.float32(255)


def init_params(D, H, K, rng, dtype=np.float32):
    """Random starting weights and zero biases for a network of one hidden layer.

    D, H, K: numbers of inputs, hidden units, outputs. rng: a NumPy random generator.
    Raises ValueError for a size below 1. Weights are normal with standard deviation sqrt(2 / inputs).
    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    Returns a dict: W1 (D, H), b1 (H,), W2 (H, K), b2 (K,).
    """
    if min(D, H, K) < 1:
        raise ValueError(f"D, H and K must be 1 or more, but they are {D}, {H} and {K}")
    return {
        "W1": (rng.standard_normal((D, H)) * np.sqrt(2 / D)).astype(dtype),
        "b1": np.zeros(H, dtype),
        "W2": (rng.standard_normal((H, K)) * np.sqrt(2 / H)).astype(dtype),
        "b2": np.zeros(K, dtype),
    }


class TwoLayerNet:
    """Affine, ReLU, Affine, softmax. `params` holds W1 (D, H), b1 (H,), W2 (H, K), b2 (K,)."""

    def __init__(self, params):
        """params: a dict as from `init_params`. It is copied. Raises ValueError if shapes do not fit."""
        self.params = {name: np.asarray(value) * 1.0 for name, value in params.items()}
        p = self.params
        if set(p) != {"W1", "b1", "W2", "b2"} or p["W1"].shape[1:] != p["W2"].shape[:1]:
            shapes = {name: value.shape for name, value in p.items()}
            raise ValueError(f"params must be W1 (D, H), b1 (H,), W2 (H, K), b2 (K,), not {shapes}")
        self.layers = [Affine(p["W1"], p["b1"]), ReLU(), Affine(p["W2"], p["b2"])]
        self.last = SoftmaxWithLoss()

    def scores(self, X):
        """X: (N, D). Returns the scores (N, K), before softmax."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def predict(self, X):
        """X: (N, D). Returns the probabilities (N, K)."""
        return softmax(self.scores(X))

    def loss(self, X, t):
        """X: (N, D); t: integer labels (N,). Returns the mean cross-entropy."""
        return self.last.forward(self.scores(X), t)

    def accuracy(self, X, t):
        """The share of the rows of X whose highest score is at the label t, from 0 to 1."""
        if np.shape(t) != (len(X),) or len(X) == 0:
            raise ValueError(
                f"X and t must be (N, D) and (N,), N > 0, not {np.shape(X)} and {np.shape(t)}"
            )
        return np.mean(self.scores(X).argmax(axis=1) == t)

    def gradients(self, X, t):
        """Forward, then backward. Returns the loss and a dict of gradients, named as `params`."""
        loss = self.loss(X, t)
        first, activation, second = self.layers
        dout = activation.backward(second.backward(self.last.backward()))
        first.backward(dout, need_dX=False)
        return loss, {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


def train_step(net, X, t, lr):
    """One step of gradient descent on the batch X, t: changes net.params in place.

    net: has `params` and `gradients`. lr: the learning rate, 0 or more. Returns the loss before the
    step. Raises ValueError, and changes nothing, if lr does not fit or the loss is infinite or nan.
    """
    loss, grads = net.gradients(X, t)
    if not (0 <= lr < np.inf and loss < np.inf):
        raise ValueError(f"lr must be 0 or more, and the loss finite, but they are {lr} and {loss}")
    for name, grad in grads.items():
        net.params[name] -= lr * grad
    return loss
