"""Networks, built from the layers, and what it takes to feed and train them."""

import numpy as np

from helpers.nn.activations import softmax
from helpers.nn.layers import Affine, ReLU, SoftmaxWithLoss


def flatten_and_scale(images):
    """Images of bytes as rows of numbers from 0 to 1.

    images: (N, height, width), uint8. Returns (N, height * width), float32, in one new array.
    Raises ValueError if images has another number of axes.
    """
    N, height, width = images.shape
    return images.reshape(N, height * width) / np.float32(255)


def init_params(D, H, K, rng, dtype=np.float32):
    """Random starting weights and zero biases for a network of one hidden layer.

    D, H, K: numbers of inputs, hidden units, outputs. rng: a NumPy random generator.
    Weights are normal with standard deviation sqrt(2 / inputs).
    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    Returns a dict: W1 (D, H), b1 (H,), W2 (H, K), b2 (K,).
    """
    return {
        "W1": (rng.standard_normal((D, H)) * np.sqrt(2 / D)).astype(dtype),
        "b1": np.zeros(H, dtype),
        "W2": (rng.standard_normal((H, K)) * np.sqrt(2 / H)).astype(dtype),
        "b2": np.zeros(K, dtype),
    }


class TwoLayerNet:
    """Affine, ReLU, Affine, softmax. `params` holds W1 (D, H), b1 (H,), W2 (H, K), b2 (K,)."""

    def __init__(self, params):
        """params: a dict as from `init_params`. It is copied."""
        self.params = {name: value.copy() for name, value in params.items()}
        p = self.params
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

    net: has `params` and `gradients`. lr: the learning rate. Returns the loss before the step.
    """
    loss, grads = net.gradients(X, t)
    for name, grad in grads.items():
        net.params[name] -= lr * grad
    return loss
