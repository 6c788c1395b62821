"""Which word may stand in the place of another: content for content, in its case, not its opposite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import regex

from harness.types import TagsGold
from perturbations.lettercase import match_case
from perturbations.negation import has_negator
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import is_free

CONTENT_TAGS = frozenset({"ADJ", "ADV", "NOUN", "VERB"})
"""Universal part-of-speech tags of words that have synonyms."""

_BIO = frozenset({"O", "B-", "I-"})
_WORD = regex.compile(r"[\p{L}\p{M}'’\u200c\u200d\- ]+")
_DEPRIVING = {
    "de": ("los", "lose", "losen", "loser", "loses", "losem", "frei"),
    "en": ("less",),
    "fi": ("ton", "tön"),
    "hu": ("talan", "telen", "tlan", "tlen"),
    "nl": ("loos", "loze"),
    "sv": ("lös",),
    "tr": ("siz", "sız", "suz", "süz"),
}


def is_content(subject: Subject, word: Word) -> bool:
    """Whether a word may be exchanged for one of like sense: it is free, and no function word.

    Parts of speech tell where there are some, elsewhere the lists of Stopwords ISO; a language
    without a list has no function words here.
    """
    if not is_free(word, subject.language):
        return False
    tag = part_of_speech(subject, word)
    if tag:
        return tag in CONTENT_TAGS
    return word.text.lower() not in find_function_words(subject.language)


def find_listed(
    subject: Subject, word: Word, listed: Mapping[str, Sequence[str]], fits: Callable[[str], bool]
) -> list[str]:
    """Returns what a list has for a content word, as it is written or in small letters, in the word's case.

    Args:
        subject: whose word it is.
        word: to be replaced.
        listed: word → what may stand in its place.
        fits: whether an entry may, as it is listed.
    """
    if not is_content(subject, word):
        return []
    found = listed.get(word.text) or listed.get(word.text.lower(), ())
    return [match_case(one, word.text, subject.language) for one in found if fits(one)]


def has_parts_of_speech(subject: Subject) -> bool:
    """Whether the tags of a sentence are parts of speech, not the BIO tags of entities."""
    gold = subject.example.gold
    return isinstance(gold, TagsGold) and any(tag[:2] not in _BIO for tag in gold.tags)


def part_of_speech(subject: Subject, word: Word) -> str:
    """Returns the part of speech that a token is tagged with; empty for running text and BIO tags."""
    gold = subject.example.gold
    tag = gold.tags[word.token] if word.token >= 0 and isinstance(gold, TagsGold) else ""
    return "" if tag[:2] in _BIO else tag


def keeps_tag(subject: Subject, setting: Setting, word: Word, text: str) -> bool:
    """Whether a part of speech stays true: the evaluation set tags the new word so, and never otherwise.

    Running text and the tags of entities have nothing to lose.
    """
    tag = part_of_speech(subject, word)
    return not tag or setting.context.tagged.tags.get(text, ()) == (tag,)


def keeps_sense(word: str, text: str, language: str) -> bool:
    """Whether nothing in the form of a word says that it is another's opposite.

    Refused are negators, digits, signs, and pairs of which one is the end of the other
    (happy, unhappy) or alone has an ending that takes away (careful, careless).
    """
    one, other = word.casefold(), text.casefold()
    if one == other or not _WORD.fullmatch(text) or has_negator(text, language):
        return False
    if one.endswith(other) or other.endswith(one):
        return False
    endings = _DEPRIVING.get(language, ())
    return one.endswith(endings) == other.endswith(endings)


@cache
def find_function_words(language: str) -> frozenset[str]:
    """Returns the stop words of a language, by Stopwords ISO; none where it has no list."""
    import stopwordsiso  # reads its lists of all languages, so only when they are asked for

    return frozenset(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else frozenset()
