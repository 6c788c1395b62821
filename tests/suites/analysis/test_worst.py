"""The worst examples: those that the stress broke, before and after, with the edit marked."""

from __future__ import annotations

from harness.types import Edit
from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import compare_stressed, index_floors
from suites.analysis.worst import PER_CELL, find_worst_examples
from suites.report.examples import Span

from .conftest import HALF, Subject

GOOD = "1" * 40
UNITS = (("typos", "adversarial", 3), ("swap", "adversarial", 1), ("slice", "domain_shift", 1))


def text_of(cell: str, place: int) -> tuple[str, tuple[Edit, ...]]:
    """Every stressed text has its second word changed, and of even examples the first as well."""
    if cell in ("clean", "baseline"):
        return "one two three", ()
    edits = (Edit("first", 4, 7, "2"),)
    return ("1 2 three", (Edit("first", 0, 3, "1"), *edits)) if place % 2 == 0 else ("one 2 three", edits)


def worst(store, **answers):
    cells = {language: {"clean": GOOD, "baseline": HALF, **marks} for language, marks in answers.items()}
    names = {name for marks in answers.values() for name in marks}
    units = [unit for unit in UNITS if unit[0] in names]
    models = store(Subject("m", cells, units=units, texts=text_of)).scores()
    floors = index_floors(one for scores in models for one in compare_with_constant(scores, 0))
    return find_worst_examples(models, [c for scores in models for c in compare_stressed(scores, floors, 0)])


def test_the_edit_is_marked_before_and_after(store):
    first, second = worst(store, es={"typos": "1000" + "1" * 36})
    assert first.example_id == "e01", "of equal losses the one with the fewest edits comes first"
    assert first.before == (
        Span(text="one ", changed=False),
        Span(text="two", changed=True),
        Span(text=" three", changed=False),
    )
    assert [span.text for span in first.after] == ["one ", "2", " three"]
    assert [span.changed for span in first.after] == [False, True, False]
    assert second.example_id == "e03"
    assert "".join(span.text for span in second.after) == "one 2 three"


def test_what_was_right_and_what_became_of_it_is_shown(store):
    (shown,) = worst(store, es={"typos": "0" + "1" * 39})
    assert (shown.gold, shown.prediction_before, shown.prediction_after) == (
        "paraphrase",
        "paraphrase",
        "different",
    )
    assert (shown.field, shown.other_fields) == ("first", (("second", "other"),))
    assert (shown.language, shown.perturbation, shown.severity) == ("es", "typos", 3)


def test_each_stress_shows_the_language_that_fell_furthest(store):
    heavy, light = "0" * 20 + "1" * 20, "0" * 5 + "1" * 35
    found = worst(store, es={"typos": light, "swap": heavy}, zh={"typos": heavy, "swap": light})
    assert {(one.perturbation, one.language) for one in found} == {("typos", "zh"), ("swap", "es")}
    assert len(found) == 2 * PER_CELL


def test_shifts_and_unbroken_cells_show_nothing(store):
    assert worst(store, es={"slice": "0" * 40}) == ()
    assert worst(store, es={"typos": GOOD}) == ()
    assert worst(store, es={"typos": "." * 40}) == ()


def test_at_chance_nothing_is_shown(store):
    cells = {"es": {"clean": HALF, "baseline": HALF, "typos": "0" * 40}}
    models = store(Subject("m", cells, units=UNITS[:1], texts=text_of)).scores()
    floors = index_floors(one for scores in models for one in compare_with_constant(scores, 0))
    assert find_worst_examples(models, [c for one in models for c in compare_stressed(one, floors, 0)]) == ()
