"""Nested halves of the training data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from harness.seeds import derive_entropy
from harness.types import AnswersGold, ChoiceGold, Example, Gold, LabelGold
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_scaling


@declare_scaling(
    PerturbationSpec(
        name="intermediate_subset",
        family="scaling",
        description="Keeps 1/2^severity of the training examples, stratified by label.",
        label_policy="Every training example that is kept keeps its text and gold.",
    )
)
def intermediate_subset(examples: Sequence[Example], severity: int, seed: int) -> tuple[Example, ...]:
    """Keeps the first of an order that mixes the labels evenly, so that subsets are nested.

    The order depends on the seed and on each example's language and id alone. At least one is kept.
    """
    keys = [
        (derive_entropy(seed, "intermediate_subset", example.language, example.id), place)
        for place, example in enumerate(examples)
    ]
    strata: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for example, key in zip(examples, keys, strict=True):
        strata[_stratum(example.gold)].append(key)
    order = sorted(
        ((rank + 0.5) / len(members), key)
        for members in strata.values()
        for rank, key in enumerate(sorted(members))
    )
    size = max(1, round(len(examples) / 2**severity))
    kept = sorted(place for _, (_, place) in order[:size])
    return tuple(examples[place] for place in kept)


def _stratum(gold: Gold) -> str:
    match gold:
        case LabelGold(label):
            return label
        case ChoiceGold(index):
            return str(index)
        case AnswersGold(answers):
            return "answerable" if answers else "unanswerable"
        case _:
            return ""
