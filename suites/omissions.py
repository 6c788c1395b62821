"""What suites ask for and a run leaves out: languages without data, perturbations for other formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.errors import RequestError
from perturbations.compose import find_stress
from suites.config import SuiteConfig
from suites.data import DataAccess, find_task
from suites.plan import PlannedModel


def name_absent(
    models: Sequence[PlannedModel], suites: Sequence[SuiteConfig], access: DataAccess
) -> Iterator[tuple[str, str]]:
    """Yields (task, languages) that a suite asks for and the data lack: left out, and said."""
    for name in _list_tasks(models):
        absent = access.absent_languages(find_task(name, place="plan"), "test")
        if absent and any(suite.languages == "all" for suite in suites):
            yield name, ", ".join(absent)


def name_unfit(models: Sequence[PlannedModel], suites: Sequence[SuiteConfig]) -> Iterator[tuple[str, str]]:
    """Yields (task, perturbations) that are asked for and are for other formats: left out, and said."""
    for name in _list_tasks(models):
        task_format = find_task(name, place="plan").format
        asked = dict.fromkeys(
            stress.name
            for suite in suites
            if suite.tasks == "all" or name in suite.tasks
            for stress in suite.perturbations
        )
        if unfit := [one for one in asked if task_format not in find_stress(one).spec.formats]:
            yield name, ", ".join(unfit)


def refuse_idle(models: Sequence[PlannedModel], suites: Sequence[SuiteConfig]) -> None:
    """Refuses suites of which nothing would be run.

    Raises:
        RequestError: if they ask for perturbations, scale nothing, and none applies to a task.
    """
    asked = any(suite.perturbations for suite in suites) and not any(suite.scaling for suite in suites)
    if asked and not any(model.units for model in models):
        tasks = ", ".join(_list_tasks(models))
        raise RequestError(
            f"nothing of the suites applies to {tasks}",
            place="suite, perturbations",
            remedy="name perturbations, or parts of examples, that a task's format has",
        )


def _list_tasks(models: Sequence[PlannedModel]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(model.task for model in models))
