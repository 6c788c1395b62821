"""Tokenizers of many kinds: framed as their own library does, words found again, refusals in one sentence."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

from harness.errors import CheckpointError, RequestError
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.checkpoints import open_checkpoint
from harness.models.tokenizers import copy_tokenizer, load_text_encoder, require_offsets
from harness.task_spec import TaskSpec

LIMITS = Limits(max_length=64, stride=8)
WORDS = ["The", "cat", "sees", "a", "dog"]
BYTE_LEVEL = ("roberta", "modernbert", "gpt2", "qwen2")
UNFRAMED = ("gpt2", "qwen2")


def make_task(form, labels=()):
    return TaskSpec("demo", form, ("target",), ("f1",), ("en",), "item", "1", "own", "none", "t", labels)


@pytest.fixture
def copy(parents, tmp_path):
    target = tmp_path / "copy"
    shutil.copytree(parents.bare.path, target)
    return target


def wrap(folder):
    return PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))


def test_texts_and_pairs_are_framed_as_their_own_library_does(parents):
    encoder = load_text_encoder(parents.bare, LIMITS)
    first, second = "The cat sees a dog.", "El niño come."
    oracle = wrap(parents.bare.path)
    alone, pair = (list(one.token_ids) for one in encoder.encode_texts([first, (first, second)]))
    if parents.architecture.tokenizer in UNFRAMED:
        end = oracle.convert_tokens_to_ids("<|endoftext|>")
        assert alone == [*oracle(first)["input_ids"], end]
        assert pair == [*alone, *oracle(second)["input_ids"], end]
    else:
        assert alone == oracle(first)["input_ids"]
        assert pair == oracle(first, second)["input_ids"]
    segments = set(encoder.encode_texts([(first, second)])[0].type_ids)
    assert segments == ({0, 1} if parents.architecture.name in ("mbert", "electra") else {0})


def test_words_of_a_sentence_read_as_they_do_in_running_text(parents):
    encoder = load_text_encoder(parents.bare, LIMITS)
    (window,) = encoder.encode_sentences([WORDS])[0]
    (running,) = encoder.encode_texts(["x " + " ".join(WORDS)])
    start = int(window.origins.positions[0])
    words = window.input.token_ids[start:]
    assert running.token_ids[-len(words) :] == words
    assert window.origins.starts.tolist() == [0, 1, 2, 3, 4]


def test_byte_level_words_are_those_of_a_tokenizer_that_adds_the_space(tokenizers):
    encoder = TextEncoder(tokenizers["roberta"], pad_id=1, mask_id=None, segments=1, limits=LIMITS)
    tokenizer = Tokenizer.from_str(tokenizers["roberta"].to_str())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    oracle = PreTrainedTokenizerFast(tokenizer_object=tokenizer)(WORDS, is_split_into_words=True)
    (window,) = encoder.encode_sentences([WORDS])[0]
    assert list(window.input.token_ids) == oracle["input_ids"]
    first = [oracle.word_ids().index(word) for word in range(len(WORDS))]
    assert window.origins.positions.tolist() == first


def test_offsets_lead_back_to_the_text(parents):
    encoder = load_text_encoder(parents.bare, Limits(max_length=20, stride=4))
    context = "El niño come una manzana roja. Мальчик читает книгу дома. 男孩在家看书。" * 3
    windows = encoder.encode_windows([("niño?", context)])[0]
    assert len(windows) > 1
    covered = {
        place
        for window in windows
        for start, end in zip(window.origins.starts, window.origins.ends, strict=True)
        for place in range(int(start), int(end))
    }
    assert {place for place, character in enumerate(context) if not character.isspace()} <= covered
    for form in ("tagging", "span_qa", "classification"):
        require_offsets(encoder, parents.bare, make_task(form, ("A",)))


def test_a_trained_model_keeps_the_tokenizer_that_it_was_trained_with(parents, copy):
    (copy / "tokenizer.json").unlink()
    copy_tokenizer(parents.bare, copy)
    config = json.loads((copy / "config.json").read_text("utf-8"))
    (copy / "config.json").write_text(json.dumps(config | {"architectures": ["XForSequenceClassification"]}))
    texts = ["", "The cat.", ("The cat.", "A dog?"), ("", "")]
    before = load_text_encoder(parents.bare, LIMITS).encode_texts(texts)
    assert load_text_encoder(open_checkpoint(str(copy)), LIMITS).encode_texts(texts) == before
    assert all(one.token_ids for one in before)  # nothing is ever of no length


def test_the_longest_sequence_is_what_the_model_can_read(parents):
    model = AutoModel.from_pretrained(parents.bare.path).eval()
    longest = parents.bare.longest_sequence
    words = torch.full((1, (longest or 200) + 1), 10)
    with torch.inference_mode():
        model(input_ids=words[:, :longest])
        if parents.architecture.name in ("modernbert", "qwen2", "llama"):
            assert longest == model.config.max_position_embeddings  # rotations would go on, unlearnt
        elif longest is None:
            assert parents.architecture.name == "mdeberta-v3"
            model(input_ids=words)
        else:
            with pytest.raises((IndexError, RuntimeError)):
                model(input_ids=words)


def test_longer_than_the_model_reads_is_refused(parents):
    longest = parents.bare.longest_sequence
    if longest is None:
        assert load_text_encoder(parents.bare, Limits(max_length=5000)).limits.max_length == 5000
        return
    assert load_text_encoder(parents.bare, Limits(max_length=longest)).limits.max_length == longest
    message = (
        rf"^max_length: sequences of {longest + 1} tokens are more than the {longest} that .* reads; set it"
    )
    with pytest.raises(RequestError, match=message):
        load_text_encoder(parents.bare, Limits(max_length=longest + 1))


def test_padding_is_the_models_the_tokenizers_or_the_end_of_text(parents, copy):
    name, model_type = parents.architecture.name, parents.architecture.model_type
    assert parents.bare.pad_id == {"xlm-r": 1, "roberta": 1, "llama": 2}.get(name, 0)
    config = json.loads((copy / "config.json").read_text("utf-8"))
    silent = {"pad_token_id": None, "eos_token_id": None}
    (copy / "config.json").write_text(json.dumps(config | silent | {"model_type": "unheard-of"}))
    named = {"xlm-r": 1, "minilm": 1, "roberta": 1, "llama": 2}
    assert open_checkpoint(str(copy)).pad_id == named.get(name, 0)
    for file in ("tokenizer_config.json", "special_tokens_map.json"):
        (copy / file).unlink(missing_ok=True)
    with pytest.raises(CheckpointError, match=r"neither a padding token nor an end of text is named; set"):
        open_checkpoint(str(copy))
    (copy / "config.json").write_text(json.dumps(config | silent))
    if model_type in ("modernbert", "gpt2", "qwen2", "llama"):
        with pytest.raises(CheckpointError, match=r"neither a padding token nor an end of text is named"):
            open_checkpoint(str(copy))
    else:
        assert open_checkpoint(str(copy)).pad_id == AutoConfig.for_model(model_type).pad_token_id


def test_only_encoders_have_a_mask(parents):
    assert (load_text_encoder(parents.bare, LIMITS).mask_id is not None) == parents.architecture.masked


def test_a_tokenizer_with_more_tokens_than_the_model(copy):
    config = json.loads((copy / "config.json").read_text("utf-8"))
    size = config["vocab_size"]
    (copy / "config.json").write_text(json.dumps(config | {"vocab_size": size - 1}))
    with pytest.raises(
        CheckpointError, match=rf"its tokenizer has {size} tokens and its model only {size - 1}; put the"
    ):
        load_text_encoder(open_checkpoint(str(copy)), LIMITS)


def test_texts_that_nothing_could_separate(parents, copy):
    config = json.loads((copy / "config.json").read_text("utf-8"))
    (copy / "config.json").write_text(json.dumps(config | {"eos_token_id": None, "pad_token_id": 0}))
    for file in ("tokenizer_config.json", "special_tokens_map.json"):
        (copy / file).unlink(missing_ok=True)
    folder = open_checkpoint(str(copy))
    if parents.architecture.tokenizer in UNFRAMED:
        with pytest.raises(
            CheckpointError, match=r"puts nothing between two texts and has no end of text that"
        ):
            load_text_encoder(folder, LIMITS)
    else:
        before, after = (load_text_encoder(one, LIMITS) for one in (parents.bare, folder))
        assert after.encode_texts([("a", "b")]) == before.encode_texts([("a", "b")])


@pytest.mark.parametrize("form", ["tagging", "span_qa"])
def test_a_tokenizer_without_offsets(copy, form):
    tokenizer = Tokenizer.from_file(str(copy / "tokenizer.json"))
    tokenizer.normalizer = normalizers.Replace(Regex(".+"), "a")  # a text is one word
    tokenizer.pre_tokenizer = None
    tokenizer.save(str(copy / "tokenizer.json"))
    folder = open_checkpoint(str(copy))
    encoder = load_text_encoder(folder, LIMITS)
    require_offsets(encoder, folder, make_task("classification", ("A",)))
    message = r"tokenizer.json: it does not say where in a text its tokens come from, which task 'demo' needs"
    with pytest.raises(CheckpointError, match=message):
        require_offsets(encoder, folder, make_task(form, ("A",)))


@pytest.mark.parametrize("name", ["tokenizer_config.json", "special_tokens_map.json"])
def test_special_tokens_spelt_as_older_files_do(copy, name):
    for file in ("tokenizer_config.json", "special_tokens_map.json"):
        (copy / file).unlink(missing_ok=True)
    vocabulary = Tokenizer.from_file(str(copy / "tokenizer.json")).get_vocab()
    token = next(iter(vocabulary))
    (copy / name).write_text(
        json.dumps({"mask_token": {"content": token, "lstrip": True}, "eos_token": token})
    )
    assert load_text_encoder(open_checkpoint(str(copy)), LIMITS).mask_id == vocabulary[token]
    (copy / name).write_text(json.dumps({"mask_token": 5}))
    with pytest.raises(CheckpointError, match=rf"{name}: it names special tokens otherwise than by text"):
        load_text_encoder(open_checkpoint(str(copy)), LIMITS)
