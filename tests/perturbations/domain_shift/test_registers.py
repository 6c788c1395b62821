from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    EvaluationSet,
    Example,
    NoGold,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
)
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set
from perturbations.domain_shift.social_media import social_media
from perturbations.domain_shift.speech_like import speech_like
from perturbations.posts import restyle


def shift(perturbation, payload, *, language="en", gold=None, severity=5, count=1):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", language, "test", made)
    return perturb_set(evaluation, perturbation, severity=severity, seed=0, context=PerturbationContext())


@pytest.mark.parametrize(
    ("language", "text", "spoken"),
    [
        ("en", "Well, Dr. O'Neil paid 3.5 pounds!", "well dr o'neil paid 3.5 pounds"),
        ("en", "Yes - he (Bo) did.", "yes he bo did"),
        ("tr", "Işık İzmir'de.", "ışık izmir'de"),
        ("el", "ΟΔΟΣ ΣΟΦΙΑΣ;", "οδος σοφιας"),
        ("de", "Größe: Ändern", "größe ändern"),
        ("zh", "下雨了，走吧。", "下雨了 走吧"),
        ("hi", "वह आया।", "वह आया"),
        ("ko", '그는 “안녕”이라고 하고 "네"라고 했다.', "그는 안녕이라고 하고 네라고 했다"),
        ("zh", "他说“你好”了。", "他说你好了"),
        ("he", 'הוא בצה"ל.', 'הוא בצה"ל'),
    ],
)
def test_speech_has_neither_capitals_nor_marks(language, text, spoken):
    assert shift(speech_like, PlainText(text), language=language).pairs[0][1].payload.text == spoken


def test_lower_severities_of_speech_keep_some():
    done = shift(speech_like, PlainText("A, B, C, D, E."), severity=2, count=200)
    assert done.coverage.units == 2000
    assert done.coverage.realised_rate == pytest.approx(0.4)


def test_speech_keeps_tokens_tags_and_answers():
    gold = TagsGold(("B-PER", "O", "O"))
    done = shift(speech_like, TaggedTokens(("Anna", "U.S.", ".")), gold=gold)
    assert done.pairs[0][1].payload.tokens == ("anna", "u.s", ".")
    answers = AnswersGold((Answer("St. John", 3),))
    asked = shift(speech_like, SpanQA("It St. John said.", "Who?"), gold=answers)
    assert asked.pairs[0][1].payload == SpanQA("it St. John said", "who")


def test_text_without_case_or_marks_says_so():
    reason = "neither capitals nor punctuation"
    assert shift(speech_like, PlainText("no more")).coverage.reasons == ((reason, 1),)


@pytest.mark.parametrize(
    ("word", "script", "language", "forms"),
    [
        ("Really", "Latin", "en", {"Reallyyy", "really", "#Really"}),
        ("очень", "Cyrillic", "ru", {"очееень", "#очень"}),
        ("كثير", "Arabic", "ar", {"كثييير", "#كثير"}),
        ("มาก", "Thai", "th", {"มากกก"}),
        ("बहुत", "Devanagari", "hi", {"बहुततत"}),
        ("すごい", "Japanese", "ja", {"すごいーー"}),
        ("你好", "Han", "zh", set()),
    ],
)
def test_posts_write_words_as_their_script_allows(word, script, language, forms):
    assert set(restyle(word, script, language)) == forms


def test_emoji_stand_at_ends_of_sentences_and_answers_stay():
    gold = AnswersGold((Answer("red", 2),))
    done = shift(social_media, SpanQA("A red dog barked. It ran.", "Which?"), gold=gold, count=50)
    assert len({perturbed.payload for _, perturbed in done.pairs}) > 20
    assert all("red" in perturbed.payload.context for _, perturbed in done.pairs)
    assert any("🙂" in perturbed.payload.context for _, perturbed in done.pairs)


def test_the_rate_of_posts_is_of_words_and_ends():
    text = "Many people really like the little houses over there. Others never went."
    coverage = shift(social_media, PlainText(text), severity=4, count=500).coverage
    assert coverage.realised_rate == pytest.approx(0.2, rel=0.1)


def test_chinese_gets_emoji_alone():
    done = shift(social_media, PlainText("下雨了。"), language="zh", count=40)
    assert all(one.payload.text.startswith("下雨了。 ") for _, one in done.pairs)
