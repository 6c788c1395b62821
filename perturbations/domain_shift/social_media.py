"""Text as people post it: drawn-out words, hashtags, small letters, emoji."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.context import split_sentences
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.posts import EMOJI, restyle
from perturbations.scripts import script_of
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject, Word
from perturbations.words import is_free, replace_words, sort_edits


@declare_perturbation(
    PerturbationSpec(
        name="social_media",
        family="domain_shift",
        description=(
            "Words are drawn out, become hashtags or lose their capital, and emoji end sentences; "
            "the rate is of words and of ends alike."
        ),
        label_policy=(
            "Negators, numbers, tagged entities and answers stay, and readers of posts know the word. The "
            "emoji are chosen to say little, but none says nothing. In Chinese and Korean only emoji are "
            "added."
        ),
        unit="words",
        version=2,
    )
)
def social_media(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Restyles a share of all words, then adds emoji to running text."""
    language = subject.language
    script = script_of(language, subject.text)

    def post(word: Word) -> tuple[str, ...]:
        return restyle(word.text, script, language) if is_free(word, language) else ()

    words = replace_words(subject, setting, post, lacking="no word that can be posted otherwise")
    ends = _find_ends(subject)
    if isinstance(words, NotApplicable):
        if not ends:
            return words
        words = Proposal()
    draws = setting.draws.split("emoji")
    picks = draws.sample(len(ends), min(len(ends), draws.count(len(ends) * setting.rate)))
    emoji = [Edit(*ends[at], " " + draws.pick(EMOJI)) for at in picks]
    edits = sort_edits(subject, [*words.edits, *emoji])
    return Proposal(edits, words.edited + len(emoji), words.units + len(ends))


def _find_ends(subject: Subject) -> list[tuple[str, int, int]]:
    """Ends of sentences of running text, between clusters, outside answers and outside words."""
    if subject.tokens is not None:
        return []
    return [
        (passage.field, end, end)
        for passage in subject.passages
        for end in _find_free_ends(passage, subject.language)
    ]


def _find_free_ends(passage: Passage, language: str) -> Iterator[int]:
    segments = passage.segments
    borders = {*segments.starts, len(segments.text)}
    starts, ends = segments.words(language)
    for _, end in split_sentences(segments.text, language):
        word = bisect_left(starts, end) - 1  # the last one that begins before it
        inside = word >= 0 and end < ends[word]
        if end in borders and not inside and not any(low < end < high for low, high in passage.barred):
            yield end
