"""Words in Latin letters."""

from __future__ import annotations

from functools import lru_cache

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.scripts import script_of
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.words import replace_words

_FOREIGN = regex.compile(r"[\p{L}--\p{Latin}]", regex.VERSION1)
_PREPOSED = regex.compile(r"(\p{InPC=Visual_Order_Left})(\p{L})")  # vowels of Thai and Lao
_HAN = regex.compile(r"\p{Han}")
_ROMAN = regex.compile(r"[\p{Latin}\p{N}\p{P}]+", regex.VERSION1)
_CASED = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]")


@lru_cache(maxsize=65536)
def romanise(word: str, script: str) -> str:
    """Returns a word in Latin letters; empty where that cannot be told from the word alone.

    Han characters are read as pinyin without tones in Chinese; in Japanese their
    reading hangs on the word, so words with some have none. All else is anyascii's
    transliteration, in small letters where the script has no capitals.
    """
    from anyascii import anyascii

    if _HAN.search(word):
        if script != "Han":
            return ""
        from pypinyin import lazy_pinyin

        word = "".join(lazy_pinyin(word))
    roman = anyascii(_PREPOSED.sub(r"\2\1", word)).replace("`", "'").strip("'")
    roman = roman if _CASED.search(word) else roman.lower()
    return roman if _ROMAN.fullmatch(roman) else ""


@declare_perturbation(
    PerturbationSpec(
        name="romanisation",
        family="adversarial",
        description="Words are transliterated into Latin letters, Chinese ones as pinyin without tones.",
        label_policy=(
            "Readers of many languages write so where they lack a keyboard of their own; vowels that Arabic, "
            "Hebrew and Indic scripts do not write stay unwritten. A token stays one and keeps its tag; "
            "answers stay as they are."
        ),
        scripts=(
            *(
                "Cyrillic",
                "Greek",
                "Arabic",
                "Hebrew",
                "Devanagari",
                "Bengali",
                "Gurmukhi",
                "Gujarati",
                "Tamil",
            ),
            *("Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Myanmar", "Khmer", "Ethiopic"),
            *("Armenian", "Georgian", "Han", "Japanese", "Hangul"),
        ),
        unit="words",
    )
)
def romanisation(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces words with a letter that is not Latin."""
    script = script_of(subject.language, subject.text)

    def find_romans(word: str) -> tuple[str, ...]:
        roman = romanise(word, script) if _FOREIGN.search(word) else ""
        return (roman,) if roman and roman != word else ()

    return replace_words(subject, setting, lambda word: find_romans(word.text), lacking="no word to romanise")
