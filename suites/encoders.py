"""Encoders made elsewhere as stages, named by what their files hold."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ValidationError

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.tokenizers import require_length
from harness.training.stage import RECORD, Stage


class _Record(BaseModel):
    """What is read of a ``stage.json``."""

    stage: Stage


def name_checkpoint(name: str, *, revision: str | None, offline: bool, lengths: Iterable[int] = ()) -> Stage:
    """Returns the stage that stands for a folder or hub id.

    Args:
        name: folder or hub id.
        revision: of a hub id.
        offline: whether only the local cache is asked.
        lengths: of the sequences, in tokens, that it will be trained on.

    Raises:
        CheckpointError: if it cannot be used.
        RequestError: if it cannot read sequences as long as that.
    """
    folder = open_checkpoint(name, offline=offline, revision=revision, place="recipe, checkpoint")
    for length in lengths:
        require_length(folder, length, place="recipe, max_length")
    return as_stage(folder)


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
