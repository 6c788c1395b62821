"""Exact nearest neighbours by blocked matrix products, on whatever device there is.

A block of float32 products finds the few candidates that can be among the nearest; their
cosines are then computed again in float64, pair by pair. The blocks' shape, the threads and
the device therefore decide nothing, and no more than one block of products is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

from harness.models.builder import pick_device
from harness.retrieval.vectors import CLOSE_COSINE, Cosines, Indices, Vectors, exact_cosines

QUERY_BLOCK, CANDIDATE_BLOCK = 4096, 4096
"""Square, so that a block is cheap to rank along both of its sides."""
SPARE = 16
"""Candidates kept beyond the k nearest, so that those within reach of the k-th are seldom too many."""
REACH = 4 * CLOSE_COSINE
"""Cosine below the k-th within which a candidate is on the shortlist: what float32 products or the
shape of a batch change is far smaller."""
_EXACT_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The candidates that may be among the k nearest of one query, best first.

    Attributes:
        indices: (m,), m at least k where there are as many candidates.
        cosines: (m,), exact; among equals the lower index first.
    """

    indices: Indices
    cosines: Cosines


def search(queries: Vectors, candidates: Vectors, k: int) -> Iterator[Shortlist]:
    """Yields the shortlist of every query (q, d) among the candidates (c, d), unit vectors, in order."""
    best = _Best(len(queries), candidates, k)
    for start, first, block in _multiply(queries, candidates):
        best.offer(start, first, block)
    return best.shortlists(queries)


def search_both(left: Vectors, right: Vectors, k: int) -> tuple[Iterator[Shortlist], Iterator[Shortlist]]:
    """Returns the shortlists of the left among the right and the other way round, by one product."""
    ahead, back = _Best(len(left), right, k), _Best(len(right), left, k)
    for start, first, block in _multiply(left, right):
        ahead.offer(start, first, block)
        back.offer(first, start, block.T.contiguous())
    return ahead.shortlists(left), back.shortlists(right)


@torch.inference_mode()
def _multiply(queries: Vectors, candidates: Vectors) -> Iterator[tuple[int, int, torch.Tensor]]:
    """Yields (first query, first candidate, their cosines) block by block."""
    device = pick_device()
    for start in range(0, len(queries), QUERY_BLOCK):
        rows = torch.from_numpy(queries[start : start + QUERY_BLOCK]).to(device)
        for first in range(0, len(candidates), CANDIDATE_BLOCK):
            columns = torch.from_numpy(candidates[first : first + CANDIDATE_BLOCK]).to(device)
            yield start, first, rows @ columns.T


class _Best:
    """The best float32 cosines of every query so far.

    Args:
        queries: number of queries.
        candidates: all of them.
        k: neighbours that are wanted.
    """

    def __init__(self, queries: int, candidates: Vectors, k: int) -> None:
        self._candidates = candidates
        self._k = min(k, len(candidates))
        self._width = min(self._k + SPARE, len(candidates))
        device = pick_device()
        self._cosines = torch.full((queries, self._width), -torch.inf, device=device)
        self._indices = torch.zeros((queries, self._width), dtype=torch.int64, device=device)

    @torch.inference_mode()
    def offer(self, start: int, first: int, block: torch.Tensor) -> None:
        """Takes in the cosines (b, c) of some queries and candidates, named by the first of each."""
        known = self._cosines[start : start + len(block)]
        rows = (block.amax(dim=1) > known.amin(dim=1)).nonzero().squeeze(1)
        part = block if len(rows) == len(block) else block[rows]
        values, columns = part.topk(min(self._width, part.shape[1]), dim=1)
        cosines = torch.cat([self._cosines[start + rows], values], dim=1)
        indices = torch.cat([self._indices[start + rows], columns + first], dim=1)
        values, places = cosines.topk(self._width, dim=1)
        self._cosines[start + rows] = values
        self._indices[start + rows] = indices.gather(1, places)

    def shortlists(self, queries: Vectors) -> Iterator[Shortlist]:
        """Yields the shortlists, with exact cosines."""
        for start in range(0, len(queries), _EXACT_BLOCK):
            part = queries[start : start + _EXACT_BLOCK]
            near = self._cosines[start : start + len(part)].cpu().numpy()
            indices = self._indices[start : start + len(part)].cpu().numpy()
            reach = near[:, self._k - 1] - REACH
            crowded = (near[:, -1] >= reach) & (self._width < len(self._candidates))
            width = int((near >= reach[:, None]).sum(axis=1).max())
            exact = exact_cosines(part[:, None], self._candidates[indices[:, :width]])
            for row, query in enumerate(part):
                if crowded[row]:
                    yield self._look_at_all(query, float(reach[row]))
                else:
                    inside = near[row, :width] >= reach[row]
                    yield _sorted(indices[row, :width][inside], exact[row, inside])

    def _look_at_all(self, query: Vectors, reach: float) -> Shortlist:
        """The shortlist where more are within reach than were kept: copies, a collapsed encoder."""
        cosines = np.concatenate(
            [
                exact_cosines(query, self._candidates[first : first + CANDIDATE_BLOCK])
                for first in range(0, len(self._candidates), CANDIDATE_BLOCK)
            ]
        )
        inside = np.flatnonzero(cosines >= reach)
        return _sorted(inside, cosines[inside])


def _sorted(indices: Indices, cosines: Cosines) -> Shortlist:
    order = np.lexsort((indices, -cosines))
    return Shortlist(indices[order], cosines[order])
