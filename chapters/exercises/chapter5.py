"""The exercises of chapter 5: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake, Raises

from helpers.nn.activations import sigmoid, softmax
from helpers.nn.gradients import gradient_descent, numerical_gradient
from helpers.nn.losses import cross_entropy, squared_error

# --- functions to find slopes of ------------------------------------------------------------------


def square(x):
    return x * x


def cube(x):
    return x * x * x


def sine(x):
    return np.sin(x)


def bowl(x):
    return np.sum(x**2)


def valley(x):
    return x[0] ** 2 / 20 + x[1] ** 2


def square_of_sum(x):
    return np.sum(x) ** 2 + x[0]


# --- 5.2 and 5.3: losses --------------------------------------------------------------------------


def squared_error_summed(y, t):
    return np.sum((y - t) ** 2) / 2


def squared_error_of_all_elements(y, t):
    return np.mean((y - t) ** 2) / 2


def squared_error_as_plain_mean(y, t):
    return np.mean((y - t) ** 2)


def squared_error_without_half(y, t):
    return np.mean(np.sum((y - t) ** 2, axis=1))


def squared_error_for_each_row(y, t):
    return np.sum((y - t) ** 2, axis=1) / 2


def squared_error_down_the_columns(y, t):
    return np.mean(np.sum((y - t) ** 2, axis=0) / 2)


def absolute_error(y, t):
    return np.mean(np.sum(np.abs(y - t), axis=1) / 2)


def outputs_and_targets(rng):
    """y and t for batches of several shapes, a simple one first."""
    yield np.array([[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]]), np.eye(3)[[0, 0]]
    for N, K in [(1, 3), (4, 3), (3, 5), (6, 2)]:
        yield softmax(rng.normal(size=(N, K))), np.eye(K)[rng.integers(K, size=N)]


def likely_and_targets(rng):
    """The same without a probability of 0."""
    yield np.array([[0.5, 0.25, 0.25], [0.8, 0.1, 0.1]]), np.eye(3)[[0, 0]]
    for N, K in [(1, 3), (4, 3), (3, 5), (6, 2)]:
        yield softmax(rng.normal(size=(N, K))), np.eye(K)[rng.integers(K, size=N)]


def one_hot_entropy(y, t_hot):
    return cross_entropy(y, np.argmax(t_hot, axis=1))


def entropy_without_minus(y, t_hot):
    return np.mean(np.sum(t_hot * np.log(y), axis=1))


def entropy_summed(y, t_hot):
    return -np.sum(t_hot * np.log(y))


def entropy_of_all_elements(y, t_hot):
    return -np.mean(t_hot * np.log(y))


def entropy_without_targets(y, t_hot):
    return -np.mean(np.sum(np.log(y), axis=1))


def entropy_for_each_row(y, t_hot):
    return -np.sum(t_hot * np.log(y), axis=1)


def entropy_down_the_columns(y, t_hot):
    return -np.mean(np.sum(t_hot * np.log(y), axis=0))


def entropy_with_index(y, t_hot):
    return -np.mean(np.log(y[np.arange(len(y)), t_hot]))


def entropy_log_outside(y, t_hot):
    return -np.log(np.mean(np.sum(t_hot * y, axis=1)))


def entropy_log_of_products(y, t_hot):
    return -np.mean(np.sum(np.log(t_hot * y), axis=1))


# --- 5.4: a difference ----------------------------------------------------------------------------


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


# --- 5.5: a gradient ------------------------------------------------------------------------------


def gradient(f, x):
    return numerical_gradient(f, x)


def gradient_not_put_back(f, x, h=1e-4):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        x[i] = x[i] + h
        above = f(x)
        x[i] = x[i] - 2 * h
        below = f(x)
        grad[i] = (above - below) / (2 * h)
    return grad


def gradient_on_a_copy(f, x):
    return gradient_not_put_back(f, x.copy())


def gradient_put_back_by_adding(f, x, h=1e-4):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        below = f(x)
        x[i] += h
        grad[i] = (above - below) / (2 * h)
    return grad


def gradient_forward(f, x, h=1e-4):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        moved = x.copy()
        moved[i] += h
        grad[i] = (f(moved) - f(x)) / h
    return grad


def gradient_up_and_back(f, x, h=1e-4):
    point = x.copy()
    grad = np.zeros_like(x)
    for i in range(len(x)):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle
        grad[i] = (above - f(point)) / (2 * h)
    return grad


def gradient_too_far_back(f, x, h=1e-4):
    """From x itself, as far back as the given code goes from x + h."""
    return np.array([(f(x + h * e) - f(x - 2 * h * e)) / (2 * h) for e in np.eye(len(x))])


def gradient_without_factor_two(f, x):
    return 2 * numerical_gradient(f, x)


# --- 5.7: a walk that stops -----------------------------------------------------------------------


def walk(f, x, lr, small, most, *, flat=lambda grad, small: np.max(np.abs(grad)) < small):
    path = [np.array(x, dtype=np.float64)]
    for _ in range(most):
        grad = numerical_gradient(f, path[-1])
        if flat(grad, small):
            break
        path.append(path[-1] - lr * grad)
    return np.array(path)


def walk_that_stops(f, x, lr, small, most):
    return walk(f, x, lr, small, most)


def walk_with_signed_test(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.max(grad) < small)


def walk_until_one_is_small(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.min(np.abs(grad)) < small)


def walk_with_length(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.linalg.norm(grad) < small)


def walk_without_most(f, x, lr, small, most):
    return walk(f, x, lr, small, 1000)


def walk_uphill(f, x, lr, small, most):
    return walk(f, x, -lr, small, most)


def walk_by_the_first_gradient(f, x, lr, small, most):
    path = [np.array(x, dtype=np.float64)]
    for _ in range(most):
        path.append(path[-1] - lr * numerical_gradient(f, x))
    return np.array(path)


def walk_with_small_steps(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.max(np.abs(lr * grad)) < small)


def walk_by_the_height(f, x, lr, small, most):
    path = [np.array(x, dtype=np.float64)]
    for _ in range(most):
        if np.abs(f(path[-1])) < small:
            break
        path.append(path[-1] - lr * f(path[-1]))
    return np.array(path)


def walk_with_sum(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: abs(np.sum(grad)) < small)


def walk_until_two_are_small(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.max(np.abs(grad[:2])) < small)


def walk_with_the_size_last(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.abs(np.max(grad)) < small)


def walk_without_rate(f, x, lr, small, most):
    return walk(f, x, 1, small, most)


def walk_with_one_slope(f, x, lr, small, most):
    """One number for all elements, as central_difference gives it."""
    path = [np.array(x, dtype=np.float64)]
    for _ in range(most):
        slope = (f(path[-1] + 1e-4) - f(path[-1] - 1e-4)) / 2e-4
        if abs(slope) < small:
            break
        path.append(path[-1] - lr * slope)
    return np.array(path)


def walk_with_many_truths(f, x, lr, small, most):
    return walk(f, x, lr, small, most, flat=lambda grad, small: np.abs(grad) < small)


def walk_one_step_too_far(f, x, lr, small, most):
    path = [np.array(x, dtype=np.float64)]
    for _ in range(most):
        grad = numerical_gradient(f, path[-1])
        path.append(path[-1] - lr * grad)
        if np.max(np.abs(grad)) < small:
            break
    return np.array(path)


def walk_without_start(f, x, lr, small, most):
    return walk(f, x, lr, small, most)[1:]


def walk_without_end(f, x, lr, small, most):
    return gradient_descent(f, x, lr, most)


def walk_last_point(f, x, lr, small, most):
    return walk(f, x, lr, small, most)[-1]


def walks(rng):
    yield bowl, np.array([3.0, 4.0]), 0.25, 0.1, 50
    yield bowl, np.array([-3.0, -4.0]), 0.25, 0.1, 50
    yield valley, rng.uniform(2, 4, size=2), 0.4, 0.01, 200
    yield valley, -rng.uniform(2, 4, size=2), 0.9, 0.05, 200
    yield bowl, rng.uniform(2, 4, size=3), 0.1, 1e-6, 7
    yield bowl, np.array([0.01, 0.02, 3.0]), 0.25, 0.1, 50


# --- 5.9: a neuron that learns --------------------------------------------------------------------


def neuron_loss(weights, X, t):
    p = sigmoid(X @ weights[:2] + weights[2])
    return cross_entropy(np.column_stack([1 - p, p]), t)


def train_with(loss, X, t, lr, steps):
    return gradient_descent(lambda weights: loss(weights, X, t), np.zeros(3), lr, steps)[-1]


def train(X, t, lr, steps):
    return train_with(neuron_loss, X, t, lr, steps)


def train_without_bias(X, t, lr, steps):
    def loss(weights, X, t):
        return neuron_loss(weights * [1, 1, 0], X, t)

    return train_with(loss, X, t, lr, steps)


def train_uphill(X, t, lr, steps):
    return train_with(lambda *given: -neuron_loss(*given), X, t, lr, steps)


def train_on_the_sum(X, t, lr, steps):
    return train(X, t, lr * len(X), steps)


def train_on_class_1_alone(X, t, lr, steps):
    def loss(weights, X, t):
        return -np.mean(t * np.log(sigmoid(X @ weights[:2] + weights[2])))

    return train_with(loss, X, t, lr, steps)


def train_without_targets(X, t, lr, steps):
    return train(X, np.ones_like(t), lr, steps)


def train_by_the_first_gradient(X, t, lr, steps):
    return -lr * steps * numerical_gradient(lambda w: neuron_loss(w, X, t), np.zeros(3))


def train_with_three_arguments(X, t, lr, steps):
    return gradient_descent(neuron_loss, np.zeros(3), lr, steps)[-1]


def train_with_classes_as_rows(X, t, lr, steps):
    def loss(weights, X, t):
        p = sigmoid(X @ weights[:2] + weights[2])
        return cross_entropy(np.array([1 - p, p]), t)

    return train_with(loss, X, t, lr, steps)


def train_with_columns_swapped(X, t, lr, steps):
    return train(X, 1 - t, lr, steps)


def train_and_tell_all(X, t, lr, steps):
    return gradient_descent(lambda w: neuron_loss(w, X, t), np.zeros(3), lr, steps)


def train_by_the_loss(X, t, lr, steps):
    weights = np.zeros(3)
    for _ in range(steps):
        weights = weights - lr * neuron_loss(weights, X, t)
    return weights


def train_one_step(X, t, lr, steps):
    return train(X, t, lr, 1)


def train_squared(X, t, lr, steps):
    def loss(weights, X, t):
        p = sigmoid(X @ weights[:2] + weights[2])
        return squared_error(p[:, None], t[:, None])

    return train_with(loss, X, t, lr, steps)


def clouds(rng):
    """Points of two classes around two places, with lr and steps."""
    yield np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 2.0]]), np.array([0, 0, 1]), 0.1, 2
    for N, lr, steps in [(6, 0.2, 10), (12, 0.1, 30), (9, 0.3, 20)]:
        t = rng.integers(2, size=N)
        t[:2] = 0, 1
        yield rng.normal(size=(N, 2)) + 2 * t[:, None] + [0.5, -1], t, lr, steps


EXERCISES = [
    Exercise(
        number="5.1",
        title="Predict the loss of a guess",
        answer=float(np.log(3)),
        tolerance=2.5e-3,
        praise="A network whose loss stays near log 3 on three classes has learned nothing.",
        mistakes=[
            Mistake(1 / 3, "1/3 is the probability of the right class. What does it cost?"),
            Mistake(-float(np.log(3)), "log 1/3 is negative. Which sign comes before the log?"),
            Mistake(
                float(np.log10(3)),
                "That is the logarithm to the base 10. This course takes the base e.",
            ),
            Mistake(3 * float(np.log(3)), "The classes are not added up: one of them is right."),
            Mistake(
                float(np.log(10)),
                "That is the cost of a guess among ten classes. Here there are three.",
            ),
        ],
        hint="Which probability does the right class get? The loss is minus its log.",
    ),
    Exercise(
        number="5.2",
        title="Write the squared error of a batch",
        hint="Take one row: square the differences, add them up, halve the sum. Then the mean over the rows.",
        reference=squared_error,
        inputs=outputs_and_targets,
        praise="A mean does not grow with the batch, so one learning rate serves all batch sizes.",
        mistakes=[
            Mistake(
                squared_error_summed,
                "All rows are added up. The loss of a batch is a mean over its rows.",
            ),
            Mistake(
                squared_error_of_all_elements,
                "The mean runs over all elements. Add up each row first; the mean is over rows.",
            ),
            Mistake(
                squared_error_as_plain_mean,
                "This is the mean over all elements. Add up each row and halve it, then average.",
            ),
            Mistake(squared_error_without_half, "The one half is missing."),
            Mistake(
                squared_error_for_each_row,
                "There is one number for each row. One more operation makes them one number.",
            ),
            Mistake(
                squared_error_down_the_columns,
                "This is a mean over the columns. The examples are the rows.",
            ),
            Mistake(absolute_error, "The differences are not squared."),
            Mistake(
                lambda y, t: np.sum(y - t) ** 2 / 2,
                "Square first, then add up: differences with different signs cancel.",
            ),
            Mistake(
                lambda y, t: np.mean(np.sum(y - t, axis=1) ** 2) / 2,
                "Square first, then add up: differences with different signs cancel, in every row.",
            ),
            Mistake(
                lambda y, t: 0.0,
                "It is always 0. Is the whole difference in brackets, and squared with ** 2? And 1 // 2 is 0.",
            ),
        ],
    ),
    Exercise(
        number="5.3",
        title="Write the cross-entropy for one-hot targets",
        hint="Take one row: one log is picked by t_hot, and it gets a minus sign. Then the mean over the rows.",
        reference=one_hot_entropy,
        inputs=likely_and_targets,
        praise="The same number as with integer labels: t_hot picks one log from each row.",
        mistakes=[
            Mistake(
                entropy_without_minus, "The logs of probabilities are negative, and a loss is not."
            ),
            Mistake(
                entropy_summed,
                "All rows are added up. The loss of a batch is a mean over its rows.",
            ),
            Mistake(
                entropy_of_all_elements,
                "The mean runs over all elements, most of them 0. How many rows are there?",
            ),
            Mistake(
                entropy_without_targets,
                "Every class of a row counts here. Only the right one should: what does t_hot do?",
            ),
            Mistake(
                entropy_for_each_row,
                "There is one number for each row. One more operation makes them one number.",
            ),
            Mistake(
                entropy_down_the_columns,
                "This is a mean over the columns. The examples are the rows.",
            ),
            Mistake(
                entropy_with_index,
                "t_hot is no label, so it cannot be an index. Multiply by it instead.",
            ),
            Mistake(
                entropy_log_outside,
                "This takes the mean first and the log after. Each row needs a log of its own.",
            ),
            Mistake(
                entropy_log_of_products,
                "A log is taken of 0: t_hot is 0 at every wrong class. Take the log of y alone.",
            ),
            Mistake(
                Raises(r"y must be \(N, K\) and t N integers"),
                "cross_entropy takes integer labels. Write the formula for one-hot rows yourself.",
            ),
            Mistake(
                lambda y, t_hot: -np.mean(np.sum(t_hot * y, axis=1)),
                "The log is missing.",
            ),
            Mistake(
                lambda y, t_hot: -np.mean(np.log(np.max(y, axis=1))),
                "This takes the largest probability of each row. The right class may be another one: "
                "t_hot says which.",
            ),
            Mistake(
                lambda y, t_hot: -np.mean(np.sum(t_hot * np.log10(y), axis=1)),
                "log10 has the base 10. This course takes the base e: np.log.",
            ),
            Mistake(
                lambda y, t_hot: -np.log(np.sum(t_hot * y)),
                "This adds the probabilities of all rows first. Each row needs a log of its own.",
            ),
            Mistake(
                Raises("name 'log' is not defined"),
                "The logarithm of an array is np.log.",
            ),
        ],
    ),
    Exercise(
        number="5.4",
        title="Write the central difference",
        hint="Two values of f, at two places around x. Their difference is divided by the distance of the places.",
        reference=central,
        inputs=lambda rng: [
            (square, 3.0, 0.5),
            (cube, 1.0, 0.5),
            *(
                (f, float(rng.uniform(-2, 2)), h)
                for f, h in [(cube, 0.1), (sine, 0.3), (sine, 0.01)]
            ),
        ],
        praise="Two values of any function and one division: this will find every slope in the chapter.",
        mistakes=[
            Mistake(
                lambda f, x, h: (f(x + h) - f(x)) / h,
                "This is the forward difference. The central one looks to both sides.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) / h,
                "How far apart are x + h and x - h?",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
                "/ 2 * h divides by 2 and then multiplies by h. Brackets are missing around 2 * h.",
            ),
            Mistake(
                lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
                "Only the second value is divided. Brackets are missing around the difference.",
            ),
            Mistake(
                lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
                "Brackets are missing twice: around the difference, and around 2 * h.",
            ),
            Mistake(
                lambda f, x, h: central(f, x, 1e-4),
                "The width of the call is not used. Take the h that is given.",
            ),
            Mistake(
                lambda f, x, h: central(cube, x, h),
                "This is the slope of x³, whatever f is. Call f.",
            ),
            Mistake(
                lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
                "The two values are taken in the wrong order.",
            ),
            Mistake(
                lambda f, x, h: (f(x) - f(x - h)) / h,
                "This is the backward difference. The central one looks to both sides.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
                "The two places are h / 2 away from x. The formula goes h to each side.",
            ),
            Mistake(
                lambda f, x, h: f(x + h) - f(x - h),
                "This is the difference of the values. A slope is divided by the distance of the places.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
                "The two values are added. A slope needs their difference.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) / 2,
                "The distance of the two places is 2 * h, and not 2.",
            ),
            Mistake(
                lambda f, x, h: ((x + h) - (x - h)) / (2 * h),
                "f is not called. The values are f(x + h) and f(x - h).",
            ),
            Mistake(
                lambda f, x, h: ((x + h) ** 2 - (x - h) ** 2) / (2 * h),
                "This is the slope of x², whatever f is. Call f.",
            ),
            Mistake(
                lambda f, x, h: central(f, 1, h),
                "This is the slope at 1, whatever x is.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) // (2 * h),
                "// leaves the decimals out. A single / keeps them.",
            ),
        ],
    ),
    Exercise(
        number="5.5",
        title="Repair a gradient that is nearly right",
        reference=gradient,
        given=gradient_not_put_back,
        inputs=lambda rng: [
            (bowl, np.array([3.0, 4.0])),
            (square_of_sum, np.array([0.5, -0.4, 0.3])),
            *((square_of_sum, 0.3 * rng.normal(size=n)) for n in (2, 3, 4)),
            (bowl, rng.normal(size=5)),
        ],
        tolerance=1e-6,
        praise="A function that changes what it was lent spoils results far away from its own line.",
        mistakes=[
            Mistake(
                gradient_on_a_copy,
                "The caller's array is safe now. But what is x[0] while x[1] is tested?",
            ),
            Mistake(
                gradient_put_back_by_adding,
                "x comes back only almost: adding and subtracting h rounds. Keep the old value, and put that back.",
            ),
            Mistake(
                gradient_forward,
                "This has become a forward difference, which is less exact. Look to both sides.",
            ),
            Mistake(
                gradient_up_and_back,
                "From x + h, one step of h leads back to x. The second place is x - h.",
            ),
            Mistake(
                gradient_too_far_back,
                "The given code goes back by 2 * h because x is at x + h by then. From x itself it is h.",
            ),
            Mistake(lambda f, x: 2 * x, "This is the gradient of the bowl, whatever f is. Call f."),
            Mistake(
                gradient_without_factor_two,
                "The slope comes out twice too large. How far apart are the two places?",
            ),
            Mistake(
                gradient_not_put_back,
                "`d = x` is a second name for the same array, and `x = x + h` at the end makes a new "
                "one that the caller does not see.",
            ),
            Mistake(
                lambda f, x: np.array([(f(x + 1e-4) - f(x - 1e-4)) / 2e-4 for _ in x]),
                "x + h moves all elements at once. Only element i may move.",
            ),
            Mistake(
                Raises("invalid index to scalar variable"),
                "f takes the whole array, and here it gets one element.",
            ),
        ],
        hint="What should x be when the next element is tested, and when the function returns?",
    ),
    Exercise(
        number="5.6",
        title="Predict one step",
        answer=(-2.4, 3.2),
        praise="Both numbers have shrunk by the factor 1 − 2 · 0.1 = 0.8, and so does every later step.",
        mistakes=[
            Mistake((-3.6, 4.8), "This step leads uphill. A step goes against the gradient."),
            Mistake((-2.7, 3.6), "The slope of x0² is 2 x0."),
            Mistake((-3.3, 4.4), "The slope of x0² is 2 x0, and a step goes against it."),
            Mistake((0.6, -0.8), "That is the step. Where does it lead from (-3, 4)?"),
            Mistake((-0.6, 0.8), "That is lr times the gradient. Subtract it from (-3, 4)."),
            Mistake((3.0, -4.0), "That is a step with lr = 1. Here lr is 0.1."),
            Mistake(
                (-3.6, 3.2),
                "The slope along x0 is negative at -3. Minus a negative number is plus.",
            ),
            Mistake((-6, 8), "That is the gradient. A step subtracts lr times the gradient."),
        ],
        hint="First the gradient at (-3, 4), then x - lr * gradient, for each of the two numbers.",
    ),
    Exercise(
        number="5.7",
        title="Stop where the ground is flat",
        hint="In each round: measure the gradient at the last point, decide whether to stop, then step.",
        reference=walk_that_stops,
        inputs=walks,
        tolerance=1e-4,
        praise="It stops early where it can. What it cannot tell is whether the flat place is the lowest.",
        mistakes=[
            Mistake(
                walk_with_signed_test,
                "A gradient of -8 counts as small here. Compare its size without the sign.",
            ),
            Mistake(
                walk_until_one_is_small,
                "It stops as soon as one element is small. All of them have to be.",
            ),
            Mistake(
                walk_with_length,
                "This compares the length of the gradient. The task is about each element.",
            ),
            Mistake(
                walk_with_sum,
                "This adds up the gradient's elements. The task is about each of them.",
            ),
            Mistake(
                walk_with_small_steps,
                "This compares the step, lr * grad. The task is about the gradient.",
            ),
            Mistake(
                walk_with_many_truths,
                "`if` wants one True or False, and "
                "comparing an array gives one for each element. Which of them have to be True?",
            ),
            Mistake(
                walk_until_two_are_small,
                "Only the first two elements are compared, and x may have more.",
            ),
            Mistake(
                walk_with_the_size_last,
                "This takes the largest element, then drops its sign. Drop the signs first: of -8 and 0, "
                "the larger is 0.",
            ),
            Mistake(walk_without_rate, "Each step is the whole gradient. Where is `lr` used?"),
            Mistake(
                walk_with_one_slope,
                "central_difference moves all elements of x at once. numerical_gradient moves one at a time.",
            ),
            Mistake(
                walk_by_the_first_gradient,
                "Every step uses the gradient at the start. Measure it at the last point.",
            ),
            Mistake(
                walk_without_most, "The ground never got flat enough here. Where is `most` used?"
            ),
            Mistake(walk_uphill, "The walk goes uphill. Which sign does a step need?"),
            Mistake(
                walk_one_step_too_far,
                "It takes one step too many: test the gradient before the step.",
            ),
            Mistake(walk_without_start, "The start is missing. It is the first point of the walk."),
            Mistake(walk_without_end, "It never stops before `most` steps. Where is `small` used?"),
            Mistake(walk_last_point, "Only the last point came back. Return the whole path."),
            Mistake(
                walk_by_the_height,
                "f gives the height of a place. The slopes come from numerical_gradient.",
            ),
            Mistake(
                lambda f, x, lr, small, most: np.array(x)[None],
                "It stops at once. Is it < or > in your test?",
            ),
            Mistake(
                lambda f, x, lr, small, most: walk(f, x, lr, small, most - 1),
                "The walk may have `most` steps, so one point more than that.",
            ),
            Mistake(
                Raises("argument must be .*, not 'function'"),
                "numerical_gradient takes the function first, then the place.",
            ),
            Mistake(
                Raises("inhomogeneous shape|f must return one number"),
                "numerical_gradient wants one place, the last point of the path.",
            ),
        ],
    ),
    Exercise(
        number="5.8",
        title="Predict one number of a gradient",
        answer=-0.63,
        praise="Input times error of the output: the next chapter finds every gradient in this way.",
        mistakes=[
            Mistake(0.63, "More weight to the right class lowers the loss. Which sign follows?"),
            Mistake(0.27, "The target of class 1 is 1. What is y - t there?"),
            Mistake(-0.42, "Row 1 belongs to the second input. Counting starts at 0."),
            Mistake(-0.7, "That is y - t alone. It is multiplied by the input of the row."),
            Mistake(0.12, "[1, 1] is the second row and the second column. Counting starts at 0."),
            Mistake(0.7, "That is t - y. The error of the output is y - t."),
            Mistake(0.18, "[1, 1] is the second row and the second column: which y, and which t?"),
        ],
        hint="The formula above: x of the row, times y - t of the column.",
    ),
    Exercise(
        number="5.9",
        title="Train a neuron of your own",
        reference=train,
        inputs=clouds,
        tolerance=1e-3,
        praise="The neuron of chapter 2 has found its own weights, from nothing but points and a loss.",
        mistakes=[
            Mistake(train_without_bias, "b never moves. Does the loss use weights[2]?"),
            Mistake(train_uphill, "The loss grows from step to step. Is there a sign too many?"),
            Mistake(
                train_on_the_sum,
                "The steps are N times too long. Is the loss a mean over the points?",
            ),
            Mistake(
                train_on_class_1_alone,
                "A point of class 0 costs nothing here. It should cost -log(1 - p).",
            ),
            Mistake(
                train_without_targets,
                "Every point counts as class 1 here. Where does the loss use t?",
            ),
            Mistake(
                train_by_the_first_gradient,
                "Every step uses the gradient at zero. Measure it at the weights of that step.",
            ),
            Mistake(
                train_with_three_arguments,
                "gradient_descent calls its function with the weights alone. X and t have to be "
                "filled in before.",
            ),
            Mistake(
                train_with_classes_as_rows,
                "The classes are rows here. cross_entropy wants a row for each point and a column for "
                "each class.",
            ),
            Mistake(
                Raises(r"y must be \(N, K\)"),
                "cross_entropy wants a row for each point and a column for each class.",
            ),
            Mistake(
                Raises("f must return one number"),
                "The loss is one number: the mean over the points.",
            ),
            Mistake(
                Raises("name 'X_(train|test)' is not defined"),
                "The points come in as the argument X.",
            ),
            Mistake(
                lambda X, t, lr, steps: gradient_descent(
                    lambda w: neuron_loss(w, X, t), np.ones(3), lr, steps
                )[-1],
                "The walk starts at ones. The task says zeros.",
            ),
            Mistake(
                train_with_columns_swapped,
                "Class 0 and class 1 have changed places. Which column is p?",
            ),
            Mistake(train_and_tell_all, "The whole walk came back. Return its last point alone."),
            Mistake(
                train_by_the_loss,
                "The loss itself is subtracted. A step subtracts lr times the gradient of the loss.",
            ),
            Mistake(
                Raises("'function' object is not subscriptable"),
                "A function is called with round brackets. (gradient_of wants the dict of a network. For "
                "one array there is numerical_gradient.)",
            ),
            Mistake(train_one_step, "It takes one step and stops."),
            Mistake(
                train_squared, "This is the squared error. The task asks for the cross-entropy."
            ),
        ],
        hint="Test the two parts one after the other. The loss of one point: with the weights [1, 0, 0] the point (2, 0) costs "
        "0.1269 if it is of class 1, and 2.1269 if it is of class 0.",
    ),
]
