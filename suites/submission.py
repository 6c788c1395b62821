"""Predictions of a finished checkpoint, written as XTREME takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from harness.errors import RequestError, UnknownNameError
from harness.sources.xtreme.declaration import XtremeData
from harness.sources.xtreme.submission import name_file, render_predictions
from harness.store.atomic import write_atomically
from harness.store.stages import locate_home
from harness.tasks import TASKS, find_xtreme_data
from suites.data import DataAccess, find_task
from suites.plan import PlannedModel
from suites.predictors import open_predictor


def write_submission(
    model: PlannedModel,
    access: DataAccess,
    out: Path,
    *,
    token_budget: int,
    announce: Callable[[Path], None],
) -> tuple[Path, ...]:
    """Predicts the whole test set of every language and writes ``TASK/test-LANGUAGE`` files.

    Args:
        model: with the languages to predict; see ``choose_languages``.
        access: data, labelled or not.
        out: folder of the submission.
        token_budget: tokens per batch; does not change a result.
        announce: is called with each file that was written.

    Raises:
        RequestError: if XTREME takes no predictions of the task.
    """
    task = find_task(model.task, place="--task")
    data = _require_submitted(task.name)
    predictor = open_predictor(model, access, locate_home(), token_budget=token_budget)
    written: list[Path] = []
    for language in model.languages:
        evaluation = access.load_evaluation(task, language, limit=0)
        answers = predictor.predict(evaluation.examples)
        text = render_predictions(task, data, evaluation.examples, answers, pool=evaluation.pool)
        written.append(out / name_file(task, language))
        write_atomically(written[-1], text.encode())
        announce(written[-1])
    return tuple(written)


def choose_languages(model: PlannedModel, access: DataAccess, wanted: tuple[str, ...]) -> PlannedModel:
    """Returns the model with languages: those named, or all whose test set is there.

    Raises:
        RequestError: if XTREME takes no predictions of the task, or no test set is there.
        UnknownNameError: if the task has no such language.
    """
    task = find_task(model.task, place="--task")
    _require_submitted(task.name)
    for language in wanted:
        if language not in task.languages:
            raise UnknownNameError("language", language, task.languages, place="--language")
    languages = access.select_languages(task, "test", wanted or "all")
    if not languages:
        raise RequestError(
            f"there is no test set of task {task.name!r}",
            place="--data",
            remedy="name a folder or catalogue that has one",
        )
    return replace(model, languages=languages)


def _require_submitted(name: str) -> XtremeData:
    data = find_xtreme_data(name)
    if data is None or not data.submitted:
        members = (task.name for task in TASKS if (its := find_xtreme_data(task.name)) and its.submitted)
        remedy = f"name one of {', '.join(members)}"
        raise RequestError(f"XTREME takes no predictions of task {name!r}", place="--task", remedy=remedy)
    return data
