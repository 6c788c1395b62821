"""Treebanks: words, fused forms, domains, and every way of being malformed."""

import pytest
from pydantic import ValidationError

from harness.errors import DataFileError, LabelError

UD = {"layout": "conllu"}


def word(id_, form, upos="NOUN", head="0"):
    return "\t".join([str(id_), form, "_", upos, "_", "_", str(head), "_", "_", "_"]) + "\n"


GERMAN = (
    "# newdoc id = n01\n# sent_id = n01001\n# text = Er geht zum Haus.\n"
    + word(1, "Er", "PRON", 2)
    + word(2, "geht", "VERB", 0)
    + word("3-4", "zum", "_", "_")
    + word(3, "zu", "ADP", 5)
    + word(4, "dem", "DET", 5)
    + word(5, "Haus", "NOUN", 2)
    + word("5.1", "gegangen", "VERB", "_")
    + word(6, ".", "PUNCT", 2)
    + "\n"
)


def test_surface_words_keep_fused_forms_with_the_tag_of_the_highest_word(folder):
    folder.write("x.conllu", GERMAN)
    (example,) = folder.read("x.conllu", "udpos", "de", **UD)
    assert example.payload.tokens == ("Er", "geht", "zum", "Haus", ".")
    assert example.gold.tags == ("PRON", "VERB", "ADP", "NOUN", "PUNCT")  # equally high: ADP before DET
    assert (example.id, example.group, example.provenance.line) == ("n01001", "n01001", 1)


def test_syntactic_words_split_them_and_leave_empty_nodes_out(folder):
    folder.write("x.conllu.gz", GERMAN)
    (example,) = folder.read("x.conllu.gz", "udpos", "de", **UD, words="syntactic")
    assert example.payload.tokens == ("Er", "geht", "zu", "dem", "Haus", ".")
    assert example.gold.tags == ("PRON", "VERB", "ADP", "DET", "NOUN", "PUNCT")


def test_the_word_nearer_to_the_root_wins_over_precedence(folder):
    body = word("1-2", "kuşu", "_", "_") + word(1, "kuş", "NOUN", 2) + word(2, "u", "AUX", 0)
    folder.write("x.conllu", body)
    (example,) = folder.read("x.conllu", "udpos", "tr", **UD)
    assert (example.payload.tokens, example.gold.tags) == (("kuşu",), ("AUX",))
    assert example.id == "sentence-1"


@pytest.mark.parametrize(("language", "tag"), [("es", "PRON"), ("de", "NOUN")])
def test_precedence_differs_by_language(folder, language, tag):
    fused = word("2-3", "x", "_", "_") + word(2, "a", "NOUN", 1) + word(3, "b", "PRON", 1)
    folder.write("x.conllu", word(1, "v", "VERB", 0) + fused)
    (example,) = folder.read("x.conllu", "udpos", language, **UD)
    assert example.gold.tags == ("VERB", tag)


def test_tokens_lose_inner_spaces_and_non_joiners(folder):
    folder.write("x.conllu", word(1, "Trả lời", "VERB") + word(2, "می\u200cروم", "VERB", 1))
    (example,) = folder.read("x.conllu", "udpos", "vi", **UD)
    assert example.payload.tokens == ("Trảlời", "میروم")


def test_domains_follow_from_the_sent_id(folder):
    body = "".join(f"# sent_id = {name}\n{word(1, 'a')}\n" for name in ("n01001", "w01002"))
    folder.write("x.conllu", body)
    rule = {"pattern": "([nw])", "names": {"n": "news"}}
    examples = folder.read("x.conllu", "udpos", **UD, domain=rule)
    assert [example.domain for example in examples] == ["news", "w"]


def test_tags_can_be_mapped(folder):
    folder.write("x.conllu", word(1, "und", "CONJ"))
    (example,) = folder.read("x.conllu", "udpos", "de", **UD, labels={"CONJ": "CCONJ"})
    assert example.gold.tags == ("CCONJ",)


def test_a_cycle_of_heads_ends(folder):
    fused = word("1-2", "ab", "_", "_") + word(1, "a", "NOUN", 2) + word(2, "b", "VERB", 1)
    folder.write("x.conllu", fused)
    (example,) = folder.read("x.conllu", "udpos", **UD)
    assert example.gold.tags == ("VERB",)


@pytest.mark.parametrize(
    ("body", "settings", "message"),
    [
        ("1\ta\tNOUN\n", {}, ":1: 3 columns where CoNLL-U has 10; separate the columns by single tabs."),
        (word(1, "a") + word(3, "b"), {}, ":2: word id '3' where 2 was expected; number words from 1."),
        (word("x", "a"), {}, ":1: word id 'x' where 1 was expected; number words from 1."),
        (word(1, "a") + "\n# sent_id = 2\n\n", {}, ":3: the sentence has no words; remove its comments."),
        (
            word("1-3", "abc", "_", "_") + word(1, "a") + word(2, "b"),
            {},
            ":1: the range 1-3 of 'abc' does not fit the sentence's 2 words; mend the range.",
        ),
        (
            word("1-2", "ab", "_", "_") + word(1, "a") + word("2-3", "bc") + word(2, "b") + word(3, "c"),
            {},
            ":1: the range 2-3 of 'bc' does not fit the sentence's 3 words; mend the range.",
        ),
        (word(1, "a", "NOUN", 7), {}, ":1: a HEAD lies outside the sentence; mend column 7."),
        (
            "# sent_id = weird\n" + word(1, "a"),
            {"domain": {"pattern": "([nw])0"}},
            ":1: sent_id 'weird' does not match the domain pattern '([nw])0'; "
            "mend the pattern in the catalogue.",
        ),
    ],
)
def test_each_fault_is_named_with_its_line(folder, body, settings, message):
    path = folder.write("x.conllu", body)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.conllu", "udpos", **UD, **settings)
    assert str(caught.value) == f"{path}{message}"


def test_a_foreign_tag_is_named(folder):
    folder.write("x.conllu", word(1, "a") + word(2, "b", "_"))
    with pytest.raises(LabelError, match=r"x\.conllu:2: label '_' is not one of ADJ, ADP"):
        folder.read("x.conllu", "udpos", **UD)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("([nw]", "is not a regular expression"), ("[nw]", "has no group; put the domain in parentheses")],
)
def test_a_pattern_that_cannot_work_is_refused(folder, pattern, message):
    folder.write("x.conllu", word(1, "a"))
    with pytest.raises(ValidationError, match=message):
        folder.read("x.conllu", "udpos", **UD, domain={"pattern": pattern})
