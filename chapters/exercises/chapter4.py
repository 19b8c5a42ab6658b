"""The exercises of chapter 4: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake

from helpers.nn.activations import sigmoid, softmax


def decide(a, threshold):
    return (sigmoid(a) > threshold).astype(int)


def softmax_of_rows(a):
    return softmax(a)


def row_by_row(a):
    return np.array([softmax(row) for row in a.reshape(len(a), -1)]).reshape(a.shape)


def plain_rows(a):
    exps = np.exp(a)
    return exps / np.sum(exps, axis=-1, keepdims=True)


def one_shift_for_all(a):
    return plain_rows(a - np.max(a))


def shift_by_column(a):
    return plain_rows(a - np.max(a, axis=0))


def shift_by_column_as_given(a):
    exps = np.exp(a - np.max(a, axis=0))
    return exps / np.sum(exps, axis=-1, keepdims=True)


def shift_by_the_smallest(a):
    return plain_rows(a - np.min(a, axis=-1, keepdims=True))


def shift_by_the_mean(a):
    return plain_rows(a - np.mean(a, axis=-1, keepdims=True))


def shifted_above_only(a):
    return np.exp(a - np.max(a, axis=-1, keepdims=True)) / np.sum(np.exp(a), axis=-1, keepdims=True)


def shift_after_exp(a):
    exps = np.exp(a) - np.max(a, axis=-1, keepdims=True)
    return exps / np.sum(exps, axis=-1, keepdims=True)


def sum_of_all(a):
    exps = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exps / np.sum(exps)


def sum_by_column(a):
    exps = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exps / np.sum(exps, axis=0)


def axis_lost(a):
    exps = np.exp(a - np.max(a, axis=-1))
    return exps / np.sum(exps, axis=-1)


def axis_lost_in_max(a):
    return plain_rows(a - np.max(a, axis=-1))


def axis_lost_in_sum(a):
    exps = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exps / np.sum(exps, axis=-1)


def axis_one(a):
    exps = np.exp(a - np.max(a, axis=1, keepdims=True))
    return exps / np.sum(exps, axis=1, keepdims=True)


def axis_one_lost(a):
    exps = np.exp(a - np.max(a, axis=1))
    return exps / np.sum(exps, axis=-1, keepdims=True)


def all_then_axis_lost(a):
    exps = np.exp(a - np.max(a))
    return exps / np.sum(exps, axis=-1)


def softmax_of_columns(a):
    return softmax(a.T).T


def accuracy(y, t):
    return np.mean(np.argmax(y, axis=1) == t)


def sigmoid_from_softmax(a):
    return softmax(np.column_stack([np.zeros(len(a)), a]))[:, 1]


def mean_confidence(scores, T):
    return np.mean(np.max(softmax(scores / T), axis=1))


def bisect(scores, t, low=0.01, high=100.0):
    for _ in range(50):
        T = (low + high) / 2
        if mean_confidence(scores, T) > accuracy(scores, t):
            low = T
        else:
            high = T
    return T


def bisect_the_wrong_way(scores, t, low=0.01, high=100.0):
    for _ in range(50):
        T = (low + high) / 2
        if mean_confidence(scores, T) > accuracy(scores, t):
            high = T
        else:
            low = T
    return T


def search_without_success(scores, t):
    found = None
    return found


def is_honest(T, scores, t):
    T = float(T)
    if not T > 0:
        return "A temperature is greater than 0."
    confidence, right = mean_confidence(scores, T), accuracy(scores, t)
    if abs(confidence - right) <= 0.001:
        return True
    judged = "too sure" if confidence > right else "not sure enough"
    return (
        f"There the mean confidence is {confidence:.4f}, and the accuracy is {right:.4f}: {judged}."
    )


def score_batches(rng):
    """Scores small and large, of square and other batches, and of one example alone."""
    return [
        np.array([[0.3, 2.9, 4.0], [2.0, 1.0, 0.0]]),
        np.array([[0.3, 2.9, 4.0], [2.0, 1.0, 0.0], [1.0, 2.0, 3.0]]),
        np.array([0.3, 2.9, 4.0]),
        *(3 * rng.normal(size=shape) for shape in [(4, 2), (3, 3), (6,), (5, 10)]),
        np.array([[1010.0, 1000.0, 990.0], [-1010.0, -1000.0, -990.0]]),
        np.array([[2000.0, 0.0, 10.0], [0.0, -2000.0, -1.0]]),
    ]


def answers_and_labels(rng):
    yield (
        np.array([[0.1, 0.7, 0.2], [0.8, 0.1, 0.1], [0.3, 0.3, 0.4], [0.2, 0.5, 0.3]]),
        np.array([1, 0, 2, 0]),
    )
    # On the square batches an answer along the wrong axis is a number, and no error.
    for N, K in [(5, 3), (4, 4), (50, 10), (7, 2), (10, 10), (10, 10)]:
        y = softmax(2 * rng.normal(size=(N, K)))
        guess = rng.integers(K, size=N)
        yield y, np.where(rng.random(N) < 0.6, np.argmax(y, axis=1), guess)


def scores_and_labels(rng):
    yield np.array([[2.0, 0.0], [2.0, 0.0], [0.0, 2.0], [2.0, 0.0]]), np.array([0, 0, 1, 1])
    for N, K, T in [(200, 3, 2.0), (300, 10, 1.3), (200, 2, 0.5), (300, 5, 4.0)]:
        scores = 4 * rng.normal(size=(N, K))
        chances = np.cumsum(softmax(scores / T), axis=1)
        yield scores, np.sum(chances[:, :-1] < rng.random((N, 1)), axis=1)


EXERCISES = [
    Exercise(
        number="4.1",
        title="Decide with a threshold of your own",
        hint="Two steps: a probability from each weighted sum, then a comparison that gives 1 or 0.",
        reference=decide,
        inputs=lambda rng: [
            (np.array([-2.0, 0.7, 5.0]), 0.5),
            (np.array([0.7, 2.0, 5.0]), 0.99),
            (np.array([-1.0, 0.0, 1.0]), 0.5),
            *((2 * rng.normal(size=n), rng.uniform(0.05, 0.95)) for n in (4, 6, 20)),
        ],
        praise="The weights stay, and the threshold alone sets how careful the filter is.",
        mistakes=[
            Mistake(
                lambda a, threshold: (np.asarray(a) > threshold).astype(int),
                "These are the answers of a > threshold. The threshold is a probability. Which "
                "function makes one out of a?",
            ),
            Mistake(
                lambda a, threshold: (sigmoid(a) >= threshold).astype(int),
                "What happens at a probability of exactly the threshold? The task says: greater.",
            ),
            Mistake(
                lambda a, threshold: (sigmoid(a) > 0.5).astype(int),
                "The answers are those of the threshold 0.5, whatever threshold is given.",
            ),
            Mistake(
                lambda a, threshold: (sigmoid(a) < threshold).astype(int),
                "The other way round: 1 is for a probability greater than the threshold.",
            ),
            Mistake(
                lambda a, threshold: sigmoid(a),
                "These are the probabilities. The decision, 1 or 0, is still missing.",
            ),
        ],
    ),
    Exercise(
        number="4.2",
        title="Predict what equal scores give",
        answer=[0.25, 0.25, 0.25, 0.25],
        praise="Equal scores share the probability equally, 1 / K for each of K classes, "
        "however high they are.",
        mistakes=[
            Mistake([1, 1, 1, 1], "These four add up to 4. What must probabilities add up to?"),
            Mistake([7, 7, 7, 7], "These are the scores. What must probabilities add up to?"),
            Mistake([0, 0, 0, 0], "These four add up to 0. What must probabilities add up to?"),
            Mistake([25, 25, 25, 25], "These four add up to 100. Probabilities add up to 1."),
            Mistake([0.25, 0.25, 0.25], "There are four classes, so the list has four numbers."),
            Mistake(0.25, "That is right for each class. Write all four, in a list."),
        ],
        hint="Does any class lead? And what must the four numbers add up to?",
    ),
    Exercise(
        number="4.3",
        title="Predict what a low temperature does",
        answer=np.exp(2),
        also=[7.39, 7.4],
        tolerance=1e-3,
        praise="A lower temperature stretches the lead, and the ratio grows as a power.",
        mistakes=[
            Mistake(
                np.exp(1),
                "The ratio stays if a number is added to both scores. Here they are divided.",
            ),
            Mistake(2 * np.exp(1), "It is the lead in score that doubles, not the ratio."),
            Mistake(np.exp(0.5), "This is the ratio at T = 2. To divide by 0.5 is to double."),
            Mistake(
                2, "This is the lead in score. How many times as probable does it make a class?"
            ),
            Mistake(
                np.exp(-2),
                "The lead is right. This is how many times as probable class 1 is.",
            ),
            Mistake(
                np.exp(4),
                "Divided by 0.5, the scores are 2 and 4. Their difference counts, not the larger one.",
            ),
            Mistake(
                7, "Near, but this is a power of e: write it with two decimals, or with np.exp."
            ),
        ],
        hint="Divide both scores by 0.5. What is the lead now?",
    ),
    Exercise(
        number="4.4",
        title="Write a softmax for a batch",
        reference=softmax_of_rows,
        inputs=score_batches,
        praise="It is right for one row and for many, however high the scores are: a network's last step.",
        mistakes=[
            Mistake(
                lambda a: np.exp(a - np.max(a)) / np.sum(np.exp(a - np.max(a))),
                "All numbers of the batch together add up to 1. Each row should.",
            ),
            Mistake(
                sum_of_all,
                "The sum runs over the whole batch. Which argument makes it run along each row?",
            ),
            Mistake(sum_by_column, "Now each column adds up to 1. An example is a row."),
            Mistake(softmax_of_columns, "This is right for columns. An example is a row."),
            Mistake(
                axis_lost,
                "Without keepdims the summed axis is lost, and one number per row meets the columns.",
            ),
            Mistake(
                all_then_axis_lost,
                "The sum runs along each row now, and loses that axis: it needs keepdims. And the "
                "largest score is still that of the whole batch.",
            ),
            Mistake(
                axis_lost_in_max,
                "The sum keeps its axis, and the largest score does not. It needs keepdims, too.",
            ),
            Mistake(
                axis_lost_in_sum,
                "The largest score keeps its axis, and the sum does not. It needs keepdims, too.",
            ),
            Mistake(
                plain_rows,
                "Small scores are right. Large ones overflow: subtract each row's largest score first.",
            ),
            Mistake(
                one_shift_for_all,
                "One number is subtracted from the whole batch. A row that is far below it "
                "becomes 0 / 0.",
            ),
            Mistake(
                shift_by_column,
                "Each row adds up to 1, but the numbers subtracted differ within a row.",
            ),
            Mistake(
                axis_one,
                "A single example, of shape (K,), has no axis 1. Which number means the last axis?",
            ),
            Mistake(
                row_by_row,
                "Batches are right. One example alone, of shape (K,), is taken for K rows of one score.",
            ),
            Mistake(
                shift_by_the_smallest,
                "Each row loses its smallest score, so that the others are powers above 0, which can "
                "still overflow. Which score must become the 0?",
            ),
            Mistake(
                shift_by_the_mean,
                "Each row loses its mean, so that the largest is a power above 0, which can still "
                "overflow. Which score must become the 0?",
            ),
            Mistake(
                shift_after_exp,
                "The largest score is subtracted from the powers. Subtract it from the scores.",
            ),
            Mistake(
                shifted_above_only,
                "The numbers above are shifted, and the sum below is not. Divide by the sum of the "
                "same numbers.",
            ),
        ],
        hint="Try it on `square`, and on one row of it alone. Is each row of the result right?",
    ),
    Exercise(
        number="4.5",
        title="Repair a softmax that passes its check",
        reference=softmax_of_rows,
        given=shift_by_column_as_given,
        inputs=score_batches,
        praise="A sum of 1 is a sign, not a proof. Comparing with a second way finds more.",
        mistakes=[
            Mistake(
                one_shift_for_all,
                "Most batches are right now. But one number is subtracted from all rows, and a "
                "row that is far below it becomes 0 / 0.",
            ),
            Mistake(
                plain_rows,
                "The probabilities are right while the scores are small. Without any shift, large "
                "ones overflow.",
            ),
            Mistake(
                axis_lost_in_max,
                "The right axis. But the largest of each row must stay a column: think of keepdims.",
            ),
            Mistake(
                axis_one_lost,
                "The right axis for a batch. But the largest of each row must stay a column, and "
                "one example alone, of shape (K,), has no axis 1.",
            ),
            Mistake(
                axis_one,
                "Every batch is right. But one example alone, of shape (K,), has no axis 1.",
            ),
            Mistake(
                sum_by_column,
                "The shift is right now. The sum was right before: it runs along the rows.",
            ),
            Mistake(softmax_of_columns, "This is right for columns. An example is a row."),
            Mistake(
                shift_by_the_smallest,
                "Each row loses its smallest score, so that the others are powers above 0, which can "
                "still overflow. Which score must become the 0?",
            ),
            Mistake(
                shift_by_the_mean,
                "Each row loses its mean, so that the largest is a power above 0, which can still "
                "overflow. Which score must become the 0?",
            ),
        ],
        hint="Compare a row of the result with plain_softmax of that row alone.",
    ),
    Exercise(
        number="4.6",
        without=("exp", "sigmoid"),
        title="Build the sigmoid from softmax",
        hint="Print the scores before softmax. Each example needs a row of its own, with two scores in it.",
        reference=sigmoid_from_softmax,
        inputs=lambda rng: [
            np.array([0.0, 0.7, -2.0]),
            *(3 * rng.normal(size=n) for n in (2, 5, 1)),
            np.array([-1000.0, 1000.0]),
        ],
        praise="So a network for two classes may end in either, and the sigmoid needs one output less.",
        mistakes=[
            Mistake(
                lambda a: softmax(np.column_stack([np.zeros(len(a)), a]))[:, 0],
                "These are the probabilities of class 0. Which column is class 1?",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([np.zeros(len(a)), a])),
                "Both columns came back. The probability of class 1 is one of them.",
            ),
            Mistake(
                lambda a: softmax(np.array([np.zeros(len(a)), a])),
                "The two scores of an example are in one column here. Softmax reads rows.",
            ),
            Mistake(
                softmax,
                "Softmax took the N numbers for one row of N scores. Each of them needs a row of its "
                "own, with a second score beside it.",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([-a, a]))[:, 1],
                "With the scores −a and a the difference is 2a. It should be a.",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([1 - a, a]))[:, 1],
                "With the scores 1 − a and a the difference is 2a − 1. It should be a. Scores need "
                "not add up to 1.",
            ),
            Mistake(
                lambda a: softmax(np.array([0, a]))[1],
                "The array a holds N scores of class 1. It takes N scores of class 0 as well, one "
                "beside each.",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([np.ones(len(a)), a]))[:, 1],
                "With a first score of 1 the difference is a − 1. It should be a.",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([np.zeros(len(a)), a]))[1],
                "[1] is a row: the two probabilities of one example. Which index picks a column?",
            ),
            Mistake(
                lambda a: softmax(np.column_stack([a, a]))[:, 1],
                "Both scores are equal here, so that the probability is always one half.",
            ),
        ],
    ),
    Exercise(
        number="4.7",
        title="Choose the ending",
        answer=[("identity", 3), ("softmax", 12), ("sigmoid", 1)],
        praise="The question decides the ending, before a single weight is known.",
        mistakes=[
            Mistake(
                ["identity", "softmax", "sigmoid"],
                "Each answer is a pair: the activation, and the number of outputs.",
            ),
            Mistake(
                [("identity", 1), ("softmax", 12), ("sigmoid", 1)],
                "The first has to give three numbers: length, width and height.",
            ),
            Mistake(
                [("softmax", 3), ("softmax", 12), ("sigmoid", 1)],
                "The first: softmax would make the three lengths add up to 1.",
            ),
            Mistake(
                [("identity", 3), ("softmax", 1), ("sigmoid", 1)],
                "The second: softmax gives one probability per class. Of a single score it makes 1.",
            ),
            Mistake(
                [(3, "identity"), (12, "softmax"), (1, "sigmoid")],
                "The other way round: the activation first, then the number of outputs.",
            ),
            Mistake(
                [("identity", 3), ("identity", 1), ("sigmoid", 1)],
                "The second: a month is a class. With one number, an answer between months 1 and "
                "12 would be about 6.",
            ),
            Mistake(
                [("identity", 3), ("softmax", 12), ("sigmoid", 2)],
                "The third: one output with the sigmoid already gives both probabilities.",
            ),
            Mistake(
                [("identity", 3), ("softmax", 12), ("softmax", 2)],
                "Each of the three would work. But the third can do with fewer outputs.",
            ),
            Mistake(
                [("sigmoid", 3), ("softmax", 12), ("sigmoid", 1)],
                "The first: a sigmoid gives numbers between 0 and 1. A length can be larger.",
            ),
            Mistake(
                [("identity", 3), ("sigmoid", 12), ("sigmoid", 1)],
                "The second: twelve sigmoids are twelve separate questions. Exactly one month is right.",
            ),
            Mistake(
                [("identity", 3), ("softmax", 12), ("step", 1)],
                "The third: a step says yes or no, and not how sure it is.",
            ),
            Mistake(
                [("identity", 3), ("softmax", 12), ("identity", 1)],
                "The third: a probability lies between 0 and 1. The identity gives any number.",
            ),
        ],
        hint="Ask for each: a number, one of two, or one of many? And how many numbers must come out?",
    ),
    Exercise(
        number="4.8",
        title="Measure the accuracy",
        hint="Three steps: where the largest of each row is, whether that is the label, and the share of those.",
        reference=accuracy,
        inputs=lambda rng: [*answers_and_labels(rng)],
        praise="The same lines will measure every network in the chapters to come.",
        mistakes=[
            Mistake(
                lambda y, t: np.mean(np.argmax(y) == t),
                "Without axis, np.argmax gives one place in the whole batch. Each row needs its own.",
            ),
            Mistake(
                lambda y, t: np.mean(np.argmax(y, axis=0) == t),
                "axis=0 looks for the largest in each column. An example is a row.",
            ),
            Mistake(
                lambda y, t: np.mean(np.max(y, axis=1) == t),
                "These are the largest probabilities. Compare where they are, not how large.",
            ),
            Mistake(
                lambda y, t: np.argmax(y, axis=1) == t,
                "This is True or False for each row. The share of True is one number.",
            ),
            Mistake(
                lambda y, t: np.sum(np.argmax(y, axis=1) == t),
                "This counts the right answers. The share is asked for.",
            ),
            Mistake(
                lambda y, t: np.mean(np.argmax(y, axis=1) != t),
                "This is the share of wrong answers.",
            ),
            Mistake(
                lambda y, t: np.sum(np.argmax(y, axis=1) == t) / len(y[0]),
                "len(y[0]) is the number of classes. How many rows are there?",
            ),
        ],
    ),
    Exercise(
        number="4.9",
        title="Find the honest temperature",
        reference=bisect,
        judge=is_honest,
        seconds=30,
        expected="a temperature at which the mean confidence is within 0.001 of the accuracy",
        inputs=lambda rng: [*scores_and_labels(rng)],
        praise="Now the mean confidence says how often the network is right, on average.",
        mistakes=[
            Mistake(
                lambda scores, t: 1.0,
                "T = 1 leaves the probabilities as they are, so nothing has changed yet.",
            ),
            Mistake(
                bisect_the_wrong_way,
                "The search runs to its end in the wrong direction. Does a larger T make the "
                "answers more sure, or less?",
            ),
            Mistake(
                lambda scores, t: mean_confidence(scores, 1) / accuracy(scores, t),
                "The confidence does not fall in proportion to T, so one division cannot find T. "
                "Search for it.",
            ),
            Mistake(
                lambda scores, t: accuracy(scores, t),
                "This is the accuracy. A T is asked for, at which the mean confidence has this value.",
            ),
            Mistake(
                search_without_success,
                "No temperature came back. Is there a `return` that is always reached, or did a "
                "search step over the right one?",
            ),
        ],
        hint="Write a function for the mean confidence at a given T, and print it for T = 0.5, 1, 2 and 4. Between which two of them is it equal to the accuracy?",
    ),
]
