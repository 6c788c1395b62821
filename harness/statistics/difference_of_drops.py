"""Does one model lose more than another? The difference of their drops on the same examples."""

from __future__ import annotations

from collections.abc import Sequence

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Metric
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.linearised import Linearised, linearise_drop, subtract
from harness.statistics.pairs import Pair, check_aligned, check_pair


def linearise_difference_of_drops(
    metric: Metric, baseline: Sequence[Pair], candidate: Sequence[Pair]
) -> Linearised:
    """Returns ``drop(candidate) - drop(baseline)``, a difference in differences, in points.

    Positive: the candidate loses more. Each cluster contributes all four of its scores, so what
    the two models and the two sides share cancels. A candidate whose clean score fell as well
    may look sturdy here; look at the perturbed scores too.

    Args:
        metric: how statistics become points.
        baseline: one pair per language.
        candidate: the same languages, and examples in the same order.

    Raises:
        EmptyEvaluationSetError: if there is no language, or no example in one.
        RequestError: if the models or the sides are not aligned or a statistic is not finite.
    """
    _check(metric, baseline, candidate)
    first, second = (_linearise(metric, pairs) for pairs in (baseline, candidate))
    return subtract(second, first)


def _linearise(metric: Metric, pairs: Sequence[Pair]) -> Linearised:
    clean = sum_by_cluster([pair.clean for pair in pairs])
    return linearise_drop(metric, clean, sum_by_cluster([pair.perturbed for pair in pairs]))


def _check(metric: Metric, baseline: Sequence[Pair], candidate: Sequence[Pair]) -> None:
    if not baseline:
        raise EmptyEvaluationSetError(
            "no set to compare", place=metric.name, remedy="give at least one language"
        )
    if len(baseline) != len(candidate):
        raise RequestError(
            f"{len(baseline)} languages for the baseline and {len(candidate)} for the candidate",
            place=metric.name,
            remedy="score both models on the same languages in the same order",
        )
    for ours, theirs in zip(baseline, candidate, strict=True):
        check_pair(metric, ours)
        check_pair(metric, theirs)
        check_aligned(metric, (ours.clean, theirs.clean), sides=("baseline", "candidate"))
