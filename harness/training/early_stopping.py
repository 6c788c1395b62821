"""When to stop before the last step, and which step was the best: by development data in English alone.

Other languages' development data would make the transfer no longer zero-shot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from harness.errors import RequestError
from harness.inference.predictor import NetworkPredictor
from harness.metrics import METRICS, score, score_examples
from harness.models.network import Network
from harness.task_spec import TaskSpec
from harness.training.progress import Evaluated, Journal
from harness.training.settings import EarlyStopping
from harness.types import Example

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class DevelopmentSet:
    """A network in training, and the English development data of its task."""

    network: Network
    task: TaskSpec
    examples: tuple[Example, ...]


class Stopper:
    """Decides by the mean of the tasks' headline metrics.

    Args:
        settings: how often, and with how much patience.
        sets: of every task of the stage that can be scored.

    Raises:
        RequestError: if a set is empty or not in English.
    """

    def __init__(self, settings: EarlyStopping, sets: Sequence[DevelopmentSet]) -> None:
        self._settings, self._sets = settings, tuple(sets)
        for one in self._sets:
            _check_english(one)

    def evaluate(self) -> float:
        """Returns the mean score of the networks as they are, in points."""
        return fmean(_score(one) for one in self._sets)

    def is_due(self, step: int, steps: int) -> bool:
        """Whether to evaluate after so many steps; after the last one always."""
        return step % self._settings.every == 0 or step == steps

    def judge(self, journal: Journal, value: float) -> bool:
        """Notes a score and returns whether it is the best so far; a tie keeps the earlier step."""
        found = Evaluated(step=journal.step, score=value)
        journal.history.append(found)
        if math.isnan(value) or (journal.best is not None and value <= journal.best.score):
            return False
        journal.best = found
        return True

    def is_over(self, journal: Journal) -> bool:
        """Whether the latest evaluations, as many as patience allows, brought no gain."""
        best = journal.best.step if journal.best else -1
        return sum(one.step > best for one in journal.history) >= self._settings.patience


def _score(one: DevelopmentSet) -> float:
    metric = METRICS.get(one.task.metrics[0], place=f"task {one.task.name}")
    predictions = NetworkPredictor(one.network, one.task).predict(one.examples)
    return score(metric, score_examples(metric, one.examples, predictions))


def _check_english(one: DevelopmentSet) -> None:
    place = f"task {one.task.name}, dev"
    if not one.examples:
        raise RequestError(
            "no development examples to stop by", place=place, remedy="leave early_stopping out of this phase"
        )
    other = next((e.language for e in one.examples if e.language != ENGLISH), None)
    if other is not None:
        raise RequestError(
            f"development data in {other!r} would decide when to stop, and transfer would not be zero-shot",
            place=place,
            remedy="give English development data alone",
        )
