"""Classification of one text or a pair: one sequence, one logit per label."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.formats.base import (
    FORMATS,
    Decision,
    EncodedExample,
    HeadKind,
    Output,
    Targets,
    rank_first,
)
from harness.formats.brier import Brier, measure_brier
from harness.formats.tokenization import Text, TextEncoder
from harness.task_spec import TaskSpec
from harness.types import Example, FormatName, LabelGold, TextPair


class Classification:
    """Targets are the label's index; ties go to the label declared first."""

    name: FormatName = "classification"
    head: HeadKind = "sequence"

    def count_outputs(self, task: TaskSpec) -> int:
        """One output per label."""
        return len(task.labels)

    def encode_batch(self, examples: Sequence[Example], encoder: TextEncoder) -> list[EncodedExample]:
        """One sequence each, the longer text cut where both do not fit."""
        texts = [_read(example) for example in examples]
        return [EncodedExample((one,)) for one in encoder.encode_texts(texts)]

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:  # noqa: ARG002 - protocol
        """The index of the gold label."""
        assert isinstance(example.gold, LabelGold)
        return ((task.labels.index(example.gold.label),),)

    def count_lost(self, example: Example, targets: Targets) -> int:  # noqa: ARG002 - protocol
        """A label cannot get lost."""
        return 0

    def decode(
        self,
        example: Example,  # noqa: ARG002 - protocol
        encoded: EncodedExample,  # noqa: ARG002 - protocol
        outputs: tuple[Output, ...],
        task: TaskSpec,
    ) -> Decision:
        """The label with the highest logit."""
        index, margin = rank_first(outputs[0])
        return Decision(task.labels[index], margin)

    def score_probabilities(
        self,
        example: Example,
        encoded: EncodedExample,  # noqa: ARG002 - protocol
        outputs: tuple[Output, ...],
        task: TaskSpec,
    ) -> Brier | None:
        """Of the softmax over the labels."""
        if not isinstance(example.gold, LabelGold):
            return None
        return measure_brier(outputs[0][np.newaxis], (task.labels.index(example.gold.label),))


def _read(example: Example) -> Text:
    assert isinstance(example.payload, TextPair)
    first, second = example.payload.first, example.payload.second
    return first if second is None else (first, second)


FORMATS.register("classification", Classification())
