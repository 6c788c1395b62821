"""Words for gaps, pseudo-perplexities and distances, from tiny random models."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
import torch

from harness.errors import CheckpointError
from harness.inference.distance import DistanceMeter
from harness.inference.embedding import TextEmbedder
from harness.inference.mask_filling import CheckpointFiller
from harness.inference.masked_model import MaskedModel, frame
from harness.inference.perplexity import PerplexityMeter
from harness.models.builder import load_model
from harness.retrieval.rules import EmbeddingSettings
from harness.types import Example, LabelGold, MultipleChoice, PlainText, TextPair
from perturbations.services import Gap, MaskFiller

LATIN = {"dog", "cat", "house", "tree", "Garden", "a", "the", "in"}
TEXT = "the dog in the house."


def gap(text: str, word: str) -> Gap:
    start = text.index(word)
    return Gap(text, start, start + len(word))


def example(name: str, payload) -> Example:
    return Example(name, "en", payload, LabelGold("x"), name)


@pytest.fixture(scope="module")
def filler(masked_lm) -> MaskFiller:
    return CheckpointFiller(masked_lm, words=99)


def is_letter(word: str) -> bool:
    return len(word) == 1 and "a" <= word <= "z"


def test_whole_words_of_the_same_script_are_proposed_without_the_one_that_stands_there(filler):
    (words,) = filler.fill([gap(TEXT, "dog")])
    assert {word for word in words if not is_letter(word)} == LATIN - {"dog", "a"}
    assert len(words) == len(set(words))
    (other,) = filler.fill([gap("the Garden", "Garden")])
    assert "Garden" not in other
    assert "garden" not in other


def test_words_of_other_scripts_are_proposed_in_texts_of_these(filler):
    assert filler.fill([gap("собака in", "собака")]) == [("дом",)]
    assert filler.fill([gap("犬 in", "犬")]) in ([("学生",)], [()]), "a tokenizer may have it in characters"


def test_a_few_are_the_best_of_many(masked_lm, filler):
    (many,) = filler.fill([gap(TEXT, "dog")])
    assert CheckpointFiller(masked_lm, words=3).fill([gap(TEXT, "dog")]) == [many[:3]]


def test_what_is_proposed_follows_the_model(masked_lm, filler):
    model = MaskedModel(masked_lm)
    encoding = model.tokenizer.encode(TEXT.replace("dog", model.mask_token))
    place = encoding.ids.index(model.mask_id)
    network = load_model(masked_lm, "masked_lm").eval()
    with torch.inference_mode():
        logits = network(input_ids=torch.tensor([encoding.ids])).logits[0, place]
    (words,) = filler.fill([gap(TEXT, "dog")])
    whole = [word for word in words if not is_letter(word)]
    mark = "▁" if "▁dog" in model.tokenizer.get_vocab() else ""
    values = [float(logits[model.tokenizer.token_to_id(mark + word)]) for word in whole]
    assert values == sorted(values, reverse=True)


def test_batches_and_order_do_not_matter(masked_lm, filler):
    gaps = [gap(TEXT, word) for word in ("dog", "house", "in")] + [gap("a tree " * 9, "tree")]
    together = filler.fill(gaps)
    assert [filler.fill([one])[0] for one in gaps] == together
    assert filler.fill(gaps[::-1]) == together[::-1]
    assert CheckpointFiller(masked_lm, words=99, token_budget=1).fill(gaps) == together


def test_a_long_text_is_cut_around_its_gap(filler):
    text = "the cat " * 200 + "dog" + " in a house" * 200
    near = filler.fill([gap(text, "dog")])
    far = text.replace("the cat", "a tree a", 9) + " a" * 50
    assert filler.fill([gap(far, "dog")]) == near
    assert len(near[0]) > 3


def test_a_mask_that_stands_in_the_text_is_not_taken_for_the_gap(masked_lm, filler):
    text = f"the {MaskedModel(masked_lm).mask_token} in the dog"
    assert "dog" not in filler.fill([gap(text, "dog")])[0]


def test_a_filler_goes_by_the_content_of_its_files(masked_lm, filler):
    assert filler.name == f"masked-lm-{masked_lm.fingerprint()}"


def test_logits_at_one_place_are_those_of_the_whole_head(masked_lm):
    model = MaskedModel(masked_lm)
    framed = frame(model.tokenizer.encode(TEXT))
    inputs = [framed.mask(0, 99, place, model.mask_id) for place in range(len(framed.tokens))]
    network = load_model(masked_lm, "masked_lm").eval()
    for one, found in zip(inputs, model.ask(inputs, lambda logits, _: logits), strict=True):
        with torch.inference_mode():
            whole = network(input_ids=torch.tensor([one.token_ids])).logits[0, one.position]
        np.testing.assert_allclose(found, whole.numpy(), atol=1e-4)


def test_perplexity_is_the_mean_over_tokens_masked_one_by_one(masked_lm):
    pair = example("pair", TextPair("the dog", "a cat in"))
    found = PerplexityMeter(masked_lm).measure([pair, example("none", PlainText(""))])
    model = MaskedModel(masked_lm)
    network = load_model(masked_lm, "masked_lm").eval()
    losses = []
    for text in ("the dog", "a cat in"):
        encoding = model.tokenizer.encode(text)
        for place in range(1, len(encoding.ids) - 1):
            ids = [model.mask_id if at == place else token for at, token in enumerate(encoding.ids)]
            with torch.inference_mode():
                logits = network(input_ids=torch.tensor([ids])).logits[0, place]
            losses.append(-float(logits.log_softmax(0)[encoding.ids[place]]))
    assert found == {"pair": pytest.approx(exp(sum(losses) / len(losses)), rel=1e-4)}


def test_perplexity_does_not_depend_on_what_else_is_measured(masked_lm):
    examples = [example(str(n), PlainText("the dog in a house " * n)) for n in (1, 2, 30)]
    meter = PerplexityMeter(masked_lm)
    together = meter.measure(examples)
    assert {
        name: value for one in reversed(examples) for name, value in meter.measure([one]).items()
    } == together
    assert len(set(together.values())) == 3


def test_distance_is_the_cosine_distance_to_the_mean_of_the_training_data(masked_lm):
    texts = ["the dog in the house", "a tree", "собака"]
    training = [example(text, PlainText(text)) for text in texts[:2]]
    others = [
        example("pair", TextPair("the dog", "a cat")),
        example("choices", MultipleChoice("the", ("dog", "cat"))),
        example("single", PlainText(texts[2])),
    ]
    found = DistanceMeter(masked_lm, training).measure(others)
    embedder = TextEmbedder(masked_lm, EmbeddingSettings())
    mean = embedder.embed_alone(texts[:2]).astype(np.float64).mean(axis=0)
    for name, text in {"pair": ("the dog", "a cat"), "choices": "the dog cat", "single": texts[2]}.items():
        vector = embedder.embed_alone([text])[0].astype(np.float64)
        cosine = vector @ mean / np.linalg.norm(vector) / np.linalg.norm(mean)
        assert found[name] == pytest.approx(1 - cosine, abs=1e-12)
    assert DistanceMeter(masked_lm, training).measure(others[1:]) == {
        k: found[k] for k in ("choices", "single")
    }
    assert DistanceMeter(masked_lm, training[:1]).measure(training)[texts[0]] == pytest.approx(0, abs=1e-6)


def test_a_tokenizer_without_a_mask_is_refused(checkpoint, tmp_path):
    import json
    import shutil

    from harness.models.checkpoints import open_checkpoint

    shutil.copytree(checkpoint.path, tmp_path / "bare")
    for file in (tmp_path / "bare").glob("*_config.json"):
        settings = json.loads(file.read_text())
        settings.pop("mask_token", None)
        file.write_text(json.dumps(settings))
    with pytest.raises(
        CheckpointError, match=r"bare: its tokenizer has no mask token; use a masked language"
    ):
        MaskedModel(open_checkpoint(str(tmp_path / "bare")))
