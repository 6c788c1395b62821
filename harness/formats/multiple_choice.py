"""Multiple choice: one sequence per choice, one logit each, compared among themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

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
from harness.formats.tokenization import TextEncoder
from harness.task_spec import TaskSpec
from harness.types import ChoiceGold, Example, FormatName
from harness.types import MultipleChoice as MultipleChoicePayload


class MultipleChoice:
    """The target of the first input is the index of the right choice; the others have none."""

    name: FormatName = "multiple_choice"
    head: HeadKind = "choice"

    def count_outputs(self, task: TaskSpec) -> int:  # noqa: ARG002 - protocol
        """One plausibility per sequence."""
        return 1

    def encode_batch(self, examples: Sequence[Example], encoder: TextEncoder) -> list[EncodedExample]:
        """Prompt and choice as a pair, once per choice; a prompt that is too long loses its beginning."""
        pairs = [_read(example) for example in examples]
        inputs = iter(encoder.encode_choices([pair for part in pairs for pair in part]))
        return [EncodedExample(tuple(islice(inputs, len(part)))) for part in pairs]

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:  # noqa: ARG002 - protocol
        """The index of the right choice, then nothing."""
        assert isinstance(example.gold, ChoiceGold)
        return ((example.gold.index,), *(() for _ in encoded.inputs[1:]))

    def count_lost(self, example: Example, targets: Targets) -> int:  # noqa: ARG002 - protocol
        """The number of a choice cannot get lost."""
        return 0

    def decode(
        self,
        example: Example,  # noqa: ARG002 - protocol
        encoded: EncodedExample,  # noqa: ARG002 - protocol
        outputs: tuple[Output, ...],
        task: TaskSpec,  # noqa: ARG002 - protocol
    ) -> Decision:
        """The choice with the highest logit."""
        index, margin = rank_first(_join(outputs))
        return Decision(index, margin)

    def score_probabilities(
        self,
        example: Example,
        encoded: EncodedExample,  # noqa: ARG002 - protocol
        outputs: tuple[Output, ...],
        task: TaskSpec,  # noqa: ARG002 - protocol
    ) -> Brier | None:
        """Of the softmax over the choices."""
        if not isinstance(example.gold, ChoiceGold):
            return None
        return measure_brier(_join(outputs)[np.newaxis], (example.gold.index,))


def _join(outputs: tuple[Output, ...]) -> Output:
    return np.array([output[0] for output in outputs], dtype=np.float32)


def _read(example: Example) -> list[tuple[str, str]]:
    assert isinstance(example.payload, MultipleChoicePayload)
    return [(example.payload.prompt, choice) for choice in example.payload.choices]


FORMATS.register("multiple_choice", MultipleChoice())
