"""Text to token ids with the way back: a fast tokenizer, its special tokens and its limits.

Texts are encoded in batches, which the tokenizer spreads over the threads that the job
has (``harness.formats.parallelism``), and only as much is read back as a format needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from harness.errors import RequestError
from harness.fingerprint import fingerprint
from harness.formats.limits import Limits

Text: TypeAlias = str | tuple[str, str]
"""One text, or two that are read as a pair."""

Ints: TypeAlias = npt.NDArray[np.int32]

CHUNK = 256
"""Texts that are in the tokenizer's hands at a time: enough for its threads, little to hold."""


@dataclass(frozen=True, slots=True)
class ModelInput:
    """One sequence for the model: token ids and, where the model has them, segment ids."""

    token_ids: tuple[int, ...]
    type_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where tokens of one sequence come from; three arrays of one length, in the order of the text.

    Attributes:
        positions: of the tokens in the sequence.
        starts, ends: characters of the text, or words of a pre-tokenised sentence.
    """

    positions: Ints
    starts: Ints
    ends: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One of the sequences that a text was cut into."""

    input: ModelInput
    origins: Origins


class TextEncoder:
    """A fast tokenizer bound to limits; never changes the tokenizer it was given.

    Args:
        tokenizer: a ``tokenizers`` tokenizer with its post-processor.
        pad_id: id of the padding token.
        mask_id: id of the mask token, or None where there is none.
        segments: number of segment ids that the model knows (1: segment ids are all 0).
        limits: what becomes of texts that do not fit.

    Raises:
        RequestError: if the limits leave no room for text.
    """

    def __init__(
        self, tokenizer: Tokenizer, *, pad_id: int, mask_id: int | None, segments: int, limits: Limits
    ) -> None:
        self.pad_id, self.mask_id, self.segments, self.limits = pad_id, mask_id, segments, limits
        self._description = tokenizer.to_str()
        self._tokenizer = Tokenizer.from_str(self._description)
        self._tokenizer.no_padding()
        self._word_start = _find_word_start(self._tokenizer)
        self._special_count = self._tokenizer.num_special_tokens_to_add(is_pair=True)
        if limits.max_length < self._special_count + 2:
            raise RequestError(
                f"sequences of {limits.max_length} tokens have no room for two texts beside "
                f"{self._special_count} special tokens",
                place="max_length",
                remedy=f"set it to {self._special_count + 2} or more",
            )

    @property
    def special_ids(self) -> frozenset[int]:
        """Ids of the tokens that are never text."""
        added = self._tokenizer.get_added_tokens_decoder()
        return frozenset(index for index, token in added.items() if token.special)

    @property
    def vocabulary_size(self) -> int:
        """Number of tokens, added ones included."""
        return self._tokenizer.get_vocab_size(with_added_tokens=True)

    def sample_words(self, *, count: int = 3) -> list[str]:
        """Returns the first words of letters alone that the tokenizer has as a token."""
        found: dict[str, None] = {}
        for index in range(self.vocabulary_size):
            text = self._tokenizer.decode([index]).strip()
            if text.isalpha():
                found[text] = None
                if len(found) == count:
                    break
        return list(found)

    def fingerprint(self) -> str:
        """Names all that determines what a text becomes."""
        return fingerprint((self._description, self.segments, self.pad_id, self.limits))

    def encode_texts(self, texts: Sequence[Text]) -> list[ModelInput]:
        """Encodes texts and pairs; of a pair that does not fit the longer text is cut, at its end."""
        self._tokenizer.enable_truncation(self.limits.max_length, strategy="longest_first")
        return [self._input(encoding) for chunk in self._run(texts) for encoding in chunk]

    def encode_choices(self, pairs: Sequence[tuple[str, str]]) -> list[ModelInput]:
        """Encodes (prompt, choice) pairs; where they do not fit, the prompt loses its beginning.

        The choice stays whole, and so does what stands next to it. (jiant cuts the longer of
        the two at its end, which can leave choices that begin alike without a difference.)
        Only a choice that has no room beside a single token of the prompt is cut as well.
        """
        self._tokenizer.no_truncation()
        inputs: list[ModelInput | None] = [
            self._input(encoding) if len(encoding) <= self.limits.max_length else None
            for chunk in self._run(pairs)
            for encoding in chunk
        ]
        return [self._cut(pair) if one is None else one for pair, one in zip(pairs, inputs, strict=True)]

    def encode_windows(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Window, ...]]:
        """Encodes (question, context) pairs with as many overlapping windows as a context takes.

        A question is cut at half of the limit, so that every window has room for context.
        The origins are those of the context's tokens, in characters.
        """
        shortened = self._shorten([question for question, _ in pairs])
        room = self.limits.max_length // 2 + 2 - self._special_count  # beside the longest question
        stride = min(self.limits.stride, max(0, room - 1))
        self._tokenizer.enable_truncation(self.limits.max_length, stride=stride, strategy="only_second")
        texts = [(question, context) for question, (_, context) in zip(shortened, pairs, strict=True)]
        return [
            tuple(Window(self._input(part), _trace_context(part)) for part in (whole, *whole.overflowing))
            for chunk in self._run(texts, traced=True)
            for whole in chunk
        ]

    def encode_sentences(self, sentences: Sequence[Sequence[str]]) -> list[tuple[Window, ...]]:
        """Encodes pre-tokenised sentences, in several windows where ``limits`` has them split.

        The origins are those of the first piece of each word, in words.
        """
        self._tokenizer.enable_truncation(self.limits.max_length, strategy="longest_first")
        mark = self._word_start
        marked = [[mark + word for word in words] if mark else [*words] for words in sentences]
        split, windows = self.limits.long_sentences == "split", []
        for chunk in self._run(marked, traced=True, pretokenized=True):
            parts = [[whole, *whole.overflowing] if split else [whole] for whole in chunk]
            origins = _trace_words(parts)
            windows += [tuple([Window(self._input(part), next(origins)) for part in row]) for row in parts]
        return windows

    def _run(
        self, texts: Sequence[Text] | Sequence[list[str]], *, traced: bool = False, pretokenized: bool = False
    ) -> Iterator[list[Encoding]]:
        """Yields encodings by the chunk.

        Only where ``traced`` do they know where tokens come from, which takes longer.
        """
        encode = self._tokenizer.encode_batch if traced else self._tokenizer.encode_batch_fast
        for start in range(0, len(texts), CHUNK):
            yield encode(texts[start : start + CHUNK], is_pretokenized=pretokenized)

    def _input(self, encoding: Encoding) -> ModelInput:
        ids = tuple(encoding.ids)
        return ModelInput(ids, tuple(encoding.type_ids) if self.segments > 1 else (0,) * len(ids))

    def _cut(self, pair: tuple[str, str]) -> ModelInput:
        limit = self.limits.max_length
        self._tokenizer.no_truncation()
        choice = len(self._tokenizer.encode(pair[1], add_special_tokens=False))
        fits = choice + self._special_count < limit
        strategy, direction = ("only_first", "left") if fits else ("longest_first", "right")
        self._tokenizer.enable_truncation(limit, strategy=strategy, direction=direction)
        return self._input(self._tokenizer.encode(*pair))

    def _shorten(self, questions: Sequence[str]) -> list[str]:
        limit = max(1, self.limits.max_length // 2 - 2)
        self._tokenizer.enable_truncation(limit, strategy="longest_first")
        return [self._shorten_one(question) for question in questions]

    def _shorten_one(self, question: str) -> str:
        # a tokenizer never makes more tokens than there are bytes and a mark of the start
        if len(question.encode()) < self.limits.max_length // 2 - 2:
            return question
        encoding = self._tokenizer.encode(question, add_special_tokens=False)
        return question[: encoding.offsets[-1][1]] if encoding.overflowing else question


def _find_word_start(tokenizer: Tokenizer) -> str:
    """Returns what a word of a pre-tokenised sentence must begin with to read as it does in running text.

    Byte-level tokenizers (GPT-2, RoBERTa) tell words by the space before them, and do not add it themselves.
    """
    if tokenizer.pre_tokenizer is None:
        return ""
    description = json.loads(tokenizer.pre_tokenizer.__getstate__())
    steps = description.get("pretokenizers", [description])
    bare = any(step["type"] == "ByteLevel" and not step["add_prefix_space"] for step in steps)
    return " " if bare else ""


def _trace_words(sentences: Sequence[Sequence[Encoding]]) -> Iterator[Origins]:
    """Yields, for each sequence of each sentence, where its words begin; all sequences are walked at once."""
    parts = [part for row in sentences for part in row]
    sizes = [len(part) for part in parts]
    words = np.fromiter(chain.from_iterable(part.word_ids for part in parts), np.float64, sum(sizes))
    rows = np.repeat(np.arange(len(sentences)), [sum(map(len, row)) for row in sentences])
    pieces = np.flatnonzero(~np.isnan(words))  # None, of special tokens, became nan
    keys = rows[pieces] * (np.nanmax(words, initial=0) + 1) + words[pieces]
    pieces = pieces[np.diff(keys, prepend=-1) > 0]  # a later piece of a word says nothing new
    ends = np.cumsum(sizes)
    cuts = pieces.searchsorted(ends).tolist()
    starts = words[pieces].astype(np.int32)
    positions = (pieces - np.repeat(ends - sizes, sizes)[pieces]).astype(np.int32)
    for first, last in pairwise([0, *cuts]):
        found = starts[first:last]
        yield Origins(positions[first:last], found, found + 1)


def _trace_context(encoding: Encoding) -> Origins:
    texts = encoding.sequence_ids
    count = texts.count(1)
    first = texts.index(1) if count else 0
    offsets = encoding.offsets[first : first + count]
    starts, ends = np.fromiter(chain.from_iterable(offsets), np.int32, 2 * count).reshape(-1, 2).T
    solid = np.flatnonzero(ends > starts)  # some tokenizers mark the start of a text by an empty token
    return Origins((solid + first).astype(np.int32), starts[solid], ends[solid])
