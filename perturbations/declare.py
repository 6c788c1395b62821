"""How a perturbation, a shift or a scaling is declared: one decorated function in a file of its own.

A file under ``perturbations.adversarial``, ``.domain_shift`` or ``.scaling`` is found by
the registry. Severity 0 is the identity of all three kinds and never reaches the
function; nor does an example that the spec does not cover.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from harness.types import (
    MAX_SEVERITY,
    AnswersGold,
    EvaluationSet,
    Example,
    FormatName,
    MultipleChoice,
    NotApplicable,
    ParallelPair,
    Payload,
    PlainText,
    Query,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
    text_fields,
)
from perturbations.base import PERTURBATIONS, PerturbationSpec, ScalingSteps, SetPart, check_severity
from perturbations.context import PerturbationContext
from perturbations.edits import Proposal
from perturbations.scopes import Scope
from perturbations.scripts import script_of
from perturbations.setting import Setting
from perturbations.subject import Subject

_FORMATS: dict[type[Payload], FormatName] = {
    TextPair: "classification",
    MultipleChoice: "multiple_choice",
    TaggedTokens: "tagging",
    SpanQA: "span_qa",
    ParallelPair: "retrieval",
    Query: "retrieval",
    PlainText: "masked_lm",
}


@dataclass(frozen=True, slots=True)
class ShiftSetting:
    """What the function behind a shift works under.

    Attributes:
        severity: 1 to 5.
        seed: of the run; the order of examples must not matter, so ranks are drawn from it by id.
        context: what is known of the whole set.
    """

    severity: int
    seed: int
    context: PerturbationContext


_SEVERITIES = range(1, MAX_SEVERITY + 1)
_SURROGATE = "a text holds a lone surrogate"

ProposeEdits: TypeAlias = Callable[[Subject, Setting], Proposal | NotApplicable]

ShiftSet: TypeAlias = Callable[[EvaluationSet, ShiftSetting], EvaluationSet | NotApplicable]

RescaleSet: TypeAlias = Callable[[Sequence[Example], int, int], tuple[Example, ...] | NotApplicable]
"""``(examples, severity, seed)`` → the rescaled examples."""


@dataclass(frozen=True, slots=True)
class EditingPerturbation:
    """A ``Perturbation`` made of one function; refuses what its spec does not cover."""

    spec: PerturbationSpec
    proposer: ProposeEdits

    @property
    def name(self) -> str:
        """Its registry name."""
        return self.spec.name

    def propose(self, example: Example, setting: Setting) -> Proposal | NotApplicable:
        """Returns the edits it would make; none at severity 0."""
        if setting.severity not in _SEVERITIES:
            check_severity(setting.severity, self.name)
            return Proposal()
        reason = _find_refusal(self.spec, example, setting.scope)
        if reason:
            return NotApplicable(reason)
        subject = Subject(example, setting.scope)
        if not subject.passages and setting.scope is not None:
            return NotApplicable(f"the example has nothing that is called {setting.scope.name}")
        return self.proposer(subject, setting) if subject.valid else NotApplicable(_SURROGATE)


@dataclass(frozen=True, slots=True)
class SetShift:
    """A ``Shift`` made of one function; refuses formats that its spec does not name."""

    spec: PerturbationSpec
    shifter: ShiftSet
    needs: tuple[SetPart, ...] = ()

    @property
    def name(self) -> str:
        """Its registry name."""
        return self.spec.name

    def shift(
        self, evaluation: EvaluationSet, *, severity: int, seed: int, context: PerturbationContext
    ) -> EvaluationSet | NotApplicable:
        """Returns the shifted set; the set itself at severity 0."""
        check_severity(severity, self.name)
        if severity == 0:
            return evaluation
        kinds = sorted({_FORMATS[type(example.payload)] for example in evaluation.examples})
        refused = [kind for kind in kinds if kind not in self.spec.formats]
        if refused or not kinds:
            return NotApplicable(f"not defined for {refused[0]}" if refused else "there are no examples")
        return self.shifter(evaluation, ShiftSetting(severity, seed, context))


@dataclass(frozen=True, slots=True)
class SetScaling:
    """A ``Scaling`` made of one function; refuses formats that its spec does not cover."""

    spec: PerturbationSpec
    steps: ScalingSteps
    rescaler: RescaleSet

    @property
    def name(self) -> str:
        """Its registry name."""
        return self.spec.name

    def rescale(
        self, examples: Sequence[Example], *, severity: int, seed: int
    ) -> tuple[Example, ...] | NotApplicable:
        """Returns the rescaled examples; all as they are at severity 0."""
        check_severity(severity, self.name)
        if severity == 0:
            return tuple(examples)
        for kind in dict.fromkeys(_FORMATS[type(example.payload)] for example in examples):
            if kind not in self.spec.formats:
                return NotApplicable(f"not defined for {kind}")
        return self.rescaler(examples, severity, seed)


def declare_perturbation(spec: PerturbationSpec) -> Callable[[ProposeEdits], EditingPerturbation]:
    """Makes the decorated function a registered perturbation.

    Raises:
        DuplicateNameError: if the name is taken.
    """

    def register(proposer: ProposeEdits) -> EditingPerturbation:
        perturbation = EditingPerturbation(spec, proposer)
        PERTURBATIONS.register(spec.name, perturbation)
        return perturbation

    return register


def declare_shift(
    spec: PerturbationSpec, *, needs: tuple[SetPart, ...] = ()
) -> Callable[[ShiftSet], SetShift]:
    """Makes the decorated function a registered shift.

    Args:
        spec: what is declared of it.
        needs: parts of the set that it looks at and that are not read for every set.

    Raises:
        DuplicateNameError: if the name is taken.
    """

    def register(shifter: ShiftSet) -> SetShift:
        shift = SetShift(spec, shifter, needs)
        PERTURBATIONS.register(spec.name, shift)
        return shift

    return register


def declare_scaling(spec: PerturbationSpec, steps: ScalingSteps) -> Callable[[RescaleSet], SetScaling]:
    """Makes the decorated function a registered scaling.

    Raises:
        DuplicateNameError: if the name is taken.
    """

    def register(rescaler: RescaleSet) -> SetScaling:
        scaling = SetScaling(spec, steps, rescaler)
        PERTURBATIONS.register(spec.name, scaling)
        return scaling

    return register


def _find_refusal(spec: PerturbationSpec, example: Example, scope: Scope | None) -> str:
    kind = _FORMATS[type(example.payload)]
    if kind not in spec.formats:
        return f"not defined for {kind}"
    if scope is not None and kind not in scope.formats:
        return f"{kind} has no part called {scope.name}"
    if spec.scripts:
        script = script_of(example.language, text_fields(example.payload)[0][1])
        if script not in spec.scripts:
            return f"not defined for {script} script"
    return _find_fault(example) if kind in ("tagging", "span_qa") else ""


def _find_fault(example: Example) -> str:
    """Why the gold cannot travel: it does not fit its own text."""
    match example.payload, example.gold:
        case TaggedTokens(tokens), TagsGold(tags) if len(tokens) != len(tags):
            return f"{len(tags)} tags for {len(tokens)} tokens"
        case SpanQA(context), AnswersGold(answers):
            if any(one.start < 0 or not context.startswith(one.text, one.start) for one in answers):
                return "an answer is not at its offset"
    return ""
