"""SQuAD's normalisation of answers, which XTREME applies to XQuAD and TyDiQA in all languages.

It knows English only: ASCII punctuation, the articles a/an/the, tokens at whitespace. In
scripts without spaces F1 is therefore close to exact match.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalise_answer(text: str, language: str) -> str:  # noqa: ARG001 - the rule is the same in all languages
    """Returns the text in lower case without ASCII punctuation, articles and extra space."""
    return _normalise(text)


@lru_cache(maxsize=65536)
def _normalise(text: str) -> str:
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())
