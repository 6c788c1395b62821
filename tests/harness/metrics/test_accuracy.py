"""Accuracy of labels, choices, candidates and tags."""

from __future__ import annotations

import pytest

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.types import ChoiceGold, LabelGold, NoGold, TagsGold

METRIC = METRICS.get("accuracy")


@pytest.mark.parametrize(
    ("gold", "prediction", "statistics"),
    [
        (LabelGold("neutral"), "neutral", (1, 1)),
        (LabelGold("neutral"), "entailment", (0, 1)),
        (LabelGold("tatoeba-17"), "tatoeba-17", (1, 1)),
        (ChoiceGold(2), 2, (1, 1)),
        (ChoiceGold(2), 0, (0, 1)),
        (TagsGold(("NOUN", "VERB", "X")), ("NOUN", "X", "X"), (2, 3)),
    ],
)
def test_right_answers_are_counted_by_unit(gold, prediction, statistics):
    assert METRIC.measure(gold, prediction, "sw") == statistics


@pytest.mark.parametrize(
    ("gold", "prediction"),
    [(LabelGold("1"), 1), (ChoiceGold(1), "1"), (TagsGold(("X", "X")), ("X",)), (NoGold(), "x")],
)
def test_a_prediction_of_another_kind_is_refused(gold, prediction):
    with pytest.raises(RequestError, match=r"accuracy: prediction .* does not fit a \w+; give a label"):
        METRIC.measure(gold, prediction, "sw")
