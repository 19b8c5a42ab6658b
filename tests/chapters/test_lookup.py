"""The page to look things up says what the chapters say."""

import make_lookup
import numpy as np


def test_the_stored_page_is_made_from_the_chapters_as_they_are():
    stored = make_lookup.PAGE.read_text(encoding="utf-8")
    assert stored == make_lookup.page(), "a chapter has changed: run tools/make_lookup.py"


def test_what_is_kept_is_on_the_page_and_the_layers_with_both_ways():
    names = [row[0] for row in make_lookup.functions()]
    assert {"`sigmoid`", "`softmax`", "`cross_entropy`", "`Affine`", "`train_step`"} <= set(names)
    layers = {row[0]: row[1:3] for row in make_lookup.layers()}
    assert layers["`ReLU`"] == ["`self.mask = x > 0`, `relu(x)`", "`dout * self.mask`"]
    assert "`self.dW = self.X.T @ dout`" in layers["`Affine`"][1]


def test_each_numpy_name_exists():
    for shown, sentence, _ in make_lookup.numpy_calls():
        name = shown.strip("`").split(".")[-1]
        places = (np, np.linalg, np.random.default_rng(0), np.zeros(1))
        assert any(hasattr(place, name) for place in places), shown
        assert name in sentence
