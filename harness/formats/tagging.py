"""Tagging: a word takes the tag predicted at its first word piece.

Sentences that do not fit are split into windows, not truncated. A word of which the
tokenizer leaves nothing (a lone control character) gets the task's first label.
"""

from __future__ import annotations

import numpy as np

from harness.formats.base import (
    FORMATS,
    IGNORED,
    Decision,
    EncodedExample,
    HeadKind,
    ModelInput,
    Output,
    Targets,
)
from harness.formats.tokenization import TextEncoder, Token
from harness.task_spec import TaskSpec
from harness.types import Example, FormatName, TaggedTokens, TagsGold


class Tagging:
    """Targets are one label index per word piece, ``IGNORED`` but at the first piece of a word."""

    name: FormatName = "tagging"
    head: HeadKind = "token"

    def count_outputs(self, task: TaskSpec) -> int:
        """One output per tag."""
        return len(task.labels)

    def encode(self, example: Example, encoder: TextEncoder) -> EncodedExample:
        """One sequence, or several where the sentence is too long."""
        assert isinstance(example.payload, TaggedTokens)
        windows = encoder.encode_words(example.payload.tokens)
        inputs = tuple(ModelInput(window.token_ids, window.type_ids) for window in windows)
        return EncodedExample(inputs, tuple(window.tokens for window in windows))

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:
        """The label index at the first piece of each word."""
        assert isinstance(example.gold, TagsGold)
        targets = [[IGNORED] * len(tokens) for tokens in encoded.tokens]
        for word, (window, position) in _first_pieces(encoded.tokens).items():
            targets[window][position] = task.labels.index(example.gold.tags[word])
        return tuple(tuple(row) for row in targets)

    def decode(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Decision:
        """The best tag of every word; the margin is that of the closest call among them."""
        assert isinstance(example.payload, TaggedTokens)
        tags = [task.labels[0]] * len(example.payload.tokens)
        places = _first_pieces(encoded.tokens)
        if not places:
            return Decision(tuple(tags), float("inf"))
        scores = np.stack([outputs[window][position] for window, position in places.values()])
        for word, index in zip(places, scores.argmax(axis=1), strict=True):
            tags[word] = task.labels[int(index)]
        top = np.partition(scores, -2, axis=1)
        return Decision(tuple(tags), float((top[:, -1] - top[:, -2]).min()))


def _first_pieces(windows: tuple[tuple[Token, ...], ...]) -> dict[int, tuple[int, int]]:
    places: dict[int, tuple[int, int]] = {}
    for window, tokens in enumerate(windows):
        for position, token in enumerate(tokens):
            if token.word >= 0 and token.segment >= 0:
                places.setdefault(token.word, (window, position))
    return places


FORMATS.register("tagging", Tagging())
