"""Perturbing whole sets, and counting what became of every example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from harness.errors import RequestError
from harness.types import Coverage, EvaluationSet, Example, NoGold, NotApplicable, PlainText
from perturbations.base import Perturbation, check_severity
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.draws import DrawKey
from perturbations.edits import realise
from perturbations.setting import Setting

_LONE_SURROGATE = regex.compile(r"\p{Cs}")


@dataclass(frozen=True, slots=True)
class PerturbedSet:
    """The examples that a perturbation changed, and what became of the others.

    Attributes:
        pairs: ``(clean, perturbed)`` of the changed examples, in the order of the set.
        coverage: counts over all examples.
    """

    pairs: tuple[tuple[Example, Example], ...]
    coverage: Coverage


class Attempt(NamedTuple):
    """What became of one example.

    Attributes:
        clean: the example.
        outcome: the perturbed example, the example itself where nothing changed, or why not.
        edited: units edited.
        units: units that there were.
    """

    clean: Example
    outcome: Example | NotApplicable
    edited: int = 0
    units: int = 0


class CoverageCount:
    """Counts attempts as they come, so that millions need no memory."""

    __slots__ = ("_attempted", "_changed", "_edited", "_rates", "_reasons", "_units")

    def __init__(self) -> None:
        self._attempted = self._changed = self._edited = self._units = 0
        self._rates = 0.0
        self._reasons: Counter[str] = Counter()

    def add(self, attempt: Attempt) -> None:
        """Counts one attempt."""
        self._attempted += 1
        if type(attempt.outcome) is NotApplicable:
            self._reasons[attempt.outcome.reason] += 1
            return
        self._edited += attempt.edited
        self._units += attempt.units
        if attempt.outcome is not attempt.clean:
            self._changed += 1
            self._rates += attempt.edited / attempt.units

    def total(self) -> Coverage:
        """Returns what was counted."""
        refused = self._reasons.total()
        return Coverage(
            attempted=self._attempted,
            changed=self._changed,
            unchanged=self._attempted - self._changed - refused,
            not_applicable=refused,
            edit_rate=self._rates / self._changed if self._changed else 0.0,
            reasons=tuple(sorted(self._reasons.items())),
            edited=self._edited,
            units=self._units,
        )


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
    count = CoverageCount()
    pairs: list[tuple[Example, Example]] = []
    attempts = perturb_examples(
        evaluation.examples, perturbation, severity=severity, seed=seed, context=context
    )
    for attempt in attempts:
        count.add(attempt)
        if attempt.outcome is not attempt.clean and type(attempt.outcome) is Example:
            pairs.append((attempt.clean, attempt.outcome))
    return PerturbedSet(tuple(pairs), count.total())


def perturb_examples(
    examples: Iterable[Example],
    perturbation: Perturbation,
    *,
    severity: int,
    seed: int,
    context: PerturbationContext,
) -> Iterator[Attempt]:
    """Yields what becomes of each example, one at a time, however many there are.

    Raises:
        RequestError: if the severity is outside 0 to 5.
    """
    check_severity(severity, perturbation.name)
    keys: dict[str, DrawKey] = {}
    version, name = perturbation.spec.version, perturbation.name
    for example in examples:
        language = example.language
        key = keys.get(language)
        if key is None:
            key = keys[language] = DrawKey(seed, name, version, language, severity)
        proposal = perturbation.propose(example, Setting(severity, key.open(example.id), context))
        if isinstance(proposal, NotApplicable):
            yield Attempt(example, proposal)
            continue
        outcome = realise(example, proposal)
        if isinstance(outcome, NotApplicable):
            yield Attempt(example, outcome)
        else:  # edits that undo each other change nothing
            yield Attempt(example, outcome, 0 if outcome is example else proposal.edited, proposal.units)


def perturb_example(
    example: Example, perturbation: Perturbation, *, severity: int, seed: int, context: PerturbationContext
) -> Attempt:
    """Returns what becomes of one example, the same as among others.

    Raises:
        RequestError: if the severity is outside 0 to 5.
    """
    return next(perturb_examples([example], perturbation, severity=severity, seed=seed, context=context))


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
    return perturb_example(example, found, severity=severity, seed=seed, context=context).outcome
