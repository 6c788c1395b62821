"""The constant answer: what can be scored without reading the input."""

from __future__ import annotations

import pytest

from harness.baseline import ConstantAnswer, learn_constant_answer
from harness.metrics import METRICS
from harness.tasks import TASKS
from harness.types import (
    Answer,
    AnswersGold,
    Candidate,
    ChoiceGold,
    EvaluationSet,
    Example,
    Gold,
    LabelGold,
    MultipleChoice,
    ParallelPair,
    Payload,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

TASK_OF = {
    "classification": "mini_nli",
    "multiple_choice": "mini_choice",
    "tagging": "mini_pos",
    "span_qa": "mini_qa",
    "retrieval": "mini_retrieval",
}


def example(payload: Payload, gold: Gold, name: str = "e") -> Example:
    return Example(name, "en", payload, gold, name)


def learn(form: str, training: list[Example], pool: list[Example]) -> ConstantAnswer:
    evaluation = EvaluationSet(TASK_OF[form], "en", "test", tuple(pool))
    return learn_constant_answer(TASKS.get(TASK_OF[form]), training, evaluation)


def labelled(*labels: str) -> list[Example]:
    return [example(TextPair("t"), LabelGold(label)) for label in labels]


def test_a_class_is_the_most_frequent_of_training_not_of_the_test_set():
    constant = learn("classification", labelled("neutral", "neutral", "entailment"), labelled("entailment"))
    assert constant.rule == "the label most frequent in English training data (neutral)"
    assert constant.predict(labelled("entailment", "entailment")) == ("neutral", "neutral")


def test_among_equals_order_does_not_matter():
    labels = ["neutral", "entailment", "contradiction"] * 2
    answers = {
        learn("classification", labelled(*labels[start:], *labels[:start]), []).value for start in range(3)
    }
    assert answers == {"contradiction"}


def test_a_balanced_training_set_does_not_lower_the_bar():
    balanced = labelled("neutral", "entailment", "contradiction")
    assert learn("classification", balanced, labelled("neutral", "neutral", "entailment")).value == "neutral"
    assert (
        learn("classification", [*balanced, *labelled("entailment")], labelled("neutral")).value
        == "entailment"
    )


def test_a_choice_is_a_position():
    training = [example(MultipleChoice("p", ("a", "b", "c")), ChoiceGold(index)) for index in (2, 0, 2)]
    constant = learn("multiple_choice", training, training)
    assert constant.rule == "the position most frequent in English training data (2)"
    assert constant.predict(training) == (2, 2, 2)


def test_a_sentence_has_the_most_frequent_tag_throughout():
    training = [
        example(TaggedTokens(("a", "b", "c")), TagsGold(("DET", "NOUN", "VERB"))),
        example(TaggedTokens(("d", "e")), TagsGold(("NOUN", "NOUN"))),
    ]
    constant = learn("tagging", training, [])
    assert constant.predict(training) == (("NOUN",) * 3, ("NOUN",) * 2)


def test_a_question_is_answered_with_all_of_its_context():
    asked = [example(SpanQA("The cat sleeps.", "Who?"), AnswersGold((Answer("cat", 4),)))]
    constant = learn("span_qa", asked, asked)
    assert constant.predict(asked) == ("The cat sleeps.",)
    assert constant.rule == "the whole context as the answer"


def test_retrieval_takes_the_first_candidate():
    pool = [example(ParallelPair("a", "b"), LabelGold(name), name) for name in ("x", "y")]
    assert learn("retrieval", [], pool).predict(pool) == ("x", "x")


def learn_pool(task: str, size: int) -> ConstantAnswer:
    asked = (example(Query("a"), RelevantGold(("c1",))),)
    pool = tuple(Candidate(f"c{number}", "en", "b") for number in range(size))
    return learn_constant_answer(TASKS.get(task), [], EvaluationSet(task, "de", "test", asked, (), pool))


def test_a_ranking_is_the_first_candidates_and_mining_finds_no_pair():
    ranked = learn_pool("lareqa", 30)
    assert ranked.rule == "always the first 20 candidates"
    assert ranked.value == tuple(f"c{number}" for number in range(20))
    assert learn_pool("bucc2018", 30) == ConstantAnswer("no pair at all", ())
    assert learn_pool("tatoeba", 30).value == "c0"


@pytest.mark.parametrize("form", TASK_OF)
def test_its_answers_can_be_scored(form):
    samples: dict[str, list[Example]] = {
        "classification": labelled("neutral"),
        "multiple_choice": [example(MultipleChoice("p", ("a", "b")), ChoiceGold(1))],
        "tagging": [example(TaggedTokens(("a",)), TagsGold(("NOUN",)))],
        "span_qa": [example(SpanQA("cat", "Who?"), AnswersGold((Answer("cat", 0),)))],
        "retrieval": [example(ParallelPair("a", "b"), LabelGold("e"))],
    }
    pool = samples[form]
    (answer,) = learn(form, pool, pool).predict(pool)
    for name in TASKS.get(TASK_OF[form]).metrics:
        metric = METRICS.get(name)
        assert len(metric.measure(pool[0].gold, answer, "en")) == len(metric.columns)
