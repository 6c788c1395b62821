"""Edits of single characters: grapheme clusters replaced, removed, doubled or put in the wrong order.

The rate is of all clusters of the texts in reach that are no white space, whatever part of
them a perturbation has something for, so that one severity is the same dose in every language.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import compress, pairwise

import regex

from harness.types import Edit, NotApplicable
from perturbations.edits import CharacterEdits, Proposal
from perturbations.negation import find_negator_spans
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject

_BARRED = regex.compile(r"[\s\p{Cc}\p{Cs}]")
_LETTER = regex.compile(r"\p{L}")
_REMEMBERED = 4
_NONE: frozenset[int] = frozenset()


class Alternatives(dict[str, tuple[str, ...]]):
    """Clusters and what may stand in their place, computed on first sight by ``derive``.

    White space and control characters have none, so no edit makes or joins tokens.
    Only short clusters are remembered, so memory is bounded by the alphabet.
    """

    def __missing__(self, cluster: str) -> tuple[str, ...]:
        found = () if not cluster or _BARRED.search(cluster) else self.derive(cluster)
        if len(cluster) <= _REMEMBERED:
            self[cluster] = found
        return found

    def derive(self, cluster: str) -> tuple[str, ...]:
        """Returns what may stand in the place of a cluster; empty if nothing may."""
        raise NotImplementedError


class Letters:
    """The clusters of all passages of a subject in one row, so that draws are over all of them.

    Attributes:
        clusters: the clusters; empty strings stand between passages and for clusters of answers.
        units: how many of them are no white space.
    """

    __slots__ = ("_begins", "_passages", "clusters", "units")

    def __init__(self, subject: Subject) -> None:
        self._passages = passages = subject.passages
        self._begins: list[int] = []
        if len(passages) == 1 and not passages[0].barred:
            self.clusters, self.units = passages[0].segments.clusters, passages[0].units
            return
        row: list[str] = []
        for passage in passages:
            self._begins.append(len(row))
            row += _show_free(passage)
            row.append("")
        self.clusters, self.units = row, sum(passage.units for passage in passages)

    def fenced(self) -> Sequence[str]:
        """Returns the clusters with a space behind them, which the first and the last then stand beside."""
        return self.clusters + " " if isinstance(self.clusters, str) else [*self.clusters, " "]

    def find_negators(self, language: str) -> frozenset[int]:
        """Returns the numbers of the clusters of words that negate."""
        found: list[int] = []
        for passage, begin in zip(self._passages, self._begins or (0,), strict=True):
            spans = passage.segments.spans(find_negator_spans, language)
            if spans:
                starts = passage.segments.starts
                for start, end in spans:
                    found += range(begin + bisect_left(starts, start), begin + bisect_left(starts, end))
        return frozenset(found) if found else _NONE

    def edit(self, chosen: Mapping[int, str], *, width: int = 1) -> Sequence[Edit]:
        """Returns the edits that put a replacement in the place of ``width`` clusters from each number on."""
        if self._begins:
            return tuple([self._edit(number, chosen[number], width) for number in sorted(chosen)])
        segments, field = self._passages[0].segments, self._passages[0].field
        if segments.clusters is segments.text:
            return CharacterEdits(field, chosen, width)
        borders = (*segments.starts, len(segments.text))
        return tuple([Edit(field, borders[at], borders[at + width], chosen[at]) for at in sorted(chosen)])

    def _edit(self, number: int, replacement: str, width: int) -> Edit:
        at = bisect_right(self._begins, number) - 1
        passage, place = self._passages[at], number - self._begins[at]
        start = passage.segments.starts[place]
        length = sum(map(len, passage.segments.clusters[place : place + width]))
        return Edit(passage.field, start, start + length, replacement)


def replace_characters(
    subject: Subject, setting: Setting, alternatives: Mapping[str, tuple[str, ...]], *, lacking: str
) -> Proposal | NotApplicable:
    """Proposes to replace a share of the clusters by one of their alternatives.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        alternatives: cluster → what may stand in its place; must answer every cluster,
            with an empty tuple where it has none (see ``Alternatives``).
        lacking: the reason given where no cluster has alternatives.
    """
    letters = Letters(subject)
    wanted = setting.draws.count(letters.units * setting.rate)
    chosen = setting.draws.choose(letters.clusters, alternatives, wanted)
    if not chosen and (wanted or not any(alternatives[cluster] for cluster in letters.clusters)):
        return NotApplicable(lacking)
    return Proposal(letters.edit(chosen), len(chosen), letters.units)


def replace_share(
    subject: Subject, setting: Setting, alternatives: Mapping[str, tuple[str, ...]], *, lacking: str
) -> Proposal | NotApplicable:
    """Like ``replace_characters``, but the rate is of the clusters that have alternatives.

    For what a text may hold little of: diacritics, digits, vowel points.
    """
    letters = Letters(subject)
    row, draws = letters.clusters, setting.draws
    able = list(compress(range(len(row)), map(alternatives.__getitem__, row)))
    if not able:
        return NotApplicable(lacking)
    picks = draws.sample(len(able), draws.count(len(able) * setting.rate))
    chosen = {able[pick]: draws.pick(alternatives[row[able[pick]]]) for pick in picks}
    return Proposal(letters.edit(chosen), len(chosen), len(able))


def delete_characters(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Proposes to remove a share of the letters, of no word the last one that is left.

    Negators stay whole: without a letter, German *keine* is *eine*.
    """
    letters, removed = Letters(subject), _REMOVED
    row = letters.fenced()
    spared = letters.find_negators(subject.language)
    wanted = setting.draws.count(letters.units * setting.rate)
    gone: dict[int, str] = {}
    for at in setting.draws.visit(len(row)) if wanted else ():
        if at in gone or not removed[row[at]] or at in spared:
            continue
        if (at + 1 not in gone and removed[row[at + 1]]) or (at - 1 not in gone and removed[row[at - 1]]):
            gone[at] = ""
            if len(gone) == wanted:
                break
    if not gone and (wanted or not any(removed[a] and removed[b] for a, b in pairwise(row))):
        return NotApplicable("no word of two letters")
    return Proposal(letters.edit(gone), len(gone), letters.units)


def swap_characters(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Proposes to swap neighbouring clusters of a word; both of a pair count as edited.

    Negators stay whole: Italian *no* would be *on*, Russian *не* would be *ен*.
    """
    letters, removed = Letters(subject), _REMOVED
    row = letters.fenced()
    spared = letters.find_negators(subject.language)

    def can_swap(at: int, taken: Mapping[int, str]) -> bool:
        if at + 1 in taken or at - 1 in taken or row[at] == row[at + 1]:
            return False
        if spared and (at in spared or at + 1 in spared):
            return False
        return bool(removed[row[at + 1]])

    wanted = setting.draws.count(letters.units * setting.rate / 2)
    firsts = setting.draws.choose(row, removed, wanted, fits=can_swap)
    if not firsts and (wanted or not any(can_swap(at, {}) for at, one in enumerate(row) if removed[one])):
        return NotApplicable("no two different letters side by side outside negators")
    swapped = {at: row[at + 1] + row[at] for at in firsts}
    return Proposal(letters.edit(swapped, width=2), 2 * len(swapped), letters.units)


class _Removed(Alternatives):
    """Letters may go; what stands in their place is nothing. Digits stay, or numbers would change."""

    def derive(self, cluster: str) -> tuple[str, ...]:
        return ("",) if _LETTER.match(cluster) else ()


_REMOVED = _Removed()


def _show_free(passage: Passage) -> Sequence[str]:
    """The clusters of a passage, those that answers hold left empty."""
    clusters, starts = passage.segments.clusters, passage.segments.starts
    if not passage.barred:
        return clusters
    shown = list(clusters)
    for low, high in passage.barred:
        first = max(bisect_right(starts, low) - 1, 0)
        for place in range(first, bisect_left(starts, high)):
            if starts[place] + len(clusters[place]) > low and low < high:
                shown[place] = ""
    return shown
