"""``number_format`` and ``date_format``: alike in all texts, and never in answers or entities."""

from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, NotApplicable, PlainText, SpanQA, TextPair
from perturbations.adversarial.date_format import date_format
from perturbations.adversarial.number_format import number_format
from perturbations.context import PerturbationContext

from .words import example, outcomes, pairs, tagged, texts

NOTHING = PerturbationContext()


def results(perturbation, payload, gold=None, language="en"):
    return outcomes(perturbation, example(payload, gold, language), NOTHING)


def test_numbers_of_a_text_are_written_otherwise():
    found = texts(results(number_format, PlainText("It cost 1,234.5 in 2020, not 3.5.")))
    assert "It cost 1.234,5 in 2020, not 3.5." in found
    assert "It cost 1,234.5 in 2020, not 3,5." in found


def test_dates_of_a_text_are_written_otherwise():
    found = texts(results(date_format, PlainText("Am 17. Mai 2020 regnete es."), language="de"))
    assert found == {
        "Am 2020-05-17 regnete es.",
        "Am 17.5.2020 regnete es.",
        "Am 5/17/2020 regnete es.",
    }


@pytest.mark.parametrize(
    ("perturbation", "figure"),
    [(number_format, "1,234.5"), (date_format, "2020-05-17")],
    ids=lambda one: str(one)[:9],
)
def test_both_texts_of_a_pair_get_the_same(perturbation, figure):
    found = results(perturbation, TextPair(f"It is {figure} now", f"Not {figure}, {figure}"))
    assert len({result.payload for result in found}) > 1
    for result in found:
        assert len(result.edits) == 3
        assert len({edit.replacement for edit in result.edits}) == 1


@pytest.mark.parametrize(
    ("perturbation", "figure", "reason"),
    [
        (number_format, "1,234.5", "no number with a decimal sign or grouped digits"),
        (date_format, "2020-05-17", "no date with one reading"),
    ],
)
def test_what_an_answer_holds_stays_everywhere(perturbation, figure, reason):
    payload = SpanQA(f"It is {figure} now", f"Why {figure}?")
    gold = AnswersGold((Answer(f"is {figure}", 3),))
    assert set(results(perturbation, payload, gold)) == {NotApplicable(reason)}


@pytest.mark.parametrize(
    ("perturbation", "figure", "others"),
    [
        (number_format, "1,234.5", {"1.234,5", "1’234.5"}),
        (date_format, "2020-05-17", {"17.5.2020", "5/17/2020"}),
    ],
)
def test_a_token_stays_one_and_an_entity_stays(perturbation, figure, others):
    one = tagged(f"on {figure} {figure}", "O O B-DATE")
    found = {pairs(result) for result in outcomes(perturbation, one, NOTHING)}
    assert found == {(("on", "O"), (other, "O"), (figure, "B-DATE")) for other in others}
