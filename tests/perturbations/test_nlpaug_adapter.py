from __future__ import annotations

import random  # noqa: TID251 - its state is looked at
import sys

import numpy as np
import pytest

from harness.types import Answer, AnswersGold, Example, NoGold, NotApplicable, PlainText, SpanQA
from perturbations import nlpaug_adapter
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example
from perturbations.draws import DrawKey
from perturbations.nlpaug_adapter import foreign_randomness, replace_by_augmenter
from perturbations.setting import Setting
from perturbations.subject import Subject

NAMES = ("nlpaug_keyboard", "nlpaug_ocr", "nlpaug_swap", "nlpaug_delete")
TEXT = "See http://a.org \t and 192.168.1.1,  the quick  brown fox runs."


def of_text(text, language="en"):
    return Example("1", language, PlainText(text), NoGold(), group="g")


def perturb(name, example, severity=5, seed=0):
    found = find_perturbation(name)
    return perturb_example(example, found, severity=severity, seed=seed, context=PerturbationContext())


class Backwards:
    def augment(self, data):
        return [data[::-1]]


class Harmful:
    def augment(self, data):
        return data[:1] + " " + data[1:]


def setting():
    return Setting(5, DrawKey(0).open("x"), PerturbationContext())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_logged_stays_byte_for_byte(name):
    done = perturb(name, of_text(TEXT)).outcome
    assert done.payload.text != TEXT
    assert "  " in done.payload.text
    assert "\t" in done.payload.text
    for edit in done.edits:
        assert not any(character.isspace() for character in TEXT[edit.start : edit.end] + edit.replacement)


@pytest.mark.parametrize("name", NAMES)
def test_results_depend_on_seed_and_id_alone(name):
    first = perturb(name, of_text(TEXT))
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002, TID251 - the state that must not matter
    assert perturb(name, of_text(TEXT)) == first
    assert any(perturb(name, of_text(TEXT), seed=seed) != first for seed in range(1, 4))


def test_global_states_are_put_back():
    before = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
    with pytest.raises(ZeroDivisionError), foreign_randomness(DrawKey(0).open("x")):
        1 / (random.random() * 0)
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before  # noqa: NPY002


@pytest.mark.parametrize(
    ("language", "text"),
    [("hi", "हिन्दी एक भाषा है"), ("th", "ภาษาไทย"), ("ar", "السلام عليكم"), ("zh", "你好吗")],
)
@pytest.mark.parametrize("name", NAMES)
def test_scripts_that_it_damages_are_refused(name, language, text):
    assert isinstance(perturb(name, of_text(text, language)).outcome, NotApplicable)


def test_words_with_combining_marks_are_left_alone():
    one = of_text("e\u0301te\u0301 abcd")
    done = replace_by_augmenter(Subject(one), setting(), Backwards(), lacking="none")
    assert {edit.replacement for edit in done.edits} <= {"dcba"}


def test_what_is_longer_than_any_word_is_left_alone():
    done = replace_by_augmenter(Subject(of_text("ab" * 500)), setting(), Backwards(), lacking="none")
    assert done == NotApplicable("none")


def test_an_augmenter_of_the_users_own_is_held_to_the_contract():
    gold = AnswersGold((Answer("wolf", 4),))
    asked = Example("1", "en", SpanQA("the wolf ran", "who ran"), gold, group="g")
    done = replace_by_augmenter(Subject(asked), setting(), Backwards(), lacking="none")
    assert done.edits
    assert all(edit.replacement != "flow" for edit in done.edits)
    assert done.units == 4


def test_a_word_that_comes_back_damaged_is_no_edit():
    done = replace_by_augmenter(Subject(of_text("one two")), setting(), Harmful(), lacking="no word is left")
    assert done == NotApplicable("no word is left")


def test_a_language_without_a_layout_is_refused():
    reason = "nlpaug has no keyboard layout for fi"
    assert perturb("nlpaug_keyboard", of_text("talo", "fi")).outcome == NotApplicable(reason)


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "nlpaug.augmenter", None)
    nlpaug_adapter._load.cache_clear()
    reason = "nlpaug is not installed (pip install 'crosswind[nlpaug]')"
    assert perturb("nlpaug_ocr", of_text(TEXT)).outcome == NotApplicable(reason)
    nlpaug_adapter._load.cache_clear()
