"""SQuAD F1, by the rules in ``harness.metrics.squad``."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.mean import differentiate_mean, finish_mean
from harness.metrics.squad import measure_best, overlap_f1
from harness.scores import Prediction
from harness.types import Gold


class SquadF1:
    """Mean token-overlap F1 with the best gold answer, in points."""

    name = "squad_f1"
    columns: tuple[str, ...] = ("f1", "n")
    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; XTREME uses English rules for all languages
    ) -> tuple[float, ...]:
        """Returns ``(f1, 1)`` of one question.

        Raises:
            RequestError: if the gold is not a set of answers or the prediction not a text.
        """
        return measure_best(overlap_f1, self.name, gold, prediction)


declare(SquadF1())
