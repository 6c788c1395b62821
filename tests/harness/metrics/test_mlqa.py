"""MLQA's rules against the published ones, and by hand in its scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.metrics.mlqa import normalise_answer
from harness.tasks import TASKS
from harness.types import Answer, AnswersGold

sys.path.insert(0, str(Path(__file__).parent))
from official_rules import normalise_mlqa, score_mlqa

F1, EM = METRICS.get("mlqa_f1"), METRICS.get("mlqa_em")
LANGUAGES = TASKS.get("mlqa").languages
PIECES = (
    *("the", "A", "el", "Los", "der", "Dem", "của", "là", "ال", "القاهرة", " ال", "दिल्ली", "।"),
    *("二", "〇", "八年", "龥", "龦"),
    *("lake", "Ä", "«", "»", "¿", "，", "。", "$", "+", "`", "-", "\u200c", "\u00a0", "\u3000", " "),
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


def gold(*answers):
    return AnswersGold(tuple(Answer(text, 0) for text in answers))


@pytest.mark.parametrize(
    ("language", "text", "normal"),
    [
        ("en", "The “Quick” fox, a dog", "quick fox dog"),
        ("es", "¿La casa de los Pérez?", "casa de pérez"),
        ("de", "Der Löwe, die Maus und das Ende.", "löwe maus und ende"),
        ("de", "the end", "the end"),
        ("vi", "Những con sông của Việt Nam", "con sông việt nam"),
        ("hi", "दिल्ली, भारत।", "दिल्ली भारत"),
        ("ar", "القاهرة، مصر", "قاهرة مصر"),
        ("ar", "بالقاهرة", "ب قاهرة"),  # also inside a word, as published
        ("zh", "二〇〇八年，北京", "二 〇〇 八 年 北 京"),  # 〇 lies outside the block
        ("zh", "《Harry Potter》第7部", "harry potter 第 7 部"),
    ],
)
def test_normalisation_follows_the_language(language, text, normal):
    assert normalise_answer(text, language) == normalise_mlqa(text, language) == normal


@pytest.mark.parametrize(
    ("language", "prediction", "answer", "f1", "exact"),
    [
        ("zh", "北京大学", "北京", 2 * 2 / 6, 0),
        ("zh", "在北京。", "北京", 2 * 2 / 5, 0),
        ("ar", "القاهرة", "قاهرة", 1, 1),
        ("ar", "في القاهرة", "القاهرة", 2 * 1 / 3, 0),
        ("hi", "नई दिल्ली।", "दिल्ली", 2 * 1 / 3, 0),
        ("de", "die Elbe", "der Elbe", 1, 1),
        ("vi", "sông của Hồng", "sông Hồng", 1, 1),
        ("es", "la Plata", "Plata", 1, 1),
        ("en", "the a", "an", 0, 1),
    ],
)
def test_questions_by_hand(language, prediction, answer, f1, exact):
    assert F1.measure(gold(answer), prediction, language) == (pytest.approx(f1, abs=1e-15), 1.0)
    assert EM.measure(gold(answer), prediction, language) == (exact, 1.0)


@settings(max_examples=500)
@given(st.sampled_from(LANGUAGES), texts, st.lists(texts, min_size=1, max_size=3))
def test_every_question_scores_as_in_the_published_script(language, prediction, answers):
    exact, overlap = score_mlqa(prediction, answers, language)
    assert EM.measure(gold(*answers), prediction, language) == (exact, 1.0)
    assert F1.measure(gold(*answers), prediction, language) == (pytest.approx(overlap, abs=1e-12), 1.0)


def test_a_language_without_rules_is_refused():
    with pytest.raises(RequestError) as caught:
        F1.measure(gold("x"), "x", "sw")
    assert str(caught.value) == (
        "MLQA: there are no rules for answers in 'sw'; choose one of ar, de, en, es, hi, vi, zh, "
        "or score with squad_f1 and squad_em."
    )
