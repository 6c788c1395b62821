"""Accuracy: of labels, choices, retrieved candidates, and of tags by token.

For retrieval the gold is ``LabelGold(example.id)`` and the prediction is the id of the
candidate found, so that Tatoeba's score is this one too.
"""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.mean import differentiate_mean, finish_mean
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import ChoiceGold, Gold, LabelGold, TagsGold


class Accuracy:
    """Share of units answered right, in points; the unit is the example, for tags the token."""

    name = "accuracy"
    columns: tuple[str, ...] = ("correct", "n")
    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; the rule is the same in all languages
    ) -> tuple[float, ...]:
        """Returns ``(right, units)`` of one example.

        Raises:
            RequestError: if the prediction is not of the gold's kind.
        """
        match gold, prediction:
            case LabelGold(label), str():
                return float(prediction == label), 1.0
            case ChoiceGold(index), int():
                return float(prediction == index), 1.0
            case TagsGold(tags), tuple() if len(tags) == len(prediction):
                return float(sum(map(str.__eq__, tags, prediction))), float(len(tags))
        raise refuse_prediction(self.name, gold, prediction)


declare(Accuracy())
