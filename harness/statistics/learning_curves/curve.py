"""A learning curve: which form predicts, what it says, how sure that is, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.learning_curves.forms import FORMS, FormName, Predict
from harness.statistics.learning_curves.held_out import HeldOut, hold_out
from harness.statistics.learning_curves.power_law import B_HIGH, B_LOW, PowerLaw, fit_power_law
from harness.statistics.learning_curves.resample import resample_means
from harness.statistics.learning_curves.steps import Step, compare_neighbours
from harness.statistics.learning_curves.table import Quantity, SizeTable

DRAWS: Final = 1_000
REACH: Final = 2.0
"""Curves are drawn on to so many times the largest size, and no further."""
LEAST_TO_FIT: Final = 3
LEAST_SIZES, LEAST_SEEDS_OF_CURVE = 6, 3
"""Below these nothing is claimed of a law: five doublings, with three seeds each."""
_FLAT: Final = 0.025  # share of replicates without any slope, above which b is not told


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LawNumbers:
    """The three-parameter power law ``e = a·n^(-b) + c`` of a curve's errors.

    Attributes:
        a: points times examples^b.
        b: exponent; None where the curve may well be flat.
        c: the floor in points: the error (or drop) that more data do not take away.
    """

    a: Ranged | None
    b: Ranged | None
    c: Ranged


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """A fitted curve.

    Attributes:
        quantity: "score" or "drop"; in points.
        sizes: (M,) examples, ascending.
        seeds: training seeds.
        form: the one that predicted the held-out sizes best.
        enough: at least 6 sizes and 3 seeds.
        held_out: forms from the best predictor to the worst.
        law: numbers of the power law, whichever form predicted best; None below four sizes.
        steps: between neighbouring sizes, tested.
        cautions: in words.
        errors_at: sizes to errors, of the curve first and then of its replicates.
    """

    quantity: Quantity
    sizes: Floats
    seeds: int
    form: FormName
    enough: bool
    held_out: tuple[HeldOut, ...]
    law: LawNumbers | None
    steps: tuple[Step, ...]
    cautions: tuple[str, ...]
    errors_at: Predict = field(repr=False)

    def at(self, size: float) -> Ranged:
        """Returns the fitted score or drop at a size, with its 95 % band, in points.

        Raises:
            RequestError: below the smallest size or above twice the largest.
        """
        low, high = float(self.sizes[0]), REACH * float(self.sizes[-1])
        if not low <= size <= high:
            raise RequestError(
                f"a size of {size:g}, where the curve was measured from {low:g} to {high / REACH:g}",
                place="learning curve",
                remedy=f"ask for {low:g} to {high:g}, twice the largest size, or train at more sizes",
            )
        found = self.errors_at(np.array([size]))[:, 0]
        return _range(np.clip(100.0 - found, 0.0, 100.0) if self.quantity == "score" else found)


def fit_curve(table: SizeTable, *, seed: int, key: str, draws: int = DRAWS) -> LearningCurve:
    """Returns the learning curve through seed means.

    Args:
        table: scores or drops at three sizes or more.
        seed: of the run.
        key: names the curve; replicates depend on ``(seed, key)`` alone.
        draws: bootstrap replicates.

    Errors are 100 less the score, or the drop itself. All sizes weigh the same: they have the
    same seeds and examples, and weights from a few seeds would be noisier than what they mend.

    Raises:
        RequestError: for fewer than three sizes, one cluster, or fewer than 100 replicates.
    """
    if obstacle := find_obstacle(table):
        raise RequestError(
            obstacle, place="learning curve", remedy="train at three sizes or more, evaluate on more examples"
        )
    drawn = resample_means(table, derive_generator(seed, "learning_curve", key), draws)
    errors = table.turn(np.vstack([table.means, drawn]))
    held_out = hold_out(table.sizes, errors[0])
    form = held_out[0].form
    law = fit_power_law(table.sizes, errors, floor=True) if len(table.sizes) > 3 else None
    numbers, doubts = _describe_law(law) if law else (None, ())
    steps = compare_neighbours(table)
    return LearningCurve(
        quantity=table.quantity,
        sizes=table.sizes,
        seeds=table.seeds,
        form=form,
        enough=len(table.sizes) >= LEAST_SIZES and table.seeds >= LEAST_SEEDS_OF_CURVE,
        held_out=held_out,
        law=numbers,
        steps=steps,
        cautions=(*_list_cautions(table, steps), *doubts),
        errors_at=law.at if law and form == "pow3" else FORMS[form].fit(table.sizes, errors),
    )


def find_obstacle(table: SizeTable) -> str:
    """Returns why no curve can be fitted to a table, in words; empty where one can."""
    if len(table.sizes) < LEAST_TO_FIT:
        return f"{len(table.sizes)} sizes, through which every form goes"
    if table.values.shape[2] < 2:
        return "one cluster, from which no error can be told"
    return ""


def _list_cautions(table: SizeTable, steps: tuple[Step, ...]) -> Iterator[str]:
    sizes, seeds = len(table.sizes), table.seeds
    if sizes < LEAST_SIZES or seeds < LEAST_SEEDS_OF_CURVE:
        yield (
            f"too few sizes or seeds for a law: {sizes} × {seeds}, where "
            f"{LEAST_SIZES} × {LEAST_SEEDS_OF_CURVE} are the least"
        )
    if seeds < LEAST_SEEDS_OF_CURVE:
        yield f"bands over test examples only, for these checkpoints (seeds: {seeds})"
    if not np.ptp(table.means):
        yield f"the {table.quantity} is the same at every size"
    for step in steps:
        if step.against:
            verb = "rises" if step.change.value > 0 else "falls"
            yield (
                f"not monotone: the {table.quantity} {verb} by {abs(step.change.value):.1f} points from "
                f"{step.smaller:g} to {step.larger:g} examples (Holm p = {step.p_adjusted:.3g})"
            )


def _describe_law(law: PowerLaw) -> tuple[LawNumbers, tuple[str, ...]]:
    """Returns the power law with intervals, and what is to be doubted of it."""
    c = _range(law.c)
    if law.level[0] <= 0 or np.mean(law.level[1:] <= 0) > _FLAT:
        return LawNumbers(None, None, c), ("the power law may be flat, so its exponent is not told",)
    b = _range(law.b)
    return LawNumbers(_range(law.a), b, c), tuple(_doubt_exponent(b))


def _doubt_exponent(b: Ranged) -> Iterator[str]:
    if b.low < B_LOW * 1.01:
        yield f"the exponent may be at the edge of the search ({B_LOW:g}): a straight line over log size"
    if b.high > B_HIGH * 0.99:
        yield f"the exponent may be at the edge of the search ({B_HIGH:g}): only the smallest size differs"


def _range(values: Floats) -> Ranged:
    """Returns the first value with the interval of those after it, which never leaves it out."""
    value = float(values[0])
    low, high = np.percentile(values[1:], (2.5, 97.5))
    return Ranged(value, min(float(low), value), max(float(high), value))
