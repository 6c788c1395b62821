"""Tagged sentences: one token or one sentence a line, and every way of being malformed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import DataFileError, LabelError
from harness.sources.files.token_tags import _split_pairs
from harness.types import NoGold

COLUMNS = {"layout": "token_tags"}


@pytest.mark.parametrize("separator", ["\t", " "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_are_split_at_tabs_or_spaces_whatever_ends_the_line(folder, separator, end):
    lines = ["Ada B-PER", "Lovelace I-PER", "wrote O", "", "", "Nairobi B-LOC", "  ", "ሰላም O"]
    folder.write("x.txt", end.join(lines).replace(" ", separator))
    first, second, third = folder.read("x.txt", "panx", "sw", **COLUMNS)
    assert first.payload.tokens == ("Ada", "Lovelace", "wrote")
    assert first.gold.tags == ("B-PER", "I-PER", "O")
    assert (second.id, second.group, second.language) == ("sentence-2", "sentence-2", "sw")
    assert (second.provenance.source, second.provenance.line) == ("x.txt", 6)
    assert third.payload.tokens == ("ሰላም",)


def test_space_at_the_end_of_a_line_is_no_column_and_the_last_line_needs_no_end(folder):
    folder.write("x.txt.gz", "a\tO \t\n\t\nb O ")
    assert [e.payload.tokens for e in folder.read("x.txt.gz", "panx", **COLUMNS)] == [("a",), ("b",)]


def test_a_tab_is_the_separator_where_there_is_one(folder):
    folder.write("x.tsv", "New York\tB-LOC\n")
    (example,) = folder.read("x.tsv", "panx", **COLUMNS)
    assert example.payload.tokens == ("New York",)


ORPHANS = "a O\nb I-PER\nc I-PER\nd I-LOC\ne B-LOC\nf I-LOC\n\ng I-ORG\n"


@pytest.mark.parametrize(
    ("policy", "tags"),
    [
        ("keep", ["O I-PER I-PER I-LOC B-LOC I-LOC", "I-ORG"]),
        ("begin", ["O B-PER I-PER B-LOC B-LOC I-LOC", "B-ORG"]),
    ],
)
def test_a_tag_that_continues_no_span_is_kept_or_begins_one(folder, policy, tags):
    folder.write("x.txt", ORPHANS)
    examples = folder.read("x.txt", "panx", **COLUMNS, orphans=policy)
    assert [" ".join(example.gold.tags) for example in examples] == tags


def test_a_tag_that_continues_no_span_may_be_refused(folder):
    path = folder.write("x.txt", ORPHANS)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.txt", "panx", **COLUMNS, orphans="refuse")
    remedy = "mend it or set 'orphans' to keep or begin in the catalogue"
    assert str(caught.value) == f"{path}:2: the tag 'I-PER' continues no span; {remedy}."


def test_tags_are_mapped_and_domains_named(folder):
    folder.write("x.txt", "leo B-DATE\nNairobi B-LOC\n")
    settings = {**COLUMNS, "labels": {"B-DATE": "O"}, "domain": "news"}
    (example,) = folder.read("x.txt", "masakhaner_names", "sw", **settings)
    assert (example.gold.tags, example.domain) == (("O", "B-LOC"), "news")


def test_the_language_before_each_token_is_taken_off(folder):
    folder.write("x.tsv", "de:Köln\tB-LOC\nde:de:\tO\n")
    (example,) = folder.read("x.tsv", "panx", "de", **COLUMNS, token_prefix="{code}:")
    assert example.payload.tokens == ("Köln", "de:")


@pytest.mark.parametrize(("token", "said"), [("Köln", "'Köln'"), ("de:", "'de:'")])
def test_a_token_without_its_prefix_is_refused(folder, token, said):
    path = folder.write("x.tsv", f"de:Wien\tB-LOC\n{token}\tB-LOC\n")
    with pytest.raises(DataFileError) as caught:
        folder.read("x.tsv", "panx", "de", **COLUMNS, token_prefix="{code}:")
    problem = f"{said} is not a token after 'de:'; mend 'token_prefix' in the catalogue."
    assert str(caught.value) == f"{path}:2: {problem}"


def test_tokens_alone_have_no_gold(folder):
    folder.write("x.tsv", "Das\nHaus\n\nJa\n")
    first, second = folder.read("x.tsv", "udpos", "de", **COLUMNS, unlabelled=True)
    assert (first.payload.tokens, first.gold, second.payload.tokens) == (("Das", "Haus"), NoGold(), ("Ja",))


@pytest.mark.parametrize(
    ("line", "unlabelled", "problem"),
    [
        ("alone", False, "'alone' is not a token and its tag"),
        ("a b O", False, "'a b O' is not a token and its tag"),
        ("a\t\tO", False, "'a\\t\\tO' is not a token and its tag"),
        (" O", False, "' O' is not a token and its tag"),
        ("a O", True, "'a O' is not a token alone"),
    ],
)
def test_a_wrong_number_of_columns_names_the_line(folder, line, unlabelled, problem):
    path = folder.write("x.txt", f"{'a' if unlabelled else 'a O'}\n{line}\n")
    with pytest.raises(DataFileError) as caught:
        folder.read("x.txt", "panx", **COLUMNS, unlabelled=unlabelled)
    assert str(caught.value) == f"{path}:2: {problem}; mend the line or set 'unlabelled' as the file is."


def test_a_tag_outside_the_set_names_the_line(folder):
    path = folder.write("x.txt", "a O\n\nb B-MISC\n")
    with pytest.raises(LabelError, match=rf"^{path}:3: label 'B-MISC' is not one of O, B-PER, I-PER"):
        folder.read("x.txt", "panx", **COLUMNS)


@given(
    st.lists(
        st.text(alphabet="ab\t ", min_size=1, max_size=5).map(lambda s: s.strip(" \t") or "a"), min_size=1
    )
)
def test_tokens_and_tags_are_split_as_line_by_line(lines: list[str]) -> None:
    rows = [line.split("\t") for line in lines]
    whole = all(len(row) == 2 and all(row) for row in rows)
    assert _split_pairs("\n".join(lines)) == (list(zip(*rows, strict=True)) if whole else [])
