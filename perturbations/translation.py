"""Words and runs of words of an example that bilingual lexicons can translate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from harness.seeds import derive_entropy
from harness.types import BilingualLexicon, NotApplicable
from perturbations.edits import Proposal
from perturbations.lettercase import raise_first
from perturbations.setting import Setting
from perturbations.subject import Subject, Word

LONGEST_RUN = 4
"""Words that a phrase holds at most."""

_Switch: TypeAlias = Callable[[BilingualLexicon], Proposal | NotApplicable]


def find_lexicons(setting: Setting, language: str) -> list[BilingualLexicon] | NotApplicable:
    """Returns the lexicons out of a language, by their targets, or why there are none."""
    found = [lexicon for lexicon in setting.context.lexicons if lexicon.source == language]
    found.sort(key=lambda lexicon: lexicon.target)
    return found or NotApplicable(f"no lexicon from {language}")


def switch_into_one(subject: Subject, setting: Setting, switch: _Switch) -> Proposal | NotApplicable:
    """Proposes what ``switch`` does with the first lexicon that has something for an example.

    The id of the example picks where to begin, so one example goes into one language at every
    severity, and under every perturbation that asks here.
    """
    lexicons = find_lexicons(setting, subject.language)
    if isinstance(lexicons, NotApplicable):
        return lexicons
    first = derive_entropy(0, "code_switch", subject.example.id) % len(lexicons)
    outcome: Proposal | NotApplicable = NotApplicable("")
    for lexicon in (*lexicons[first:], *lexicons[:first]):
        outcome = switch(lexicon)
        if isinstance(outcome, Proposal):
            return outcome
    return outcome


def translate_word(word: Word, lexicon: BilingualLexicon) -> str:
    """Returns the most usual translation of a word that differs from it; empty if there is none.

    Entities have none, and of a token none with white space in it. The first letter keeps its case.
    """
    options = lexicon.entries.get(word.text) or lexicon.entries.get(word.text.lower(), ())
    if not options or word.entity:
        return ""
    usable = [text for text in options if text.strip() and text.casefold() != word.text.casefold()]
    if word.token >= 0:
        usable = [text for text in usable if not any(map(str.isspace, text))]
    if not usable:
        return ""
    return raise_first(usable[0], lexicon.target) if word.text[:1].isupper() else usable[0]


def translate_run(subject: Subject, words: Sequence[Word], lexicon: BilingualLexicon) -> list[str]:
    """Returns what stands in the place of neighbouring words: an entry for all of them, or one for each.

    The whole is given as one text, the parts as one text per word; empty where a word has none.
    """
    if words[0].token < 0:
        text = read_run(subject, words)
        whole = Word(words[0].field, words[0].start, words[-1].end, text)
        if found := translate_word(whole, lexicon):
            return [found]
    found_all = [translate_word(word, lexicon) for word in words]
    return found_all if all(found_all) else []


def read_run(subject: Subject, words: Sequence[Word]) -> str:
    """Returns the running text from the first of some words to the last."""
    passage = next(one for one in subject.passages if one.field == words[0].field)
    return passage.segments.text[words[0].start : words[-1].end]
