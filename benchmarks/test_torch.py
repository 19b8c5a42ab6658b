"""The same network in PyTorch, weights moved over: the same outputs, loss and gradients."""

import numpy as np
import pytest
import torch

from helpers.nn.networks import TwoLayerNet, init_params


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
