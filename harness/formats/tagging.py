"""Tagging: a word takes the tag predicted at its first word piece.

Sentences that do not fit are split into several sequences, or truncated where the limits
say so (``long_sentences``); XTREME's preparation splits, jiant truncates. A word of which no
sequence holds anything (cut off, or a lone control character) is not left out of the score:
its prediction is the task's first label.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from harness.formats.base import (
    FORMATS,
    IGNORED,
    Decision,
    EncodedExample,
    HeadKind,
    Output,
    Targets,
)
from harness.formats.brier import Brier, measure_brier
from harness.formats.tokenization import TextEncoder
from harness.task_spec import TaskSpec
from harness.types import Example, FormatName, TaggedTokens, TagsGold


class Tagging:
    """Targets are one label index per word piece, ``IGNORED`` but at the first piece of a word."""

    name: FormatName = "tagging"
    head: HeadKind = "token"

    def count_outputs(self, task: TaskSpec) -> int:
        """One output per tag."""
        return len(task.labels)

    def encode_batch(self, examples: Sequence[Example], encoder: TextEncoder) -> list[EncodedExample]:
        """One sequence each, or several where a sentence is too long."""
        windows = encoder.encode_sentences([_read(example) for example in examples])
        return [EncodedExample.of(part) for part in windows]

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:
        """The label index at the first piece of each word."""
        assert isinstance(example.gold, TagsGold)
        numbers = _number(task.labels)
        gold = [numbers[tag] for tag in example.gold.tags]
        rows = []
        for one, origins in zip(encoded.inputs, encoded.origins, strict=True):
            row = [IGNORED] * len(one.token_ids)
            for position, word in zip(origins.positions.tolist(), origins.starts.tolist(), strict=True):
                row[position] = gold[word]
            rows.append(tuple(row))
        return tuple(rows)

    def count_lost(self, example: Example, targets: Targets) -> int:
        """The words without a target."""
        return len(_read(example)) - sum(len(row) - row.count(IGNORED) for row in targets)

    def decode(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Decision:
        """The best tag of every word; the margin is that of the closest call among them."""
        tags = [task.labels[0]] * len(_read(example))
        scores, words = _join(outputs, encoded)
        if not len(scores):
            return Decision(tuple(tags), float("inf"))
        for word, index in zip(words.tolist(), scores.argmax(axis=1).tolist(), strict=True):
            tags[word] = task.labels[index]
        top = np.partition(scores, -2, axis=1)
        return Decision(tuple(tags), float((top[:, -1] - top[:, -2]).min()))

    def score_probabilities(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Brier | None:
        """The mean over the words that a sequence holds: of others the model said nothing."""
        if not isinstance(example.gold, TagsGold):
            return None
        scores, words = _join(outputs, encoded)
        if not len(scores):
            return None
        numbers = _number(task.labels)
        return measure_brier(scores, [numbers[example.gold.tags[word]] for word in words.tolist()])


def _join(outputs: tuple[Output, ...], encoded: EncodedExample) -> tuple[Output, npt.NDArray[np.integer]]:
    """The scores at the first piece of each word that a sequence holds, and these words' numbers."""
    pairs = list(zip(outputs, encoded.origins, strict=True))
    scores = np.concatenate([output[origins.positions] for output, origins in pairs])
    return scores, np.concatenate([origins.starts for _, origins in pairs])


@lru_cache(maxsize=8)
def _number(labels: tuple[str, ...]) -> dict[str, int]:
    return {label: number for number, label in enumerate(labels)}


def _read(example: Example) -> tuple[str, ...]:
    assert isinstance(example.payload, TaggedTokens)
    return example.payload.tokens


FORMATS.register("tagging", Tagging())
