"""Exact match by the rules of MLQA."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.answers import AnswerMetric, match_exactly
from harness.metrics.mlqa import normalise_answer

declare(AnswerMetric("mlqa_em", "exact", normalise_answer, match_exactly))
