"""Mean average precision at 20, XTREME-R's score for Mewsli-X and LAReQA.

The average precision of a query is the sum over the first 20 ranks of the precision at every
rank that holds a right candidate, divided by the number of right candidates (by 20 where there
are more: never so in these tasks). With one right candidate, as in Mewsli-X, it is the
reciprocal rank that XTREME-R's ``evaluate.py`` computes under the name of mAP@20.
"""

from __future__ import annotations

from harness.metrics import declare
from harness.metrics.mean import differentiate_mean, finish_mean
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import Gold, RelevantGold

DEPTH = 20


class MapAt20:
    """Mean over queries of the average precision of the first 20 candidates, in points."""

    name = "map_at_20"
    columns: tuple[str, ...] = ("ap", "n")
    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; ids have no language
    ) -> tuple[float, ...]:
        """Returns ``(ap, 1)`` of one query, ``(0, 0)`` of one without a right candidate.

        Raises:
            RequestError: if the gold is not a set of ids or the prediction no ranking of ids.
        """
        if not isinstance(gold, RelevantGold) or not isinstance(prediction, tuple):
            raise refuse_prediction(self.name, gold, prediction)
        if len(set(prediction)) < len(prediction):
            raise refuse_prediction(self.name, gold, prediction)
        if not gold.ids:
            return 0.0, 0.0
        wanted, right, total = set(gold.ids), 0, 0.0
        for rank, name in enumerate(prediction[:DEPTH], 1):
            if name in wanted:
                right += 1
                total += right / rank
        return total / min(len(wanted), DEPTH), 1.0


declare(MapAt20())
