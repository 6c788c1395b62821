"""Scores, drops or gains of several languages, with the errors that they share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from harness.errors import RequestError
from harness.scores import Floats, Metric, ScoreMatrix
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.linearised import influences
from harness.statistics.pairs import check_matrix

_PLACE = "summary over languages"


@dataclass(frozen=True, slots=True)
class Sides:
    """What one checkpoint scored in one language: alone, or to be taken off a reference.

    Attributes:
        reference: the statistics whose score counts positively (clean, candidate).
        other: those taken off (perturbed, baseline), paired or not; None for a score by itself.
    """

    reference: ScoreMatrix
    other: ScoreMatrix | None = None

    @property
    def matrices(self) -> tuple[ScoreMatrix, ...]:
        """The sides that there are."""
        return (self.reference,) if self.other is None else (self.reference, self.other)


@dataclass(frozen=True, slots=True)
class LanguageSet:
    """One language: its family, and its sides for each checkpoint (seed) that is averaged."""

    language: str
    family: str
    checkpoints: tuple[Sides, ...]


@dataclass(frozen=True, slots=True)
class LanguageEstimates:
    """One number a language, in points, and how their errors go together.

    Attributes:
        languages: L codes.
        families: (L,) names.
        values: (L,) points.
        covariance: (L, L) of the sampling errors over test items, points squared; languages
            that share clusters (parallel items) err together.
        clusters: (L,) that each number rests on.
    """

    languages: tuple[str, ...]
    families: tuple[str, ...]
    values: Floats = field(repr=False)
    covariance: Floats = field(repr=False)
    clusters: tuple[int, ...]

    def standard_errors(self) -> Floats:
        """Returns the standard errors in points, (L,); infinite where there is one cluster only."""
        errors = np.sqrt(np.diagonal(self.covariance))
        return np.where(np.array(self.clusters) > 1, errors, math.inf)

    def take(self, languages: Iterable[str]) -> LanguageEstimates:
        """Returns the estimates of some of the languages, in the order given."""
        places = [self.languages.index(language) for language in languages]
        return LanguageEstimates(
            tuple(self.languages[i] for i in places),
            tuple(self.families[i] for i in places),
            self.values[places],
            self.covariance[np.ix_(places, places)],
            tuple(self.clusters[i] for i in places),
        )

    def negate(self) -> LanguageEstimates:
        """Returns the estimates with the sides exchanged."""
        return LanguageEstimates(self.languages, self.families, -self.values, self.covariance, self.clusters)

    def by_family(self) -> LanguageEstimates:
        """Returns the unweighted means of families, as "languages" of their own, in the order of names."""
        names, weights = weigh_families(self.families)
        clusters = np.array(self.clusters)
        fewest = tuple(int(clusters[row > 0].min()) for row in weights)
        covariance = weights @ self.covariance @ weights.T
        return LanguageEstimates(names, names, weights @ self.values, covariance, fewest)


def weigh_families(families: Sequence[str]) -> tuple[tuple[str, ...], Floats]:
    """Returns the F family names in order, and the (F, L) weights that average over their languages."""
    names = tuple(sorted(set(families)))
    members = np.array([[family == name for family in families] for name in names], dtype=np.float64)
    return names, members / members.sum(axis=1, keepdims=True)


def check_estimates(estimates: LanguageEstimates, *, place: str = _PLACE) -> None:
    """Refuses what cannot be summarised.

    Raises:
        RequestError: if there is no language, one stands twice or has no family, or a number is
            not finite.
    """
    if not estimates.languages:
        raise RequestError("no language to summarise", place=place, remedy="give at least one language")
    for position, (language, family) in enumerate(zip(estimates.languages, estimates.families, strict=True)):
        if language in estimates.languages[:position]:
            raise RequestError(
                f"language {language!r} stands twice", place=place, remedy="give each language once"
            )
        if not family:
            raise RequestError(
                f"language {language!r} has an empty family", place=place, remedy="name its family"
            )
        if not math.isfinite(estimates.values[position]):
            raise RequestError(
                f"language {language!r} has the value {estimates.values[position]}",
                place=place,
                remedy="leave the language out, and say so",
            )
    if not np.isfinite(estimates.covariance).all():
        raise RequestError("an error that is not finite", place=place, remedy="leave its language out")


def estimate_languages(metric: Metric, sets: Sequence[LanguageSet]) -> LanguageEstimates:
    """Returns each language's number, the mean over its checkpoints, with the joint covariance.

    Errors are linearised by cluster; a cluster's name means the same cluster in all languages
    and checkpoints. They are errors over test items, for these checkpoints.

    Raises:
        EmptyEvaluationSetError: if a language has no example.
        RequestError: if there is no language or checkpoint, a language stands twice or has no family,
            or statistics are malformed or not finite.
    """
    for one in sets:
        if not one.checkpoints:
            raise RequestError(
                f"language {one.language!r} has no checkpoint", place=metric.name, remedy="give at least one"
            )
        for matrix in chain.from_iterable(sides.matrices for sides in one.checkpoints):
            check_matrix(metric, matrix, side=one.language)
    found = [_linearise(metric, one) for one in sets]
    estimates = LanguageEstimates(
        tuple(one.language for one in sets),
        tuple(one.family for one in sets),
        np.array([one.value for one in found]),
        _covary(found),
        tuple(one.fewest for one in found),
    )
    check_estimates(estimates, place=metric.name)
    return estimates


@dataclass(frozen=True, slots=True)
class _Contributions:
    """A value in points, what each named cluster adds to its error, and the fewest clusters of a side."""

    value: float
    names: npt.NDArray[np.str_]
    contributions: Floats
    fewest: int


def _linearise(metric: Metric, one: LanguageSet) -> _Contributions:
    names = np.unique(
        [name for sides in one.checkpoints for matrix in sides.matrices for name in matrix.groups]
    )
    total, value, fewest = np.zeros(len(names)), 0.0, len(names)
    for sides in one.checkpoints:
        for sign, matrix in zip((1.0, -1.0), sides.matrices, strict=False):
            sums = sum_by_cluster([matrix], names=names.tolist())
            value += sign * float(sums.scores(metric)[0])
            total += sign * influences(metric, sums)[:, 0]
            fewest = min(fewest, sums.fewest)
    count = len(one.checkpoints)
    return _Contributions(value / count, names, total / count, fewest)


def _covary(found: Sequence[_Contributions]) -> Floats:
    """Returns the (L, L) sums of products over shared clusters; most are 0 where sets are not parallel."""
    places: dict[str, int] = {}
    rows = [places.setdefault(name, len(places)) for one in found for name in one.names.tolist()]
    columns = np.repeat(np.arange(len(found)), [len(one.names) for one in found])
    values = np.concatenate([one.contributions for one in found]) if found else np.zeros(0)
    table = csr_array((values, (rows, columns)), shape=(len(places), len(found)))
    covariance: Floats = (table.T @ table).toarray()
    return covariance
