"""SQuAD exact match, by the rules in ``harness.metrics.squad``."""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.mean import differentiate_mean, finish_mean
from harness.metrics.squad import match_exactly, measure_best
from harness.scores import Prediction
from harness.types import Gold


class SquadExactMatch:
    """Share of questions answered with a gold answer, after normalisation, in points."""

    name = "squad_em"
    columns: tuple[str, ...] = ("exact", "n")
    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; XTREME uses English rules for all languages
    ) -> tuple[float, ...]:
        """Returns ``(exact, 1)`` of one question.

        Raises:
            RequestError: if the gold is not a set of answers or the prediction not a text.
        """
        return measure_best(match_exactly, self.name, gold, prediction)


declare(SquadExactMatch())
