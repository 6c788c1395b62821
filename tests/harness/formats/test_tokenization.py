"""Text to token ids and back to the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from harness.formats.tokenization import TextEncoder


def test_offsets_lead_back_to_the_text(encoder: TextEncoder) -> None:
    text = "Мальчик читает книгу дома."
    window = encoder.encode(text)
    pieces = [text[t.start : t.end] for t in window.tokens if t.segment == 0]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_pairs_carry_segments_and_special_tokens_none(encoder: TextEncoder) -> None:
    window = encoder.encode("A girl", "the cat")
    segments = [token.segment for token in window.tokens]
    assert segments[0] == segments[-1] == -1
    assert sorted({s for s in segments if s >= 0}) == [0, 1]


def test_segment_ids_are_zero_for_a_model_with_one_segment(
    encoder: TextEncoder, tokenizer: Tokenizer
) -> None:
    assert set(encoder.encode("A girl", "the cat").type_ids) == {0}
    two = TextEncoder(tokenizer, pad_id=1, mask_id=4, max_length=32, stride=8, segments=2)
    assert len(two.encode("A girl", "the cat").type_ids) == len(two.encode("A girl", "the cat").token_ids)


def test_windows_cover_a_long_context_and_overlap(encoder: TextEncoder) -> None:
    context = " ".join(["The cat sees a small dog"] * 12)
    windows = encoder.encode_windows("who sees?", context)
    assert len(windows) > 1
    covered = {i for w in windows for t in w.tokens if t.segment == 1 for i in range(t.start, t.end)}
    assert {i for i, c in enumerate(context) if not c.isspace()} <= covered
    starts = [min(t.start for t in w.tokens if t.segment == 1) for w in windows]
    ends = [max(t.end for t in w.tokens if t.segment == 1) for w in windows]
    assert all(start < end for start, end in zip(starts[1:], ends, strict=False))


def test_long_sentences_are_split_so_that_no_word_is_lost(encoder: TextEncoder) -> None:
    words = ["garden", "книгу", "manzana"] * 20
    windows = encoder.encode_words(words)
    assert len(windows) > 1
    assert {t.word for w in windows for t in w.tokens if t.word >= 0} == set(range(len(words)))


@given(text=st.text(min_size=0, max_size=200))
def test_no_text_breaks_the_limit(encoder: TextEncoder, text: str) -> None:
    assert len(encoder.encode(text).token_ids) <= 32
    assert all(len(w.token_ids) <= 32 for w in encoder.encode_windows("who?", text))


def test_the_given_tokenizer_is_left_as_it_was(tokenizer: Tokenizer) -> None:
    before = tokenizer.to_str()
    TextEncoder(tokenizer, pad_id=1, mask_id=4, max_length=8, stride=2, segments=1).encode(
        "The cat sees a dog"
    )
    assert tokenizer.to_str() == before


def test_a_question_of_any_length_leaves_room_for_the_context(encoder: TextEncoder) -> None:
    context = "The cat sees a small dog in the garden."
    for words in range(1, 40):
        windows = encoder.encode_windows("кто " * words, context)
        assert all(len(w.token_ids) <= 32 for w in windows)
        covered = {i for w in windows for t in w.tokens if t.segment == 1 for i in range(t.start, t.end)}
        assert {i for i, c in enumerate(context) if not c.isspace()} <= covered
