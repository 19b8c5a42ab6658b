"""Worked example exercises of every kind, with their stubs and solutions."""

import itertools

import numpy as np
from answercheck.exercise import Exercise, Mistake


def nand(x1, x2):
    return int(-0.5 * x1 - 0.5 * x2 + 0.7 > 0)


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_without_axis(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def mean_squared_error(y, t):
    return np.mean((np.asarray(y) - np.asarray(t)) ** 2)


class Double:
    def forward(self, x):
        self.mask = x > 0
        return 2 * x * self.mask

    def backward(self, dout):
        return 2 * dout * self.mask


class DoubleEverywhere(Double):
    def backward(self, dout):
        return 2 * dout


class DoubleInPlace(Double):
    def backward(self, dout):
        dout[~self.mask] = 0
        return 2 * dout


def there_and_back(Layer, x, dout):
    layer = Layer()
    y = layer.forward(x)
    return {"forward": y, "backward": layer.backward(dout)}


def descend(f, x, lr, steps):
    path = [x]
    for _ in range(steps):
        x = x - lr * (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
        path.append(x)
    return path


def climb(f, x, lr, steps):
    return descend(f, x, -lr, steps)


def stand_still(f, x, lr, steps):
    return [x] * (steps + 1)


def goes_downhill(path, f, x, lr, steps):
    if len(path) != steps + 1:
        return f"There are {len(path)} points, and {steps} steps lead to {steps + 1} points."
    return path[0] == x and all(f(b) < f(a) for a, b in itertools.pairwise(path))


def bowl(x):
    return (x - 1) ** 2


EXERCISES = [
    Exercise(
        number="12.1",
        title="Which gate is it?",
        hint="Write the four sums first. Which of them are above 0?",
        answer="OR",
        praise="With b = −0.5 a single input of 1 is enough to fire.",
        mistakes=[
            Mistake("AND", "AND fires for (1, 1) alone. What is the sum for (0, 1)?"),
            Mistake("NAND", "NAND fires for (0, 0). What is the sum there?"),
        ],
    ),
    Exercise(
        number="12.2",
        title="Build your own NAND",
        hint="Print the sum for all four inputs. Which one has the wrong sign?",
        reference=nand,
        inputs=[(0, 0), (0, 1), (1, 0), (1, 1)],
        praise="Every other gate can be built from this one.",
        mistakes=[
            Mistake(
                lambda x1, x2: int(0.5 * x1 + 0.5 * x2 - 0.7 > 0),
                "This is AND. NAND is its opposite: what do the signs of w1, w2 and b have to be?",
            ),
            Mistake(
                lambda x1, x2: int(-0.5 * x1 - 0.5 * x2 > 0),
                "The neuron never fires. Is the bias missing?",
            ),
            Mistake(
                lambda x1, x2: int(-0.5 * x1 - 0.5 * x2 + 0.3 > 0),
                "This fires for (0, 0) alone. Is the bias large enough for (0, 1)?",
            ),
        ],
    ),
    Exercise(
        number="12.3",
        title="Measure an error",
        hint="Three steps: the differences, their squares, the mean.",
        reference=mean_squared_error,
        inputs=lambda rng: [
            (np.array([1.0, 2.0]), np.array([1.0, 4.0])),
            *((rng.normal(size=n), rng.normal(size=n)) for n in (3, 5, 8)),
        ],
        praise="The number is 0 only if every output is right.",
        mistakes=[
            Mistake(
                lambda y, t: np.mean(np.abs(y - t)),
                "The differences are taken without their sign, and not squared.",
            ),
            Mistake(lambda y, t: np.mean(y - t) ** 2, "Square first, then take the mean."),
        ],
    ),
    Exercise(
        number="12.4",
        title="Repair a softmax",
        hint="Try it on two rows. Does each row add up to 1?",
        reference=softmax,
        given=softmax_without_axis,
        inputs=lambda rng: [
            np.array([[0.3, 2.9, 4.0], [1.0, 1.0, 1.0]]),
            *(3 * rng.normal(size=shape) for shape in [(2, 3), (3, 3), (4, 2), (5,)]),
        ],
        praise="Each row is now a probability distribution of its own.",
        mistakes=[
            Mistake(
                lambda x: np.exp(x) / np.sum(np.exp(x), axis=0),
                "This sums down the columns. A row holds the scores of one example.",
            ),
            Mistake(
                lambda x: np.exp(x) / np.sum(np.exp(x), axis=-1),
                "The sums of the rows have lost their axis. Which argument of np.sum keeps it?",
            ),
        ],
    ),
    Exercise(
        number="12.5",
        title="Write a layer that doubles",
        hint="Keep in forward what backward needs.",
        reference=Double,
        inputs=lambda rng: [
            (np.array([[1.0, -2.0]]), np.array([[1.0, 1.0]])),
            *((rng.normal(size=(n, 3)), rng.normal(size=(n, 3))) for n in (1, 2, 4)),
        ],
        run=there_and_back,
        call="layer = MyDouble(); layer.forward(x), then layer.backward(dout)",
        praise="A layer needs for backward what it kept in forward.",
        mistakes=[
            Mistake(DoubleEverywhere, "What arrives is let through where x was not positive, too."),
            Mistake(DoubleInPlace, "backward writes into dout, which belongs to the layer above."),
        ],
    ),
    Exercise(
        number="12.6",
        title="Walk downhill",
        hint="Print each point and its f(x).",
        reference=descend,
        judge=goes_downhill,
        expected="steps + 1 points, the first is x, each lower than the one before",
        inputs=lambda rng: [(bowl, x, 0.1, 5) for x in (3.0, *rng.uniform(2, 9, size=3))],
        praise="All learning in this course is this loop.",
        mistakes=[
            Mistake(climb, "The walk goes uphill. Which sign does a step need?"),
            Mistake(stand_still, "No point differs from the one before it."),
        ],
        seconds=0.5,
    ),
]

STUBS = {
    "12.1": "answer = ...",
    "12.2": """
def answer(x1, x2):
    # your code here
    ...
""",
    "12.3": """
def answer(y, t):
    differences = ...
    return np.mean(differences)
""",
    "12.4": """
def answer(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)
""",
    "12.5": """
class answer:
    def forward(self, x):
        self.mask = x > 0
        return 2 * x * self.mask

    def backward(self, dout):
        ...  # your code here
""",
    "12.6": """
def answer(f, x, lr, steps):
    path = [x]
    for _ in range(steps):
        slope = ...
        path.append(path[-1] - lr * slope)
    return path
""",
}

SOLUTIONS = {
    "12.1": "answer = 'or'",
    "12.2": """
def answer(x1, x2):
    w1, w2, b = -0.5, -0.5, 0.7
    return int(x1 * w1 + x2 * w2 + b > 0)
""",
    "12.3": """
def answer(y, t):
    total = 0
    for i in range(len(y)):
        total += (y[i] - t[i]) ** 2
    return total / len(y)
""",
    "12.4": """
def answer(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=-1, keepdims=True)
""",
    "12.5": """
class answer:
    def forward(self, x):
        self.mask = x > 0
        return 2 * x * self.mask

    def backward(self, dout):
        return np.where(self.mask, 2 * dout, 0)
""",
    "12.6": """
def answer(f, x, lr, steps):
    path = [x]
    for _ in range(steps):
        slope = (f(path[-1] + 0.001) - f(path[-1])) / 0.001
        path.append(path[-1] - lr * slope)
    return path
""",
}
