"""A whole report from stored predictions, and the sentences that answer its questions."""

from __future__ import annotations

import json

import jsonschema
import pytest

from suites.analysis import build_report
from suites.analysis.answers import answer_questions
from suites.report.json_file import render_json
from suites.report.model import Report, RunRecord
from suites.report.schema import read_schema

from .conftest import HALF, Subject
from .test_worst import text_of

RECORD = RunRecord(created="2026-01-01", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)
GOOD, MOST, NONE = "1" * 40, "1" * 30 + "0" * 10, "0" * 40
TYPOS, SWAP = ("typos", "adversarial", 3), ("swap", "adversarial", 5)


def subject(
    arm: str, clean: str, *, severity: int = 0, share: float = 0.0, seed: int = 0, **stress: str
) -> Subject:
    cells = {"clean": clean, "baseline": HALF, **stress}
    languages = {"en": cells, "es": cells, "zh": {**cells, "clean": HALF}}
    units = [unit for unit in (TYPOS, SWAP) if unit[0] in stress]
    return Subject(
        f"{arm}@{severity}/{seed}",
        languages,
        units=units,
        arm=arm,
        severity=severity,
        share=share,
        seed=seed,
        examples=round(64 * share),
        texts=text_of,
    )


@pytest.fixture
def run(store):
    """The direct arm is at chance in Chinese and so is the other; typos hurt more than swaps."""
    return store(
        subject("direct", MOST, typos=NONE, swap=MOST),
        subject("stilts", GOOD, share=1.0, typos=NONE, swap=MOST),
        subject("stilts", MOST, severity=1, share=0.5),
        subject("stilts", MOST, severity=2, share=0.25),
    )


@pytest.fixture
def report(run) -> Report:
    return build_report(run.plan, run.folder, RECORD)


def sentences(report: Report) -> dict[str, str]:
    return {answer.question: answer.sentence for answer in report.answers}


def test_it_follows_the_schema(report):
    jsonschema.validate(json.loads(render_json(report)), json.loads(read_schema()))


def test_equal_predictions_give_equal_bytes(run, report):
    assert render_json(build_report(run.plan, run.folder, RECORD)) == render_json(report)


def test_the_signature_says_what_determines_the_numbers(run, report):
    assert report.signature.plan == run.plan.fingerprint
    assert report.signature.data == run.plan.data
    assert report.signature.seeds == (0,)
    assert report.run == RECORD


def test_every_model_has_its_card(report):
    assert [(card.name, card.intermediate_share, card.intermediate_examples) for card in report.models] == [
        ("direct@0/0", 0.0, 0),
        ("stilts@0/0", 1.0, 64),
        ("stilts@1/0", 0.5, 32),
        ("stilts@2/0", 0.25, 16),
    ]


def test_smaller_models_are_compared_with_the_whole_one(report):
    sizes = [cell for cell in report.cells if cell.perturbation_family == "scaling"]
    assert {(cell.model, cell.perturbation, cell.severity) for cell in sizes} == {
        ("stilts@1/0", "intermediate_subset", 1),
        ("stilts@2/0", "intermediate_subset", 2),
    }
    assert {cell.drop for cell in sizes if cell.language == "es"} == {25.0}


def test_the_grid_is_corrected_as_one(report):
    assert all(cell.p_adjusted is not None and cell.p_adjusted >= cell.p_value for cell in report.cells)
    assert not [cell for cell in report.cells if cell.at_chance and cell.significant]


def test_what_is_left_out_is_said(store):
    run = store(subject("direct", MOST, typos="." * 40))
    report = build_report(run.plan, run.folder, RECORD)
    assert report.coverage_notes == (
        "lineage unknown: nothing says what direct@0/0 was trained on, so overlap and leakage of those data "
        "could not be looked for (direct)",
        "mini_pairs: no test data for sw, yo",
        "mini_pairs, typos: nothing compared in en, es, zh (not applicable to 40: no such letter)",
    )


def test_each_question_is_answered_once_in_one_sentence_with_numbers(report):
    told = sentences(report)
    assert len(told) == len(report.answers) == 7
    assert all(sentence.endswith(".") and any(map(str.isdigit, sentence)) for sentence in told.values())
    assert "1 of 2" in told["Is there transfer to lose?"]
    assert "Chinese" in told["Is there transfer to lose?"]
    assert "12.5" in told["Did the intermediate phase help?"]
    assert "typos" in told["What hurts most?"]
    assert "100" in told["What hurts most?"]
    assert "Spanish" in told["Where?"]
    assert "from 16 to 64 intermediate examples" in told["Does more intermediate data help?"]


def test_a_loss_is_not_told_as_a_gain(store):
    run = store(subject("direct", GOOD), subject("stilts", MOST, share=1.0))
    told = sentences(build_report(run.plan, run.folder, RECORD))
    assert "−12.5" in told["Did the intermediate phase help?"]


def test_cells_at_chance_are_never_the_worst(store):
    run = store(subject("direct", HALF, typos=NONE))
    told = sentences(build_report(run.plan, run.folder, RECORD))
    assert told.keys() == {"Is there transfer to lose?", "How much of it is real?"}
    assert "0 of 2" in told["Is there transfer to lose?"]
    assert told["How much of it is real?"].startswith("0 of 3 tested cells")


def test_nothing_known_is_nothing_said():
    assert answer_questions((), (), (), ()) == ()


def test_worst_examples_are_of_whole_models(report):
    assert {one.model for one in report.worst_examples} == {"direct@0/0", "stilts@0/0"}
