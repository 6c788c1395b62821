"""Almost stochastic order: is one arm's score better over its training seeds, at nearly all quantiles?

Arm A is stochastically above B if every quantile of its scores is. The violation ratio says how
far that fails: 0 if A is above everywhere, 1 if B is, ½ if they share it evenly.

Source: del Barrio, Cuesta-Albertos and Matrán 2018; Dror, Shlomov and Reichart 2019 (P19-1266).
Written from these papers. Scores of five seeds are five numbers: this describes, the tests of
``several_seeds`` decide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.estimate import ALPHA

DRAWS: Final = 999
FEW_SEEDS: Final = 5
THRESHOLD: Final = 0.2
"""The upper bound below which an arm is called almost stochastically better. Below ½ would say
"more often above than below", and with few seeds rejects far too many true nulls."""
_PLACE = "stochastic order"


@dataclass(frozen=True, slots=True)
class SeedScores:
    """One arm's scores.

    Attributes:
        arm: its name; its resamples depend on it, not on which side it stands.
        scores: points, one per training seed, higher is better.
    """

    arm: str
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StochasticOrder:
    """The violation ratio of "candidate above baseline", from 0 to 1.

    Attributes:
        ratio: observed; nan where all scores are equal.
        upper: ε_min, its nominal upper bound at 95 %; small: the candidate is almost stochastically
            above. Too low with few seeds: where all of one arm are above all of the other it is 0.
        lower: the lower bound; ``1 - lower`` is the ε_min of the baseline above the candidate.
        cautions: what a reader must know before believing it.
        fewest: seeds of the arm that has the fewest.
    """

    ratio: float
    upper: float
    lower: float
    cautions: tuple[str, ...]
    fewest: int

    @property
    def better(self) -> bool:
        """Whether the candidate is almost stochastically above: ``upper < 0.2``, from five seeds on.

        Of equal arms 5 % are called better with five seeds, 10 % with three, 15 % with two.
        """
        return self.fewest >= FEW_SEEDS and self.upper < THRESHOLD


def order_seeds(
    candidate: SeedScores, baseline: SeedScores, *, seed: int, key: str, draws: int = DRAWS
) -> StochasticOrder:
    """Returns how far the candidate's scores are above the baseline's.

    ``upper = ratio + z_0.95 · sd``, sd the standard deviation of the ratio over bootstrap resamples
    of both arms' seeds, cut at 0 and 1.

    Args:
        candidate: its scores, in any order.
        baseline: the other arm's; not paired, and maybe of another number of seeds.
        seed: of the run.
        key: names the comparison; resamples depend on ``(seed, key, arm)`` alone.
        draws: bootstrap resamples.

    Raises:
        RequestError: if an arm has fewer than two seeds or a score that is not finite, both have
            one name, or there are no draws.
    """
    _check(candidate, baseline, draws)
    above, below = (np.sort(np.asarray(one.scores, dtype=np.float64)) for one in (candidate, baseline))
    ratio = float(violation_ratios(above[None], below[None])[0])
    fewest = min(len(above), len(below))
    cautions = [f"{fewest} seeds are too few for an order"] if fewest < FEW_SEEDS else []
    if math.isnan(ratio):
        return StochasticOrder(ratio, 1.0, 0.0, (*cautions, "all seeds score the same: no order"), fewest)
    resampled = [
        _resample(scores, derive_generator(seed, "stochastic_order", key, one.arm), draws)
        for scores, one in ((above, candidate), (below, baseline))
    ]
    ratios = np.nan_to_num(violation_ratios(*resampled), nan=0.5)
    reach = float(ndtri(1 - ALPHA)) * float(ratios.std())
    return StochasticOrder(ratio, min(ratio + reach, 1.0), max(ratio - reach, 0.0), tuple(cautions), fewest)


def violation_ratios(above: Floats, below: Floats) -> Floats:
    """Returns ``∫ min(d, 0)² / ∫ d²`` over 0 to 1, d = F⁻¹ - G⁻¹ the difference of quantiles.

    Args:
        above: (B, S) scores, ascending in each row.
        below: (B, T), likewise.

    Both quantile functions are steps, so the integral is an exact sum over the pieces between
    multiples of 1/S and of 1/T. nan where both are equal everywhere.
    """
    places, widths = _pieces(above.shape[1], below.shape[1])
    squares = above[:, places[0]] - below[:, places[1]]
    negative = squares < 0
    squares **= 2
    whole: Floats = squares @ widths
    broken: Floats = (squares * negative) @ widths
    with np.errstate(invalid="ignore"):
        ratios: Floats = np.where(whole > 0, broken / whole, np.nan)
    return ratios


def _pieces(first: int, second: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Which order statistics hold on each piece of 0 to 1, (2, pieces), and how wide it is."""
    ends = np.union1d(np.arange(first + 1) * second, np.arange(second + 1) * first)
    starts = ends[:-1]
    return np.stack([starts // second, starts // first]), np.diff(ends) / (first * second)


def _resample(scores: Floats, generator: np.random.Generator, draws: int) -> Floats:
    rows: Floats = np.sort(scores[generator.integers(len(scores), size=(draws, len(scores)))], axis=1)
    return rows


def _check(candidate: SeedScores, baseline: SeedScores, draws: int) -> None:
    if candidate.arm == baseline.arm:
        raise RequestError(
            f"two arms of the name {baseline.arm!r}", place=_PLACE, remedy="give each arm a name of its own"
        )
    for one in (candidate, baseline):
        if len(one.scores) < 2:
            raise RequestError(
                f"{len(one.scores)} seeds of {one.arm}", place=_PLACE, remedy="give at least two"
            )
        if not np.all(np.isfinite(one.scores)):
            raise RequestError(
                f"a score of {one.arm} that is not a finite number",
                place=_PLACE,
                remedy="leave that seed out",
            )
    if draws < 1:
        raise RequestError(f"{draws} draws", place=_PLACE, remedy="give at least one")
