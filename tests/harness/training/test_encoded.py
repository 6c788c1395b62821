"""Encoded sets: what comes back is what was encoded, once, whole or made again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from harness.errors import EmptyEvaluationSetError
from harness.formats.base import FORMATS
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.task_spec import TaskSpec
from harness.training.encoded import EncodedSet, TrainingData, encode_set
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    FormatName,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

CONTEXT = " ".join(["The cat sees a small dog"] * 12) + " in the garden"
EXAMPLES: dict[FormatName, list[Example]] = {
    "classification": [
        Example("é1", "en", TextPair("The cat", "sees a dog"), LabelGold("b"), "g"),
        Example("2", "en", TextPair("книгу"), LabelGold("a"), "g"),
        Example("", "en", TextPair("", ""), LabelGold("b"), "g"),
    ],
    "multiple_choice": [
        Example("1", "en", MultipleChoice("The cat", ("sees", "a", "dog")), ChoiceGold(2), "g"),
        Example("2", "en", MultipleChoice("A girl", ("reads the book", "")), ChoiceGold(0), "g"),
    ],
    "tagging": [
        Example("1", "en", TaggedTokens(("cat", "", "reads")), TagsGold(("a", "b", "b")), "g"),
        Example("2", "en", TaggedTokens(("garden", "книгу") * 20), TagsGold(("a", "b") * 20), "g"),
    ],
    "span_qa": [
        Example("1", "en", SpanQA(CONTEXT, "where?"), AnswersGold((Answer("garden", 307),)), "g"),
        Example("2", "en", SpanQA("A girl.", "who?"), AnswersGold(()), "g"),
        Example("3", "en", SpanQA(CONTEXT, "what?"), AnswersGold((Answer(CONTEXT, 0),)), "g"),
    ],
}
LOST = {"tagging": 1, "span_qa": 1}


def make_task(form: FormatName) -> TaskSpec:
    return TaskSpec("t", form, ("target",), (), ("en",), "item", "1", "own", "none", "test", ("a", "b"))


class Reader:
    """Counts how often the examples are read."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.examples, self.times = list(examples), 0

    def __call__(self) -> Iterable[Example]:
        self.times += 1
        yield from self.examples


def encode(
    form: FormatName, encoder: TextEncoder, root: Path, *, name: str = "f"
) -> tuple[EncodedSet, Reader]:
    reader = Reader(EXAMPLES[form])
    return encode_set(TrainingData(make_task(form), name, reader), encoder, root=root), reader


@pytest.mark.parametrize("segments", [1, 2])
@pytest.mark.parametrize("form", list(EXAMPLES))
def test_what_comes_back_is_what_the_format_made(
    form: FormatName, segments: int, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    encoder = TextEncoder(tokenizer, pad_id=1, mask_id=4, segments=segments, limits=Limits(32, 8))
    found, _ = encode(form, encoder, tmp_path)
    examples, format_ = EXAMPLES[form], FORMATS.get(form)
    encoded = format_.encode_batch(examples, encoder)
    targets = [format_.target(*pair, make_task(form)) for pair in zip(examples, encoded, strict=True)]
    order = list(range(len(examples)))[::-1]
    items = found.batch(order)
    assert [item.inputs for item, _ in items] == [encoded[i].inputs for i in order]
    assert [its for _, its in items] == [targets[i] for i in order]
    assert found.example_ids(order) == tuple(examples[i].id for i in order)
    longest = [max(len(one.token_ids) for one in item.inputs) for item in encoded]
    assert found.lengths.tolist() == longest
    sizes = [len(one.token_ids) for item in encoded for one in item.inputs]
    assert found.counts.model_dump() == {
        "examples": len(examples),
        "sequences": len(sizes),
        "tokens": sum(sizes),
        "lost": LOST.get(form, 0),
    }
    assert len(found) == len(examples)


def test_a_set_is_encoded_once_for_the_same_data_tokenizer_and_limits(
    encoder: TextEncoder, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    assert [encode("tagging", encoder, tmp_path)[1].times for _ in range(2)] == [1, 0]
    shorter = TextEncoder(tokenizer, pad_id=1, mask_id=4, segments=1, limits=Limits(16, 8))
    assert encode("tagging", shorter, tmp_path)[1].times == 1
    assert encode("tagging", encoder, tmp_path, name="other data")[1].times == 1
    assert encode("span_qa", encoder, tmp_path)[1].times == 1


@pytest.mark.parametrize("harm", ["cut", "flip", "header", "missing", "record"])
def test_a_broken_entry_is_made_again(harm: str, encoder: TextEncoder, tmp_path: Path) -> None:
    before, _ = encode("tagging", encoder, tmp_path)
    expected = before.batch([0, 1])
    (folder,) = [path for path in (tmp_path / "encoded").iterdir() if path.is_dir()]
    file = folder / "tokens.npy"
    content = file.read_bytes()
    if harm == "record":
        (folder / "encoded.json").write_text("{}")
    elif harm == "missing":
        file.unlink()
    else:
        broken = {"cut": content[:-3], "flip": content[:-1] + bytes([content[-1] ^ 1]), "header": content[9:]}
        file.write_bytes(broken[harm])
    again, reader = encode("tagging", encoder, tmp_path)
    assert reader.times == 1
    assert again.batch([0, 1]) == expected


def test_a_large_vocabulary_is_kept_in_wider_numbers(tokenizer: Tokenizer, tmp_path: Path) -> None:
    wide = Tokenizer.from_str(tokenizer.to_str())
    wide.add_tokens([f"word{number}" for number in range(70_000)])
    encoder = TextEncoder(wide, pad_id=1, mask_id=4, segments=1, limits=Limits(32))
    example = Example("1", "en", TextPair("word69999"), LabelGold("a"), "g")
    found = encode_set(
        TrainingData(make_task("classification"), "f", lambda: [example]), encoder, root=tmp_path
    )
    ((item, _),) = found.batch([0])
    assert wide.token_to_id("word69999") in item.inputs[0].token_ids
    assert np.load(next(tmp_path.rglob("tokens.npy"))).dtype == np.int32


def test_nothing_to_encode_is_said_and_leaves_nothing(encoder: TextEncoder, tmp_path: Path) -> None:
    data = TrainingData(make_task("classification"), "f", tuple)
    message = "task t, train: no training examples; check the file, the limit and the subset"
    with pytest.raises(EmptyEvaluationSetError, match=message):
        encode_set(data, encoder, root=tmp_path)
    assert not [path for path in (tmp_path / "encoded").iterdir() if path.is_dir()]
