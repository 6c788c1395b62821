"""Checkpoints on disk or on the hub: checked before they are loaded, safetensors only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from harness.errors import CheckpointError
from harness.fingerprint import fingerprint, fingerprint_file
from harness.formats.base import HeadKind
from harness.models.configuration import ModelConfiguration, read_configuration
from harness.models.special_tokens import TOKENIZER, find_special_token

WEIGHTS = "model.safetensors"
SHARDS = "model.safetensors.index.json"
PICKLES = ("pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt", "model.pth", "model.ckpt")
SLOW = ("vocab.txt", "vocab.json", "spiece.model", "bpe.codes")
"""What slow tokenizers are kept in, beside ``*.model`` files of sentencepiece."""

HUB_PATTERNS = (
    "config.json",
    "*.safetensors",
    SHARDS,
    "tokenizer*",
    "special_tokens_map.json",
    "*.model",
    "vocab*",
)

HEAD_SUFFIXES: dict[HeadKind, str] = {
    "sequence": "ForSequenceClassification",
    "choice": "ForMultipleChoice",
    "token": "ForTokenClassification",
    "span": "ForQuestionAnswering",
    "masked_lm": "ForMaskedLM",
    "embedding": "",
}
"""How the name of an architecture with that head ends."""

SUBSTITUTES: dict[HeadKind, HeadKind] = {"choice": "sequence", "span": "token"}
"""The head that stands in for one that an architecture lacks."""

SPAN_LABELS = ("start", "end")
"""Names of the two outputs of a span."""


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """A folder that is known to hold a configuration, a fast tokenizer and safetensors weights.

    Attributes:
        path: of the folder.
        architectures: classes that the model was saved from.
        labels: names of the head's outputs.
        pad_id: padding token: the model's, else the tokenizer's, else the end of text.
        end_id: end of text, None where none is named.
        segments: segment ids that the model knows.
        vocabulary: tokens that the model knows, 0 = unknown.
        longest_sequence: tokens, special ones included; None = any number.
    """

    path: Path
    architectures: tuple[str, ...]
    labels: tuple[str, ...]
    pad_id: int
    end_id: int | None
    segments: int
    vocabulary: int
    longest_sequence: int | None

    def fingerprint(self) -> str:
        """Names the weights, the configuration and the tokenizer by their bytes."""
        names = sorted(p.name for p in self.path.iterdir() if p.suffix == ".safetensors")
        return fingerprint([fingerprint_file(self.path / n) for n in ("config.json", TOKENIZER, *names)])


def open_checkpoint(
    name: str, *, offline: bool = False, revision: str | None = None, place: str = "--model"
) -> CheckpointFolder:
    """Finds a checkpoint by path or hub id and checks that it can be used.

    Args:
        name: folder or hub id.
        offline: whether only the local cache is asked.
        revision: of a hub id.
        place: where the name was given, for messages.

    Raises:
        CheckpointError: if it is missing, has no weights, or has them only as a pickle.
    """
    path = find_folder(name, offline=offline, revision=revision, place=place)
    config = read_configuration(path)
    if config.is_encoder_decoder:
        raise CheckpointError(
            f"model type {config.model_type!r} has an encoder and a decoder",
            place=str(path),
            remedy="use one that is an encoder or a decoder alone",
        )
    require_weights(path)
    _check_tokenizer(path)
    end_id = find_special_token(path, "eos_token") if config.end_token_id is None else config.end_token_id
    return CheckpointFolder(
        path,
        config.architectures or (),
        config.labels,
        _find_pad(path, config, end_id),
        end_id,
        config.type_vocab_size,
        config.vocab_size,
        config.longest_sequence,
    )


def find_folder(
    name: str,
    *,
    place: str,
    offline: bool = False,
    revision: str | None = None,
    patterns: tuple[str, ...] = HUB_PATTERNS,
) -> Path:
    """Returns the folder of a checkpoint, fetched from the hub if it is not one already.

    Args:
        name: folder or hub id.
        place: where the name was given, for messages.
        offline: whether only the local cache is asked.
        revision: of a hub id.
        patterns: names of the files that are fetched.

    Raises:
        CheckpointError: if it is not found.
    """
    path = Path(name).expanduser()
    if path.exists():
        return path
    try:
        return Path(
            snapshot_download(
                name, revision=revision, local_files_only=offline, allow_patterns=list(patterns)
            )
        )
    except HFValidationError as error:
        raise CheckpointError(
            f"no such folder {name!r}",
            place=place,
            remedy="give an existing folder or a hub id like org/name",
        ) from error
    except LocalEntryNotFoundError as error:
        raise CheckpointError(
            f"{name!r} is not a folder and not in the local hub cache",
            place=place,
            remedy="check the path, or run once with network access and without --offline",
        ) from error
    except (HfHubHTTPError, OSError) as error:
        raise CheckpointError(
            f"the hub did not give {name!r} ({type(error).__name__})",
            place=place,
            remedy="check the id and the network, or give a folder",
        ) from error


def require_weights(path: Path) -> None:
    """Checks that a folder has weights as safetensors.

    Raises:
        CheckpointError: if it has none, or only a pickle.
    """
    if (path / WEIGHTS).is_file() or (path / SHARDS).is_file():
        return
    pickled = next((name for name in PICKLES if (path / name).is_file()), None)
    if pickled:
        raise CheckpointError(
            f"the weights are a pickle ({pickled}), which can run code when loaded",
            place=str(path),
            remedy="convert them to model.safetensors with save_pretrained where they are trusted",
        )
    raise CheckpointError(
        f"no weights ({WEIGHTS})", place=str(path), remedy="name a folder saved by save_pretrained"
    )


def _check_tokenizer(path: Path) -> None:
    if (path / TOKENIZER).is_file():
        return
    slow = sorted(file.name for file in path.iterdir() if file.name in SLOW or file.suffix == ".model")
    raise CheckpointError(
        f"no {TOKENIZER} (a fast tokenizer)" + (f", only a slow one ({slow[0]})" if slow else ""),
        place=str(path),
        remedy=f"write one with AutoTokenizer.from_pretrained({str(path)!r}).save_pretrained({str(path)!r})"
        + (", which needs the package sentencepiece" if slow and slow[0].endswith(".model") else ""),
    )


def _find_pad(path: Path, config: ModelConfiguration, end_id: int | None) -> int:
    named = config.padding
    if named is None:
        named = find_special_token(path, "pad_token")
    if named is None:
        named = end_id
    if named is None:
        raise CheckpointError(
            "neither a padding token nor an end of text is named",
            place=f"{path}/config.json",
            remedy="set pad_token_id there to the id of a token that texts do not hold",
        )
    return named
