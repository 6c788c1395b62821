"""The tokenizer of phase (i): the same from the same texts, with XLM-R's special tokens."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from harness.training.tokenizer import SPECIAL_TOKENS, save_tokenizer, train_tokenizer

WORDS = ("ant", "tan", "nat", "ten", "net", "tin", "nit", "not", "ton", "tun", "nut", "añu", "uña")
TEXTS = tuple(f"{a} {b}{a} {a}{b}." for a in WORDS for b in WORDS)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return train_tokenizer(TEXTS, vocabulary_size=80)


def test_equal_texts_give_an_equal_tokenizer(tokenizer):
    again = {train_tokenizer(TEXTS, vocabulary_size=80).to_str() for _ in range(5)}
    assert again == {tokenizer.to_str()}


def test_special_tokens_come_first_and_are_the_only_ones(tokenizer):
    assert [tokenizer.id_to_token(number) for number in range(5)] == list(SPECIAL_TOKENS)
    assert sorted(tokenizer.get_added_tokens_decoder()) == [0, 1, 2, 3, 4]


def test_the_vocabulary_has_the_size_asked_for(tokenizer):
    assert tokenizer.get_vocab_size() == 80


def test_pieces_inside_a_word_are_marked_and_strange_characters_unknown(tokenizer):
    assert tokenizer.encode("tantun").tokens[0] == "<s>"
    assert all(piece.startswith("##") for piece in tokenizer.encode("tnatun").tokens[2:-1])
    assert tokenizer.encode("ж").tokens == ["<s>", "<unk>", "</s>"]


def test_text_that_looks_like_a_piece_is_text(tokenizer):
    assert "##a" not in tokenizer.encode("t ##a").tokens[:3]


def test_decoding_joins_the_pieces(tokenizer):
    assert tokenizer.decode(tokenizer.encode("tantan nit").ids) == "tantan nit"


def test_han_characters_stand_alone():
    found = train_tokenizer(("男孩在家看书", "女孩在家"), vocabulary_size=40)
    assert found.encode("男孩看书").tokens[1:-1] == ["男", "孩", "看", "书"]


def test_it_is_saved_with_the_longest_sequence(tokenizer, tmp_path):
    save_tokenizer(tokenizer, tmp_path, max_length=64)
    loaded = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert loaded.encode("tan nit").ids == tokenizer.encode("tan nit").ids
