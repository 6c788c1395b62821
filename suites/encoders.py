"""Encoders made elsewhere as stages, named by what their files hold."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.training.stage import RECORD, Stage


class _Record(BaseModel):
    """What is read of a ``stage.json``."""

    stage: Stage


def name_checkpoint(name: str, *, revision: str | None, offline: bool) -> Stage:
    """Returns the stage that stands for a folder or hub id.

    Raises:
        CheckpointError: if it cannot be used.
    """
    return as_stage(open_checkpoint(name, offline=offline, revision=revision))


def as_stage(folder: CheckpointFolder) -> Stage:
    """Returns the stage that stands for an opened checkpoint, after the one that left it if that is known.

    Raises:
        CheckpointError: if its ``stage.json`` is none.
    """
    return Stage("checkpoint", str(folder.path), content=folder.fingerprint(), parent=read_record(folder))


def read_record(folder: CheckpointFolder) -> Stage | None:
    """Returns the stage that left a checkpoint, where its folder says so.

    Raises:
        CheckpointError: if its ``stage.json`` is none.
    """
    file = folder.path / RECORD
    if not file.is_file():
        return None
    try:
        return _Record.model_validate_json(file.read_bytes()).stage
    except ValidationError:
        raise CheckpointError(
            "this is not the record of a training stage",
            place=str(file),
            remedy="remove it and name the task with --task",
        ) from None
