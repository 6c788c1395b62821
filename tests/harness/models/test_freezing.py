"""Freezing finds embeddings and layers whatever an architecture calls them."""

from __future__ import annotations

import re

import pytest
from transformers import AlbertConfig, AlbertForSequenceClassification

from harness.errors import RequestError
from harness.models.builder import build_on_encoder
from harness.models.freezing import freeze

NUMBERED = re.compile(r"(^|\.)(\d+)\.")


@pytest.fixture
def model(parents):
    return build_on_encoder(parents.bare, "token", outputs=2, labels=("A", "B"), seed=0)


def frozen(model):
    return {name for name, weights in model.named_parameters() if not weights.requires_grad}


def in_layer(model, number):
    return {
        name
        for name, _ in model.named_parameters()
        if (found := NUMBERED.search(name)) and int(found[2]) == number
    }


def test_layers(model):
    freeze(model, embeddings=False, layers=1)
    assert frozen(model) == in_layer(model, 0) != set()


def test_embeddings(model):
    freeze(model, embeddings=True, layers=0)
    words = model.get_input_embeddings().weight
    held = frozen(model)
    assert any(weights is words for name, weights in model.named_parameters() if name in held)
    assert all(re.search(r"embed|wte|wpe", name) for name in held)
    assert not held & (in_layer(model, 0) | in_layer(model, 1))


def test_nothing(model):
    freeze(model, embeddings=False, layers=0)
    assert frozen(model) == set()


def test_more_layers_than_there_are(model):
    message = (
        rf"settings: frozen_layers is 3, and the encoder \({model.config.model_type}\) has 2 layers; set it"
    )
    with pytest.raises(RequestError, match=message):
        freeze(model, embeddings=False, layers=3)
    assert frozen(model) == set()


def test_layers_that_are_one():
    shape = {"num_hidden_layers": 3, "hidden_size": 8, "num_attention_heads": 2, "embedding_size": 4}
    model = AlbertForSequenceClassification(AlbertConfig(vocab_size=20, intermediate_size=8, **shape))
    with pytest.raises(
        RequestError, match=r"\(albert\) has 0 layers that can be trained apart; set it to at"
    ):
        freeze(model, embeddings=False, layers=1)
    freeze(model, embeddings=True, layers=0)
    assert "albert.embeddings.word_embeddings.weight" in frozen(model)
