"""Chapter 8's live figures: what they show is what closed formulas and other code give."""

import numpy as np
import pytest
from live_settings import live_run, try_ends, try_random
from numpy.lib.stride_tricks import sliding_window_view
from pen_strokes import STROKES
from PIL import Image, ImageDraw

from helpers.images import prepare_digit, shift
from helpers.nn.activations import softmax


@pytest.fixture(scope="module")
def chapter():
    return live_run(8)


def texts(artists):
    return [artist.get_text() for artist in np.ravel(artists)]


def titles(figure):
    return [ax.get_title(loc="left") for ax in figure.fig.axes]


def window_sums(x, w):
    """The map of x for the filter w, by einsum over all windows."""
    return np.einsum("...rcij,ij->...rc", sliding_window_view(x, w.shape, axis=(-2, -1)), w)


# --- sections 1 to 5 ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [1, 2, 7, 16])
@pytest.mark.parametrize("filter", ["rise", "outline", "blur"])
def test_the_stepper_fills_the_map_place_by_place(chapter, place, filter):
    figure, names = chapter.live["live-steps"], chapter.namespace
    assert figure.set(place=place, filter=filter)
    w, stepper = np.array(names["FILTERS"][filter]), names["stepper"]
    row, column = divmod(place - 1, 4)
    want = window_sums(names["seven"], w).ravel()
    shown = [float(text.replace("−", "-")) if text else None for text in texts(stepper.map.texts)]
    assert shown[:place] == pytest.approx(want[:place], abs=0.006)
    assert shown[place:] == [None] * (16 - place)
    products = [float(text.replace("−", "-")) for text in texts(stepper.products.texts)]
    assert sum(products) == pytest.approx(want[place - 1], abs=0.05)
    tinted = {at for grid, at in stepper.highlighted if grid is stepper.image}
    assert tinted == {(row + i, column + j) for i in range(3) for j in range(3)}
    terms, _, total = stepper.sum.get_text().replace("− ", "-").replace("+ ", "").partition(" = ")
    assert sum(float(term.replace("−", "-")) for term in terms.split()) == pytest.approx(
        float(total.replace("−", "-")), abs=0.05
    )


def ink_of(strokes):
    page = Image.new("L", (280, 280))
    for line in strokes:
        points = [(280 * x, 280 * y) for x, y in line]
        ImageDraw.Draw(page).line(points, fill=255, width=22)
    return np.array(page)


def test_the_map_follows_the_pen_and_the_sliders(chapter):
    figure, names = chapter.live["live-pad"], chapter.namespace
    rng = np.random.default_rng(0)
    for digit, filter in [(0, "rise"), (4, "empty"), (7, "blur")]:
        ink, added = ink_of(STROKES[digit]), rng.integers(-20, 21, (3, 3)) / 10
        numbers = {f"w{i}{j}": added[i, j] for i, j in np.ndindex(3, 3)}
        assert figure.set(ink=ink, filter=filter, **numbers)
        w = names["FILTERS"][filter] + added
        x = np.array(Image.fromarray(ink.astype(np.float32)).resize((28, 28), Image.Resampling.BOX))
        sums = window_sums(x / 255, w)
        limit = max(w[w > 0].sum(), -w[w < 0].sum())
        assert np.allclose(names["filtered"].map.get_array() * limit, sums, atol=1e-5)
        shown = [float(text.replace("−", "-")) for text in texts(names["filtered"].filter.texts)]
        assert shown == pytest.approx(w.ravel(), abs=0.006)
    figure.reset()
    assert not figure.controls["ink"].value.any()
    rise = window_sums(names["X_test"][8, :, :, 0], names["rise"])
    assert np.allclose(names["filtered"].map.get_array() * 3, rise, atol=1e-5)


def test_a_ring_is_blue_on_its_left_and_orange_on_its_right(chapter):
    figure, names = chapter.live["live-pad"], chapter.namespace
    figure.reset()
    assert figure.set(ink=ink_of(STROKES[0]))
    values = names["filtered"].map.get_array()
    outside_left, inside_left, inside_right, outside_right = (
        values[13][part] for part in (slice(0, 6), slice(6, 11), slice(14, 19), slice(20, 26))
    )
    assert outside_left.max() > 0.5
    assert outside_left.min() > -0.1
    assert inside_left.min() < -0.5
    assert inside_right.max() > 0.5
    assert outside_right.min() < -0.5
    assert np.abs(values[:6, 12:14]).max() < 0.1, "the top of the ring"
    figure.reset()


@pytest.mark.parametrize(
    ("n", "K", "padding", "stride"),
    [(10, 3, 0, 2), (9, 3, 0, 2), (12, 3, 1, 1), (12, 5, 2, 1), (3, 7, 0, 1), (3, 7, 3, 4), (12, 1, 3, 1)],
)  # fmt: skip
def test_the_places_that_fit_are_counted_one_by_one(chapter, n, K, padding, stride):
    figure, names = chapter.live["live-places"], chapter.namespace
    assert figure.set(n=n, K=K, padding=padding, stride=stride)
    long = n + 2 * padding
    fit = [s for s in range(long) if s % stride == 0 and s + K <= long]
    row, area = names["places_row"], names["places_area"]
    drawn = [path.get_extents() for path in row.fit.get_paths()]
    assert [(bar.x0, bar.width) for bar in drawn] == [(s, K) for s in fit]
    (hang,) = [path.get_extents() for path in row.hang.get_paths()]
    assert hang.x0 == len(fit) * stride
    assert hang.x1 > long, "the next place does not fit"
    assert hang.y1 < max(row.note.axes.get_ylim()), "and it is inside the picture"
    assert (len(row.pixels.get_paths()), len(row.padding.get_paths())) == (n, 2 * padding)
    middles = {(a + K / 2, b + K / 2) for a in fit for b in fit}
    assert {tuple(dot) for dot in area.dots.get_xydata()} == middles
    size = (long - K) // stride + 1
    words = f"({n} + 2·{padding} − {K}) // {stride} + 1 = {size} places"
    assert titles(figure) == [words if fit else "No window fits", f"Map: {len(fit)} × {len(fit)}"]


@pytest.mark.parametrize("secret", ["rise", "outline"])
def test_the_learned_filter_goes_by_powers_of_a_matrix(chapter, secret):
    """For plain steps, w - secret is multiplied by 1 - rate · H, H the mean of x xᵀ over windows."""
    figure, names = chapter.live["live-learn"], chapter.namespace
    figure.reset()
    assert figure.set(secret=secret, rate=2.0)
    start = names["learner"].w.copy()
    for _ in range(10):
        assert figure.refresh(play=True)
    patches = sliding_window_view(names["twenty"], (3, 3), axis=(1, 2)).reshape(-1, 9).astype(float)
    H = patches.T @ patches / len(patches)
    shrink = np.linalg.matrix_power(np.eye(9) - 2.0 * H, 40)
    want = np.array(names["FILTERS"][secret]).ravel()
    want = want + shrink @ (start.ravel() - want)
    assert np.allclose(names["learner"].w.ravel(), want, atol=1e-5)
    errors = names["learner"].errors
    assert len(errors) == 41
    assert list(names["lesson"].curve.get_ydata()) == errors
    assert errors == sorted(errors, reverse=True)
    figure.reset()


def test_the_learner_ends_and_momentum_comes_further(chapter):
    figure, names = chapter.live["live-learn"], chapter.namespace
    left = {}
    for beta in (0.0, 0.8):
        figure.reset()
        assert figure.set(secret="outline", beta=beta)
        while names["learn"](2.0):
            pass
        assert len(names["learner"].errors) == 601
        left[beta] = np.abs(names["learner"].w - names["FILTERS"]["outline"]).max()
    assert left[0.8] < 1e-3 < 0.05 < left[0.0]
    figure.reset()
    assert len(names["learner"].errors) == 1


# --- sections 6 to 9 ------------------------------------------------------------------------------


def test_the_network_learns_and_its_maps_are_those_of_the_digit(chapter):
    figure, names = chapter.live["live-learning"], chapter.namespace
    figure.reset()
    now, picture = names["now"], names["learning"]
    first = now.net.params["W1"].copy()
    for _ in range(16):
        assert figure.refresh(play=True)
    assert now.steps == 80
    assert now.right > 0.7
    assert not np.allclose(first, now.net.params["W1"], atol=1e-2)
    assert figure.set(ink=ink_of(STROKES[0]))
    digit = np.array(picture.digit.get_array())
    assert digit.max() > 0.9
    W, b = now.net.params["W1"], now.net.params["b1"]
    maps = np.stack([window_sums(digit, W[:, :, 0, f]) + b[f] for f in range(8)])
    pooled = np.maximum(maps.reshape(8, 12, 2, 12, 2).max(axis=(2, 4)), 0)
    page = np.array(picture.first.image.get_array())
    for f, tile in enumerate(pooled / pooled.max()):
        top, left = (2 + 14 * n for n in divmod(f, 4))
        assert np.allclose(page[top : top + 12, left : left + 12], tile, atol=1e-5)
    y = now.net.predict(digit[None, ..., None].astype(np.float32))[0]
    heights = [bar.get_height() for bar in picture.bars.bars]
    assert heights == pytest.approx(y, abs=1e-5)
    assert titles(figure)[-1].endswith(f"this is read as {y.argmax()}")
    now.steps = 995
    assert names["play_learning"](lr=0.05) is False
    figure.reset()
    assert now.steps == 0
    assert np.array_equal(now.net.params["W1"], first)


# --- sections 10 to 14 ----------------------------------------------------------------------------


def test_every_map_of_the_pad_is_that_of_its_layer(chapter):
    figure, names = chapter.live["live-stages"], chapter.namespace
    ink = np.zeros((280, 280), np.uint8)
    ink[40:240, 130:150] = 255
    figure.set(ink=ink)
    X = prepare_digit(ink)[np.newaxis, ..., np.newaxis] / np.float32(255)
    seen, net = names["seen"], names["reader"]
    for tiles, layer in zip(seen.maps, net.layers, strict=False):
        X = layer.forward(X)
        page = np.asarray(tiles.image.get_array())
        side, gap = X.shape[1], tiles.gap
        for channel in range(X.shape[3]):
            top, left = (gap + k * (side + gap) for k in divmod(channel, 4))
            drawn = page[top : top + side, left : left + side]
            assert np.allclose(drawn, X[0, :, :, channel] / np.abs(X).max(), atol=1e-6)
    heights = [bar.get_height() for bar in seen.bars.bars]
    assert np.allclose(
        heights, net.predict(prepare_digit(ink)[None, ..., None] / np.float32(255))[0]
    )
    assert np.argmax(heights) == 1


@pytest.mark.parametrize(("down", "right"), [(0.0, 0.0), (0.4, 0.7), (1.0, 1.0)])
@pytest.mark.parametrize(
    ("layers", "width", "apart"),
    [(1, 5, 1), (2, 6, 2), (3, 6, 2), (4, 14, 2), (5, 16, 4), (6, 16, 4)],
)
def test_the_lit_pixels_are_the_field_that_counting_gives(
    chapter, layers, width, apart, down, right
):
    figure, field = chapter.live["live-field"], chapter.namespace["field"]
    figure.set(layers=layers, down=down, right=right, images=30)
    side = (28 - width) // apart + 1
    row, column = round(down * (side - 1)), round(right * (side - 1))
    expected = np.zeros((28, 28), bool)
    expected[row * apart :, column * apart :][:width, :width] = True
    assert np.array_equal(field.light.get_array()[..., 3] > 0, expected)
    marked = np.argwhere(np.asarray(field.place.get_array()) == 2)
    assert marked.min(axis=0).tolist() == [row * 24 // side, column * 24 // side]
    assert len(marked) == (24 // side) ** 2
    assert field.count.get_text() == f"{width**2} pixels reach it"


def test_one_image_leaves_holes_in_the_field(chapter):
    figure, field = chapter.live["live-field"], chapter.namespace["field"]
    figure.set(layers=6, down=0.35, right=0.35, images=1)
    assert 0 < np.count_nonzero(field.light.get_array()[..., 3]) < 256


@pytest.mark.parametrize(("image", "right", "down"), [(0, 0, 0), (3, 5, -2), (99, -8, 8)])
def test_the_bars_are_the_answers_to_the_moved_digit(chapter, image, right, down):
    figure, names = chapter.live["live-shift"], chapter.namespace
    figure.set(image=image, right=right, down=down)
    moved = shift(names["X_test"][image, :, :, 0], right, down)
    assert np.array_equal(names["moving"].get_array(), moved)
    for bars, net in zip(names["answers"], names["four"].values(), strict=True):
        expected = softmax(net.scores(moved[np.newaxis, ..., np.newaxis]))[0]
        assert np.allclose([bar.get_height() for bar in bars.bars], expected, atol=1e-6)


def test_the_large_network_trains_stops_and_starts_again(chapter):
    figure, names = chapter.live["live-large"], chapter.namespace
    figure.reset()
    run = names["run"]
    for _ in range(10):
        assert figure.refresh(play=True)
    assert run.step == 50
    assert run.at == [50]
    assert run.test[0] > 0.5
    assert list(names["run_curves"].test.get_ydata()) == run.test
    assert list(names["run_curves"].train.get_ydata()) == run.train
    run.step = run.steps - 5
    assert names["play_run"](1) is False
    figure.reset()
    assert run.step == 0
    assert run.at == []


@pytest.mark.parametrize("blocks", [1, 10, 20])
def test_the_gradients_of_towers_vanish_explode_or_stay(chapter, blocks):
    figure, line = chapter.live["live-tower"], chapter.namespace["sizes_line"]

    def sizes(**switches):
        figure.set(blocks=blocks, **({"he": False, "norm": False, "skip": False} | switches))
        x, y = line.get_data()
        assert list(x) == list(range(1, 2 * blocks + 2))
        return np.asarray(y)

    level = sizes(he=True, norm=True, skip=True)
    assert level.max() / level.min() < 30
    assert (sizes() < (1e-2 if blocks == 1 else 1e-20)).all()
    if blocks == 20:
        growing = sizes(he=True, norm=True)
        assert growing[0] > 100 * growing[-1]


# --- all ------------------------------------------------------------------------------------------


def test_every_control_at_its_ends():
    try_ends(8)


@pytest.mark.slow
def test_random_settings():
    try_random(8)
