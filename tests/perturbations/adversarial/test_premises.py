"""Controls that take the premise away, and sentences put beside it."""

from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    EvaluationSet,
    Example,
    LabelGold,
    MultipleChoice,
    NotApplicable,
    SpanQA,
    TextPair,
)
from perturbations.adversarial.hypothesis_only import hypothesis_only
from perturbations.adversarial.irrelevant_context import irrelevant_context
from perturbations.adversarial.premise_swap import premise_swap
from perturbations.compose import find_perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_example


def pair(name, first, second="He moved.", label="neutral", group=None):
    return Example(name, "en", TextPair(first, second), LabelGold(label), group or name)


PAIRS = (
    pair("1", "He ran. It was late."),
    pair("2", "The sun rose over Rome."),
    pair("3", "A dog barked at us."),
)


def perturb(perturbation, example, others=PAIRS, *, severity=3, seed=0):
    context = build_context(EvaluationSet("t", example.language, "test", (example, *others)))
    return perturb_example(example, perturbation, severity=severity, seed=seed, context=context).outcome


class TestControls:
    def test_they_say_that_they_are(self):
        assert hypothesis_only.spec.control
        assert premise_swap.spec.control

    def test_the_premise_goes_and_the_hypothesis_stays(self):
        assert perturb(hypothesis_only, PAIRS[0]).payload == TextPair("…", "He moved.")

    def test_the_prompt_goes_and_the_choices_stay(self):
        one = Example("1", "en", MultipleChoice("He fell. Why?", ("a", "b")), ChoiceGold(1), "1")
        assert perturb(hypothesis_only, one).payload == MultipleChoice("…", ("a", "b"))

    def test_the_premise_becomes_that_of_another_cluster(self):
        twin = pair("4", "He slept well.", group="1")
        found = {
            perturb(premise_swap, PAIRS[0], (*PAIRS[1:], twin), seed=seed).payload.first for seed in range(20)
        }
        assert found == {"The sun rose over Rome.", "A dog barked at us."}

    @pytest.mark.parametrize("control", [hypothesis_only, premise_swap])
    def test_a_text_alone_has_no_premise(self, control):
        reason = NotApplicable("there is no premise beside another text")
        assert perturb(control, pair("1", "He ran.", None)) == reason
        assert perturb(find_perturbation(f"{control.name}@second"), PAIRS[0]) == reason

    def test_without_another_premise_it_says_so(self):
        assert perturb(premise_swap, PAIRS[0], ()) == NotApplicable("no other example has another premise")


class TestIrrelevantContext:
    def test_severity_is_the_number_of_sentences_on_either_side(self):
        found = {perturb(irrelevant_context, PAIRS[0], severity=1, seed=seed).payload for seed in range(30)}
        assert {one.first for one in found} == {
            "He ran. It was late. The sun rose over Rome.",
            "The sun rose over Rome. He ran. It was late.",
            "He ran. It was late. A dog barked at us.",
            "A dog barked at us. He ran. It was late.",
        }
        assert {one.second for one in found} == {"He moved."}
        assert "barked" in perturb(irrelevant_context, PAIRS[0], severity=5).payload.first

    def test_it_stands_before_a_prompt(self):
        one = Example("9", "en", MultipleChoice("He fell because", ("a", "b")), ChoiceGold(1), "9")
        prompts = (Example("8", "en", MultipleChoice("The sun rose.", ("a", "b")), ChoiceGold(1), "8"),)
        for seed in range(5):
            done = perturb(irrelevant_context, one, prompts, seed=seed)
            assert done.payload.prompt == "The sun rose. He fell because"

    def test_no_sentence_holds_the_answer_and_the_answer_moves(self):
        gold = AnswersGold((Answer("Rome", 7),))
        one = Example("9", "en", SpanQA("She is Rome's.", "Whose?"), gold, "9")
        other = Example(
            "8", "en", SpanQA("The sun rose over Rome. A dog barked.", "What?"), AnswersGold(()), "8"
        )
        done = perturb(irrelevant_context, one, (other,), severity=5)
        assert "sun" not in done.payload.context
        assert "A dog barked." in done.payload.context
        answer = done.gold.answers[0]
        assert done.payload.context[answer.start : answer.start + 4] == "Rome"

    def test_paraphrases_are_refused(self):
        reason = "what is added to one text of a pair changes whether both say the same"
        assert perturb(irrelevant_context, pair("1", "He ran.", label="paraphrase")) == NotApplicable(reason)

    def test_the_hypothesis_is_no_place_for_it(self):
        confined = find_perturbation("irrelevant_context@second")
        reason = "there is no premise, prompt or paragraph in reach"
        assert perturb(confined, PAIRS[0]) == NotApplicable(reason)

    def test_without_another_sentence_it_says_so(self):
        reason = NotApplicable("no other example has a sentence to add")
        assert perturb(irrelevant_context, PAIRS[0], ()) == reason
