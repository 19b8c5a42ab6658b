"""The exercises of chapter 3: one entry each. answercheck's `Exercise` says what it consists of."""

import itertools

import numpy as np
from answercheck import Exercise, Mistake, WrongKind

from helpers.nn.activations import relu, sigmoid


def count(sizes):
    return sum((n + 1) * m for n, m in itertools.pairwise(sizes))


def count_weights_alone(sizes):
    return sum(n * m for n, m in itertools.pairwise(sizes))


def tanh_by_its_formula(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def leaky_relu(x, slope):
    return np.where(x > 0, x, slope * x)


def leaky_relu_in_place(x, slope):
    x[x <= 0] *= slope
    return x


def two_layers(x, W1, b1, W2, b2):
    return sigmoid(x @ W1 + b1) @ W2 + b2


def two_layers_turned(x, W1, b1, W2, b2):
    z1 = sigmoid(W1 @ x + b1)
    return W2 @ z1 + b2


def two_layers_half_repaired(x, W1, b1, W2, b2):
    return W2 @ sigmoid(x @ W1 + b1) + b2


def two_layers_repaired_at_the_end(x, W1, b1, W2, b2):
    return sigmoid(W1 @ x + b1) @ W2 + b2


def layers_of(rng, *sizes):
    return [(rng.normal(size=(n, m)), rng.normal(size=m)) for n, m in itertools.pairwise(sizes)]


def two_layer_inputs(rng):
    """The sizes 2, 2, 2 first, for which nothing fails; then sizes that differ."""
    one = np.array([[0.0, 3.0], [0.0, 0.0]])  # one weight, from input 1 to neuron 2
    yield np.array([1.0, 0.0]), one, np.zeros(2), np.array([[1.0, 0.0], [2.0, 0.0]]), np.zeros(2)
    for sizes in [(2, 2, 2), (3, 3, 3), (2, 3, 2), (4, 3, 2), (2, 5, 1)]:
        (W1, b1), (W2, b2) = layers_of(rng, *sizes)
        yield rng.normal(size=sizes[0]), W1, b1, W2, b2


def forward(layers, X):
    for W, b in layers[:-1]:
        X = sigmoid(X @ W + b)
    W, b = layers[-1]
    return X @ W + b


def forward_with_sigmoid_at_the_end(layers, X):
    for W, b in layers:
        X = sigmoid(X @ W + b)
    return X


def forward_without_bias(layers, X):
    return forward([(W, 0 * b) for W, b in layers], X)


def forward_without_activation(layers, X):
    for W, b in layers:
        X = X @ W + b
    return X


def forward_with_relu(layers, X):
    for W, b in layers[:-1]:
        X = relu(X @ W + b)
    W, b = layers[-1]
    return X @ W + b


def forward_from_the_input_each_time(layers, X):
    z = X
    for W, b in layers[:-1]:
        z = sigmoid(X @ W + b)
    W, b = layers[-1]
    return z @ W + b


def forward_without_the_last_layer(layers, X):
    for W, b in layers[:-1]:
        X = sigmoid(X @ W + b)
    return X


def forward_with_old_weights_at_the_end(layers, X):
    for W, b in layers[:-1]:
        X = sigmoid(X @ W + b)
    return X @ W + b


def forward_from_the_input_at_the_end(layers, X):
    W, b = layers[-1]
    return X @ W + b


def forward_with_the_last_layer_twice(layers, X):
    return forward([*layers, layers[-1]], X)


def forward_with_bias_outside(layers, X):
    for W, b in layers[:-1]:
        X = sigmoid(X @ W) + b
    W, b = layers[-1]
    return X @ W + b


def forward_inputs(rng):
    shown = [
        (np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]), np.array([0.1, 0.2, 0.3])),
        (np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]), np.array([0.1, 0.2])),
        (np.array([[0.1, 0.3], [0.2, 0.4]]), np.array([0.1, 0.2])),
    ]
    yield shown, np.array([1.0, 0.5])
    for N, *sizes in [(4, 2, 3), (5, 2, 3, 4), (3, 4, 2, 5, 2), (2, 3, 3, 3, 3, 1)]:
        yield layers_of(rng, *sizes), rng.normal(size=(N, sizes[0]))


# --- the hat ------------------------------------------------------------------------------------


def hat_network(left, top, right):
    up, down = 1 / (top - left), -1 / (right - top)
    W1, b1 = np.ones((1, 3)), -np.array([left, top, right])
    return W1, b1, np.array([[up], [down - up], [-down]]), np.zeros(1)


def hat_of_one_place(left, top, right):
    return hat_network(-1, 0, 1)


def hat_of_two_neurons(left, top, right):
    W1, b1, W2, b2 = hat_without_slopes(left, top, right)
    return W1[:, :2], b1[:2], W2[:2], b2


def hat_without_slopes(left, top, right):
    W1, b1, _, b2 = hat_network(left, top, right)
    return W1, b1, np.array([[1.0], [-2.0], [1.0]]), b2


def hat_that_falls_for_ever(left, top, right):
    W1, b1, W2, b2 = hat_network(left, top, right)
    return W1[:, :2], b1[:2], W2[:2], b2


def hat_on_the_other_side(left, top, right):
    W1, b1, W2, b2 = hat_network(left, top, right)
    return W1, -b1, W2, b2


def hat_that_still_rises_at_the_top(left, top, right):
    W1, b1, W2, b2 = hat_network(left, top, right)
    return W1, b1, W2 + W2[0] * [[0], [1], [0]], b2


def hat_with_the_slopes_themselves(left, top, right):
    W1, b1, W2, b2 = hat_network(left, top, right)
    return W1, b1, np.cumsum(W2, axis=0), b2


def places_around(left, top, right):
    """Many x, the three corners among them."""
    return np.sort([*np.linspace(left - 3, right + 3, 400), left, top, right])


def run_hat(answer, left, top, right):
    """The output of the reader's network for many x, after its arrays were found to fit together."""
    parts = answer(left, top, right)
    if not isinstance(parts, tuple | list) or len(parts) != 4:
        raise WrongKind("my_hat must return four arrays: W1, b1, W2, b2.")
    if any(part is ... for part in parts):
        return ...
    try:
        W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in parts)
    except (TypeError, ValueError):
        raise WrongKind("W1, b1, W2 and b2 must be arrays of numbers.") from None
    hidden = b1.size
    for name, array, shape in [
        ("W1", W1, (1, hidden)),
        ("b1", b1, (hidden,)),
        ("W2", W2, (hidden, 1)),
        ("b2", b2, (1,)),
    ]:
        if array.shape != shape:
            raise WrongKind(
                f"{name} has shape {array.shape}, and {shape} is needed: b1 has size {hidden}."
            )
    x = places_around(left, top, right)[:, np.newaxis]
    return (relu(x @ W1 + b1) @ W2 + b2)[:, 0]


def is_a_hat(y, left, top, right):
    x = places_around(left, top, right)
    wanted = np.interp(x, [left, top, right], [0, 1, 0])
    differs = np.abs(y - wanted)
    if np.max(differs) < 1e-6:
        return True
    i = np.argmax(differs)
    return f"At x = {x[i]:.2f} the output is {y[i]:.2f}, and {wanted[i]:.2f} is expected."


EXERCISES = [
    Exercise(
        number="3.1",
        title="Count the numbers of a network",
        hint="Go through the pairs of neighbouring layers. Every arrow between them is a weight, and every neuron of the second has a bias.",
        reference=count,
        inputs=lambda rng: [
            ([2, 3, 2],),
            ([1, 1],),
            *((rng.integers(1, 20, size=n).tolist(),) for n in (2, 3, 4, 5)),
        ],
        praise="The network that reads digits in chapter 4, sizes 784, 50, 100, 10, has 45,360 of them.",
        mistakes=[
            Mistake(count_weights_alone, "These are the weights alone. Where are the biases?"),
            Mistake(
                lambda sizes: count_weights_alone(sizes) + sum(sizes),
                "The inputs are counted as if each had a bias. They compute nothing.",
            ),
            Mistake(
                lambda sizes: count_weights_alone(sizes) + sum(sizes[:-1]),
                "A bias belongs to the neuron that the arrows lead to, not to the one they come from.",
            ),
            Mistake(
                lambda sizes: count_weights_alone(sizes) + len(sizes) - 1,
                "This counts one bias per layer. Each neuron of the layer has its own.",
            ),
            Mistake(
                lambda sizes: (sizes[-2] + 1) * sizes[-1],
                "Only the last pair of layers counts: each round sets the total again. Add with +=.",
            ),
            Mistake(
                lambda sizes: sum(sizes),
                "These are the neurons. Between two layers every neuron of one meets every neuron of "
                "the other.",
            ),
            Mistake(
                lambda sizes: count(sizes[1:]),
                "The first pair of layers is missing. Its index is 0.",
            ),
        ],
    ),
    Exercise(
        number="3.2",
        without=("tanh",),
        title="Build tanh from the sigmoid",
        hint="Compare with tanh at a few places: does yours reach from −1 to 1, is it 0 at 0, how steep is it there? And far from 0 only sigmoid is safe from overflow.",
        reference=lambda x: 2 * sigmoid(2 * x) - 1,
        inputs=lambda rng: [
            np.array([-1.0, 0.0, 1.0]),
            *(2 * rng.normal(size=shape) for shape in [(5,), (2, 3)]),
            np.array([-1000.0, 1000.0]),
        ],
        praise="tanh is a sigmoid, stretched to reach from −1 to 1, and a neuron can use either.",
        mistakes=[
            Mistake(
                tanh_by_its_formula,
                "Right for small numbers, but np.exp(1000) overflows. Let sigmoid do that work.",
            ),
            Mistake(
                lambda x: 2 * sigmoid(x) - 1,
                "The ends, −1 and 1, are right, but between them the curve rises too slowly.",
            ),
            Mistake(
                lambda x: sigmoid(2 * x),
                "This still lies between 0 and 1. How do you stretch and move it to reach from −1 to 1?",
            ),
            Mistake(
                sigmoid, "This is the sigmoid itself, which lies between 0 and 1, not −1 and 1."
            ),
            Mistake(
                lambda x: 2 * sigmoid(x),
                "This lies between 0 and 2. It has to move down, and it also rises too slowly.",
            ),
            Mistake(
                lambda x: 2 * sigmoid(2 * x),
                "The shape is right, but this lies between 0 and 2, not −1 and 1.",
            ),
            Mistake(
                lambda x: 2 * sigmoid(4 * x) - 1,
                "The ends, −1 and 1, are right, but between them the curve rises too fast.",
            ),
        ],
    ),
    Exercise(
        number="3.3",
        title="Name the activation",
        answer=("ReLU", "sigmoid", "step"),
        praise="Only ReLU goes above 1, only the sigmoid is above 0 for a negative sum, and only the step jumps to 1.",
        hint="Each neuron has a different function. Ask of each function: can it be above 1? Can it be between 0 and 1? What is it for a sum below 0?",
        mistakes=[
            Mistake(("sigmoid", "ReLU", "step"), "Can a sigmoid pass on more than 1?"),
            Mistake(
                ("ReLU", "step", "sigmoid"),
                "The step gives 0 or 1 only, and for a sum of 0.2 the sigmoid gives 0.55.",
            ),
            Mistake(("step", "sigmoid", "ReLU"), "The step passes on 0 or 1, and nothing else."),
        ],
    ),
    Exercise(
        number="3.4",
        title="Write a leaky ReLU",
        hint="Two cases, element by element: above 0 the number itself, otherwise slope times the number.",
        reference=leaky_relu,
        inputs=lambda rng: [
            (np.array([-2.0, 0.0, 3.0]), 0.1),
            (np.array([0.05, -0.05, 1.0]), 0.2),
            *(
                (3 * rng.normal(size=shape), slope)
                for shape, slope in [((5,), 0.01), ((2, 3), 0.3)]
            ),
        ],
        praise="It answers a nudge on both sides of 0, so that no neuron falls silent for good.",
        mistakes=[
            Mistake(
                leaky_relu_in_place,
                "The values are right, but x itself was changed, and it belongs to the caller.",
            ),
            Mistake(
                lambda x, slope: np.maximum(slope, x),
                "This compares x with the number slope. Compare it with slope times x.",
            ),
            Mistake(
                lambda x, slope: np.where(x > 0, x, slope),
                "Below 0 this is the number slope. It should be slope times x.",
            ),
            Mistake(
                lambda x, slope: np.maximum(0, slope * x),
                "Below 0 this is 0, as in ReLU. Above 0, x alone is asked for.",
            ),
            Mistake(
                lambda x, slope: np.maximum(0, x) + slope * x,
                "Right below 0. Above 0 the leak is added to x, where x alone is asked for.",
            ),
            Mistake(
                lambda x, slope: np.where(x > 0, x, -slope * x),
                "Below 0 the sign is the wrong way round: x is negative there already.",
            ),
            Mistake(
                lambda x, slope: np.where(x > 0, slope * x, x),
                "The two cases have changed places: the slope belongs to the negative numbers.",
            ),
            Mistake(
                lambda x, slope: np.where(x > 0, x, 0.01 * x),
                "The slope is always 0.01 here, but it comes in as an argument.",
            ),
            Mistake(
                lambda x, slope: np.maximum(0, x),
                "This is ReLU itself. Below 0 a leaky ReLU lets a small share through.",
            ),
            Mistake(
                lambda x, slope: np.where(x > slope, x, slope * x),
                "The two pieces meet at 0, and not at the slope.",
            ),
        ],
    ),
    Exercise(
        number="3.5",
        title="Find the middle",
        answer=(1.5, "falls"),
        also=[(1.5, "fall"), (1.5, "falling")],
        praise="The place is −b / w and the direction is the sign of w: with them you know where it turns, and which way.",
        hint="The middle lies where −4x + 6 = 0. Then take an x to the right of it: is the sum above or below 0?",
        mistakes=[
            Mistake((-1.5, "falls"), "Put x = −1.5 into −4x + 6: is the sum 0?"),
            Mistake((1.5, "rises"), "The place is right. What does a negative weight do?"),
            Mistake((-1.5, "rises"), "Put x = −1.5 into −4x + 6. What does a negative weight do?"),
            Mistake((6, "falls"), "6 is the bias. The middle is where the whole sum is 0."),
            Mistake(
                (2 / 3, "falls"), "Put x = 2/3 into −4x + 6. Which number is divided by which?"
            ),
        ],
    ),
    Exercise(
        number="3.6",
        title="Repair two layers that never complained",
        hint="Work out one neuron by hand, with sizes that all differ: which weights meet x, what is added, and what goes through the sigmoid?",
        reference=two_layers,
        given=two_layers_turned,
        inputs=lambda rng: list(two_layer_inputs(rng)),
        praise="Sizes that all differ find such a fault at once, so try new code with sizes that all differ.",
        mistakes=[
            Mistake(
                two_layers_half_repaired,
                "The first layer is right now. The second has the same fault.",
            ),
            Mistake(
                two_layers_repaired_at_the_end,
                "The second layer is right now. The first has the same fault.",
            ),
            Mistake(
                lambda x, W1, b1, W2, b2: sigmoid(two_layers(x, W1, b1, W2, b2)),
                "Both products are right. The output went through a sigmoid, which was not there.",
            ),
            Mistake(
                lambda x, W1, b1, W2, b2: (x @ W1 + b1) @ W2 + b2,
                "Both products are right. The sigmoid of the first layer is gone.",
            ),
            Mistake(
                lambda x, W1, b1, W2, b2: (sigmoid(x @ W1) + b1) @ W2 + b2,
                "Both products are right. The bias b1 belongs inside the sigmoid.",
            ),
            Mistake(
                lambda x, W1, b1, W2, b2: sigmoid(x @ W1 + b1) @ W2,
                "Both products are right. The bias b2 is gone.",
            ),
        ],
    ),
    Exercise(
        number="3.7",
        title="Predict three shapes",
        answer=((32, 50), (50, 100), (32, 10)),
        praise="The batch size goes through every layer, and no weight depends on it.",
        hint="A sum has a row for each example and a column for each neuron. A weight array has a row for each value that comes in, a column for each neuron.",
        mistakes=[
            Mistake(
                ((50,), (50, 100), (10,)),
                "These are the shapes for one example. The batch has 32.",
            ),
            Mistake(
                ((32, 50), (100, 50), (32, 10)),
                "W2 has a row for each value that comes in: 50 come from layer 1.",
            ),
            Mistake(
                ((32, 784), (784, 50), (32, 10)),
                "a1 comes after the first product, and W2 belongs to the second layer.",
            ),
            Mistake(
                ((784, 50), (50, 100), (32, 10)),
                "(784, 50) is the shape of W1. a1 is what comes out of X @ W1 + b1.",
            ),
            Mistake(
                ((32, 784), (50, 100), (32, 10)),
                "(32, 784) is the shape of the batch X. a1 is what comes out of X @ W1 + b1.",
            ),
            Mistake(((32, 50), (100, 10), (32, 10)), "(100, 10) is the shape of W3."),
            Mistake(((32, 50), (50, 100), (10,)), "y has a row for each image of the batch."),
            Mistake(
                ((50, 32), (50, 100), (10, 32)), "Examples are rows: the batch size comes first."
            ),
            Mistake(((50, 32), (50, 100), (32, 10)), "a1 has a row for each example: 32 is first."),
            Mistake(((32, 50), (50, 100), (10, 32)), "y has a row for each example: 32 is first."),
        ],
    ),
    Exercise(
        number="3.8",
        title="Write a forward pass for any number of layers",
        hint="Print the shape of z before each product. Every layer is a product and its biases; which of them have a sigmoid?",
        reference=forward,
        inputs=lambda rng: list(forward_inputs(rng)),
        praise="Chapter 6 builds its network as such a loop over layers, so that any layer fits in.",
        mistakes=[
            Mistake(
                forward_with_sigmoid_at_the_end,
                "The last layer went through the sigmoid too. Its activation is the identity.",
            ),
            Mistake(forward_without_bias, "The biases are missing: each sum is z @ W + b."),
            Mistake(
                forward_without_activation,
                "There is no sigmoid between the layers, so they collapse into one.",
            ),
            Mistake(
                forward_with_relu, "This has ReLU after the hidden layers. The task says sigmoid."
            ),
            Mistake(
                forward_without_the_last_layer,
                "The last layer is missing: the loop goes through all layers but that one.",
            ),
            Mistake(
                forward_with_old_weights_at_the_end,
                "After the loop, W and b are still those of the layer before the last. Take the last pair.",
            ),
            Mistake(
                forward_from_the_input_each_time,
                "Each layer starts from X again. From the second layer on it must start from the z before it.",
            ),
            Mistake(
                forward_with_the_last_layer_twice,
                "The last layer is used twice: the loop must end before it.",
            ),
            Mistake(
                forward_from_the_input_at_the_end,
                "The last layer starts from X. It must start from the z before it.",
            ),
            Mistake(
                forward_with_bias_outside,
                "Each bias is added after the sigmoid. It belongs to the sum inside.",
            ),
        ],
    ),
    Exercise(
        number="3.9",
        title="Build a hat by hand",
        hint="Draw the curve that comes out beside the hat. At which corner do they begin to differ?",
        reference=hat_network,
        judge=is_a_hat,
        expected="0 up to left, a straight rise to 1 at top, a straight fall to 0 at right, 0 beyond",
        run=run_hat,
        call="W1, b1, W2, b2 = my_hat(left, top, right), then the output for many x",
        inputs=lambda rng: [
            (-1.0, 0.0, 1.0),
            (0.0, 2.0, 3.0),
            *(tuple(np.cumsum(rng.uniform(0.5, 2, size=3)) - 3) for _ in range(4)),
        ],
        praise="Hats side by side, each with a height of its own, draw any curve of straight pieces: one hidden layer is enough.",
        mistakes=[
            Mistake(
                hat_of_one_place,
                "The first hat is right. Now left, top and right must decide where the corners are.",
            ),
            Mistake(
                hat_of_two_neurons,
                "Two corners are right. Beyond right the curve goes on falling: a third one must stop it.",
            ),
            Mistake(
                hat_without_slopes,
                "The slopes are always 1 and −1, so the top is at 1 only where both sides are 1 wide.",
            ),
            Mistake(
                hat_that_falls_for_ever,
                "The fall does not end at right. One more corner is needed there.",
            ),
            Mistake(
                hat_on_the_other_side,
                "The corners lie at −left, −top and −right. Where is the sum x + b equal to 0?",
            ),
            Mistake(
                hat_that_still_rises_at_the_top,
                "At top the first neuron still rises. The second must undo its slope, and then fall.",
            ),
            Mistake(
                hat_with_the_slopes_themselves,
                "W2 has the slopes of the pieces. Each neuron has to add the change of slope at its corner.",
            ),
        ],
    ),
]
