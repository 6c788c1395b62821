"""Entities replaced, and noise that leaves them alone: types, counts and texts hold as they should."""

from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, NotApplicable, PlainText, SpanQA, TextPair
from perturbations.adversarial.entity_replacement import entity_replacement
from perturbations.adversarial.entity_swap import entity_swap
from perturbations.adversarial.tag_safe_noise import tag_safe_noise
from perturbations.compose import find_perturbation
from perturbations.draws import DrawKey
from perturbations.names import KINDS, draw_name, find_region
from perturbations.pools import find_spans

from .words import context_of, example, outcomes, pairs, tagged, texts

BERG = tagged("Anna Berg met Bo in New York", "B-PER I-PER O B-PER O B-LOC I-LOC")


def names_of(result):
    spans = find_spans(result.gold.tags)
    return [(kind, " ".join(result.payload.tokens[low:high])) for kind, low, high in spans]


class TestReplacement:
    def test_entities_become_others_of_their_type(self):
        other = tagged("Carl of Rome", "B-PER O B-LOC")
        found = [names_of(one) for one in outcomes(entity_replacement, BERG, context_of(BERG, other))]
        assert [("PER", "Carl"), ("PER", "Bo"), ("LOC", "New York")] in found
        assert [("PER", "Anna Berg"), ("PER", "Bo"), ("LOC", "Rome")] in found

    def test_a_longer_name_continues_the_entity(self, assert_pair_holds):
        one, other = tagged("Bo , Bo", "B-PER O B-PER"), tagged("Anna de la Cruz", "B-PER I-PER I-PER I-PER")
        (result, *_) = outcomes(entity_replacement, one, context_of(one, other))
        name = (("Anna", "B-PER"), ("de", "I-PER"), ("la", "I-PER"), ("Cruz", "I-PER"))
        assert pairs(result) == (*name, (",", "O"), *name)
        assert_pair_holds(one, result, entity_replacement.spec)

    def test_a_set_without_other_names_is_not_applicable(self):
        reason = NotApplicable("the set has no other name of its type")
        assert set(outcomes(entity_replacement, BERG, context_of(BERG))) == {reason}
        one = tagged("no one", "O O")
        assert set(outcomes(entity_replacement, one, context_of(one))) == {NotApplicable("no entity")}


class TestSwap:
    def test_names_come_from_another_region_and_keep_type_and_length(self, assert_pair_holds):
        found = outcomes(entity_swap, BERG, context_of(BERG))
        assert len({result.payload for result in found}) > 20
        for result in found:
            assert_pair_holds(BERG, result, entity_swap.spec)
            assert [kind for kind, _ in names_of(result)] == ["PER", "PER", "LOC"]
            assert [text for _, text in names_of(result)] != ["Anna Berg", "Bo", "New York"]

    @pytest.mark.parametrize(
        ("language", "name"), [("ru", "Анна"), ("hi", "अन्ना"), ("ar", "آنا"), ("zh", "安娜")]
    )
    def test_names_are_in_the_script_of_the_text(self, language, name):
        one = tagged(f"{name} .", "B-PER O", language)
        found = outcomes(entity_swap, one, context_of(one))
        assert len({result.payload.tokens[0] for result in found}) > 10
        assert not any(result.payload.tokens[0].isascii() for result in found)

    def test_a_script_of_one_region_needs_a_gazetteer(self):
        one = tagged("Μαρία .", "B-PER O", "el")
        reason = NotApplicable("no other name of its type")
        assert set(outcomes(entity_swap, one, context_of(one))) == {reason}
        found = outcomes(entity_swap, one, context_of(one, gazetteer={"PER": ("Μαρία", "Ελένη")}))
        assert {pairs(result)[0] for result in found} == {("Ελένη", "B-PER")}

    def test_a_listed_name_is_replaced_throughout_a_pair(self):
        one = example(TextPair("Anna Berg left.", "Was it Anna Berg?"))
        found = outcomes(entity_swap, one, context_of(one, gazetteer={"PER": ("Anna Berg",)}))
        assert len(found) > 10
        for result in found:
            first, second = result.edits
            assert (first.field, second.field) == ("first", "second")
            assert first.replacement == second.replacement

    @pytest.mark.parametrize("second", ["Was it Berg?", "Was it Anna-Lena?", "ANNA"])
    def test_a_name_that_stands_elsewhere_in_part_stays(self, second):
        one = example(TextPair("Anna Berg left.", second))
        found = outcomes(entity_swap, one, context_of(one, gazetteer={"PER": ("Anna Berg",)}))
        assert set(found) == {NotApplicable("no name of the gazetteer that can be replaced throughout")}

    def test_a_name_in_an_answer_or_out_of_reach_stays(self):
        reason = {NotApplicable("no name of the gazetteer that can be replaced throughout")}
        one = example(SpanQA("Anna left", "Who is Anna?"), AnswersGold((Answer("Anna", 0),)))
        assert set(outcomes(entity_swap, one, context_of(one, gazetteer={"PER": ("Anna",)}))) == reason
        one = example(TextPair("Anna left.", "Was it Anna?"))
        confined = find_perturbation("entity_swap@second")
        assert set(outcomes(confined, one, context_of(one, gazetteer={"PER": ("Anna",)}))) == reason

    def test_the_longest_name_counts(self):
        one = example(PlainText("in Paris, New York"))
        context = context_of(one, gazetteer={"LOC": ("New York", "New", "York")})
        found = texts(outcomes(entity_swap, one, context))
        assert found
        assert all(text.startswith("in Paris, ") and "New" not in text for text in found)

    def test_running_text_without_a_gazetteer_is_not_applicable(self):
        one = example(PlainText("Anna"))
        assert set(outcomes(entity_swap, one, context_of(one))) == {
            NotApplicable("no gazetteer of en is given")
        }


class TestNames:
    @pytest.mark.parametrize("kind", sorted(set(KINDS.values())))
    @pytest.mark.parametrize("language", ["en", "de", "sw", "vi"])
    def test_regions_have_names_and_are_not_the_language_s_own(self, language, kind):
        regions = {find_region(language, kind, place / 20) for place in range(20)}
        assert len(regions) > 3
        assert not any(region.startswith("de_") for region in regions) or language != "de"
        draws = DrawKey(0).open("x")
        for region in sorted(regions):
            for size in (1, 2):
                name = draw_name(region, kind, size, draws)
                assert name == " ".join(name.split()) != ""

    def test_a_person_asked_for_in_one_token_has_a_family_name_alone(self):
        family = {draw_name("cs_CZ", "person", 1, DrawKey(seed).open("x")) for seed in range(9)}
        whole = {draw_name("cs_CZ", "person", 2, DrawKey(seed).open("x")) for seed in range(9)}
        assert len(family) > 1
        assert {name.split(" ", 1)[1] for name in whole} == family


class TestTagSafeNoise:
    SET = (
        tagged("She was running home to 12 in Paris", "PRON AUX VERB ADV ADP NUM ADP PROPN"),
        tagged("Going to 345 on light runs in Oslo", "VERB ADP NUM ADP ADJ NOUN ADP PROPN"),
        tagged("light going Rome", "NOUN VERB PROPN"),
    )

    def test_words_numbers_and_names_become_others_of_their_form(self):
        found = {
            tuple(r.payload.tokens) for r in outcomes(tag_safe_noise, self.SET[0], context_of(*self.SET))
        }
        changed = [{tokens[at] for tokens in found} for at in range(8)]
        assert [one for one in changed if len(one) > 1] == [{"Oslo", "Rome"}]
        assert (changed[2], changed[5]) == ({"going"}, {"345"})
        assert [changed[at] for at in (0, 1, 3, 4, 6)] == [{"She"}, {"was"}, {"home"}, {"to"}, {"in"}]

    def test_tags_stay_and_ambiguous_words_are_neither_taken_nor_given(self, assert_pair_holds):
        for result in outcomes(tag_safe_noise, self.SET[1], context_of(*self.SET)):
            assert result.gold == self.SET[1].gold
            assert result.payload.tokens[4] == "light"
            assert_pair_holds(self.SET[1], result, tag_safe_noise.spec)

    def test_entities_are_no_parts_of_speech(self):
        reason = NotApplicable("the tags are no parts of speech")
        assert set(outcomes(tag_safe_noise, BERG, context_of(BERG))) == {reason}


NOISE = ("keyboard_typos", "word_duplicate", "word_split", "word_join", "word_drop", "homoglyphs")


@pytest.mark.parametrize("name", NOISE)
def test_noise_outside_entities_leaves_them_as_they_are(assert_pair_holds, name):
    one = tagged(
        "yesterday Anna Berg quietly left the town of New York", "O B-PER I-PER O O O O O B-LOC I-LOC"
    )
    noise = find_perturbation(f"{name}@outside")
    found = outcomes(noise, one, context_of(one))
    assert len(found) > 10
    for result in found:
        assert names_of(result) == [("PER", "Anna Berg"), ("LOC", "New York")]
        assert_pair_holds(one, result, noise.spec)


@pytest.mark.parametrize("name", ["keyboard_typos", "homoglyphs"])
def test_noise_inside_entities_leaves_tags_and_all_else(assert_pair_holds, name):
    noise = find_perturbation(f"{name}@entities")
    found = outcomes(noise, BERG, context_of(BERG))
    assert len(found) > 10
    for result in found:
        assert result.gold == BERG.gold
        assert [t for t, tag in pairs(result) if tag == "O"] == ["met", "in"]
        assert_pair_holds(BERG, result, noise.spec)


@pytest.mark.parametrize("name", ["keyboard_typos", "word_split", "homoglyphs"])
@pytest.mark.parametrize("side", ["first", "second"])
def test_noise_on_one_side_leaves_the_other(name, side):
    one = example(TextPair("cats often sleep", "dogs often sleep"))
    found = outcomes(find_perturbation(f"{name}@{side}"), one, context_of(one))
    assert len(found) > 10
    assert {edit.field for result in found for edit in result.edits} == {side}
