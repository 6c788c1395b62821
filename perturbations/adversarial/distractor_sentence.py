"""Sentences of other paragraphs beside the answer's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from harness.types import AnswersGold, Edit, Example, NotApplicable, SpanQA
from perturbations.base import PerturbationSpec
from perturbations.context import PerturbationContext, rank_sentences, split_sentences
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.scripts import script_of
from perturbations.segments import segment
from perturbations.setting import Setting
from perturbations.subject import Subject, protected_spans


@declare_perturbation(
    PerturbationSpec(
        name="distractor_sentence",
        family="adversarial",
        description="Adds as many sentences of other paragraphs, like the question, as the severity says.",
        label_policy=(
            "The paragraph keeps all its own sentences, and none that is added holds an acceptable answer; "
            "that none answers the question in other words is likely but not checked."
        ),
        formats=("span_qa",),
        unit="sentences",
    )
)
def distractor_sentence(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Inserts, at ends of sentences, those of other paragraphs that share most with the question."""
    example = subject.example
    assert isinstance(example.payload, SpanQA)
    added = list(islice(_find_distractors(example, example.payload, setting.context), setting.severity))
    places = _find_places(example, example.payload.context)
    if not added or not places:
        return NotApplicable("no sentence of another paragraph shares a word with the question")
    joiner = "" if script_of(example.language) in {"Han", "Japanese"} else " "
    texts: dict[int, str] = {}
    for sentence in added:
        place = setting.draws.pick(places)
        texts[place] = texts.get(place, "") + joiner + sentence
    edits = tuple(Edit("context", place, place, texts[place]) for place in sorted(texts))
    return Proposal(edits, len(added), len(places) + len(added))


def _find_distractors(example: Example, payload: SpanQA, context: PerturbationContext) -> Iterator[str]:
    gold = example.gold.answers if isinstance(example.gold, AnswersGold) else ()
    answers = {answer.text.casefold() for answer in gold}
    for sentence in rank_sentences(context, payload.question, example.language):
        elsewhere = sentence.group != example.group and sentence.text not in payload.context
        folded = sentence.text.casefold()
        if elsewhere and not any(answer in folded for answer in answers):
            yield sentence.text


def _find_places(example: Example, context: str) -> list[int]:
    """Ends of sentences, outside answers and between grapheme clusters."""
    borders = {*segment(context).starts, len(context)}
    answers = protected_spans(example, "context")
    ends = (end for _, end in split_sentences(context, example.language))
    return [end for end in ends if end in borders and not any(low < end < high for low, high in answers)]
