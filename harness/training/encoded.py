"""Training data as the model reads it: flat arrays on disk, mapped into memory, cached by content.

A set is encoded once, in one pass over a stream of examples, and lies in the store under the
fingerprint of all that determines it: the examples, the tokenizer, the limits and the code.
What is read back is checked against the hashes in its record; a broken entry is made again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from harness.errors import EmptyEvaluationSetError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.formats.base import FORMATS, EncodedExample, Targets
from harness.formats.tokenization import CHUNK, ModelInput, TextEncoder
from harness.store.atomic import obtain_folder
from harness.task_spec import TaskSpec
from harness.types import Example

Item = tuple[EncodedExample, Targets]
Array = npt.NDArray[np.generic]
T = TypeVar("T")

RECORD: Final = "encoded.json"
_CODE = ("harness.formats", "harness.training.encoded")
_HEADER_BYTES = 128  # of a one-dimensional .npy file; numpy leaves room in it for any number of rows


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Examples of one task that are read only when they are needed.

    Attributes:
        task: whose examples they are.
        fingerprint: names exactly these examples: their files, which part of them, in which order.
        read: gives them, in the same order every time.
    """

    task: TaskSpec
    fingerprint: str
    read: Callable[[], Iterable[Example]]


class EncodingCounts(BaseModel):
    """What encoding made of a set.

    Attributes:
        examples: of the set.
        sequences: one for each choice or window.
        tokens: of all sequences, special tokens included.
        lost: how much of the gold no sequence holds: words that were cut off or dropped by the
            tokenizer (tagging), answers that no window holds whole (span QA).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    examples: int = 0
    sequences: int = 0
    tokens: int = 0
    lost: int = 0


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    counts: EncodingCounts
    sha256: Mapping[str, str]


class EncodedSet:
    """The encoded examples of one task, in the order of its data.

    Args:
        task: whose examples they are.
        folder: where ``encode_set`` wrote them.

    Attributes:
        lengths: int64 (n,), tokens of each example's longest sequence.
        counts: what encoding made of the set.
    """

    def __init__(self, task: TaskSpec, folder: Path) -> None:
        self.task = task
        self.counts = _Record.model_validate_json((folder / RECORD).read_bytes()).counts
        arrays = {name: _open_array(folder / f"{name}.npy") for name in _COLUMNS}
        self._tokens, self._types = arrays["tokens"], arrays["types"]
        self._targets, self._ids = arrays["targets"], arrays["ids"]
        self._sequences = _add_up(arrays["sequences_per_example"])
        self._token_ends = _add_up(arrays["tokens_per_sequence"])
        self._target_ends = _add_up(arrays["targets_per_sequence"])
        self._id_ends = _add_up(arrays["bytes_per_id"])
        sizes: npt.NDArray[np.int64] = np.diff(self._token_ends)
        self.lengths: npt.NDArray[np.int64] = np.maximum.reduceat(sizes, self._sequences[:-1])

    def __len__(self) -> int:
        """The number of examples."""
        return self.counts.examples

    def example_ids(self, indices: Sequence[int]) -> tuple[str, ...]:
        """Returns the ids of some examples."""
        ends = self._id_ends
        return tuple(self._ids[ends[i] : ends[i + 1]].tobytes().decode() for i in indices)

    def batch(self, indices: Sequence[int]) -> list[Item]:
        """Returns some examples with their targets; the way back to the text is not kept."""
        return [self._item(index) for index in indices]

    def _item(self, index: int) -> Item:
        first, last = self._sequences[index], self._sequences[index + 1]
        inputs, targets = [], []
        for here, there in pairwise(self._token_ends[first : last + 1].tolist()):
            types = self._types[here:there].tolist() if self._types.size else (0,) * (there - here)
            inputs.append(ModelInput(tuple(self._tokens[here:there].tolist()), tuple(types)))
        for here, there in pairwise(self._target_ends[first : last + 1].tolist()):
            targets.append(tuple(self._targets[here:there].tolist()))
        return EncodedExample(tuple(inputs)), tuple(targets)


def encode_set(data: TrainingData, encoder: TextEncoder, *, root: Path) -> EncodedSet:
    """Returns the encoded set, from the store where it holds it.

    Of several processes that want one set, one encodes and the others wait.

    Args:
        data: the examples; not read where the store has what they become.
        encoder: tokenizer and limits.
        root: the store's folder.

    Raises:
        EmptyEvaluationSetError: if there are no examples.
        RequestError: if an answer does not stand at its offset.
    """
    name = fingerprint(
        (data.task.format, data.task.labels, data.fingerprint, encoder.fingerprint(), _name_code())
    )
    target = root / "encoded" / f"{data.task.name}-{name}"
    obtain_folder(target, lambda folder: _write(data, encoder, folder), is_whole=_is_whole)
    return EncodedSet(data.task, target)


_COLUMNS: Mapping[str, np.dtype[np.generic]] = {
    "tokens": np.dtype(np.int32),  # uint16 where the vocabulary allows
    "types": np.dtype(np.uint8),  # empty where the model has one segment
    "targets": np.dtype(np.int32),
    "ids": np.dtype(np.uint8),
    "sequences_per_example": np.dtype(np.int32),
    "tokens_per_sequence": np.dtype(np.int32),
    "targets_per_sequence": np.dtype(np.int32),
    "bytes_per_id": np.dtype(np.int32),
}


@cache
def _name_code() -> str:
    return fingerprint_code(*_CODE)


class _Column:
    """A one-dimensional .npy file that grows."""

    def __init__(self, path: Path, dtype: np.dtype[np.generic]) -> None:
        self._path, self._dtype, self._rows = path, dtype, 0
        self._stream = path.open("wb")
        self._stream.write(bytes(_HEADER_BYTES))
        self._digest = sha256()

    def __enter__(self) -> _Column:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def extend(self, values: Iterable[int] | bytes) -> None:
        """Appends values."""
        raw = values if isinstance(values, bytes) else np.fromiter(values, self._dtype).tobytes()
        self._stream.write(raw)
        self._digest.update(raw)
        self._rows += len(raw) // self._dtype.itemsize

    def finish(self) -> str:
        """Writes the header and returns the hash of all that follows it."""
        self._stream.seek(0)
        kind = np.lib.format.dtype_to_descr(self._dtype)
        header = {"descr": kind, "fortran_order": False, "shape": (self._rows,)}
        np.lib.format.write_array_header_1_0(self._stream, header)
        assert self._stream.tell() == _HEADER_BYTES
        return self._digest.hexdigest()


def _write(data: TrainingData, encoder: TextEncoder, folder: Path) -> None:
    small = encoder.vocabulary_size <= np.iinfo(np.uint16).max + 1
    kinds = {**_COLUMNS, "tokens": np.dtype(np.uint16)} if small else _COLUMNS
    with ExitStack() as stack:
        columns = {
            name: stack.enter_context(_Column(folder / f"{name}.npy", dtype)) for name, dtype in kinds.items()
        }
        with _paused_collector():
            counts = _fill(columns, data, encoder)
        record = _Record(counts=counts, sha256={name: one.finish() for name, one in columns.items()})
    (folder / RECORD).write_text(record.model_dump_json(indent=1) + "\n", "utf-8")


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Spares the block the search for cycles of garbage: examples come and go by the million, without any."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _fill(columns: Mapping[str, _Column], data: TrainingData, encoder: TextEncoder) -> EncodingCounts:
    form = FORMATS.get(data.task.format, place=f"task {data.task.name}")
    counts = EncodingCounts()
    for examples in _cut(data.read(), CHUNK):
        encoded = form.encode_batch(examples, encoder)
        pairs = zip(examples, encoded, strict=True)
        targets = [form.target(example, item, data.task) for example, item in pairs]
        _extend(columns, examples, encoded, targets, segments=encoder.segments)
        lost = sum(form.count_lost(one, its) for one, its in zip(examples, targets, strict=True))
        counts = _add(counts, encoded, lost)
    if not counts.examples:
        raise EmptyEvaluationSetError(
            "no training examples",
            place=f"task {data.task.name}, train",
            remedy="check the file, the limit and the subset",
        )
    return counts


def _extend(
    columns: Mapping[str, _Column],
    examples: Sequence[Example],
    encoded: Sequence[EncodedExample],
    targets: Sequence[Targets],
    *,
    segments: int,
) -> None:
    inputs = [one for item in encoded for one in item.inputs]
    rows = [row for its in targets for row in its]
    ids = [example.id.encode() for example in examples]
    columns["tokens"].extend(chain.from_iterable(one.token_ids for one in inputs))
    if segments > 1:
        columns["types"].extend(chain.from_iterable(one.type_ids for one in inputs))
    columns["targets"].extend(chain.from_iterable(rows))
    columns["ids"].extend(b"".join(ids))
    columns["sequences_per_example"].extend([len(item.inputs) for item in encoded])
    columns["tokens_per_sequence"].extend([len(one.token_ids) for one in inputs])
    columns["targets_per_sequence"].extend([len(row) for row in rows])
    columns["bytes_per_id"].extend([len(one) for one in ids])


def _add(counts: EncodingCounts, encoded: Sequence[EncodedExample], lost: int) -> EncodingCounts:
    sizes = [len(one.token_ids) for item in encoded for one in item.inputs]
    return EncodingCounts(
        examples=counts.examples + len(encoded),
        sequences=counts.sequences + len(sizes),
        tokens=counts.tokens + sum(sizes),
        lost=counts.lost + lost,
    )


def _is_whole(folder: Path) -> bool:
    try:
        record = _Record.model_validate_json((folder / RECORD).read_bytes())
        bodies = {name: sha256(_open_array(folder / f"{name}.npy").data) for name in _COLUMNS}
        return record.sha256 == {name: body.hexdigest() for name, body in bodies.items()}
    except (OSError, ValueError):  # nothing there, cut short, or not what it should be
        return False


def _open_array(path: Path) -> Array:
    empty = path.stat().st_size == _HEADER_BYTES  # which cannot be mapped
    array: Array = np.load(path, mmap_mode=None if empty else "r")
    return array


def _add_up(sizes: Array) -> npt.NDArray[np.int64]:
    ends = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def _cut(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(stream)
    while part := list(islice(iterator, size)):
        yield part
