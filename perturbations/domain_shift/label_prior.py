"""Another share of the most frequent label."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from harness.types import MAX_SEVERITY, EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import keep, rank_by_seed
from perturbations.strata import stratum_of


@declare_shift(
    PerturbationSpec(
        name="label_prior",
        family="domain_shift",
        description="Drops severity/5 of the examples of the most frequent gold label, place of the right "
        "choice, or answerability.",
        label_policy="Every example that is kept keeps its text and gold; only the shares of labels change.",
        formats=("classification", "multiple_choice", "span_qa"),
    )
)
def label_prior(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Knocks the label out step by step; what one severity drops, all higher ones do.

    Of labels equally frequent the first by name is dropped, the same one whatever the seed.
    """
    labels = {example.id: stratum_of(example.gold) for example in evaluation.examples}
    counts = Counter(labels.values())
    if len(counts) < 2:
        return NotApplicable("all examples have one label")
    frequent = min(counts, key=lambda label: (-counts[label], label))
    of_label = [example for example in evaluation.examples if labels[example.id] == frequent]
    size = round(len(of_label) * Fraction(MAX_SEVERITY - setting.severity, MAX_SEVERITY))
    stay = sorted(of_label, key=rank_by_seed(setting.seed, "label_prior"))[:size]
    others = {name for name, label in labels.items() if label != frequent}
    return keep(evaluation, others | {example.id for example in stay})
