"""Sentences beside their translations."""

from __future__ import annotations

import pytest

from harness.errors import DataFileError
from harness.types import LabelGold, ParallelPair

TATOEBA = {"kind": "translations", "sentence": "source", "english": "target"}


def test_each_row_is_a_pair_and_a_group(read):
    rows = ({"source": "ja", "target": "yes"}, {"source": " nein ", "target": "no"})
    first, second = read("tatoeba", *rows, language="de", **TATOEBA)
    assert (first.id, first.group, first.gold) == ("row-1", "row-1", LabelGold("row-1"))
    assert second.payload == ParallelPair("nein", "no")
    assert second.language == "de"


def test_a_blank_translation_is_refused(read):
    with pytest.raises(DataFileError, match="memory/table:1: column 'target' is blank"):
        read("tatoeba", {"source": "ja", "target": " "}, language="de", **TATOEBA)
