from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, EvaluationSet, Example, NotApplicable, SpanQA
from perturbations.adversarial.distractor_sentence import distractor_sentence
from perturbations.context import build_context
from perturbations.coverage import perturb_example


def question(name, context, asked, answer, language="en", group=None):
    found = (Answer(answer, context.index(answer)),) if answer else ()
    return Example(name, language, SpanQA(context, asked), AnswersGold(found), group=group or f"p{name}")


RIVER = question("1", "Anna lives in Rome. She keeps a cat.", "Where does Anna live?", "Rome")
CITY = question(
    "2", "Bert and Anna met in Paris. The rain fell. Bert will live there.", "Who met Bert?", "Anna"
)
ROMAN = question("3", "Where Anna does not go is Rome. A train does go.", "What goes?", "train")
SET = EvaluationSet("qa", "en", "test", (RIVER, CITY, ROMAN))


def distract(example, severity, evaluation=SET, seed=0):
    return perturb_example(
        example, distractor_sentence, severity=severity, seed=seed, context=build_context(evaluation)
    ).outcome


def inserted(example, severity, evaluation=SET):
    return " ".join(edit.replacement for edit in distract(example, severity, evaluation).edits)


def test_the_most_similar_sentence_without_the_answer_comes_first():
    for seed in range(5):
        found = distract(RIVER, 1, seed=seed).edits[0].replacement
        assert found in {" A train does go.", " Bert and Anna met in Paris.", " Bert will live there."}
    assert "Rome" not in inserted(RIVER, 5)


def test_severity_is_the_number_of_sentences():
    assert [inserted(RIVER, severity).count(".") for severity in range(1, 6)] == [1, 2, 3, 3, 3]


def test_fewer_sentences_are_a_part_of_more():
    parts = [
        {part for edit in distract(RIVER, severity).edits for part in edit.replacement.split(". ")}
        for severity in (1, 2, 3)
    ]
    sizes = [sum(len(part.strip(" .")) for part in found) for found in parts]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("seed", range(8))
def test_the_paragraph_keeps_its_sentences_and_its_answer(seed):
    done = distract(RIVER, 3, seed=seed)
    context = done.payload.context
    assert "Anna lives in Rome." in context
    assert "She keeps a cat." in context
    answer = done.gold.answers[0]
    assert context[answer.start : answer.start + len("Rome")] == "Rome" == answer.text
    assert done.payload.question == RIVER.payload.question


def test_an_answer_after_the_insertion_moves():
    late = question("4", "It rained. Anna lives in Rome.", "Where does Anna live?", "Rome")
    starts = {distract(late, 1, seed=seed).gold.answers[0].start for seed in range(20)}
    assert len(starts) == 2
    assert late.gold.answers[0].start in starts


def test_sentences_of_the_same_paragraph_are_none():
    twin = question("2", CITY.payload.context, "Where do Anna and Bert live?", "Paris", group="p1")
    alone = EvaluationSet("qa", "en", "test", (RIVER, twin))
    assert distract(RIVER, 3, alone) == NotApplicable(
        "no sentence of another paragraph shares a word with the question"
    )


def test_an_unanswerable_question_can_be_distracted():
    none = question("5", "It rained.", "Where does Anna live?", "")
    done = distract(none, 2, EvaluationSet("qa", "en", "test", (none, CITY)))
    assert done.gold == AnswersGold(())
    assert "Anna met in Paris." in done.payload.context


def test_chinese_sentences_are_told_apart_and_joined_without_a_space():
    one = question("1", "安娜住在罗马。她有一只猫。", "安娜住在哪里？", "罗马", "zh")
    other = question("2", "安娜和贝特在巴黎见面。下雨了。", "谁见面？", "安娜", "zh")
    done = distract(one, 1, EvaluationSet("qa", "zh", "test", (one, other)))
    assert done.edits[0].replacement == "安娜和贝特在巴黎见面。"
    assert " " not in done.payload.context
