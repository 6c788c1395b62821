"""Vietnamese letters whose Telex keys went wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_share
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0306": "w", "\u031b": "w"}  # breve and horn; a circumflex is the letter typed once more
_CIRCUMFLEX = "\u0302"
_NEXT_TONES = {"\u0301": "\u0303", "\u0303": "\u0301", "\u0300": "\u0309", "\u0309": "\u0300"}
"""Tones whose keys lie side by side: s and x, f and r."""


class _Telex(Alternatives):
    """Letter with a tone or a shape (ă â đ ê ô ơ ư) → what a key missed, or left over, makes of it."""

    def derive(self, cluster: str) -> tuple[str, ...]:
        if cluster in ("đ", "Đ"):
            letter = "d" if cluster == "đ" else "D"
            return (letter, letter * 2)
        letter, *found = list(unicodedata.normalize("NFD", cluster))
        marks = sorted(found, key=_TONES.__contains__)  # the key of a tone comes last
        typed = [_find_key(letter, mark) for mark in marks]
        if letter not in "aeiouyAEIOUY" or not marks or not all(typed):
            return ()
        return tuple(_slip(letter, marks, typed))


def _find_key(letter: str, mark: str) -> str:
    key = letter.lower() if mark == _CIRCUMFLEX else _TONES.get(mark, _SHAPES.get(mark, ""))
    return key.upper() if letter.isupper() else key


def _slip(letter: str, marks: list[str], typed: list[str]) -> Iterator[str]:
    """One mark lost, its key left in the text, a tone of the next key; all keys left."""
    for at, (mark, key) in enumerate(zip(marks, typed, strict=True)):
        without = unicodedata.normalize("NFC", letter + "".join(marks[:at] + marks[at + 1 :]))
        yield without
        yield without + key
        if mark in _NEXT_TONES:
            yield unicodedata.normalize(
                "NFC", "".join((letter, *marks[:at], _NEXT_TONES[mark], *marks[at + 1 :]))
            )
    if len(marks) > 1:
        yield letter + "".join(typed)


TELEX = _Telex()
"""Vietnamese letter → its slips."""


@declare_perturbation(
    PerturbationSpec(
        name="telex_slips",
        family="adversarial",
        description="Vietnamese letters lose a mark, get the tone of the next key, or keep a Telex key.",
        label_policy=(
            "Vietnamese readers know such text from phones and chats and restore marks from context; where a "
            "tone tells two words apart, the sentence has to. Answers in the context stay."
        ),
        scripts=("Latin",),
        unit="marks",
    )
)
def telex_slips(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Mistypes letters that Telex types with several keys; the rate is of these alone."""
    if subject.language != "vi":
        return NotApplicable(f"Telex types Vietnamese, not {subject.language}")
    return replace_share(subject, setting, TELEX, lacking="no letter with a tone or a shape of its own")
