"""Words written twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import MovedToken, Proposal
from perturbations.scripts import UNSPACED, script_of
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import choose_words, find_words, is_free


@declare_perturbation(
    PerturbationSpec(
        name="word_duplicate",
        family="adversarial",
        description="Words are written twice in a row.",
        label_policy=(
            "A word said twice says nothing new, though languages that reduplicate may read a plural. "
            "Negators and numbers, which would count twice, tagged entities and answers are not repeated; "
            "the copy of a token has its tag."
        ),
        unit="words",
        version=2,
    )
)
def word_duplicate(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Repeats free words, with a space between where the script has one."""
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words
    chosen = choose_words(words, setting, lambda word: is_free(word, subject.language), at_most=len(words))
    if chosen is None:
        return NotApplicable("no word that may be repeated")
    joined = subject.tokens is None and script_of(subject.language, subject.text) in UNSPACED
    space = "" if joined else " "
    edits = tuple(Edit(word.field, word.end, word.end, space + word.text) for word in chosen)
    tokens = None if subject.tokens is None else tuple(_repeat(subject.tokens, chosen))
    return Proposal(edits, len(edits), len(words), tokens)


def _repeat(tokens: Sequence[str], chosen: Sequence[Word]) -> Iterator[MovedToken]:
    twice = {word.token for word in chosen}
    for at, token in enumerate(tokens):
        yield MovedToken(at, token)
        if at in twice:
            yield MovedToken(at, token)
