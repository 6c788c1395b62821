"""What kind of answer a text is, by its characters alone: with a number, with a capital, or neither."""

from __future__ import annotations

from typing import Literal, TypeAlias

import regex

AnswerType: TypeAlias = Literal["number", "name", "other"]

_NUMBER = regex.compile(r"\p{N}")
_CAPITAL = regex.compile(r"(?<![\p{L}\p{N}'’])[\p{Lu}\p{Lt}][\p{L}\p{M}]+")
_FIRST_WORD = regex.compile(r"\A\P{L}*[\p{L}\p{M}'’-]+")


def classify_answer(answer: str) -> AnswerType:
    """Returns the kind of an answer: a name begins with a capital (in German any noun does).

    In scripts without capitals all answers but numbers are of the kind "other".
    """
    if _NUMBER.search(answer):
        return "number"
    return "name" if _CAPITAL.match(answer) else "other"


def holds_type(sentence: str, kind: AnswerType) -> bool:
    """Whether a sentence holds a number, or a capital after its first word; for other answers all do."""
    if kind == "number":
        return _NUMBER.search(sentence) is not None
    return kind == "other" or _CAPITAL.search(_FIRST_WORD.sub("", sentence, count=1)) is not None
