"""An encoder as a miner of bitext: margins over neighbours on both sides, one answer or none a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harness.errors import RequestError
from harness.inference.embedding import EmbeddedTexts
from harness.inference.search import Shortlist, search_both
from harness.retrieval.mining import (
    Neighbours,
    Proposals,
    choose_threshold,
    find_close_pairs,
    find_close_texts,
    merge_proposals,
    propose_pairs,
)
from harness.retrieval.vectors import Cosines, Indices, exact_cosines, rank_settled

_BLOCK = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two texts: its distinct sentences, and whose they are.

    Attributes:
        texts: vectors of the distinct sentences.
        names: for each the id of its sentence; None where several bear it: XTREME's evaluation
            leaves repeated sentences out of what is mined (jiant's takes all of their ids).
    """

    texts: EmbeddedTexts
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MinedPairs:
    """Merged pairs of sentences, by falling margin.

    Attributes:
        sources, targets: ids.
        margins: (p,).
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    margins: Cosines

    def admit(self, threshold: float) -> dict[str, str]:
        """Returns source → target of the pairs from a margin up."""
        count = int((self.margins >= threshold).sum())
        return dict(zip(self.sources[:count], self.targets[:count], strict=True))


def collect_names(texts: Sequence[str], names: Sequence[str]) -> dict[str, str | None]:
    """Returns the distinct texts, in order, each with its sentence's id, None where it is repeated."""
    found: dict[str, str | None] = {}
    for text, name in zip(texts, names, strict=True):
        found[text] = None if text in found else name
    return found


def tune_threshold(left: Side, right: Side, k: int, gold: Mapping[str, Sequence[str]]) -> float:
    """Returns the margin with the best F1 against gold pairs (source → targets).

    Raises:
        RequestError: if there is no gold pair.
    """
    wanted = {(source, target) for source, targets in gold.items() for target in targets}
    if not wanted:
        raise RequestError(
            "the development set has no gold pair to choose a threshold on",
            place="bitext mining",
            remedy="give its gold file in the catalogue",
        )
    mining = _Mining(left, right, k)
    while True:
        pairs, places = mining.pairs()
        hits = np.array(
            [pair in wanted for pair in zip(pairs.sources, pairs.targets, strict=True)], dtype=bool
        )
        threshold = choose_threshold(pairs.margins, hits, len(wanted))
        if not mining.settle(places[find_close_pairs(pairs.margins, threshold, hits)]):
            return threshold


def mine(left: Side, right: Side, k: int, threshold: float) -> dict[str, str]:
    """Returns the pairs from a margin up, source → target."""
    mining = _Mining(left, right, k)
    while True:
        pairs, places = mining.pairs()
        if not mining.settle(places[find_close_pairs(pairs.margins, threshold)]):
            return pairs.admit(threshold)


class _Mining:
    """Two sides with the nearest neighbours of all of their sentences."""

    def __init__(self, left: Side, right: Side, k: int) -> None:
        self._left, self._right = left, right
        ahead, back = search_both(left.texts.vectors, right.texts.vectors, k)
        self._ahead = _rank_all(ahead, left.texts, right.texts, k)
        self._back = _rank_all(back, right.texts, left.texts, k)
        self._update()

    def pairs(self) -> tuple[MinedPairs, Indices]:
        """Returns the merged pairs of sentences that are not repeated, and which proposals they are."""
        taken = merge_proposals(self._proposals)
        sources = [self._left.names[row] for row in self._proposals.sources[taken]]
        targets = [self._right.names[row] for row in self._proposals.targets[taken]]
        kept = [i for i, pair in enumerate(zip(sources, targets, strict=True)) if None not in pair]
        places = taken[kept]
        return (
            MinedPairs(
                tuple(str(sources[i]) for i in kept),
                tuple(str(targets[i]) for i in kept),
                self._proposals.margins[places],
            ),
            places,
        )

    def settle(self, places: Indices) -> bool:
        """Settles close decisions and some proposals; returns whether anything was left to settle."""
        sources, targets = find_close_texts(self._forward, self._backward, self._proposals)
        sources = np.union1d(sources, self._proposals.sources[places])
        targets = np.union1d(targets, self._proposals.targets[places])
        # a margin hangs on the neighbours of both sides as well
        left = np.union1d(sources, self._back[targets])
        right = np.union1d(targets, self._ahead[sources])
        new = [self._left.texts.settle(left.tolist()), self._right.texts.settle(right.tolist())]
        if any(new):
            self._update()
        return any(new)

    def _update(self) -> None:
        self._forward = _measure(self._left.texts, self._right.texts, self._ahead)
        self._backward = _measure(self._right.texts, self._left.texts, self._back)
        self._proposals: Proposals = propose_pairs(self._forward, self._backward)


def _rank_all(shortlists: Iterator[Shortlist], own: EmbeddedTexts, other: EmbeddedTexts, k: int) -> Indices:
    """The k nearest of each text, (n, k), ties and near-ties settled."""
    rows: list[Indices] = []
    for row, found in enumerate(shortlists):

        def settle(places: Indices, row: int = row, found: Shortlist = found) -> Cosines:
            chosen = found.indices[places]
            own.settle([row])
            other.settle(chosen.tolist())
            return exact_cosines(own.vectors[row], other.vectors[chosen])

        rows.append(found.indices[rank_settled(found.cosines, found.indices, k, settle)])
    return np.stack(rows)


def _measure(own: EmbeddedTexts, other: EmbeddedTexts, indices: Indices) -> Neighbours:
    parts = [
        exact_cosines(
            own.vectors[start : start + _BLOCK, None], other.vectors[indices[start : start + _BLOCK]]
        )
        for start in range(0, len(indices), _BLOCK)
    ]
    return Neighbours(indices, np.concatenate(parts))
