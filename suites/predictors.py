"""A planned model opened as a predictor of its task."""

from __future__ import annotations

from pathlib import Path

from harness.scores import Predictor
from harness.task_spec import TaskSpec
from harness.types import EvaluationSet, Split
from suites.data import DataAccess, find_task, list_evaluation_splits
from suites.plan import PlannedModel
from suites.training import locate_stage


def open_predictor(
    model: PlannedModel, access: DataAccess, store_root: Path, *, token_budget: int
) -> Predictor:
    """Returns the predictor of a model whose checkpoint is there.

    Args:
        model: what is opened, with the languages that it will be asked in.
        access: data, of which retrieval needs the whole sets that it searches.
        store_root: where stages lie.
        token_budget: tokens per batch; does not change a result.
    """
    from harness.inference.predictor import CheckpointPredictor
    from harness.inference.retrieval import RetrievalPredictor
    from harness.models.checkpoints import open_checkpoint  # torch: only where models run

    task = find_task(model.task, place="plan")
    folder = open_checkpoint(str(locate_stage(model.stage, store_root)))
    if model.retrieval is not None:
        return RetrievalPredictor(
            folder,
            model.retrieval,
            _load_whole(task, model, access, "test"),
            development=_load_whole(task, model, access, "dev"),
            token_budget=token_budget,
        )
    limits = model.stage.settings.limits
    return CheckpointPredictor(folder, task, limits, labels=model.labels, token_budget=token_budget)


def _load_whole(
    task: TaskSpec, model: PlannedModel, access: DataAccess, split: Split
) -> dict[str, EvaluationSet]:
    """The sets that are searched, whatever part of them is scored; none of a split that is not used."""
    if split not in list_evaluation_splits(task):
        return {}
    return {
        language: access.load_evaluation(task, language, limit=0, split=split) for language in model.languages
    }
