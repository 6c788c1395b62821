"""Constant answers: what can be scored without reading the input.

A model that is not above the constant answer learnt from English training data is at
chance, and its drops say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from harness.scores import Prediction
from harness.task_spec import TaskSpec
from harness.types import ChoiceGold, Example, LabelGold, SpanQA, TaggedTokens, TagsGold


@dataclass(frozen=True, slots=True)
class ConstantAnswer:
    """The answer given to every example, and how it was found.

    Attributes:
        rule: in words, for the report.
        value: a label, tag or choice index; None where the answer is all of the context.
    """

    rule: str
    value: str | int | None

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        """Returns the constant answer for each example."""
        return tuple(self._answer(example) for example in examples)

    def _answer(self, example: Example) -> Prediction:
        if isinstance(example.payload, TaggedTokens):
            return (str(self.value),) * len(example.payload.tokens)
        if isinstance(example.payload, SpanQA):
            return example.payload.context
        assert self.value is not None
        return self.value


def learn_constant_answer(
    task: TaskSpec, training: Sequence[Example], pool: Sequence[Example]
) -> ConstantAnswer:
    """Returns the constant answer of a task.

    Args:
        task: the task.
        training: its English training examples.
        pool: the evaluation examples; for retrieval their first candidate is the answer, and
            of answers that tie in training the one that is most frequent here, so that a
            balanced training set does not lower the bar.
    """
    if task.format == "retrieval":
        return ConstantAnswer("always the first candidate", pool[0].id)
    if task.format == "span_qa":
        return ConstantAnswer("the whole context as the answer", None)
    counts = Counter[str | int]()
    for example in training:
        counts.update(_golds(example))
    here = Counter[str | int]()
    for example in pool:
        here.update(_golds(example))
    value = min(counts, key=lambda answer: (-counts[answer], -here[answer], str(answer)))
    kind = {"tagging": "tag", "multiple_choice": "position"}.get(task.format, "label")
    return ConstantAnswer(f"the {kind} most frequent in English training data ({value})", value)


def _golds(example: Example) -> tuple[str | int, ...]:
    match example.gold:
        case LabelGold(label):
            return (label,)
        case ChoiceGold(index):
            return (index,)
        case TagsGold(tags):
            return tags
        case _:
            return ()
