"""Encoders made elsewhere as stages, named by what their files hold."""

from __future__ import annotations

from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.training.stage import Stage


def name_checkpoint(name: str, *, revision: str | None, offline: bool) -> Stage:
    """Returns the stage that stands for a folder or hub id.

    Raises:
        CheckpointError: if it cannot be used.
    """
    return as_stage(open_checkpoint(name, offline=offline, revision=revision))


def as_stage(folder: CheckpointFolder) -> Stage:
    """Returns the stage that stands for an opened checkpoint."""
    return Stage("checkpoint", str(folder.path), content=folder.fingerprint())
