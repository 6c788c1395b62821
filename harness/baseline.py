"""Constant answers: what can be scored without reading the input.

A model that is not above the constant answer learnt from English training data is at
chance, and its drops say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from harness.retrieval.rules import Mining, Nearest, Ranking, RetrievalRule
from harness.scores import Prediction
from harness.task_spec import TaskSpec
from harness.types import ChoiceGold, EvaluationSet, Example, LabelGold, SpanQA, TaggedTokens, TagsGold


@dataclass(frozen=True, slots=True)
class ConstantAnswer:
    """The answer given to every example, and how it was found.

    Attributes:
        rule: in words, for the report.
        value: a label, tag, choice index, or candidates' ids; None where the answer is all of the context.
    """

    rule: str
    value: str | int | tuple[str, ...] | None

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
    task: TaskSpec, training: Sequence[Example], evaluation: EvaluationSet
) -> ConstantAnswer:
    """Returns the constant answer of a task.

    Args:
        task: the task.
        training: its English training examples.
        evaluation: what is answered; of answers that tie in training the one that is most
            frequent here is taken, so that a balanced training set does not lower the bar.
    """
    if task.retrieval is not None:
        return _choose_candidates(task.retrieval, evaluation)
    if task.format == "span_qa":
        return ConstantAnswer("the whole context as the answer", None)
    counts = Counter[str | int]()
    for example in training:
        counts.update(_golds(example))
    here = Counter[str | int]()
    for example in evaluation.examples:
        here.update(_golds(example))
    value = min(counts, key=lambda answer: (-counts[answer], -here[answer], str(answer)))
    kind = {"tagging": "tag", "multiple_choice": "position"}.get(task.format, "label")
    return ConstantAnswer(f"the {kind} most frequent in English training data ({value})", value)


def _choose_candidates(rule: RetrievalRule, evaluation: EvaluationSet) -> ConstantAnswer:
    """The same candidates whatever is asked: right about once in the size of the pool."""
    match rule:
        case Mining():
            return ConstantAnswer("no pair at all", ())
        case Ranking(depth):
            ids = tuple(candidate.id for candidate in evaluation.pool[:depth])
            return ConstantAnswer(f"always the first {depth} candidates", ids)
        case Nearest():
            first = evaluation.pool[0] if evaluation.pool else evaluation.examples[0]
            return ConstantAnswer("always the first candidate", first.id)


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
