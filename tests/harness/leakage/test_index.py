"""Matches are those that a slow search over all pairs finds, with sets of strings and no hash."""

from __future__ import annotations

from functools import cache

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from harness.leakage import index as searched
from harness.leakage.index import TextIndex
from harness.leakage.normalisation import DENSE, normalise
from harness.seeds import derive_generator


@cache
def list_shingles(text: str) -> frozenset[str]:
    return frozenset(text[i : i + (3 if regex.match(DENSE, text[i]) else 5)] for i in range(len(text)))


def is_near(one: str, other: str) -> bool:
    a, b = list_shingles(one), list_shingles(other)
    return 5 * len(a & b) >= 4 * len(a | b)


def search_all_pairs(texts: list[str], others: list[str]) -> set[tuple[str, int, bool]]:
    plain = {normalise(text) for text in texts} - {""}
    return {
        (text, place, text == other)
        for text in plain
        for place, other in enumerate(map(normalise, others))
        if other and is_near(text, other)
    }


def search(texts: list[str], others: list[str]) -> set[tuple[str, int, bool]]:
    index = TextIndex(texts)
    names = {number: normalise(text) for text, number in zip(texts, index.numbers, strict=True)}
    found = [(names[match.number], match.place, match.exact) for match in index.find(others)]
    assert len(found) == len(set(found)), "each pair once"
    return set(found)


words = st.sampled_from(
    ["the", "cat", "sleeps", "sofa", "quickly", "Кошка", "спит", "猫", "睡觉", "แมว", "고양이"]
)
sentences = st.lists(words, max_size=14).map(" ".join)
edited = st.tuples(st.text(max_size=2), sentences, st.text(alphabet="ab ,", max_size=3)).map("".join)


@given(st.lists(edited, max_size=12), st.lists(edited, max_size=12))
def test_it_finds_what_a_search_over_all_pairs_finds(texts, others):
    assert search(texts, others) == search_all_pairs(texts, others)


@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.text(max_size=12), max_size=8))
def test_on_any_characters_as_well(texts, others):
    assert search(texts, texts[:3] + others) == search_all_pairs(texts, texts[:3] + others)


def draw_text(seed: int) -> str:
    generator = derive_generator(seed, "text")
    return " ".join(str(generator.integers(10**4)) for _ in range(generator.integers(3, 40)))


def blur(text: str, seed: int) -> str:
    generator = derive_generator(seed, "blur")
    kept = [word for word in text.split() if generator.random() < 0.97]
    return " ".join(kept)


@pytest.fixture(scope="module")
def near_texts():
    texts = [draw_text(seed) for seed in range(150)]
    return texts, [blur(text, seed) for seed, text in enumerate(texts * 4)]


def test_the_threshold_is_met_exactly_over_many_near_copies(near_texts):
    texts, others = near_texts
    found, expected = search(texts, others), search_all_pairs(texts, others)
    assert found == expected
    assert 150 < len(expected) < 590, "copies on both sides of the threshold"


def test_blocks_change_nothing(near_texts, monkeypatch):
    texts, others = near_texts
    expected = search(texts, others)
    monkeypatch.setattr(searched, "_BLOCK_CHARACTERS", 500)
    assert search(texts, others) == expected


def test_nothing_is_found_by_an_empty_index_and_among_no_texts():
    assert search([], ["a text"]) == set()
    assert search(["a text"], []) == set()
    assert search(["…"], ["…", ""]) == set()


def test_equal_texts_have_one_number_and_empty_ones_none():
    assert TextIndex(["One text.", "another", "one TEXT", "…"]).numbers == [0, 1, 0, -1]
