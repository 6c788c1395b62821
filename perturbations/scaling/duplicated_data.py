"""Training data of which a part is said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from harness.seeds import derive_entropy
from harness.types import Example
from perturbations.base import PerturbationSpec, ScalingSteps
from perturbations.declare import declare_scaling
from perturbations.strata import TRAINED_FORMATS, count_share, order_evenly, stratum_of

COPIED = (0.0, 0.10, 0.25, 0.50, 0.75, 0.90)
"""Share of the examples that are copies, by severity; fractions."""


@declare_scaling(
    PerturbationSpec(
        name="duplicated_data",
        family="scaling",
        description="Replaces 10, 25, 50, 75 or 90 % of the training examples by copies of the others.",
        label_policy="Every training example, copy or not, keeps text and gold; labels keep their shares.",
        formats=TRAINED_FORMATS,
        target="train",
    ),
    ScalingSteps(
        left=tuple(round(1 - share, 2) for share in COPIED),
        names=("", *(f"copies-{100 * share:.0f}%" for share in COPIED[1:])),
        axis="distinct {} examples",
    ),
)
def duplicated_data(examples: Sequence[Example], severity: int, seed: int) -> tuple[Example, ...]:
    """Puts copies in the places of the last of an order that mixes the labels evenly.

    What is kept at one severity is kept at all lower ones. A copy is of a kept example of the same
    label, of each as often as of the others (of any, where no example of that label is kept), and
    has an id of its own. The size stays, and at least one example is kept.
    """
    keys = [derive_entropy(seed, "duplicated_data", example.language, example.id) for example in examples]
    strata = [stratum_of(example.gold) for example in examples]
    order = order_evenly(strata, keys)
    size = max(1, len(examples) - count_share(len(examples), COPIED[severity]))
    kept: dict[str, list[int]] = defaultdict(list)
    for place in order[:size]:
        kept[strata[place]].append(place)
    made = list(examples)
    copies: dict[int, int] = defaultdict(int)
    turns: dict[str, int] = defaultdict(int)
    for place in order[size:]:
        originals = kept[strata[place]] or order[:size]
        original = originals[turns[strata[place]] % len(originals)]
        turns[strata[place]] += 1
        copies[original] += 1
        made[place] = replace(examples[original], id=f"{examples[original].id}~{copies[original]}")
    return tuple(made)
