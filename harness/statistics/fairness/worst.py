"""The worst group, with an interval that knows that it was chosen for being the worst.

The lowest of many estimates is too low, and an interval around it, or a bootstrap of the minimum,
misses the truth far too often. Source: Chernozhukov, Lee and Rosen 2013, Intersection bounds
(Econometrica 81): precision-corrected minima over the groups that may be the worst.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.estimate import ALPHA, LIMIT, t_quantile, wilson_share
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates

DRAWS: Final = 9_999
CONTENDS: Final = 3.5
"""Standard errors of the difference from the lowest within which a group may be the worst."""
_JITTER = 1e-10


@dataclass(frozen=True, slots=True)
class WorstGroup:
    """The group with the lowest number, and what is known of the truly lowest.

    Attributes:
        name: of the lowest as observed.
        value: points, as observed.
        corrected: points, median-unbiased upwards: what the lowest truly is, at least in half of all samples.
        low, high: 95 % interval of the lowest true number, whichever group has it; None unless every
            group has two clusters.
        contenders: names of the groups that may be the worst, the lowest observed first.
    """

    name: str
    value: float
    corrected: float | None
    low: float | None
    high: float | None
    contenders: tuple[str, ...]


def find_worst(estimates: LanguageEstimates, *, seed: int, key: str) -> WorstGroup:
    """Returns the worst group, low being bad.

    ``high = min(v + k · SE)`` with k the 97.5 % quantile of the contenders' largest joint error, ``low =
    min(v - t · SE)`` with the plain t; the draws (multivariate t on the linearised covariance, which is
    what a cluster bootstrap of influences tends to) let parallel items err together.

    Args:
        estimates: one number a group (language, or family by ``by_family``).
        seed: of the run.
        key: names the summary; draws depend on ``(seed, key)`` and the groups' names alone.

    Raises:
        RequestError: if there is no language, one stands twice or has no family, or a number is
            not finite.
    """
    check_estimates(estimates)
    ordered = estimates.take(sorted(estimates.languages))
    place = int(np.argmin(ordered.values))
    name, value = ordered.languages[place], float(ordered.values[place])
    if min(ordered.clusters) < 2:
        return WorstGroup(name, value, None, None, None, (name,))
    errors = _Errors.of(ordered)
    chosen = errors.contend(ordered.values, place)
    values, scale = ordered.values[chosen], errors.scale[chosen]
    largest = errors.draw_largest(chosen, seed=seed, key=key)
    middle, upper = np.quantile(largest, (0.5, 1 - ALPHA / 2))
    marginal = t_quantile(1 - ALPHA / 2, errors.df)
    return WorstGroup(
        name=name,
        value=value,
        corrected=float(np.min(values + middle * scale)),
        low=float(np.min(values - marginal * scale)),
        high=float(np.min(values + upper * scale)),
        contenders=_name(ordered, chosen),
    )


def _name(ordered: LanguageEstimates, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    found = np.flatnonzero(chosen)
    order = found[np.argsort(ordered.values[found], kind="stable")]
    return tuple(ordered.languages[i] for i in order)


@dataclass(frozen=True, slots=True)
class _Errors:
    """Standard errors (L,), correlation (L, L) and degrees of freedom of L groups.

    A group whose clusters all scored alike gets the error that Wilson's bound on them gives.
    """

    scale: Floats = field(repr=False)
    correlation: Floats = field(repr=False)
    df: float

    @classmethod
    def of(cls, estimates: LanguageEstimates) -> _Errors:
        scale = np.sqrt(np.diagonal(estimates.covariance))
        alike = scale < _JITTER
        bounds = np.array([LIMIT * wilson_share(count) for count in estimates.clusters])
        scale = np.where(alike, bounds / float(ndtri(1 - ALPHA / 2)), scale)
        correlation = estimates.covariance / np.outer(scale, scale)
        np.fill_diagonal(correlation, 1.0)
        return cls(scale, correlation, min(estimates.clusters) - 1.0)

    def contend(self, values: Floats, place: int) -> npt.NDArray[np.bool_]:
        """Which groups are too close to the lowest for it to be surely the worst."""
        shared = 2 * self.correlation[place] * self.scale * self.scale[place]
        variance = np.maximum(self.scale**2 + self.scale[place] ** 2 - shared, 0.0)
        near: npt.NDArray[np.bool_] = values - values[place] <= CONTENDS * np.sqrt(variance)
        near[place] = True
        return near

    def draw_largest(self, chosen: npt.NDArray[np.bool_], *, seed: int, key: str) -> Floats:
        """Returns draws of the largest studentised error among the chosen groups, (B,).

        By Cholesky factors, which unlike eigenvectors change little where the numbers change little.
        """
        generator = derive_generator(seed, "worst_group", key)
        count = int(np.count_nonzero(chosen))
        normal = generator.standard_normal((DRAWS, count))
        spread = np.sqrt(generator.chisquare(self.df, DRAWS) / self.df)
        correlation = self.correlation[np.ix_(chosen, chosen)] + _JITTER * np.eye(count)
        joint = normal @ np.linalg.cholesky(correlation).T
        largest: Floats = joint.max(axis=1) / spread
        return largest
