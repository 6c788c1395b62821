"""``word_drop`` and ``word_swap``: what may move, and what follows along."""

from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    Example,
    NoGold,
    NotApplicable,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
)
from perturbations.adversarial.word_drop import word_drop
from perturbations.adversarial.word_swap import word_swap
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example
from perturbations.resources.negators import NEGATORS


def example(payload, gold=None, language="en"):
    return Example("1", language, payload, gold or NoGold(), group="g")


def all_results(perturbation, one, seeds=60):
    """What severity 5 makes of an example under many seeds, the example itself left out."""
    context = PerturbationContext()
    found = [
        perturb_example(one, perturbation, severity=5, seed=seed, context=context).outcome
        for seed in range(seeds)
    ]
    return [result for result in found if result is not one]


def texts(results):
    return {result.payload.text for result in results}


def tagged(tokens, tags, language="en"):
    return example(TaggedTokens(tuple(tokens.split())), TagsGold(tuple(tags.split())), language)


def pairs(result):
    return list(zip(result.payload.tokens, result.gold.tags, strict=True))


class TestDrop:
    def test_a_word_goes_with_one_space(self):
        found = texts(all_results(word_drop, example(PlainText("one two three, four."))))
        assert {"two three, four.", "one three, four.", "one two, four.", "one two three,."} <= found
        assert all("  " not in text and not text.startswith(" ") and " ," not in text for text in found)

    def test_neighbouring_words_go_in_one_edit(self):
        results = all_results(word_drop, example(PlainText("one two three four five")))
        both = next(result for result in results if result.payload.text == "one four five")
        assert [(edit.start, edit.end, edit.replacement) for edit in both.edits] == [(4, 14, "")]

    def test_a_space_that_is_part_of_a_cluster_stays(self, assert_pair_holds):
        for text, left in (("one \u0301 two", " \u0301 two"), ("one\u0600 two", "one\u0600 ")):
            one = example(PlainText(text))
            results = all_results(word_drop, one)
            assert left in texts(results)
            for result in results:
                assert_pair_holds(one, result, word_drop.spec)

    def test_never_all_words_go(self):
        for text in ("word", "one two"):
            assert all(result.payload.text for result in all_results(word_drop, example(PlainText(text))))

    @pytest.mark.parametrize(
        ("language", "text", "kept"),
        [
            ("en", "we did not see 3 of them and don't care", ["not", "3", "don't"]),
            ("de", "wir haben keine Zeit und auch nicht Lust", ["keine", "nicht"]),
            ("ru", "мы не видели никого в саду", ["не"]),
            ("hi", "हम ने ३ फल नहीं खाए", ["३", "नहीं"]),
            ("tr", "bu ev büyük değil ama güzel", ["değil"]),
            ("ar", "نحن لم نذهب إلى المدينة", ["لم"]),
        ],
    )
    def test_negators_and_numbers_stay(self, language, text, kept):
        results = all_results(word_drop, example(PlainText(text), language=language))
        assert len(texts(results)) > 3
        assert all(word in result.payload.text.split() for result in results for word in kept)

    def test_tags_go_with_their_tokens_and_entities_stay(self):
        one = tagged("Yesterday Anna Berg flew home happily", "O B-PER I-PER O O O")
        original = pairs(one)
        for result in all_results(word_drop, one):
            assert [pair for pair in original if pair in pairs(result)] == pairs(result)
            assert ("Anna", "B-PER") in pairs(result)
            assert ("Berg", "I-PER") in pairs(result)

    def test_punctuation_tokens_stay(self):
        one = tagged("Who , me ?", "PRON PUNCT PRON PUNCT")
        found = {result.payload.tokens for result in all_results(word_drop, one)}
        assert found == {(",", "me", "?"), ("Who", ",", "?")}

    def test_the_last_tokens_leave_no_space_behind(self):
        one = tagged("a b c d", "X X X X")
        found = {result.payload.tokens: result for result in all_results(word_drop, one, 300)}
        edit = found[("a", "b")].edits
        assert [(e.start, e.end) for e in edit] == [(3, 7)]

    def test_questions_and_answers_stay(self):
        gold = AnswersGold((Answer("red fox", 8),))
        one = example(SpanQA("Ann saw red fox near home today", "What did Ann see?"), gold)
        for result in all_results(word_drop, one):
            assert result.payload.question == one.payload.question
            assert "red fox" in result.payload.context

    @pytest.mark.parametrize(
        ("context", "answer"),
        [("aaaa. a\ta ", Answer("aaaa. ", 0)), ("a\ta bb", Answer(" bb", 3)), ("a b c", Answer(" ", 1))],
    )
    def test_spaces_of_an_answer_stay(self, context, answer, assert_pair_holds):
        one = example(SpanQA(context, "q"), AnswersGold((answer,)))
        results = all_results(word_drop, one)
        assert any(results)
        for result in results:
            assert_pair_holds(one, result, word_drop.spec)

    def test_only_the_query_is_shortened(self):
        one = example(ParallelPair("eins zwei drei", "one two three"), language="de")
        assert all(result.payload.candidate == "one two three" for result in all_results(word_drop, one))


class TestSwap:
    def test_words_change_places_and_punctuation_stays(self):
        found = texts(all_results(word_swap, example(PlainText("one two, three four."))))
        assert found == {"two one, three four.", "one two, four three."}

    def test_both_words_of_a_pair_count(self):
        one = example(PlainText("a b c d e f g h i j"))
        done = perturb_example(one, word_swap, severity=5, seed=1, context=PerturbationContext())
        assert done.units == 10
        assert done.edited == len(done.outcome.edits) == 4

    def test_tags_move_with_their_tokens(self):
        one = tagged("the cat sleeps", "DET NOUN VERB")
        found = {tuple(pairs(result)) for result in all_results(word_swap, one)}
        assert found == {
            (("cat", "NOUN"), ("the", "DET"), ("sleeps", "VERB")),
            (("the", "DET"), ("sleeps", "VERB"), ("cat", "NOUN")),
        }

    def test_no_word_moves_into_or_within_an_entity(self):
        one = tagged("then Anna Berg left town", "O B-PER I-PER O O")
        found = {result.payload.tokens for result in all_results(word_swap, one)}
        assert found == {("then", "Anna", "Berg", "town", "left")}

    def test_negators_and_numbers_keep_their_place(self):
        found = texts(all_results(word_swap, example(PlainText("we did not see 3 big dogs"))))
        assert found == {
            "did we not see 3 big dogs",
            "we did not see 3 dogs big",
            "did we not see 3 dogs big",
        }

    def test_nothing_to_swap_is_said(self):
        reason = NotApplicable("no two neighbouring words that may change places")
        for text in ("word", "same same", "one, two"):
            assert set(all_results(word_swap, example(PlainText(text)))) == {reason}


def test_words_of_unspaced_text_are_those_of_a_dictionary():
    thai = example(PlainText("เด็กกำลังเล่น"), language="th")
    assert texts(all_results(word_drop, thai)) <= {"กำลังเล่น", "เด็กเล่น", "เด็กกำลัง", "เด็ก", "กำลัง", "เล่น"}
    assert texts(all_results(word_swap, thai)) == {"กำลังเด็กเล่น", "เด็กเล่นกำลัง"}


@pytest.mark.parametrize("perturbation", [word_drop, word_swap], ids=lambda one: one.name)
class TestBoth:
    def test_chinese_tokens_are_words(self, perturbation):
        one = tagged("孩子们 在 公园 玩", "NOUN ADP NOUN VERB", "zh")
        for result in all_results(perturbation, one):
            assert set(pairs(result)) <= set(pairs(one))

    def test_a_text_of_nothing_else_is_not_applicable(self, perturbation):
        (found,) = all_results(perturbation, example(PlainText("not 3!")), 1)
        assert isinstance(found, NotApplicable)
        assert found.reason.startswith("no ")

    @pytest.mark.parametrize("kind", ["classification", "multiple_choice"])
    def test_pairs_and_choices_are_excluded(self, perturbation, kind):
        assert kind not in perturbation.spec.formats


def test_negators_are_lower_case_words():
    for words in NEGATORS.values():
        assert words
        assert all(word == word.lower() and not any(map(str.isspace, word)) for word in words)


@pytest.mark.parametrize(
    ("language", "text", "negated"),
    [
        ("zh", "他今天很不愉快所以先回家", "不愉快"),
        ("ko", "그는 오늘 학교에 가지 않았다 그래서 집에", "않았다"),
        ("th", "เขาไม่มีเงินวันนี้", "ไม่มี"),
        ("ar", "ولم يحضر أحد إلى الاجتماع اليوم", "ولم"),
        ("en", "tick yes/no in the box below", "yes/no"),
    ],
)
def test_words_that_hold_a_negator_stay(language, text, negated):
    results = all_results(word_drop, example(PlainText(text), language=language))
    assert results
    assert all(negated in found for found in texts(results))


ASKED = example(SpanQA("Rome", "Where is it?"), AnswersGold((Answer("Rome", 0),)))


@pytest.mark.parametrize(
    ("name", "one", "reason"),
    [
        ("word_drop", ASKED, "no word outside answers"),
        ("word_drop@context", ASKED, "no word outside answers"),
        (
            "word_drop@question",
            ASKED,
            "it changes the context or query or text of an example, not its question",
        ),
        ("word_drop", example(PlainText("?!")), "no word"),
        ("word_drop@outside", tagged("Rome", "B-LOC"), "no word outside entities"),
        ("word_drop@entities", tagged("fell", "O"), "no word in entities"),
    ],
)
def test_the_reason_fits_the_part(name, one, reason):
    done = perturb_example(one, find_perturbation(name), severity=5, seed=0, context=PerturbationContext())
    assert done.outcome == NotApplicable(reason)
