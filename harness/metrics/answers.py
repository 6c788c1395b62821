"""What the metrics of question answering share: they differ in how an answer is normalised and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from harness.metrics.mean import differentiate_mean, finish_mean
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import AnswersGold, Gold

Normalise: TypeAlias = Callable[[str, str], str]
"""(text, language) → the text as it is compared: tokens with single spaces between them."""
Compare: TypeAlias = Callable[[str, str], float]
"""(prediction, answer), both normalised → agreement as a fraction."""


class AnswerMetric:
    """Mean over questions of the best agreement with a gold answer, in points.

    A question without an answer is right exactly when nothing is predicted.

    Args:
        name: of the metric.
        value: what is averaged, the name of its column.
        normalise: of predictions and answers.
        compare: of what that leaves.
        drop_empty: leave out gold answers of which normalisation leaves nothing, as SQuAD 2.0 does.
    """

    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def __init__(
        self, name: str, value: str, normalise: Normalise, compare: Compare, *, drop_empty: bool = False
    ) -> None:
        self.name = name
        self.columns: tuple[str, ...] = (value, "n")
        self._normalise, self._compare, self._drop_empty = normalise, compare, drop_empty

    def measure(self, gold: Gold, prediction: Prediction, language: str) -> tuple[float, ...]:
        """Returns ``(best value over the gold answers, 1)`` of one question.

        Raises:
            RequestError: if the gold is not a set of answers or the prediction not a text, or
                the metric has no rules for the language.
        """
        if not isinstance(gold, AnswersGold) or not isinstance(prediction, str):
            raise refuse_prediction(self.name, gold, prediction)
        found = self._normalise(prediction, language)
        wanted = [self._normalise(answer.text, language) for answer in gold.answers]
        if self._drop_empty:
            wanted = [answer for answer in wanted if answer]
        if not wanted:
            return float(found == ""), 1.0
        return max(self._compare(found, answer) for answer in wanted), 1.0


def match_exactly(prediction: str, answer: str) -> float:
    """Returns 1 if both are the same, otherwise 0."""
    return float(prediction == answer)


def overlap_f1(prediction: str, answer: str) -> float:
    """Returns the F1 of the two bags of tokens, a fraction; 0 where they share none."""
    found, wanted = prediction.split(), answer.split()
    shared = (Counter(found) & Counter(wanted)).total()
    return 2.0 * shared / (len(found) + len(wanted)) if shared else 0.0
