"""Letters of another script that look the same."""

from __future__ import annotations

import unicodedata

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.resources.confusables import find_look_alikes
from perturbations.setting import Setting
from perturbations.subject import Subject

_SHARED_MARKS = regex.compile(r"\p{Script=Inherited}*")


class _Homoglyphs(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        """A mark that belongs to one script, a Thai tone, would not be drawn over a letter of another."""
        parts = unicodedata.normalize("NFD", cluster)
        if not _SHARED_MARKS.fullmatch(parts, 1):
            return ()
        alike = find_look_alikes().get(parts[0], ())
        return tuple(unicodedata.normalize("NFC", other + parts[1:]) for other in alike)


_HOMOGLYPHS = _Homoglyphs()


@declare_perturbation(
    PerturbationSpec(
        name="homoglyphs",
        family="adversarial",
        description="Letters become one of another script that looks the same.",
        label_policy=(
            "A reader sees the same text or nearly so, by Unicode's classes: some hold near pairs (o and σ, "
            "Arabic yeh with and without dots). Answers keep their code points."
        ),
        version=2,
    )
)
def homoglyphs(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces letters that have a look-alike; the accents of their cluster stay."""
    return replace_characters(subject, setting, _HOMOGLYPHS, lacking="no letter with a look-alike")
