"""Words that fit a place in a text, from a masked language model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol
from unicodedata import name as name_character

import regex
import torch

from harness.inference.masked_model import Floats, MaskedInput, MaskedModel, frame
from harness.inference.predictor import CLOSE_CALL
from harness.inference.queue import DEFAULT_TOKEN_BUDGET
from harness.models.checkpoints import CheckpointFolder

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\u200c\u200d]*")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_RANKED = 256  # of the vocabulary; what comes after them fits nowhere
_LONGEST = 256  # tokens of a text that the model sees around a gap


class Gap(Protocol):
    """A span ``[start, end)`` of a text that is to be filled."""

    @property
    def text(self) -> str:
        """The whole text."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character after it."""
        ...


class CheckpointFiller:
    """A checkpoint as a source of words: single tokens that are whole words of the original's script.

    A gap becomes one mask token, so words of several tokens are never proposed. What is proposed does
    not depend on what else is asked: words whose logits lie closer than the noise of a batch are
    ranked again alone.

    Args:
        folder: a checkpoint with a masked-LM head.
        words: at most so many for each gap.
        token_budget: tokens a batch, padding included; does not change a result.

    Raises:
        CheckpointError: if it has no masked-LM head, or its tokenizer no mask token.
    """

    def __init__(
        self, folder: CheckpointFolder, *, words: int = 10, token_budget: int = DEFAULT_TOKEN_BUDGET
    ) -> None:
        self._model = MaskedModel(folder, token_budget=token_budget)
        self._count = words
        self._words: dict[int, str | None] = {}
        self._name = f"masked-lm-{folder.fingerprint()}"

    @property
    def name(self) -> str:
        """Names the model by the content of its files."""
        return self._name

    def fill(self, gaps: Sequence[Gap]) -> list[tuple[str, ...]]:
        """Returns for each gap the words that fit it, best first, without the one that stands there."""
        inputs = [self._mask(gap) for gap in gaps]
        filled: list[tuple[str, ...]] = []
        for gap, item, ranked in zip(gaps, inputs, self._model.ask(inputs, _rank), strict=True):
            words, close = self._choose(gap, ranked)
            if close:
                words, _ = self._choose(gap, self._model.ask_alone([item], _rank)[0])
            filled.append(words)
        return filled

    def _mask(self, gap: Gap) -> MaskedInput:
        """The text with a mask in its gap, cut around it where it is too long."""
        text = gap.text[: gap.start] + self._model.mask_token + gap.text[gap.end :]
        encoding = self._model.tokenizer.encode(text)
        framed = frame(encoding)
        place = next(
            at
            for at, token in enumerate(framed.tokens)
            if token == self._model.mask_id
            and encoding.offsets[len(framed.before) + at][1] > gap.start  # others may stand before it
        )
        room = min(_LONGEST, self._model.longest or _LONGEST) - framed.added
        start = max(0, min(place - room // 2, len(framed.tokens) - room))
        return framed.mask(start, start + room, place, self._model.mask_id)

    def _choose(self, gap: Gap, ranked: Floats) -> tuple[tuple[str, ...], bool]:
        """The best words, and whether their order or their choice hangs on less than noise."""
        original = gap.text[gap.start : gap.end]
        scripts = _scripts(original) or _scripts(gap.text)
        chosen: dict[str, float] = {}
        for logit, token in zip(*ranked.reshape(2, -1), strict=True):
            word = self._word(int(token))
            if word is None or word.casefold() == original.casefold() or not _scripts(word) <= scripts:
                continue
            chosen.setdefault(word, float(logit))
            if len(chosen) > self._count:
                break
        logits = [*chosen.values()]
        if len(chosen) <= self._count:
            logits.append(float(ranked[len(ranked) // 2 - 1]))  # the first that was not looked at lies below
        close = any(before - after < CLOSE_CALL for before, after in pairwise(logits))
        return tuple(chosen)[: self._count], close and bool(chosen)

    def _word(self, token: int) -> str | None:
        """The word that a token is, None for a part of one; looked up once."""
        if token not in self._words:
            text = self._model.tokenizer.decode([token]).strip()
            self._words[token] = text if _WORD.fullmatch(text) and self._is_whole(text, token) else None
        return self._words[token]

    def _is_whole(self, text: str, token: int) -> bool:
        """Whether the text after another word, or beside one where none are parted, is read as the token."""
        joints = (" ", "") if _scripts(text) <= set(_UNSPACED) else (" ",)
        return any(self._read(f"a{joint}{text}") == (*self._read("a"), token) for joint in joints)

    def _read(self, text: str) -> tuple[int, ...]:
        return tuple(self._model.tokenizer.encode(text, add_special_tokens=False).ids)


def _rank(logits: torch.Tensor, inputs: Sequence[MaskedInput]) -> torch.Tensor:  # noqa: ARG001 - a ``Read``
    """The highest logits, then the tokens that have them: (n, 2 x ranked); ids are exact below 2^24."""
    found = logits.topk(min(_RANKED, logits.shape[1]), dim=1)
    return torch.cat([found.values, found.indices.float()], dim=1)


def _scripts(text: str) -> set[str]:
    """First words of the names of a text's letters, which tell scripts apart: LATIN, CYRILLIC, CJK."""
    return {name_character(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
