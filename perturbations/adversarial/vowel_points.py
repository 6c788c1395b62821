"""Vowel points over letters that are written without them."""

from __future__ import annotations

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.neighbours import replace_before
from perturbations.setting import Setting
from perturbations.subject import Subject

_HARAKAT = "\u064e\u064f\u0650"  # fatha, damma, kasra; in Persian and Urdu zabar, pesh, zer
_NIQQUD = "\u05b7\u05b8\u05b6\u05b5\u05b4\u05bb"  # patah, qamats, segol, tsere, hiriq, qubuts
# No letter that mostly stands for a vowel: alef, waw, yeh, teh marbuta, hamza; no do-chashmi heh.
_ARABIC = frozenset("بتثجحخدذرزسشصضطظعغفقكلمنهپچژکگٹڈڑہ")
# Nor alef, he, vav, yod and final forms; the last letter of a Hebrew word seldom has a vowel.
_HEBREW = frozenset("בגדזחטכלמנסעפצקרשת")
_LONG_A = ("ا", "آ", "ى")
_LETTER = regex.compile(r"\p{L}")
_VOWELS_ARE_LETTERS = {"ug", "ckb", "ks", "yi"}


class _Pointed(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        points = _HARAKAT if cluster in _ARABIC else _NIQQUD if cluster in _HEBREW else ""
        return tuple(cluster + point for point in points)


_POINTED = _Pointed()


@declare_perturbation(
    PerturbationSpec(
        name="vowel_points",
        family="adversarial",
        description="Consonants get a vowel point: harakat in Arabic script, niqqud in Hebrew.",
        label_policy=(
            "Readers go by the letters, which stay, though a point may state another vowel than the word "
            "has; answers stay as they are. Points are taken away by diacritics_loss."
        ),
        scripts=("Arabic", "Hebrew"),
    )
)
def vowel_points(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Gives points to consonants without one."""
    if subject.language in _VOWELS_ARE_LETTERS:
        return NotApplicable(f"vowels are letters in {subject.language}")
    return replace_before(subject, setting, _POINTED, _may_stand, lacking="no consonant without a point")


def _may_stand(cluster: str, after: str) -> bool:
    """Arabic words may end in a vowel; before an alef only one would do, which says nothing."""
    return bool(_LETTER.match(after)) if cluster in _HEBREW else after[:1] not in _LONG_A
