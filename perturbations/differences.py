"""What differs between a text and another version of it, as edits of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

import regex

from harness.types import Edit
from perturbations.edits import token_starts
from perturbations.segments import split_clusters
from perturbations.subject import Passage, overlaps

_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")


def find_differences(passage: Passage, other: str, tokens: Sequence[str] | None = None) -> list[Edit]:
    """Returns the edits, one for each word if possible, that turn a passage into another text.

    Those that touch answers are left out. Tokens are compared one by one; where their
    number is another, there are no edits.
    """
    text = passage.segments.text
    if tokens is None:
        edits = list(compare_texts(passage.field, text, other))
    else:
        noisy = other.split(" ")
        if len(noisy) != len(tokens):
            return []
        edits = [
            Edit(passage.field, start, start + len(token), one)
            for start, token, one in zip(token_starts(tokens), tokens, noisy, strict=True)
            if one != token and one and not any(map(str.isspace, one))
        ]
    return [edit for edit in edits if not _touches(edit, passage.barred)]


def compare_texts(field: str, text: str, other: str) -> Iterator[Edit]:
    """Yields the edits that turn a text into another; words, marks and spaces are compared whole."""
    left, right = split_pieces(text), split_pieces(other)
    starts = [*accumulate(map(len, left), initial=0)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, low, high, other_low, other_high in matcher.get_opcodes():
        if kind == "equal":
            continue
        if high - low == other_high - other_low:  # word for word
            for at, one in zip(range(low, high), right[other_low:other_high], strict=True):
                if left[at] != one:
                    yield Edit(field, starts[at], starts[at + 1], one)
        else:
            yield Edit(field, starts[low], starts[high], "".join(right[other_low:other_high]))


def split_pieces(text: str) -> list[str]:
    """Returns the words of a text, and one by one the clusters between them; joined they are the text."""
    pieces: list[str] = []
    growing = False
    for cluster in split_clusters(text)[0]:
        wordlike = _WORDLIKE.match(cluster) is not None
        if wordlike and growing:
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
        growing = wordlike
    return pieces


def _touches(edit: Edit, barred: Sequence[tuple[int, int]]) -> bool:
    """Whether an edit changes a barred span; what is inserted beside one does not."""
    return overlaps(edit.start, edit.end, barred) or any(low < edit.start < high for low, high in barred)
