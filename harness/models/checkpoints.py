"""Checkpoints on disk or on the hub: checked before they are loaded, safetensors only."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError
from tokenizers import Tokenizer

from harness.errors import CheckpointError
from harness.fingerprint import fingerprint, fingerprint_file
from harness.formats.base import FORMATS, HeadKind
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.configuration import read_configuration
from harness.task_spec import TaskSpec

WEIGHTS = "model.safetensors"
SHARDS = "model.safetensors.index.json"
PICKLES = ("pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt", "model.pth", "model.ckpt")
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
    """A folder that is known to hold a configuration, a fast tokenizer and safetensors weights."""

    path: Path
    architectures: tuple[str, ...]
    labels: tuple[str, ...]
    pad_id: int
    segments: int
    longest_sequence: int | None

    def fingerprint(self) -> str:
        """Names the weights, the configuration and the tokenizer by their bytes."""
        names = sorted(p.name for p in self.path.iterdir() if p.suffix == ".safetensors")
        return fingerprint(
            [fingerprint_file(self.path / n) for n in ("config.json", "tokenizer.json", *names)]
        )


def open_checkpoint(name: str, *, offline: bool = False, revision: str | None = None) -> CheckpointFolder:
    """Finds a checkpoint by path or hub id and checks that it can be used.

    Raises:
        CheckpointError: if it is missing, has no weights, or has them only as a pickle.
    """
    path = Path(name).expanduser()
    if not path.exists():
        path = _download(name, offline=offline, revision=revision)
    config = read_configuration(path)
    _check_weights(path)
    if not (path / "tokenizer.json").is_file():
        raise CheckpointError(
            "no tokenizer.json (a fast tokenizer)",
            place=str(path),
            remedy="save one beside the weights with AutoTokenizer.from_pretrained(...).save_pretrained(...)",
        )
    return CheckpointFolder(
        path,
        config.architectures or (),
        config.labels,
        config.pad_token_id if config.pad_token_id is not None else 0,
        config.type_vocab_size,
        config.longest_sequence,
    )


def load_text_encoder(folder: CheckpointFolder, limits: Limits) -> TextEncoder:
    """Loads the tokenizer of a checkpoint, with sequences no longer than the limits and the model allow."""
    tokenizer = Tokenizer.from_file(str(folder.path / "tokenizer.json"))
    mask = _read_mask_token(folder.path)
    return TextEncoder(
        tokenizer,
        pad_id=folder.pad_id,
        mask_id=tokenizer.token_to_id(mask) if mask else None,
        segments=folder.segments,
        limits=replace(
            limits, max_length=min(limits.max_length, folder.longest_sequence or limits.max_length)
        ),
    )


def require_head(folder: CheckpointFolder, task: TaskSpec) -> None:
    """Checks that a checkpoint carries the head and the labels that a task needs.

    Raises:
        CheckpointError: naming the head that was found and the one that is needed.
    """
    if task.format == "retrieval":
        return  # any encoder will do
    head = FORMATS.get(task.format, place=f"task {task.name}").head
    found = ", ".join(folder.architectures) or "no architecture"
    if not any(name.endswith(HEAD_SUFFIXES[head]) for name in folder.architectures):
        raise CheckpointError(
            f"its head is {found}, and task {task.name!r} needs one ending in {HEAD_SUFFIXES[head]}",
            place=str(folder.path),
            remedy="evaluate it on the task that it was tuned for, or tune it with `crosswind train`",
        )
    if head in ("sequence", "token") and folder.labels != task.labels:
        raise CheckpointError(
            f"its labels {list(folder.labels)} are not those of task {task.name!r} {list(task.labels)}",
            place=f"{folder.path}/config.json",
            remedy="set id2label in the task's order",
        )


def _check_weights(path: Path) -> None:
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


def _read_mask_token(path: Path) -> str | None:
    file = path / "tokenizer_config.json"
    if not file.is_file():
        return None
    token = json.loads(file.read_text("utf-8")).get("mask_token")
    return token.get("content") if isinstance(token, dict) else token


def _download(name: str, *, offline: bool, revision: str | None) -> Path:
    try:
        return Path(
            snapshot_download(
                name, revision=revision, local_files_only=offline, allow_patterns=list(HUB_PATTERNS)
            )
        )
    except HFValidationError as error:
        raise CheckpointError(
            f"no such folder {name!r}",
            place="--model",
            remedy="give an existing folder or a hub id like org/name",
        ) from error
    except LocalEntryNotFoundError as error:
        raise CheckpointError(
            f"{name!r} is not a folder and not in the local hub cache",
            place="--model",
            remedy="check the path, or run once with network access and without --offline",
        ) from error
    except (HfHubHTTPError, OSError) as error:
        raise CheckpointError(
            f"the hub did not give {name!r} ({type(error).__name__})",
            place="--model",
            remedy="check the id and the network, or give a folder",
        ) from error
