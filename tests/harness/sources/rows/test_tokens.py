"""Rows of tagged sentences, and every way in which one of them can be wrong."""

import pytest

from harness.errors import DataFileError, LabelError
from harness.types import NoGold, TaggedTokens, TagsGold

NAMES = ["O", "B-PER", "I-PER"]
TOKENS = {"kind": "tokens", "tokens": "tokens", "tags": "tags", "names": NAMES}


def row(tokens=("Ada", "wrote"), tags=(1, 0), **more):
    return {"tokens": list(tokens), "tags": list(tags), **more}


def test_numbers_stand_for_the_names_of_tags(read):
    first, second = read("panx", row(), row(tags=["I-PER", "O"]), **TOKENS)
    assert first.payload == TaggedTokens(("Ada", "wrote"))
    assert (first.gold, second.gold) == (TagsGold(("B-PER", "O")), TagsGold(("I-PER", "O")))
    assert (second.id, second.group) == ("row-2", "row-2")


def test_texts_are_parted_at_spaces(read):
    (found,) = read("panx", {"tokens": "Ada  wrote", "tags": "B-PER O"}, **TOKENS)
    assert (found.payload.tokens, found.gold.tags) == (("Ada", "wrote"), ("B-PER", "O"))


def test_tags_are_mapped_and_null_leaves_a_sentence_out_without_renaming_others(read):
    labels = {"B-DATE": "O", "B-MISC": None}
    rows = [row(tags=["B-MISC", "O"]), row(tags=["B-DATE", "O"], n="s9")]
    (found,) = read("panx", *rows, **TOKENS, labels=labels)
    assert (found.id, found.gold.tags) == ("row-2", ("O", "O"))


def test_ids_and_data_without_tags(read):
    (found,) = read("panx", row(n="s9"), **{**TOKENS, "tags": None}, id="n")
    assert (found.id, found.group, found.gold) == ("s9", "s9", NoGold())


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (row(tags=[0]), DataFileError, "2 tokens and 1 tags; give every token one tag."),
        (
            row(tags=[0, 3]), DataFileError,
            "tag number 3 is not one of the 3 under 'names'; name all tags in the catalogue, from 0.",
        ),
        (
            row(tags=["O", "B-EVENT"]), LabelError,
            "label 'B-EVENT' is not one of O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            row(tags=["O", 1]), DataFileError,
            "column 'tags' holds \"['O', 1]\" (list) where a list of texts was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(tokens=[]), DataFileError,
            "column 'tokens' holds '[]' (list) where at least one token was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(tokens=["Ada", " "]), DataFileError,
            "text 2 of column 'tokens' is blank; mend the row or leave it out.",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_row(read, bad, error, message):
    with pytest.raises(error) as caught:
        read("panx", row(), bad, **TOKENS)
    assert str(caught.value) == f"memory/table:2: {message}"
