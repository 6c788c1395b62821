"""The same characters in another Unicode normalisation form."""

from __future__ import annotations

import unicodedata
from typing import Literal

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_share
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.validity import keep_gold_by_construction

_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
_MEANINGFUL = regex.compile(r"<(super|sub|fraction|circle|square|noBreak|font)>")


class _OtherForms(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        """Compatibility forms only where they lose nothing a reader needs: x² is not x2."""
        kept = any(_MEANINGFUL.match(unicodedata.decomposition(one)) for one in cluster)
        found = (unicodedata.normalize(form, cluster) for form in _FORMS[: 2 if kept else 4])
        return tuple(dict.fromkeys(form for form in found if form != cluster and " " not in form))


_OTHER = _OtherForms()


@declare_perturbation(
    PerturbationSpec(
        name="normal_forms",
        family="adversarial",
        description="Characters become another of their Unicode normalisation forms (NFC, NFD, NFKC, NFKD).",
        label_policy=(
            "Canonical forms are the same text by definition; compatibility forms are taken only where they "
            "read the same. Answers stay as they are."
        ),
        unit="marks",
    )
)
def normal_forms(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces clusters that have another form; the rate is of these alone."""
    return replace_share(subject, setting, _OTHER, lacking="no character with another normalisation form")


keep_gold_by_construction(
    "normal_forms",
    because="Canonically equivalent texts are the same text by the Unicode Standard.",
)
