"""The exercises of chapter 1: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake, Raises

# --- 1.2 a mean ---------------------------------------------------------------------------------


def mean(values):
    total = 0
    for value in values:
        total += value
    return total / len(values)


def mean_of_the_first(values):
    total = 0
    for value in values:
        total += value
        return total / len(values)


def mean_of_the_last(values):
    for value in values:
        total = value
    return total / len(values)


def mean_by_wrong_index(values):
    total = 0
    for value in values:
        total += values[value]
    return total / len(values)


def mean_without_the_first(values):
    total = 0
    for i in range(1, len(values)):
        total += values[i]
    return total / len(values)


# --- 1.4 a smoothing ----------------------------------------------------------------------------


def smooth(v):
    means = np.array(v, dtype=np.float64)
    means[1:] = (v[:-1] + v[1:]) / 2
    return means


def smooth_in_place(v):
    means = v
    for i in range(1, len(v)):
        means[i] = (v[i - 1] + v[i]) / 2
    return means


def smooth_a_copy(v):
    means = v.copy()
    for i in range(1, len(v)):
        means[i] = (v[i - 1] + v[i]) / 2
    return means


def smooth_with_zero_first(v):
    means = np.zeros(len(v))
    for i in range(1, len(v)):
        means[i] = (v[i - 1] + v[i]) / 2
    return means


def smooth_from_the_start(v):
    means = np.zeros(len(v))
    for i in range(len(v)):
        means[i] = (v[i - 1] + v[i]) / 2
    return means


# --- 1.6 a matrix product -----------------------------------------------------------------------


def only_the_last_pair(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    for i, j in np.ndindex(C.shape):
        for k in range(A.shape[1]):
            C[i, j] = A[i, k] * B[k, j]
    return C


def too_few_pairs(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    for i, j in np.ndindex(C.shape):
        for k in range(A.shape[0]):
            C[i, j] += A[i, k] * B[k, j]
    return C


def fill(make, rows, columns):
    """make(i, j) for each place, as an array."""
    C = np.zeros((rows, columns))
    for i, j in np.ndindex(C.shape):
        C[i, j] = make(i, j)
    return C


def shape_of_the_first(A, B):
    C = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            C[i, j] = np.sum(A[i, :] * B[:, j])
    return C


def rows_as_indices(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    for i in A:
        for j in B:
            C[i, j] = np.sum(A[i, :] * B[:, j])
    return C


def rows_with_rows(A, B):
    return fill(lambda i, j: np.sum(A[i, :] * B[j, :]), A.shape[0], B.shape[1])


def rows_with_rows_by_index(A, B):
    D = A.shape[1]
    return fill(lambda i, j: sum(A[i, k] * B[j, k] for k in range(D)), A.shape[0], B.shape[1])


def end_in_the_loop(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    C[0, 0] = np.sum(A[0, :] * B[:, 0])
    return C


def places_swapped(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            C[j, i] = np.sum(A[i, :] * B[:, j])
    return C


def whole_numbers_only(A, B):
    C = np.zeros((A.shape[0], B.shape[1]), dtype=np.int64)
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            C[i, j] = np.sum(A[i, :] * B[:, j])
    return C


def products(rng):
    yield np.array([[1, 2], [3, 4]]), np.array([[3, 0], [0, 6]])
    for N, D, H in ((2, 3, 4), (4, 3, 2), (3, 3, 3)):
        yield rng.integers(-3, 10, size=(N, D)), rng.integers(-3, 10, size=(D, H))
    yield rng.normal(size=(1, 5)).round(1), rng.normal(size=(5, 2)).round(1)


# --- 1.7 how often a neuron says yes ------------------------------------------------------------


def neurons(rng):
    yield (
        np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
        np.array([[1.0, -1.0], [1.0, 1.0]]),
        np.array([-1.0, 0.0]),
    )
    # With N = D = H every product fits, so that one in the wrong order gives numbers, not an error.
    for N, D, H in ((6, 2, 3), (5, 4, 5), (8, 3, 1), (3, 3, 3)):
        yield tuple(rng.normal(size=shape).round(1) for shape in ((N, D), (D, H), H))


# --- 1.8 a smaller picture ----------------------------------------------------------------------


def by_blocks(make, overlap=False, dtype=np.float64):
    """A function that fills a smaller picture with make(block) for every block."""

    def shrink(image, k):
        small = np.zeros((image.shape[0] // k, image.shape[1] // k), dtype)
        step = 1 if overlap else k
        for i, j in np.ndindex(small.shape):
            small[i, j] = make(image[i * step : i * step + k, j * step : j * step + k])
        return small

    return shrink


def by_one_reshape(image, k):
    shape = (image.shape[0] // k, image.shape[1] // k)
    return image.reshape(-1, k * k).mean(axis=1).reshape(shape)


def square_only(image, k):
    n = len(image) // k
    small = np.zeros((n, n))
    for i, j in np.ndindex(n, n):
        small[i, j] = image[i * k : i * k + k, j * k : j * k + k].mean()
    return small


def same_size(image, k):
    small = np.zeros_like(image)
    for i, j in np.ndindex(image.shape[0] // k, image.shape[1] // k):
        small[i, j] = image[i * k : i * k + k, j * k : j * k + k].mean()
    return small


def stop_at_k(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i:k, j:k].mean()
    return small


def stop_at_k_again(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i * k : k, j * k : k].mean()
    return small


def stop_without_brackets(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i * k : i + 1 * k, j * k : j + 1 * k].mean()
    return small


def stop_one_early(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i * k : (i + 1) * k - 1, j * k : (j + 1) * k - 1].mean()
    return small


def pixels_swapped(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i in range(small.shape[0]):
        for j in range(small.shape[1]):
            small[j, i] = image[i * k : (i + 1) * k, j * k : (j + 1) * k].mean()
    return small


def no_second_picture(image, k):
    for i, j in np.ndindex(image.shape[0] // k, image.shape[1] // k):
        image[i, j] = image[i * k : i * k + k, j * k : j * k + k].mean()
    return image


def with_decimal_counts(image, k):
    return np.zeros((image.shape[0] / k, image.shape[1] / k))


def two_pairs_of_brackets(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i * k : i * k + k][j * k : j * k + k].mean()
    return small


def pixel_as_block(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i in range(0, image.shape[0], k):
        for j in range(0, image.shape[1], k):
            small[i, j] = image[i : i + k, j : j + k].mean()
    return small


def a_round_for_each_pixel(image, k):
    small = np.zeros((image.shape[0] // k, image.shape[1] // k))
    for i, j in np.ndindex(image.shape):
        small[i, j] = image[i : i + k, j : j + k].mean()
    return small


def k_by_k_blocks(image, k):
    small = np.zeros((k, k))
    for i, j in np.ndindex(k, k):
        small[i, j] = image[i * k : i * k + k, j * k : j * k + k].mean()
    return small


def sides_swapped(image, k):
    small = np.zeros((image.shape[1] // k, image.shape[0] // k))
    for i, j in np.ndindex(small.shape):
        small[i, j] = image[i * k : i * k + k, j * k : j * k + k].mean()
    return small


def pictures(rng):
    yield np.arange(16).reshape(4, 4), 2
    yield np.array([[0, 2], [4, 6]]), 2
    for rows, columns, k in ((4, 6, 2), (9, 6, 3), (4, 12, 4), (28, 28, 4)):
        yield rng.integers(0, 10, size=(rows, columns)), k
    yield rng.random((6, 8)), 2


EXERCISES = [
    Exercise(
        number="1.1",
        title="Predict a slice",
        answer=[20, 30, 40],
        praise="The start is included and the stop is not, counted from either end.",
        mistakes=[
            Mistake([20, 30, 40, 50], "-1 is the index of 50, and the stop is not included."),
            Mistake([10, 20, 30, 40], "Python counts from 0. Which element has the index 1?"),
            Mistake(
                [20, 30], "The stop is the index -1, which is the last. Which comes before it?"
            ),
            Mistake(
                [30, 40], "Python counts from 0, so 10 has the index 0. Which has the index 1?"
            ),
            Mistake([10, 20, 30], "Count again: which index has 10, and which has 50?"),
        ],
        hint="Write the index of each element above it, and -1 above the last.",
    ),
    Exercise(
        number="1.2",
        title="Write a mean",
        reference=mean,
        inputs=lambda rng: [
            [1, 2, 6],
            [1, 2],
            [5],
            *(rng.normal(size=n).round(2).tolist() for n in (2, 4, 7)),
        ],
        praise="A network's error on many examples is such a mean.",
        mistakes=[
            Mistake(
                sum, "This is the sum. A mean is the sum divided by how many values there are."
            ),
            Mistake(
                lambda values: sum(values) // len(values),
                "// leaves the decimals out. A single / keeps them.",
            ),
            Mistake(
                mean_of_the_first,
                "The function ends in the loop's first round. Is the line with return indented too far?",
            ),
            Mistake(
                mean_of_the_last,
                "Only the last value counts: every round sets total again. Add to it with +=.",
            ),
            Mistake(mean_without_the_first, "The first value is missing. Its index is 0."),
            Mistake(
                lambda values: sum(values[:-1]) / len(values),
                "The last value is missing. range(n) stops at n - 1 by itself.",
            ),
            Mistake(
                mean_by_wrong_index,
                "A value is used as an index: `for value in values` gives the values themselves.",
            ),
            Mistake(
                lambda values: sum(range(len(values))) / len(values),
                "The indices are added up: range gives 0, 1, 2. The value is values[i].",
            ),
            Mistake(
                lambda values: sum(values) / 3, "Not every list has three values. What does len do?"
            ),
        ],
        hint="Start a total at 0, add each value of the list in a loop, and divide after the loop.",
    ),
    Exercise(
        number="1.3",
        title="Predict a shape",
        answer=(3, 2),
        praise="Each slice gives the size of one axis, and .T swaps the two.",
        mistakes=[
            Mistake((2, 3), "This is the shape of the slice. What does .T do to it?"),
            Mistake((4, 2), "The stop of a slice is left out: 0:3 picks three columns."),
            Mistake((3, 4), "This is the shape of T. How many rows are there from row 1 on?"),
            Mistake((3, 3), "1: starts at row 1. How many of the three rows are left?"),
            Mistake((4, 3), "This is the shape of T.T. The slices pick a part of T first."),
        ],
        hint="First count the rows and columns of T[1:, 0:3]. Then swap the two numbers.",
    ),
    Exercise(
        number="1.4",
        title="Repair a smoothing",
        reference=smooth,
        given=smooth_in_place,
        inputs=lambda rng: [
            np.array([2.0, 4.0, 8.0]),
            np.array([1, 2, 4, 9]),
            rng.normal(size=5),
            rng.integers(0, 20, size=8),
        ],
        praise="Both traps are avoided: the result has memory of its own, and it can hold decimals.",
        mistakes=[
            Mistake(
                smooth_a_copy,
                "The first trap is avoided: v stays as it was. The second is still there: which "
                "type do the elements of the result have if v holds whole numbers?",
            ),
            Mistake(
                smooth_with_zero_first,
                "The loop starts at 1, so nothing is written to the first element. It should be v[0].",
            ),
            Mistake(
                lambda v: smooth_in_place(v.copy()),
                "The caller's v is safe now, but each step still reads what the step before it "
                "wrote. It needs the old left neighbour.",
            ),
            Mistake(
                lambda v: smooth_in_place(v.astype(np.float64)),
                "The decimals are there now, but each step still reads what the step before it "
                "wrote. It needs the old left neighbour.",
            ),
            Mistake(lambda v: v, "v came back as it was given. Which array holds the means?"),
            Mistake(
                lambda v: (v[:-1] + v[1:]) / 2,
                "The first element has no left neighbour and is kept, so the result is as long as v.",
            ),
            Mistake(
                smooth_in_place,
                "`v[:]` is a view of v, a second name is no array, and a copy at the end comes too "
                "late: what the loop writes into must be an array of its own from the start.",
            ),
            Mistake(
                smooth_from_the_start,
                "At i = 0, v[i - 1] is v[-1], the last element. The first element is kept as it is.",
            ),
            Mistake(
                lambda v: np.append(v[:1] * 1.0, v[:-1] + v[1:] / 2),
                "Only the second value is halved: + comes after /. Brackets are missing.",
            ),
            Mistake(
                lambda v: np.append(v[:1] * 1.0, (v[:-1] + v[1:]) // 2),
                "// leaves the decimals out. A single / keeps them.",
            ),
        ],
        hint="For v = [2, 4, 8], print i, both neighbours and their mean in every round. Which numbers go in, and where does the mean go?",
    ),
    Exercise(
        number="1.5",
        title="Centre every row",
        reference=lambda M: M - M.mean(axis=1, keepdims=True),
        inputs=lambda rng: [
            np.array([[1.0, 2.0, 6.0], [10.0, 20.0, 60.0]]),
            *(5 * rng.normal(size=shape) for shape in ((3, 3), (4, 2), (1, 5))),
        ],
        praise="Chapter 4 divides every row by its own sum in the same way.",
        mistakes=[
            Mistake(
                lambda M: M - M.mean(axis=0),
                "The mean of each column was subtracted: axis 0 goes down. Which axis goes right?",
            ),
            Mistake(
                lambda M: M - M.mean(axis=1),
                "The means have shape (N,), which is stretched downward or does not fit. Which "
                "argument of mean keeps the axis, so that the shape is (N, 1)?",
            ),
            Mistake(
                lambda M: M - M.mean(),
                "One mean of all elements was subtracted. Each row needs a mean of its own.",
            ),
            Mistake(
                lambda M: M.mean(axis=1, keepdims=True) - M,
                "The difference is the wrong way round: the mean is to be subtracted from the row.",
            ),
            Mistake(
                lambda M: M.__isub__(M.mean(axis=1, keepdims=True)),
                "The numbers are right, but M belongs to the caller. Both -= and M[i] = ... write into it.",
            ),
            Mistake(
                lambda M: M,
                "M came back as it was given. In a loop, `row = ...` gives a name to a new array, "
                "and M does not change.",
            ),
            Mistake(
                lambda M: M - M.sum(axis=1, keepdims=True),
                "The sum of each row was subtracted, not its mean.",
            ),
            Mistake(
                lambda M: M / M.mean(axis=1, keepdims=True),
                "Each row was divided by its mean. Subtract it.",
            ),
            Mistake(
                lambda M: M.mean(axis=1, keepdims=True),
                "These are the means. Subtract them from M.",
            ),
            Mistake(
                Raises("mean.* missing 1 required positional argument"),
                "np.mean takes the array first, then axis and keepdims.",
            ),
            Mistake(
                Raises("cannot reshape"),
                "The number of rows varies: reshape(-1, 1) makes as many as needed.",
            ),
        ],
        hint="Print the means and their shape first. Each belongs to one row.",
    ),
    Exercise(
        number="1.6",
        without=("@", "dot", "matmul", "einsum"),
        title="Write the matrix product",
        reference=lambda A, B: A @ B,
        inputs=lambda rng: list(products(rng)),
        praise="A layer of a network is this product plus its biases.",
        mistakes=[
            Mistake(
                only_the_last_pair,
                "Only the last pair is left: each round of the loop over k writes over the one "
                "before. Add with +=.",
            ),
            Mistake(
                too_few_pairs,
                "The pairs are counted wrongly: k runs over the columns of A, A.shape[1] of them.",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: np.sum(A[i] * B[:, j]), 2, 2),
                "The result is not always 2 by 2: its sizes come from A.shape and B.shape.",
            ),
            Mistake(
                lambda A, B: np.zeros(A.shape[0], B.shape[1]),
                "np.zeros takes one tuple of two whole numbers, so it has two pairs of brackets. "
                "B.shape is a tuple; B.shape[1] is a number.",
            ),
            Mistake(
                shape_of_the_first,
                "The result has the shape of A. It needs the rows of A and the columns of B.",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: np.sum(A[i] * B[:, j]), len(A), len(B)),
                "The number of columns is wrong: len(B) counts the rows of B.",
            ),
            Mistake(
                end_in_the_loop,
                "Only the first result is there. Is the line with return indented too far?",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: A[i, :] * B[:, j], A.shape[0], B.shape[1]),
                "The products of the pairs are there. Add them up: one element holds one number.",
            ),
            Mistake(
                lambda A, B: A * B,
                "This multiplies elements at the same place. A row must meet a column.",
            ),
            Mistake(
                rows_with_rows, "A row of B is taken where a column is needed: column j is B[:, j]."
            ),
            Mistake(
                rows_with_rows_by_index,
                "B[j, k] is in row j of B. The formula takes column j: the second index is j.",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: np.sum(A[:, i] * B[:, j]), A.shape[0], B.shape[1]),
                "A column of A is taken where a row is needed: row i is A[i, :].",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: A[i].sum() * B[:, j].sum(), len(A), B.shape[1]),
                "Two sums are multiplied here. Multiply the pairs first, then add.",
            ),
            Mistake(
                rows_as_indices,
                "`for i in A` gives rows, and not their indices: those are in range(A.shape[0]).",
            ),
            Mistake(lambda A, B: B @ A, "Rows of B meet columns of A here. The order matters."),
            Mistake(
                whole_numbers_only,
                "The decimals are cut off: the result is an integer array. np.zeros without a "
                "type holds decimals.",
            ),
            Mistake(
                places_swapped,
                "C[j, i] is row j, column i. The sum of row i and column j belongs to C[i, j].",
            ),
            Mistake(
                lambda A, B: fill(lambda i, j: np.sum(A[:, i] * B[j, :]), A.shape[0], B.shape[1]),
                "A column of A meets a row of B here. A row of A, A[i, :], must meet a column of B.",
            ),
            Mistake(
                Raises("name '[NDH]' is not defined"),
                "N, D and H are names in the text. In the code, N is A.shape[0].",
            ),
            Mistake(
                Raises("only integer scalar arrays can be converted to a scalar index"),
                "A whole array is used as a number. Is it A.shape[0] that is meant, or * in place "
                "of a comma?",
            ),
        ],
        hint="Print i, j, the row and the column in the loop, for A and B of the picture above.",
    ),
    Exercise(
        number="1.7",
        without=("for",),
        title="Measure how often neurons say yes",
        reference=lambda X, W, b: np.mean(X @ W + b > 0, axis=0),
        inputs=lambda rng: list(neurons(rng)),
        praise="A neuron of chapter 2 is one column of W with one number of b.",
        mistakes=[
            Mistake(lambda X, W, b: np.mean(X @ W > 0, axis=0), "The bias b is missing."),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b >= 0, axis=0),
                "A sum of exactly 0 is a no. Which sign says greater, and not equal?",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b > 0),
                "This is one share for all neurons together. Along which axis do the examples lie?",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b > 0, axis=1),
                "This has one number for each example: axis 1 went over the neurons.",
            ),
            Mistake(
                lambda X, W, b: np.sum(X @ W + b > 0, axis=0),
                "These are counts. A share is a count divided by the number of examples.",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b, axis=0),
                "This is the mean of the sums. First ask of every sum whether it is greater than 0.",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b, axis=0) > 0,
                "This asks the mean of the sums. First ask every sum, then take the mean of the answers.",
            ),
            Mistake(
                lambda X, W, b: np.mean(np.maximum(X @ W + b, 0), axis=0),
                "Each yes must count as 1, whatever the sum is. The mask does that.",
            ),
            Mistake(
                lambda X, W, b: X @ W + b > 0,
                "This mask says yes or no for each example and neuron. Its mean is still to be taken.",
            ),
            Mistake(
                lambda X, W, b: np.sum(X @ W + b > 0, axis=0) / 3,
                "There are not always three examples. How many rows has X?",
            ),
            Mistake(
                lambda X, W, b: np.sum(X @ W + b > 0, axis=0) / W.shape[1],
                "W.shape[1] is the number of neurons. How many examples are there?",
            ),
            Mistake(
                lambda X, W, b: 1 if X @ W + b > 0 else 0,
                "`if` asks one question, and a mask holds many answers. Take the mean of the mask.",
            ),
            Mistake(
                lambda X, W, b: np.mean(X * W + b > 0, axis=0),
                "* multiplies elements at the same place. The sums are X @ W.",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ (W + b) > 0, axis=0),
                "b is added to the sums X @ W, not to the weights.",
            ),
            Mistake(
                lambda X, W, b: np.mean(W @ X + b > 0, axis=0),
                "The sums are X @ W: rows of X (examples) meet columns of W (neurons).",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W - b > 0, axis=0),
                "b changes its sign when it moves to the other side of >. Leave it in the sum.",
            ),
            Mistake(
                lambda X, W, b: np.mean(X @ W + b < 0, axis=0),
                "This counts the sums below 0. A yes is a sum greater than 0.",
            ),
            Mistake(
                lambda X, W, b: np.sum(X @ W + b > 0, axis=0) / len(W),
                "len(W) is the number of inputs. How many examples are there?",
            ),
            Mistake(
                Raises("name '[NDH]' is not defined"),
                "N, D and H are names in the text. In the code, N is X.shape[0].",
            ),
        ],
        hint="Print the shape after each step. The sums and the mask have (N, H), the result has (H,).",
    ),
    Exercise(
        number="1.8",
        title="Shrink a picture",
        reference=by_blocks(np.mean),
        inputs=lambda rng: list(pictures(rng)),
        praise="A picture of 28 by 28 becomes 7 by 7: a network then reads 49 numbers in place of 784.",
        mistakes=[
            Mistake(
                by_blocks(lambda block: block[0, 0]),
                "This takes one pixel of each block. All pixels of the block count.",
            ),
            Mistake(
                lambda image, k: np.full_like(by_blocks(np.mean)(image, k), image[:k, :k].mean()),
                "Every pixel is the mean of block (0, 0). The slices must depend on i and j.",
            ),
            Mistake(
                by_blocks(np.sum), "These are sums. Divide by the number of pixels in a block."
            ),
            Mistake(
                by_blocks(np.mean, dtype=np.int64),
                "The decimals are cut off. Is the small picture an integer array, or is there a // "
                "where the mean is taken?",
            ),
            Mistake(
                by_blocks(np.mean, overlap=True),
                "The blocks overlap. Block 1 starts at row k, block 2 at row 2 * k.",
            ),
            Mistake(
                by_one_reshape,
                "reshape goes row by row, so these are pixels side by side, from one row. A block "
                "has k rows and k columns.",
            ),
            Mistake(
                lambda image, k: by_blocks(np.sum)(image, k) / k,
                "These are k times too large: a block has k * k pixels.",
            ),
            Mistake(
                same_size,
                "np.zeros_like(image) has the shape and the type of the picture. Here both must differ.",
            ),
            Mistake(
                stop_at_k,
                "Every slice stops at k. Where does block (i, j) start, and where does it stop?",
            ),
            Mistake(
                with_decimal_counts,
                "/ gives a number with decimals, such as 7.0. To count, divide with //.",
            ),
            Mistake(
                sides_swapped,
                "Rows and columns are swapped: image.shape is (rows, columns).",
            ),
            Mistake(
                two_pairs_of_brackets,
                "image[a:b][c:d] slices rows twice. Write both slices in one pair of brackets: "
                "image[a:b, c:d].",
            ),
            Mistake(
                by_blocks(lambda block: block),
                "A block is an array, and one pixel of the small picture holds one number: its mean.",
            ),
            Mistake(
                pixel_as_block,
                "An index is too large. That of the small picture counts blocks, that of image "
                "counts pixels.",
            ),
            Mistake(
                a_round_for_each_pixel,
                "The loops have a round for each pixel. How many blocks lie in each direction?",
            ),
            Mistake(
                k_by_k_blocks,
                "k is the size of a block. How many blocks there are depends on image.shape, too.",
            ),
            Mistake(
                square_only,
                "The picture need not be square: the columns have a count of their own.",
            ),
            Mistake(
                stop_at_k_again,
                "The slice stops at k for every block. Block i ends k rows below its start.",
            ),
            Mistake(
                stop_without_brackets,
                "i + 1 * k is i + k, because * comes first. Brackets are missing around i + 1.",
            ),
            Mistake(
                stop_one_early,
                "The last row and column of each block are missing. A slice leaves its stop out "
                "already.",
            ),
            Mistake(
                pixels_swapped,
                "small[j, i] is row j, column i. Block (i, j) belongs to small[i, j].",
            ),
            Mistake(
                no_second_picture,
                "The means are written into the picture itself. The small picture is a new array.",
            ),
            Mistake(
                Raises("unsupported operand type.*'tuple'"),
                "image.shape is two numbers. Divide image.shape[0], and image.shape[1] for itself.",
            ),
        ],
        hint="Print image[0:k, 0:k] for a small picture: it is block (0, 0). Which slice is block (0, 1)?",
    ),
]
