"""Networks, built from the layers, and what it takes to feed and train them."""

import numpy as np

from helpers.nn.activations import softmax
from helpers.nn.layers import Affine, ReLU, SoftmaxWithLoss


def flatten_and_scale(images):
    """Images of bytes as rows of numbers from 0 to 1.

    images: (N, height, width), numbers from 0 to 255; others are to be divided by their own largest.
    Returns a new array (N, height * width), float32 for bytes. Raises ValueError if images has
    another number of axes.
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


def he_weights(*shape, rng, dtype=np.float32):
    """Random first weights for ReLU: normal, with standard deviation sqrt(2 / inputs of an output).

    shape: of the weights, the outputs last: (D, H), or (K, K, C, F) for filters, where an output has
    K K C inputs. rng: a NumPy random generator. Raises ValueError for a size below 1.
    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    """
    if len(shape) < 2 or min(shape) < 1:
        raise ValueError(f"the shape must be two sizes or more, each 1 or more, not {shape}")
    inputs = np.prod(shape[:-1])
    return (rng.standard_normal(shape) * np.sqrt(2 / inputs)).astype(dtype)


class Network:
    """Any layers in a row, and softmax with the loss at the end.

    layers: each with `forward` and `backward`; the first one has weights W. They are kept, not copied.
    `params` holds the arrays that they learn, numbered by layer: W1, b1, gamma2, beta2, W3, b3 ...
    Raises ValueError if the first layer has no weights.
    """

    def __init__(self, layers):
        self.layers, self.last = list(layers), SoftmaxWithLoss()
        if not self.layers or not hasattr(self.layers[0], "W"):
            raise ValueError("the first layer must have weights W")
        learning = [
            layer for layer in self.layers if hasattr(layer, "W") or hasattr(layer, "gamma")
        ]
        self.owners = {
            f"{name}{number}": (layer, name)
            for number, layer in enumerate(learning, start=1)
            for name in ("W", "b", "gamma", "beta")
            if hasattr(layer, name)
        }
        self.params = {key: getattr(layer, name) for key, (layer, name) in self.owners.items()}

    def scores(self, X, train=False):
        """X: a batch. Returns the scores (N, K). train: the mode of layers that have two."""
        for layer in self.layers:
            layer.train = train
            X = layer.forward(X)
        return X

    def predict(self, X):
        """X: a batch. Returns the probabilities (N, K)."""
        return softmax(self.scores(X))

    def loss(self, X, t, train=False):
        """X: a batch; t: integer labels (N,). Returns the mean cross-entropy."""
        return self.last.forward(self.scores(X, train), t)

    def accuracy(self, X, t, size=1000):
        """The share of X whose highest score is at the label t, computed for `size` rows at a time."""
        if np.shape(t) != (len(X),) or len(X) == 0:
            raise ValueError(f"X and t must be N examples, N > 0, not {len(X)} and {np.shape(t)}")
        parts = [slice(start, start + size) for start in range(0, len(X), size)]
        return sum(np.sum(self.scores(X[p]).argmax(axis=1) == t[p]) for p in parts) / len(X)

    def gradients(self, X, t):
        """Forward in training, then backward. Returns the loss and the gradients, named as `params`."""
        loss = self.loss(X, t, train=True)
        dout = self.last.backward()
        for layer in reversed(self.layers[1:]):
            dout = layer.backward(dout)
        self.layers[0].backward(dout, need_dX=False)
        return loss, {key: getattr(layer, "d" + name) for key, (layer, name) in self.owners.items()}
