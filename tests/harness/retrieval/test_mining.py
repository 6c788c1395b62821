"""Margin mining beside a slow, readable twin of the published algorithm, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.retrieval.mining import (
    Neighbours,
    choose_threshold,
    compute_margins,
    find_close_pairs,
    find_close_texts,
    merge_proposals,
    propose_pairs,
    require_distractors,
)
from harness.retrieval.vectors import normalise
from harness.seeds import derive_generator
from harness.types import Candidate, Example, NoGold, Query, RelevantGold


def draw_vectors(seed: int, size: int) -> np.ndarray:
    return normalise(derive_generator(seed, size).normal(size=(size, 6)).astype(np.float32) + 0.7)


def find_neighbours(x: np.ndarray, y: np.ndarray, k: int) -> Neighbours:
    cosines = x.astype(np.float64) @ y.astype(np.float64).T
    indices = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
    return Neighbours(indices, np.take_along_axis(cosines, indices, axis=1))


def mine_slowly(x: np.ndarray, y: np.ndarray, k: int) -> list[tuple[float, int, int]]:
    """Ratio margins and ``max`` retrieval, sentence by sentence (LASER's mining, XTREME's copy of it)."""
    cosine = [[float(a.astype(np.float64) @ b.astype(np.float64)) for b in y] for a in x]

    def nearest(values):
        return sorted(range(len(values)), key=lambda i: -values[i])[: min(k, len(values))]

    columns = [[row[j] for row in cosine] for j in range(len(y))]
    ahead = [nearest(row) for row in cosine]
    back = [nearest(column) for column in columns]
    mean_x = [sum(row[j] for j in near) / len(near) for row, near in zip(cosine, ahead, strict=True)]
    mean_y = [sum(column[i] for i in near) / len(near) for column, near in zip(columns, back, strict=True)]

    def margin(i, j):
        return cosine[i][j] / ((mean_x[i] + mean_y[j]) / 2)

    proposals = [max((margin(i, j), i, j) for j in near) for i, near in enumerate(ahead)]
    proposals += [max((margin(i, j), i, j) for i in near) for j, near in enumerate(back)]
    used_x, used_y, pairs = set(), set(), []
    for score, i, j in sorted(proposals, key=lambda proposal: -proposal[0]):
        if i not in used_x and j not in used_y:
            used_x.add(i)
            used_y.add(j)
            if score > 0:
                pairs.append((score, i, j))
    return pairs


def tune_slowly(pairs: list[tuple[float, int, int]], gold: set[tuple[int, int]]) -> float:
    """Every prefix of the pairs in turn, as XTREME's ``bucc_optimize`` does."""
    best, threshold, right = 0.0, 0.0, 0
    for count, (score, i, j) in enumerate(pairs, 1):
        right += (i, j) in gold
        if right:
            precision, recall = right / count, right / len(gold)
            f1 = 2 * precision * recall / (precision + recall)
            if f1 > best + 1e-12:
                following = pairs[count][0] if count < len(pairs) else score
                best, threshold = f1, (score + following) / 2
    return threshold


sizes = st.integers(1, 30)


@given(sizes, sizes, st.integers(1, 5), st.integers(0, 50))
def test_pairs_are_those_of_the_slow_twin(left, right, k, seed):
    x, y = draw_vectors(seed, left), draw_vectors(seed + 1000, right)
    proposals = propose_pairs(find_neighbours(x, y, k), find_neighbours(y, x, k))
    taken = merge_proposals(proposals)
    found = list(
        zip(proposals.margins[taken], proposals.sources[taken], proposals.targets[taken], strict=True)
    )
    expected = mine_slowly(x, y, k)
    assert [(i, j) for _, i, j in found] == [(i, j) for _, i, j in expected]
    np.testing.assert_allclose([score for score, *_ in found], [score for score, *_ in expected])


@given(st.integers(2, 25), st.integers(0, 50))
def test_the_threshold_is_that_of_the_slow_twin(size, seed):
    x = draw_vectors(seed, size)
    noise = derive_generator(seed, "noise").normal(size=x.shape)
    y = normalise((x + noise * 0.4).astype(np.float32))
    gold = {(i, i) for i in range(0, size, 2)}
    pairs = mine_slowly(x, y, 4)
    margins = np.array([score for score, *_ in pairs])
    hits = np.array([(i, j) in gold for _, i, j in pairs])
    assert choose_threshold(margins, hits, len(gold)) == pytest.approx(tune_slowly(pairs, gold))


def test_margins_by_hand():
    forward = Neighbours(np.array([[1, 0]]), np.array([[0.9, 0.5]]))
    backward = Neighbours(np.array([[0], [0]]), np.array([[0.5], [0.9]]))
    expected = [[0.9 / ((0.7 + 0.9) / 2), 0.5 / ((0.7 + 0.5) / 2)]]
    np.testing.assert_allclose(compute_margins(forward, backward), expected)


def test_each_sentence_is_taken_once_from_the_best_down():
    forward = Neighbours(np.array([[0], [0]]), np.array([[0.9], [0.8]]))
    backward = Neighbours(np.array([[0], [1]]), np.array([[0.9], [0.1]]))
    proposals = propose_pairs(forward, backward)
    taken = merge_proposals(proposals)
    assert list(zip(proposals.sources[taken], proposals.targets[taken], strict=True)) == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("hits", "gold", "threshold"),
    [
        ([True, True, False, False], 2, 0.75),
        ([True, False, False, True], 2, 0.85),
        ([False, True], 1, 0.8),
        ([True, True, True], 3, 0.7),
        ([False, False], 1, 0.0),
    ],
)
def test_thresholds_by_hand(hits, gold, threshold):
    margins = np.array([0.9, 0.8, 0.7, 0.6])[: len(hits)]
    assert choose_threshold(margins, np.array(hits), gold) == pytest.approx(threshold)


def test_close_decisions_are_named():
    """Source 0 wavers between two targets; the pairs around a threshold hang on it."""
    forward = Neighbours(np.array([[0, 1], [2, 0]]), np.array([[0.9, 0.9 - 1e-9], [0.9, 0.1]]))
    backward = Neighbours(np.array([[0], [0], [1]]), np.array([[0.9], [0.9 - 1e-9], [0.9]]))
    sources, targets = find_close_texts(forward, backward, propose_pairs(forward, backward))
    assert 0 in sources
    assert {0, 1} <= set(targets.tolist())
    assert 1 not in sources
    margins = np.array([1.4, 1.3, 1.2, 1.2 - 1e-7, 1.1])
    assert find_close_pairs(margins, 1.1 + 1e-7).tolist() == [4]
    hits = np.array([True, True, True, False, False])
    assert find_close_pairs(margins, 1.35, hits).tolist() == [0, 1, 2, 3]


def ask(name, *relevant):
    return Example(name, "de", Query(name), RelevantGold(relevant), name)


def test_pairs_without_distractors_are_not_mined():
    pool = [Candidate(name, "en", name) for name in ("a", "b")]
    message = (
        r"^task t: all 2 candidates are answers, so that mining would find pairs in pairs; "
        r"give the whole texts of the shared task, of which gold pairs are a small part\.$"
    )
    with pytest.raises(RequestError, match=message):
        require_distractors([ask("1", "a"), ask("2", "b")], pool, place="task t")
    require_distractors([ask("1", "a"), ask("2")], pool[:1], place="a query has no answer")
    require_distractors([ask("1", "a")], pool, place="a candidate answers nothing")
    require_distractors([Example("1", "de", Query("1"), NoGold(), "1")], pool, place="unlabelled")
