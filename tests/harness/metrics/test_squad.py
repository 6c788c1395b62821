"""SQuAD's rules by hand-computed cases, in scripts that the rules know and do not know."""

from __future__ import annotations

import pytest

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.metrics.squad import match_exactly, normalise_answer, overlap_f1
from harness.types import Answer, AnswersGold, LabelGold

F1, EM = METRICS.get("squad_f1"), METRICS.get("squad_em")


def gold(*texts):
    return AnswersGold(tuple(Answer(text, 0) for text in texts))


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
    assert normalise_answer(text) == normal


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
        ("London", "Paris", 0, 0),
        ("", "Paris", 0, 0),
        ("the", "a", 0, 1),
    ],
)
def test_overlap_and_exact_match(prediction, answer, f1, exact):
    assert overlap_f1(prediction, answer) == pytest.approx(f1, abs=1e-15)
    assert match_exactly(prediction, answer) == exact


def test_the_best_of_several_answers_counts():
    answers = gold("Lake Geneva", "Geneva", "the lake")
    assert F1.measure(answers, "lake", "en") == (1.0, 1.0)
    assert F1.measure(answers, "big lake geneva", "en") == (pytest.approx(4 / 5), 1.0)
    assert EM.measure(answers, "Geneva.", "en") == (1.0, 1.0)
    assert EM.measure(answers, "big lake", "en") == (0.0, 1.0)


@pytest.mark.parametrize("metric", [F1, EM], ids=lambda metric: metric.name)
@pytest.mark.parametrize(("prediction", "value"), [("", 1.0), ("the.", 1.0), ("Geneva", 0.0)])
def test_no_answer_is_right_only_where_there_is_none(metric, prediction, value):
    assert metric.measure(AnswersGold(()), prediction, "en") == (value, 1.0)


@pytest.mark.parametrize("metric", [F1, EM], ids=lambda metric: metric.name)
@pytest.mark.parametrize(("answers", "prediction"), [(gold("x"), 1), (LabelGold("x"), "x")])
def test_what_is_not_an_answer_is_refused(metric, answers, prediction):
    with pytest.raises(
        RequestError, match=rf"{metric.name}: prediction .* does not fit a \w+Gold; give a label"
    ):
        metric.measure(answers, prediction, "en")
