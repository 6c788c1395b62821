"""Rows of questions, and every way in which one of them can be wrong."""

import pytest

from harness.errors import DataFileError
from harness.types import Answer, AnswersGold, NoGold, SpanQA

QUESTIONS = {"kind": "questions"}
CONTEXT = "Zürich liegt am See."


def row(id_="q1", answers=None, **more):
    found = {"text": ["See"], "answer_start": [16]} if answers is None else answers
    return {"id": id_, "context": CONTEXT, "question": "Wo?", "answers": found, **more}


@pytest.mark.parametrize(
    "answers", [{"text": ["See"], "answer_start": [16]}, [{"text": "See", "answer_start": 16}]]
)
def test_both_forms_of_answers_are_read(read, answers):
    first, second = read("xquad", row(answers=answers), row("q2"), **QUESTIONS)
    assert first.payload == SpanQA(CONTEXT, "Wo?")
    assert first.gold == AnswersGold((Answer("See", 16),))
    assert (first.id, second.id, second.group) == ("q1", "q2", "q1")


def test_titles_part_contexts_that_are_alike(read):
    first, second = read("xquad", row(t="a"), row("q2", t="b"), **QUESTIONS, title="t")
    assert (first.group, second.group) == ("q1", "q2")


NONE = {"text": [], "answer_start": []}


def test_questions_without_an_answer_are_kept_or_dropped(read):
    assert [e.id for e in read("squad", row(answers=NONE), row("q2"), **QUESTIONS, unanswerable="drop")] == [
        "q2"
    ]
    kept, _ = read("squad", row(answers=NONE), row("q2"), **QUESTIONS, unanswerable="keep")
    assert kept.gold == AnswersGold(())


def test_emptied_answers_are_kept_without_gold_and_ids_may_be_positions(read):
    blank = {"text": [""], "answer_start": [-1]}
    first, second = read("xquad", row(answers=blank), row(), **QUESTIONS, blanked="keep", ids="position")
    assert (first.id, first.gold, second.id) == ("question-1", NoGold(), "question-2")


def test_languages_are_told_by_id_or_by_a_condition(read):
    rows = [row("swahili-1"), row("english-2"), row("english-3")]
    for settings in ({"other_languages": "drop"}, {"where": {"id": "english-.*"}}):
        assert [e.id for e in read("tydiqa", *rows, **QUESTIONS, **settings)] == ["english-2", "english-3"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            row(answers={"text": ["See"], "answer_start": [17]}),
            ": question 'q1': the answer 'See' is not at character 17, where 'ee.' stands; "
            "answer_start counts bytes here: count characters.",
        ),
        (
            row(answers=NONE),
            ": question 'q1': there is no answer; set 'unanswerable' to keep or drop in the catalogue.",
        ),
        (
            row("swahili-1"),
            ": question 'swahili-1': its id says that it is in 'sw' where 'en' is read; "
            "set 'other_languages' to drop in the catalogue.",
        ),
        (
            row(answers={"text": ["See"], "answer_start": []}),
            ":1: the lists of texts and offsets in column 'answers' differ in length; mend the row.",
        ),
        (
            row(answers={"text": ["See"]}),
            ":1: there is no column 'answer_start'; name one of text in the catalogue.",
        ),
        (
            row(answers=[{"text": "See", "answer_start": "16"}]),
            ":1: column 'answer_start' holds '16' (str) where a whole number was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(answers=[{"text": 7, "answer_start": 16}]),
            ":1: column 'text' holds '7' (int) where a text was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(answers=["See"]),
            ":1: column 'answers' holds \"['See']\" (list) where a list of records {text, answer_start} "
            "was expected; mend the row or name another column in the catalogue.",
        ),
        (
            row(answers="See"),
            ":1: column 'answers' holds 'See' (str) where a list or record of answers was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (row(context=" "), ":1: column 'context' is blank; mend the row or leave it out."),
        (row(question=" "), ":1: column 'question' is blank; mend the row or leave it out."),
    ],
)
def test_each_fault_is_named_with_its_question_or_row(read, bad, message):
    with pytest.raises(DataFileError) as caught:
        read("xquad", bad, **QUESTIONS)
    assert str(caught.value) == f"memory/table{message}"
