"""SQuAD's rules against the published ones, and by hand in scripts that they know and do not know."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.metrics.squad import normalise_answer
from harness.types import Answer, AnswersGold, LabelGold

sys.path.insert(0, str(Path(__file__).parent))
from official_rules import normalise_squad, score_squad_v1, score_squad_v2

F1, EM = METRICS.get("squad_f1"), METRICS.get("squad_em")
V2_F1, V2_EM = METRICS.get("squad_v2_f1"), METRICS.get("squad_v2_em")
ALL = pytest.mark.parametrize("metric", [F1, EM, V2_F1, V2_EM], ids=lambda metric: metric.name)

WORDS = (
    "the",
    "a",
    "an",
    "The",
    "then",
    "lake",
    "Lake",
    "die",
    "la",
    "в",
    "Москва",
    "دلهي",
    "二〇〇八年",
    "หนึ่ง",
)
texts = st.lists(st.sampled_from([*WORDS, *string.punctuation, "。", "\u00a0", "  "]), max_size=6).map(
    " ".join
)


def gold(*answers):
    return AnswersGold(tuple(Answer(text, 0) for text in answers))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Quick, brown-fox!", "quick brownfox"),
        ("a an the", ""),
        ("A.N. Other", "other"),
        ("theatre and another", "theatre and another"),
        ("Der Löwe, die Maus.", "der löwe die maus"),
        ("«Москва»", "«москва»"),
        ("二〇〇八年。", "二〇〇八年。"),
        ("दिल्ली, भारत", "दिल्ली भारत"),
        ("İstanbul'a", "i̇stanbula"),
        ("  \u00a0\t", ""),
    ],
)
def test_normalisation_knows_english_only(text, normal):
    assert normalise_answer(text, "de") == normalise_squad(text) == normal


@pytest.mark.parametrize(
    ("prediction", "answer", "f1", "exact"),
    [
        ("the Eiffel Tower", "Eiffel tower", 1, 1),
        ("Eiffel Tower in Paris", "Eiffel Tower", 2 * 2 / 6, 0),
        ("to be or not to be", "to be", 2 * 2 / 8, 0),
        ("to to", "to be to", 2 * 2 / 5, 0),
        ("Пётр Великий", "пётр великий", 1, 1),
        ("в Москве", "Москве", 2 * 1 / 3, 0),
        ("二〇〇八年", "二〇〇八年八月", 0, 0),
        ("القاهرة", "القاهرة", 1, 1),
        ("ประเทศไทย", "ไทย", 0, 0),
        ("London", "Paris", 0, 0),
        ("", "Paris", 0, 0),
        ("the", "a", 0, 1),
    ],
)
def test_overlap_and_exact_match(prediction, answer, f1, exact):
    assert F1.measure(gold(answer), prediction, "en") == (pytest.approx(f1, abs=1e-15), 1.0)
    assert EM.measure(gold(answer), prediction, "en") == (exact, 1.0)


@settings(max_examples=300)
@given(texts, st.lists(texts, min_size=1, max_size=3))
def test_every_question_scores_as_in_squad_1(prediction, answers):
    exact, overlap = score_squad_v1(prediction, answers)
    assert EM.measure(gold(*answers), prediction, "en") == (exact, 1.0)
    assert F1.measure(gold(*answers), prediction, "en") == (pytest.approx(overlap, abs=1e-12), 1.0)


@settings(max_examples=300)
@given(texts, st.lists(texts, max_size=3))
def test_every_question_scores_as_in_squad_2(prediction, answers):
    exact, overlap = score_squad_v2(prediction, answers)
    assert V2_EM.measure(gold(*answers), prediction, "en") == (exact, 1.0)
    assert V2_F1.measure(gold(*answers), prediction, "en") == (pytest.approx(overlap, abs=1e-12), 1.0)


def test_answers_that_are_nothing_but_an_article_count_in_squad_1_only():
    answers = gold("the", "lake")
    assert EM.measure(answers, "a", "en") == (1.0, 1.0)
    assert V2_EM.measure(answers, "a", "en") == (0.0, 1.0)
    assert V2_F1.measure(gold("the"), "", "en") == (1.0, 1.0)


def test_the_best_of_several_answers_counts():
    answers = gold("Lake Geneva", "Geneva", "the lake")
    assert F1.measure(answers, "lake", "en") == (1.0, 1.0)
    assert F1.measure(answers, "big lake geneva", "en") == (pytest.approx(4 / 5), 1.0)
    assert EM.measure(answers, "Geneva.", "en") == (1.0, 1.0)
    assert EM.measure(answers, "big lake", "en") == (0.0, 1.0)


@ALL
@pytest.mark.parametrize(("prediction", "value"), [("", 1.0), ("the.", 1.0), ("Geneva", 0.0)])
def test_no_answer_is_right_only_where_there_is_none(metric, prediction, value):
    assert metric.measure(AnswersGold(()), prediction, "en") == (value, 1.0)


@ALL
@pytest.mark.parametrize(("answers", "prediction"), [(gold("x"), 1), (LabelGold("x"), "x")])
def test_what_is_not_an_answer_is_refused(metric, answers, prediction):
    with pytest.raises(
        RequestError, match=rf"{metric.name}: prediction .* does not fit a \w+Gold; give a label"
    ):
        metric.measure(answers, prediction, "en")
