"""The longest examples alone."""

from __future__ import annotations

from math import ceil

from harness.types import EvaluationSet, Example, NotApplicable, text_fields
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_shift
from perturbations.units import split_clusters

_KEPT_PERCENT = (100, 80, 60, 40, 20, 10)


@declare_shift(
    PerturbationSpec(
        name="length_slice",
        family="domain_shift",
        description="Keeps the longest 80, 60, 40, 20 or 10 % of the examples.",
        label_policy="Every example that is kept keeps its text and gold.",
    )
)
def length_slice(evaluation: EvaluationSet, severity: int, _seed: int) -> EvaluationSet | NotApplicable:
    """Keeps the examples of most grapheme clusters, ties by id; at least one."""
    lengths = [_measure(example) for example in evaluation.examples]
    if len(set(lengths)) < 2:
        return NotApplicable("all examples are equally long")
    size = ceil(len(lengths) * _KEPT_PERCENT[severity] / 100)
    order = sorted(zip(lengths, evaluation.examples, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    kept = {example.id for _, example in order[:size]}
    return evaluation.with_examples([example for example in evaluation.examples if example.id in kept])


def _measure(example: Example) -> int:
    return sum(len(split_clusters(text)[0]) for _, text in text_fields(example.payload))
