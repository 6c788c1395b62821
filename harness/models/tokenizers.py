"""Tokenizers of checkpoints: fast ones only, made fit for pairs of texts, and handed on to what is trained.

A decoder's tokenizer often knows neither padding nor a separator. Padding is then its end of
text (heads find the last token by what is not padding), and texts of a pair, which would run
into each other, are closed by it.
"""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer, processors

from harness.errors import CheckpointError, RequestError
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.checkpoints import HEAD_SUFFIXES, CheckpointFolder
from harness.models.special_tokens import NAMES, TOKENIZER, find_special_token
from harness.task_spec import TaskSpec


def load_text_encoder(folder: CheckpointFolder, limits: Limits) -> TextEncoder:
    """Loads the tokenizer of a checkpoint.

    Raises:
        RequestError: if the limits ask for longer sequences than the model can read.
        CheckpointError: if tokenizer and model do not belong together.
    """
    require_length(folder, limits.max_length, place="max_length")
    tokenizer = open_tokenizer(folder)
    return TextEncoder(
        tokenizer,
        pad_id=folder.pad_id,
        mask_id=find_special_token(folder.path, "mask_token", tokenizer),
        segments=folder.segments,
        limits=limits,
    )


def require_length(folder: CheckpointFolder, length: int, *, place: str) -> None:
    """Checks that a model can read sequences of so many tokens.

    Raises:
        RequestError: if it cannot.
    """
    longest = folder.longest_sequence
    if longest is not None and length > longest:
        raise RequestError(
            f"sequences of {length} tokens are more than the {longest} that {folder.path} reads",
            place=place,
            remedy=f"set it to {longest} or less",
        )


def copy_tokenizer(parent: CheckpointFolder, folder: Path) -> None:
    """Writes the tokenizer that a model was trained with beside its weights."""
    open_tokenizer(parent).save(str(folder / TOKENIZER))
    for name in NAMES:
        if (parent.path / name).is_file():
            (folder / name).write_bytes((parent.path / name).read_bytes())


def require_offsets(encoder: TextEncoder, folder: CheckpointFolder, task: TaskSpec) -> None:
    """Checks that the tokenizer tells where in a text, and in which word, each token begins.

    Raises:
        CheckpointError: if it does not, and the task's tags or answers would not be found again.
    """
    if task.format not in ("tagging", "span_qa"):
        return
    words = encoder.sample_words()
    sentence = encoder.encode_sentences([words])[0]
    context = encoder.encode_windows([(words[0], " ".join(words))])[0]
    reached = [int(word) for window in sentence for word in window.origins.starts]
    starts = {int(start) for window in context for start in window.origins.starts}
    if reached != list(range(len(words))) or len(starts) < len(words):
        raise CheckpointError(
            f"it does not say where in a text its tokens come from, which task {task.name!r} needs",
            place=f"{folder.path}/{TOKENIZER}",
            remedy="use an encoder with another tokenizer, or a task of whole sentences",
        )


def open_tokenizer(folder: CheckpointFolder) -> Tokenizer:
    """Returns the tokenizer of a checkpoint, made fit for pairs of texts.

    Raises:
        CheckpointError: if tokenizer and model do not belong together.
    """
    tokenizer = Tokenizer.from_file(str(folder.path / TOKENIZER))
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    if folder.vocabulary and size > folder.vocabulary:
        raise CheckpointError(
            f"its tokenizer has {size} tokens and its model only {folder.vocabulary}",
            place=str(folder.path),
            remedy="put the tokenizer beside it that the model was trained with",
        )
    suffixes = tuple(
        suffix for head, suffix in HEAD_SUFFIXES.items() if head not in ("masked_lm", "embedding")
    )
    tuned = any(name.endswith(suffixes) for name in folder.architectures)
    if tuned or tokenizer.num_special_tokens_to_add(is_pair=True):
        return tokenizer
    return _close_texts(tokenizer, folder)


def _is_tuned(folder: CheckpointFolder) -> bool:
    """Whether a task's head was trained already, on texts as the tokenizer gave them."""
    suffixes = tuple(HEAD_SUFFIXES[head] for head in ("sequence", "choice", "token", "span"))
    return any(name.endswith(suffixes) for name in folder.architectures)


def _close_texts(tokenizer: Tokenizer, folder: CheckpointFolder) -> Tokenizer:
    end = folder.end_id
    mark = tokenizer.id_to_token(end) if end is not None else None
    if mark is None:
        raise CheckpointError(
            "its tokenizer puts nothing between two texts and has no end of text that could stand there",
            place=f"{folder.path}/{TOKENIZER}",
            remedy="name eos_token in tokenizer_config.json, or give the tokenizer a post-processor",
        )
    closing = processors.TemplateProcessing(
        single=f"$A {mark}", pair=f"$A {mark} $B {mark}", special_tokens=[(mark, end)]
    )
    before = [tokenizer.post_processor] if tokenizer.post_processor else []
    tokenizer.post_processor = processors.Sequence([*before, closing])
    return tokenizer
