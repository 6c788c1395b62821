"""The examples that a reference language model expects least."""

from __future__ import annotations

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import keep_highest_measured


@declare_shift(
    PerturbationSpec(
        name="ood_perplexity",
        family="domain_shift",
        description="Keeps the 80, 60, 40, 20 or 10 % of the examples of largest perplexity under a "
        "reference language model.",
        label_policy="Every example that is kept keeps its text and gold.",
    )
)
def ood_perplexity(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Keeps those farthest out of distribution, ties by id; at least one."""
    measured = setting.context.perplexities
    return keep_highest_measured(evaluation, measured, setting.severity, what="perplexities")
