"""Edits of single characters: grapheme clusters replaced, removed, doubled or put in the wrong order.

The rate is of all clusters of the texts in reach that are no white space, whatever part of
them a perturbation has something for, so that one severity is the same dose in every language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

import regex

from harness.types import Edit, NotApplicable
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject, overlaps

_BARRED = regex.compile(r"[\s\p{Cc}\p{Cs}]")
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")
_REMEMBERED = 4


class Alternatives(dict[str, tuple[str, ...]]):
    """Clusters and what may stand in their place, computed on first sight by ``derive``.

    White space and control characters have none, so no edit makes or joins tokens.
    Only short clusters are remembered, so memory is bounded by the alphabet.
    """

    def __missing__(self, cluster: str) -> tuple[str, ...]:
        found = () if _BARRED.search(cluster) else self.derive(cluster)
        if len(cluster) <= _REMEMBERED:
            self[cluster] = found
        return found

    def derive(self, cluster: str) -> tuple[str, ...]:
        """Returns what may stand in the place of a cluster; empty if nothing may."""
        raise NotImplementedError


class Letters:
    """The clusters of all passages of a subject, numbered through."""

    __slots__ = ("ends", "passages", "total", "units")

    def __init__(self, subject: Subject) -> None:
        self.passages = subject.passages
        self.ends = list(accumulate(len(passage.segments.clusters) for passage in self.passages))
        self.total = self.ends[-1] if self.ends else 0
        self.units = sum(passage.units for passage in self.passages)

    def find(self, number: int) -> tuple[Passage, int]:
        """Returns the passage of a cluster and its index there."""
        at = bisect_right(self.ends, number)
        return self.passages[at], number - (self.ends[at - 1] if at else 0)

    def cluster(self, number: int) -> str:
        """Returns a cluster that edits may touch; empty if an answer holds it."""
        passage, place = self.find(number)
        cluster = passage.segments.clusters[place]
        if passage.barred:
            start = passage.segments.starts[place]
            if overlaps(start, start + len(cluster), passage.barred):
                return ""
        return cluster

    def touches(self, number: int, step: int) -> str:
        """Returns the cluster beside another in the same passage; empty at its ends."""
        passage, place = self.find(number)
        beside = place + step
        return passage.segments.clusters[beside] if 0 <= beside < len(passage.segments.clusters) else ""

    def edit(self, chosen: Mapping[int, str], *, width: int = 1) -> tuple[Edit, ...]:
        """Returns the edits that put a replacement in the place of ``width`` clusters from each number on."""
        return tuple(self._edit(sorted(chosen.items()), width))

    def _edit(self, chosen: list[tuple[int, str]], width: int) -> Iterator[Edit]:
        for number, replacement in chosen:
            passage, place = self.find(number)
            clusters, start = passage.segments.clusters, passage.segments.starts[place]
            length = len(clusters[place]) if width == 1 else sum(map(len, clusters[place : place + width]))
            yield Edit(passage.field, start, start + length, replacement)


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
    letters, draws = Letters(subject), setting.draws
    wanted = draws.count(letters.units * setting.rate)
    if not wanted:
        return _none_chosen(letters, alternatives, lacking)
    chosen: dict[int, str] = {}
    for number in draws.order(letters.total):
        options = alternatives[letters.cluster(number)]
        if options:
            chosen[number] = options[draws.below(len(options))]
            if len(chosen) == wanted:
                break
    if not chosen:
        return NotApplicable(lacking)
    return Proposal(letters.edit(chosen), len(chosen), letters.units)


def replace_share(
    subject: Subject, setting: Setting, alternatives: Mapping[str, tuple[str, ...]], *, lacking: str
) -> Proposal | NotApplicable:
    """Like ``replace_characters``, but the rate is of the clusters that have alternatives.

    For what a text may hold little of: diacritics, digits, vowel points.
    """
    letters, draws = Letters(subject), setting.draws
    able = [number for number in range(letters.total) if alternatives[letters.cluster(number)]]
    if not able:
        return NotApplicable(lacking)
    picks = draws.sample(len(able), min(len(able), draws.count(len(able) * setting.rate)))
    chosen = {able[pick]: draws.pick(alternatives[letters.cluster(able[pick])]) for pick in picks}
    return Proposal(letters.edit(chosen), len(chosen), len(able))


def delete_characters(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Proposes to remove a share of the clusters, of no word the last one that is left."""
    letters, draws = Letters(subject), setting.draws
    wanted = draws.count(letters.units * setting.rate)
    gone: dict[int, str] = {}
    seen = False
    for number in draws.order(letters.total):
        if not _WORDLIKE.match(letters.cluster(number)):
            continue
        beside = {step: letters.touches(number, step) for step in (-1, 1)}
        if any(_WORDLIKE.match(one) and number + step not in gone for step, one in beside.items()):
            seen = True
            if len(gone) >= wanted:
                break
            gone[number] = ""
    if not seen:
        return NotApplicable("no word of two letters")
    return Proposal(letters.edit(gone), len(gone), letters.units)


def swap_characters(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Proposes to swap neighbouring clusters of a word; both of a pair count as edited."""
    letters, draws = Letters(subject), setting.draws
    wanted = draws.count(letters.units * setting.rate / 2)
    swapped: dict[int, str] = {}
    seen = False
    for number in draws.order(letters.total):
        first = letters.cluster(number)
        if not _WORDLIKE.match(first):
            continue
        second = letters.touches(number, 1)
        if not _WORDLIKE.match(second) or first == second or not letters.cluster(number + 1):
            continue
        seen = True
        if len(swapped) >= wanted:
            break
        if not (number in swapped or number - 1 in swapped or number + 1 in swapped):
            swapped[number] = second + first
    if not seen:
        return NotApplicable("no two different letters side by side")
    return Proposal(letters.edit(swapped, width=2), 2 * len(swapped), letters.units)


def _none_chosen(
    letters: Letters, alternatives: Mapping[str, tuple[str, ...]], lacking: str
) -> Proposal | NotApplicable:
    if any(alternatives[letters.cluster(number)] for number in range(letters.total)):
        return Proposal((), 0, letters.units)
    return NotApplicable(lacking)
