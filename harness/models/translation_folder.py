"""Folders of translation models: an encoder and a decoder, safetensors only. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harness.errors import CheckpointError
from harness.fingerprint import fingerprint, fingerprint_file
from harness.models.checkpoints import HUB_PATTERNS, find_folder, require_weights
from harness.models.configuration import read_configuration

_SUFFIXES = (".json", ".model", ".safetensors", ".spm", ".txt")


@dataclass(frozen=True, slots=True)
class TranslationFolder:
    """A folder that is known to hold a configuration and safetensors weights of an encoder with a decoder.

    Attributes:
        path: of the folder.
        model_type: as transformers calls it: ``m2m_100`` (NLLB too), ``marian``, ``mbart``.
    """

    path: Path
    model_type: str

    def fingerprint(self) -> str:
        """Names weights, configuration and tokenizer by their bytes."""
        files = sorted(file for file in self.path.iterdir() if file.suffix in _SUFFIXES)
        return fingerprint([(file.name, fingerprint_file(file)) for file in files])


def open_translation_folder(
    name: str, *, offline: bool = False, place: str = "--translator"
) -> TranslationFolder:
    """Finds a translation model by path or hub id and checks that it can be used.

    Raises:
        CheckpointError: if it is missing, has no safetensors weights, or does not translate.
    """
    path = find_folder(name, place=place, offline=offline, patterns=(*HUB_PATTERNS, "*.spm", "*.json"))
    config = read_configuration(path)
    if not config.is_encoder_decoder:
        raise CheckpointError(
            f"model type {config.model_type!r} is not an encoder with a decoder",
            place=str(path),
            remedy="use a translation model: NLLB, M2M100 or Marian",
        )
    require_weights(path)
    return TranslationFolder(path, config.model_type)
