"""Translation models, tiny and random: what is asked of them, and that batches do not matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import (
    M2M100Config,
    M2M100ForConditionalGeneration,
    MarianConfig,
    MarianMTModel,
    NllbTokenizer,
)

from harness.errors import CheckpointError, RequestError
from harness.inference.translation import CheckpointTranslator
from harness.models.randomness import isolated_seed
from harness.models.translation_codes import FLORES_CODES, find_code
from harness.models.translation_folder import TranslationFolder, open_translation_folder

LETTERS = ["▁", *"abcdefghijklmnopqrstuvwxyz", *".!犬学生"]
SENTENCES = ("a dog sees the cat.", "the cat sleeps!", "books", "the dog and the cat and the dog", "x")
SIZE = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 48,
    "decoder_ffn_dim": 48,
    "max_position_embeddings": 64,
    "init_std": 0.4,  # so that an untrained model tells texts apart
}


def save_m2m100(folder: Path, size: int) -> None:
    config = M2M100Config(vocab_size=size, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, **SIZE)
    with isolated_seed(5):
        M2M100ForConditionalGeneration(config).save_pretrained(folder)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> TranslationFolder:
    path = tmp_path_factory.mktemp("nllb")
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    vocabulary = {token: number for number, token in enumerate([*special, *LETTERS])}
    codes = ["deu_Latn", "eng_Latn", "zho_Hans"]
    tokenizer = NllbTokenizer(
        vocab=vocabulary, merges=[], additional_special_tokens=codes, src_lang="eng_Latn"
    )
    tokenizer.save_pretrained(path)
    save_m2m100(path, len(tokenizer))
    return open_translation_folder(str(path))


@pytest.fixture(scope="session")
def translator(folder) -> CheckpointTranslator:
    return CheckpointTranslator(folder)


def test_every_text_has_a_translation_that_does_not_depend_on_the_others(folder, translator):
    together = translator.translate(SENTENCES, "en", "de")
    assert len(set(together)) == len(SENTENCES)
    assert [translator.translate([text], "en", "de")[0] for text in SENTENCES] == together
    assert translator.translate(SENTENCES[::-1], "en", "de") == together[::-1]
    assert CheckpointTranslator(folder, token_budget=1).translate(SENTENCES, "en", "de") == together


def test_both_languages_decide(translator):
    pairs = (("en", "de"), ("en", "zh"), ("de", "zh"), ("en", "de"))
    first, other, source, again = (tuple(translator.translate(SENTENCES, *pair)) for pair in pairs)
    assert first == again
    assert len({first, other, source}) == 3
    assert not any("_Latn" in text or "<" in text for text in first), "codes are no part of a translation"


def test_texts_without_a_word_stay_as_they_are(translator):
    assert translator.translate(["", " ", "x"], "en", "de")[:2] == ["", " "]
    assert translator.translate([], "en", "de") == []


def test_a_text_that_is_too_long_is_translated_in_sentences(translator):
    parts = ("the dog sees the cat and the cat sees the dog.", "a cat sleeps and a dog reads the book!")
    found = translator.translate([" ".join(parts), *parts], "en", "de")
    assert found[0] == " ".join(found[1:])
    unbroken = translator.translate(["ab" * 90, "a b " * 60], "en", "de")
    assert all(unbroken)


def test_a_language_that_the_model_does_not_know_is_refused(folder, translator):
    assert translator.translates("en", "de")
    assert not translator.translates("en", "fr")
    assert [translator.knows(language) for language in ("en", "zh", "fr")] == [True, True, False]
    with pytest.raises(RequestError) as caught:
        translator.translate(["a"], "fr", "de")
    assert str(caught.value) == (
        f"{folder.path}: the model does not translate from 'fr' into 'de'; "
        "give a model that knows both languages, or another pair."
    )


def test_a_translator_goes_by_the_content_of_its_files(folder, translator):
    assert translator.name == f"m2m_100-{folder.fingerprint()}"


def test_an_encoder_alone_is_refused(checkpoint):
    with pytest.raises(CheckpointError, match=r"'xlm-roberta' is not an encoder with a decoder; use a"):
        open_translation_folder(str(checkpoint.path))


def test_a_folder_without_safetensors_is_refused(folder, tmp_path):
    (tmp_path / "config.json").write_bytes((folder.path / "config.json").read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(CheckpointError, match="the weights are a pickle"):
        open_translation_folder(str(tmp_path))


def test_a_folder_without_a_tokenizer_is_refused(folder, tmp_path):
    for name in ("config.json", "generation_config.json", "model.safetensors"):
        (tmp_path / name).write_bytes((folder.path / name).read_bytes())
    with pytest.raises(CheckpointError, match=r"its tokenizer cannot be loaded \(.*crosswind\[translation\]"):
        CheckpointTranslator(open_translation_folder(str(tmp_path)))


def test_models_call_languages_by_their_own_codes():
    assert find_code("en", {"__en__", "eng_Latn"}) == ("en", "__en__")
    assert find_code("zh", {"zho_Hans", "zho_Hant"}) == ("zho_Hans", "zho_Hans")
    assert find_code("de", {"de_DE", "en_XX"}) == ("de_DE", "de_DE")
    assert find_code("fr", {"de_DE", "fr"}) is None
    assert len(set(FLORES_CODES.values())) == len(FLORES_CODES)


def train_pieces(folder: Path, name: str) -> None:
    sentencepiece = pytest.importorskip("sentencepiece")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20),
        model_prefix=str(folder / name),
        vocab_size=40,
        hard_vocab_limit=False,
        minloglevel=9,
    )


def test_m2m100_is_asked_by_its_own_codes(tmp_path):
    pytest.importorskip("sentencepiece")
    import json

    from transformers import M2M100Tokenizer

    train_pieces(tmp_path, "pieces")
    words = [line.split("\t")[0] for line in (tmp_path / "pieces.vocab").read_text("utf-8").splitlines()]
    tokens = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *words])
    (tmp_path / "words.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}), "utf-8")
    tokenizer = M2M100Tokenizer(str(tmp_path / "words.json"), str(tmp_path / "pieces.model"), src_lang="en")
    folder = tmp_path / "model"
    tokenizer.save_pretrained(folder)
    save_m2m100(folder, max(tokenizer.get_lang_id(code) for code in ("de", "en", "fr", "zu")) + 1)
    translator = CheckpointTranslator(open_translation_folder(str(folder)))
    together = translator.translate(SENTENCES, "en", "de")
    assert [translator.translate([text], "en", "de")[0] for text in SENTENCES] == together
    assert translator.translate(SENTENCES, "en", "fr") != together
    assert translator.translate(SENTENCES, "fr", "de") != together
    assert not translator.translates("en", "fon")


@pytest.mark.parametrize("targets", [(), (">>deu<<", ">>nld<<")])
def test_marian_translates_in_its_own_direction(tmp_path, targets):
    pytest.importorskip("sentencepiece")
    import json

    from transformers import MarianTokenizer

    train_pieces(tmp_path, "pieces")
    words = [line.split("\t")[0] for line in (tmp_path / "pieces.vocab").read_text("utf-8").splitlines()]
    tokens = dict.fromkeys(["</s>", "<unk>", *words[3:], *targets, "<pad>"])
    (tmp_path / "words.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}), "utf-8")
    spm = str(tmp_path / "pieces.model")
    tokenizer = MarianTokenizer(spm, spm, str(tmp_path / "words.json"), source_lang="en", target_lang="de")
    folder = tmp_path / "model"
    tokenizer.save_pretrained(folder)
    pad = len(tokens) - 1
    config = MarianConfig(
        vocab_size=len(tokens), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, **SIZE
    )
    with isolated_seed(5):
        MarianMTModel(config).save_pretrained(folder)
    translator = CheckpointTranslator(open_translation_folder(str(folder)))
    together = translator.translate(SENTENCES, "en", "de")
    assert [translator.translate([text], "en", "de")[0] for text in SENTENCES] == together
    assert translator.translates("en", "nl") is bool(targets)
    assert [translator.knows(language) for language in ("en", "nl", "fr")] == [True, bool(targets), False]
    assert translator.translates("de", "fr") is False
