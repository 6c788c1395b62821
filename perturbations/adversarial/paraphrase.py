"""Sentences translated into another language and back."""

from __future__ import annotations

from collections.abc import Iterator

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.context import split_sentences
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject, overlaps

_ALL = 5


@declare_perturbation(
    PerturbationSpec(
        name="paraphrase",
        family="adversarial",
        description=(
            "Sentences go through another language and back with the user's translation model; severity is "
            "how many fifths of the sentences do."
        ),
        label_policy=(
            "The gold holds as far as the model translates well, which is for the user to judge; sentences "
            "that hold an answer stay. The way is through English, and English goes through German."
        ),
        formats=("classification", "multiple_choice", "span_qa", "retrieval", "masked_lm"),
        unit="texts",
        needs="translator",
    )
)
def paraphrase(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces whole sentences; the units are the sentences without an answer."""
    translator, language = setting.context.translator, subject.language
    if translator is None:
        return NotApplicable("no translation model is given")
    found = [found for passage in subject.passages for found in _find_sentences(passage, language)]
    if not found:
        return NotApplicable(f"no sentence{subject.bounds}")
    size = min(len(found), setting.draws.count(len(found) * setting.severity / _ALL))
    chosen = [found[at] for at in setting.draws.sample(len(found), size)]
    pivot = "de" if language == "en" else "en"
    there = translator.translate([text for *_, text in chosen], language, pivot)
    back = translator.translate(there, pivot, language)
    edits = [
        Edit(field, start, end, new.strip())
        for (field, start, end, text), new in zip(chosen, back, strict=True)
        if new.strip() and new.strip() != text
    ]
    return Proposal(tuple(edits), len(edits), len(found))


def _find_sentences(passage: Passage, language: str) -> Iterator[tuple[str, int, int, str]]:
    """Yields field, span and text of sentences with letters, outside answers and between clusters."""
    text, segments = passage.segments.text, passage.segments
    borders = {*segments.starts, len(text)}
    for start, end in split_sentences(text, language):
        free = start in borders and end in borders and not overlaps(start, end, passage.barred)
        if free and any(map(str.isalpha, text[start:end])):
            yield passage.field, start, end, text[start:end]
