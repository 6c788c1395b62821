from __future__ import annotations

import numpy as np
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from harness.seeds import derive_generator
from harness.types import (
    Answer,
    AnswersGold,
    Edit,
    Example,
    NoGold,
    NotApplicable,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.strategies import SCRIPTS, texts
from perturbations.units import (
    Alternatives,
    choose,
    find_words,
    overlaps,
    perturbed_fields,
    replace_clusters,
    split_clusters,
)


class Louder(Alternatives):
    def derive(self, cluster):
        return (cluster.upper(),) if cluster.upper() != cluster else ()


def of_text(text, language="en"):
    return Example("1", language, PlainText(text), NoGold(), group="g")


@given(st.sampled_from(SCRIPTS).flatmap(texts) | st.text())
def test_clusters_are_those_of_unicode(text):
    clusters, starts = split_clusters(text)
    assert list(clusters) == regex.findall(r"\X", text)
    assert list(starts) == [found.start() for found in regex.finditer(r"\X", text)]


def test_marks_vowel_signs_and_joined_emoji_stay_whole():
    assert list(split_clusters("हिन्दी")[0]) == ["हि", "न्दी"]
    assert list(split_clusters("e\u0301👩‍🚀\r\n🇩🇪")[0]) == ["e\u0301", "👩‍🚀", "\r\n", "🇩🇪"]


@given(st.integers(0, 60), st.floats(0, 1), st.integers(0, 1000))
def test_chosen_are_distinct_sorted_and_about_the_rate(count, rate, seed):
    chosen = choose(count, rate, derive_generator(seed))
    assert chosen == sorted(set(chosen))
    assert all(0 <= pick < count for pick in chosen)
    assert abs(len(chosen) - count * rate) < 1


def test_each_is_chosen_as_often_and_the_rate_holds_on_average():
    rng = derive_generator(0, "choose")
    counts = np.bincount([pick for _ in range(20000) for pick in choose(7, 0.05, rng)], minlength=7)
    assert counts.sum() / 20000 == pytest.approx(0.35, abs=0.015)
    assert counts / 20000 == pytest.approx(np.full(7, 0.05), abs=0.007)


def test_no_more_are_chosen_than_allowed():
    assert len(choose(10, 1.0, derive_generator(0), at_most=3)) == 3


def test_the_other_side_of_a_pair_is_left_alone():
    pair = Example("1", "de", ParallelPair("eins", "one"), NoGold(), group="g")
    assert perturbed_fields(pair) == [("query", "eins")]
    parallel = Example("1", "de", PlainText("eins", "one"), NoGold(), group="g")
    assert perturbed_fields(parallel) == [("text", "eins")]


def test_clusters_are_replaced_over_all_fields():
    pair = Example("1", "en", TextPair("a B", "cd"), NoGold(), group="g")
    done = replace_clusters(pair, Louder(), rate=1.0, rng=derive_generator(0), lacking="none")
    assert done.edits == (Edit("first", 0, 1, "A"), Edit("second", 0, 1, "C"), Edit("second", 1, 2, "D"))
    assert (done.edited, done.units) == (3, 3)


def test_answers_are_not_replaced_nor_counted():
    gold = AnswersGold((Answer("bc", 1),))
    one = Example("1", "en", SpanQA("abcd", "Q"), gold, group="g")
    done = replace_clusters(one, Louder(), rate=1.0, rng=derive_generator(0), lacking="none")
    assert [edit.start for edit in done.edits] == [0, 3]
    assert done.units == 2


def test_nothing_to_replace_is_said():
    done = replace_clusters(of_text("ABC 1"), Louder(), rate=1.0, rng=derive_generator(0), lacking="all loud")
    assert done == NotApplicable("all loud")


@pytest.mark.parametrize("cluster", [" ", "\r\n", " \u0301", "\x00", "\u3000", "\ud800"])
def test_white_space_and_controls_have_no_alternatives(cluster):
    class Any(Alternatives):
        def derive(self, _cluster):
            return ("x",)

    assert Any()[cluster] == ()


def test_long_clusters_are_not_remembered():
    loud = Louder()
    cluster = "a" + "\u0301" * 40
    assert loud[cluster] == ("A" + "\u0301" * 40,)
    assert loud["b"] == ("B",)
    assert list(loud) == ["b"]


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
    assert [word.text for word in find_words(of_text(text))] == words


def test_tokens_are_words_with_their_index_and_entity():
    gold = TagsGold(("B-PER", "O", "O", "O"))
    tagged = Example("1", "vi", TaggedTokens(("Anna", ",", "Việt Nam", "3")), gold, group="g")
    words = find_words(tagged)
    assert [(word.text, word.token, word.entity, word.start) for word in words] == [
        ("Anna", 0, True, 0),
        ("Việt Nam", 2, False, 7),
        ("3", 3, False, 16),
    ]


def test_words_of_answers_are_left_out():
    gold = AnswersGold((Answer("Bob", 8),))
    one = Example("1", "en", SpanQA("Ann met Bob.", "Who was it?"), gold, group="g")
    assert [word.text for word in find_words(one)] == ["Who", "was", "it", "Ann", "met"]
    assert [word.text for word in find_words(one, "context")] == ["Ann", "met"]


def test_overlap_is_of_characters_not_borders():
    assert overlaps(2, 4, [(3, 9)])
    assert not overlaps(2, 4, [(4, 9), (0, 2)])
    assert not overlaps(2, 2, [(2, 9)])
