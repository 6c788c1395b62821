"""Shifts of the Brier score: signs, pairing, chance, correction, and what has no probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from suites.analysis.baselines import compare_with_constant
from suites.analysis.calibration import AT_CHANCE, measure_calibration
from suites.predictions import CellKey, Row

from .conftest import HALF, Subject

GOOD = "1" * 40
TYPOS, SWAP, NEW = ("typos", "adversarial", 3), ("swap", "adversarial", 5), ("new", "domain_shift", 2)


class Confident(Subject):
    """Clean answers score 0.1; those under typos 0.5 and under swap 0.1 or, every other, 0.12."""

    def row(self, key: CellKey, place: int, mark: str) -> Row:
        row = super().row(key, place, mark)
        value = {"clean": 0.1, "typos": 0.5 + place % 3 / 10, "swap": 0.1 + place % 2 / 50, "new": 0.9}
        return Row(*(row.key, row.example, row.prediction, row.statistics), value.get(key.perturbation))


class Lacking(Confident):
    """As if the model had said nothing of the first clean example."""

    def row(self, key: CellKey, place: int, mark: str) -> Row:
        row = super().row(key, place, mark)
        if place or key.perturbation != "clean":
            return row
        return Row(row.key, row.example, row.prediction, row.statistics)


def make(kind: type[Subject] = Confident, *, clean: str = GOOD, **stress: str) -> Subject:
    cells = {"clean": clean, "baseline": HALF, **stress}
    units = [unit for unit in (TYPOS, SWAP, NEW) if unit[0] in stress]
    return kind("direct/0", {"en": cells, "es": cells}, units=units)


def measure(store, subject: Subject):
    models = store(subject).scores()
    baselines = tuple(one for scores in models for one in compare_with_constant(scores, 0))
    return measure_calibration(models, baselines, 0)


def test_a_rise_is_positive_and_paired_on_changed_examples(store):
    found = measure(store, make(typos="." * 10 + "1" * 30))
    assert [(one.language, one.perturbation, one.severity) for one in found] == [
        ("en", "typos", 3),
        ("es", "typos", 3),
    ]
    first = found[0]
    assert (first.model, first.arm, first.task, first.n, first.n_groups) == (
        *("direct/0", "direct", "mini_pairs"),
        *(30, 30),
    )
    assert first.clean == 10.0
    assert first.perturbed == pytest.approx(100 * np.mean([0.5 + place % 3 / 10 for place in range(10, 40)]))
    assert first.shift == pytest.approx(first.perturbed - first.clean)
    assert first.low < first.shift < first.high
    assert first.test == "cluster_sign_flip"
    assert first.significant
    assert first.notes == ()


def test_p_values_are_corrected_over_all_shifts(store):
    found = measure(store, make(typos=GOOD, swap=GOOD))
    assert len(found) == 4
    assert all(one.p_adjusted >= one.p_value for one in found)
    assert found == measure(store, make(typos=GOOD, swap=GOOD))


def test_examples_without_probabilities_are_left_out_on_both_sides(store):
    assert [one.n for one in measure(store, make(Lacking, typos=GOOD))] == [39, 39]


def test_shifts_of_domain_and_models_without_probabilities_have_none(store):
    assert measure(store, make(new=GOOD)) == ()
    assert measure(store, make(Subject, typos=GOOD)) == ()
    assert measure(store, make(typos="." * 40)) == ()


def test_at_chance_nothing_is_significant_and_it_is_said(store):
    for one in measure(store, make(clean=HALF, typos=GOOD)):
        assert one.at_chance
        assert not one.significant
        assert one.notes[0] == AT_CHANCE
