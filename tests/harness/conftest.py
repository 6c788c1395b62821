"""A tokenizer and an encoder small enough to be made anew in every test session."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.builder import build_from_scratch
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.shape import EncoderShape
from harness.training.tokenizer import save_tokenizer, train_tokenizer

SENTENCES = (
    "The cat sees a small dog in the garden.",
    "A girl reads the old book at home.",
    "El niño come una manzana roja.",
    "Мальчик читает книгу дома.",
    "लड़का सेब खाता है।",
    "男孩在家看书。",
)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return train_tokenizer(SENTENCES, vocabulary_size=200)


@pytest.fixture(scope="session")
def encoder(tokenizer: Tokenizer) -> TextEncoder:
    return TextEncoder(tokenizer, pad_id=1, mask_id=4, segments=1, limits=Limits(32, 8))


@pytest.fixture(scope="session")
def checkpoint(tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> CheckpointFolder:
    """A masked language model of two narrow layers, as phase (i) leaves it."""
    folder: Path = tmp_path_factory.mktemp("encoder")
    shape = EncoderShape(layers=2, hidden=16, heads=2, intermediate=32, positions=64)
    model = build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0)
    model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder, max_length=64)
    return open_checkpoint(str(folder))
