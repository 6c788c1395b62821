from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import RequestError, UnknownNameError
from harness.types import Edit, EvaluationSet, Example, LabelGold, NotApplicable, TextPair
from perturbations.compose import find_perturbation, find_stress, merge_edits
from perturbations.context import build_context
from perturbations.coverage import perturb_example, perturb_set
from perturbations.edits import apply_edits
from perturbations.strategies import SCRIPTS, evaluation_sets

PAIR = Example("1", "en", TextPair("the old fox ran home", "a fox was quick"), LabelGold("x"), group="g")
NAMES = (
    "keyboard_typos+homoglyphs",
    "word_drop+keyboard_typos",
    "word_swap+word_drop",
    "homoglyphs+word_swap",
)


@st.composite
def edits_of(draw, text):
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return [Edit("text", low, high, draw(st.text("xyz", max_size=3))) for low, high in pairs]


@given(st.text("ab ", max_size=12), st.data())
def test_merged_edits_do_what_both_do(text, data):
    first = data.draw(edits_of(text))
    between = apply_edits(text, first)
    second = data.draw(edits_of(between))
    merged = merge_edits(text, first, second)
    assert apply_edits(text, merged) == apply_edits(between, second)
    assert merged == sorted(merged)


def test_edits_that_do_not_meet_stay_apart():
    first, second = [Edit("t", 0, 1, "")], [Edit("t", 3, 4, "yy")]
    assert merge_edits("abcdef", first, second) == [Edit("t", 0, 1, ""), Edit("t", 4, 5, "yy")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["tagging", "span_qa", "retrieval", "masked_lm"])
@given(data=st.data())
def test_sequences_hold_the_contract(assert_pair_holds, name, kind, data):
    found = find_perturbation(name)
    if kind not in found.spec.formats:
        return
    evaluation = data.draw(evaluation_sets(kind, data.draw(st.sampled_from(SCRIPTS)), max_size=2))
    done = perturb_set(evaluation, found, severity=5, seed=0, context=build_context(evaluation))
    for clean, perturbed in done.pairs:
        assert_pair_holds(clean, perturbed, found.spec)


def test_a_sequence_does_one_after_the_other():
    found = find_perturbation("keyboard_typos+homoglyphs@first")
    context = build_context(EvaluationSet("t", "en", "test", (PAIR,)))
    done = perturb_example(PAIR, found, severity=4, seed=0, context=context)
    assert done.outcome.payload.second != PAIR.payload.second
    assert not done.outcome.payload.first.isascii()
    assert done.outcome.payload.second.isascii()
    assert done.outcome.gold == PAIR.gold


def test_the_part_that_does_not_apply_is_named():
    found = find_perturbation("homoglyphs+diacritics_loss")
    done = perturb_example(
        PAIR, found, severity=3, seed=0, context=build_context(EvaluationSet("t", "en", "test", ()))
    )
    assert done.outcome == NotApplicable("diacritics_loss: no letter with a diacritic")


@pytest.mark.parametrize(("part", "other"), [("first", "second"), ("second", "first")])
def test_one_side_is_left_as_it_is(part, other):
    found = find_perturbation(f"keyboard_typos@{part}")
    context = build_context(EvaluationSet("t", "en", "test", (PAIR,)))
    done = perturb_example(PAIR, found, severity=5, seed=0, context=context).outcome
    assert getattr(done.payload, part) != getattr(PAIR.payload, part)
    assert getattr(done.payload, other) == getattr(PAIR.payload, other)


def test_the_declaration_says_what_all_of_it_is_for():
    spec = find_perturbation("homoglyphs+word_drop").spec
    assert spec.formats == ("tagging", "span_qa", "retrieval", "masked_lm")
    assert spec.scripts == ()
    shared = find_perturbation("casing+diacritics_loss").spec.scripts
    assert shared == ("Latin", "Cyrillic", "Greek")
    assert find_perturbation("homoglyphs@entities").spec.formats == ("tagging",)


def test_faulty_names_are_refused():
    with pytest.raises(UnknownNameError, match="unknown scope 'secnd'; did you mean 'second'"):
        find_perturbation("homoglyphs@secnd")
    with pytest.raises(UnknownNameError, match="unknown perturbation 'homoglyph'"):
        find_stress("word_drop+homoglyph")
    with pytest.raises(RequestError, match="no format has all that 'word_drop@first' is for"):
        find_perturbation("word_drop@first")
    with pytest.raises(RequestError, match="'length_slice' is of family domain_shift"):
        find_stress("word_drop+length_slice")
