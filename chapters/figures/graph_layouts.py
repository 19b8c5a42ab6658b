"""Chapter 6's computation graphs, as (nodes, edges), and the rules of their nodes.

Both are described in `graphs.Graph`: Graph(ax, *FRUIT, forward).
"""

# Two fruits bought and taxed.
FRUIT = (
    {
        "apple price": (0, 4, "apple price"),
        "apple count": (0, 3, "apple count"),
        "times apples": (2.2, 4, "×"),
        "orange count": (0, 2, "orange count"),
        "orange price": (0, 1, "orange price"),
        "times oranges": (2.2, 1, "×"),
        "plus": (4.8, 2.5, "+"),
        "tax": (4.8, 1, "tax"),
        "times tax": (7, 2.5, "×"),
        "end": (8.6, 2.5, "to pay"),
    },
    {
        "apple price": ("apple price", "times apples"),
        "apple count": ("apple count", "times apples"),
        "apples": ("times apples", "plus"),
        "orange price": ("orange price", "times oranges"),
        "orange count": ("orange count", "times oranges"),
        "oranges": ("times oranges", "plus"),
        "fruit": ("plus", "times tax"),
        "tax": ("tax", "times tax"),
        "total": ("times tax", "end"),
    },
)

# y = 1 / (1 + exp(-a)) as four nodes.
SIGMOID = (
    {
        "a": (0, 0, "a"),
        "negate": (1.9, 0, "× −1"),
        "exp": (4.1, 0, "exp"),
        "plus": (6.2, 0, "+ 1"),
        "inverse": (8.4, 0, "1 / u"),
        "y": (10.4, 0, "y"),
    },
    {
        "a": ("a", "negate"),
        "m": ("negate", "exp"),
        "q": ("exp", "plus"),
        "u": ("plus", "inverse"),
        "y": ("inverse", "y"),
    },
)

# y = sigmoid(x1 w1 + x2 w2 + b): one neuron.
NEURON = (
    {
        "x1": (0, 3, "x1"),
        "w1": (0, 2, "w1"),
        "w2": (0, 1, "w2"),
        "x2": (0, 0, "x2"),
        "times 1": (2.1, 3, "×"),
        "times 2": (2.1, 0, "×"),
        "plus": (4.6, 1.5, "+"),
        "b": (4.6, 0, "b"),
        "plus b": (6.7, 1.5, "+"),
        "squash": (9.1, 1.5, "sigmoid"),
        "y": (11.7, 1.5, "y"),
    },
    {
        "x1": ("x1", "times 1"),
        "w1": ("w1", "times 1"),
        "x2": ("x2", "times 2"),
        "w2": ("w2", "times 2"),
        "p1": ("times 1", "plus"),
        "p2": ("times 2", "plus"),
        "s": ("plus", "plus b"),
        "b": ("b", "plus b"),
        "a": ("plus b", "squash"),
        "y": ("squash", "y"),
    },
)

# One weight's way into output j: a_j = x_i W_ij + the rest.
WEIGHT = (
    {
        "x": (0, 1, "$x_i$"),
        "W": (0, 0, "$W_{ij}$"),
        "times": (2.4, 1, "×"),
        "rest": (3.2, 0, "rest"),
        "plus": (5.4, 1, "+"),
        "a": (7.2, 1, "$a_j$"),
    },
    {
        "x": ("x", "times"),
        "W": ("W", "times"),
        "product": ("times", "plus"),
        "rest": ("rest", "plus"),
        "a": ("plus", "a"),
    },
)

# a = X @ W + b.
AFFINE = (
    {
        "X": (0, 1, "X"),
        "W": (0, 0, "W"),
        "dot": (2.6, 1, "@"),
        "b": (3.4, 0, "b"),
        "plus": (6, 1, "+"),
        "a": (8.2, 1, "a"),
    },
    {
        "X": ("X", "dot"),
        "W": ("W", "dot"),
        "XW": ("dot", "plus"),
        "b": ("b", "plus"),
        "a": ("plus", "a"),
    },
)

# L = log S - a1 with S = exp(a0) + exp(a1) + exp(a2): softmax and cross-entropy where class 1 is right.
SOFTMAX_LOSS = (
    {
        "a0": (0, 2, "$a_0$"),
        "a1": (0, 1, "$a_1$"),
        "a2": (0, 0, "$a_2$"),
        "exp 0": (1.9, 2, "exp"),
        "exp 1": (1.9, 1, "exp"),
        "exp 2": (1.9, 0, "exp"),
        "plus": (4.3, 1, "+"),
        "log": (6.2, 1, "log"),
        "right": (6.2, 0, "$a_1$"),
        "minus": (8.2, 1, "−"),
        "L": (9.8, 1, "$L$"),
    },
    {
        "a0": ("a0", "exp 0"),
        "a1": ("a1", "exp 1"),
        "a2": ("a2", "exp 2"),
        "e0": ("exp 0", "plus"),
        "e1": ("exp 1", "plus"),
        "e2": ("exp 2", "plus"),
        "S": ("plus", "log"),
        "log S": ("log", "minus"),
        "right": ("right", "minus"),
        "L": ("minus", "L"),
    },
)

# The layers of chapter 6's network.
NETWORK = (
    {
        "X": (0, 0, "X"),
        "W1": (2.7, 1.5, "W1"),
        "b1": (2.7, -1.5, "b1"),
        "first": (2.7, 0, "Affine"),
        "activation": (5.5, 0, "ReLU"),
        "W2": (8.3, 1.5, "W2"),
        "b2": (8.3, -1.5, "b2"),
        "second": (8.3, 0, "Affine"),
        "t": (11.4, 1.5, "t"),
        "last": (11.4, 0, "Softmax\nWithLoss"),
        "end": (13.5, 0, "loss"),
    },
    {
        "X": ("X", "first"),
        "W1": ("W1", "first"),
        "b1": ("b1", "first"),
        "a1": ("first", "activation"),
        "z1": ("activation", "second"),
        "W2": ("W2", "second"),
        "b2": ("b2", "second"),
        "a2": ("second", "last"),
        "t": ("t", "last"),
        "loss": ("last", "end"),
    },
)

# The rules of the nodes, for graphs that are walked through step by step.

APPLE_RULES = {
    "times 1": (
        "cost = price × count = {price} × {count} = {cost}",
        "dprice = dcost × count = {dcost} × {count} = {dprice}\n"
        "dcount = dcost × price = {dcost} × {price} = {dcount}",
    ),
    "times 2": (
        "total = cost × tax = {cost} × {tax} = {total}",
        "dcost = dtotal × tax = {dtotal} × {tax} = {dcost}\n"
        "dtax = dtotal × cost = {dtotal} × {cost} = {dtax}",
    ),
}

NEURON_RULES = {
    "times 1": (
        "p1 = x1 × w1 = {x1} × {w1} = {p1}",
        "dx1 = dp1 × w1 = {dp1} × {w1} = {dx1}\ndw1 = dp1 × x1 = {dp1} × {x1} = {dw1}",
    ),
    "times 2": (
        "p2 = x2 × w2 = {x2} × {w2} = {p2}",
        "dx2 = dp2 × w2 = {dp2} × {w2} = {dx2}\ndw2 = dp2 × x2 = {dp2} × {x2} = {dw2}",
    ),
    "plus": (
        "s = p1 + p2 = {p1} + {p2} = {s}",
        "A plus hands on what arrives: dp1 = {dp1} and dp2 = {dp2}",
    ),
    "plus b": (
        "a = s + b = {s} + {b} = {a}",
        "A plus hands on what arrives: ds = {ds} and db = {db}",
    ),
    "squash": (
        "y = 1 / (1 + exp(−a)) = {y}",
        "da = dy × y × (1 − y) = {dy} × {y} × (1 − {y}) = {da}",
    ),
}

NETWORK_RULES = {
    "first": (
        "a1 = X @ W1 + b1:  {X} @ {W1} gives {a1}; b1 {b1} is stretched over the rows",
        "dW1 = X.T @ da1:  ({X[1]}, {X[0]}) @ {da1} gives {dW1}, the shape of W1\n"
        "db1 = the sum of the rows of da1:  {da1} becomes {db1}, the shape of b1\n"
        "dX is left out: nobody changes the images",
    ),
    "activation": (
        "z1 = max(0, a1), element by element: the shape stays {z1}",
        "da1 = dz1 * mask, element by element: the shape stays {da1}",
    ),
    "second": (
        "a2 = z1 @ W2 + b2:  {z1} @ {W2} gives {a2}; b2 {b2} is stretched over the rows",
        "dz1 = da2 @ W2.T:  {da2} @ ({W2[1]}, {W2[0]}) gives {dz1}, the shape of z1\n"
        "dW2 = z1.T @ da2:  ({z1[1]}, {z1[0]}) @ {da2} gives {dW2}, the shape of W2\n"
        "db2 = the sum of the rows of da2:  {da2} becomes {db2}, the shape of b2",
    ),
    "last": (
        "y = softmax(a2) is {a2}; the loss is one number, its shape {loss}",
        "da2 = (y − t) / N:  one number for each score, {da2}",
    ),
}
