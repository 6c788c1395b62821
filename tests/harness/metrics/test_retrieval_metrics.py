"""F1 of mined pairs and mean average precision at 20, beside XTREME's own rules and scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from harness.errors import RequestError
from harness.metrics import METRICS, score, score_examples
from harness.types import Example, LabelGold, Query, RelevantGold

MINING, MAP = METRICS.get("mining_f1"), METRICS.get("map_at_20")
POOL = [f"en-{number}" for number in range(5)] + ["句-1", "वाक्य-२"]
pairs = st.lists(st.tuples(st.lists(st.sampled_from(POOL), unique=True), st.sampled_from([*POOL, ""])))


def ask(name, relevant):
    return Example(name, "zh", Query("?"), RelevantGold(tuple(relevant)), name)


@given(pairs)
def test_mining_f1_is_that_of_the_sets_of_pairs(rows):
    """XTREME's ``bucc_f1``: precision and recall over sets of (id, id)."""
    gold = {(i, name) for i, (relevant, _) in enumerate(rows) for name in relevant}
    found = {(i, name) for i, (_, name) in enumerate(rows) if name}
    right = len(gold & found)
    expected = 0.0
    if right:
        precision, recall = right / len(found), right / len(gold)
        expected = 100 * 2 * precision * recall / (precision + recall)
    examples = [ask(str(i), relevant) for i, (relevant, _) in enumerate(rows)]
    answers = [(name,) if name else () for _, name in rows]
    if rows:
        assert score(MINING, score_examples(MINING, examples, answers)) == pytest.approx(expected)


def test_mining_f1_by_hand():
    gold = [RelevantGold(("句-1",)), RelevantGold(()), RelevantGold(("वाक्य-२", "en-1"))]
    answers = [("句-1",), ("en-0",), ()]
    rows = [MINING.measure(one, answer, "zh") for one, answer in zip(gold, answers, strict=True)]
    assert rows == [(1, 1, 1), (0, 1, 0), (0, 0, 2)]
    assert MINING.finish(np.array(rows).sum(axis=0)) == pytest.approx(100 * 2 / 5)


@pytest.mark.parametrize(
    ("relevant", "ranking", "expected"),
    [
        (("Q1",), ("Q1", "Q2"), 1.0),
        (("Q2",), ("Q1", "Q2"), 1 / 2),
        (("城",), ("Q1", "Q2", "城"), 1 / 3),
        (("Q9",), ("Q1", "Q2"), 0.0),
        (("a", "b"), ("a", "x", "b"), (1 + 2 / 3) / 2),
        (("a", "b", "c"), ("x", "c"), (1 / 2) / 3),
        (tuple(map(str, range(30))), tuple(map(str, range(20))), 1.0),
    ],
)
def test_average_precision_by_hand(relevant, ranking, expected):
    assert MAP.measure(RelevantGold(relevant), ranking, "ja") == pytest.approx((expected, 1))


def test_ranks_after_the_twentieth_do_not_count():
    ranking = tuple(map(str, range(21)))
    assert MAP.measure(RelevantGold(("19",)), ranking, "en") == (1 / 20, 1)
    assert MAP.measure(RelevantGold(("20",)), ranking, "en") == (0, 1)


def test_a_query_without_a_right_candidate_is_not_counted():
    assert MAP.measure(RelevantGold(()), ("a",), "en") == (0, 0)


@given(st.permutations(POOL), st.sets(st.sampled_from(POOL), min_size=1))
def test_of_a_whole_ranking_it_is_scikit_learns_average_precision(ranking, relevant):
    truth = [name in relevant for name in ranking]
    expected = average_precision_score(truth, -np.arange(len(ranking)))
    assert MAP.measure(RelevantGold(tuple(relevant)), tuple(ranking), "hi")[0] == pytest.approx(expected)


@given(st.permutations(POOL), st.sampled_from(POOL))
def test_with_one_right_candidate_it_is_xtremes_reciprocal_rank(ranking, wanted):
    assert MAP.measure(RelevantGold((wanted,)), tuple(ranking), "ta")[0] == 1 / (1 + ranking.index(wanted))


@pytest.mark.parametrize("metric", [MINING, MAP], ids=lambda metric: metric.name)
@pytest.mark.parametrize(("gold", "answer"), [(LabelGold("x"), ("x",)), (RelevantGold(("x",)), "x")])
def test_other_kinds_of_answers_are_refused(metric, gold, answer):
    with pytest.raises(RequestError, match=f"^{metric.name}: prediction "):
        metric.measure(gold, answer, "en")


def test_a_ranking_names_a_candidate_once():
    with pytest.raises(RequestError, match=r"^map_at_20: prediction \('x', 'x'\) does not fit"):
        MAP.measure(RelevantGold(("x",)), ("x", "x"), "en")
