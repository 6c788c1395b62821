"""A score of robustness as it is reported, over training seeds, or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.statistics.cautions import list_cautions
from harness.statistics.estimate import ALPHA, Estimate, t_quantile, wilson_share
from harness.statistics.linearised import Linearised
from harness.statistics.scores import score_interval
from harness.statistics.seed_variance import LEAST_SEEDS, estimate_over_seeds


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """There is no number, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its 95 % interval, in its own unit.

    Attributes:
        value: None where it is not defined or not reported.
        low, high: None where nothing can be said of the error.
        note: why something is missing, and cautions; empty for none.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


def average_seeds(
    seeds: Sequence[Linearised | Unmeasured], *, origin: float = 0.0, is_score: bool = False
) -> Measured:
    """Returns the mean over training seeds with its interval.

    From three seeds on the wider of the two-way interval (seeds × clusters) and that over seeds;
    with fewer the interval over clusters, for these checkpoints only.

    Args:
        seeds: one a training seed, clusters in one order; a seed without a number leaves none.
        origin: the value where nothing changed (0 for a drop, 1 for a share that is kept).
        is_score: in points from 0 to 100; the interval then stays inside.

    Raises:
        EmptyEvaluationSetError: if there is no seed.
        RequestError: if a value is not finite or seeds do not have the same clusters.
    """
    if not seeds:
        raise EmptyEvaluationSetError("no seed", place="scores of robustness", remedy="give one checkpoint")
    missing = [one.reason for one in seeds if isinstance(one, Unmeasured)]
    if missing:
        return Measured(None, note=missing[0])
    found = [one for one in seeds if isinstance(one, Linearised)]
    _check(found)
    bands = [(*_bound(one, origin, is_score=is_score), one) for one in _estimate(found)]
    low, high, widest = max(bands, key=lambda band: band[1] - band[0])
    notes = list(_note(widest, origin, seeds=len(found)))
    value = float(np.mean([one.value for one in found]))
    if math.isinf(widest.standard_error):
        return Measured(value, note="; ".join(notes))
    return Measured(value, low, high, "; ".join(notes))


def bound(estimate: Estimate, *, origin: float = 0.0) -> tuple[float, float]:
    """Returns the 95 % t interval, not cut anywhere.

    An error of 0 is taken as in ``t_interval``: what differs from ``origin`` is widened by the
    share of clusters that may behave otherwise.
    """
    if estimate.standard_error == 0:
        half = abs(estimate.value - origin) * wilson_share(estimate.groups)
    else:
        half = t_quantile(1 - ALPHA / 2, estimate.df) * estimate.standard_error
    return estimate.value - half, estimate.value + half


def _bound(estimate: Estimate, origin: float, *, is_score: bool) -> tuple[float, float]:
    return score_interval(estimate) if is_score else bound(estimate, origin=origin)


def _estimate(seeds: Sequence[Linearised]) -> tuple[Estimate, ...]:
    if len(seeds) >= LEAST_SEEDS:
        return estimate_over_seeds(np.stack([one.pseudo_values() for one in seeds]))
    value = float(np.mean([one.value for one in seeds]))
    together = np.mean([one.contributions for one in seeds], axis=0)
    return (Linearised(value, together, min(one.fewest for one in seeds)).estimate(),)


def _note(estimate: Estimate, origin: float, *, seeds: int) -> Iterator[str]:
    yield from list_cautions(replace(estimate, value=estimate.value - origin))
    if seeds < LEAST_SEEDS:
        yield f"these checkpoints only (seeds: {seeds})"


def _check(seeds: Sequence[Linearised]) -> None:
    for one in seeds:
        if not (math.isfinite(one.value) and np.isfinite(one.contributions).all()):
            raise RequestError(
                f"a value of {one.value}, or a contribution to it, is not a finite number",
                place="scores of robustness",
                remedy="leave the condition out",
            )
        if len(one.contributions) != len(seeds[0].contributions):
            raise RequestError(
                f"{len(one.contributions)} clusters for one seed, {len(seeds[0].contributions)} for another",
                place="scores of robustness",
                remedy="score all seeds on the same examples",
            )
