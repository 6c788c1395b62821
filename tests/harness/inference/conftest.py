"""Masked language models of several families, tiny and random, with the tokenizers they come with."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import AutoConfig, AutoModelForMaskedLM, PreTrainedTokenizerFast

from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.randomness import isolated_seed

WORDS = ("dog", "cat", "house", "tree", "Garden", "собака", "дом", "犬", "学生", "a", "the", "in")
PARTS = ("s", "ing", "ся")


def _wordpiece() -> tuple[Tokenizer, dict[str, str]]:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [f"{mark}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz." for mark in ("", "##")]
    vocabulary = [*special, *WORDS, *(f"##{part}" for part in PARTS), *letters]
    tokenizer = Tokenizer(
        models.WordPiece({w: i for i, w in enumerate(dict.fromkeys(vocabulary))}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer, {"pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]"}


def _unigram() -> tuple[Tokenizer, dict[str, str]]:
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces = [*(f"▁{word}" for word in WORDS), "▁", "犬", "学生", *PARTS, *"abcdefghijklmnopqrstuvwxyz."]
    scores = [(piece, 0.0) for piece in special] + [
        (piece, -1.0 if len(piece) > 1 else -9.0) for piece in dict.fromkeys(pieces)
    ]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer, {
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "eos_token": "</s>",
    }


FAMILIES = {"bert": _wordpiece, "xlm-roberta": _unigram}
SIZE = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": 42,
    "initializer_range": 0.3,  # so that an untrained model tells inputs apart
}


def make_masked_lm(family: str, folder, **settings: object) -> CheckpointFolder:
    tokenizer, roles = FAMILIES[family]()
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **roles)
    ids = {"pad_token_id": wrapped.pad_token_id}
    config = AutoConfig.for_model(
        family, vocab_size=tokenizer.get_vocab_size(), **{**SIZE, **ids, **settings}
    )
    with isolated_seed(3):
        AutoModelForMaskedLM.from_config(config).save_pretrained(folder)
    wrapped.save_pretrained(folder)
    return open_checkpoint(str(folder))


@pytest.fixture(scope="session", params=FAMILIES)
def masked_lm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CheckpointFolder:
    return make_masked_lm(request.param, tmp_path_factory.mktemp(request.param))
