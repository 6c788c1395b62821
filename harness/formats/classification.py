"""Classification of one text or a pair: one sequence, one logit per label."""

from __future__ import annotations

from harness.formats.base import (
    FORMATS,
    Decision,
    EncodedExample,
    HeadKind,
    ModelInput,
    Output,
    Targets,
    rank_first,
)
from harness.formats.tokenization import TextEncoder
from harness.task_spec import TaskSpec
from harness.types import Example, FormatName, LabelGold, TextPair


class Classification:
    """Targets are the label's index; ties go to the label declared first."""

    name: FormatName = "classification"
    head: HeadKind = "sequence"

    def count_outputs(self, task: TaskSpec) -> int:
        """One output per label."""
        return len(task.labels)

    def encode(self, example: Example, encoder: TextEncoder) -> EncodedExample:
        """One sequence, the longer text cut where both do not fit."""
        assert isinstance(example.payload, TextPair)
        window = encoder.encode(example.payload.first, example.payload.second)
        return EncodedExample((ModelInput(window.token_ids, window.type_ids),))

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:  # noqa: ARG002 - protocol
        """The index of the gold label."""
        assert isinstance(example.gold, LabelGold)
        return ((task.labels.index(example.gold.label),),)

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


FORMATS.register("classification", Classification())
