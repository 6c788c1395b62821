"""A tokenizer trained on the pre-training text: byte-pair encoding over Unicode words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

INSIDE = "##"
SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")  # XLM-R's order: pad is 1


def train_tokenizer(texts: Iterable[str], *, vocabulary_size: int) -> Tokenizer:
    """Returns a byte-pair tokenizer with XLM-R's special tokens and mBERT's word borders.

    Word-internal pieces carry ``##``. Characters that the text does not hold become ``<unk>``.
    The same texts give the same tokenizer.
    """
    texts = list(texts)
    draft = _start(models.BPE(unk_token="<unk>", continuing_subword_prefix=INSIDE))
    # the trainer numbers word-internal characters in the order of a hash table, which differs from
    # run to run and decides between merges of equal count; special tokens it numbers as they are given
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=[*SPECIAL_TOKENS, *_list_inner_characters(draft, texts)],
        continuing_subword_prefix=INSIDE,
        show_progress=False,
    )
    draft.train_from_iterator(texts, trainer)
    learnt = json.loads(draft.to_str())["model"]
    merges = [(left, right) for left, right in learnt["merges"]]
    model = models.BPE(learnt["vocab"], merges, unk_token="<unk>", continuing_subword_prefix=INSIDE)
    tokenizer = _start(model)
    tokenizer.add_special_tokens(list(SPECIAL_TOKENS))
    tokenizer.decoder = decoders.WordPiece(prefix=INSIDE)
    start, end = ("<s>", tokenizer.token_to_id("<s>")), ("</s>", tokenizer.token_to_id("</s>"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[start, end]
    )
    return tokenizer


def _start(model: models.BPE) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.NFC()
    # Han is written without spaces: as in mBERT each character stands alone, or merges would
    # cross word borders and no answer or tag would begin where a token does
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"),
        ]
    )
    return tokenizer


def _list_inner_characters(tokenizer: Tokenizer, texts: Iterable[str]) -> list[str]:
    found = {
        character
        for text in texts
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))
        for character in word[1:]
    }
    return [INSIDE + character for character in sorted(found)]


def save_tokenizer(tokenizer: Tokenizer, folder: Path, *, max_length: int) -> None:
    """Writes the tokenizer so that ``AutoTokenizer.from_pretrained(folder)`` loads it."""
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=max_length,
    )
    wrapped.save_pretrained(folder)
