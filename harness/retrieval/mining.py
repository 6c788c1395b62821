"""Bitext mining by ratio margin, as LASER, XTREME and Phang et al. mine BUCC.

The margin of a pair is its cosine over the mean cosine of both sides with their k nearest
neighbours on the other side (Artetxe and Schwenk 2019, equation 2, ``ratio``):

    margin(x, y) = cos(x, y) / ((mean_k cos(x, NN_k(x)) + mean_k cos(y, NN_k(y))) / 2)

Every sentence of either side proposes the neighbour with the best margin; the proposals
are taken from the best down, each sentence once (``max`` retrieval), and those from a
threshold up are the answer. The threshold is the one with the best F1 on the development
set, half-way between the last pair that it admits and the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from harness.errors import RequestError
from harness.retrieval.vectors import CLOSE_COSINE, Cosines, Indices
from harness.types import Candidate, Example, RelevantGold


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The k nearest of the other side for n texts, best first.

    Attributes:
        indices: (n, k).
        cosines: (n, k).
    """

    indices: Indices
    cosines: Cosines


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs that one side or the other proposes, by falling margin.

    Attributes:
        sources, targets: (p,).
        margins: (p,).
    """

    sources: Indices
    targets: Indices
    margins: Cosines


def compute_margins(own: Neighbours, other: Neighbours) -> Cosines:
    """Returns the ratio margin of every text with each of its neighbours, (n, k)."""
    means = (own.cosines.mean(axis=1)[:, None] + other.cosines.mean(axis=1)[own.indices]) / 2
    margins: Cosines = np.divide(own.cosines, means, out=np.full_like(means, -np.inf), where=means != 0)
    return margins


def propose_pairs(forward: Neighbours, backward: Neighbours) -> Proposals:
    """Returns the best pair of every source and of every target, best first."""
    ahead, back = compute_margins(forward, backward), compute_margins(backward, forward)
    first, second = ahead.argmax(axis=1), back.argmax(axis=1)
    sources, targets = np.arange(len(ahead)), np.arange(len(back))
    left = np.concatenate([sources, backward.indices[targets, second]])
    right = np.concatenate([forward.indices[sources, first], targets])
    margins = np.concatenate([ahead.max(axis=1), back.max(axis=1)])
    order = np.lexsort((right, left, -margins))
    return Proposals(left[order], right[order], margins[order])


def merge_proposals(proposals: Proposals) -> Indices:
    """Returns which proposals are taken from the best down, each source and target once; margins above 0."""
    sources: set[int] = set()
    targets: set[int] = set()
    taken: list[int] = []
    for place, (source, target) in enumerate(
        zip(proposals.sources.tolist(), proposals.targets.tolist(), strict=True)
    ):
        if source not in sources and target not in targets:
            sources.add(source)
            targets.add(target)
            if proposals.margins[place] > 0:
                taken.append(place)
    return np.array(taken, dtype=np.intp)


def choose_threshold(margins: Cosines, right: npt.NDArray[np.bool_], gold: int) -> float:
    """Returns the margin from which on pairs give the best F1, the highest among equals.

    Args:
        margins: of the merged pairs, falling.
        right: whether each is a gold pair.
        gold: number of gold pairs.

    Returns:
        The mean of the margins of the last pair admitted and the next; that of the last
        where there is no next; 0 where no pair is right.
    """
    if not right.any():
        return 0.0
    found = np.arange(1, len(margins) + 1)
    best = int(np.argmax(2 * np.cumsum(right) / (found + gold)))
    return float(margins[best : best + 2].mean())


def find_close_texts(
    forward: Neighbours, backward: Neighbours, proposals: Proposals
) -> tuple[Indices, Indices]:
    """Returns the sources and targets in whose choice or merging less than ``CLOSE_COSINE`` decides."""
    sources = _find_undecided(compute_margins(forward, backward))
    targets = _find_undecided(compute_margins(backward, forward))
    pairs = list(_find_rivals(proposals.sources, proposals))
    pairs += _find_rivals(proposals.targets, proposals)
    places = np.array(pairs, dtype=np.intp)
    return (
        np.union1d(sources, proposals.sources[places]),
        np.union1d(targets, proposals.targets[places]),
    )


def find_close_pairs(
    margins: Cosines, threshold: float, right: npt.NDArray[np.bool_] | None = None
) -> Indices:
    """Returns the merged pairs on which the threshold, or what is above it, hangs.

    Args:
        margins: of the merged pairs, falling.
        threshold: the margin from which on they count.
        right: whether each is a gold pair, where the threshold was chosen on them: then the two
            pairs around it, and right and wrong ones that change places easily, are among them.
    """
    close = np.abs(margins - threshold) < CLOSE_COSINE
    if right is not None:
        border = int((margins >= threshold).sum())
        close[max(0, border - 1) : border + 1] = True
        swap = (-np.diff(margins) < CLOSE_COSINE) & (right[1:] != right[:-1])
        close[1:] |= swap
        close[:-1] |= swap
    return np.flatnonzero(close)


def _find_undecided(margins: Cosines) -> Indices:
    if margins.shape[1] < 2:
        return np.zeros(0, dtype=np.intp)
    top = np.partition(margins, -2, axis=1)
    return np.flatnonzero(top[:, -1] - top[:, -2] < CLOSE_COSINE)


def _find_rivals(texts: Indices, proposals: Proposals) -> Iterator[int]:
    """Yields proposals that are close to another, different one of the same text."""
    last: dict[int, int] = {}
    for place, text in enumerate(texts.tolist()):
        before = last.get(text)
        if before is not None and _compete(before, place, proposals):
            yield before
            yield place
        last[text] = place


def _compete(one: int, other: int, proposals: Proposals) -> bool:
    """Whether two proposals, the better one first, are different and close."""
    same_source = proposals.sources[one] == proposals.sources[other]
    same_target = proposals.targets[one] == proposals.targets[other]
    close = proposals.margins[one] - proposals.margins[other] < CLOSE_COSINE
    return bool(close) and not (same_source and same_target)


def require_distractors(examples: Sequence[Example], pool: Sequence[Candidate], *, place: str) -> None:
    """Refuses a set in which every sentence has its translation: there is nothing to be mined from.

    Raises:
        RequestError: if it is one.
    """
    golds = [example.gold.ids for example in examples if isinstance(example.gold, RelevantGold)]
    answers = {name for ids in golds for name in ids}
    if golds and all(golds) and len(answers) >= len(pool):
        raise RequestError(
            f"all {len(pool)} candidates are answers, so that mining would find pairs in pairs",
            place=place,
            remedy="give the whole texts of the shared task, of which gold pairs are a small part",
        )
