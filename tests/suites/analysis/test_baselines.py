"""Every model against the constant answer."""

from __future__ import annotations

import pytest

from harness.retrieval.rules import RetrievalRule
from harness.types import FormatName
from suites.analysis.baselines import RULES, SEARCH_RULES, compare_with_constant

from .conftest import HALF, Subject


def compared(store, clean: str, constant: str):
    (scores,) = store(Subject("m", {"es": {"clean": clean, "baseline": constant}})).scores()
    (found,) = compare_with_constant(scores, 0)
    return found


def test_a_clear_lead_is_above(store):
    found = compared(store, "1" * 40, HALF)
    assert (found.score, found.baseline, found.margin, found.above) == (100.0, 50.0, 50.0, True)
    assert 0 < found.margin_low < 50 < found.margin_high
    assert found.score_low < found.score <= found.score_high
    assert found.baseline_rule == "the label most frequent in English training data"


@pytest.mark.parametrize("clean", [HALF, "1" + HALF[1:], "0" * 40], ids=["equal", "by luck", "below"])
def test_a_lead_whose_interval_holds_nought_is_none(store, clean):
    found = compared(store, clean, HALF)
    assert not found.above
    assert found.above is (found.margin_low > 0)


def test_every_language_and_metric_is_compared(store):
    marks = {"clean": HALF, "baseline": HALF}
    (scores,) = store(Subject("m", {"en": marks, "zh": marks})).scores()
    found = list(compare_with_constant(scores, 0))
    assert [(one.language, one.language_family, one.metric) for one in found] == [
        ("en", "Indo-European", "accuracy"),
        ("zh", "Sino-Tibetan", "accuracy"),
    ]


def test_tagging_is_above_chance_by_tokens_and_not_by_spans(store):
    """One tag throughout is no span, so as spans everything beats it."""
    marks = {"clean": "1" * 8 + "0" * 32, "baseline": "0" * 40}
    (scores,) = store(Subject("m", {"es": marks}, task="mini_pos")).scores()
    spans, tokens = compare_with_constant(scores, 0)
    assert (spans.metric, tokens.metric) == ("span_f1", "accuracy")
    assert (spans.score, spans.baseline) == (25.0, 0.0)
    assert (tokens.score, tokens.baseline) == (20.0, 66.6667)
    assert spans.margin_low > 0 > tokens.margin_high
    assert not spans.above
    assert not tokens.above
    assert spans.decided_by == tokens.decided_by == "accuracy"


def test_every_format_that_is_evaluated_has_a_rule():
    assert set(RULES) == set(FormatName.__args__) - {"masked_lm", "retrieval"}
    assert set(SEARCH_RULES) == {rule().method for rule in RetrievalRule.__args__}
