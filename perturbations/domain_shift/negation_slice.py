"""More examples that negate."""

from __future__ import annotations

from fractions import Fraction

from harness.types import MAX_SEVERITY, EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.negation import has_negator, knows_negators
from perturbations.slices import asked_texts, keep, rank_by_seed


@declare_shift(
    PerturbationSpec(
        name="negation_slice",
        family="domain_shift",
        description="Drops examples without a negator, until the share of those with one has come severity/5 "
        "of the way to all; in questions about a context the question counts.",
        label_policy="Every example that is kept keeps its text and gold.",
        version=2,
    )
)
def negation_slice(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Keeps every example with a negator; what one severity drops, all higher ones do."""
    language = evaluation.language
    if not knows_negators(language):
        return NotApplicable(f"no negators are listed for {language}")
    found = {e.id for e in evaluation.examples if any(has_negator(t, language) for t in asked_texts(e))}
    others = [example for example in evaluation.examples if example.id not in found]
    if not found or not others:
        return NotApplicable("all examples have a negator" if found else "no example has a negator")
    share = Fraction(len(found), len(evaluation.examples))
    wanted = share + (1 - share) * Fraction(setting.severity, MAX_SEVERITY)
    size = round(len(found) * (1 - wanted) / wanted)
    stay = sorted(others, key=rank_by_seed(setting.seed, "negation_slice"))[:size]
    return keep(evaluation, found | {example.id for example in stay})
