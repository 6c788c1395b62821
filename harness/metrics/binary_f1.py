"""F1 of one class of two, as GLUE scores QQP beside accuracy."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.micro_f1 import differentiate_f1, finish_f1
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import Gold, LabelGold

POSITIVE = "paraphrase"


class BinaryF1:
    """F1 of the class ``paraphrase``, in points; 0 where it neither occurs nor is predicted."""

    name = "binary_f1"
    columns: tuple[str, ...] = ("tp", "pred", "gold")
    finish = staticmethod(finish_f1)
    gradient = staticmethod(differentiate_f1)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; the rule is the same in all languages
    ) -> tuple[float, ...]:
        """Returns whether the positive class was found, predicted and wanted, as 0 or 1.

        Raises:
            RequestError: if the prediction is not a label.
        """
        if not isinstance(gold, LabelGold) or not isinstance(prediction, str):
            raise refuse_prediction(self.name, gold, prediction)
        wanted, found = gold.label == POSITIVE, prediction == POSITIVE
        return float(wanted and found), float(found), float(wanted)


declare(BinaryF1())
