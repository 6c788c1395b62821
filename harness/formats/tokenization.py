"""Text to token ids with the way back: a fast tokenizer, its special tokens and its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer


@dataclass(frozen=True, slots=True)
class Token:
    """Where one token comes from.

    Attributes:
        segment: 0 or 1 for the first or second text, -1 for a special token.
        word: index of the pre-tokenised word, -1 where there is none.
        start, end: character offsets in its text.
    """

    segment: int
    word: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """One encoded sequence that fits the model."""

    token_ids: tuple[int, ...]
    type_ids: tuple[int, ...]
    tokens: tuple[Token, ...]


class TextEncoder:
    """A fast tokenizer bound to a length limit; never changes the tokenizer it was given.

    Args:
        tokenizer: a ``tokenizers`` tokenizer with its post-processor.
        pad_id: id of the padding token.
        mask_id: id of the mask token, or None where there is none.
        max_length: tokens per sequence, special tokens included.
        stride: tokens that neighbouring windows of one text share.
        segments: number of segment ids that the model knows (1: segment ids are all 0).
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        *,
        pad_id: int,
        mask_id: int | None,
        max_length: int,
        stride: int,
        segments: int,
    ) -> None:
        self.pad_id, self.mask_id, self.max_length = pad_id, mask_id, max_length
        self._segments = segments
        self._cutting = self._bind(tokenizer, "longest_first", max_length, 0)
        self._sliding = self._bind(tokenizer, "only_second", max_length, min(stride, max_length // 4))
        self._half = self._bind(tokenizer, "longest_first", max(1, max_length // 2 - 2), 0)

    def encode(self, first: str, second: str | None = None) -> Window:
        """Encodes one text or a pair, cutting the longer one where they do not fit."""
        return self._window(self._cutting.encode(first, second))

    def encode_windows(self, question: str, context: str) -> tuple[Window, ...]:
        """Encodes a question with as many overlapping windows of the context as it takes.

        A question is cut at half of the limit, so that every window has room for context.
        """
        return self._with_overflow(self._sliding.encode(self._shorten(question), context))

    def encode_words(self, words: Sequence[str]) -> tuple[Window, ...]:
        """Encodes a pre-tokenised sentence, split into several windows where it is too long."""
        return self._with_overflow(self._cutting.encode(list(words), is_pretokenized=True))

    @property
    def special_ids(self) -> frozenset[int]:
        """Ids of the tokens that are never text."""
        added = self._cutting.get_added_tokens_decoder()
        return frozenset(index for index, token in added.items() if token.special)

    @property
    def vocabulary_size(self) -> int:
        """Number of tokens, added ones included."""
        return self._cutting.get_vocab_size(with_added_tokens=True)

    def _shorten(self, question: str) -> str:
        # a tokenizer never makes more tokens than there are bytes and a mark of the start
        if len(question.encode()) < self.max_length // 2 - 2:
            return question
        encoding = self._half.encode(question, add_special_tokens=False)
        return question[: encoding.offsets[-1][1]] if encoding.overflowing else question

    def _bind(self, tokenizer: Tokenizer, strategy: str, limit: int, stride: int) -> Tokenizer:
        copy = Tokenizer.from_str(tokenizer.to_str())
        copy.no_padding()
        copy.enable_truncation(limit, stride=stride, strategy=strategy)
        return copy

    def _with_overflow(self, encoding: Encoding) -> tuple[Window, ...]:
        return tuple(self._window(part) for part in (encoding, *encoding.overflowing))

    def _window(self, encoding: Encoding) -> Window:
        types = tuple(encoding.type_ids) if self._segments > 1 else (0,) * len(encoding.ids)
        tokens = tuple(
            Token(-1 if segment is None else segment, -1 if word is None else word, start, end)
            for segment, word, (start, end) in zip(
                encoding.sequence_ids, encoding.word_ids, encoding.offsets, strict=True
            )
        )
        return Window(tuple(encoding.ids), types, tokens)
