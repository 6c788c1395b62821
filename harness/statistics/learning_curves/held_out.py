"""Which form predicts: the largest sizes are held out and foretold from the smaller ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.scores import Floats
from harness.statistics.learning_curves.forms import FORMS, FormName

SIZES_FOR_TWO: Final = 6
"""From as many sizes on, the two largest are held out together as well."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How far a form's predictions were from what was measured.

    Attributes:
        form: its name.
        largest: points, |predicted - measured| at the largest size, fitted without it.
        top_two: points, mean of both such errors at the two largest sizes, fitted without either;
            None below six sizes.
        mean: points, over all these predictions; what forms are ranked by.
    """

    form: FormName
    largest: float
    top_two: float | None
    mean: float


def hold_out(sizes: Floats, errors: Floats) -> tuple[HeldOut, ...]:
    """Returns the forms that can be fitted without the largest size, the best predictor first.

    Args:
        sizes: (m,) examples, ascending, at least two.
        errors: (m,) points.
    """
    found: list[HeldOut] = []
    for name, form in FORMS.items():
        if len(sizes) > form.parameters:
            missed = _miss(name, sizes, errors, 1)
            two = _miss(name, sizes, errors, 2) if len(sizes) >= SIZES_FOR_TWO else []
            top_two = float(np.mean(two)) if two else None
            found.append(HeldOut(name, missed[0], top_two, float(np.mean([*missed, *two]))))
    return tuple(sorted(found, key=lambda one: round(one.mean, 9)))


def _miss(name: FormName, sizes: Floats, errors: Floats, count: int) -> Sequence[float]:
    predict = FORMS[name].fit(sizes[:-count], errors[None, :-count])
    missed: list[float] = np.abs(predict(sizes[-count:])[0] - errors[-count:]).tolist()
    return missed
