"""F1 of mined sentence pairs, as BUCC and XTREME's ``bucc_f1`` score them: on pairs of ids.

Counted by query: the pairs of a query are the ids found for it and the ids that are right.
The totals over all queries are those over all pairs, so the score is the published one.
"""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.micro_f1 import differentiate_f1, finish_f1
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import Gold, RelevantGold


class MiningF1:
    """Micro F1 over pairs of sentences, in points."""

    name = "mining_f1"
    columns: tuple[str, ...] = ("tp", "pred", "gold")
    finish = staticmethod(finish_f1)
    gradient = staticmethod(differentiate_f1)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; ids have no language
    ) -> tuple[float, ...]:
        """Returns the numbers of right, predicted and gold pairs of one query.

        Raises:
            RequestError: if the gold is not a set of ids or the prediction no tuple of them.
        """
        if not isinstance(gold, RelevantGold) or not isinstance(prediction, tuple):
            raise refuse_prediction(self.name, gold, prediction)
        wanted, found = set(gold.ids), set(prediction)
        return float(len(wanted & found)), float(len(found)), float(len(wanted))


declare(MiningF1())
