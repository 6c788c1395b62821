"""Text to token ids and back to the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from harness.errors import RequestError
from harness.formats.limits import Limits
from harness.formats.tokenization import CHUNK, Origins, TextEncoder, Window

TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=4)
PAIRS = st.lists(st.tuples(st.text(max_size=60), st.text(max_size=90)), min_size=1, max_size=4)


def make_encoder(tokenizer: Tokenizer, limits: Limits, *, segments: int = 1) -> TextEncoder:
    return TextEncoder(tokenizer, pad_id=1, mask_id=4, segments=segments, limits=limits)


def as_rows(origins: Origins) -> list[tuple[int, int, int]]:
    columns = (origins.positions.tolist(), origins.starts.tolist(), origins.ends.tolist())
    return list(zip(*columns, strict=True))


def cover(windows: Sequence[Window]) -> set[int]:
    return {i for window in windows for _, start, end in as_rows(window.origins) for i in range(start, end)}


def bind(tokenizer: Tokenizer, length: int, *, stride: int = 0, strategy: str = "longest_first") -> Tokenizer:
    copy = Tokenizer.from_str(tokenizer.to_str())
    copy.no_padding()
    copy.enable_truncation(length, stride=stride, strategy=strategy)
    return copy


# --- slow twins: one text at a time, one Python object per token --------------------


@given(pairs=PAIRS, singles=TEXTS)
def test_batches_equal_texts_encoded_one_at_a_time(
    encoder: TextEncoder, tokenizer: Tokenizer, pairs: list[tuple[str, str]], singles: list[str]
) -> None:
    slow = bind(tokenizer, 32)
    expected = [slow.encode(*pair).ids for pair in pairs] + [slow.encode(text).ids for text in singles]
    assert [list(one.token_ids) for one in encoder.encode_texts([*pairs, *singles])] == expected
    assert all(len(one.type_ids) == len(one.token_ids) for one in encoder.encode_texts(singles))


@given(pairs=PAIRS)
def test_windows_equal_a_walk_over_tokens(
    encoder: TextEncoder, tokenizer: Tokenizer, pairs: list[tuple[str, str]]
) -> None:
    slow = bind(tokenizer, 32, stride=8, strategy="only_second")
    pairs = [(question[:10], context) for question, context in pairs]
    for (question, context), windows in zip(pairs, encoder.encode_windows(pairs), strict=True):
        whole = slow.encode(question, context)
        parts = [whole, *whole.overflowing]
        assert [list(window.input.token_ids) for window in windows] == [part.ids for part in parts]
        for window, part in zip(windows, parts, strict=True):
            tokens = zip(part.sequence_ids, part.offsets, strict=True)
            walked = [
                (at, start, end)
                for at, (segment, (start, end)) in enumerate(tokens)
                if segment == 1 and end > start
            ]
            assert as_rows(window.origins) == walked


@given(sentences=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=40), min_size=1, max_size=3))
def test_first_pieces_equal_a_walk_over_tokens(
    encoder: TextEncoder, tokenizer: Tokenizer, sentences: list[list[str]]
) -> None:
    slow = bind(tokenizer, 32)
    for words, windows in zip(sentences, encoder.encode_sentences(sentences), strict=True):
        whole = slow.encode(words, is_pretokenized=True)
        places: dict[int, tuple[int, int]] = {}
        for number, part in enumerate([whole, *whole.overflowing]):
            for position, word in enumerate(part.word_ids):
                if word is not None:
                    places.setdefault(word, (number, position))
        found = {
            word: (number, position)
            for number, window in enumerate(windows)
            for position, word, _ in as_rows(window.origins)
        }
        assert found == places


# --- what holds of any text --------------------------------------------------------


def test_chunks_are_joined_in_order(encoder: TextEncoder) -> None:
    texts = [f"cat {number}" for number in range(CHUNK + 3)]
    assert encoder.encode_texts(texts)[CHUNK:] == encoder.encode_texts(texts[CHUNK:])
    assert encoder.encode_texts([]) == encoder.encode_windows([]) == encoder.encode_sentences([]) == []


def test_offsets_lead_back_to_the_text(encoder: TextEncoder) -> None:
    text = "Мальчик читает книгу дома."
    ((window,),) = encoder.encode_windows([("кто?", text)])
    pieces = [text[start:end] for _, start, end in as_rows(window.origins)]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_segment_ids_are_zero_for_a_model_with_one_segment(
    encoder: TextEncoder, tokenizer: Tokenizer
) -> None:
    assert set(encoder.encode_texts([("A girl", "the cat")])[0].type_ids) == {0}
    (two,) = make_encoder(tokenizer, Limits(32), segments=2).encode_texts([("A girl", "the cat")])
    assert len(two.type_ids) == len(two.token_ids)


def test_windows_cover_a_long_context_and_overlap(encoder: TextEncoder) -> None:
    context = " ".join(["The cat sees a small dog"] * 12)
    (windows,) = encoder.encode_windows([("who sees?", context)])
    assert len(windows) > 1
    assert {i for i, c in enumerate(context) if not c.isspace()} <= cover(windows)
    starts = [int(window.origins.starts.min()) for window in windows]
    ends = [int(window.origins.ends.max()) for window in windows]
    assert all(start < end for start, end in zip(starts[1:], ends, strict=False))


def test_long_sentences_are_split_or_truncated(encoder: TextEncoder, tokenizer: Tokenizer) -> None:
    words = ["garden", "книгу", "manzana"] * 20
    (windows,) = encoder.encode_sentences([words])
    assert len(windows) > 1
    assert cover(windows) == set(range(len(words)))
    (cut,) = make_encoder(tokenizer, Limits(32, long_sentences="truncate")).encode_sentences([words])
    assert [window.input for window in cut] == [windows[0].input]


@given(text=st.text(min_size=0, max_size=200))
def test_no_text_breaks_the_limit(encoder: TextEncoder, text: str) -> None:
    assert len(encoder.encode_texts([text])[0].token_ids) <= 32
    assert all(len(w.input.token_ids) <= 32 for w in encoder.encode_windows([("who?", text)])[0])
    for pair in ((text, "the cat"), ("the cat", text), (text, text)):
        assert len(encoder.encode_choices([pair])[0].token_ids) <= 32


@pytest.mark.parametrize("repeats", [1, 3, 30])
def test_a_choice_stays_whole_and_the_prompt_loses_its_beginning(
    encoder: TextEncoder, tokenizer: Tokenizer, repeats: int
) -> None:
    prompt, choice = "The cat sees a small dog. " * repeats + "Who reads?", "A girl reads the book at home."
    ids = list(encoder.encode_choices([(prompt, choice)])[0].token_ids)
    separator, end = tokenizer.encode("", "").ids[1:-1], tokenizer.encode("").ids[1:]
    prompt_ids = tokenizer.encode(prompt, add_special_tokens=False).ids
    choice_ids = tokenizer.encode(choice, add_special_tokens=False).ids
    room = 32 - 1 - len(separator) - len(choice_ids) - len(end)
    assert ids[1:] == prompt_ids[-room:] + separator + choice_ids + end


def test_a_choice_without_room_is_cut_as_well(encoder: TextEncoder) -> None:
    (one,) = encoder.encode_choices([("The cat", "sees a small dog " * 20)])
    assert len(one.token_ids) == 32


def test_the_given_tokenizer_is_left_as_it_was(tokenizer: Tokenizer) -> None:
    before = tokenizer.to_str()
    make_encoder(tokenizer, Limits(8, 2)).encode_windows([("The cat sees a dog", "in the garden")])
    assert tokenizer.to_str() == before


@pytest.mark.parametrize("length", [6, 7, 8, 9, 20])
def test_short_limits_leave_room_for_some_text(tokenizer: Tokenizer, length: int) -> None:
    encoder = make_encoder(tokenizer, Limits(length, stride=128))
    context = "The cat sees a small dog in the garden."
    (windows,) = encoder.encode_windows([("кто читает книгу дома?", context)])
    assert {i for i, c in enumerate(context) if not c.isspace()} <= cover(windows)
    assert len(encoder.encode_choices([(context, context)])[0].token_ids) <= length


def test_limits_without_room_are_refused(tokenizer: Tokenizer) -> None:
    message = (
        "max_length: sequences of 5 tokens have no room for two texts beside 4 special tokens; "
        "set it to 6 or more"
    )
    with pytest.raises(RequestError, match=f"^{message}"):
        make_encoder(tokenizer, Limits(5))


def test_a_question_of_any_length_leaves_room_for_the_context(encoder: TextEncoder) -> None:
    context = "The cat sees a small dog in the garden."
    for windows in encoder.encode_windows([("кто " * words, context) for words in range(1, 40)]):
        assert all(len(window.input.token_ids) <= 32 for window in windows)
        assert {i for i, c in enumerate(context) if not c.isspace()} <= cover(windows)


def test_the_fingerprint_names_tokenizer_and_limits(encoder: TextEncoder, tokenizer: Tokenizer) -> None:
    other = Tokenizer.from_str(tokenizer.to_str())
    other.add_tokens(["zebra"])
    encoders = [
        encoder,
        make_encoder(other, Limits(32, 8)),
        make_encoder(tokenizer, Limits(31, 8)),
        make_encoder(tokenizer, Limits(32, 9)),
        make_encoder(tokenizer, Limits(32, 8, "truncate")),
        make_encoder(tokenizer, Limits(32, 8), segments=2),
    ]
    assert len({one.fingerprint() for one in encoders}) == len(encoders)
    assert make_encoder(tokenizer, Limits(32, 8)).fingerprint() == encoder.fingerprint()
