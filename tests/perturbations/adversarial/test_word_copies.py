"""``word_duplicate``, ``word_split`` and ``word_join``: what stays whole, and what becomes of tags."""

from __future__ import annotations

from time import process_time

import pytest

from harness.types import Answer, AnswersGold, NotApplicable, PlainText, SpanQA
from perturbations.adversarial.word_duplicate import word_duplicate
from perturbations.adversarial.word_join import word_join
from perturbations.adversarial.word_split import word_split
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example

from .words import example, outcomes, pairs, tagged, texts

NOTHING = PerturbationContext()
ALL = (word_duplicate, word_split, word_join)

each = pytest.mark.parametrize("perturbation", ALL, ids=lambda one: one.name)


def results(perturbation, one):
    return outcomes(perturbation, one, NOTHING)


class TestDuplicate:
    def test_the_copy_stands_before_the_punctuation(self):
        found = texts(results(word_duplicate, example(PlainText("one two, three"))))
        assert {"one one two, three", "one two two, three", "one two, three three"} <= found

    def test_unspaced_text_gets_no_space(self):
        found = texts(results(word_duplicate, example(PlainText("我喜欢苹果"), language="zh")))
        assert "我喜欢喜欢苹果" in found

    def test_a_copy_has_the_tag_of_its_token(self):
        found = {pairs(one) for one in results(word_duplicate, tagged("cats , sleep", "NOUN PUNCT VERB"))}
        assert (("cats", "NOUN"), ("cats", "NOUN"), (",", "PUNCT"), ("sleep", "VERB")) in found

    def test_negators_numbers_and_entities_are_said_once(self):
        one = tagged("Anna Berg did not see 3 dogs", "B-PER I-PER O O O O O")
        for result in results(word_duplicate, one):
            kept = [token for token in result.payload.tokens if token in ("Anna", "Berg", "not", "3")]
            assert kept == ["Anna", "Berg", "not", "3"]


class TestSplit:
    def test_a_word_is_broken_between_letters(self):
        found = texts(results(word_split, example(PlainText("cats!"))))
        assert found == {"c ats!", "ca ts!", "cat s!"}

    def test_clusters_stay_whole(self):
        found = texts(results(word_split, example(PlainText("हिन्दी"), language="hi")))
        assert found == {"हि न्दी"}

    def test_no_half_is_a_negator(self):
        found = texts(results(word_split, example(PlainText("notable"))))
        assert "n otable" in found
        assert "not able" not in found

    def test_the_halves_are_outside_entities_as_the_word_was(self):
        found = {pairs(one) for one in results(word_split, tagged("saw Anna", "O B-PER"))}
        assert found == {
            (("s", "O"), ("aw", "O"), ("Anna", "B-PER")),
            (("sa", "O"), ("w", "O"), ("Anna", "B-PER")),
        }


class TestJoin:
    def test_neighbours_lose_their_space(self):
        found = texts(results(word_join, example(PlainText("one two three, four"))))
        assert found == {"onetwo three, four", "one twothree, four"}

    def test_no_negator_comes_about(self):
        reason = NotApplicable("no two words that may be written together")
        for text in ("no thing", "with out", "on"):
            assert set(results(word_join, example(PlainText(text)))) == {reason}

    def test_letters_that_would_merge_stay_apart(self):
        one = example(PlainText("\u1112 \u1161"), language="ko")
        assert set(results(word_join, one)) == {NotApplicable("no two words that may be written together")}

    def test_both_words_of_a_pair_count(self):
        one = example(PlainText("a b c d e f g h i j"))
        done = perturb_example(one, word_join, severity=5, seed=1, context=NOTHING)
        assert (done.edited, done.units, len(done.outcome.edits)) == (4, 10, 2)

    def test_tokens_outside_entities_become_one(self):
        found = {pairs(one) for one in results(word_join, tagged("we saw Anna now", "O O B-PER O"))}
        assert found == {(("wesaw", "O"), ("Anna", "B-PER"), ("now", "O"))}

    def test_words_that_stand_together_are_not_joined(self):
        one = example(PlainText("我喜欢苹果"), language="zh")
        assert set(results(word_join, one)) == {NotApplicable("no two words that may be written together")}

    def test_a_space_in_an_answer_stays(self):
        one = example(SpanQA("ab cd ef", "?"), AnswersGold((Answer(" ", 2),)))
        assert {result.payload.context for result in results(word_join, one)} == {"ab cdef"}


@each
def test_answers_stay(perturbation, assert_pair_holds):
    one = example(
        SpanQA("we saw red foxes near home", "what was it?"), AnswersGold((Answer("red foxes", 7),))
    )
    found = results(perturbation, one)
    assert len(found) > 20
    for result in found:
        assert_pair_holds(one, result, perturbation.spec)


@each
def test_text_of_nothing_else_is_not_applicable(perturbation):
    (found, *_) = results(perturbation, example(PlainText("not 3!")))
    assert found.reason.startswith("no ")


@pytest.mark.parametrize(
    ("perturbation", "reason"),
    [
        (word_split, "half a word has no part of speech"),
        (word_join, "two words together have no one part of speech"),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_parts_of_speech_are_refused(perturbation, reason):
    assert set(results(perturbation, tagged("cats sleep", "NOUN VERB"))) == {NotApplicable(reason)}


def test_a_text_of_one_long_word_is_split_in_linear_time():
    one = example(PlainText("ab" * 150_000))
    begun = process_time()
    done = [perturb_example(one, word_split, severity=5, seed=seed, context=NOTHING) for seed in range(3)]
    assert process_time() - begun < 15
    assert {attempt.units for attempt in done} == {1}
