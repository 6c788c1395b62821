"""Cells: what is paired and what is not, what is claimed at chance, and the correction over the grid."""

from __future__ import annotations

import pytest

from harness.statistics import adjust
from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import ALPHA, compare_sizes, compare_stressed, correct_grid, index_floors

from .conftest import HALF, Subject

GOOD, NONE = "1" * 40, "0" * 40
TYPOS = ("typos", "adversarial", 3)


def cells_of(*models, seed=0):
    floors = index_floors(one for scores in models for one in compare_with_constant(scores, seed))
    return [cell for scores in models for cell in compare_stressed(scores, floors, seed)]


def one_cell(store, cells, unit=TYPOS):
    (scores,) = store(Subject("m", {"es": cells}, units=[unit])).scores()
    (cell,) = cells_of(scores)
    return cell


def test_an_attack_is_paired_on_what_it_changed(store):
    cell = one_cell(store, {"clean": "1" * 30 + "0" * 10, "baseline": NONE, "typos": "0" * 20 + "." * 20})
    assert (cell.n, cell.n_groups, cell.attempted, cell.not_applicable) == (20, 20, 40, 20)
    assert (cell.clean, cell.perturbed, cell.drop) == (100.0, 0.0, 100.0)
    assert (cell.broken, cell.repaired, cell.flip_rate) == (20, 0, 1.0)
    assert cell.test == "mcnemar_midp"
    assert cell.coverage == 0.5
    assert cell.edit_rate == 0.25
    assert "not applicable to 20: no such letter" in cell.notes


def test_a_shift_is_not_paired_and_has_no_flips(store):
    unit = ("slice", "domain_shift", 2)
    cell = one_cell(
        store, {"clean": "1" * 30 + "0" * 10, "baseline": NONE, "slice": HALF[:20] + "." * 20}, unit
    )
    assert (cell.n, cell.clean, cell.perturbed, cell.drop) == (20, 75.0, 50.0, 25.0)
    assert (cell.test, cell.flip_rate, cell.broken, cell.repaired) == ("cluster_t", None, 0, 0)


def test_a_shift_to_unseen_examples_can_be_compared(store):
    (scores,) = store(
        Subject(
            "m",
            {
                "es": {
                    "clean": GOOD[:20] + "." * 20,
                    "baseline": NONE[:20] + "." * 20,
                    "new": "." * 20 + HALF[:20],
                }
            },
            units=[("new", "domain_shift", 5)],
        )
    ).scores()
    (cell,) = cells_of(scores)
    assert (cell.n, cell.drop) == (20, 50.0)
    assert "20 examples of sea stand in for others" in cell.notes


def test_at_chance_nothing_is_claimed(store):
    cell = one_cell(store, {"clean": HALF, "baseline": HALF, "typos": NONE})
    assert cell.at_chance
    assert cell.drop == 50.0
    assert cell.p_value < 0.001
    assert cell.relative_drop is None
    assert cell.notes[0] == "clean is not above the constant answer: a drop says nothing"
    (corrected,) = correct_grid([cell])
    assert corrected.p_adjusted < 0.001
    assert not corrected.significant


def test_the_metric_that_decides_is_named_where_it_is_another(store):
    marks = {"clean": "1" * 8 + "0" * 32, "baseline": "0" * 40, "typos": "0" * 40}
    (scores,) = store(Subject("m", {"es": marks}, [("typos", "adversarial", 3)], task="mini_pos")).scores()
    said = {cell.metric: cell.notes[0] for cell in cells_of(scores)}
    assert said == {
        "span_f1": "clean is not above the constant answer by accuracy: a drop says nothing",
        "accuracy": "clean is not above the constant answer: a drop says nothing",
    }


def test_being_above_by_luck_is_chance_too(store):
    cell = one_cell(store, {"clean": "1" + HALF[1:], "baseline": HALF, "typos": NONE})
    assert cell.at_chance


def test_the_relative_drop_counts_from_the_constant_answer(store):
    cell = one_cell(store, {"clean": GOOD, "baseline": HALF, "typos": "1" * 30 + "0" * 10})
    assert not cell.at_chance
    assert cell.drop == 25.0
    assert cell.relative_drop == 0.5
    assert cell.relative_drop_low < 0.5 < cell.relative_drop_high


def test_where_little_is_to_be_lost_the_relative_drop_has_no_interval(store):
    """Above chance on all 40 examples, but not surely so on the 10 that changed."""
    changed = "1" * 5 + "0" * 5
    constant = "0" * 3 + "1" * 3 + "0" * 34
    cell = one_cell(
        store, {"clean": changed + GOOD[:30], "baseline": constant, "typos": NONE[:10] + "." * 30}
    )
    assert (cell.relative_drop, cell.relative_drop_low, cell.relative_drop_high) == (2.5, None, None)
    assert any("95 % set is unbounded" in note for note in cell.notes)


def test_a_cell_without_changed_examples_has_no_numbers_but_a_reason(store):
    cell = one_cell(store, {"clean": GOOD, "baseline": HALF, "typos": "." * 40})
    assert (cell.n, cell.coverage, cell.test, cell.effect_size_name) == (0, 0.0, "none", "none")
    assert cell.clean is cell.drop is cell.p_value is cell.flip_rate is None
    assert cell.notes == ("not applicable to 40: no such letter",)
    assert correct_grid([cell])[0].p_adjusted is None


def test_less_data_is_paired_with_all_of_it_by_example(store):
    whole = Subject("m", {"es": {"clean": GOOD, "baseline": HALF}}, share=1.0, arm="stilts")
    part = Subject("m@1:2", {"es": {"clean": "0" * 10 + "1" * 30, "baseline": HALF}}, severity=1, share=0.5)
    full, reduced = store(whole, part).scores()
    floors = index_floors(one for scores in (full, reduced) for one in compare_with_constant(scores, 0))
    (cell,) = compare_sizes(full, reduced, "intermediate_subset", floors, 0)
    assert (cell.model, cell.perturbation, cell.severity) == ("m@1:2", "intermediate_subset", 1)
    assert cell.perturbation_family == "scaling"
    assert (cell.clean, cell.perturbed, cell.drop, cell.flip_rate) == (100.0, 75.0, 25.0, 0.25)
    assert (cell.broken, cell.repaired, cell.coverage, cell.edit_rate) == (10, 0, 1.0, 0.5)


def test_p_values_are_corrected_over_the_whole_grid(store):
    marks = ["0" * lost + "1" * (40 - lost) for lost in (20, 8, 5, 0)]
    subjects = [
        Subject(f"m{number}", {"es": {"clean": GOOD, "baseline": HALF, "typos": mark}}, units=[TYPOS])
        for number, mark in enumerate(marks)
    ]
    empty = Subject("e", {"es": {"clean": GOOD, "baseline": HALF, "typos": "." * 40}}, units=[TYPOS])
    cells = correct_grid(cells_of(*store(*subjects, empty).scores()))
    raw = [cell.p_value for cell in cells]
    assert raw[-1] is None
    assert [cell.p_adjusted for cell in cells] == pytest.approx(adjust(raw), abs=1e-6)
    assert cells[0].p_adjusted == pytest.approx(min(raw[0] * 4, raw[1] * 4 / 2), abs=1e-6), (
        "four tests, not five"
    )
    assert [cell.significant for cell in cells] == [p is not None and p <= ALPHA for p in adjust(raw)]
    assert [cell.significant for cell in cells] == [True, True, True, False, False]


def test_the_relative_drop_counts_the_constant_answer_on_the_same_examples(store):
    """Of the twenty changed examples the constant answer knows none."""
    constant = NONE[:20] + GOOD[:20]
    cell = one_cell(store, {"clean": GOOD, "baseline": constant, "typos": HALF[:20] + "." * 20})
    assert (cell.drop, cell.relative_drop) == (50.0, 0.5)


def test_where_the_changed_examples_leave_nothing_to_lose_the_cell_says_so(store):
    """Above the constant answer over all, but not on the ten examples that changed."""
    constant = GOOD[:10] + NONE[:30]
    cell = one_cell(store, {"clean": GOOD, "baseline": constant, "typos": NONE[:10] + "." * 30})
    assert not cell.at_chance
    assert (cell.drop, cell.relative_drop) == (100.0, None)
    assert "clean is not above the constant answer: there was nothing to lose" in cell.notes


def test_less_data_loses_what_the_whole_model_had_over_chance(store):
    whole = Subject("m", {"es": {"clean": GOOD, "baseline": HALF}}, share=1.0)
    part = Subject("m@1:2", {"es": {"clean": HALF, "baseline": HALF}}, severity=1, share=0.5)
    full, reduced = store(whole, part).scores()
    floors = index_floors(one for scores in (full, reduced) for one in compare_with_constant(scores, 0))
    (cell,) = compare_sizes(full, reduced, "intermediate_subset", floors, 0)
    assert not floors["m@1:2", "es", "accuracy"].above
    assert not cell.at_chance
    assert cell.relative_drop == 1.0


def test_tags_are_not_compared_by_position_where_tokens_were_dropped(store):
    units = [("word_drop", "adversarial", 3), ("typos", "adversarial", 3)]
    marks = {"clean": GOOD, "baseline": NONE, "word_drop": HALF, "typos": HALF}
    models = store(Subject("m", {"es": marks}, task="mini_pos", units=units)).scores()
    cells = {(cell.perturbation, cell.metric): cell for cell in cells_of(*models)}
    moved, kept = cells["word_drop", "accuracy"], cells["typos", "accuracy"]
    assert (moved.drop, kept.drop) == (50.0, 50.0)
    assert (moved.flip_rate, moved.broken, moved.repaired) == (None, 0, 0)
    assert any("each side is scored on its own tokens" in note for note in moved.notes)
    assert (kept.flip_rate, kept.broken) == (0.5, 20)


def test_a_cell_has_the_seed_of_its_model(store):
    model = Subject("m", {"es": {"clean": GOOD, "baseline": HALF, "typos": HALF}}, units=[TYPOS], seed=5)
    assert {cell.seed for cell in cells_of(*store(model).scores(), seed=1)} == {5}
