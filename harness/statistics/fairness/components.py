"""How much languages differ between and within families: description, no test.

Model: ``y = μ + u_family + e_language`` by restricted maximum likelihood (Patterson and
Thompson 1971). For a random intercept all but the ratio of the two variances has a closed form, so
that the likelihood is a function of one number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize_scalar

from harness.scores import Floats
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates, weigh_families

_GRID = 101
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Components:
    """Variance components over languages.

    Attributes:
        between: variance of families, points squared; None where it cannot be told.
        within: variance of languages within families (their sampling error in it), points squared.
        intraclass: ``between / (between + within)``, a fraction.
        mean: the model's mean in points, between the family-equal and the language-equal one.
        note: how far to trust it, in words.
    """

    between: float | None
    within: float | None
    intraclass: float | None
    mean: float | None
    note: str


def split_variance(estimates: LanguageEstimates) -> Components:
    """Returns the variance between and within families.

    None, with the reason, where families cannot be told from languages: one family, every
    family of one language, or no variance at all.

    Raises:
        RequestError: if there is no language, one stands twice or has no family, or a number is
            not finite.
    """
    check_estimates(estimates)
    families = len(set(estimates.families))
    if families < 2:
        return _leave("one family: no variance between families")
    if families == len(estimates.families):
        return _leave("every family has one language: families cannot be told from languages")
    if float(np.ptp(estimates.values)) < _CLOSE:
        return _leave("all languages are alike: there is no variance to split")
    profile = _Profile.of(estimates)
    share = _minimise(profile)
    between, within = profile.variances(share)
    note = f"weak: variances from {families} families are very uncertain; description, no test"
    return Components(between, within, share, profile.mean(share), note)


def _leave(reason: str) -> Components:
    return Components(None, None, None, None, reason)


@dataclass(frozen=True, slots=True)
class _Profile:
    """Restricted likelihood as a function of the intraclass share ``r = between / total``.

    A family of n has the mean's variance ``total · ((1 - r) / n + r)``; r = 1 is excluded.
    """

    sizes: Floats = field(repr=False)
    means: Floats = field(repr=False)
    squares: float

    @classmethod
    def of(cls, estimates: LanguageEstimates) -> _Profile:
        _, weights = weigh_families(estimates.families)
        means = weights @ estimates.values
        expected = (weights > 0).T @ means
        squares = float(np.sum((estimates.values - expected) ** 2))
        return cls((weights > 0).sum(axis=1).astype(np.float64), means, squares)

    def mean(self, share: float) -> float:
        return float(np.average(self.means, weights=self._weights(share)))

    def variances(self, share: float) -> tuple[float, float]:
        total = self._sum_squares(share) / (self.sizes.sum() - 1)
        return share * total, (1 - share) * total

    def cost(self, share: float) -> float:
        """Minus twice the restricted log-likelihood, up to a constant."""
        degrees = self.sizes.sum() - 1
        log_determinant = np.sum(
            np.log(1 - share + self.sizes * share) + (self.sizes - 1) * np.log(1 - share)
        )
        information = np.log(np.sum(self._weights(share)))
        return float(degrees * np.log(self._sum_squares(share)) + log_determinant + information)

    def _weights(self, share: float) -> Floats:
        weights: Floats = self.sizes / (1 - share + self.sizes * share)
        return weights

    def _sum_squares(self, share: float) -> float:
        around = np.sum(self._weights(share) * (self.means - self.mean(share)) ** 2)
        return float(self.squares / (1 - share) + around)


def _minimise(profile: _Profile) -> float:
    """Returns the share with the highest likelihood: the best of a grid, refined between its neighbours."""
    grid = np.linspace(0, 1 - 1e-6, _GRID)
    best = int(np.argmin([profile.cost(share) for share in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, _GRID - 1)]
    found = minimize_scalar(profile.cost, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    candidates = (0.0, float(found.x))
    return min(candidates, key=profile.cost)
