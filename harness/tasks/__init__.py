"""Tasks as data: one declarative file each; the registry finds them by itself."""

from __future__ import annotations

from collections.abc import Iterable

from harness.registry import Registry
from harness.sources.hub.table import HubTable
from harness.task_spec import TaskSpec

TASKS: Registry[TaskSpec] = Registry("task", "harness.tasks")

_TABLES: dict[str, tuple[HubTable, ...]] = {}


def declare(task: TaskSpec, *, hub: Iterable[HubTable] = ()) -> TaskSpec:
    """Registers a task under its name and returns it.

    Args:
        task: the task.
        hub: its data on the hub; several tables of one split are read one after another.

    Raises:
        DuplicateNameError: if the name is taken.
    """
    TASKS.register(task.name, task)
    _TABLES[task.name] = tuple(hub)
    return task


def find_tables(task: str) -> tuple[HubTable, ...]:
    """Returns a task's data on the hub; none if it declares none.

    Raises:
        UnknownNameError: if there is no such task.
    """
    return _TABLES[TASKS.get(task).name]
