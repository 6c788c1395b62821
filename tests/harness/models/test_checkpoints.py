"""What may be loaded, and what is said of the rest."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.task_spec import TaskSpec
from harness.types import FormatName


@pytest.fixture
def copy(checkpoint: CheckpointFolder, tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    shutil.copytree(checkpoint.path, target)
    return target


def make_task(form: FormatName, labels: tuple[str, ...] = ()) -> TaskSpec:
    return TaskSpec(
        "demo", form, ("target",), ("accuracy",), ("en",), "item", "1", "own", "none", "t", labels
    )


def test_fingerprint_follows_content_not_place(checkpoint: CheckpointFolder, copy: Path) -> None:
    assert open_checkpoint(str(copy)).fingerprint() == checkpoint.fingerprint()
    config = copy / "config.json"
    config.write_text(config.read_text("utf-8").replace('"<pad>"', '"<x>"') + " ", "utf-8")
    assert open_checkpoint(str(copy)).fingerprint() != checkpoint.fingerprint()


def test_no_weights(copy: Path) -> None:
    (copy / "model.safetensors").unlink()
    with pytest.raises(
        CheckpointError, match=r"copy: no weights \(model.safetensors\); name a folder saved by"
    ):
        open_checkpoint(str(copy))


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt"])
def test_pickled_weights_are_refused_unread(copy: Path, name: str) -> None:
    (copy / "model.safetensors").rename(copy / name)
    with pytest.raises(CheckpointError, match=rf"the weights are a pickle \({name}\), .*; convert them to"):
        open_checkpoint(str(copy))


def test_no_configuration(copy: Path) -> None:
    (copy / "config.json").unlink()
    with pytest.raises(CheckpointError, match=r"no config.json; name a folder saved by save_pretrained"):
        open_checkpoint(str(copy))


def test_broken_configuration(copy: Path) -> None:
    (copy / "config.json").write_text("{", "utf-8")
    with pytest.raises(
        CheckpointError, match=r"config.json: not a Hugging Face configuration; save the model"
    ):
        open_checkpoint(str(copy))


def test_no_fast_tokenizer(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    command = re.escape(f"AutoTokenizer.from_pretrained('{copy}').save_pretrained('{copy}')")
    with pytest.raises(
        CheckpointError, match=rf"copy: no tokenizer.json \(a fast tokenizer\); write one with {command}\.$"
    ):
        open_checkpoint(str(copy))
    (copy / "vocab.txt").touch()
    with pytest.raises(CheckpointError, match=rf"a slow one \(vocab.txt\); write one with {command}\.$"):
        open_checkpoint(str(copy))
    (copy / "sentencepiece.bpe.model").touch()
    with pytest.raises(
        CheckpointError,
        match=rf"\(sentencepiece.bpe.model\); .*{command}, which needs the package",
    ):
        open_checkpoint(str(copy))


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(
        CheckpointError, match=r"--model: no such folder './nowhere/at/all'; give an existing folder"
    ):
        open_checkpoint("./nowhere/at/all")


def test_a_hub_id_offline_and_not_in_the_cache() -> None:
    message = (
        r"--model: 'no-such-org/no-such-model' is not a folder and not in the local hub cache; check the path"
    )
    with pytest.raises(CheckpointError, match=message):
        open_checkpoint("no-such-org/no-such-model", offline=True)
