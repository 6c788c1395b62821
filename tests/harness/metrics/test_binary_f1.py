"""F1 of the positive class against scikit-learn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from harness.errors import RequestError
from harness.metrics import METRICS, score, score_examples
from harness.types import ChoiceGold, Example, LabelGold, TextPair

METRIC = METRICS.get("binary_f1")
LABELS = ("different", "paraphrase")


def measure(pairs):
    examples = [
        Example(str(i), "en", TextPair("a", "b"), LabelGold(LABELS[gold]), str(i))
        for i, (gold, _) in enumerate(pairs)
    ]
    return score(METRIC, score_examples(METRIC, examples, [LABELS[found] for _, found in pairs]))


@given(pairs=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_it_is_scikit_learns(pairs):
    gold, found = zip(*pairs, strict=True)
    assert measure(pairs) == pytest.approx(100 * f1_score(gold, found, zero_division=0))


def test_a_case_by_hand():
    pairs = [(1, 1), (1, 1), (1, 0), (0, 1), (0, 0)]  # precision 2/3, recall 2/3
    assert measure(pairs) == pytest.approx(200 / 3)


def test_a_prediction_that_is_no_label_is_refused():
    with pytest.raises(RequestError, match="binary_f1: prediction 1 does not fit a LabelGold"):
        METRIC.measure(LabelGold("paraphrase"), 1, "en")
    with pytest.raises(RequestError, match="does not fit a ChoiceGold"):
        METRIC.measure(ChoiceGold(1), "paraphrase", "en")
