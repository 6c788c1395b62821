"""Code-switched sentences: the frame of one language, some phrases of another.

Whole phrases (subject, verb, object, place, time) change places, each said by the
grammar of its own language, as bilingual speakers do it (Myers-Scotton's matrix
language frame). They anchor the words of both languages in the same contexts.
"""

from __future__ import annotations

import numpy as np

from harness.sources.mini.grammar import Token, Tokens, Wording
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition

SWITCHED = 0.5
"""Chance of a phrase to be said in the other language."""


def switch_phrases(clause: tuple[Proposition, Wording], language: str, rng: np.random.Generator) -> str:
    """Returns a clause partly in English and partly in ``language``.

    The frame is English, or by chance the other language where that is written with spaces.
    """
    english, other = (GRAMMARS[code].sentence(clause) for code in ("en", language))
    if GRAMMARS[language].space and rng.random() < 0.5:
        return GRAMMARS[language].write(_mix(other, english, rng))
    return GRAMMARS["en"].write(_mix(english, other, rng))


def _mix(frame: Tokens, guest: Tokens, rng: np.random.Generator) -> Tokens:
    phrases: dict[str, list[Token]] = {}
    for token in guest:
        phrases.setdefault(token.slot, []).append(token)
    switched = {slot for slot in sorted(phrases) if slot and rng.random() < SWITCHED}
    mixed: list[Token] = []
    for token in frame:
        if token.slot not in switched:
            mixed.append(token)
        else:
            mixed.extend(phrases.pop(token.slot, ()))  # the first token of a phrase brings all of it
    return tuple(mixed)
