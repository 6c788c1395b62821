"""What a text looks like to a reader, whatever code points it is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import regex

from harness.types import Edit
from perturbations.resources.confusables import find_look_alikes

_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}\p{Mn}\p{Me}\s]+")
_IGNORABLE = regex.compile(r"[\p{Cf}--[\u200c\u200d]]", regex.VERSION1)  # joiners shape letters
_DIGITS = regex.compile(r"\p{Nd}+")


def fold_look(text: str) -> str:
    """Returns what a text looks like: without case, forms, invisible characters and look-alikes.

    Digits of all scripts become ASCII digits. Texts that fold alike read alike.
    """
    plain = _IGNORABLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    digits = _DIGITS.sub(lambda run: "".join(str(unicodedata.decimal(digit)) for digit in run[0]), plain)
    return unicodedata.normalize("NFC", digits.translate(_prototypes()))


def read_edited(clean: str, changed: str, edits: Sequence[Edit]) -> str:
    """Returns a changed text as a reader takes it: edits that change nothing to the eye are undone.

    Args:
        clean: the original.
        changed: what became of it; returned as it is where the edits do not lead there.
        edits: in the order of the text.
    """
    parts: list[str] = []
    exact: list[str] = []
    place = 0
    for edit in edits:
        before = clean[edit.start : edit.end]
        kept = clean[place : edit.start]
        exact += (kept, edit.replacement)
        parts += (kept, before if fold_look(before) == fold_look(edit.replacement) else edit.replacement)
        place = edit.end
    rest = clean[place:]
    return "".join((*parts, rest)) if "".join((*exact, rest)) == changed else changed


def count_visible(text: str) -> int:
    """Returns the number of visible characters, combining marks not counted."""
    return len(_INVISIBLE.sub("", text))


@cache
def _prototypes() -> dict[int, str]:
    """Each look-alike letter → the least of those that it leads to; groups that share a letter are one."""
    groups: dict[str, set[str]] = {}
    for letter, others in find_look_alikes().items():
        folded = {unicodedata.normalize("NFKC", one).casefold() for one in (letter, *others)}
        merged = {one for one in folded if len(one) == 1}
        merged = merged.union(*(groups.get(one, ()) for one in merged))
        groups.update(dict.fromkeys(merged, merged))
    return {ord(letter): min(group) for letter, group in groups.items() if letter != min(group)}
