"""Sentences of other paragraphs beside the answer's."""

from __future__ import annotations

from itertools import islice

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.distractors import find_distractors, insert_sentences
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="distractor_sentence",
        family="adversarial",
        description="Adds as many sentences of other paragraphs, like the question, as the severity says.",
        label_policy=(
            "The paragraph keeps all its own sentences, and none that is added holds an acceptable answer; "
            "that none answers the question in other words is likely but not checked."
        ),
        version=2,
        formats=("span_qa",),
        unit="sentences",
    )
)
def distractor_sentence(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Inserts, at ends of sentences, those of other paragraphs that share most with the question."""
    example = subject.example
    added = list(islice(find_distractors(example, setting.context), setting.severity))
    lacking = "no sentence of another paragraph shares a word with the question"
    return insert_sentences(example, added, setting.draws, lacking=lacking)
