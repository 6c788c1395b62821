"""How a refusal is asserted, and files that look like a checkpoint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from suites.cli import main


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    """Calls ``crosswind`` in an empty folder and returns the sentence that it refuses with."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (code, captured.out) == (2, "")
        assert captured.err.endswith(".\n")
        assert captured.err.count("\n") == 1
        return captured.err.rstrip("\n")

    return call


@pytest.fixture
def make_checkpoint(tmp_path) -> Callable[..., Path]:
    """Makes a folder ``model`` that looks like a checkpoint, which is all that planning reads."""

    def make(architecture: str, labels: tuple[str, ...] = ()) -> Path:
        folder: Path = tmp_path / "model"
        folder.mkdir()
        config: dict[str, object] = {"architectures": [architecture], "model_type": "xlm-roberta"}
        if labels:
            config["id2label"] = dict(enumerate(labels))
        (folder / "config.json").write_text(json.dumps(config), "utf-8")
        Tokenizer(WordLevel({"<unk>": 0}, unk_token="<unk>")).save(str(folder / "tokenizer.json"))
        save_file({"nothing": torch.zeros(1)}, folder / "model.safetensors")
        return folder

    return make
