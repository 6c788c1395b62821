from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, EvaluationSet, Example, NoGold, PlainText, SpanQA
from perturbations.adversarial.paraphrase import paraphrase
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set

THERE = {"He ran.": "Er lief.", "She slept.": "Sie schlief."}
BACK = {"Er lief.": "He was running.", "Sie schlief.": "She slept."}


class Dictionary:
    name = "dictionary"

    def __init__(self):
        self.ways = []

    def translate(self, texts, source, target):
        self.ways.append((source, target))
        return [{**THERE, **BACK}.get(text, text) for text in texts]


def go(payload, *, translator=None, gold=None, language="en", severity=5, count=1):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    context = PerturbationContext(translator=translator)
    evaluation = EvaluationSet("t", language, "test", made)
    return perturb_set(evaluation, paraphrase, severity=severity, seed=0, context=context)


def test_whole_sentences_come_back_in_other_words():
    done = go(PlainText("He ran. She slept. He ran."), translator=Dictionary())
    perturbed = done.pairs[0][1]
    assert perturbed.payload.text == "He was running. She slept. He was running."
    assert [edit.replacement for edit in perturbed.edits] == ["He was running."] * 2
    assert (done.coverage.edited, done.coverage.units) == (2, 3)


@pytest.mark.parametrize(
    ("language", "ways"), [("en", [("en", "de"), ("de", "en")]), ("sw", [("sw", "en"), ("en", "sw")])]
)
def test_the_way_is_through_english_and_english_goes_through_german(language, ways):
    translator = Dictionary()
    assert go(PlainText("He ran."), translator=translator, language=language).pairs or language == "sw"
    assert translator.ways == ways


def test_severity_is_the_share_of_the_sentences():
    shares = [
        go(PlainText("He ran. " * 5), translator=Dictionary(), severity=severity).coverage.realised_rate
        for severity in range(1, 6)
    ]
    assert shares == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])


def test_a_sentence_with_an_answer_stays():
    gold = AnswersGold((Answer("ran", 3),))
    done = go(SpanQA("He ran. He ran.", "He ran."), translator=Dictionary(), gold=gold)
    assert done.pairs[0][1].payload == SpanQA("He ran. He was running.", "He was running.")


def test_without_a_model_it_says_so():
    assert go(PlainText("He ran.")).coverage.reasons == (("no translation model is given", 1),)
    assert go(PlainText("?"), translator=Dictionary()).coverage.reasons == (("no sentence", 1),)
