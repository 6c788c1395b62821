"""Sizes of encoders: the table against transformers, folders against the models that they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import AutoConfig, AutoModel, AutoModelForMaskedLM, AutoModelForSequenceClassification

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder
from harness.models.configuration import ModelConfiguration
from harness.models.known import EncoderFacts, describe_encoder, list_known_encoders

OWN_SETTINGS = {
    "xlm-roberta": {"type_vocab_size": 1, "pad_token_id": 1, "max_position_embeddings": 514},
    "roberta": {"type_vocab_size": 1, "pad_token_id": 1, "max_position_embeddings": 514},
    "deberta-v2": {
        "relative_attention": True,
        "position_buckets": 256,
        "pos_att_type": ["p2c", "c2p"],
        "share_att_key": True,
        "norm_rel_ebd": "layer_norm",
        "position_biased_input": False,
        "type_vocab_size": 0,
    },
}


def configure(facts: EncoderFacts) -> AutoConfig:
    names = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")
    if facts.model_type == "distilbert":
        names = ("dim", "n_layers", "n_heads", "hidden_dim")
    values = (facts.hidden, facts.layers, facts.heads, facts.intermediate)
    given = dict(zip(names, values, strict=True)) | {"vocab_size": facts.vocabulary}
    return AutoConfig.for_model(facts.model_type, **given, **OWN_SETTINGS.get(facts.model_type, {}))


def count(model: nn.Module) -> tuple[int, int]:
    """All parameters but the pooler's, and those that are in no look-up table."""
    tables = {id(p) for m in model.modules() if isinstance(m, nn.Embedding) for p in m.parameters()}
    body = [p for name, p in model.named_parameters() if not name.startswith("pooler.")]
    return sum(p.numel() for p in body), sum(p.numel() for p in body if id(p) not in tables)


@pytest.mark.parametrize("facts", list_known_encoders(), ids=lambda facts: facts.name)
def test_the_table_says_what_transformers_builds(facts: EncoderFacts) -> None:
    config = configure(facts)
    with torch.device("meta"):
        model = AutoModel.from_config(config)
    assert (facts.parameters, facts.non_embedding_parameters) == count(model)
    read = ModelConfiguration.model_validate_json(json.dumps(config.to_dict()))
    assert read.longest_sequence == facts.longest_sequence
    assert (read.layers, read.hidden, read.intermediate, read.heads) == (
        facts.layers,
        facts.hidden,
        facts.intermediate,
        facts.heads,
    )


def test_published_sizes() -> None:
    """What the authors say, in millions: all parameters, and those beside the tables."""
    millions = {
        facts.name: (
            round(facts.parameters / 1e6),
            round(facts.non_embedding_parameters / 1e6),
        )
        for facts in list_known_encoders()
    }
    assert millions["FacebookAI/xlm-roberta-base"][0] == 277
    assert millions["FacebookAI/xlm-roberta-large"][0] == 559
    assert millions["microsoft/mdeberta-v3-base"][1] == 85
    assert millions["microsoft/Multilingual-MiniLM-L12-H384"] == (118, 21)
    assert millions["jhu-clsp/mmBERT-small"] == (140, 42)
    assert millions["jhu-clsp/mmBERT-base"] == (307, 110)


def test_names_are_unique_and_old_ids_still_work() -> None:
    names = [facts.name for facts in list_known_encoders()]
    assert len(set(names)) == len(names)
    assert describe_encoder("xlm-roberta-base") is describe_encoder("FacebookAI/xlm-roberta-base")
    assert describe_encoder("bert-base-multilingual-cased").vocabulary == 119547


def test_an_unknown_encoder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"'mdeberta-v3-base' is not a folder and not in the local hub"):
        describe_encoder("mdeberta-v3-base")
    with pytest.raises(CheckpointError, match=r"no config.json; name a folder saved by save_pretrained"):
        describe_encoder(str(tmp_path))


@pytest.mark.parametrize("auto", [AutoModel, AutoModelForMaskedLM, AutoModelForSequenceClassification])
def test_a_folder_is_measured_without_its_head(
    auto: type[AutoModel], checkpoint: CheckpointFolder, tmp_path: Path
) -> None:
    model = auto.from_pretrained(checkpoint.path)
    model.half().save_pretrained(tmp_path, max_shard_size="4KB")
    (tmp_path / "tokenizer.json").write_bytes((checkpoint.path / "tokenizer.json").read_bytes())
    assert len(list(tmp_path.glob("*.safetensors"))) > 1
    facts = describe_encoder(str(tmp_path))
    assert (facts.parameters, facts.non_embedding_parameters) == count(model.base_model)
    assert (facts.model_type, facts.layers, facts.hidden, facts.heads) == ("xlm-roberta", 2, 16, 2)
    assert facts.longest_sequence == 64
