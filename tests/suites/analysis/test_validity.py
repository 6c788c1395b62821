"""What is known of the gold reaches every cell, and doubt is said."""

from __future__ import annotations

import pytest

from harness import __version__
from perturbations.validity import RuleCount, Validity
from suites.analysis import build_report
from suites.analysis.validity import CONTROL, LOW, UNKNOWN, describe_validity
from suites.audit.ratings import Agreement, RatedSet, Ratings
from suites.predictions import CellKey
from suites.report.model import RunRecord

from .conftest import HALF, Subject
from .test_worst import text_of

RECORD = RunRecord(created="2026-01-01", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)
KEY = CellKey("es", "typos", 3)
RULES = (RuleCount("negation", 95, 5, 0),)


def rate(n, gold, perturbation="typos", severity=3):
    one = RatedSet(
        task="mini_pairs", language="es", perturbation=perturbation, severity=severity, n=n, gold=gold
    )
    clean = RatedSet(task="mini_pairs", language="es", perturbation="clean", severity=0, n=20, gold=19)
    agreement = Agreement(n=1, share=1.0, low=0.2, high=1.0, confidence=2.0)
    return Ratings(
        format_version=2,
        crosswind=__version__,
        sample="s",
        raters=1,
        unrated=0,
        clean=agreement,
        perturbed=agreement,
        kappa=None,
        kappa_n=0,
        sets=(one, clean),
    )


SAID = {
    "rules": (Validity(95, 5, 0, RULES), None, ("rules", 0.95, 100, 95.0, False)),
    "rules, low": (Validity(80, 20, 0, RULES), None, ("rules", 0.8, 100, 80.0, True)),
    "rules, much unknown": (Validity(50, 0, 50, RULES), None, ("rules", 1.0, 50, 100.0, True)),
    "nothing checked": (Validity(0, 0, 9, ()), None, ("unknown", None, 0, None, True)),
    "nothing recorded": (None, None, ("unknown", None, 0, None, True)),
    "by construction": (Validity(9, 0, 0, (), "Because."), None, ("construction", 1.0, 9, 100.0, False)),
    "a control": (Validity(9, 0, 0, RULES, control=True), None, ("control", None, 0, None, True)),
    "people": (Validity(95, 5, 0, RULES), rate(20, 15), ("ratings", 0.75, 20, 75.0, True)),
    "too few people": (Validity(95, 5, 0, RULES), rate(9, 0), ("rules", 0.95, 100, 95.0, False)),
    "people of another set": (
        Validity(95, 5, 0, RULES),
        rate(20, 0, severity=5),
        ("rules", 0.95, 100, 95.0, False),
    ),
}


@pytest.mark.parametrize(("validity", "ratings", "expected"), SAID.values(), ids=SAID)
def test_people_come_before_rules_and_rules_before_nothing(validity, ratings, expected):
    entry = describe_validity("mini_pairs", KEY, validity, ratings)
    assert (entry.source, entry.share, entry.n, entry.ceiling, entry.in_doubt) == expected
    if entry.share is None:
        assert entry.low is entry.high is None
    else:
        assert 0 <= entry.low <= entry.share <= entry.high <= 1


def test_wilsons_interval_is_wilsons():
    entry = describe_validity("mini_pairs", KEY, Validity(95, 5, 0, RULES))
    assert (entry.low, entry.high) == (0.8882, 0.9785)  # Wilson 1927 by R's binom::binom.wilson(95, 100)


def test_clean_ratings_stand_beside():
    entry = describe_validity("mini_pairs", KEY, None, rate(20, 15))
    assert (entry.clean_share, entry.clean_n) == (0.95, 20)


def report_of(store, validity, ratings=None):
    cells = {"clean": "1" * 40, "baseline": HALF, "typos": "0" * 40}
    run = store(
        Subject("m", {"es": cells}, units=[("typos", "adversarial", 3)], texts=text_of, validity=validity)
    )
    return build_report(run.plan, run.folder, RECORD, ratings=ratings)


@pytest.mark.parametrize(
    ("validity", "note"),
    [
        (None, UNKNOWN),
        (Validity(30, 10, 0, RULES), LOW),
        (Validity(0, 0, 0, (), control=True), CONTROL),
        (Validity(40, 0, 0, RULES), None),
    ],
)
def test_a_cell_says_where_its_drop_is_in_doubt(store, validity, note):
    (cell,) = report_of(store, validity).cells
    assert cell.gold_in_doubt is (note is not None)
    assert [one for one in cell.notes if one in (UNKNOWN, LOW, CONTROL)] == [note] * (note is not None)


def test_a_cell_holds_what_is_known(store):
    report = report_of(store, Validity(30, 10, 0, RULES))
    (cell,), (entry,) = report.cells, report.validity
    assert (cell.validity, cell.validity_n, cell.validity_source, cell.ceiling) == (0.75, 40, "rules", 75.0)
    assert (cell.validity_low, cell.validity_high) == (entry.low, entry.high)
    assert [(one.rule, one.holds, one.fails) for one in entry.rules] == [("negation", 95, 5)]
    assert entry.rules[0].sentence == "there are as many negators as before"


def test_ratings_are_signed(store):
    report = report_of(store, Validity(30, 10, 0, RULES), (rate(20, 20), "abc"))
    assert report.signature.ratings == "abc"
    assert report.cells[0].validity_source == "ratings"
    assert not report.cells[0].gold_in_doubt


def test_all_models_share_one_entry(store):
    cells = {"clean": "1" * 40, "baseline": HALF, "typos": "0" * 40}
    units = [("typos", "adversarial", 3)]
    run = store(
        Subject("m", {"es": cells}, units=units, texts=text_of),
        Subject("o", {"es": cells}, units=units, texts=text_of, arm="o"),
    )
    assert len(build_report(run.plan, run.folder, RECORD).validity) == 1
