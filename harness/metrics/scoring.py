"""From examples and predictions to a score matrix, and from that to a score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Metric, Prediction, ScoreMatrix
from harness.types import Example, Gold


def score_examples(
    metric: Metric, examples: Sequence[Example], predictions: Sequence[Prediction]
) -> ScoreMatrix:
    """Returns the sufficient statistics of every example, (n, k), in the order given.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if there is not one prediction per example, or one is of the wrong kind.
    """
    if not examples:
        raise EmptyEvaluationSetError(
            "no example to score", place=metric.name, remedy="check the file, the language and the filters"
        )
    if len(examples) != len(predictions):
        raise RequestError(
            f"{len(predictions)} predictions for {len(examples)} examples",
            place=metric.name,
            remedy="give one prediction per example, in their order",
        )
    rows = [
        metric.measure(example.gold, prediction, example.language)
        for example, prediction in zip(examples, predictions, strict=True)
    ]
    return ScoreMatrix(
        ids=tuple(example.id for example in examples),
        groups=tuple(example.group for example in examples),
        statistics=np.array(rows, dtype=np.float64),
    )


def score(metric: Metric, matrix: ScoreMatrix) -> float:
    """Returns the score of a matrix in points; nan where the metric is undefined."""
    return float(metric.finish(matrix.statistics.sum(axis=0)))


def refuse_prediction(metric: str, gold: Gold, prediction: Prediction) -> RequestError:
    """Returns the error for a prediction that a metric cannot hold against a gold answer."""
    return RequestError(
        f"prediction {prediction!r} does not fit a {type(gold).__name__}",
        place=metric,
        remedy="give a label, answer text or id (str), a choice index (int) or one tag per token (tuple), "
        "and choose a metric of the task's format",
    )
