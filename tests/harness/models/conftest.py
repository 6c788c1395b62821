"""Tiny random checkpoints of many architectures, laid out as real ones: config, tokenizer, weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForCausalLM,
    AutoModelForMaskedLM,
    PreTrainedTokenizerFast,
)

from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.randomness import isolated_seed

SENTENCES = (
    "The cat sees a small dog in the garden.",
    "A girl reads the old book at home, doesn't she?",
    "El niño come una manzana roja.",
    "Мальчик читает книгу дома.",
    "男孩在家看书。",
)
HIDDEN, LAYERS, POSITIONS = 32, 2, 96

Settings = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of tokenizer: how it is made, and its special tokens by the role they play."""

    make: Callable[[], Tokenizer]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Architecture:
    """A model type with the settings that make it what it is, and the tokenizer it comes with."""

    name: str
    model_type: str
    tokenizer: str
    settings: Settings
    masked: bool = True


def _train_unigram(tokenizer: Tokenizer, special: list[str], unknown: str) -> Tokenizer:
    trainer = trainers.UnigramTrainer(
        vocab_size=140, special_tokens=special, unk_token=unknown, show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return tokenizer


def _frame(tokenizer: Tokenizer, single: str, pair: str, special: list[str]) -> Tokenizer:
    tokenizer.post_processor = processors.TemplateProcessing(
        single=single, pair=pair, special_tokens=[(name, tokenizer.token_to_id(name)) for name in special]
    )
    return tokenizer


def make_xlmr() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoders.Metaspace()
    _train_unigram(tokenizer, ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], "<unk>")
    return _frame(tokenizer, "<s> $A </s>", "<s> $A </s> </s> $B </s>", ["<s>", "</s>"])


def make_deberta() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    _train_unigram(tokenizer, ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"], "[UNK]")
    return _frame(tokenizer, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ["[CLS]", "[SEP]"])


def make_bert() -> Tokenizer:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=160, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return _frame(tokenizer, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ["[CLS]", "[SEP]"])


def _train_bytes(special: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=320, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return tokenizer


def make_roberta() -> Tokenizer:
    tokenizer = _train_bytes(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False
    )
    return tokenizer


def make_modernbert() -> Tokenizer:
    tokenizer = _train_bytes(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"])
    return _frame(tokenizer, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B [SEP]", ["[CLS]", "[SEP]"])


def make_gpt2() -> Tokenizer:
    tokenizer = _train_bytes(["<|endoftext|>"])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def make_qwen2() -> Tokenizer:
    tokenizer = _train_bytes(["<|endoftext|>"])
    words = Regex(r"'(?:s|t)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+")
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(words, "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def make_llama() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    trainer = trainers.BpeTrainer(
        vocab_size=160, special_tokens=["<unk>", "<s>", "</s>"], show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return _frame(tokenizer, "<s> $A", "<s> $A <s>:1 $B:1", ["<s>"])


_BRACKETS = {
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "unk_token": "[UNK]",
    "mask_token": "[MASK]",
}
_ANGLES = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "pad_token": "<pad>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}
_END = {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}

FAMILIES = {
    "xlmr": Family(make_xlmr, _ANGLES),
    "bert": Family(make_bert, _BRACKETS),
    "deberta": Family(make_deberta, _BRACKETS),
    "roberta": Family(make_roberta, _ANGLES),
    "modernbert": Family(make_modernbert, _BRACKETS),
    "gpt2": Family(make_gpt2, _END),
    "qwen2": Family(make_qwen2, {"eos_token": "<|endoftext|>"}),
    "llama": Family(make_llama, {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}),
}

_SIZE: Settings = {
    "hidden_size": HIDDEN,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": POSITIONS,
    "initializer_range": 0.3,  # so that an untrained model tells inputs apart
}
_ROBERTA: Settings = {
    **_SIZE,
    "max_position_embeddings": POSITIONS + 2,
    "type_vocab_size": 1,
    "pad_token_id": 1,
    "bos_token_id": 0,
    "eos_token_id": 2,
}
_DEBERTA: Settings = {
    **_SIZE,
    "relative_attention": True,
    "position_buckets": 16,
    "max_relative_positions": -1,
    "position_biased_input": False,
    "pos_att_type": ["p2c", "c2p"],
    "share_att_key": True,
    "norm_rel_ebd": "layer_norm",
    "type_vocab_size": 0,
    "pad_token_id": 0,
}
_DISTILBERT: Settings = {
    "dim": HIDDEN,
    "n_layers": LAYERS,
    "n_heads": 4,
    "hidden_dim": 48,
    "max_position_embeddings": POSITIONS,
    "initializer_range": 0.3,
}
_MODERNBERT: Settings = {
    **_SIZE,
    "pad_token_id": 0,
    "cls_token_id": 1,
    "sep_token_id": 2,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "local_attention": 16,
    "global_attn_every_n_layers": 2,
}
_GPT2: Settings = {
    "n_embd": HIDDEN,
    "n_layer": LAYERS,
    "n_head": 4,
    "n_positions": POSITIONS,
    "bos_token_id": 0,
    "eos_token_id": 0,
    "initializer_range": 0.3,
}
_GROUPED: Settings = {**_SIZE, "num_key_value_heads": 2, "pad_token_id": None}

ARCHITECTURES = (
    Architecture("xlm-r", "xlm-roberta", "xlmr", _ROBERTA),
    Architecture("mbert", "bert", "bert", {**_SIZE, "pad_token_id": 0}),
    Architecture("mdeberta-v3", "deberta-v2", "deberta", _DEBERTA),
    Architecture(
        "minilm", "bert", "xlmr", {**_SIZE, "pad_token_id": 0}
    ),  # pads with <s>, as the real one does
    Architecture("distilmbert", "distilbert", "bert", _DISTILBERT),
    Architecture("electra", "electra", "bert", {**_SIZE, "embedding_size": 16}),
    Architecture("roberta", "roberta", "roberta", _ROBERTA),
    Architecture("modernbert", "modernbert", "modernbert", _MODERNBERT),
    Architecture("gpt2", "gpt2", "gpt2", _GPT2, masked=False),
    Architecture("qwen2", "qwen2", "qwen2", {**_GROUPED, "bos_token_id": 0, "eos_token_id": 0}, masked=False),
    Architecture("llama", "llama", "llama", {**_GROUPED, "bos_token_id": 1, "eos_token_id": 2}, masked=False),
)


@pytest.fixture(scope="session")
def tokenizers() -> dict[str, Tokenizer]:
    return {name: family.make() for name, family in FAMILIES.items()}


@dataclass(frozen=True, slots=True)
class Parents:
    """One architecture's checkpoints: a bare encoder, and a language model with the same kind of encoder."""

    architecture: Architecture
    bare: CheckpointFolder
    language_model: CheckpointFolder


@pytest.fixture(scope="session", params=ARCHITECTURES, ids=lambda architecture: architecture.name)
def parents(
    request: pytest.FixtureRequest,
    tokenizers: dict[str, Tokenizer],
    tmp_path_factory: pytest.TempPathFactory,
) -> Parents:
    architecture: Architecture = request.param
    tokenizer = tokenizers[architecture.tokenizer]
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **FAMILIES[architecture.tokenizer].roles, model_max_length=POSITIONS
    )
    config = AutoConfig.for_model(
        architecture.model_type, vocab_size=tokenizer.get_vocab_size(), **architecture.settings
    )

    def save(auto: type[AutoModel], kind: str) -> CheckpointFolder:
        folder: Path = tmp_path_factory.mktemp(f"{architecture.name}-{kind}")
        with isolated_seed(7):
            auto.from_config(config).save_pretrained(folder)
        wrapped.save_pretrained(folder)
        return open_checkpoint(str(folder))

    head = AutoModelForMaskedLM if architecture.masked else AutoModelForCausalLM
    return Parents(architecture, save(AutoModel, "bare"), save(head, "lm"))
