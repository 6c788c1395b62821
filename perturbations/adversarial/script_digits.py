"""Numbers in the digits of the script, or in those of ASCII."""

from __future__ import annotations

import regex

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, overlaps

_ZEROS = {
    **dict.fromkeys(("ar", "arz", "ckb", "sd"), "٠"),
    **dict.fromkeys(("fa", "ur", "ps", "ks"), "۰"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "०"),
    **dict.fromkeys(("bn", "as"), "০"),
    **dict.fromkeys(("zh", "yue", "ja"), "０"),
    **dict(zip(("pa", "gu", "ta", "te", "kn", "ml", "th", "lo", "my", "km"), "੦૦௦౦೦൦๐໐၀០", strict=True)),
}
"""Language → the zero of its own digits (CLDR's native systems); full-width for Chinese and Japanese."""

_OTHER_DIGITS = {
    language: str.maketrans(
        {chr(zero + i): chr(other + i) for zero, other in ((48, ord(own)), (ord(own), 48)) for i in range(10)}
    )
    for language, own in _ZEROS.items()
}
_ARABIC = frozenset("٠۰")  # zeros of digits that have signs of their own for groups and decimals
_SIGNS = str.maketrans(",.", "٬٫")
_ASCII_SIGNS = str.maketrans("٬٫", ",.")
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|[1-9]\d{0,2},\d{3}")
_GROUPED_BY_DOTS = regex.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL = regex.compile(r"\d+[.,]\d+")
_UNSURE = regex.compile(r"[1-9]\d{0,2}\.\d{3}")
_NUMBER = regex.compile(
    r"(?<![\p{Nd}\p{GCB=Prepend}])\p{Nd}++(?:[.,:/٫٬،-]\p{Nd}++)*+(?![\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}])"
)


@declare_perturbation(
    PerturbationSpec(
        name="script_digits",
        family="adversarial",
        description=(
            "Numbers in ASCII digits get the digits of the language (full-width in Chinese and Japanese), "
            "and the other way round."
        ),
        label_policy=(
            "Both systems are in use and stand for the same number; it changes as a whole, in Arabic digits "
            "with its signs for groups and decimals where they are sure. Answers stay as they are."
        ),
        unit="numbers",
        version=2,
    )
)
def script_digits(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Rewrites a share of the numbers; those that mix systems, or use a third one, stay."""
    language = subject.language
    if language not in _ZEROS:
        return NotApplicable(f"{language} has no digits but ASCII's")
    numbers = [
        Edit(passage.field, *found.span(), _rewrite(found[0], language))
        for passage in subject.passages
        for found in _NUMBER.finditer(passage.segments.text)
        if not overlaps(*found.span(), passage.barred) and _is_of_one_system(found[0], ord(_ZEROS[language]))
    ]
    if not numbers:
        return NotApplicable("no number in digits")
    size = min(len(numbers), setting.draws.count(len(numbers) * setting.rate))
    chosen = setting.draws.sample(len(numbers), size)
    return Proposal(tuple(numbers[at] for at in chosen), size, len(numbers))


def _rewrite(number: str, language: str) -> str:
    """The number in the other digits; Arabic ones have ٬ for groups and ٫ for decimals."""
    other = number.translate(_OTHER_DIGITS[language])
    if _ZEROS[language] not in _ARABIC:
        return other
    if not number.isascii():
        return other.translate(_ASCII_SIGNS)
    if _GROUPED.fullmatch(number):
        return other.translate(_SIGNS)
    if _GROUPED_BY_DOTS.fullmatch(number):
        return other.replace(".", "٬").replace(",", "٫")
    if _DECIMAL.fullmatch(number) and not _UNSURE.fullmatch(number):
        return other.replace(".", "٫").replace(",", "٫")
    return other  # a date or time, or 1.234, which is grouped in the Maghreb


def _is_of_one_system(number: str, zero: int) -> bool:
    digits = [ord(one) for one in number if one.isdecimal()]
    return any(all(first <= digit < first + 10 for digit in digits) for first in (48, zero))
