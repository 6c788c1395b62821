"""Examples of domains that training did not see."""

from __future__ import annotations

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import rank_by_seed, replace_share


@declare_shift(
    PerturbationSpec(
        name="other_domain",
        family="domain_shift",
        description="A share of severity/5 of the examples comes from domains held out of training.",
        label_policy="Every example keeps its own text and gold; only the mixture of domains changes.",
    )
)
def other_domain(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Replaces examples by those of the reserve; the replaced ones of one severity are so at all higher.

    With a reserve too small for the share the set shrinks, and the share still holds.
    """
    if not evaluation.reserve:
        return NotApplicable("no examples of another domain")
    rank = rank_by_seed(setting.seed, "other_domain")
    return replace_share(evaluation, sorted(evaluation.reserve, key=rank), setting.severity, rank)
