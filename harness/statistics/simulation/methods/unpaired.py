"""Methods for sets of other examples and for several training seeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from harness.scores import Comparison
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.linearised import linearise_drop
from harness.statistics.several_seeds import compare_seeds
from harness.statistics.shifted import compare_shifted
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.methods.paired import judge_estimate, judge_p
from harness.statistics.simulation.samples import Replicated, Shifted


def judge_comparison(comparison: Comparison, truth: float) -> Iterator[Answer]:
    """Yields what a comparison's interval and p-value say."""
    yield Answer("covered", float(comparison.drop_low <= truth <= comparison.drop_high))
    yield judge_p(comparison.p_value)


def _shifted(sample: Shifted, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    yield from judge_comparison(compare_shifted(sample.metric, sample.clean, sample.shifted), sample.truth)


def _seeds(sample: Replicated, key: str) -> Iterator[Answer]:
    replicates = [[pair] for pair in sample.replicates]
    yield from judge_comparison(compare_seeds(sample.metric, replicates, seed=0, key=key), sample.truth)


def _items_only(sample: Replicated, key: str) -> Iterator[Answer]:
    """Seeds pooled as if they were languages, tested over examples alone."""
    del key  # nothing is drawn
    clean = sum_by_cluster([pair.clean for pair in sample.replicates])
    perturbed = sum_by_cluster([pair.perturbed for pair in sample.replicates])
    yield from judge_estimate(linearise_drop(sample.metric, clean, perturbed).estimate(), sample.truth)


UNPAIRED: Final[tuple[Method[Shifted], ...]] = (
    Method("shifted_t", "t by cluster, not paired (Welch)", Shifted, _shifted),
)
SEEDS: Final[tuple[Method[Replicated], ...]] = (
    Method("seeds_max", "larger p of two-way t and t on seeds", Replicated, _seeds, conservative=True),
    Method("seeds_ignored", "t over items, seeds ignored", Replicated, _items_only, used=False),
)
