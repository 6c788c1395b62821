"""Test sets that were published without their answers are never scored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import RequestError
from harness.types import ChoiceGold, Example, LabelGold, MultipleChoice, NoGold, TextPair
from suites.data import DataAccess, find_task, refuse_unanswered

XNLI, CHOICE = find_task("xnli", place="test"), find_task("mini_choice", place="test")
REMEDY = (
    "score another copy (the hub's, or the publisher's files in a catalogue), "
    "or have XTREME score what 'crosswind predict' writes"
)


def pairs(*golds):
    return [Example(str(n), "de", TextPair("a", "b"), gold, str(n)) for n, gold in enumerate(golds)]


def choices(*indices):
    payload = MultipleChoice("a", ("b", "c"))
    return [Example(str(n), "et", payload, ChoiceGold(index), str(n)) for n, index in enumerate(indices)]


def test_one_example_without_an_answer_is_enough():
    with pytest.raises(RequestError) as caught:
        refuse_unanswered(XNLI, "de", pairs(LabelGold("neutral"), NoGold()))
    problem = "the test set was published without its answers"
    assert str(caught.value) == f"task xnli, language de: {problem}; {REMEDY}."


def test_choices_that_are_the_first_throughout_are_not_believed():
    with pytest.raises(RequestError) as caught:
        refuse_unanswered(CHOICE, "et", choices(*[0] * 20))
    problem = "the right choice is the first throughout, as where answers were removed before publication"
    assert str(caught.value) == f"task mini_choice, language et: {problem}; {REMEDY}."


@pytest.mark.parametrize("indices", [[0] * 19, [0] * 19 + [1], [1] * 20])
def test_few_or_mixed_choices_are(indices):
    examples = choices(*indices)
    refuse_unanswered(CHOICE, "et", examples)
    assert len({example.gold for example in examples}) <= 2


def test_files_of_the_benchmark_are_refused_by_their_first_example(tmp_path):
    folder = tmp_path / "xnli"
    folder.mkdir()
    (folder / "test-de.tsv").write_text("Ja\tNein\n", "utf-8")
    (folder / "dev-de.tsv").write_text("Ja\tNein\tcontradiction\n", "utf-8")
    access = DataAccess(tmp_path)
    with pytest.raises(RequestError, match="task xnli, language de: the test set was published without"):
        access.require_answers(XNLI, "de")
    assert len(access.load_evaluation(XNLI, "de", limit=0).examples) == 1, "for predictions"


def test_a_generated_set_is_not_read_for_it():
    access = replace(DataAccess(), offline=True)
    access.require_answers(CHOICE, "en")
    assert "_files" not in vars(access)
