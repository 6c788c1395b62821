"""Letters typed in excess."""

from __future__ import annotations

import unicodedata
from functools import cache

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.hangul import is_syllable
from perturbations.keyboards import find_alphabet, find_slips
from perturbations.setting import Setting
from perturbations.subject import Subject

_WITHOUT_KEYS = {
    "zh": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子",
    "am": "ሀለመረሰሸቀበተቸነኘአከወዘዠየደጀገጠጨጰጸፈፐ",
}
"""Language → the letters that go in where no keyboard types single letters: the commonest."""

_VIRAMA = 9  # combining class of what binds a letter to the next


class _Additions(Alternatives):
    """Cluster → the keys beside those of the cluster, or else the letters of the language."""

    def __init__(self, language: str, alphabet: tuple[str, ...]) -> None:
        super().__init__()
        self._slips = find_slips(language)
        self._alphabet = alphabet

    def derive(self, cluster: str) -> tuple[str, ...]:
        if not cluster[:1].isalpha() or unicodedata.combining(cluster[-1]) == _VIRAMA:
            return ()
        near = () if is_syllable(cluster) or self._slips is None else self._slips[cluster[0]]
        return near or self._alphabet


@cache
def _find_additions(language: str) -> _Additions | None:
    alphabet = find_alphabet(language) or tuple(_WITHOUT_KEYS.get(language, ""))
    return _Additions(language, alphabet) if alphabet else None


@declare_perturbation(
    PerturbationSpec(
        name="character_insert",
        family="adversarial",
        description="Letters are followed by one too many, of a neighbouring key or of the alphabet.",
        label_policy=(
            "A reader passes over a letter too many; no number and no answer gets one inside. At severity 5 "
            "short words may be lost."
        ),
    )
)
def character_insert(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Inserts letters behind letters, never within a cluster or between letters that a virama binds."""
    additions = _find_additions(subject.language)
    if additions is None:
        return NotApplicable(f"no alphabet is recorded for {subject.language}")
    found = replace_characters(subject, setting, additions, lacking="no letter")
    if isinstance(found, NotApplicable):
        return found
    behind = tuple(edit._replace(start=edit.end) for edit in found.edits)
    return Proposal(behind, found.edited, found.units)
