"""What the perturbations of an evaluation set may draw from, gathered."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.types import EvaluationSet
from perturbations.context import PerturbationContext, build_context
from suites.data import DataAccess


def open_context(task: TaskSpec, evaluation: EvaluationSet, access: DataAccess) -> PerturbationContext:
    """Returns the context of an evaluation set with the word lists that the user's data bring.

    Raises:
        RequestError: if a word list cannot be read.
    """
    return build_context(evaluation, access.load_resources(evaluation.language, task))
