"""Text typed without its diacritics."""

from __future__ import annotations

import unicodedata

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_share
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

# Latin, Greek and Cyrillic accents; niqqud; harakat and hamza; chandrabindu, nukta and Vedic accents.
# Vowel signs, virama and anusvara of Devanagari are letters of its words and stay.
_MARK = regex.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0901\u093c\u0951-\u0954]"
)
_STROKES = str.maketrans("đĐłŁøØħĦŧŦɓƁɗƊƙƘƴƳ", "dDlLoOhHtTbBdDkKyY")  # the last four pairs are Hausa
_HEH = ("\u06d5\u0654", "\u0647")  # Persian heh with a hamza is made of a letter that Persian has not


class _Bare(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        marked = unicodedata.normalize("NFD", cluster)
        plain = _MARK.sub("", marked.replace(*_HEH)).translate(_STROKES)
        return (unicodedata.normalize("NFC", plain),) if plain and plain != marked else ()


_BARE = _Bare()


@declare_perturbation(
    PerturbationSpec(
        name="diacritics_loss",
        family="adversarial",
        description="Letters lose their diacritics, as on a keyboard without them.",
        label_policy=(
            "Such text is common and its readers restore it from context; where a diacritic tells two words "
            "apart, the sentence has to."
        ),
        scripts=("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Devanagari"),
        version=2,
        unit="marks",
    )
)
def diacritics_loss(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Strips the marks of clusters that have some; the rate is of these alone."""
    return replace_share(subject, setting, _BARE, lacking="no letter with a diacritic")
