"""Nested halves of the training data."""

from __future__ import annotations

from collections.abc import Sequence

from harness.seeds import derive_entropy
from harness.types import Example
from perturbations.base import HALVES, PerturbationSpec
from perturbations.declare import declare_scaling
from perturbations.strata import TRAINED_FORMATS, order_evenly, stratum_of


@declare_scaling(
    PerturbationSpec(
        name="intermediate_subset",
        family="scaling",
        description="Keeps 1/2^severity of the training examples, stratified by label.",
        label_policy="Every training example that is kept keeps its text and gold.",
        formats=TRAINED_FORMATS,
        version=2,
        target="train",
    ),
    HALVES,
)
def intermediate_subset(examples: Sequence[Example], severity: int, seed: int) -> tuple[Example, ...]:
    """Keeps the first of an order that mixes the labels evenly, so that subsets are nested.

    The order depends on the seed and on each example's language and id alone. At least one is kept.
    """
    keys = [derive_entropy(seed, "intermediate_subset", example.language, example.id) for example in examples]
    order = order_evenly([stratum_of(example.gold) for example in examples], keys)
    size = max(1, round(len(examples) / 2**severity))
    return tuple(examples[place] for place in sorted(order[:size]))
