"""Probabilities as a score: the mean of half the Brier score, lower is better.

Calibration is compared on it and not on the expected calibration error, whose plug-in estimate
is biased where examples are few (Roelofs et al. 2022, arXiv 2012.08668). The Brier score is a
mean over examples, so that it can be paired, and proper: no model gains by other probabilities
than it holds true (Gneiting and Raftery 2007). It falls with better calibration and with
sharper right answers alike.
"""

from __future__ import annotations

from typing import Final

from harness.errors import RequestError
from harness.metrics.mean import differentiate_mean, finish_mean
from harness.scores import Prediction
from harness.types import Gold


class BrierScore:
    """100 × the mean half Brier score, 0 (certain and right) to 100 (certain and wrong).

    A metric for ``compare`` and ``compare_seeds`` on matrices of columns ``(value, n)``. As
    lower is better, a *negative* drop, a rise, is for the worse.
    """

    name = "brier"
    columns: tuple[str, ...] = ("value", "n")
    finish = staticmethod(finish_mean)
    gradient = staticmethod(differentiate_mean)

    def measure(self, gold: Gold, prediction: Prediction, language: str) -> tuple[float, ...]:
        """Refuses: a prediction has no probabilities.

        Raises:
            RequestError: always.
        """
        raise RequestError(
            f"prediction {prediction!r} for {gold!r} in {language} has no probabilities",
            place=self.name,
            remedy="take the scores of Forecaster.forecast",
        )


BRIER: Final = BrierScore()
