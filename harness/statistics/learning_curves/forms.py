"""The shapes that a learning curve may have, each fitted to many curves at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from harness.scores import Floats
from harness.statistics.learning_curves.power_law import fit_power_law

FormName: TypeAlias = Literal["last_value", "log_linear", "pow2", "pow3"]
Predict: TypeAlias = Callable[[Floats], Floats]
"""Sizes (q,) in examples to errors (B, q) in points."""


@dataclass(frozen=True, slots=True)
class Form:
    """A shape of error against size.

    Attributes:
        words: what a report calls it.
        parameters: how many numbers it has, and so how many sizes it takes.
        fit: sizes (m,) in examples and errors (B, m) in points to B fitted curves.
    """

    words: str
    parameters: int
    fit: Callable[[Floats, Floats], Predict]


def _fit_last(sizes: Floats, errors: Floats) -> Predict:
    last = errors[:, [int(np.argmax(sizes))]]
    return lambda at: np.repeat(last, len(at), axis=1)


def _fit_log_linear(sizes: Floats, errors: Floats) -> Predict:
    logs = np.log(sizes)
    centre, mean = logs.mean(), errors.mean(axis=1, keepdims=True)
    centred = logs - centre
    slope = (errors @ centred / (centred @ centred))[:, None]
    return lambda at: mean + slope * (np.log(at) - centre)


FORMS: Final[Mapping[FormName, Form]] = {
    "last_value": Form("the value at the largest size", 1, _fit_last),
    "log_linear": Form("a straight line over the logarithm of the size", 2, _fit_log_linear),
    "pow2": Form(
        "a power law without a floor", 2, lambda sizes, errors: fit_power_law(sizes, errors, floor=False).at
    ),
    "pow3": Form(
        "a power law with a floor", 3, lambda sizes, errors: fit_power_law(sizes, errors, floor=True).at
    ),
}
"""From the simplest to the richest; where two predict equally well, the first is taken."""
