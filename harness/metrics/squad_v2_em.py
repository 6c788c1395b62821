"""Exact match by the rules of SQuAD 2.0."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.answers import AnswerMetric, match_exactly
from harness.metrics.squad import normalise_answer

declare(AnswerMetric("squad_v2_em", "exact", normalise_answer, match_exactly, drop_empty=True))
