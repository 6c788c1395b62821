"""Training data of which a part is labelled wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from harness.seeds import derive_entropy
from harness.types import Example, NotApplicable
from perturbations.base import PerturbationSpec, ScalingSteps
from perturbations.declare import declare_scaling
from perturbations.strata import TRAINED_FORMATS, count_share, order_evenly
from perturbations.wrong_labels import Wrong, list_labels, pick_wrong, replace_labels, survey_labels

WRONG = (0.0, 0.05, 0.10, 0.20, 0.30, 0.40)
"""Share of the labels that are wrong, by severity; fractions."""

SPEC = PerturbationSpec(
    name="label_noise",
    family="scaling",
    description="Replaces 5, 10, 20, 30 or 40 % of the training labels by other labels of the same set.",
    label_policy="The text stays and the label becomes wrong on purpose: another class or choice, another "
    "type for a whole entity, another tag, another span of about the same length in the same context.",
    formats=TRAINED_FORMATS,
    target="train",
)
STEPS = ScalingSteps(
    left=tuple(round(1 - share, 2) for share in WRONG),
    names=("", *(f"noise-{100 * share:.0f}%" for share in WRONG[1:])),
    axis="{} examples with right labels",
)


@declare_scaling(SPEC, STEPS)
def label_noise(examples: Sequence[Example], severity: int, seed: int) -> tuple[Example, ...] | NotApplicable:
    """Replaces the labels of the first of an order that mixes them evenly, each by one that is its own.

    A label that is wrong at one severity is wrong in the same way at all higher ones. The share is of
    the labels that there are: entities and tags are labels of their own, and a question without an
    answer has none.
    """
    labels = survey_labels(examples)
    sites = [
        (place, number, label)
        for place, example in enumerate(examples)
        for number, label in enumerate(list_labels(example.gold, labels))
    ]
    keys = [_draw(examples[place], number, seed, "order") for place, number, _ in sites]
    wanted = count_share(len(sites), WRONG[severity])
    wrong: dict[int, dict[int, Wrong]] = defaultdict(dict)
    done = 0
    for site in order_evenly([label for _, _, label in sites], keys):
        if done == wanted:
            break
        place, number, label = sites[site]
        other = pick_wrong(examples[place], label, labels, _draw(examples[place], number, seed, "label"))
        if other is not None:
            wrong[place][number] = other
            done += 1
    if done < wanted or not sites:
        return NotApplicable(f"only {done} of {len(sites)} labels have another to be replaced by")
    made = list(examples)
    for place, numbers in wrong.items():
        example = examples[place]
        made[place] = replace(example, gold=replace_labels(example.gold, numbers, labels))
    return tuple(made)


def _draw(example: Example, number: int, seed: int, purpose: str) -> int:
    return derive_entropy(seed, SPEC.name, SPEC.version, example.language, example.id, number, purpose)
