"""What of a test set stands in training is counted by hand, with scores that leave it out."""

from __future__ import annotations

import pytest

from harness.leakage.examples import Finding, SetLeakage
from harness.training.stage import DataReference, Rescaling, Stage
from suites.analysis.build import build_report
from suites.analysis.leakage import name_training_set
from suites.leakage import EvaluatedSet, SearchedPair, TrainingSet
from suites.report.leakage import FieldLeakage, LeakageScore, LeakageSource
from suites.report.model import RunRecord

from .conftest import HALF, TASK, Subject

RECORD = RunRecord(created="now", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)
RIGHT_FIRST = "1" * 20 + "0" * 20
TEXT = TrainingSet("pretraining", "mini_text", (DataReference("mini_text", "es", "t"),))
PAIRS = TrainingSet("target", TASK, (DataReference(TASK, "en", "p"),))
STAGE = Stage("target", TASK, PAIRS.data, parent=Stage("pretraining", "mini_text", TEXT.data))


def find(place: int, extent: str, exact: tuple[str, ...] = (), near: tuple[str, ...] = ()) -> Finding:
    return Finding(f"e{place:02d}", extent, exact, near)


def searched(training: TrainingSet, language: str, *findings: Finding, unread: str = "") -> SearchedPair:
    found = None if unread else SetLeakage(40, 100, findings)
    return SearchedPair(training, EvaluatedSet(TASK, language, "f"), found, unread)


@pytest.fixture
def build(store):
    def build(*pairs: SearchedPair):
        answers = {code: {"clean": RIGHT_FIRST, "baseline": HALF, "typos": HALF} for code in ("en", "es")}
        stage = STAGE
        run = store(Subject("m", answers, [("typos", "adversarial", 3)], stage=stage))
        return build_report(run.plan, run.folder, RECORD, leakage=pairs)

    return build


def test_an_example_counts_once_for_the_most_that_any_set_has_of_it(build):
    report = build(
        searched(TEXT, "es", find(0, "partial", ("first",)), find(1, "near", ("first",), ("second",))),
        searched(PAIRS, "es", find(0, "exact", ("first", "second")), find(30, "partial", (), ("first",))),
        searched(TEXT, "en"),
        searched(PAIRS, "en"),
    )
    english, spanish = report.leakage
    assert (english.sources, english.scores, english.caution) == ((), (), "")
    assert english.searched == ("mini_text in Spanish", f"{TASK} in English")
    assert (spanish.n, spanish.exact, spanish.near, spanish.partial) == (40, 1, 1, 1)
    assert (spanish.leaked_share, spanish.shared_share) == (0.05, 0.075)
    assert spanish.sources == (
        LeakageSource(
            phase="pretraining",
            training_set="mini_text in Spanish",
            training_examples=100,
            exact=0,
            near=1,
            partial=1,
            fields=(
                FieldLeakage(field="first", exact=2, near=0),
                FieldLeakage(field="second", exact=0, near=1),
            ),
        ),
        LeakageSource(
            phase="target",
            training_set=f"{TASK} in English",
            training_examples=100,
            exact=1,
            near=0,
            partial=1,
            fields=(
                FieldLeakage(field="first", exact=1, near=1),
                FieldLeakage(field="second", exact=1, near=0),
            ),
        ),
    )
    # 20 of 40 are right: without e00 and e01, which are, 18 of 38; without e30, which is not, 18 of 37
    assert spanish.scores == (
        LeakageScore(metric="accuracy", score=50.0, without_leaked=47.3684, without_shared=48.6486),
    )


def test_a_test_set_that_leaks_whole_has_no_score_without(build):
    report = build(searched(PAIRS, "es", *(find(place, "exact", ("first",)) for place in range(40))))
    assert report.leakage[1].scores[0].without_leaked is None
    assert report.leakage[1].scores[0].without_shared is None


def test_above_one_percent_cells_and_comparisons_carry_a_caution(build):
    report = build(searched(PAIRS, "es", find(0, "exact", ("first", "second"))))
    said = (
        f"leakage: 2.5 % of {TASK}'s test examples in Spanish stand in training data as well, exactly or "
        f"nearly ({TASK} in English): what they score may be recall"
    )
    assert report.leakage[1].caution == said
    assert {cell.language: said in cell.notes for cell in report.cells} == {"en": False, "es": True}


def test_partial_leakage_is_said_as_such(build):
    report = build(searched(TEXT, "es", find(0, "partial", ("first",))))
    assert report.leakage[1].caution == (
        f"partial leakage: 2.5 % of {TASK}'s test examples in Spanish share a text with training data "
        "(mini_text in Spanish)"
    )


def test_what_could_not_be_read_is_said(build):
    report = build(searched(TEXT, "es", unread="the text is gone"), searched(PAIRS, "es"))
    assert report.leakage[1].unread == ("the text is gone",)
    assert report.leakage[1].searched == (f"{TASK} in English",)


def test_a_part_of_a_training_set_is_named_as_one():
    references = tuple(DataReference("mini_text", code, "f") for code in ("en", "es", "zh", "ru"))
    assert (
        name_training_set(TrainingSet("pretraining", "mini_text", references)) == "mini_text in 4 languages"
    )
    half = Rescaling("intermediate_subset", 2, 0, "c")
    named = name_training_set(TrainingSet("intermediate", "mini_text", references[:2], half))
    assert named == "1:4 of mini_text in English and Spanish"


def test_a_caution_is_no_reason_why_nothing_was_compared(store):
    cells = {"clean": RIGHT_FIRST, "baseline": HALF, "typos": "." * 40}
    run = store(Subject("m", {"es": cells}, [("typos", "adversarial", 3)], stage=STAGE))
    leaked = searched(TEXT, "es", find(1, "near", ("first",), ("second",)))
    report = build_report(run.plan, run.folder, RECORD, leakage=(leaked, searched(PAIRS, "es")))
    assert any("leakage" in note for cell in report.cells for note in cell.notes)
    notes = [note for note in report.coverage_notes if "nothing compared" in note]
    assert notes == ["mini_pairs, typos: nothing compared in es (not applicable to 40: no such letter)"]
