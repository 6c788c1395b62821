"""Examples of other data sets for the same question."""

from __future__ import annotations

from itertools import chain, zip_longest

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import rank_by_seed, replace_share


@declare_shift(
    PerturbationSpec(
        name="other_source",
        family="domain_shift",
        description="A share of severity/5 of the examples comes from other data sets in the same language, "
        "as many from each as long as they last.",
        label_policy="Every example keeps its text; its gold is the other data set's, under the names that "
        "the task declares for its labels.",
        formats=("classification", "multiple_choice", "tagging", "span_qa"),
    ),
    needs=("foreign",),
)
def other_source(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Replaces examples by foreign ones; what one severity replaces, all higher ones do."""
    if not evaluation.foreign:
        return NotApplicable(f"no other data set for this task is at hand in {evaluation.language}")
    rank = rank_by_seed(setting.seed, "other_source")
    foreign = sorted(evaluation.foreign, key=rank)
    sources = sorted({example.domain for example in foreign})
    turns = zip_longest(*([one for one in foreign if one.domain == source] for source in sources))
    others = [example for example in chain.from_iterable(turns) if example is not None]
    return replace_share(evaluation, others, setting.severity, rank)
