from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from perturbations.segments import segment, split_clusters
from perturbations.strategies import SCRIPTS, texts


@given(st.sampled_from(SCRIPTS).flatmap(texts) | st.text())
def test_clusters_are_those_of_unicode(text):
    clusters, starts = split_clusters(text)
    assert list(clusters) == regex.findall(r"\X", text)
    assert list(starts) == [found.start() for found in regex.finditer(r"\X", text)]


def test_marks_vowel_signs_and_joined_emoji_stay_whole():
    assert list(split_clusters("हिन्दी")[0]) == ["हि", "न्दी"]
    assert list(split_clusters("e\u0301👩‍🚀\r\n🇩🇪")[0]) == ["e\u0301", "👩‍🚀", "\r\n", "🇩🇪"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't stop, well-known 3rd!", ["Don't", "stop", "well-known", "3rd"]),
        ("हिन्दी एक भाषा है।", ["हिन्दी", "एक", "भाषा", "है"]),
        ("السَّلامُ عليكم؟", ["السَّلامُ", "عليكم"]),
        ("e\u0301te\u0301 — l’été", ["e\u0301te\u0301", "l’été"]),
        ("  ...  ", []),
    ],
)
def test_words_keep_their_marks(text, words):
    assert [text[start:end] for start, end in zip(*segment(text).words("en"), strict=True)] == words


@given(st.sampled_from(SCRIPTS).flatmap(texts) | st.text())
def test_words_are_whole_clusters_between_white_space(text):
    found = segment(text)
    borders = {*found.starts, len(text)}
    for start, end in zip(*found.words("en"), strict=True):
        assert {start, end} <= borders
        assert not regex.search(r"\s", text[start:end])
        assert regex.match(r"[\p{L}\p{N}]", text[start])


@given(st.sampled_from(SCRIPTS).flatmap(texts) | st.text())
def test_units_are_the_clusters_that_can_be_seen(text):
    seen = [one for one in regex.findall(r"\X", text) if regex.match(r"[^\s\p{Cc}]", one)]
    assert segment(text).solid == len(seen)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "孩子们在公园里玩。", ["孩子", "们", "在", "公园", "里", "玩"]),
        ("th", "เด็กๆ กำลังเล่น", ["เด็กๆ", "กำลัง", "เล่น"]),
        ("ja", "公園で遊ぶ", ["公園", "で", "遊ぶ"]),
    ],
)
def test_words_of_unspaced_scripts_are_looked_up(language, text, words):
    assert [text[start:end] for start, end in zip(*segment(text).words(language), strict=True)] == words


@given(st.sampled_from(["Han", "Japanese", "Thai"]).flatmap(texts) | st.text())
def test_words_that_are_looked_up_are_whole_clusters(text):
    found = segment(text)
    borders = {*found.starts, len(text)}
    spans = list(zip(*found.words("th"), strict=True))
    assert spans == sorted(spans)
    assert {border for span in spans for border in span} <= borders


def test_a_text_is_cut_once():
    assert segment("once " + "a") is segment("once " + "a")


def test_a_text_too_long_to_keep_is_cut_all_the_same():
    assert segment("ab " * 10_000).solid == 20_000


@pytest.mark.parametrize(("text", "valid"), [("ä", True), ("a\ud800", False)])
def test_lone_surrogates_are_seen(text, valid):
    assert segment(text).valid is valid
