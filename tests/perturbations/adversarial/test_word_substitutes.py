"""Words replaced from small lists, and by a model that says what it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.types import Answer, AnswersGold, NotApplicable, PlainText, SpanQA, TextPair
from perturbations.adversarial.inflections import inflections
from perturbations.adversarial.masked_lm_substitution import masked_lm_substitution
from perturbations.adversarial.synonyms import synonyms
from perturbations.context import PerturbationContext
from perturbations.services import Gap

from .words import context_of, example, outcomes, pairs, tagged, texts

SYNONYMS = {
    "fox": ("fox", "Reynard", "red dog"),
    "happy": ("unhappy", "glad"),
    "the": ("this",),
    "sleeps": ("rests",),
    "quickly": ("fast", "swiftly"),
}
FORMS = {"sleeps": ("sleep", "slept"), "Fox": ("Foxes",), "is": ("was",)}


class Filler:
    """Says what it is told to say, and keeps what it was asked."""

    name = "filler"

    def __init__(self, *fitting):
        self.fitting = fitting
        self.asked = []

    def fill(self, gaps):
        self.asked += gaps
        return [self.fitting for _ in gaps]


def results(perturbation, one, *others, **resources):
    return outcomes(perturbation, one, context_of(one, *others, **resources))


def fill(one, *fitting, others=()):
    context = replace(context_of(one, *others), filler=Filler(*fitting))
    return outcomes(masked_lm_substitution, one, context)


class TestSynonyms:
    def test_words_become_synonyms_in_their_case(self):
        found = texts(results(synonyms, example(PlainText("The FOX. Fox")), synonyms=SYNONYMS))
        assert {"The REYNARD. Fox", "The RED DOG. Fox", "The FOX. Reynard", "The FOX. Red dog"} <= found
        assert all(text.startswith("The ") for text in found)

    def test_opposites_function_words_and_entities_stay(self):
        reason = NotApplicable("no content word has a synonym")
        found = results(synonyms, example(PlainText("the happy one")), synonyms={"happy": ("unhappy",)})
        assert set(found) == {reason}
        one = tagged("Happy saw the den", "B-PER O O O")
        assert results(synonyms, one, synonyms=SYNONYMS) == [reason] * 60

    def test_a_token_gets_no_white_space(self):
        one = tagged("this fox", "O O")
        assert {pairs(result)[1] for result in results(synonyms, one, synonyms=SYNONYMS)} == {
            ("Reynard", "O")
        }

    def test_a_part_of_speech_is_attested_by_the_set(self):
        one = tagged("she sleeps quickly", "PRON VERB ADV")
        other = tagged("he rests fast fast", "PRON VERB ADV ADJ")
        found = {pairs(result) for result in results(synonyms, one, other, synonyms=SYNONYMS)}
        assert found == {(("she", "PRON"), ("rests", "VERB"), ("quickly", "ADV"))}

    def test_words_of_another_part_of_speech_stay(self):
        one, other = tagged("Happy", "PROPN"), tagged("glad", "PROPN")
        assert not any(isinstance(r, type(one)) for r in results(synonyms, one, other, synonyms=SYNONYMS))


class TestInflections:
    def test_words_become_other_forms(self):
        found = texts(results(inflections, example(PlainText("Sleeps Fox is")), inflections=FORMS))
        assert {"Sleep Fox is", "Slept Fox is", "Sleeps Foxes is"} <= found
        assert not any("was" in text for text in found)

    def test_a_negated_form_is_no_other_form(self):
        forms = {"will": ("won't",), "sees": ("doesn't",)}
        found = results(inflections, example(PlainText("she sees")), inflections=forms)
        assert set(found) == {NotApplicable("no content word has another form")}

    def test_a_form_that_the_set_tags_otherwise_is_not_taken(self):
        one, other = tagged("she sleeps", "PRON VERB"), tagged("a sleep", "DET NOUN")
        found = {pairs(result)[1] for result in results(inflections, one, other, inflections=FORMS)}
        assert found == {("slept", "VERB")}

    def test_both_texts_of_a_pair_are_in_reach(self):
        found = results(inflections, example(TextPair("foxes sleeps", "sleeps")), inflections=FORMS)
        assert {field for one in found for field in (e.field for e in one.edits)} == {"first", "second"}


class TestMaskedModel:
    def test_a_word_becomes_what_fits_in_its_case(self):
        found = texts(fill(example(PlainText("Foxes")), "foxes", "dogs", "cats"))
        assert found == {"Dogs", "Cats"}

    def test_the_model_sees_the_word_in_place(self):
        filler = Filler("dogs")
        context = PerturbationContext(filler=filler)
        outcomes(masked_lm_substitution, example(PlainText("The foxes, the")), context)
        assert set(filler.asked) == {Gap("The foxes, the", 4, 9)}

    def test_negators_digits_and_signs_are_not_taken(self):
        assert fill(example(PlainText("foxes")), "nobody", "3", "!", "un##", "Foxes") == []

    def test_only_the_five_best_are_drawn_from(self):
        found = texts(fill(example(PlainText("foxes")), "a", "b", "c", "d", "e", "f"))
        assert found == set("abcde")

    def test_gold_words_and_questions_stay(self, assert_pair_holds):
        one = example(SpanQA("foxes saw dogs twice", "which foxes?"), AnswersGold((Answer("dogs", 10),)))
        found = fill(one, "cats")
        assert {result.payload.question for result in found} == {"which foxes?"}
        for result in found:
            assert_pair_holds(one, result, masked_lm_substitution.spec)
        one = tagged("Anna met 3 foxes", "B-PER O O O")
        assert {pairs(result) for result in fill(one, "cats")} <= {
            (("Anna", "B-PER"), ("cats", "O"), ("3", "O"), ("foxes", "O")),
            (("Anna", "B-PER"), ("met", "O"), ("3", "O"), ("cats", "O")),
            (("Anna", "B-PER"), ("cats", "O"), ("3", "O"), ("cats", "O")),
        }

    def test_a_part_of_speech_is_attested_by_the_set(self):
        one, other = tagged("foxes", "NOUN"), tagged("dogs run", "NOUN VERB")
        assert {pairs(result) for result in fill(one, "run", "dogs", others=[other])} == {(("dogs", "NOUN"),)}


@pytest.mark.parametrize(
    ("perturbation", "reason"),
    [
        (synonyms, "no synonyms of en are given"),
        (inflections, "no inflections of en are given"),
        (masked_lm_substitution, "no masked language model is given"),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_is_not_given_is_said(perturbation, reason):
    assert set(results(perturbation, example(PlainText("foxes sleep")))) == {NotApplicable(reason)}
