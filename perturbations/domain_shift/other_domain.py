"""Examples of domains that training did not see."""

from __future__ import annotations

from fractions import Fraction

from harness.seeds import derive_entropy
from harness.types import MAX_SEVERITY, EvaluationSet, Example, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_shift


@declare_shift(
    PerturbationSpec(
        name="other_domain",
        family="domain_shift",
        description="A share of severity/5 of the examples comes from domains held out of training.",
        label_policy="Every example keeps its own text and gold; only the mixture of domains changes.",
    )
)
def other_domain(evaluation: EvaluationSet, severity: int, seed: int) -> EvaluationSet | NotApplicable:
    """Replaces examples by those of the reserve; the replaced ones of one severity are so at all higher.

    With a reserve too small for the share the set shrinks, and the share still holds.
    """
    if not evaluation.reserve:
        return NotApplicable("no examples of another domain")
    share = Fraction(severity, MAX_SEVERITY)
    size = min(len(evaluation.examples), int(len(evaluation.reserve) / share))
    added = round(size * share)

    def rank(example: Example) -> tuple[int, str]:
        return derive_entropy(seed, "other_domain", example.id), example.id

    kept = set(sorted(map(rank, evaluation.examples))[: size - added])
    others = sorted(evaluation.reserve, key=rank)[:added]
    return evaluation.with_examples([e for e in evaluation.examples if rank(e) in kept] + others)
