"""The same network in PyTorch, weights moved over: the same outputs, loss and gradients."""

import numpy as np
import pytest
import torch

from helpers.nn.layers import Affine, BatchNorm, Convolution, Dropout, Flatten, MaxPool, ReLU
from helpers.nn.networks import Network, TwoLayerNet, he_weights, init_params
from helpers.nn.optimizers import SGD, Adam, Momentum


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("dtype", "tolerance"), [(np.float32, 2e-6), (np.float64, 1e-14)], ids=["float32", "float64"]
)
def test_outputs_loss_and_all_gradients_agree(seed, dtype, tolerance):
    rng = np.random.default_rng(seed)
    params = init_params(784, 50, 10, rng, dtype)
    params["b1"] = rng.standard_normal(50).astype(dtype)
    params["b2"] = rng.standard_normal(10).astype(dtype)
    X, t = rng.random((100, 784)).astype(dtype), rng.integers(10, size=100)

    peer = {name: torch.from_numpy(value.copy()).requires_grad_() for name, value in params.items()}
    scores = torch.relu(torch.from_numpy(X) @ peer["W1"] + peer["b1"]) @ peer["W2"] + peer["b2"]
    peer_loss = torch.nn.functional.cross_entropy(scores, torch.from_numpy(t))
    peer_loss.backward()

    net = TwoLayerNet(params)
    loss, grads = net.gradients(X, t)

    def close(ours, theirs):
        theirs = theirs.detach().numpy()
        assert np.abs(ours - theirs).max() <= tolerance * max(1, np.abs(theirs).max())

    close(net.scores(X), scores)
    close(net.predict(X), torch.softmax(scores, dim=1))
    close(loss, peer_loss)
    for name in params:
        close(grads[name], peer[name].grad)


def apart(ours, theirs):
    """The largest difference, relative to the largest number."""
    theirs = theirs.detach().numpy()
    return np.abs(ours - theirs).max() / max(1, np.abs(theirs).max())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", [(7, 4), (100, 50)])
def test_batch_norm_in_both_modes_and_its_running_averages(seed, shape):
    rng = np.random.default_rng(seed)
    N, D = shape
    gamma, beta = rng.uniform(0.5, 2, D), rng.standard_normal(D)
    ours, theirs = BatchNorm(gamma, beta), torch.nn.BatchNorm1d(D, dtype=torch.float64)
    theirs.weight.data, theirs.bias.data = torch.from_numpy(gamma), torch.from_numpy(beta)
    for train in (True, True, True, False):
        X, dout = 3 * rng.standard_normal(shape) + 5, rng.standard_normal(shape)
        ours.train = train
        theirs.train(train)
        theirs.zero_grad()
        peer = torch.from_numpy(X).requires_grad_()
        y = theirs(peer)
        y.backward(torch.from_numpy(dout))
        if train:
            assert apart(ours.forward(X), y) < 1e-12
        else:  # PyTorch's running variance is that of a sample, N / (N - 1) times ours
            start = 0.9**3
            ours.var = (ours.var - start) * N / (N - 1) + start
            assert apart(ours.var, theirs.running_var) < 1e-12
            assert apart(ours.forward(X), y) < 1e-12
        assert apart(ours.backward(dout), peer.grad) < 1e-11
        assert apart(ours.dgamma, theirs.weight.grad) < 1e-12
        assert apart(ours.dbeta, theirs.bias.grad) < 1e-12
        assert apart(ours.mean, theirs.running_mean) < 1e-12


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_dropout_with_pytorchs_mask(share):
    torch.manual_seed(0)
    peer = torch.from_numpy(np.random.default_rng(0).uniform(1, 2, (40, 50))).requires_grad_()
    y = torch.nn.functional.dropout(peer, share)
    dout = np.random.default_rng(1).standard_normal((40, 50))
    y.backward(torch.from_numpy(dout))

    class SameChoice(np.random.Generator):
        """Draws numbers that make the layer drop what PyTorch has dropped."""

        def random(self, size, dtype):
            return np.where(y.detach().numpy() == 0, 0, 1).astype(dtype).reshape(size)

    layer = Dropout(share, SameChoice(np.random.PCG64(0)))
    layer.train = True
    assert apart(layer.forward(peer.detach().numpy()), y) < 1e-12
    assert apart(layer.backward(dout), peer.grad) < 1e-12
    layer.train = False
    assert np.array_equal(layer.forward(dout), dout)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SGD, lambda p, lr: torch.optim.SGD(p, lr)),
        (Momentum, lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
        (lambda p: Momentum(p, 0.5), lambda p, lr: torch.optim.SGD(p, lr, momentum=0.5)),
        (Adam, lambda p, lr: torch.optim.Adam(p, lr)),
        (lambda p: Adam(p, 0.8, 0.99), lambda p, lr: torch.optim.Adam(p, lr, betas=(0.8, 0.99))),
    ],
    ids=["SGD", "momentum 0.9", "momentum 0.5", "Adam", "Adam with other betas"],
)
def test_optimizers_agree_over_200_steps(ours, theirs):
    rng = np.random.default_rng(0)
    params = {"W": rng.standard_normal((5, 3)), "b": rng.standard_normal(3)}
    peers = {name: torch.from_numpy(value.copy()) for name, value in params.items()}
    optimizer, peer = ours(params), theirs(list(peers.values()), 0.03)
    for _ in range(200):
        grads = {name: rng.standard_normal(value.shape) + 0.3 for name, value in params.items()}
        optimizer.step(grads, 0.03)
        for name, value in peers.items():
            value.grad = torch.from_numpy(grads[name])
        peer.step()
        assert all(apart(params[name], peers[name]) < 1e-10 for name in params)


# --- chapter 8: axes are moved inside PyTorch's graph, so that its gradients come in our order -----


def conv2d(X, W, b, **how):
    W = W.permute(3, 2, 0, 1).contiguous()
    return torch.nn.functional.conv2d(X.permute(0, 3, 1, 2), W, b, **how).permute(0, 2, 3, 1)


def max_pool2d(X):
    return torch.nn.functional.max_pool2d(X.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


def leaves(*arrays):
    return [torch.from_numpy(array.copy()).requires_grad_() for array in arrays]


@pytest.mark.parametrize("seed", range(30))
def test_convolution_at_random_shapes_strides_and_paddings(seed):
    rng = np.random.default_rng(seed)
    N, C, F, K, stride = rng.integers(1, 6, size=5)
    padding = rng.integers(0, K)
    height, width = rng.integers(K, K + 8, size=2)
    X, b = rng.standard_normal((N, height, width, C)), rng.standard_normal(F)
    W = rng.standard_normal((K, K, C, F))
    layer, (x, w, bias) = Convolution(W, b, stride, padding), leaves(X, W, b)
    out = layer.forward(X)
    y = conv2d(x, w, bias, stride=int(stride), padding=int(padding))
    dout = rng.standard_normal(out.shape)
    y.backward(torch.from_numpy(dout))
    assert apart(out, y) < 1e-12
    assert apart(layer.backward(dout), x.grad) < 1e-12
    assert apart(layer.dW, w.grad) < 1e-12
    assert apart(layer.db, bias.grad) < 1e-12


@pytest.mark.parametrize(
    "values", [1, 2, 3, 1000]
)  # how many different numbers: ties nearly everywhere
@pytest.mark.parametrize("seed", range(5))
def test_max_pool_and_who_gets_the_gradient_of_equals(values, seed):
    rng = np.random.default_rng(seed)
    N, height, width, C = rng.integers(1, 6, size=4)
    X = rng.integers(values, size=(N, 2 * height, 2 * width, C)).astype(float)
    layer, (x,) = MaxPool(), leaves(X)
    out, y = layer.forward(X), max_pool2d(x)
    dout = rng.standard_normal(out.shape)
    y.backward(torch.from_numpy(dout))
    assert np.array_equal(out, y.detach())
    assert np.array_equal(layer.backward(dout), x.grad)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("dtype", "most"), [(np.float32, 1e-5), (np.float64, 1e-13)])
def test_a_whole_convolutional_network(seed, dtype, most):
    rng = np.random.default_rng(seed)

    def made(kind, *shape, **how):
        return kind(
            he_weights(*shape, rng=rng, dtype=dtype), rng.random(shape[-1]).astype(dtype), **how
        )

    filters1, filters2 = made(Convolution, 5, 5, 1, 8), made(Convolution, 3, 3, 8, 16, padding=1)
    layers = [filters1, MaxPool(), ReLU(), filters2, MaxPool(), ReLU(), Flatten()]
    net = Network([*layers, made(Affine, 6 * 6 * 16, 10)])
    X, t = rng.random((20, 28, 28, 1)).astype(dtype), rng.integers(10, size=20)
    X[:, :, 20:] = 0  # blank paper, on which all four are equal

    peer = dict(zip(net.params, leaves(*net.params.values()), strict=True))
    a = torch.relu(max_pool2d(conv2d(torch.from_numpy(X), peer["W1"], peer["b1"])))
    a = torch.relu(max_pool2d(conv2d(a, peer["W2"], peer["b2"], padding=1)))
    scores = a.flatten(1) @ peer["W3"] + peer["b3"]
    peer_loss = torch.nn.functional.cross_entropy(scores, torch.from_numpy(t))
    peer_loss.backward()

    loss, grads = net.gradients(X, t)
    assert apart(net.scores(X), scores) < most
    assert apart(loss, peer_loss) < most
    for name, grad in grads.items():
        assert grad.dtype == dtype
        assert apart(grad, peer[name].grad) < most, name
