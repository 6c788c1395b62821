"""What suites ask for and a run does otherwise: languages without data, other formats, limits together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.errors import RequestError
from perturbations.compose import find_stress
from suites.config import SuiteConfig
from suites.data import DataAccess, find_task
from suites.plan import Plan, PlannedModel


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


def name_limits(models: Sequence[PlannedModel], suites: Sequence[SuiteConfig]) -> Iterator[tuple[str, str]]:
    """Yields (task, limits by suite) where suites ask for different numbers of examples."""
    for name in _list_tasks(models):
        asked = {suite.name: suite.limit for suite in suites if suite.tasks == "all" or name in suite.tasks}
        if len(set(asked.values())) > 1:
            yield name, ", ".join(f"{suite} {limit or 'all'}" for suite, limit in asked.items())


def describe_omissions(plan: Plan) -> Iterator[str]:
    """Yields one sentence for each thing that a plan leaves out or does otherwise than a suite says."""
    limits = {model.task: model.limit for model in plan.models}
    for task, languages in plan.absent:
        yield f"{task}: no test data for {languages}"
    for task, names in plan.unfit:
        yield f"{task}: not of a format that these are for, so they are not run: {names}"
    for task, asked in plan.limits:
        taken = f"at most {limits[task]:,}" if limits[task] else "all"
        yield f"{task}: {taken} examples a language, the largest limit of the suites run together ({asked})"


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
