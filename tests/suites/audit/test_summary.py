from __future__ import annotations

import pytest

from harness.types import Coverage
from perturbations.validity import RuleCount, Validity
from suites.analysis.validity import describe_validity
from suites.audit.summary import UNCHANGED, AuditedSet
from suites.predictions import CellKey

SOME = Coverage(12, 10, 2, 0, 0.1)


def summarise(validity: Validity, coverage: Coverage = SOME) -> tuple[str, list[str]]:
    entry = describe_validity("t", CellKey("de", "keyboard_typos", 3), validity)
    found = AuditedSet(entry, coverage)
    assert found.name == "keyboard_typos 3"
    return found.verdict, list(found.explain())


def test_a_share_has_its_interval_and_what_it_is_of():
    assert summarise(Validity(40, 0, 0, ())) == ("100 % [91.2, 100.0] of 40", [])


def test_failures_and_the_unknown_are_counted_in_words():
    verdict, why = summarise(
        Validity(6, 2, 2, (RuleCount("negation", 6, 2, 2), RuleCount("length", 10, 0, 0)))
    )
    assert verdict.startswith("75 % [")
    assert verdict.endswith("of 8, ceiling 80.0")
    assert why == [
        "rules that failed: negation 2 of 8",
        "unknown of 2: no rule about the gold applies to them",
    ]


def test_unknown_says_that_no_rule_applies():
    verdict, why = summarise(Validity(0, 0, 10, ()))
    assert verdict == "unknown: no rule about the gold applies"
    assert why == ["unknown of 10: no rule about the gold applies to them"]


def test_a_control_is_called_one():
    assert summarise(Validity(0, 10, 0, (), control=True))[0] == "not kept, on purpose: a control"


@pytest.mark.parametrize(
    ("coverage", "why"),
    [
        (Coverage(5, 0, 0, 5, 0.0, (("no digit", 5),)), ["5 of 5 left as they are: no digit"]),
        (
            Coverage(5, 0, 2, 3, 0.0, (("no digit", 3),)),
            ["3 of 5 left as they are: no digit", f"2 of 5 left as they are: {UNCHANGED}"],
        ),
    ],
)
def test_where_nothing_was_changed_the_reasons_are_told(coverage, why):
    assert summarise(Validity(0, 0, 0, ()), coverage) == ("unknown: nothing was changed", why)
