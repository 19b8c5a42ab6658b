"""The exercises of chapter 8: one entry each. answercheck's `Exercise` says what it consists of."""

import numpy as np
from answercheck import Exercise, Mistake

# --- 8.1 to 8.3 -----------------------------------------------------------------------------------


def map_of(x, w, rows=0, columns=0):
    """The map of one image; rows, columns: how many places more than there are, with 0 in them."""
    K = len(w)
    size = len(x) - K + 1, len(x[0]) - K + 1
    y = np.zeros((size[0] + rows, size[1] + columns))
    for r, c in np.ndindex(min(size[0], len(y)), min(size[1], len(y[0]))):
        y[r, c] = np.sum(x[r : r + K, c : c + K] * w)
    return y


def map_turned(x, w):
    return map_of(x, np.flip(w))


def map_transposed_filter(x, w):
    return map_of(x, w.T)


def map_transposed(x, w):
    return map_of(x, w).T


def map_as_large_as_the_image(x, w):
    return map_of(x, w, len(w) - 1, len(w) - 1)


def map_one_too_large(x, w):
    return map_of(x, w, 1, 1)


def map_one_too_small(x, w):
    return map_of(x, w, -1, -1)


def map_of_means(x, w):
    return map_of(x, w) / w.size


def map_of_matrix_products(x, w):
    K = len(w)
    y = map_of(x, w)
    for r, c in np.ndindex(y.shape):
        y[r, c] = np.sum(x[r : r + K, c : c + K] @ w)
    return y


def map_never_moves_down(x, w):
    return np.tile(map_of(x, w)[0], (len(x) - len(w) + 1, 1))


def map_in_the_first_place(x, w):
    """Each sum is put at the first place."""
    y = map_of(x, w)
    last, y[:] = y[-1, -1], 0
    y[0, 0] = last
    return y


def map_adds_up(x, w):
    return map_of(x, w).cumsum().reshape(map_of(x, w).shape)


def map_without_the_last_row(x, w):
    cut = w.copy()
    cut[-1], cut[:, -1] = 0, 0
    return map_of(x, cut)


def map_of_windows(x, w):
    return map_of(x, np.ones_like(w))


def map_cases(rng):
    yield np.arange(12).reshape(3, 4), np.array([[1, 2], [3, 5]])
    for height, width, K in (5, 4, 3), (4, 6, 2), (6, 6, 3), (3, 7, 1):
        yield rng.integers(-9, 10, (height, width)), rng.integers(-3, 4, (K, K))


def size_of(n, K, padding, stride):
    return (n + 2 * padding - K) // stride + 1


def size_not_whole(n, K, padding, stride):
    return (n + 2 * padding - K) / stride + 1


def size_without_the_first(n, K, padding, stride):
    return (n + 2 * padding - K) // stride


def size_rounded_up(n, K, padding, stride):
    return -(-(n + 2 * padding - K) // stride) + 1


def size_rounded(n, K, padding, stride):
    return round((n + 2 * padding - K) / stride) + 1


def size_padded_once(n, K, padding, stride):
    return (n + padding - K) // stride + 1


def size_without_padding(n, K, padding, stride):
    return (n - K) // stride + 1


def size_without_stride(n, K, padding, stride):
    return n + 2 * padding - K + 1


def size_plus_one_inside(n, K, padding, stride):
    return (n + 2 * padding - K + 1) // stride


def size_without_brackets(n, K, padding, stride):
    return n + 2 * padding - K // stride + 1


def size_of_starts_beyond(n, K, padding, stride):
    return (n + 2 * padding) // stride


def size_windows_apart(n, K, padding, stride):
    return (n + 2 * padding) // K


def size_cases(rng):
    yield 10, 3, 0, 1
    yield 10, 3, 0, 2
    yield 28, 5, 2, 1
    yield 7, 7, 0, 3
    for _ in range(8):
        n, K, padding, stride = (int(k) for k in rng.integers((8, 1, 0, 1), (30, 8, 4, 5)))
        yield n, K, padding, stride


def maps_of(x, W, b, biases=1, channels=None):
    C, F = W.shape[2:]
    channels = range(C) if channels is None else channels
    maps = [
        sum(map_of(x[:, :, k], W[:, :, k, f]) for k in channels) + biases * b[f] for f in range(F)
    ]
    return np.stack(maps, axis=-1)


def maps_without_bias(x, W, b):
    return maps_of(x, W, b, biases=0)


def maps_bias_in_each_channel(x, W, b):
    return maps_of(x, W, b, biases=x.shape[2])


def maps_bias_in_each_product(x, W, b):
    return maps_of(x, W, b, biases=W[..., 0].size)


def maps_bias_in_each_pixel(x, W, b):
    return maps_of(x, W, b, biases=len(W) ** 2)


def maps_first_channel(x, W, b):
    return maps_of(x, W, b, channels=[0])


def maps_last_channel(x, W, b):
    return maps_of(x, W, b, channels=[x.shape[2] - 1])


def maps_mean_of_channels(x, W, b):
    return maps_of(x, W, b, biases=0) / x.shape[2] + b


def maps_filters_first(x, W, b):
    return np.moveaxis(maps_of(x, W, b), -1, 0)


def maps_of_every_channel(x, W, b):
    C, F = W.shape[2:]
    maps = [map_of(x[:, :, k], W[:, :, k, f]) + b[f] for f in range(F) for k in range(C)]
    return np.stack(maps, axis=-1)


def maps_channels_for_filters(x, W, b):
    C, F = W.shape[2:]
    maps = [sum(map_of(x[:, :, k], W[:, :, f, k]) for k in range(C)) + b[f] for f in range(F)]
    return np.stack(maps, axis=-1)


def maps_added_up(x, W, b):
    return maps_of(x, W, b).sum(axis=-1)


def maps_same_filter(x, W, b):
    same = np.broadcast_to(W[:, :, :1], W.shape)
    return maps_of(x, same, b)


def maps_turned(x, W, b):
    return maps_of(x, W[::-1, ::-1], b)


def maps_first_filter(x, W, b):
    return maps_of(x, W[..., :1], b[:1])


def maps_cases(rng):
    for height, width, K, C, F in (
        (4, 4, 3, 2, 1),
        (5, 4, 2, 3, 2),
        (4, 6, 3, 2, 4),
        (3, 5, 1, 4, 3),
    ):
        x = rng.integers(0, 10, (height, width, C)).astype(float)
        yield (
            x,
            rng.integers(-3, 4, (K, K, C, F)).astype(float),
            rng.integers(1, 9, F).astype(float),
        )


# --- 8.4 to 8.9 -----------------------------------------------------------------------------------


# --- 8.10 to 8.12 ---------------------------------------------------------------------------------

EXERCISES = [
    # 8.1 to 8.3
    Exercise(
        number="8.1",
        title="Write the two loops",
        reference=map_of,
        inputs=map_cases,
        praise="The book's im2col, PyTorch's conv2d and this chapter's layer all compute these sums.",
        hint="How many rows and columns has the map? Which slice of x is the window at row r, column c?",
        mistakes=[
            Mistake(map_turned, "The filter is turned by 180 degrees; here it is used as it is."),
            Mistake(map_transposed_filter, "Rows and columns of the filter are exchanged."),
            Mistake(map_transposed, "Rows and columns of the map are exchanged."),
            Mistake(
                map_as_large_as_the_image,
                "The map is as large as the image, but the window does not fit at its last places.",
            ),
            Mistake(
                map_one_too_large,
                "The map has a row and a column too many. Where does the last window start?",
            ),
            Mistake(
                map_one_too_small,
                "The last row and the last column of the map are missing: the first place is place 0.",
            ),
            Mistake(map_of_means, "These are means. The products are to be added."),
            Mistake(
                map_of_matrix_products,
                "That is a matrix product of window and filter. Each pixel is multiplied by its number: *.",
            ),
            Mistake(
                map_never_moves_down,
                "All rows of the map are alike: the window never moves down.",
            ),
            Mistake(map_in_the_first_place, "Every sum is written to the first place of the map."),
            Mistake(map_adds_up, "Each sum still contains those of the places before it."),
            Mistake(
                map_without_the_last_row,
                "The window is one row and one column too small: a slice ends before its second number.",
            ),
            Mistake(map_of_windows, "The pixels are added, but where does the filter come in?"),
        ],
    ),
    Exercise(
        number="8.2",
        title="Count the places",
        reference=size_of,
        inputs=size_cases,
        without=("for", "while", "range", "len"),
        praise="You will need it for every network: each layer must know the size that the last one leaves.",
        hint="Where can the last window start? How many whole strides is that, and what of the place at 0?",
        mistakes=[
            Mistake(
                size_not_whole, "A number of places is a whole number: // drops what is left over."
            ),
            Mistake(size_without_the_first, "The place at 0 counts too."),
            Mistake(size_rounded_up, "Rounded up, the last window hangs over the end."),
            Mistake(
                size_rounded, "Rounded, the last window hangs over the end in some of the cases."
            ),
            Mistake(size_padded_once, "There is padding on both sides."),
            Mistake(
                size_without_padding, "The padding makes the row longer. Where does it come in?"
            ),
            Mistake(size_without_stride, "That is the number of places for a stride of 1."),
            Mistake(
                size_plus_one_inside,
                "The first place is no matter of strides: add 1 after the division.",
            ),
            Mistake(
                size_without_brackets,
                "// comes before + and -, so only K is divided here. Brackets?",
            ),
            Mistake(
                size_of_starts_beyond,
                "Here a window may start at any pixel, even where it hangs over the end. What of K?",
            ),
            Mistake(
                size_windows_apart,
                "That counts windows side by side. They overlap: the next starts one stride further.",
            ),
        ],
    ),
    Exercise(
        number="8.3",
        title="Add up the channels",
        reference=maps_of,
        inputs=maps_cases,
        praise="The channels are gone from the result: every filter looks at all of them.",
        hint="One filter gives one map: the sum over the channels of convolve, plus the bias once.",
        mistakes=[
            Mistake(maps_without_bias, "The bias is missing."),
            Mistake(
                maps_bias_in_each_channel,
                "The bias is added once for each channel. It belongs to the filter: once in all.",
            ),
            Mistake(
                maps_bias_in_each_product,
                "The bias is added to every product. It belongs to the filter: once in all.",
            ),
            Mistake(
                maps_bias_in_each_pixel,
                "The bias is added for each pixel of the window. It belongs to the filter: once in all.",
            ),
            Mistake(maps_first_channel, "Only the first channel is looked at."),
            Mistake(
                maps_last_channel,
                "Only the last channel is left: each one takes the place of the one before.",
            ),
            Mistake(maps_mean_of_channels, "The channels are averaged. They are to be added."),
            Mistake(
                maps_filters_first, "The maps are right, but their axis is to be the last one."
            ),
            Mistake(
                maps_of_every_channel,
                "There is a map for each channel and filter. A filter adds up its channels to one map.",
            ),
            Mistake(
                maps_added_up, "The filters are added up too. Each of them has a map of its own."
            ),
            Mistake(
                maps_channels_for_filters,
                "W is (K, K, C, F): its third axis counts the channels, its fourth the filters.",
            ),
            Mistake(
                maps_same_filter,
                "All channels are filtered with the numbers for the first. Each has its own.",
            ),
            Mistake(maps_turned, "The filters are turned by 180 degrees; use them as they are."),
            Mistake(maps_first_filter, "That is the map of the first filter. There are F of them."),
        ],
    ),
    # 8.4 to 8.9
    # 8.10 to 8.12
]
