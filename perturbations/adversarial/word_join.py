"""Neighbouring words written together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import MovedToken, Proposal
from perturbations.segments import split_clusters
from perturbations.setting import Setting
from perturbations.subject import Subject, Word, overlaps
from perturbations.substitutes import has_parts_of_speech
from perturbations.words import are_neighbours, choose_pairs, find_words, is_free


@declare_perturbation(
    PerturbationSpec(
        name="word_join",
        family="adversarial",
        description="Neighbouring words are written together, without the space between them.",
        label_policy=(
            "Readers take the two apart again; negators, numbers, tagged entities and answers stay by "
            "themselves, and none comes about. Two tokens outside entities become one that is outside, but "
            "two parts of speech do not become one, so sentences tagged with these are refused."
        ),
        unit="words",
        version=2,
    )
)
def word_join(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Joins disjoint pairs of free neighbours; both words of a pair count as edited."""
    if has_parts_of_speech(subject):
        return NotApplicable("two words together have no one part of speech")
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words
    chosen = choose_pairs(words, setting, partial(_may_join, subject))
    if chosen is None:
        return NotApplicable("no two words that may be written together")
    edits = tuple(Edit(first.field, first.end, second.start, "") for first, second in chosen)
    tokens = None if subject.tokens is None else tuple(_join(subject.tokens, chosen))
    return Proposal(edits, 2 * len(edits), len(words), tokens)


def _may_join(subject: Subject, first: Word, second: Word) -> bool:
    """Whether both are free and apart, also as one word, no answer holds the space, and no letters merge."""
    if first.end == second.start or not are_neighbours(subject, first, second):
        return False
    joined = first.text + second.text
    if not all(is_free(first._replace(text=t), subject.language) for t in (first.text, second.text, joined)):
        return False
    barred = next(one.barred for one in subject.passages if one.field == first.field)
    if first.entity or second.entity or overlaps(first.end, second.start, barred):
        return False
    return len(first.text) in split_clusters(joined)[1]


def _join(tokens: Sequence[str], pairs: Sequence[tuple[Word, Word]]) -> Iterator[MovedToken]:
    longer = {first.token: first.text + second.text for first, second in pairs}
    gone = {second.token for _, second in pairs}
    for at, token in enumerate(tokens):
        if at not in gone:
            yield MovedToken(at, longer.get(at, token))
