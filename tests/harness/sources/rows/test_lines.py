"""Rows of unlabelled text."""

import pytest

from harness.errors import DataFileError
from harness.types import NoGold, PlainText


def test_blank_rows_are_passed_over_and_names_keep_their_place(read):
    first, second = read("plain_text", {"text": " Moja. "}, {"text": " "}, {"text": "Tatu."}, kind="lines")
    assert (first.payload, first.gold) == (PlainText("Moja."), NoGold())
    assert (first.id, second.id, second.group) == ("line-1", "line-3", "line-3")


def test_translations_and_names_come_from_columns(read):
    rows = [{"sw": "Moja.", "en": "One.", "n": 1}, {"sw": "Mbili.", "en": "", "n": 2}]
    settings = {"text": "{language}", "translation": "en", "id": "n"}
    (found,) = read("plain_text", *rows, language="sw", kind="lines", **settings)
    assert (found.id, found.payload) == ("1", PlainText("Moja.", "One."))


def test_a_row_without_text_is_refused(read):
    with pytest.raises(
        DataFileError, match="memory/table:1: column 'text' holds '7' \\(int\\) where a text was"
    ):
        read("plain_text", {"text": 7}, kind="lines")
