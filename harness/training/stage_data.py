"""The examples of a stage, task by task. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass

from harness.task_spec import TaskSpec
from harness.training.encoded import TrainingData
from harness.types import Example


@dataclass(frozen=True, slots=True)
class TaskData:
    """What a stage has of one task.

    Attributes:
        train: in all languages of the stage.
        dev: in English, to decide when to stop; empty where that is not asked for.
    """

    train: TrainingData
    dev: tuple[Example, ...] = ()

    @property
    def task(self) -> TaskSpec:
        """The task."""
        return self.train.task
