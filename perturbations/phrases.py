"""Runs of neighbouring words that a bilingual lexicon can translate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from harness.types import BilingualLexicon, Edit
from perturbations.setting import Setting
from perturbations.subject import Subject, Word, overlaps
from perturbations.translation import LONGEST_RUN, read_run, translate_run
from perturbations.words import Words, are_neighbours

_SHORTEST_RUN = 2


class Phrase(NamedTuple):
    """Neighbouring words and their translation: one text for all of them, or one for each."""

    words: list[Word]
    texts: list[str]


def choose_phrases(
    subject: Subject, words: Words, lexicon: BilingualLexicon, setting: Setting
) -> list[Phrase] | None:
    """Returns disjoint runs of words, as many words as the rate says on average; ``None`` if there is no run.

    Lengths are drawn from 2 to 4, shorter where the lexicon ends a run. The last run, longer
    than what is still wanted, is taken as often as makes the rate right.
    """
    draws = setting.draws
    wanted = len(words) * setting.rate
    taken: set[int] = set()
    chosen: list[Phrase] = []
    seen = False
    for first in draws.order(len(words)):
        length = _SHORTEST_RUN + draws.below(LONGEST_RUN - _SHORTEST_RUN + 1)
        phrase = _find_phrase(subject, words, first, length, lexicon)
        if phrase is None:
            continue
        seen = True
        span = range(first, first + len(phrase.words))
        if not taken.isdisjoint(span):
            continue
        if wanted >= len(span) or draws.fraction() * len(span) < wanted:
            taken.update(span)
            chosen.append(phrase)
        wanted -= len(span)
        if wanted <= 0:
            break
    return chosen if seen else None


def edit_phrase(subject: Subject, phrase: Phrase) -> Iterator[Edit]:
    """Yields the edits that translate a run: one of running text, one for each token of tagged text."""
    first, last = phrase.words[0], phrase.words[-1]
    if len(phrase.texts) == 1:
        yield Edit(first.field, first.start, last.end, phrase.texts[0])
    elif first.token >= 0:
        for word, text in zip(phrase.words, phrase.texts, strict=True):
            yield Edit(word.field, word.start, word.end, text)
    else:
        yield Edit(first.field, first.start, last.end, _join(subject, phrase))


def _join(subject: Subject, phrase: Phrase) -> str:
    """The translations, with what stood between the words between them."""
    text, start = read_run(subject, phrase.words), phrase.words[0].start
    pieces, done = "", start
    for word, translation in zip(phrase.words, phrase.texts, strict=True):
        gap = text[done - start : word.start - start]
        pieces += (gap or (" " if pieces else "")) + translation
        done = word.end
    return pieces


def _find_phrase(
    subject: Subject, words: Words, first: int, length: int, lexicon: BilingualLexicon
) -> Phrase | None:
    run = [words[first]]
    barred = next(one.barred for one in subject.passages if one.field == run[0].field)
    for number in range(first + 1, min(first + length, len(words))):
        word = words[number]
        if not are_neighbours(subject, run[-1], word) or overlaps(run[0].start, word.end, barred):
            break
        run.append(word)
    for size in range(len(run), _SHORTEST_RUN - 1, -1):
        if texts := translate_run(subject, run[:size], lexicon):
            return Phrase(run[:size], texts)
    return None
