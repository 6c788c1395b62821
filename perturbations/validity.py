"""Whether the gold answer plausibly survived a change of the text, by rules that can be checked.

A rule holds, fails, or does not apply to a pair of a clean example and what was made of it.
One that fails means that the gold is probably broken. That all hold does not prove that it is
not: a reader may still be lost, which only a person can tell (``crosswind audit-sample``).
Where no rule about the gold applies, the answer is "unknown".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from harness.types import Example
from perturbations.compose import PART, THEN, find_stress
from perturbations.validity_rules import GUARDS, RULES, STRUCTURE, Outcome

Verdict: TypeAlias = Literal["kept", "broken", "unknown"]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule held, failed and did not apply."""

    rule: str
    holds: int
    fails: int
    inapplicable: int


@dataclass(frozen=True, slots=True)
class Validity:
    """What the rules say of the changed examples of a set.

    Attributes:
        kept: examples with which some rule about the gold agrees, and none does not.
        broken: examples with which some rule does not agree.
        unknown: examples that no rule about the gold applies to.
        rules: every rule that applied to any of them.
        construction: why the perturbation keeps the gold whatever it changes; empty if it may not.
        control: the perturbation does not keep the gold, on purpose.
    """

    kept: int
    broken: int
    unknown: int
    rules: tuple[RuleCount, ...]
    construction: str = ""
    control: bool = False

    @property
    def checked(self) -> int:
        """Number of examples that the share is of."""
        return self.kept + self.broken


def audit_pairs(pairs: Iterable[tuple[Example, Example]], perturbation: str) -> Validity:
    """Counts, over pairs of a clean and a changed example, whose gold plausibly survived.

    Raises:
        UnknownNameError: if there is no such perturbation or shift.
    """
    construction = _explain_construction(perturbation)
    control = find_stress(perturbation).spec.control
    verdicts: Counter[Verdict] = Counter()
    outcomes: Counter[tuple[str, Outcome]] = Counter()
    for clean, changed in pairs:
        found = check_pair(clean, changed)
        if construction:
            found = {rule: outcome for rule, outcome in found.items() if rule in STRUCTURE}
        verdicts[judge(found, by_construction=bool(construction))] += 1
        outcomes.update(found.items())
    rules = tuple(
        RuleCount(name, held, failed, outcomes[name, "does not apply"])
        for name in RULES
        for held, failed in [(outcomes[name, "holds"], outcomes[name, "fails"])]
        if held or failed
    )
    counts = (verdicts["kept"], verdicts["broken"], verdicts["unknown"])
    return Validity(*counts, rules, construction, control)


def check_pair(clean: Example, changed: Example) -> dict[str, Outcome]:
    """Returns the outcome of every rule, by its name."""
    return {rule.name: rule.check(clean, changed) for rule in RULES.values()}


def judge(outcomes: dict[str, Outcome], *, by_construction: bool = False) -> Verdict:
    """Returns what outcomes say together: one failure breaks, silence is unknown."""
    if "fails" in outcomes.values():
        return "broken"
    agreed = any(outcome == "holds" and name not in GUARDS for name, outcome in outcomes.items())
    return "kept" if agreed or by_construction else "unknown"


def keep_gold_by_construction(perturbation: str, *, because: str) -> None:
    """Declares that a perturbation keeps the gold whatever it changes; rules of structure still bind it.

    To be called in the perturbation's own file, below its declaration.

    Args:
        perturbation: registry name.
        because: the reason, one sentence, as reports show it.
    """
    _BY_CONSTRUCTION[perturbation] = because


_BY_CONSTRUCTION: dict[str, str] = {}


def _explain_construction(perturbation: str) -> str:
    """Of perturbations in sequence all must keep the gold; what part one is confined to does not matter."""
    names = [part.partition(PART)[0] for part in perturbation.split(THEN)]
    reasons = [_BY_CONSTRUCTION.get(name, "") for name in names]
    return " ".join(reasons) if all(reasons) else ""
