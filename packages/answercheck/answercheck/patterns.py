"""What wrong numbers look like, from what most often goes wrong. Each function is one pattern."""

from dataclasses import dataclass

import numpy as np

from answercheck.values import close, describe_value, follow, largest, numeric


@dataclass
class Pair:
    """The numbers that came back and those that were expected, for one case, both as floats."""

    got: np.ndarray
    want: np.ndarray
    case: tuple


class Numbers:
    """What the patterns ask of the numbers that came back in all cases."""

    def __init__(self, pairs, tolerance, names):
        self.raw = [p for p in pairs if p.want.size]
        self.tolerance, self.names = tolerance, names
        self.bad = [p for p in self.raw if not self.right(p)]
        self.misshapen = [p for p in self.bad if p.got.shape != p.want.shape]
        self.pairs = [Pair(real(p.got), real(p.want), p.case) for p in self.raw]

    def right(self, p):
        return p.got.shape == p.want.shape and close(p.got, p.want, self.tolerance)

    def fits(self, change):
        """Whether the numbers of every case are right once they are changed like this."""
        return all(self.right(Pair(np.asarray(change(p.got)), p.want, p.case)) for p in self.pairs)


def real(array):
    return array.astype(complex if array.dtype.kind == "c" else float)


def transposed(n):
    if all(p.got.ndim == 2 for p in n.bad) and n.fits(lambda got: got.T):
        return "The values are right but transposed: rows and columns have changed places."


def reshaped(n):
    same_size = all(p.got.size == p.want.size for p in n.raw)
    if (
        n.misshapen
        and same_size
        and all(close(p.got.ravel(), p.want.ravel(), n.tolerance) for p in n.raw)
    ):
        p = n.misshapen[0]
        return (
            f"The values are right, but came back as {shape(p.got)}; {shape(p.want)} is expected."
        )


def misshapen(n):
    if n.misshapen:
        p = n.misshapen[0]
        where = "" if p is n.bad[0] else "For other inputs, "
        text = f"{shape(p.got)} came back, and {shape(p.want)} is expected."
        return where + text if where else text[0].upper() + text[1:]


def shape(array):
    return f"an array of shape {array.shape}" if array.ndim else "a single number"


def not_finite(n):
    endless = [p for p in n.bad if not np.isfinite(p.got).all() and np.isfinite(p.want).all()]
    if endless:
        return f"{'' if endless[0] is n.bad[0] else 'For other inputs, '}nan or inf came back."


def always_the_same(n):
    first = n.pairs[0].got
    if len(n.pairs) > 2 and all(
        p.got.shape == first.shape and (p.got == first).all() for p in n.pairs
    ):
        return f"The same came back for all inputs: {describe_value(n.raw[0].got)}."


def decimals_lost(n):
    if not any((p.want % 1).any() for p in n.pairs) or not any(p.got.any() for p in n.pairs):
        return ""
    cuts = (np.trunc, np.floor)
    if any(all((p.got == cut(p.want)).all() for p in n.pairs) for cut in cuts):
        return (
            "The decimals are lost: whole numbers came back. Is it an integer array, or // for /?"
        )


def other_way_round(n):
    if all(np.isin(p.want, (0, 1)).all() for p in n.pairs) and n.fits(lambda got: 1 - got):
        return "The answer is exactly the other way round: 0 where 1 is expected, 1 where 0 is."


def wrong_sign(n):
    if n.fits(lambda got: -got):
        return "The sign is the wrong way round."


def reversed_order(n):
    if all(p.got.ndim == 1 for p in n.bad) and n.fits(lambda got: got[::-1]):
        return "The values are right but in the opposite order."


def rounded(n):
    for decimals in range(7):
        if all((p.got == np.round(p.want, decimals)).all() for p in n.pairs):
            s = "s" * (decimals != 1)
            return f"It is rounded to {decimals} decimal{s}. Return the number as it is."


def still_zero(n):
    """Whether every wrong number is a 0."""
    if any(p.want.size < 2 or np.isin(p.want, (0, 1)).all() for p in n.bad):
        return ""
    if all((p.got[~near(p, n.tolerance)] == 0).all() for p in n.pairs):
        if all((p.got == 0).all() for p in n.bad):
            return "Nothing but 0 came back."
        return "Some elements are right, and all others are 0."


def near(p, tolerance):
    return np.isclose(p.got, p.want, rtol=tolerance, atol=tolerance * largest(p.want))


def constant_factor(n):
    """Is every output the right one times a number: always the same, or a length?"""
    ratios = []
    for p in n.pairs:
        top = np.argmax(np.abs(p.want))
        want, got = p.want.ravel()[top], p.got.ravel()[top]
        if want == 0 or got == 0 or not close(p.got, p.want * (got / want), n.tolerance):
            return ""
        ratios.append(got / want)
    for name, what, counts in lengths(n):
        if same(n, ratios, counts):
            return (
                f"It is n times too large, n being the {what} of {name}. A sum in place of a mean?"
            )
        if same(n, ratios, 1 / counts):
            return (
                f"It is n times too small, n being the {what} of {name}. A mean in place of a sum?"
            )
    if len(n.pairs) > 1 and same(n, ratios, ratios[0]):
        return f"It is {describe_value(float(ratios[0]))} times what is expected."


def lengths(n):
    """(argument's name, "length" or "size", the numbers of all cases), where they differ from 1."""
    for i, name in enumerate(n.names):
        arrays = [numeric(p.case[i]) if i < len(p.case) else None for p in n.pairs]
        if any(a is None or not a.ndim for a in arrays):
            continue
        for what, counts in (
            ("length", np.array([len(a) for a in arrays])),
            ("size", np.array([a.size for a in arrays])),
        ):
            if max(counts) > 1:
                yield name, what, counts


def same(n, a, b):
    return np.allclose(a, b, rtol=max(n.tolerance, 1e-9), atol=0)


def constant_offset(n):
    shift = (n.pairs[0].got - n.pairs[0].want).ravel()
    enough = sum(p.want.size for p in n.pairs) > 2
    if enough and shift.size and shift[0] != 0 and n.fits(lambda got: got - shift[0]):
        more = "more" if shift[0] > 0 else "less"
        return f"It is always {describe_value(float(abs(shift[0])))} {more} than expected."


# (pattern, whether its sentence is enough without the exercise's own hint)
SHAPES = [(transposed, True), (reshaped, True), (misshapen, False), (not_finite, False)]
VALUES = [
    (still_zero, False),
    (decimals_lost, True),
    (rounded, True),
    (always_the_same, False),
    (other_way_round, True),
    (wrong_sign, True),
    (reversed_order, True),
    (constant_factor, False),
    (constant_offset, False),
]


def look(attempt):
    """What the outputs of all cases look like: (sentence or "", whether it is enough)."""
    path, part = attempt.path, attempt.part
    pairs = []
    for outcome, want, case in zip(attempt.outcomes, attempt.wanted, attempt.cases, strict=True):
        try:
            g, w = numeric(follow(path, outcome.value)), numeric(follow(path, want.value))
        except (IndexError, KeyError, TypeError):
            return "", False
        if g is None or w is None:
            return "", False
        pairs.append(Pair(g, w, case))
    n = Numbers(pairs, attempt.exercise.tolerance, attempt.argument_names)
    if not n.bad:
        return "", False
    simple = all(np.isfinite(p.want).all() and p.got.dtype.kind != "c" for p in n.raw)
    for pattern, enough in SHAPES + VALUES if simple and not n.misshapen else SHAPES:
        if sentence := pattern(n):
            if part:
                sentence = f"{part}: {sentence[0].lower()}{sentence[1:]}"
            return sentence, enough
    return "", False
