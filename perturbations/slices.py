"""What shifts share: choosing examples by a score, by a seeded rank, or replacing some by others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from harness.seeds import derive_entropy
from harness.types import (
    MAX_SEVERITY,
    EvaluationSet,
    Example,
    NotApplicable,
    text_fields,
)
from perturbations.segments import segment
from perturbations.subject import visible_fields

KEPT_PERCENT = (100, 80, 60, 40, 20, 10)
"""Share of the examples that a slice keeps, in percent, by severity."""

Rank: TypeAlias = Callable[[Example], tuple[int, str]]
"""Example → its place in a random order, a total one."""


def keep_highest(
    evaluation: EvaluationSet, scores: Sequence[float], severity: int, *, alike: str
) -> EvaluationSet | NotApplicable:
    """Keeps the examples of the highest scores, ties by id, in their order; at least one.

    Slices of one evaluation set are nested: a higher severity keeps some of what a lower one keeps.

    Args:
        evaluation: the set.
        scores: of its examples, in their order.
        severity: names the share that is kept (``KEPT_PERCENT``).
        alike: why the shift is not applicable where all scores are the same.
    """
    if len(set(scores)) < 2:
        return NotApplicable(alike)
    size = ceil(Fraction(len(scores) * KEPT_PERCENT[severity], 100))
    order = sorted(zip(scores, evaluation.examples, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    return keep(evaluation, {example.id for _, example in order[:size]})


def keep(evaluation: EvaluationSet, ids: set[str]) -> EvaluationSet:
    """Returns the set with the examples of these ids alone, in their order."""
    return evaluation.with_examples([example for example in evaluation.examples if example.id in ids])


def rank_by_seed(seed: int, name: str) -> Rank:
    """Returns a random order that depends on the seed, the shift's name and each example's id alone."""
    return lambda example: (derive_entropy(seed, name, example.id), example.id)


def replace_share(
    evaluation: EvaluationSet, others: Sequence[Example], severity: int, rank: Rank
) -> EvaluationSet:
    """Replaces ``severity / 5`` of the examples by the first of ``others``.

    What one severity replaces, all higher ones do. With too few others the set shrinks, and the
    share still holds.
    """
    share = Fraction(severity, MAX_SEVERITY)
    size = min(len(evaluation.examples), int(len(others) / share))
    added = round(size * share)
    kept = {example.id for example in sorted(evaluation.examples, key=rank)[: size - added]}
    return evaluation.with_examples([*keep(evaluation, kept).examples, *others[:added]])


def measure_length(example: Example) -> int:
    """Returns the number of grapheme clusters in all texts of an example."""
    return sum(len(segment(text).clusters) for _, text in text_fields(example.payload))


def keep_highest_measured(
    evaluation: EvaluationSet, measured: Mapping[str, float], severity: int, *, what: str
) -> EvaluationSet | NotApplicable:
    """Keeps the examples of the highest measured values (see ``keep_highest``).

    Args:
        evaluation: the set.
        measured: by example id.
        severity: names the share that is kept.
        what: was measured, in the plural.
    """
    if not measured:
        return NotApplicable(f"no {what} were computed")
    missing = sum(example.id not in measured for example in evaluation.examples)
    if missing:
        return NotApplicable(f"no {what} were computed for {missing} of {len(evaluation.examples)} examples")
    scores = [measured[example.id] for example in evaluation.examples]
    return keep_highest(evaluation, scores, severity, alike=f"all {what} are the same")


def asked_texts(example: Example) -> tuple[str, ...]:
    """Returns the texts that a model is asked about: all but the context of a question."""
    fields = visible_fields(example)
    return tuple(text for field, text in fields if field != "context")
