"""False-positive rate and coverage by simulation, in the shapes of the tasks.

300 repetitions by default, with the tolerance that so few allow; 2,000 under ``slow``.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest

from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import Pair, compare, compare_pooled, compare_seeds, compare_shifted, interval

ACCURACY, SPAN_F1, SQUAD_F1 = METRICS.get("accuracy"), METRICS.get("span_f1"), METRICS.get("squad_f1")


class Simulations:
    """Each returns a comparison of data drawn with a planted drop, and that drop in points."""

    def __init__(self, make_matrix, draw_spans):
        self.make_matrix, self.draw_spans = make_matrix, draw_spans

    def _flip(self, rng, shape, drop, rate=0.2):
        """Clean and perturbed answers, right or wrong, with flips at a rate and a balance."""
        clean = rng.random(shape) < 0.6
        broken, repaired = (rate + drop) / 2 / 0.6, (rate - drop) / 2 / 0.4
        flips = rng.random(shape)
        return clean, np.where(clean, flips >= broken, flips < repaired)

    def single_answers(self, rng, drop):
        clean, perturbed = self._flip(rng, 200, drop)
        return compare(
            ACCURACY, self.make_matrix(clean), self.make_matrix(perturbed), seed=0, key="s"
        ), 100 * drop

    def clustered_answers(self, rng, drop):
        """120 premises x 3; most flips come to a whole premise: design effect 2."""
        clean, perturbed = self._flip(rng, (120, 3), drop)
        shared_clean, shared_perturbed = self._flip(rng, (120, 1), drop)
        shared = rng.random((120, 1)) < 0.5
        clean = np.where(shared, shared_clean, clean).ravel()
        perturbed = np.where(shared, shared_perturbed, perturbed).ravel()
        groups = np.arange(360) // 3
        sides = (self.make_matrix(side, groups) for side in (clean, perturbed))
        return compare(ACCURACY, *sides, seed=0, key="c"), 100 * drop

    def spans(self, rng, drop):
        gold = rng.poisson(2.0, 150)
        sides = (self.draw_spans(rng, 150, 0.8 - fall, gold) for fall in (0, 2 * drop))
        truth = [200 * 2 * (0.8 - fall) / (2 + 2 * (0.8 - fall) + 0.4) for fall in (0, 2 * drop)]
        sides = (self.make_matrix(side) for side in sides)
        return compare(SPAN_F1, *sides, seed=0, key="f"), truth[0] - truth[1]

    def graded_paragraphs(self, rng, drop):
        """100 paragraphs of 1 to 9 questions, graded, skewed, design effect about 2."""
        sizes = rng.integers(1, 10, 100)
        groups = np.repeat(np.arange(100), sizes)
        hard = rng.beta(1, 1, 100)[groups]
        noise = [np.repeat(rng.normal(0, 0.15, 100), sizes) + rng.normal(0, 0.2, len(groups)) for _ in "ab"]
        sides = (
            self.make_matrix(hard + value - fall, groups)
            for value, fall in zip(noise, (0, drop), strict=True)
        )
        return compare(SQUAD_F1, *sides, seed=0, key="q"), 100 * drop

    def other_examples(self, rng, drop):
        """80 clusters of 4 clean examples, 50 of 4 others; answers alike within a cluster."""
        sides = []
        for name, clusters, rate in (("a", 80, 0.6), ("b", 50, 0.6 - drop)):
            easy = rng.beta(rate * 3, (1 - rate) * 3, clusters)
            right = rng.random((clusters, 4)) < easy[:, None]
            groups = np.repeat([f"{name}{i}" for i in range(clusters)], 4)
            sides.append(self.make_matrix(right.ravel(), groups, [f"{name}{i}" for i in range(4 * clusters)]))
        return compare_shifted(ACCURACY, *sides), 100 * drop

    def overlapping_examples(self, rng, drop):
        """200 clean examples, of which 100 stay (their answers related) and 100 are replaced."""
        clean, kept = self._flip(rng, 200, drop)
        replaced = rng.random(100) < 0.6 - drop
        shifted = np.concatenate([kept[:100], replaced])
        ids = [f"e{i:05d}" for i in range(100)] + [f"r{i}" for i in range(100)]
        return compare_shifted(
            ACCURACY, self.make_matrix(clean), self.make_matrix(shifted, ids=ids)
        ), 100 * drop

    def parallel_languages(self, rng, drop):
        """120 items in 5 languages, flips partly shared between the languages."""
        clean, perturbed = self._flip(rng, (5, 120), drop)
        shared_clean, shared_perturbed = self._flip(rng, (1, 120), drop)
        shared = rng.random((1, 120)) < 0.4
        sides = np.where(shared, shared_clean, clean), np.where(shared, shared_perturbed, perturbed)
        pairs = [Pair(*(self.make_matrix(rows) for rows in both)) for both in zip(*sides, strict=True)]
        return compare_pooled(ACCURACY, pairs, seed=0, key="p"), 100 * drop

    def training_seeds(self, rng, drop, seeds=3, deviation=0.015):
        """Checkpoints differ by a deviation of 1.5 points; 300 items, each as hard for all."""
        item = rng.normal(drop, 0.3, 300)
        replicates = []
        for shift in rng.normal(0, deviation, seeds):
            clean = rng.normal(0.6, 0.2, 300)
            perturbed = clean - item - shift + rng.normal(0, 0.2, 300)
            replicates.append([Pair(self.make_matrix(clean), self.make_matrix(perturbed))])
        return compare_seeds(SQUAD_F1, replicates, seed=0, key="t"), 100 * drop


PAIRED = ("single_answers", "clustered_answers", "spans", "graded_paragraphs", "parallel_languages")
UNPAIRED = ("other_examples", "overlapping_examples")
SEEDS = {
    "3 equal seeds": {"seeds": 3, "deviation": 0.0},
    "3 seeds": {"seeds": 3, "deviation": 0.015},
    "5 seeds": {"seeds": 5, "deviation": 0.05},
}


@pytest.fixture(scope="module")
def simulations(make_matrix, draw_spans):
    return Simulations(make_matrix, draw_spans)


def run(simulate, repetitions, drop):
    """Returns the shares of p < 0.05 and of intervals that hold the planted drop."""
    rng = derive_generator(20_13013)
    results = [simulate(rng, drop) for _ in range(repetitions)]
    rejected = np.mean([comparison.p_value < 0.05 for comparison, _ in results])
    covered = np.mean([c.drop_low <= truth <= c.drop_high for c, truth in results])
    return rejected, covered


def tolerance(repetitions):
    return 3 * math.sqrt(0.05 * 0.95 / repetitions)


@pytest.mark.parametrize("name", PAIRED + UNPAIRED)
def test_a_true_null_is_rejected_in_5_percent(simulations, name):
    rejected, covered = run(getattr(simulations, name), 300, drop=0.0)
    assert rejected == pytest.approx(0.05, abs=tolerance(300))
    assert covered == pytest.approx(0.95, abs=tolerance(300))


@pytest.mark.parametrize("name", PAIRED + UNPAIRED)
def test_the_interval_holds_a_planted_drop_in_95_percent(simulations, name):
    rejected, covered = run(getattr(simulations, name), 300, drop=0.08)
    assert covered == pytest.approx(0.95, abs=tolerance(300))
    assert rejected > 0.15


@pytest.mark.parametrize("setting", SEEDS.values(), ids=SEEDS)
def test_seeds_keep_the_level(simulations, setting):
    rejected, covered = run(partial(simulations.training_seeds, **setting), 300, drop=0.0)
    assert rejected <= 0.05 + tolerance(300)
    assert covered >= 0.95 - tolerance(300)


@pytest.mark.parametrize("score", [0.5, 0.9, 0.97])
def test_the_interval_of_a_score_holds_it(make_matrix, score):
    """100 clusters of 3 answers, alike within a cluster, also where the score is near its ceiling."""
    rng = derive_generator(8)
    covered = []
    for _ in range(1000):
        easy = rng.beta(3 * score, 3 * (1 - score), 100)
        matrix = make_matrix((rng.random((100, 3)) < easy[:, None]).ravel(), np.arange(300) // 3)
        _, low, high = interval(ACCURACY, matrix)
        covered.append(low <= 100 * score <= high)
    assert np.mean(covered) == pytest.approx(0.95, abs=0.025)


@pytest.mark.slow
@pytest.mark.parametrize("drop", [0.0, 0.02, 0.1])
@pytest.mark.parametrize("name", PAIRED + UNPAIRED)
def test_the_protocols_bands(simulations, name, drop):
    rejected, covered = run(getattr(simulations, name), 2000, drop)
    assert 0.935 <= covered <= 0.965
    assert drop > 0 or 0.035 <= rejected <= 0.065


@pytest.mark.slow
@pytest.mark.parametrize("setting", SEEDS.values(), ids=SEEDS)
def test_seeds_keep_the_level_in_many_repetitions(simulations, setting):
    rejected, covered = run(partial(simulations.training_seeds, **setting), 2000, drop=0.0)
    assert rejected <= 0.065
    assert covered >= 0.935
