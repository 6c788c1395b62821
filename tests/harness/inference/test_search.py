"""Nearest neighbours are exact, whatever the blocks, the ties and the copies."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from harness.inference import search as module
from harness.inference.search import REACH, search, search_both
from harness.retrieval.vectors import normalise
from harness.seeds import derive_generator


def draw(name: str, size: int, width: int = 24) -> np.ndarray:
    return normalise(derive_generator(0, name).normal(size=(size, width)).astype(np.float32))


@pytest.fixture(params=[(1024, 8192), (7, 13), (1, 1)], ids=str)
def _blocks(request, monkeypatch):
    monkeypatch.setattr(module, "QUERY_BLOCK", request.param[0])
    monkeypatch.setattr(module, "CANDIDATE_BLOCK", request.param[1])


@pytest.mark.parametrize("k", [1, 4, 20])
@pytest.mark.usefixtures("_blocks")
def test_neighbours_are_those_of_brute_force(k):
    queries, candidates = draw("q", 30), draw("c", 60)
    distances, expected = NearestNeighbors(n_neighbors=k, metric="cosine", algorithm="brute").fit(
        candidates.astype(np.float64)
    ).kneighbors(queries.astype(np.float64))  # fmt: skip
    found = list(search(queries, candidates, k))
    assert [one.indices[:k].tolist() for one in found] == expected.tolist()
    np.testing.assert_allclose([one.cosines[:k] for one in found], 1 - distances, atol=1e-6)


@pytest.mark.usefixtures("_blocks")
def test_the_list_holds_all_within_reach_and_nothing_else():
    queries, candidates = draw("q", 20), draw("c", 40)
    noise = derive_generator(1).normal(size=(25, 24)).astype(np.float32)
    candidates[5:30] = normalise(candidates[4] + 1e-6 * noise)
    cosines = queries.astype(np.float64) @ candidates.astype(np.float64).T
    for row, one in enumerate(search(queries, candidates, 3)):
        third = np.sort(cosines[row])[-3]
        assert set(np.flatnonzero(cosines[row] > third - REACH / 2)) <= set(one.indices.tolist())
        assert (one.cosines >= third - 2 * REACH).all()
        assert (np.diff(one.cosines) <= 0).all()


@pytest.mark.usefixtures("_blocks")
def test_copies_come_in_the_order_of_the_pool():
    candidates = np.repeat(draw("c", 1), 50, axis=0)
    (one,) = search(draw("q", 1), candidates, 2)
    assert one.indices.tolist() == list(range(50))
    assert len(set(one.cosines.tolist())) == 1


def test_the_blocks_change_no_number(monkeypatch):
    queries, candidates = draw("q", 50), draw("c", 70)
    whole = [(one.indices.tolist(), one.cosines.tolist()) for one in search(queries, candidates, 5)]
    monkeypatch.setattr(module, "QUERY_BLOCK", 3)
    monkeypatch.setattr(module, "CANDIDATE_BLOCK", 11)
    assert [(one.indices.tolist(), one.cosines.tolist()) for one in search(queries, candidates, 5)] == whole


@pytest.mark.usefixtures("_blocks")
def test_both_directions_are_the_two_searches():
    left, right = draw("l", 23), draw("r", 31)
    for both, alone in zip(
        search_both(left, right, 4), (search(left, right, 4), search(right, left, 4)), strict=True
    ):
        for one, other in zip(both, alone, strict=True):
            assert one.indices.tolist() == other.indices.tolist()
            assert one.cosines.tolist() == other.cosines.tolist()


def test_fewer_candidates_than_asked_for_are_all_there_are():
    assert [one.indices.size for one in search(draw("q", 3), draw("c", 2), 20)] == [2, 2, 2]
