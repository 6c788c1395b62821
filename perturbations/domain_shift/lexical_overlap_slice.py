"""The examples whose texts share most words."""

from __future__ import annotations

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.overlap import measure_overlap
from perturbations.slices import keep_highest


@declare_shift(
    PerturbationSpec(
        name="lexical_overlap_slice",
        family="domain_shift",
        description="Keeps the 80, 60, 40, 20 or 10 % of the examples whose texts (pair, prompt and choices, "
        "question and sentence) share most words.",
        label_policy="Every example that is kept keeps its text and gold.",
        formats=("classification", "multiple_choice", "span_qa"),
    )
)
def lexical_overlap_slice(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Keeps the examples of highest overlap whatever their gold is, ties by id; at least one."""
    overlaps = [measure_overlap(example) for example in evaluation.examples]
    if None in overlaps:
        return NotApplicable(f"{overlaps.count(None)} of {len(overlaps)} examples have but one text")
    known = [overlap for overlap in overlaps if overlap is not None]
    return keep_highest(evaluation, known, setting.severity, alike="all overlaps are the same")
