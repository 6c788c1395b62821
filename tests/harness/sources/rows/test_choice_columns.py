"""A right choice that is told by the name of its column, as the hub tells COPA's."""

from __future__ import annotations

import pytest

from harness.errors import LabelError
from harness.types import ChoiceGold

COPA = {"kind": "choices", "prompt": "{premise}", "choices": ("choice1", "choice2"), "gold": "label"}
ROW = {"premise": "It rained.", "choice1": "It is wet.", "choice2": "It is dry.", "label": "choice2"}


def test_the_columns_name_is_its_label(read):
    (example,) = read("hellaswag", ROW, gold_as="label", **COPA)
    assert example.gold == ChoiceGold(1)


def test_no_other_label_will_do(read):
    with pytest.raises(LabelError, match="'2' is not the label of one of the 2 choices; give one of the"):
        read("hellaswag", {**ROW, "label": "2"}, gold_as="label", **COPA)
