"""A space inside a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import MovedToken, Proposal
from perturbations.negation import negators_of
from perturbations.segments import split_clusters
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.substitutes import has_parts_of_speech
from perturbations.words import choose_words, find_words, is_free

_LETTER = regex.compile(r"\p{L}")


@declare_perturbation(
    PerturbationSpec(
        name="word_split",
        family="adversarial",
        description="Words are broken in two by a space between two of their letters.",
        label_policy=(
            "Readers put a broken word together again; no half is a negator, and negators, numbers, "
            "tagged entities and answers stay whole. Half a word outside entities is outside too, but has no "
            "part of speech of its own, so sentences tagged with these are refused."
        ),
        unit="words",
        version=2,
    )
)
def word_split(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Breaks free words of two letters or more, each at one place."""
    if has_parts_of_speech(subject):
        return NotApplicable("half a word has no part of speech")
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words
    breaks: dict[Word, list[int]] = {}

    def may_go(word: Word) -> bool:
        breaks[word] = _find_breaks(word, subject.language) if is_free(word, subject.language) else []
        return bool(breaks[word])

    chosen = choose_words(words, setting, may_go, at_most=len(words))
    if chosen is None:
        return NotApplicable("no word that may be broken")
    places = {word: setting.draws.pick(breaks[word]) for word in chosen}
    edits = tuple(Edit(word.field, word.start + at, word.start + at, " ") for word, at in places.items())
    tokens = None if subject.tokens is None else tuple(_break(subject.tokens, places))
    return Proposal(edits, len(edits), len(words), tokens)


def _find_breaks(word: Word, language: str) -> list[int]:
    """Offsets in a word between two letters whose halves are both no negators.

    Halves longer than any negator are not cut out, so that long words cost no more than their length.
    """
    negators = negators_of(language)
    longest = max(map(len, negators), default=0)
    text = word.text
    clusters, starts = split_clusters(text)
    return [
        at
        for before, after, at in zip(clusters, clusters[1:], starts[1:], strict=False)
        if _LETTER.match(before)
        and _LETTER.match(after)
        and (at > longest or text[:at].casefold() not in negators)
        and (len(text) - at > longest or text[at:].casefold() not in negators)
    ]


def _break(tokens: Sequence[str], places: Mapping[Word, int]) -> Iterator[MovedToken]:
    breaks = {word.token: at for word, at in places.items()}
    for number, token in enumerate(tokens):
        at = breaks.get(number, 0)
        yield from (MovedToken(number, part) for part in (token[:at], token[at:]) if part)
