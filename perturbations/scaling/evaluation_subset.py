"""Nested halves of an evaluation set, the same items in every language."""

from __future__ import annotations

from collections.abc import Sequence

from harness.seeds import derive_entropy
from harness.types import Example
from perturbations.base import ALL_FORMATS, HALVES, PerturbationSpec
from perturbations.declare import declare_scaling


@declare_scaling(
    PerturbationSpec(
        name="evaluation_subset",
        family="scaling",
        description="Keeps 1/2^severity of the evaluation examples, the same ids in every language.",
        label_policy="Every evaluation example that is kept keeps its text and gold.",
        formats=tuple(kind for kind in ALL_FORMATS if kind != "masked_lm"),
    ),
    HALVES,
)
def evaluation_subset(examples: Sequence[Example], severity: int, seed: int) -> tuple[Example, ...]:
    """Keeps the first of an order that depends on the seed and on each id alone; at least one.

    Not stratified: labels need not be alike in every language, and parallel sets stay parallel.
    """
    keys = [(derive_entropy(seed, "evaluation_subset", one.id), place) for place, one in enumerate(examples)]
    size = max(1, round(len(examples) / 2**severity))
    return tuple(examples[place] for place in sorted(place for _, place in sorted(keys)[:size]))
