"""Tasks as data: one declarative file each; the registry finds them by itself."""

from __future__ import annotations

from harness.registry import Registry
from harness.task_spec import TaskSpec

TASKS: Registry[TaskSpec] = Registry("task", "harness.tasks")


def declare(task: TaskSpec) -> TaskSpec:
    """Registers a task under its name and returns it.

    Raises:
        DuplicateNameError: if the name is taken.
    """
    return TASKS.register(task.name, task)
