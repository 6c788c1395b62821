"""The longest examples alone."""

from __future__ import annotations

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import keep_highest, measure_length


@declare_shift(
    PerturbationSpec(
        name="length_slice",
        family="domain_shift",
        description="Keeps the longest 80, 60, 40, 20 or 10 % of the examples.",
        label_policy="Every example that is kept keeps its text and gold.",
    )
)
def length_slice(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Keeps the examples of most grapheme clusters, ties by id; at least one."""
    lengths = [measure_length(example) for example in evaluation.examples]
    return keep_highest(evaluation, lengths, setting.severity, alike="all examples are equally long")
