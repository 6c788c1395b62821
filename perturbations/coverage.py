"""Perturbing whole sets, and counting what became of every example."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.types import Coverage, EvaluationSet, Example, NoGold, NotApplicable, PlainText
from perturbations.base import Perturbation, check_severity, find_perturbation
from perturbations.context import PerturbationContext
from perturbations.edits import realise

_LONE_SURROGATE = regex.compile(r"\p{Cs}")


@dataclass(frozen=True, slots=True)
class PerturbedSet:
    """The examples that a perturbation changed, and what became of the others.

    Attributes:
        pairs: ``(clean, perturbed)`` of the changed examples, in the order of the set.
        coverage: counts over all examples.
        edited: units edited, over all examples that the perturbation could be applied to.
        units: units eligible, over the same examples.
    """

    pairs: tuple[tuple[Example, Example], ...]
    coverage: Coverage
    edited: int
    units: int


@dataclass(frozen=True, slots=True)
class _Attempt:
    outcome: Example | NotApplicable
    edited: int = 0
    units: int = 0


def perturb_set(
    evaluation: EvaluationSet,
    perturbation: Perturbation,
    *,
    severity: int,
    seed: int,
    context: PerturbationContext,
) -> PerturbedSet:
    """Perturbs every example by itself; order and sharding of the set change nothing.

    Raises:
        RequestError: if the severity is outside 0 to 5.
    """
    check_severity(severity, perturbation.name)
    pairs: list[tuple[Example, Example]] = []
    reasons: Counter[str] = Counter()
    edited, units, rates = 0, 0, 0.0
    for example in evaluation.examples:
        attempt = _attempt(example, perturbation, severity, seed, context)
        edited += attempt.edited
        units += attempt.units
        if isinstance(attempt.outcome, NotApplicable):
            reasons[attempt.outcome.reason] += 1
        elif attempt.outcome is not example:
            pairs.append((example, attempt.outcome))
            rates += attempt.edited / attempt.units
    coverage = _count(len(evaluation.examples), len(pairs), rates, reasons)
    return PerturbedSet(tuple(pairs), coverage, edited, units)


def perturb_text(
    text: str, perturbation: str, *, language: str, severity: int, seed: int, context: PerturbationContext
) -> Example | NotApplicable:
    """Returns a text perturbed by name, as an example whose payload is a ``PlainText``.

    The text itself keys the randomness: a line is perturbed alike wherever it stands.

    Raises:
        UnknownNameError: if there is no such perturbation.
        RequestError: if it is none of texts, the severity is outside 0 to 5, or the text
            is not valid Unicode.
    """
    found = find_perturbation(perturbation)
    check_severity(severity, found.name)
    surrogate = _LONE_SURROGATE.search(text)
    if surrogate:
        raise RequestError(
            f"character {surrogate.start() + 1} is a lone surrogate",
            place="text",
            remedy="encode the text as UTF-8",
        )
    example = Example(text, language, PlainText(text), NoGold(), group=text)
    return _attempt(example, found, severity, seed, context).outcome


def _attempt(
    example: Example, perturbation: Perturbation, severity: int, seed: int, context: PerturbationContext
) -> _Attempt:
    keys = (perturbation.name, perturbation.spec.version, example.language, severity, example.id)
    rng = derive_generator(seed, *keys)
    proposal = perturbation.propose(example, severity=severity, rng=rng, context=context)
    if isinstance(proposal, NotApplicable):
        return _Attempt(proposal)
    outcome = realise(example, proposal)
    if isinstance(outcome, NotApplicable):
        return _Attempt(outcome)
    return _Attempt(outcome, proposal.edited, proposal.units)


def _count(attempted: int, changed: int, rates: float, reasons: Counter[str]) -> Coverage:
    refused = reasons.total()
    return Coverage(
        attempted=attempted,
        changed=changed,
        unchanged=attempted - changed - refused,
        not_applicable=refused,
        edit_rate=rates / changed if changed else 0.0,
        reasons=tuple(sorted(reasons.items())),
    )
