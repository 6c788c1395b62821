"""Capitals and small letters by the rules of their language: the one place that knows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

_DOTTED = frozenset({"az", "crh", "tr"})  # Tatar, which shares them in Latin letters, is read in Cyrillic
_LETTER = regex.compile(r"\p{L}")
_HIATUS = regex.compile(r"(?<=[άέόύή])[ιυ]")
_FIRST = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’])\p{L}")
_DUTCH_IJ = regex.compile(r"\bIj")
_CASED = "α"  # beside it Σ is no last letter


def lower_case(text: str, language: str) -> str:
    """Returns a text in small letters; a last Σ becomes ς, and I without a dot keeps none where it is ı."""
    if language in _DOTTED:
        text = text.replace("I\u0307", "i").replace("İ", "i").replace("I", "ı")
    return text.lower()


def raise_case(text: str, language: str) -> str:
    """Returns a text in capitals; i keeps its dot where it has one, and Greek words lose their tonos."""
    if language == "el" and text != "ή":
        text = _HIATUS.sub(lambda found: "ϊϋ"["ιυ".index(found[0])], unicodedata.normalize("NFC", text))
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace("\u0301", ""))
    return _raise(text, language)


def raise_first(text: str, language: str) -> str:
    """Returns a text with a capital as its first letter, and the rest as it is."""
    return _raise(text[:1], language) + text[1:]


def write_title(text: str, language: str) -> str:
    """Returns a text in small letters but for the first of every word; Dutch ij is one letter."""
    title = _FIRST.sub(lambda found: _raise(found[0], language), lower_case(text, language))
    return _DUTCH_IJ.sub("IJ", title) if language == "nl" else title


def match_case(text: str, model: str, language: str) -> str:
    """Returns a word in the case of another: capitals throughout, a capital first, or as it is."""
    if len(model) > 1 and model.isupper():
        return raise_case(text, language)
    return raise_first(text, language) if model[:1].isupper() else text


def lower_cluster(row: Sequence[str], at: int, language: str) -> str:
    """Returns a cluster of a row in lower case, Σ by the clusters beside it."""
    cluster = row[at]
    if not cluster or cluster.islower() or cluster.lower() == cluster:
        return cluster
    if "Σ" not in cluster:
        return lower_case(cluster, language)
    before = _CASED if at and _LETTER.match(row[at - 1]) else ""
    after = _CASED if at + 1 < len(row) and _LETTER.match(row[at + 1]) else ""
    return (before + cluster + after).lower()[len(before) : -1 if after else None]


def _raise(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language in _DOTTED else text).upper()
