"""Texts that differ in case, spaces, punctuation or composition only are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.leakage.normalisation import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hello,  World!", "hello world"),
        ("``It's fine,'' he said.", "it s fine he said"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Cafe\u0301", "café"),
        ("¿Qué?\u00a0—\tNada…", "qué nada"),
        ("«Да», сказал он.", "да сказал он"),
        ("क्या यह सच है।", "क्या यह सच है"),
        ("C++ costs $5", "c++ costs $5"),
        ("我 喜欢 你 。", "我喜欢你"),
        ("我喜欢 Python 和 你", "我喜欢 python 和你"),
        ("ไป ไหน", "ไปไหน"),
        ("học_sinh", "học sinh"),
        (" …—\u200b ", ""),
        ("", ""),
    ],
)
def test_what_is_left_of_a_text(text, plain):
    assert normalise(text) == plain


@given(st.text())
def test_normalising_again_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_composition_does_not_count(text):
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(st.text())
def test_nothing_but_letters_marks_digits_symbols_and_single_spaces_is_left(text):
    plain = normalise(text)
    assert plain == " ".join(plain.split(" "))
    assert all(unicodedata.category(c)[0] in "LMNS" for c in plain.replace(" ", ""))
