"""Parents as they come: halved, in shards, incomplete, of architectures that cannot be used."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoModelForMaskedLM, FNetConfig, XLNetConfig

from harness.errors import CheckpointError
from harness.models.builder import build_on_encoder, build_with_masked_lm, load_model, share_encoder
from harness.models.checkpoints import open_checkpoint
from harness.models.randomness import isolated_seed

SMALL = {"hidden_size": 16, "num_hidden_layers": 2, "intermediate_size": 32, "vocab_size": 60}


@pytest.fixture
def copy(checkpoint, tmp_path):
    return shutil.copytree(checkpoint.path, tmp_path / "copy")


def build(folder, head="sequence"):
    return build_on_encoder(folder, head, outputs=2, labels=("no", "yes"), seed=0)


def save(model, checkpoint, folder, **given):
    model.save_pretrained(folder, **given)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(checkpoint.path / name, folder)
    return open_checkpoint(str(folder))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_a_halved_parent_is_trained_whole(checkpoint, tmp_path, dtype):
    halved = AutoModelForMaskedLM.from_pretrained(checkpoint.path, dtype=dtype)
    parent = save(halved, checkpoint, tmp_path / "half")
    assert json.loads((parent.path / "config.json").read_text("utf-8"))["dtype"] == str(dtype)[6:]
    for model in (build(parent), build_with_masked_lm(parent, seed=0), load_model(parent, "embedding")):
        assert {weights.dtype for weights in model.parameters()} == {torch.float32}
        words = model.get_input_embeddings().weight
        assert torch.equal(words, halved.get_input_embeddings().weight.float())
    tuned = save(build(parent), checkpoint, tmp_path / "tuned")
    assert {part.dtype for part in load_file(tuned.path / "model.safetensors").values()} == {torch.float32}


def test_shards_are_put_together(checkpoint, tmp_path):
    model = AutoModelForMaskedLM.from_pretrained(checkpoint.path)
    parent = save(model, checkpoint, tmp_path / "shards", max_shard_size="5KB")
    assert (parent.path / "model.safetensors.index.json").is_file()
    assert len(list(parent.path.glob("*.safetensors"))) > 2
    whole, joined = build(checkpoint).state_dict(), build(parent).state_dict()
    assert all(torch.equal(whole[name], joined[name]) for name in whole)
    assert parent.fingerprint() != checkpoint.fingerprint()


@pytest.mark.parametrize("use", [build, lambda folder: build_with_masked_lm(folder, seed=0)])
def test_an_encoder_with_parts_missing_is_refused(copy, use):
    weights = load_file(copy / "model.safetensors")
    lost = [name for name in weights if ".layer.1." in name]
    kept = {name: part for name, part in weights.items() if name not in lost}
    save_file(kept, copy / "model.safetensors", {"format": "pt"})
    message = rf"copy: the weights lack .*encoder\.layer\.1\..* and {len(lost) - 1} more; save the whole"
    with pytest.raises(CheckpointError, match=message):
        use(open_checkpoint(str(copy)))


def test_a_head_with_parts_missing_is_refused(checkpoint, tmp_path):
    tuned = save(build(checkpoint), checkpoint, tmp_path / "tuned")
    weights = load_file(tuned.path / "model.safetensors")
    del weights["classifier.out_proj.bias"]
    save_file(weights, tuned.path / "model.safetensors", {"format": "pt"})
    with pytest.raises(CheckpointError, match=r"tuned: the weights lack classifier.out_proj.bias; save"):
        load_model(tuned, "sequence")
    load_model(tuned, "embedding")


@pytest.mark.parametrize("change", [{"model_type": "unheard-of"}, {"model_type": None}])
def test_an_architecture_that_transformers_does_not_know(copy, change):
    config = json.loads((copy / "config.json").read_text("utf-8")) | change
    config["auto_map"] = {"AutoConfig": "code.Config", "AutoModel": "code.Model"}
    (copy / "code.py").write_text("raise SystemExit('never run')", "utf-8")
    known = {key: value for key, value in config.items() if value is not None}
    (copy / "config.json").write_text(json.dumps(known), "utf-8")
    message = r"config.json: transformers [\d.]+ does not know this model type; .*code .* is never run"
    with pytest.raises(CheckpointError, match=message):
        build(open_checkpoint(str(copy)))


def test_an_encoder_with_a_decoder(copy):
    config = json.loads((copy / "config.json").read_text("utf-8"))
    (copy / "config.json").write_text(json.dumps(config | {"model_type": "t5", "is_encoder_decoder": True}))
    with pytest.raises(CheckpointError, match=r"copy: model type 't5' has an encoder and a decoder; use"):
        open_checkpoint(str(copy))


@pytest.mark.parametrize(
    ("config", "heads"),
    [
        (XLNetConfig(d_model=16, n_layer=2, n_head=2, d_inner=32, vocab_size=200), ("sequence",)),
        (FNetConfig(**{**SMALL, "vocab_size": 200}), ("sequence", "token", "span")),
    ],
    ids=["xlnet", "fnet"],
)
def test_answers_that_change_with_padding_are_refused(checkpoint, tmp_path, config, heads):
    config.pad_token_id = 1
    with isolated_seed(0):
        model = AutoModel.from_config(config)
    for weights in model.parameters():
        weights.data.mul_(3)
    parent = save(model, checkpoint, tmp_path / "parent")
    message = rf"the answers of model type '{config.model_type}' change with the padding beside a text"
    for head in heads:
        with pytest.raises(CheckpointError, match=message):
            build(parent, head)


def test_models_share_an_encoder_and_what_is_tied_stays_tied(checkpoint):
    host, guest = build(checkpoint), build_with_masked_lm(checkpoint, seed=0)
    share_encoder(host, guest)
    words = host.get_input_embeddings().weight
    assert guest.get_input_embeddings().weight is words
    assert guest.get_output_embeddings().weight is words
    assert guest.base_model is host.base_model
