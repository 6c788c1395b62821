"""The genres alone that training saw least of."""

from __future__ import annotations

from collections import Counter

from harness.types import EvaluationSet, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import ShiftSetting, declare_shift
from perturbations.slices import KEPT_PERCENT, keep


@declare_shift(
    PerturbationSpec(
        name="genre_slice",
        family="domain_shift",
        description="Keeps whole genres, those of fewest training examples first, of at most 80, 60, 40, 20 "
        "or 10 % of the examples, or the first genre alone.",
        label_policy="Every example that is kept keeps its text and gold.",
    ),
    needs=("training_domains",),
)
def genre_slice(evaluation: EvaluationSet, setting: ShiftSetting) -> EvaluationSet | NotApplicable:
    """Concentrates the set on genres; of two equally far from training the rarer goes first, then by name.

    Genres of training and test data are the same where they have the same name.
    """
    sizes = Counter(example.domain for example in evaluation.examples)
    if sizes[""]:
        return NotApplicable(f"the genre of {sizes['']} of {sizes.total()} examples is not known")
    if len(sizes) < 2:
        return NotApplicable("all examples are of one genre")
    trained = dict(evaluation.training_domains)
    order = sorted(sizes, key=lambda genre: (trained.get(genre, 0), sizes[genre], genre))
    kept, held = {order[0]}, sizes[order[0]]
    for genre in order[1:]:
        held += sizes[genre]
        if held * 100 > sizes.total() * KEPT_PERCENT[setting.severity]:
            break
        kept.add(genre)
    return keep(evaluation, {example.id for example in evaluation.examples if example.domain in kept})
