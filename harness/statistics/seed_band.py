"""Points of a curve: the mean over training seeds, and a band that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from harness.errors import EmptyEvaluationSetError
from harness.scores import Metric, ScoreMatrix
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.linearised import linearise_score
from harness.statistics.pairs import check_matrix, check_replicates
from harness.statistics.scores import score_interval
from harness.statistics.seed_variance import LEAST_SEEDS, estimate_over_seeds


@dataclass(frozen=True, slots=True)
class SeedBand:
    """One point of a curve.

    Attributes:
        score: points, mean over seeds of the mean over languages.
        low, high: points.
        seed_scores: points, one per seed.
        meaning: what ``low`` and ``high`` are, in words.
    """

    score: float
    low: float
    high: float
    seed_scores: tuple[float, ...]
    meaning: str


def seed_band(metric: Metric, replicates: Sequence[Sequence[ScoreMatrix]]) -> SeedBand:
    """Returns the mean over seeds (and languages) with its 95 % band.

    Args:
        metric: how statistics become points.
        replicates: one per training seed; in each, one matrix per language, the same languages
            and examples in the same order in every replicate.

    Raises:
        EmptyEvaluationSetError: if there is no replicate, no language, or no example.
        RequestError: if replicates are not aligned, or a statistic is not finite.
    """
    if not replicates or not replicates[0]:
        raise EmptyEvaluationSetError(
            "no checkpoint to average", place=metric.name, remedy="give at least one seed and one language"
        )
    for matrix in chain.from_iterable(replicates):
        check_matrix(metric, matrix, side="scores")
    check_replicates(metric, replicates)
    seeds = [linearise_score(metric, sum_by_cluster(matrices)) for matrices in replicates]
    if len(seeds) < LEAST_SEEDS:
        together = linearise_score(metric, sum_by_cluster(list(chain.from_iterable(replicates))))
        bands = [score_interval(together.estimate())]
    else:
        estimates = estimate_over_seeds(np.stack([seed.pseudo_values() for seed in seeds]))
        bands = [score_interval(estimate) for estimate in estimates]
    low, high = max(bands, key=lambda band: band[1] - band[0])
    scores = tuple(seed.value for seed in seeds)
    return SeedBand(float(np.mean(scores)), low, high, scores, _explain(len(seeds)))


def _explain(seeds: int) -> str:
    if seeds < LEAST_SEEDS:
        checkpoints = "this checkpoint" if seeds == 1 else f"these {seeds} checkpoints"
        return f"95 % interval over test examples for {checkpoints} only"
    return (
        f"95 % interval over {seeds} training seeds and test examples (wider of two-way t and t over seeds)"
    )
