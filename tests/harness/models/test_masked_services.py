"""Every architecture with a masked-LM head as a model behind perturbations."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from harness.errors import CheckpointError
from harness.inference.mask_filling import CheckpointFiller
from harness.inference.masked_model import MaskedModel, frame
from harness.inference.perplexity import PerplexityMeter
from harness.models.builder import load_model
from harness.types import Example, NoGold, PlainText
from perturbations.services import Gap

TEXT = "The cat sees a small dog in the garden."


def test_logits_at_one_place_are_those_of_the_whole_head(parents):
    if not parents.architecture.masked:
        with pytest.raises(CheckpointError, match="mask"):
            MaskedModel(parents.language_model)
        return
    model = MaskedModel(parents.language_model)
    framed = frame(model.tokenizer.encode(TEXT))
    inputs = [framed.mask(0, 90, place, model.mask_id) for place in range(0, len(framed.tokens), 4)]
    network = load_model(parents.language_model, "masked_lm").eval()
    for one, found in zip(inputs, model.ask(inputs, lambda logits, _: logits), strict=True):
        with torch.inference_mode():
            whole = network(input_ids=torch.tensor([one.token_ids])).logits[0, one.position]
        np.testing.assert_allclose(found, whole.numpy(), atol=1e-3)


def test_words_and_perplexities_come_from_every_architecture(parents):
    if not parents.architecture.masked:
        pytest.skip("a decoder has no masked-LM head")
    words = CheckpointFiller(parents.language_model).fill([Gap(TEXT, 4, 7)])[0]
    assert words
    assert all(word.isalpha() and word.casefold() != "cat" for word in words)
    example = Example("x", "en", PlainText(TEXT), NoGold(), "x")
    assert PerplexityMeter(parents.language_model).measure([example])["x"] > 1
