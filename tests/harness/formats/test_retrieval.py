"""Ranking candidates by cosine."""

from __future__ import annotations

import numpy as np

from harness.formats.retrieval import normalise, rank_candidates
from harness.seeds import derive_generator


def test_ranking_matches_a_plain_loop() -> None:
    rng = derive_generator(0, "vectors")
    queries, candidates = (normalise(rng.normal(size=(n, 8)).astype(np.float32)) for n in (20, 30))
    best, leads = rank_candidates(queries, candidates)
    for row, query in enumerate(queries):
        cosines = sorted(((float(query @ c), -i) for i, c in enumerate(candidates)), reverse=True)
        assert best[row] == -cosines[0][1]
        assert abs(leads[row] - (cosines[0][0] - cosines[1][0])) < 1e-6


def test_one_candidate_wins_by_any_distance_and_zero_vectors_stay_finite() -> None:
    vectors = normalise(np.zeros((1, 4), dtype=np.float32))
    best, leads = rank_candidates(vectors, vectors)
    assert (best[0], leads[0]) == (0, np.inf)
    assert np.isfinite(vectors).all()
