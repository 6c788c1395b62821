"""The examples whose shared words speak against their gold answer."""

from __future__ import annotations

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.overlap import measure_misguidance
from perturbations.slices import keep_highest


@declare_shift(
    PerturbationSpec(
        name="misleading_overlap_slice",
        family="domain_shift",
        description="Keeps the 80, 60, 40, 20 or 10 % of the examples whose shared words mislead most: like "
        "texts that do not agree, wrong choices and sentences without the answer nearer than the right ones.",
        label_policy="Every example that is kept keeps its text and gold.",
        formats=("classification", "multiple_choice", "span_qa"),
    )
)
def misleading_overlap_slice(
    evaluation: EvaluationSet, setting: ShiftSetting
) -> EvaluationSet | NotApplicable:
    """The slice of a set on which HANS's heuristics fail (McCoy et al. 2019), ties by id; at least one."""
    scores = [measure_misguidance(example) for example in evaluation.examples]
    if None in scores:
        return NotApplicable(f"in {scores.count(None)} of {len(scores)} examples overlap points to no answer")
    known = [score for score in scores if score is not None]
    return keep_highest(evaluation, known, setting.severity, alike="all overlaps mislead alike")
