"""A line holds an example to the last character, and shows what a reader would not see."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import DataFileError, RequestError
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Edit,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    PlainText,
    Provenance,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from suites.frozen.records import decode_example, decode_id, encode_example

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = st.lists(TEXTS, max_size=4).map(tuple)
NUMBERS = st.integers(0, 9)
PAYLOADS = st.one_of(
    st.builds(TextPair, TEXTS, st.none() | TEXTS),
    st.builds(MultipleChoice, TEXTS, WORDS),
    st.builds(TaggedTokens, WORDS),
    st.builds(SpanQA, TEXTS, TEXTS),
    st.builds(ParallelPair, TEXTS, TEXTS),
    st.builds(Query, TEXTS),
    st.builds(PlainText, TEXTS, st.none() | TEXTS),
)
GOLDS = st.one_of(
    st.builds(LabelGold, TEXTS),
    st.builds(ChoiceGold, NUMBERS),
    st.builds(TagsGold, WORDS),
    st.builds(AnswersGold, st.lists(st.builds(Answer, TEXTS, NUMBERS), max_size=2).map(tuple)),
    st.builds(RelevantGold, WORDS),
    st.builds(NoGold),
)
EDITS = st.lists(st.builds(Edit, TEXTS, NUMBERS, NUMBERS, TEXTS), max_size=3).map(tuple)
EXAMPLES = st.builds(Example, TEXTS, st.just("en"), PAYLOADS, GOLDS, TEXTS, domain=TEXTS, edits=EDITS)

PAIR = Example("a", "fa", TextPair("a\u200cb\u2028", "c\U000e0001"), LabelGold("yes"), "g")


@given(EXAMPLES)
def test_an_example_comes_back_as_it_was(example):
    line = encode_example(example)
    assert line.endswith(b"\n")
    assert len(line.decode().splitlines()) == 1
    assert decode_id(line, place="here") == example.id
    assert decode_example(line, example, place="here") == example


def test_where_it_comes_from_is_the_originals():
    original = replace(PAIR, provenance=Provenance("/home/someone/file.tsv", 7))
    line = encode_example(original)
    assert b"someone" not in line
    assert decode_example(line, original, place="here").provenance == original.provenance


def test_what_a_reader_would_not_see_is_written_out():
    line = encode_example(PAIR).decode()
    assert r"a\u200cb\u2028" in line
    assert r"c\udb40\udc01" in line


def test_scripts_are_readable():
    assert "読んだ" in encode_example(replace(PAIR, payload=TextPair("読んだ"))).decode()


def test_a_lone_surrogate_is_refused():
    with pytest.raises(RequestError, match=r"^example 'a': a text holds a lone surrogate \(U\+D800\); mend"):
        encode_example(replace(PAIR, payload=TextPair("a\ud800")))


GOOD = json.loads(encode_example(PAIR))


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"Pickle": {}}},
        {"fields": {"TextPair": {"first": 1}}},
        {"fields": {"TextPair": {"first": "a", "second": None, "third": "b"}}},
        {"fields": {"TextPair": {"first": "a"}, "Query": {"text": "b"}}},
        {"gold": {}},
        {"gold": None},
        {"edits": [{"field": "first"}]},
        {"group": 3},
        {"surplus": 1},
    ],
)
def test_anything_else_is_refused(change):
    line = json.dumps(GOOD | change, ensure_ascii=False).encode() + b"\n"
    with pytest.raises(DataFileError, match=r"^f:3: not an example as perturb-set writes it; restore"):
        decode_example(line, PAIR, place="f:3")


@pytest.mark.parametrize("line", [b"", b"\xff\n", b"[]\n", b"{}\n", b"null\n", b'{"id": "a"'])
def test_a_line_without_an_id_is_refused(line):
    with pytest.raises(DataFileError, match="not an example"):
        decode_id(line, place="f:1")
