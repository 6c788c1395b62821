"""Word lists between any two languages of the benchmark, for code-switching."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from harness.errors import UnknownNameError
from harness.sources.mini.grammar import WordKind, tagged
from harness.sources.mini.grammars import GRAMMARS
from harness.types import BilingualLexicon

_KINDS: tuple[WordKind, ...] = ("nouns", "verbs", "adjectives")
_HEADS = ("NOUN", "PROPN", "ADV")


@lru_cache(maxsize=64)
def mini_lexicon(source: str, target: str) -> BilingualLexicon:
    """Returns the content words of one language with their translations in another.

    Keys are forms as they stand in sentences (inflected; several words where a
    concept takes several), values the target's matching forms, most usual first:
    plural for plural, object form for object form, otherwise the base form.

    Raises:
        UnknownNameError: for a language that the benchmark does not have.
    """
    for language in (source, target):
        if language not in GRAMMARS:
            raise UnknownNameError("language", language, GRAMMARS, place="embedded lexicon")
    entries: dict[str, dict[str, None]] = {}
    for kind in _KINDS:
        for concept in getattr(GRAMMARS[source].lexicon, kind):
            _enter(entries, tuple(_forms(source, kind, concept)), tuple(_forms(target, kind, concept)))
    for concept in GRAMMARS[source].lexicon.adverbials:
        _enter(entries, (("base", _head(source, concept)),), (("base", _head(target, concept)),))
    return BilingualLexicon(source, target, {word: tuple(found) for word, found in entries.items()})


def _enter(
    entries: dict[str, dict[str, None]],
    words: tuple[tuple[str, str], ...],
    translations: tuple[tuple[str, str], ...],
) -> None:
    for feature, word in words:
        fitting = [other for theirs, other in translations if theirs == feature]
        bases = [other for theirs, other in translations if theirs == "base"]
        entries.setdefault(word, {}).update(dict.fromkeys(fitting or bases))


def _forms(language: str, kind: WordKind, concept: str) -> Iterator[tuple[str, str]]:
    """Yields ``(feature, surface)`` of a concept, the usual word before its synonym."""
    grammar = GRAMMARS[language]
    for row in getattr(grammar.lexicon, kind)[concept]:
        for feature, phrase in grammar.surfaces(kind, row):
            yield feature, grammar.write(tagged(phrase, ""))


def _head(language: str, concept: str) -> str:
    """Returns the noun or adverb of a place or time."""
    grammar = GRAMMARS[language]
    phrase = tagged(grammar.lexicon.adverbials[concept][0][0], "NOUN")
    return grammar.write(tuple(token for token in phrase if token.tag in _HEADS))
