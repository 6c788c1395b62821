from __future__ import annotations

import pytest

from harness.languages import language as find_language
from harness.types import Example, LabelGold, NotApplicable, TextPair
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example
from perturbations.negation import has_negator, knows_negators
from perturbations.resources.truisms import TRUISMS
from perturbations.scripts import script_of


def append(name, first, second=None, *, language="en", severity=1):
    example = Example("1", language, TextPair(first, second), LabelGold("neutral"), group="1")
    found = find_perturbation(name)
    return perturb_example(example, found, severity=severity, seed=0, context=PerturbationContext()).outcome


def test_the_clause_stands_before_the_last_mark_of_the_hypothesis():
    done = append("tautology_append", "He ran.", "He moved.")
    assert done.payload == TextPair("He ran.", "He moved and true is true.")
    assert done.gold == LabelGold("neutral")
    assert append("negation_append", "A", "B").payload.second == "B and false is not true"


def test_severity_is_how_often_it_stands_there():
    done = append("tautology_append", "He ran.", "He moved!?", severity=3)
    assert done.payload.second == "He moved" + " and true is true" * 3 + "!?"


def test_it_can_be_confined_to_the_premise():
    done = append("tautology_append@first", "He ran.", "He moved.")
    assert done.payload == TextPair("He ran and true is true.", "He moved.")


def test_a_text_alone_is_its_own_hypothesis():
    assert append("negation_append", "Sie lief.", language="de").payload.first == (
        "Sie lief und falsch ist nicht wahr."
    )


def test_other_scripts_end_their_sentences_otherwise():
    assert append("tautology_append", "他来了。", "他来了。", language="zh").payload.second == (
        "他来了，而且真的就是真的。"
    )
    assert (
        append("tautology_append", "वह आया।", "वह आया।", language="hi").payload.second == "वह आया और सच सच है।"
    )


@pytest.mark.parametrize(
    ("language", "second", "reason"),
    [("qu", "Hamun.", "no such clause is listed in qu"), ("en", " ", "there is no text to append to")],
)
def test_where_nothing_can_be_appended_it_says_why(language, second, reason):
    assert append("tautology_append", "x", second, language=language) == NotApplicable(reason)
    assert append("tautology_append@second", "x") == NotApplicable(
        "the example has nothing that is called second"
    )


@pytest.mark.parametrize("language", TRUISMS)
def test_clauses_are_of_their_language(language):
    plain, negated = TRUISMS[language]
    assert find_language(language).code == language
    assert plain != negated
    assert script_of("??", plain) in (script_of(language), "Han")
    if knows_negators(language):
        assert not has_negator(plain, language)
        assert has_negator(negated, language)


def test_most_languages_are_covered():
    assert len(TRUISMS) >= 40
