"""MLQA's normalisation of answers, by the rules of mlqa_evaluation_v1.py in its seven languages.

Lower case, without Unicode punctuation, without the articles of the language, tokens at
whitespace; in Chinese every character of the basic block is a token.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache

from harness.errors import RequestError

_ARTICLES = {
    "en": re.compile(r"\b(a|an|the)\b"),
    "es": re.compile(r"\b(un|una|unos|unas|el|la|los|las)\b"),
    "vi": re.compile(r"\b(của|là|cái|chiếc|những)\b"),
    "de": re.compile(r"\b(ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des)\b"),
    # The published pattern is '\sال^|ال', whose first half matches nothing: the letters go
    # wherever they stand, also inside a word.
    "ar": re.compile("ال"),
    "hi": None,
    "zh": None,
}
_CHINESE = re.compile("([\u4e00-\u9fa5])")


@lru_cache(maxsize=65536)
def normalise_answer(text: str, language: str) -> str:
    """Returns the text as MLQA compares it, tokens with single spaces between them.

    Raises:
        RequestError: if MLQA does not have the language.
    """
    if language not in _ARTICLES:
        problem = f"there are no rules for answers in {language!r}"
        remedy = f"choose one of {', '.join(sorted(_ARTICLES))}, or score with squad_f1 and squad_em"
        raise RequestError(problem, place="MLQA", remedy=remedy)
    kept = "".join(character for character in text.lower() if not _is_punctuation(character))
    articles = _ARTICLES[language]
    if articles is not None:
        kept = articles.sub(" ", kept)
    if language == "zh":
        kept = _CHINESE.sub(r" \1 ", kept)
    return " ".join(kept.split())


@cache
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P") or character in string.punctuation
