"""Tasks as data: one declarative file each; the registry finds them by itself."""

from __future__ import annotations

from collections.abc import Iterable

from harness.registry import Registry
from harness.sources.hub.declaration import HubData
from harness.sources.xtreme.declaration import XtremeData
from harness.task_spec import TaskSpec

TASKS: Registry[TaskSpec] = Registry("task", "harness.tasks")

_HUB: dict[str, tuple[HubData, ...]] = {}
_XTREME: dict[str, XtremeData] = {}


def declare(task: TaskSpec, *, hub: Iterable[HubData] = (), xtreme: XtremeData | None = None) -> TaskSpec:
    """Registers a task under its name and returns it.

    Args:
        task: the task.
        hub: its data on the hub; several that have a split are read one after another.
        xtreme: its files in XTREME's ``download/`` folder.

    Raises:
        DuplicateNameError: if the name is taken.
    """
    TASKS.register(task.name, task)
    _HUB[task.name] = tuple(hub)
    if xtreme is not None:
        _XTREME[task.name] = xtreme
    return task


def find_hub_data(task: str) -> tuple[HubData, ...]:
    """Returns a task's data on the hub; none if it declares none.

    Raises:
        UnknownNameError: if there is no such task.
    """
    return _HUB[TASKS.get(task).name]


def find_xtreme_data(task: str) -> XtremeData | None:
    """Returns what a task declares of XTREME's ``download/`` folder; None if it is not in it.

    Raises:
        UnknownNameError: if there is no such task.
    """
    return _XTREME.get(TASKS.get(task).name)
