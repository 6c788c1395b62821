"""Sentences of other paragraphs that could answer the question, going by the kind of answer."""

from __future__ import annotations

from itertools import islice

from harness.types import AnswersGold, NotApplicable
from perturbations.answer_types import classify_answer, holds_type
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.distractors import find_distractors, insert_sentences
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="answer_type_distractor",
        family="adversarial",
        description=(
            "Adds as many sentences of other paragraphs as the severity says, like the question, each with "
            "something of the answer's kind: a number, or a word with a capital where answers have one."
        ),
        label_policy=(
            "The paragraph keeps all its own sentences, and none that is added holds an acceptable answer; "
            "that none answers the question in other words is likely but not checked "
            "(cf. Jia and Liang 2017)."
        ),
        formats=("span_qa",),
        unit="sentences",
    )
)
def answer_type_distractor(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Inserts, at ends of sentences, those likest the question of all that hold a rival of its answer."""
    example = subject.example
    gold = example.gold
    if not isinstance(gold, AnswersGold) or not gold.answers:
        return NotApplicable("the question has no answer whose kind could be told")
    kind = classify_answer(gold.answers[0].text)
    rivals = (one for one in find_distractors(example, setting.context) if holds_type(one, kind))
    lacking = f"no sentence of another paragraph is like the question and holds an answer of kind {kind}"
    return insert_sentences(example, list(islice(rivals, setting.severity)), setting.draws, lacking=lacking)
