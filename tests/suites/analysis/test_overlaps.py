"""Arms whose intermediate and target data overlap are marked, and unknown lineages are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.training.stage import DataReference, Stage
from suites.analysis.overlaps import find_overlaps, find_unknown_lineages, mark_cell, mark_comparison
from suites.plan import PlannedModel
from suites.report.cell import Cell
from suites.report.leakage import Overlap
from suites.report.model import ArmComparison

ENCODER = Stage("pretraining", "plain_text", (DataReference("plain_text", "en", "p"),))


def train(kind: str, parent: Stage, *tasks: str) -> Stage:
    data = tuple(DataReference(task, "en", "f") for task in tasks)
    return Stage(kind, "+".join(tasks), data, parent=parent)


def model(stage: Stage, task: str, arm: str = "stilts", seed: int = 0) -> PlannedModel:
    return PlannedModel(f"{arm}/{task}/{seed}", arm, task, seed, "", 0, 1.0, stage)


def stilts(*intermediate: str, target: str) -> PlannedModel:
    return model(train("target", train("intermediate", ENCODER, *intermediate), target), target)


@pytest.mark.parametrize(
    ("intermediate", "target", "corpus"),
    [("mnli", "xnli", "MultiNLI"), ("mnli", "xnli_genre", "MultiNLI"), ("squad", "xquad", "SQuAD")],
)
def test_tasks_of_one_corpus_overlap(intermediate, target, corpus):
    assert find_overlaps([stilts(intermediate, target=target)]) == (
        Overlap(
            arm="stilts",
            intermediate_task=intermediate,
            target_task=target,
            corpora=(corpus,),
            sentence=f"{corpus} trains both {intermediate} and {target}: "
            "a gain of stilts may be no more than longer training on it",
        ),
    )


@pytest.mark.parametrize(
    ("intermediate", "target"), [("mnli", "tydiqa"), ("hellaswag", "xnli"), ("snli", "xnli")]
)
def test_tasks_of_different_corpora_do_not(intermediate, target):
    assert find_overlaps([stilts(intermediate, target=target)]) == ()


def test_of_several_intermediate_tasks_the_one_that_overlaps_is_named():
    (found,) = find_overlaps([stilts("hellaswag", "mnli", target="xnli")])
    assert found.intermediate_task == "mnli"


def test_a_direct_arm_does_not_overlap_with_itself():
    assert find_overlaps([model(train("target", ENCODER, "xnli"), "xnli")]) == ()


def test_the_same_task_in_both_phases_overlaps():
    (found,) = find_overlaps([stilts("tydiqa", target="tydiqa")])
    assert found.sentence.startswith("TyDi QA trains tydiqa in both phases: ")


def test_seeds_of_an_arm_are_said_once():
    one = stilts("mnli", target="xnli")
    assert len(find_overlaps([one, replace(one, name="other", seed=1)])) == 1


def test_a_checkpoint_that_says_how_it_was_made_is_marked_as_well():
    made = stilts("mnli", target="xnli").stage
    checkpoint = Stage("checkpoint", "runs/final", content="c", parent=made)
    assert [one.arm for one in find_overlaps([model(checkpoint, "xnli", "final")])] == ["final"]
    assert list(find_unknown_lineages([model(checkpoint, "xnli", "final")])) == []


def test_a_task_on_which_an_encoder_was_tuned_before_counts_as_earlier():
    tuned = Stage("checkpoint", "qa", content="c", parent=train("target", ENCODER, "squad"))
    assert find_overlaps([model(train("target", tuned, "xquad"), "xquad")])[0].intermediate_task == "squad"


def test_of_foreign_checkpoints_the_lineage_is_unknown():
    foreign = Stage("checkpoint", "hub/some-model", content="c")
    models = [model(foreign, "xnli", "a"), model(train("target", foreign, "xquad"), "xquad", "b")]
    assert find_overlaps(models) == ()
    assert list(find_unknown_lineages(models)) == [
        "lineage unknown: nothing says what hub/some-model was trained on, so overlap and leakage of those "
        "data could not be looked for (a and b)"
    ]


def test_comparisons_and_cells_of_the_arm_carry_the_sentence():
    overlaps = find_overlaps([stilts("mnli", target="xnli")])
    said = overlaps[0].sentence
    for arm, task, marked in [
        ("stilts", "xnli", True),
        ("stilts", "udpos", False),
        ("direct", "xnli", False),
    ]:
        cell = Cell.model_construct(arm=arm, task=task, notes=("n",))
        assert mark_cell(cell, overlaps).notes == (("n", said) if marked else ("n",))
        row = ArmComparison.model_construct(candidate_arm=arm, baseline_arm="other", task=task, notes=())
        assert mark_comparison(row, overlaps).notes == ((said,) if marked else ())
    turned = ArmComparison.model_construct(
        candidate_arm="other", baseline_arm="stilts", task="xnli", notes=()
    )
    assert mark_comparison(turned, overlaps).notes == (said,)
