"""Optimizers, each a rule by which a gradient moves a parameter, and a schedule for the rate."""

import numpy as np


class SGD:
    """Stochastic gradient descent: every parameter goes lr times its gradient downhill.

    params: a dict of arrays of decimal numbers. They are kept, not copied, and changed in place.
    Raises ValueError for anything else.
    """

    def __init__(self, params):
        for name, value in params.items():
            if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
                raise ValueError(f"params must hold arrays of decimal numbers, but {name} does not")
        self.params, self.steps = params, 0

    def step(self, grads, lr):
        """Move every parameter. grads: a dict with the names and shapes of params. lr: 0 or more.

        Raises ValueError, and moves nothing, for other names, shapes or rates.
        """
        wanted = {name: value.shape for name, value in self.params.items()}
        came = {name: np.shape(grad) for name, grad in grads.items()}
        if came != wanted:
            raise ValueError(f"grads must have the names and shapes {wanted}, not {came}")
        if not 0 <= lr < np.inf:
            raise ValueError(f"lr must be 0 or more, and finite, but it is {lr}")
        self.steps += 1
        for name, grad in grads.items():
            self.move(name, grad, float(lr))

    def move(self, name, grad, lr):
        """Move one parameter inside its array."""
        self.params[name] -= lr * grad


class Momentum(SGD):
    """Gradient descent with a velocity, of which each step keeps the share beta, from 0 to below 1.

    Source: Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    """

    def __init__(self, params, beta=0.9):
        super().__init__(params)
        if not 0 <= beta < 1:
            raise ValueError(f"beta must be at least 0 and less than 1, but it is {beta}")
        self.beta = beta
        self.velocity = {name: np.zeros_like(value) for name, value in params.items()}

    def move(self, name, grad, lr):
        """v = beta v - lr grad, then the parameter goes v further."""
        v = self.velocity[name]
        v *= self.beta
        v -= lr * grad
        self.params[name] += v


class Adam(SGD):
    """Steps of a size of their own for each number: its mean gradient by its mean size.

    beta1, beta2: the shares of the old means that each step keeps, from 0 to below 1.
    Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization".
    """

    def __init__(self, params, beta1=0.9, beta2=0.999):
        super().__init__(params)
        if not (0 <= beta1 < 1 and 0 <= beta2 < 1):
            raise ValueError(f"betas must be at least 0 and less than 1, not {beta1} and {beta2}")
        self.beta1, self.beta2 = beta1, beta2
        self.m = {name: np.zeros_like(value) for name, value in params.items()}
        self.v = {name: np.zeros_like(value) for name, value in params.items()}

    def move(self, name, grad, lr):
        """The means, corrected for their start at 0, decide the step."""
        m, v = self.m[name], self.v[name]
        m += (1 - self.beta1) * (grad - m)
        v += (1 - self.beta2) * (grad**2 - v)
        mean = m / (1 - self.beta1**self.steps)
        size = np.sqrt(v / (1 - self.beta2**self.steps))
        self.params[name] -= lr * mean / (size + 1e-8)


def one_cycle(step, steps, peak, rise=0.25):
    """The learning rate in this step: a straight way up to `peak`, then a straight way down to 0.

    step: from 0 to steps - 1. peak: 0 or more. rise: the share of the steps that goes up, between
    0 and 1. Raises ValueError for anything else.
    Source: Smith and Topin (2018), "Super-convergence".
    """
    if not (0 <= step < steps and 0 <= peak < np.inf and 0 < rise < 1):
        raise ValueError(
            f"one_cycle needs 0 <= step < steps, a peak of 0 or more and 0 < rise < 1, "
            f"not step {step}, steps {steps}, peak {peak}, rise {rise}"
        )
    done = (step + 1) / (steps + 1)
    return peak * min(done / rise, (1 - done) / (1 - rise))
