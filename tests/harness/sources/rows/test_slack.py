"""Answers whose contexts were stripped while the offsets stayed: found at the nearest place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import DataFileError
from harness.sources.rows.questions import Questions
from harness.types import Answer, AnswersGold

QA = {"kind": "questions", "id": "id"}


def row(context: str, text: str, start: int) -> dict[str, object]:
    answers = {"text": [text], "answer_start": [start]}
    return {"id": "q-1", "context": context, "question": "q", "answers": answers}


def test_without_slack_an_answer_must_stand_at_its_offset(read):
    with pytest.raises(DataFileError, match="the answer 'five' is not at character 6, where 've' stands"):
        read("xquad", row("six five", "five", 6), **QA)


def test_with_slack_the_nearest_place_counts(read):
    (example,) = read("xquad", row("five and five", "five", 11), slack=4, **QA)
    assert example.gold == AnswersGold((Answer("five", 9),))


def test_of_two_places_as_near_the_earlier_counts(read):
    (example,) = read("xquad", row("aa-aa", "aa", 1), slack=1, **QA)
    assert example.gold == AnswersGold((Answer("aa", 0),)), "blanks that were stripped stood in front"


def test_an_answer_beyond_the_slack_is_refused_at_its_own_offset(read):
    with pytest.raises(DataFileError, match="the answer 'five' is not at character 9"):
        read("xquad", row("six five", "five", 9), slack=4, **QA)


@given(st.integers(0, 16), st.text("ab ", max_size=12), st.text("xyz", min_size=1, max_size=4))
def test_stripping_is_undone(blanks, before, answer):
    context = " " * blanks + "c" + before + answer + "."
    start = context.index(answer)
    adapter = Questions(slack=16)
    found = adapter._find_near(Answer(answer, start), context.strip())
    assert found == Answer(answer, start - blanks)
