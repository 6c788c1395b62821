"""Robustness by arm from stored predictions: every number by hand, what is compared, and what is not said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import RequestError, UnknownNameError
from harness.statistics import compare_pooled
from perturbations.validity import Validity
from suites.analysis import build_report
from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import compare_stressed, index_floors
from suites.analysis.flip_floors import mark_floors
from suites.analysis.references import freeze_reference
from suites.analysis.robustness import Evidence, measure_robustness
from suites.mce_reference import check_reference, read_reference
from suites.plan import PLAN_ADAPTER
from suites.report.model import RunRecord
from suites.run import PLAN_FILE, keep_reference, write_reference

from .conftest import HALF, Subject
from .test_worst import text_of

GOOD, NONE = "1" * 40, "0" * 40
TYPOS, SWAP, NEW = ("typos", "adversarial", 3), ("swap", "adversarial", 5), ("new", "domain_shift", 2)
RECORD = RunRecord(created="2026-01-01", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)


def mark(right: int, of: int = 40) -> str:
    return "1" * right + "0" * (of - right)


def subject(arm="direct", seed=0, clean=GOOD, units=(TYPOS, SWAP), **stress) -> Subject:
    cells = {"clean": clean, "baseline": mark(10), **stress}
    languages = {"en": cells, "es": cells, "zh": cells}
    return Subject(f"{arm}/{seed}", languages, units=units, arm=arm, seed=seed, texts=text_of)


def rows_of(run, reference=None):
    models = run.scores()
    baselines = [one for scores in models for one in compare_with_constant(scores, 0)]
    floors = index_floors(baselines)
    cells = [cell for scores in models for cell in compare_stressed(scores, floors, 0)]
    evidence = Evidence(tuple(mark_floors(cells, models)), baselines, reference, 0)
    return list(measure_robustness(models, evidence))


TYPED, SWAPPED = mark(30), "." * 20 + "0" * 20


def test_by_hand(store):
    """Swaps change half of the examples; the others count with their clean answer."""
    (row,) = rows_of(store(subject(typos=TYPED, swap=SWAPPED)))
    assert (row.task, row.arm, row.perturbation_family, row.metric) == (
        *("mini_pairs", "direct", "adversarial", "accuracy"),
    )
    assert row.languages == ("es", "zh")
    assert (row.perturbations, row.severities, row.seeds) == (("typos", "swap"), (3, 5), 1)
    assert (row.clean, row.perturbed, row.drop.value) == (100.0, 62.5, 37.5)
    assert row.relative_drop.value == pytest.approx(37.5 / 75, abs=1e-4)
    assert (row.worst_case.value, row.worst_of) == (50.0, 2), "typos break 30-39, swaps 20-39"
    assert (row.changed, row.unchanged, row.not_applicable) == (0.75, 0.0, 0.25)
    assert row.flip_rate == pytest.approx((0.25 + 1) / 2)
    assert (row.broken, row.repaired, row.flip_floor) == (row.flip_rate, 0.0, None)
    assert "3 severities" in row.severity_area.note
    assert "no reference was given" in row.mce.note


def test_the_drop_is_that_of_the_whole_sets_pooled(store):
    run = store(subject(typos=TYPED, units=(TYPOS,)))
    (row,) = rows_of(run)
    (scores,) = run.scores()
    pairs = [
        scores.pair_with_clean(key, scores.headline) for key in scores.table.coverages if key.language != "en"
    ]
    wanted = compare_pooled(scores.headline.metric, pairs, seed=0, key="k")
    assert (row.drop.value, row.drop.low, row.drop.high) == pytest.approx(
        (wanted.drop, wanted.drop_low, wanted.drop_high), abs=1e-4
    )


def test_arms_are_compared_on_what_both_have(store):
    both = (
        subject(typos=TYPED, swap=SWAPPED),
        subject("stilts", typos=mark(36), units=(TYPOS,)),
    )
    rows = rows_of(store(*both))
    assert [row.arm for row in rows] == ["direct", "stilts"]
    assert all(row.perturbations == ("typos",) and row.worst_of == 1 for row in rows)
    assert [row.drop.value for row in rows] == [25.0, 10.0]
    assert all("swap: a control, or not every arm and seed was stressed with it" in row.notes for row in rows)


def test_a_language_where_nothing_changed_is_no_evidence(store):
    cells = {"clean": GOOD, "baseline": mark(10)}
    languages = {"es": {**cells, "typos": NONE}, "zh": {**cells, "typos": "." * 40}}
    (row,) = rows_of(store(Subject("m", languages, units=[TYPOS])))
    assert (row.languages, row.drop.value) == (("es",), 100.0)
    assert row.notes == ("typos: changed nothing in zh",)


def test_controls_are_no_stress(store):
    control = Validity(0, 0, 0, (), construction="", control=True)
    cells = {"es": {"clean": GOOD, "baseline": mark(10), "typos": NONE}}
    assert rows_of(store(Subject("m", cells, units=[TYPOS], validity=control))) == []


def test_other_examples_have_no_worst_case_and_no_flips(store):
    (row,) = rows_of(store(subject(units=(NEW,), new=mark(30))))
    assert (row.perturbation_family, row.drop.value) == ("domain_shift", 25.0)
    assert (row.worst_case.value, row.worst_of, row.flip_rate) == (None, 0, None)
    assert "not defined" in row.worst_case.note


def test_spans_have_no_worst_case(store):
    cells = {"es": {"clean": GOOD, "baseline": NONE, "typos": HALF}}
    rows = rows_of(store(Subject("m", cells, units=[TYPOS], task="mini_pos")))
    assert {row.metric for row in rows} == {"span_f1", "accuracy"}
    assert all(row.worst_case.value is None and row.drop.value is not None for row in rows)


def test_at_chance_there_is_no_relative_drop(store):
    (row,) = rows_of(store(subject(clean=mark(10), typos=NONE, units=(TYPOS,))))
    assert (row.relative_drop.value, row.drop.value) == (None, 25.0)
    assert any("at chance in es, zh" in note for note in row.notes)


def test_seeds_are_averaged_and_have_a_floor(store):
    seeds = [
        subject(seed=seed, clean=mark(40 - 4 * seed), typos=mark(20), units=(TYPOS,)) for seed in range(3)
    ]
    (row,) = rows_of(store(*seeds))
    assert (row.seeds, row.clean, row.drop.value) == (3, 90.0, 40.0)
    assert row.flip_floor == pytest.approx((0.1 + 0.2 + 0.1) / 3, abs=1e-4)
    assert "these checkpoints only" not in row.drop.note


def test_too_few_baselines_are_said_to_be(store):
    rows = rows_of(store(*(subject(arm, typos=TYPED, units=(TYPOS,)) for arm in ("direct", "stilts"))))
    assert [row.effective_robustness.note for row in rows] == [
        "this is the arm that the line runs through",
        "too few baselines (1 of 10)",
    ]


def test_ten_baselines_give_a_line(store):
    baselines = [
        subject(seed=seed, clean=mark(25 + seed), typos=mark(20 + seed), units=(TYPOS,)) for seed in range(10)
    ]
    rows = rows_of(store(*baselines, subject("stilts", clean=mark(30), typos=mark(29), units=(TYPOS,))))
    assert rows[1].effective_robustness.value == pytest.approx(10, abs=0.5), "25 of 40 are expected, 29 there"


def test_a_checkpoint_on_scaled_test_data_is_no_further_baseline(store):
    baselines = [subject(seed=seed, clean=mark(30 + seed), typos=TYPED, units=(TYPOS,)) for seed in range(5)]
    again = [
        replace(one, name=f"{one.name}@1:2", severity=1, phase="evaluation", scaling="eval_subset")
        for one in baselines
    ]
    rows = rows_of(store(*baselines, *again, subject("stilts", typos=TYPED, units=(TYPOS,))))
    assert rows[1].effective_robustness.note == "too few baselines (5 of 10)"


@pytest.fixture
def pair(store):
    """The direct arm makes 25 and 50 % errors, the other 10 and 25 %."""
    return store(
        subject(clean=mark(36), typos=mark(30), swap=mark(20)),
        subject("stilts", clean=mark(38), typos=mark(36), swap=mark(30)),
    )


def test_mce_is_relative_to_a_frozen_arm(pair):
    reference = freeze_reference(pair.plan, pair.folder, "direct")
    direct, stilts = rows_of(pair, reference)
    assert (direct.mce.value, direct.relative_mce.value) == (100.0, 100.0)
    assert stilts.mce.value == pytest.approx(100 * (10 / 25 + 25 / 50) / 2)
    assert stilts.relative_mce.value == pytest.approx(100 * (5 / 15 + 20 / 40) / 2, abs=1e-4)
    assert stilts.mce.low < stilts.mce.value < stilts.mce.high


def test_the_report_names_the_reference(pair):
    reference = freeze_reference(pair.plan, pair.folder, "direct")
    report = build_report(pair.plan, pair.folder, RECORD, reference=(reference, "abc"))
    assert report.mce_reference.startswith("arm direct (seeds: 1) of plan ")
    assert report.robustness[0].mce.value == 100.0
    assert build_report(pair.plan, pair.folder, RECORD).mce_reference == ""


def test_an_arm_must_be_named_and_there(pair):
    with pytest.raises(RequestError, match=r"the run has 2 arms \(direct, stilts\); name the one"):
        freeze_reference(pair.plan, pair.folder, "")
    with pytest.raises(UnknownNameError, match="unknown arm 'stilt'"):
        freeze_reference(pair.plan, pair.folder, "stilt")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"suites": ("other",)}, "another suites: other, where the run has s"),
        ({"crosswind": "9"}, "another version of Crosswind: 9"),
        ({"perturbation_seed": 7}, "another seed of the perturbations: 7"),
        ({"frozen": "abc"}, "another frozen sets: abc, where the run has none"),
        ({"data": ()}, "the reference has no data of mini_pairs/en/test"),
        ({"data": (("mini_pairs/en/test", "g"),)}, "is of other data of mini_pairs/en/test"),
    ],
)
def test_a_reference_of_another_run_is_refused(pair, change, message):
    reference = freeze_reference(pair.plan, pair.folder, "direct").model_copy(update=change)
    with pytest.raises(RequestError, match=message):
        check_reference(reference, pair.plan)


def test_a_reference_without_the_metric_is_refused(pair):
    reference = freeze_reference(pair.plan, pair.folder, "direct")
    without = tuple(one.model_copy(update={"metric": "f1"}) for one in reference.scores)
    with pytest.raises(RequestError, match="no accuracy of mini_pairs in es under clean"):
        rows_of(pair, reference.model_copy(update={"scores": without}))


def test_files_of_references_are_read_or_refused(pair, tmp_path):
    (tmp_path / PLAN_FILE).write_bytes(PLAN_ADAPTER.dump_json(pair.plan))
    file = tmp_path / "reference.json"
    write_reference(tmp_path, "direct", file)
    reference, content = read_reference(file)
    assert (reference.arm, len(content)) == ("direct", 64)
    keep_reference(file, tmp_path)
    for text, message in (("{", "invalid json"), ("{}", "field required")):
        file.write_text(text)
        with pytest.raises(RequestError, match=message):
            read_reference(file)
    with pytest.raises(RequestError, match="cannot be read"):
        read_reference(tmp_path / "absent.json")
    for change, message in (({"format_version": 9}, "format version 9"), ({"scores": ()}, "no clean score")):
        file.write_text(reference.model_copy(update=change).model_dump_json())
        with pytest.raises(RequestError, match=message):
            read_reference(file)
