"""What a perturbation, a shift and a scaling are, and the registry that holds all three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from harness.errors import RequestError
from harness.registry import Registry
from harness.types import (
    MAX_SEVERITY,
    EvaluationSet,
    Example,
    FormatName,
    NotApplicable,
)
from perturbations.context import PerturbationContext
from perturbations.edits import Proposal
from perturbations.setting import Setting

PerturbationFamily: TypeAlias = Literal["adversarial", "domain_shift", "scaling"]
SetPart: TypeAlias = Literal["foreign", "training_domains"]
"""A part of an ``EvaluationSet`` that takes reading other data: it is there only for shifts that need it."""
Resource: TypeAlias = Literal[
    "lexicon",
    "lexicons",
    "misspellings",
    "inflections",
    "synonyms",
    "gazetteer",
    "recorded",
    "mask_filler",
    "translator",
]
"""What a user brings; ``lexicons`` are into two languages and more."""
Target: TypeAlias = Literal["evaluation", "train"]

Unit: TypeAlias = Literal[
    "characters", "words", "marks", "digits", "numbers", "entities", "gaps", "sentences", "texts"
]
"""What is counted: characters are grapheme clusters other than white space, gaps are what parts words."""

ALL_FORMATS: tuple[FormatName, ...] = (
    "classification",
    "multiple_choice",
    "tagging",
    "span_qa",
    "retrieval",
    "masked_lm",
)


@dataclass(frozen=True, slots=True)
class PerturbationSpec:
    """What is declared of a perturbation, shift or scaling.

    Attributes:
        name: registry name.
        family: which suite it belongs to.
        description: what it does, one sentence.
        label_policy: why the gold still holds, one or two sentences.
        formats: formats it can be applied to.
        scripts: scripts it can be applied to (see ``script_of``); empty: any.
        version: part of every random key; raised whenever the result changes.
        splits_graphemes: it may edit inside an extended grapheme cluster.
        unit: what the rate of a severity is a share of, in the plural; of "sentences" and "texts"
            the severity is not a rate.
        control: the gold is not kept, on purpose: the model is to fall, and one that does not
            cheats.
        target: which data it changes: those of the evaluation, or those of training.
        needs: a list or model without which it can do nothing with running text.
    """

    name: str
    family: PerturbationFamily
    description: str
    label_policy: str
    formats: tuple[FormatName, ...] = ALL_FORMATS
    scripts: tuple[str, ...] = ()
    version: int = 1
    splits_graphemes: bool = False
    unit: Unit = "characters"
    control: bool = False
    target: Target = "evaluation"
    needs: Resource | None = None


@dataclass(frozen=True, slots=True)
class ScalingSteps:
    """What the severities of a scaling leave, and how a report speaks of it.

    Attributes:
        left: share of the examples, or of their labels, that stays as it was, by severity from 0; fractions.
        names: of the severities, short, as part of a model's name; empty for severity 0.
        axis: what is counted where scores are drawn against it; ``{}`` stands for whose data these are.
        shrinks: what is not left is gone, and the set is smaller; otherwise it stays as large.
    """

    left: tuple[float, ...]
    names: tuple[str, ...]
    axis: str = "{} examples"
    shrinks: bool = False


HALVES = ScalingSteps(
    left=tuple(0.5**severity for severity in range(MAX_SEVERITY + 1)),
    names=("", *(f"1:{2**severity}" for severity in range(1, MAX_SEVERITY + 1))),
    shrinks=True,
)
"""The steps of a scaling that keeps 1/2^severity of the examples."""


@runtime_checkable
class Perturbation(Protocol):
    """Example → example that keeps the gold answer true."""

    @property
    def spec(self) -> PerturbationSpec:
        """What is declared of it."""
        ...

    @property
    def name(self) -> str:
        """Its registry name."""
        ...

    def propose(self, example: Example, setting: Setting) -> Proposal | NotApplicable:
        """Returns the edits it would make, with the number of units edited and in reach; none at severity 0.

        Raises:
            RequestError: if the severity is outside 0 to 5.
        """
        ...


@runtime_checkable
class Shift(Protocol):
    """A change of the distribution of the examples of an evaluation set."""

    @property
    def spec(self) -> PerturbationSpec:
        """What is declared of it."""
        ...

    @property
    def name(self) -> str:
        """Its registry name."""
        ...

    @property
    def needs(self) -> tuple[SetPart, ...]:
        """Which parts of the set it looks at that are not read for every set."""
        ...

    def shift(
        self, evaluation: EvaluationSet, *, severity: int, seed: int, context: PerturbationContext
    ) -> EvaluationSet | NotApplicable:
        """Returns the shifted set.

        Raises:
            RequestError: if the severity is outside 0 to 5.
        """
        ...


@runtime_checkable
class Scaling(Protocol):
    """A change of the amount of data, or of the quality of their labels."""

    @property
    def spec(self) -> PerturbationSpec:
        """What is declared of it."""
        ...

    @property
    def name(self) -> str:
        """Its registry name."""
        ...

    @property
    def steps(self) -> ScalingSteps:
        """What its severities leave."""
        ...

    def rescale(
        self, examples: Sequence[Example], *, severity: int, seed: int
    ) -> tuple[Example, ...] | NotApplicable:
        """Returns what it makes of the examples of one task and language.

        Raises:
            RequestError: if the severity is outside 0 to 5.
        """
        ...


AnyPerturbation: TypeAlias = Perturbation | Shift | Scaling

PERTURBATIONS: Registry[AnyPerturbation] = Registry(
    "perturbation", "perturbations.adversarial", "perturbations.domain_shift", "perturbations.scaling"
)


def find_scaling(name: str, *, place: str = "request") -> Scaling:
    """Returns the scaling of that name.

    Raises:
        UnknownNameError: if there is none.
        RequestError: if it is a perturbation or a shift.
    """
    found = PERTURBATIONS.get(name, place=place)
    if isinstance(found, Scaling):
        return found
    raise refuse_kind(found, "a scaling", place)


def check_severity(severity: int, place: str) -> None:
    """Refuses a severity outside 0 to 5.

    Raises:
        RequestError: if it is.
    """
    if not 0 <= severity <= MAX_SEVERITY:
        raise RequestError(
            f"severity {severity} does not exist", place=place, remedy=f"choose 0 (none) to {MAX_SEVERITY}"
        )


def refuse_kind(found: AnyPerturbation, wanted: str, place: str) -> RequestError:
    """Returns the error that says that an entry is of another kind than is wanted."""
    return RequestError(
        f"{found.name!r} is of family {found.spec.family}, not {wanted}",
        place=place,
        remedy="choose another (crosswind list perturbations)",
    )
