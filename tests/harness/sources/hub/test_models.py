"""A checkpoint by its hub id, through the same client."""

from __future__ import annotations

import pytest

from harness.errors import CheckpointError
from harness.models.checkpoints import open_checkpoint

NAME = "lab/encoder"


@pytest.fixture
def files(checkpoint):
    return {path.name: path.read_bytes() for path in checkpoint.path.iterdir() if path.is_file()}


def test_a_checkpoint_is_fetched_once_and_then_read_offline(hub, files, checkpoint):
    hub.add(NAME, files)
    fetched = open_checkpoint(NAME)
    assert fetched.fingerprint() == checkpoint.fingerprint()
    asked = len(hub.requests)
    assert open_checkpoint(NAME, offline=True).path == fetched.path
    assert len(hub.requests) == asked


def test_a_revision_is_what_is_asked_for(hub, files, checkpoint):
    first = hub.add(NAME, files)
    hub.add(NAME, {**files, "config.json": b"{}"})
    assert open_checkpoint(NAME, revision=first).fingerprint() == checkpoint.fingerprint()


def test_a_pickle_is_refused_before_it_is_fetched(hub, files):
    weights = {name: data for name, data in files.items() if not name.endswith(".safetensors")}
    hub.add(NAME, {**weights, "pytorch_model.bin": b"pickle"})
    with pytest.raises(CheckpointError):
        open_checkpoint(NAME)
    assert not any("pytorch_model.bin" in line for line in hub.requests)
