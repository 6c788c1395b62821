"""From examples to a score, and the contract that every metric keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.metrics import METRICS, score, score_examples
from harness.scores import ScoreMatrix
from harness.types import Example, LabelGold, TextPair

ACCURACY = METRICS.get("accuracy")


def make_example(position, label):
    return Example(f"e{position}", "de", TextPair("x"), LabelGold(label), group=f"g{position // 2}")


def test_a_matrix_keeps_ids_groups_and_order():
    examples = [make_example(i, label) for i, label in enumerate("abc")]
    matrix = score_examples(ACCURACY, examples, ("a", "x", "c"))
    assert matrix.ids == ("e0", "e1", "e2")
    assert matrix.groups == ("g0", "g0", "g1")
    assert matrix.statistics.dtype == np.float64
    assert matrix.statistics.tolist() == [[1, 1], [0, 1], [1, 1]]
    assert score(ACCURACY, matrix) == pytest.approx(200 / 3)


def test_nothing_to_score_is_refused():
    with pytest.raises(EmptyEvaluationSetError, match="accuracy: no example to score; check the file"):
        score_examples(ACCURACY, (), ())


def test_a_missing_prediction_is_refused():
    with pytest.raises(RequestError, match="accuracy: 1 predictions for 2 examples; give one prediction per"):
        score_examples(ACCURACY, [make_example(0, "a"), make_example(1, "a")], ("a",))


@pytest.mark.parametrize("metric", tuple(METRICS), ids=lambda metric: metric.name)
class TestEveryMetric:
    def totals(self, metric, draw):
        """Totals that can occur: the first column never exceeds the others."""
        parts = np.array(draw(st.lists(st.integers(1, 400), min_size=3, max_size=3)), dtype=float)
        return np.cumsum(parts)[: len(metric.columns)]

    def test_its_gradient_is_that_of_finish_and_orthogonal_to_the_totals(self, metric):
        @given(st.data())
        def check(data):
            totals = self.totals(metric, data.draw)
            numeric = approx_fprime(totals, lambda x: float(metric.finish(x)), 1e-6)
            np.testing.assert_allclose(metric.gradient(totals), numeric, rtol=1e-3, atol=1e-4)
            assert metric.gradient(totals) @ totals == pytest.approx(0, abs=1e-9)

        check()

    def test_its_score_is_between_0_and_100_and_vectorised(self, metric):
        @given(st.data())
        def check(data):
            rows = np.stack([self.totals(metric, data.draw) for _ in range(4)])
            one_by_one = [float(metric.finish(row)) for row in rows]
            assert metric.finish(rows.reshape(2, 2, -1)).ravel().tolist() == one_by_one
            assert all(0 <= value <= 100 for value in one_by_one)

        check()

    def test_nothing_measured_gives_no_slope_and_no_error(self, metric):
        empty = ScoreMatrix((), (), np.zeros((0, len(metric.columns))))
        assert (
            score(metric, empty) == 0
            if metric.name.endswith("_f1") and "tp" in metric.columns
            else np.isnan(score(metric, empty))
        )
        assert not metric.gradient(np.zeros(len(metric.columns))).any()
