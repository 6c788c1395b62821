from __future__ import annotations

import pytest

from harness.errors import DuplicateNameError, RequestError, UnknownNameError
from harness.types import (
    Answer,
    AnswersGold,
    EvaluationSet,
    Example,
    LabelGold,
    NoGold,
    NotApplicable,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.base import PERTURBATIONS, PerturbationSpec, find_scaling
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.declare import EditingPerturbation, declare_perturbation
from perturbations.draws import DrawKey
from perturbations.edits import Proposal
from perturbations.setting import EDIT_RATES, Setting

NAMES = {
    "adversarial": {
        *("keyboard_typos", "homoglyphs", "diacritics_loss", "word_drop", "word_swap"),
        *("distractor_sentence", "code_switch"),
    },
    "domain_shift": {
        *("genre_slice", "label_prior", "length_slice", "lexical_overlap_slice"),
        *("misleading_overlap_slice", "negation_slice", "ood_distance", "ood_perplexity"),
        *("other_domain", "other_source", "short_slice"),
    },
    "scaling": {"intermediate_subset", "label_noise", "duplicated_data", "evaluation_subset"},
}


def spec(**changes):
    told = {"family": "adversarial", "description": "Does it.", "label_policy": "Holds."}
    return PerturbationSpec(**({"name": "invented"} | told | changes))


def untouched(_example, setting):
    return Proposal((), 0, int(setting.severity))


def propose(perturbation, example, severity=3):
    return perturbation.propose(example, Setting(severity, DrawKey(0).open("x"), PerturbationContext()))


@pytest.mark.parametrize("family", NAMES)
def test_the_first_handful_is_declared(family):
    assert NAMES[family] <= {entry.name for entry in PERTURBATIONS if entry.spec.family == family}


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownNameError) as raised:
        find_perturbation("keybord_typos", place="suite s")
    assert str(raised.value) == (
        "suite s: unknown perturbation 'keybord_typos'; did you mean 'keyboard_typos'."
    )


def test_a_shift_is_no_perturbation_of_text():
    with pytest.raises(RequestError) as raised:
        find_perturbation("other_domain")
    assert str(raised.value) == (
        "request: 'other_domain' is of family domain_shift, not a perturbation of text; "
        "choose another (crosswind list perturbations)."
    )


def test_a_perturbation_is_no_scaling():
    with pytest.raises(RequestError, match="'word_drop' is of family adversarial, not a scaling"):
        find_scaling("word_drop")
    assert find_scaling("intermediate_subset").name == "intermediate_subset"


def test_a_name_is_declared_once():
    with pytest.raises(DuplicateNameError, match="'word_drop'"):
        declare_perturbation(spec(name="word_drop"))(untouched)


def test_rates_rise_with_severity():
    assert EDIT_RATES == (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
    assert Setting(4, DrawKey(0).open("x"), PerturbationContext()).rate == 0.2


def test_a_format_that_is_not_declared_is_refused():
    only_tags = EditingPerturbation(spec(formats=("tagging",)), untouched)
    example = Example("1", "en", TextPair("a"), LabelGold("x"), group="g")
    assert propose(only_tags, example) == NotApplicable("not defined for classification")
    assert propose(only_tags, example, severity=0) == Proposal()


def test_a_script_that_is_not_declared_is_refused():
    only_latin = EditingPerturbation(spec(scripts=("Latin",)), untouched)
    hindi = Example("1", "hi", PlainText("हिन्दी"), NoGold(), group="g")
    assert propose(only_latin, hindi) == NotApplicable("not defined for Devanagari script")
    unlisted = Example("1", "shp", PlainText("jakon"), NoGold(), group="g")
    assert propose(only_latin, unlisted) == Proposal((), 0, 3)


@pytest.mark.parametrize(
    ("payload", "gold", "reason"),
    [
        (TaggedTokens(("a", "b")), TagsGold(("O",)), "1 tags for 2 tokens"),
        (SpanQA("abc", "Q"), AnswersGold((Answer("b", 0),)), "an answer is not at its offset"),
        (SpanQA("abc", "Q"), AnswersGold((Answer("c", 7),)), "an answer is not at its offset"),
        (SpanQA("abc", "Q"), AnswersGold((Answer("c", -1),)), "an answer is not at its offset"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_refused(payload, gold, reason):
    example = Example("1", "en", payload, gold, group="g")
    assert propose(EditingPerturbation(spec(), untouched), example) == NotApplicable(reason)


def test_a_shift_of_an_empty_set_is_not_applicable():
    empty = EvaluationSet("t", "en", "test", ())
    for name in NAMES["domain_shift"]:
        done = PERTURBATIONS.get(name).shift(empty, severity=3, seed=0, context=PerturbationContext())
        assert done == NotApplicable("there are no examples")
