"""Whether a checkpoint has a task's head, and what the outputs of that head stand for. Torch-free."""

from __future__ import annotations

from harness.errors import CheckpointError, RequestError
from harness.formats.base import FORMATS, HeadKind
from harness.models.checkpoints import HEAD_SUFFIXES, SPAN_LABELS, CheckpointFolder
from harness.task_spec import TaskSpec

UNNAMED = ("LABEL_0", "LABEL_1")
"""What transformers calls the outputs of a head whose configuration does not name them."""


def require_head(folder: CheckpointFolder, task: TaskSpec, *, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Checks that a checkpoint carries the head and the labels that a task needs.

    Args:
        folder: the checkpoint.
        task: the task.
        given: what the outputs stand for, in their order, where the checkpoint does not say it.

    Returns:
        The task's labels in the order of the outputs; empty where outputs are no labels.

    Raises:
        CheckpointError: naming the head or the labels that were found and those that are needed.
        RequestError: if ``given`` is not needed, or does not fit.
    """
    head = None if task.format == "retrieval" else FORMATS.get(task.format, place=f"task {task.name}").head
    if head is not None and not _has_head(folder, head):
        found = ", ".join(folder.architectures) or "no architecture"
        raise CheckpointError(
            f"its head is {found}, and task {task.name!r} needs one ending in {HEAD_SUFFIXES[head]}",
            place=str(folder.path),
            remedy="evaluate it on the task that it was tuned for, or tune it with `crosswind train`",
        )
    if head in ("sequence", "token"):
        return _order_labels(folder, task, given)
    if given:
        raise RequestError(
            f"the outputs of a model for task {task.name!r} stand for no labels",
            place="--labels",
            remedy="leave it out",
        )
    return ()


def _has_head(folder: CheckpointFolder, head: HeadKind) -> bool:
    """Whether one of the classes that it was saved from has the head, or one that stands in for it."""
    names = tuple(name.removesuffix("Simple") for name in folder.architectures)  # XLNet's for spans
    if any(name.endswith(HEAD_SUFFIXES[head]) for name in names):
        return True
    if head == "choice":
        return len(folder.labels) == 1 and any(name.endswith(HEAD_SUFFIXES["sequence"]) for name in names)
    return (
        head == "span"
        and folder.labels == SPAN_LABELS
        and any(name.endswith(HEAD_SUFFIXES["token"]) for name in names)
    )


def _order_labels(folder: CheckpointFolder, task: TaskSpec, given: tuple[str, ...]) -> tuple[str, ...]:
    own, wanted = folder.labels or UNNAMED, task.labels
    if sorted(own) == sorted(wanted):
        if given and given != own:
            raise RequestError(
                f"{folder.path}/config.json already names its outputs {list(own)}, and {list(given)} "
                "says otherwise",
                place="--labels",
                remedy="leave it out, or mend id2label",
            )
        return own
    if not given:
        raise CheckpointError(
            f"its labels {list(own)} are not those of task {task.name!r} {list(wanted)}",
            place=f"{folder.path}/config.json",
            remedy="say what its outputs stand for, in their order, with --labels",
        )
    if len(own) != len(wanted) or sorted(given) != sorted(wanted):
        raise RequestError(
            f"{list(given)} does not name the {len(own)} outputs of {folder.path} by the labels of "
            f"task {task.name!r} {list(wanted)}",
            place="--labels",
            remedy="give each of these once, in the order of the outputs",
        )
    return given
