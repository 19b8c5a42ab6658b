"""The exercises of chapter 2: one entry each. answercheck's `Exercise` says what it consists of."""

import itertools

import numpy as np
from answercheck import Exercise, Mistake, Raises, WrongKind

from helpers.datasets import logic_gate

TWO = list(itertools.product((0, 1), repeat=2))  # all inputs of a gate, in the order of its table
THREE = list(itertools.product((0, 1), repeat=3))


def vote(x1, x2, x3):
    return int(x1 + x2 + x3 > 1.5)


def is_neuron(answer, inputs):
    """Whether a function's answers change at most once along straight lines, as a neuron's do."""
    starts = itertools.product((0, 1), repeat=inputs)
    for start, step in itertools.product(starts, itertools.product((-1, 0, 1), repeat=inputs)):
        points = [tuple(s + t * d for s, d in zip(start, step, strict=True)) for t in STEPS]
        answers = [int(answer(*point)) for point in points]
        if sum(a != b for a, b in itertools.pairwise(answers)) > 1:
            shown = ", ".join(f"{a} for {p}" for a, p in zip(answers, points, strict=True))
            return (
                "The table is right, but this is no neuron: along a straight line a neuron's answer "
                f"changes at most once. Here it is {shown}. Is the sum b + w1 x1 + w2 x2 and so on, "
                "with numbers for w and b?"
            )
    return True


STEPS = (-1, 0, 0.5, 1, 2)

# What is no gate.
ARITHMETIC = ("+", "-", "%", "//", "&", "|", "^", "==", "if", "not", "divmod", "int")


def answers(X, w, theta):
    return (X @ w > theta).astype(int)


def answers_as_given(X, w, theta):
    b = theta
    a = X @ w + b
    return (a >= 0).astype(int)


def neurons(rng):
    """Inputs, weights and a threshold, in eighths, so that no rounding blurs a sum of exactly 0."""
    X = logic_gate("AND")[0]
    yield X, np.array([0.5, 0.5]), 0.75
    yield X, np.array([1.0, 1.0]), 1.0
    for n in (3, 5, 6):
        X = rng.integers(-2, 3, size=(n, 2))
        w = rng.integers(1, 9, size=2) / 8
        yield X, w, X[0] @ w
        yield X, w, -X[0] @ w


def full_adder(x1, x2, carry_in):
    return divmod(x1 + x2 + carry_in, 2)


def learner(
    change_w=1.0,
    change_b=1.0,
    once=False,
    only_ones=False,
    only_up=False,
    blind=False,
    rows=None,
    keep=True,
    fires=lambda a: int(a > 0),
):
    """The perceptron rule, or, with other arguments, one that goes wrong."""

    def learn(X, t, passes):
        w, b = np.zeros(2), 0.0
        for _ in range(1 if once else passes):
            for x, target in zip(X[:rows], t[:rows], strict=True):
                error = target - fires(w @ x + b)
                if only_ones and error < 0:
                    continue
                w = w * keep + change_w * error * (1 if blind else x)
                b = b * keep + change_b * (abs(error) if only_up else error)
        return w, b

    return learn


def learn_nothing(X, t, passes):
    w, b = np.zeros(2), 0.0
    # your code here
    ...
    return w, b


def learn_and_answer(learn, X, t, passes):
    """What a neuron answers to the rows of X with the weights and the bias that were learned."""
    learned = learn(X, t, passes)
    if not isinstance(learned, tuple | list) or len(learned) != 2:
        raise WrongKind("my_learn must return two things, w and b.")
    if np.shape(learned[0]) != (2,) or np.size(learned[1]) != 1:
        raise WrongKind("w must be two numbers, and b a single one.")
    w, b = learned
    return (X @ np.asarray(w, float) + np.asarray(b, float).item() > 0).astype(int)


def tasks(rng):
    """Gates, then points on two sides of a line, none of them close to it."""
    for name in ("AND", "NAND", "OR"):
        yield *logic_gate(name), 100
    for _ in range(3):
        X = rng.uniform(-2, 2, size=(400, 2))
        angle = rng.uniform(0, 2 * np.pi)
        a = X @ [np.cos(angle), np.sin(angle)] + rng.uniform(-0.8, 0.8)
        X, a = X[np.abs(a) > 0.2][:20], a[np.abs(a) > 0.2][:20]
        yield X, (a > 0).astype(int), 100
    yield X, (a > 0).astype(int), 1


EXERCISES = [
    Exercise(
        number="2.1",
        title="Read a neuron",
        answer=[1, 0, 1, 0],
        praise="This neuron says the opposite of x2, and x1 cannot change that: a gate named NOT.",
        mistakes=[
            Mistake([1, 1, 0, 0], "The weights have changed places: 1 belongs to x1, −2 to x2."),
            Mistake(
                [0, 0, 1, 0],
                "Without any input the sum is the bias alone. What is it here, and is it above 0?",
            ),
            Mistake(
                [0.5, -1.5, 1.5, -0.5],
                "These are the four sums. The neuron answers 1 where the sum is above 0, else 0.",
            ),
            Mistake([1, 0, 1, 1], "Both inputs together give 0.5 + 1 − 2. Is that above 0?"),
            Mistake([0, 1, 0, 1], "All four are the wrong way round: 1 means that it fires."),
        ],
        hint="Write the four sums b + w1 x1 + w2 x2 first. Which of them are above 0?",
    ),
    Exercise(
        number="2.2",
        title="Let the bias fall",
        answer=[4, 3, 3, 1, 1, 0],
        praise="A lower bias never makes the neuron fire for more inputs.",
        mistakes=[
            Mistake(
                [4, 4, 3, 3, 1, 1],
                "A sum of exactly 0 occurs at b = 0, −1 and −2. Does the neuron fire there?",
            ),
            Mistake(
                [0, 1, 1, 3, 3, 4],
                "This is the count of those that stay silent, or it runs backwards.",
            ),
            Mistake(
                [3, 2, 2, 1, 1, 0], "01 and 10 have the same sum, and they are still two inputs."
            ),
        ],
        hint="The four sums are b, b + 1, b + 1 and b + 2. Count those above 0, for each b.",
    ),
    Exercise(
        number="2.3",
        requirement=lambda answer: is_neuron(answer, 2),
        title="Build your own NAND",
        reference=lambda x1, x2: 1 - x1 * x2,
        inputs=TWO,
        praise="Section 2.13 builds every other gate from this one.",
        mistakes=[
            Mistake(
                lambda x1, x2: x1 * x2,
                "This is AND. NAND is its opposite: which signs do w1, w2 and b need?",
            ),
            Mistake(
                lambda x1, x2: 0,
                "The neuron never fires. With negative weights, only the bias can lift the sum "
                "above 0: is it in the sum, and is it positive?",
            ),
            Mistake(
                lambda x1, x2: 1,
                "It always fires. With both inputs the sum must be 0 or below, and at exactly 0 the neuron is silent: > and not >=.",
            ),
            Mistake(
                lambda x1, x2: int(x1 + x2 == 0),
                "It fires for 00 alone. One input takes the sum to 0 or below: is the bias too "
                "small? At exactly 0 the neuron is silent.",
            ),
            Mistake(
                lambda x1, x2: int(x1 + x2 > 0),
                "This is OR: it is silent for 00, where NAND fires.",
            ),
            Mistake(
                lambda x1, x2: 0.7 - 0.5 * x1 - 0.5 * x2,
                "This is the sum. The neuron answers 1 if it is above 0, else 0.",
            ),
            Mistake(
                lambda x1, x2: 1 - 2 * x1 * x2,
                "A neuron that does not fire answers 0.",
            ),
            Mistake(
                Raises("name '(w1|w2|b)' is not defined"),
                "w1, w2 and b are not arguments. Choose a number for each, inside the function.",
            ),
        ],
        hint="The sum b + w1 x1 + w2 x2 is one number for each input. Print it for all four: which "
        "one has the wrong sign?",
    ),
    Exercise(
        number="2.4",
        requirement=lambda answer: is_neuron(answer, 3),
        title="Let three inputs vote",
        reference=vote,
        inputs=THREE,
        praise="A neuron is a vote in which each voter may have another weight.",
        mistakes=[
            Mistake(
                lambda x1, x2, x3: int(x1 + x2 + x3 > 0.5),
                "One vote is enough here. With weights of 1 a single vote gives 1 + b, which must "
                "be 0 or below.",
            ),
            Mistake(
                lambda x1, x2, x3: int(x1 + x2 + x3 > 2),
                "All three votes are needed here. Is the sum for two votes exactly 0? Then the "
                "neuron is silent.",
            ),
            Mistake(
                lambda x1, x2, x3: int(x1 + x2 > 1.5),
                "x3 has no vote: the answer does not change with it.",
            ),
            Mistake(
                lambda x1, x2, x3: int(x1 + x2 + x3 == 2), "Three votes are at least two as well."
            ),
            Mistake(
                lambda x1, x2, x3: x1 + x2 + x3,
                "This counts the votes. The neuron must answer 1 or 0.",
            ),
            Mistake(lambda x1, x2, x3: 1, "It always fires. Is the bias in the sum, and negative?"),
            Mistake(
                lambda x1, x2, x3: int(x1 + x2 + x3 < 1.5),
                "The other way round: it fires for few votes, and is silent for many.",
            ),
            Mistake(
                lambda x1, x2, x3: 0,
                "It never fires. Is the bias so low that even three votes do not lift the sum above 0?",
            ),
            Mistake(
                Raises("name '(w1|w2|w3|b)' is not defined"),
                "The weights and the bias are not arguments. Choose a number for each, inside the "
                "function.",
            ),
            Mistake(
                Raises(r"(AND|NAND|OR|XOR|<lambda>)\(\) takes 2"),
                "The gates take two inputs. This neuron has three: write its sum yourself.",
            ),
        ],
        hint="Give all three inputs the same weight. What is the sum for 0, 1, 2 and 3 votes?",
    ),
    Exercise(
        number="2.5",
        title="Repair a neuron",
        reference=answers,
        given=answers_as_given,
        inputs=neurons,
        praise="b = −θ, and at exactly 0 the neuron is silent: with both, the two forms agree.",
        mistakes=[
            Mistake(
                lambda X, w, theta: (X @ w - theta >= 0).astype(int),
                "One mistake is fixed. What should happen where the sum is exactly the threshold?",
            ),
            Mistake(
                lambda X, w, theta: (X @ w + theta > 0).astype(int),
                "One mistake is left: a higher threshold must make it harder to fire. Does it here?",
            ),
            Mistake(
                lambda X, w, theta: X @ w - theta,
                "These are the sums with the bias. The answers are 1 where they are above 0, else 0.",
            ),
            Mistake(
                lambda X, w, theta: (X @ w > 0).astype(int),
                "The threshold has no effect: theta is not in the sum.",
            ),
            Mistake(
                lambda X, w, theta: (X @ w > 2 * theta).astype(int),
                "theta counts twice: in the bias, and in the comparison.",
            ),
            Mistake(
                lambda X, w, theta: (X @ w < theta).astype(int),
                "It answers 1 below the threshold. It must do so above it.",
            ),
        ],
        hint="Compare with the formula of section 2.1, with other weights and thresholds as well.",
    ),
    Exercise(
        number="2.6",
        title="Which bias makes AND?",
        answer=[-1, -1.25],
        also=[[-1.25, -1]],
        praise="In the map for b = −1 the point (1, 0.5) lies on an edge that belongs to the solutions.",
        mistakes=[
            Mistake(
                [-1.25],
                "One is missing. At b = −1 the sum for 10 is exactly 0: which answer is that?",
            ),
            Mistake(
                [-1],
                "One is missing. The conditions leave room on one side of −1: on which?",
            ),
            Mistake(
                [-1, -1.25, -1.5],
                "One is too many. At b = −1.5 the sum for 11 is exactly 0: which answer is that?",
            ),
            Mistake(
                [-1.25, -1.5],
                "Look at the sums that are exactly 0: 10 at b = −1, and 11 at b = −1.5. Which "
                "answers are these, and which does AND want?",
            ),
            Mistake(
                [-0.75, -1, -1.25],
                "At b = −0.75 the input 10 gives 1 − 0.75, which is above 0. AND wants 0.",
            ),
        ],
        hint="Put w1 = 1 and w2 = 0.5 into the four conditions. What does each say about b?",
    ),
    Exercise(
        number="2.7",
        without=ARITHMETIC,
        title="Build the other missing gate",
        reference=lambda x1, x2: int(x1 == x2),
        inputs=TWO,
        praise="One neuron cannot make XNOR either; with a second layer all 16 tables can be made.",
        mistakes=[
            Mistake(
                lambda x1, x2: int(x1 != x2),
                "This is XOR, the opposite of what is asked for. Which gate turns 1 into 0?",
            ),
            Mistake(lambda x1, x2: x1 * x2, "This is AND. XNOR answers 1 to 00 as well."),
            Mistake(lambda x1, x2: int(x1 + x2 == 0), "XNOR answers 1 to 11 as well as to 00."),
            Mistake(
                lambda x1, x2: 1,
                "It is always 1. Do the two gates of layer 1 differ where they must?",
            ),
            Mistake(
                lambda x1, x2: int(x1 + x2 > 0), "This is OR: 00 must give 1, 01 and 10 give 0."
            ),
            Mistake(
                lambda x1, x2: 1 - x1 * x2,
                "This is NAND: 11 must give 1, and 01 and 10 must give 0.",
            ),
        ],
        hint="Each gate takes two inputs. XNOR is XOR with every answer turned around: where could "
        "that be done?",
    ),
    Exercise(
        number="2.8",
        without=ARITHMETIC,
        title="Add with gates",
        reference=full_adder,
        inputs=THREE,
        praise="A row of 64 of these, each handing its carry to the next, adds numbers of 64 digits.",
        mistakes=[
            Mistake(
                lambda x1, x2, carry_in: full_adder(x1, x2, carry_in)[::-1],
                "The two have changed places: first the carry, then the digit.",
            ),
            Mistake(
                lambda x1, x2, carry_in: full_adder(x1, x2, 0),
                "This is the half adder: the carry that came in is not added.",
            ),
            Mistake(
                lambda x1, x2, carry_in: (x1 & x2, x1 ^ x2 ^ carry_in),
                "The digit is right. A carry also comes from adding carry_in to the first digit: "
                "look at 1, 0, 1.",
            ),
            Mistake(
                lambda x1, x2, carry_in: (x1 & x2 & carry_in, x1 ^ x2 ^ carry_in),
                "The digit is right. Two digits of 1 are enough for a carry; this needs all three.",
            ),
            Mistake(
                lambda x1, x2, carry_in: (0, x1 ^ x2 ^ carry_in),
                "The digit is right. The two half adders never both have a carry, so AND of them is 0.",
            ),
            Mistake(
                lambda x1, x2, carry_in: (x1 | x2 | carry_in, x1 ^ x2 ^ carry_in),
                "The digit is right. A single 1 makes no carry: look at 0, 0, 1.",
            ),
            Mistake(
                lambda x1, x2, carry_in: ((x1 & x2) | ((x1 ^ x2) & carry_in), x1 ^ x2 | carry_in),
                "The carry is right. For the digit, 1 + 1 is 0 with a carry, so OR is not the gate.",
            ),
            Mistake(
                lambda x1, x2, carry_in: ((x1 & x2) ^ carry_in, x1 ^ x2 ^ carry_in),
                "The digit is right. The carry that came in does not make a carry by itself: with "
                "what must it be added?",
            ),
            Mistake(
                lambda x1, x2, carry_in: ((x1 & x2) | carry_in, x1 ^ x2 ^ carry_in),
                "The digit is right. A carry that comes in is not always handed on: look at 0, 0, 1.",
            ),
            Mistake(
                lambda x1, x2, carry_in: ((x1 & x2) | ((x1 ^ x2) & carry_in), x1 ^ x2),
                "The carry is right. The digit is that of the first half adder: carry_in is not in it.",
            ),
            Mistake(
                lambda x1, x2, carry_in: (
                    (x1 & x2) | ((x1 ^ x2 ^ carry_in) & carry_in),
                    x1 ^ x2 ^ carry_in,
                ),
                "The digit is right. The second half adder adds carry_in to the first one's digit, "
                "and not to the result.",
            ),
            Mistake(
                lambda x1, x2, carry_in: ((x1 ^ x2) & carry_in, x1 ^ x2 ^ carry_in),
                "The digit is right. The carry of the first half adder, x1 AND x2, is lost.",
            ),
        ],
        hint="Each gate takes two inputs. Which is wrong, the carry or the digit? Build that one with "
        "half adders.",
    ),
    Exercise(
        number="2.9",
        title="Let one neuron learn",
        reference=learner(),
        given=learn_nothing,
        inputs=tasks,
        run=learn_and_answer,
        call="w, b = my_learn(X, t, passes), then (X @ w + b > 0).astype(int)",
        praise="If a line can separate the points, this rule finds one: that has been proved.",
        mistakes=[
            Mistake(
                learner(change_w=-1.0, change_b=-1.0),
                "It learns the opposite: each change makes the sum worse. Is it t − y, or y − t?",
            ),
            Mistake(
                learner(change_b=0.0),
                "The bias stays 0, so that every line goes through the point (0, 0).",
            ),
            Mistake(
                learner(change_w=0.0),
                "The weights stay 0, so that all inputs get the same answer.",
            ),
            Mistake(
                learner(once=True),
                "These are the w and b of a single pass. Do w and b start at 0 again in every pass, "
                "or does something end the loop over the passes?",
            ),
            Mistake(
                learner(only_ones=True),
                "The weights only ever grow by inputs with t = 1. What if y = 1 and t = 0?",
            ),
            Mistake(
                learner(only_up=True),
                "The bias only ever grows. What if y = 1 and t = 0?",
            ),
            Mistake(
                learner(blind=True),
                "Both weights change by the same amount. Each must change by its own input.",
            ),
            Mistake(
                learner(rows=4),
                "It learns the gates. X may have more than four rows: does a pass go through all?",
            ),
            Mistake(
                learner(fires=lambda a: int(a >= 0)),
                "At exactly 0 the neuron is silent. Is it > in your code, or >=?",
            ),
            Mistake(
                learner(fires=lambda a: a),
                "The rule compares t with the answer y, which is 0 or 1, and not with the sum.",
            ),
            Mistake(
                learner(keep=False),
                "Each change replaces w and b. Add it to what they were.",
            ),
            Mistake(
                Raises(r"perceptron\(\) missing"),
                "perceptron takes five numbers: x1, x2, w1, w2 and b. x[0] and w[0] are such numbers.",
            ),
            Mistake(
                Raises(r"broadcast together with shapes \(4,\) \(2,\)"),
                "Four numbers meet two. t has the targets of all rows: which one belongs to this "
                "row?",
            ),
            Mistake(
                Raises(r"broadcast together with shapes \(4,\) \(4,2\)"),
                "All rows are taken at once here. The rule takes one row after the other.",
            ),
        ],
        hint="A pass takes one row at a time: x is two numbers, its target is one. Print w and b "
        "after each pass on AND: they must stop changing after a few.",
    ),
]
