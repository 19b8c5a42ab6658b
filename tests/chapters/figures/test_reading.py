"""The picture of a reading network shows the activations that it is given."""

import numpy as np
from matplotlib.figure import Figure

from chapters.figures.reading import ReadingPicture, activations
from helpers.datasets import load_digit_weights, load_mnist


def test_a_digit_is_read_and_each_neuron_is_lit_by_its_activation():
    weights, three = load_digit_weights(), load_mnist()[2][18]
    z1, z2, y = activations(weights, three)
    picture = ReadingPicture(Figure(), weights["W1"])
    picture.set(three, z1, z2, y, neuron=7)
    assert picture.answer.get_text() == "read as 3"
    for grid, z, columns in ((picture.first, z1, 5), (picture.second, z2, 10)):
        page = np.asarray(grid.drawn.get_array())
        middles = page[4::9, 4::9]
        assert middles.shape[1] == columns
        assert np.array_equal(middles.ravel(), z)
    assert picture.first.frame.get_xy() == (2 * 9 - 0.5, 1 * 9 - 0.5)
    assert np.array_equal(picture.w.get_array(), weights["W1"][:, 7].reshape(28, 28))


def test_without_a_digit_nothing_is_read():
    picture = ReadingPicture(Figure())
    picture.set(np.zeros((28, 28)), np.zeros(50), np.zeros(100), np.zeros(10))
    assert picture.answer.get_text() == "draw a digit"
    assert not picture.first.frame.get_visible()
