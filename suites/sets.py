"""The evaluation sets that suites ask for, without any model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from harness.errors import RequestError, UnknownNameError
from harness.task_spec import TaskSpec
from harness.types import EvaluationSet
from suites.contexts import ContextSource
from suites.data import DataAccess, find_task, refuse_unanswered
from suites.expand import Request, check_suites, place_task
from suites.measures import choose_reference
from suites.plan import Unit
from suites.services import plan_services
from suites.shifts import ShiftData
from suites.stress import StressedSet, stress_units


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task with what suites ask of it.

    Attributes:
        task: with its labels.
        languages: to evaluate.
        limit: examples per language; 0 = all.
        units: what the sets are stressed with.
    """

    task: TaskSpec
    languages: tuple[str, ...]
    limit: int
    units: tuple[Unit, ...]


def place_tasks(
    request: Request, names: Sequence[str], languages: Sequence[str] = ()
) -> tuple[PlacedTask, ...]:
    """Returns the tasks that suites evaluate, with their languages and stress.

    Args:
        request: suites and data.
        names: of tasks; none: those that the suites name.
        languages: to keep; none: all that the suites ask for.

    Raises:
        UnknownNameError: for a task or language that does not exist.
        RequestError: if no task is named anywhere, or one would not be perturbed.
    """
    chosen = tuple(dict.fromkeys(names)) or _named_by_suites(request)
    check_suites(request, chosen)
    known = {code for name in chosen for code in find_task(name, place="--tasks").languages}
    for code in languages:
        if code not in known:
            raise UnknownNameError("language", code, known, place="--languages")
    placed = tuple(_place(name, request, languages) for name in chosen)
    found = {code for one in placed for code in one.languages}
    if absent := [code for code in languages if code not in found]:
        raise RequestError(
            f"the data, or the suites, lack {', '.join(absent)}",
            place="--languages",
            remedy="leave out what is not there, or give the data that hold it (--data)",
        )
    return placed


def load_sets(placed: PlacedTask, access: DataAccess) -> Iterator[EvaluationSet]:
    """Yields the evaluation sets of a task with what their shifts need, one in memory at a time.

    Raises:
        RequestError: if one was published without its answers.
    """
    shift_data = ShiftData(placed.task, placed.units, placed.limit, access)
    for language in placed.languages:
        evaluation = access.load_evaluation(placed.task, language, limit=placed.limit)
        refuse_unanswered(placed.task, language, evaluation.examples)
        yield shift_data.complete(evaluation)


def stress_sets(
    placed: PlacedTask, request: Request
) -> Iterator[tuple[EvaluationSet, Iterator[StressedSet]]]:
    """Yields the evaluation sets of a task, each with what the suites make of it.

    Raises:
        RequestError: if a set or a model behind a perturbation cannot be read.
    """
    services = plan_services(request.services, offline=request.offline)
    source = ContextSource(request.access, services, choose_reference(services))
    for evaluation in load_sets(placed, request.access):
        context = source.open(placed.task, evaluation, placed.units)
        yield evaluation, stress_units(evaluation, placed.units, seed=request.seed, context=context)


def _named_by_suites(request: Request) -> tuple[str, ...]:
    """Returns the tasks that suites name; "all" would be every task there is."""
    names = [suite.tasks for suite in request.suites]
    if any(isinstance(part, str) for part in names):
        raise RequestError(
            "the suite is for all tasks", place="--tasks", remedy="name tasks (crosswind list tasks)"
        )
    return tuple(dict.fromkeys(name for part in names for name in part))


def _place(name: str, request: Request, wanted: Sequence[str]) -> PlacedTask:
    placed = place_task(name, request)
    languages = tuple(code for code in placed.languages if not wanted or code in wanted)
    units = tuple(
        replace(unit, languages=kept)
        for unit in placed.units
        if (kept := tuple(code for code in unit.languages if code in languages))
    )
    if not units:
        raise RequestError(
            "nothing of the suites applies to it",
            place=f"task {name}",
            remedy="leave the task out, or name a suite, format or language that it has",
        )
    task = request.access.complete(find_task(name, place="--tasks"))
    return PlacedTask(task, languages, placed.limit, units)
