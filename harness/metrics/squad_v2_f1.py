"""Token-overlap F1 by the rules of SQuAD 2.0."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.answers import AnswerMetric, overlap_f1
from harness.metrics.squad import normalise_answer

declare(AnswerMetric("squad_v2_f1", "f1", normalise_answer, overlap_f1, drop_empty=True))
