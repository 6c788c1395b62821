"""Retrieval by an encoder: directions, pools, settings, and independence of batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch
from transformers import AutoModel

from harness.errors import RequestError
from harness.inference.embedding import EmbeddedTexts, TextEmbedder
from harness.inference.queue import InferenceQueue
from harness.inference.retrieval import RetrievalPredictor
from harness.retrieval.rules import EmbeddingSettings, Mining, Nearest, Ranking, RetrievalSettings
from harness.types import (
    Candidate,
    EvaluationSet,
    Example,
    LabelGold,
    ParallelPair,
    Query,
    RelevantGold,
)

WORDS = ("cat", "sees", "a", "small", "dog", "garden", "книгу", "manzana", "девочка", "男孩", "书")
SENTENCES = [" ".join(WORDS[i:] + WORDS[: i // 2]) + f" {WORDS[-i]}" * (i % 3) for i in range(len(WORDS))]


def pairs(language: str, *, sentences: Sequence[str] = SENTENCES) -> EvaluationSet:
    examples = tuple(
        Example(f"row-{i}", language, ParallelPair(text, text[::-1]), LabelGold(f"row-{i}"), str(i))
        for i, text in enumerate(sentences)
    )
    return EvaluationSet("t", language, "test", examples)


def mined(language: str, split: str, shift: int) -> EvaluationSet:
    """Half of the queries have a translation, itself; as many candidates answer nothing."""
    texts = [f"{text} {WORDS[shift]}" for text in SENTENCES]
    queries = tuple(
        Example(f"q{i}", language, Query(text), RelevantGold((f"c{i}",) if i % 2 else ()), f"q{i}")
        for i, text in enumerate(texts)
    )
    candidates = tuple(
        Candidate(f"c{i}", "en", text if i % 2 else f"garden {text} dog") for i, text in enumerate(texts)
    )
    return EvaluationSet("t", language, split, queries, (), candidates)


def open_predictor(checkpoint, rule, *sets, embedding=None, budget=4096, development=()):
    return RetrievalPredictor(
        checkpoint,
        RetrievalSettings(rule, embedding or EmbeddingSettings(max_length=64)),
        {one.language: one for one in sets},
        development={one.language: one for one in development},
        token_budget=budget,
    )


class TestEmbedding:
    TEXTS = ("The cat", "книгу дома", "", "a small dog in the garden")

    def states(self, checkpoint, texts):
        model = AutoModel.from_pretrained(checkpoint.path).eval()
        embedder = TextEmbedder(checkpoint, EmbeddingSettings(max_length=64))
        for item in embedder._encoder.encode_texts(texts):
            with torch.no_grad():
                yield item, model(torch.tensor([item.token_ids]), output_hidden_states=True).hidden_states

    @pytest.mark.parametrize("layer", [None, 0, 1, 2, -1, -3])
    def test_a_layer_is_counted_as_in_hidden_states(self, checkpoint, layer):
        settings = EmbeddingSettings(layer=layer, max_length=64)
        found = TextEmbedder(checkpoint, settings).embed(self.TEXTS)
        for vector, (_, states) in zip(found, self.states(checkpoint, self.TEXTS), strict=True):
            expected = states[-1 if layer is None else layer][0].mean(0).numpy()
            np.testing.assert_allclose(vector, expected, atol=1e-5)

    def test_the_first_token_stands_for_the_text(self, checkpoint):
        found = TextEmbedder(checkpoint, EmbeddingSettings(pooling="cls")).embed(self.TEXTS)
        for vector, (_, states) in zip(found, self.states(checkpoint, self.TEXTS), strict=True):
            np.testing.assert_allclose(vector, states[-1][0, 0].numpy(), atol=1e-5)

    def test_added_tokens_may_be_left_out_of_the_mean(self, checkpoint):
        settings = EmbeddingSettings(special_tokens=False)
        found = TextEmbedder(checkpoint, settings).embed(self.TEXTS)
        for vector, (item, states) in zip(found, self.states(checkpoint, self.TEXTS), strict=True):
            inner = states[-1][0, 1:-1]
            expected = inner.mean(0).numpy() if len(item.token_ids) > 2 else np.zeros(inner.shape[1])
            np.testing.assert_allclose(vector, expected, atol=1e-5)

    @pytest.mark.parametrize("layer", [3, -4])
    def test_a_layer_that_is_not_there_is_refused(self, checkpoint, layer):
        message = (
            rf"^retrieval, embedding\.layer, for {checkpoint.path.name}: layer {layer} does not exist: "
            r"the encoder has 0 \(its embeddings\) to 2; choose one of them, or -1 to -3 from the end, "
            r"or leave it out for the last\.$"
        )
        with pytest.raises(RequestError, match=message):
            TextEmbedder(checkpoint, EmbeddingSettings(layer=layer))

    def test_centred_vectors_of_a_language_have_no_mean(self, checkpoint):
        embedder = TextEmbedder(checkpoint, EmbeddingSettings())
        texts, groups = SENTENCES[:6], ["en", "en", "en", "ru", "ru", "ru"]
        centred = EmbeddedTexts(embedder, texts, groups=groups)
        plain = embedder.embed(texts)
        expected = plain[:3] - plain[:3].mean(axis=0)
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        np.testing.assert_allclose(centred.vectors[:3], expected, atol=1e-4)
        again = EmbeddedTexts(embedder, texts[:1], groups=["en"], means=centred.means)
        np.testing.assert_allclose(again.vectors, centred.vectors[:1], atol=1e-5)

    def test_padding_and_company_change_next_to_nothing(self, checkpoint):
        embedder = TextEmbedder(checkpoint, EmbeddingSettings())
        np.testing.assert_allclose(embedder.embed(self.TEXTS), embedder.embed_alone(self.TEXTS), atol=1e-5)


class TestNearest:
    @pytest.mark.parametrize("query", ["sentence", "translation"])
    def test_a_language_searches_its_own_set(self, checkpoint, query):
        sets = [
            pairs("es", sentences=SENTENCES),
            pairs("ru", sentences=[f"{text} книгу" for text in SENTENCES]),
        ]
        same = [
            replace(
                one,
                examples=tuple(
                    replace(e, payload=ParallelPair(e.payload.query, e.payload.query)) for e in one.examples
                ),
            )
            for one in sets
        ]
        examples = [example for one in same for example in one.examples]
        predictor = open_predictor(checkpoint, Nearest(query), *same)
        assert predictor.predict(examples) == tuple(example.id for example in examples)
        assert predictor.predict(examples[::-1]) == tuple(example.id for example in examples[::-1])

    @pytest.mark.parametrize("query", ["sentence", "translation"])
    def test_the_direction_decides_what_is_searched(self, checkpoint, query):
        evaluation = pairs("es")
        embedder = TextEmbedder(checkpoint, EmbeddingSettings(max_length=64))
        sentences = EmbeddedTexts(embedder, [e.payload.query for e in evaluation.examples]).vectors
        english = EmbeddedTexts(embedder, [e.payload.candidate for e in evaluation.examples]).vectors
        cosines = sentences @ english.T if query == "sentence" else english @ sentences.T
        expected = tuple(f"row-{best}" for best in cosines.argmax(axis=1))
        assert open_predictor(checkpoint, Nearest(query), evaluation).predict(evaluation.examples) == expected

    def test_a_perturbed_sentence_stands_in_the_index_in_its_own_place(self, checkpoint):
        """English asks: the clean form of the sentence is gone, and its perturbed form competes."""
        evaluation = pairs("es")
        predictor = open_predictor(checkpoint, Nearest("translation"), evaluation)
        example = evaluation.examples[4]
        english = example.payload.candidate
        perfect = replace(example, payload=ParallelPair(english, english))
        assert predictor.predict([perfect]) == (example.id,)
        other = evaluation.examples[7].payload.query
        lost = replace(example, payload=ParallelPair("书 书 书 书", english))
        texts = [e.payload.query for e in evaluation.examples]
        texts[4] = "书 书 书 书"
        embedder = TextEmbedder(checkpoint, EmbeddingSettings(max_length=64))
        index, asked = EmbeddedTexts(embedder, texts).vectors, EmbeddedTexts(embedder, [english]).vectors
        assert predictor.predict([lost]) == (f"row-{(asked @ index.T).argmax()}",)
        assert other in texts

    def test_part_of_a_set_is_answered_from_the_whole(self, checkpoint):
        evaluation = pairs("es")
        predictor = open_predictor(checkpoint, Nearest("sentence"), evaluation)
        whole = predictor.predict(evaluation.examples)
        assert predictor.predict(evaluation.examples[3:5]) == whole[3:5]

    def test_a_candidate_that_says_the_same_is_as_right(self, checkpoint):
        twice = ["The cat", "книгу дома", "The cat"]
        examples = tuple(
            Example(f"row-{i}", "es", ParallelPair(text, text), LabelGold(f"row-{i}"), str(i))
            for i, text in enumerate(twice)
        )
        evaluation = EvaluationSet("t", "es", "test", examples)
        for query in ("sentence", "translation"):
            answers = open_predictor(checkpoint, Nearest(query), evaluation).predict(examples)
            assert answers == ("row-0", "row-1", "row-2")

    def test_queries_are_answered_from_the_pool(self, checkpoint):
        pool = tuple(Candidate(f"c{i}", "es", text) for i, text in enumerate(SENTENCES))
        asked = (Example("q", "es", Query(SENTENCES[2]), LabelGold("c2"), "q"),)
        evaluation = EvaluationSet("t", "es", "test", asked, (), pool)
        assert open_predictor(checkpoint, Nearest("translation"), evaluation).predict(asked) == ("c2",)


def test_a_ranking_is_the_nearest_of_the_pool_in_context(checkpoint):
    pool = tuple(Candidate(f"c{i}", "en", text, f"{text} dog") for i, text in enumerate(SENTENCES))
    asked = tuple(
        Example(f"q{i}", "ru", Query(t), RelevantGold((f"c{i}",)), "q") for i, t in enumerate(SENTENCES)
    )
    evaluation = EvaluationSet("t", "ru", "test", asked, (), pool)
    answers = open_predictor(checkpoint, Ranking(5), evaluation).predict(asked)
    embedder = TextEmbedder(checkpoint, EmbeddingSettings(max_length=64))
    queries = EmbeddedTexts(embedder, SENTENCES).vectors
    candidates = EmbeddedTexts(embedder, [(one.text, one.context) for one in pool]).vectors
    order = np.argsort(-(queries @ candidates.T), axis=1, kind="stable")[:, :5]
    assert answers == tuple(tuple(f"c{i}" for i in row) for row in order)


class TestMining:
    TEST, DEV = mined("ru", "test", 0), mined("ru", "dev", 1)

    def test_gold_pairs_are_found_and_others_are_not(self, checkpoint):
        predictor = open_predictor(checkpoint, Mining(2), self.TEST, development=[self.DEV])
        answers = predictor.predict(self.TEST.examples)
        golds = [one.gold.ids for one in self.TEST.examples]
        answered = [(answer, ids) for answer, ids in zip(answers, golds, strict=True) if ids]
        assert all(answer in ((), ids) for answer, ids in answered)
        assert sum(answer == ids for answer, ids in answered) >= len(answered) - 1

    def test_the_threshold_comes_from_dev_once_and_never_from_what_is_asked(self, checkpoint, monkeypatch):
        from harness.inference import retrieval as module

        seen = []
        tune = module.tune_threshold
        monkeypatch.setattr(module, "tune_threshold", lambda *given: seen.append(given[3]) or tune(*given))
        predictor = open_predictor(checkpoint, Mining(2), self.TEST, development=[self.DEV])
        predictor.predict(self.TEST.examples)
        changed = [replace(one, payload=Query(f"{one.payload.text} книгу")) for one in self.TEST.examples]
        predictor.predict(changed)
        assert seen == [{one.id: one.gold.ids for one in self.DEV.examples}]

    def test_unchanged_sentences_compete_with_changed_ones(self, checkpoint):
        predictor = open_predictor(checkpoint, Mining(2), self.TEST, development=[self.DEV])
        clean = predictor.predict(self.TEST.examples)
        taken = next(i for i, answer in enumerate(clean) if answer)
        thief = next(i for i, answer in enumerate(clean) if i != taken and not answer)
        stolen = replace(self.TEST.examples[thief], payload=self.TEST.examples[taken].payload)
        assert predictor.predict([stolen]) == ((),), "a repeated sentence is left out"
        assert predictor.predict(self.TEST.examples) == clean
        assert predictor.predict(self.TEST.examples[taken : taken + 1]) == clean[taken : taken + 1]

    def test_without_a_development_set_there_is_no_threshold(self, checkpoint):
        message = (
            r"^bitext mining: no development set in 'ru' to choose the threshold on; "
            r"give the dev split in the catalogue\.$"
        )
        with pytest.raises(RequestError, match=message):
            open_predictor(checkpoint, Mining(2), self.TEST).predict(self.TEST.examples)

    def test_a_development_set_needs_gold_pairs(self, checkpoint):
        blank = self.DEV.with_examples([replace(one, gold=RelevantGold(())) for one in self.DEV.examples])
        message = (
            r"^bitext mining: the development set has no gold pair to choose a threshold on; "
            r"give its gold file in the catalogue\.$"
        )
        with pytest.raises(RequestError, match=message):
            open_predictor(checkpoint, Mining(2), self.TEST, development=[blank]).predict(self.TEST.examples)


RULES = [Nearest("sentence"), Nearest("translation"), Ranking(4), Mining(3)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.describe())
@pytest.mark.parametrize("centre", [False, True])
def test_answers_do_not_depend_on_batches_order_or_noise(checkpoint, rule, centre, monkeypatch):
    """With noise added to every batch of several inputs, answers still are those of inputs alone."""
    texts = [f"{WORDS[i % 11]} {WORDS[i % 7]} {WORDS[i % 5]}" for i in range(60)]
    test, development = pairs("ru", sentences=texts), []
    if not isinstance(rule, Nearest):
        golds = [RelevantGold((f"c{i}",) if i % 3 else ()) for i in range(60)]
        queries = tuple(Example(f"q{i}", "ru", Query(text), golds[i], "g") for i, text in enumerate(texts))
        pool = tuple(
            Candidate(f"c{i}", "en", text if i % 3 else f"a {text} sees") for i, text in enumerate(texts)
        )
        test = EvaluationSet("t", "ru", "test", queries, (), pool)
        development = [replace(test, split="dev", examples=queries[:30])]
    settings = EmbeddingSettings(max_length=64, centre=centre)
    alone = open_predictor(checkpoint, rule, test, embedding=settings, budget=1, development=development)
    expected = alone.predict(test.examples)
    forward = InferenceQueue._forward

    def noisy(self, inputs):
        noise = 3e-7 if len(inputs) > 1 else 0.0
        return [row * np.float32(1 + noise) + np.float32(noise) * (np.arange(row.size) % 2)
                for row in forward(self, inputs)]  # fmt: skip

    monkeypatch.setattr(InferenceQueue, "_forward", noisy)
    together = open_predictor(checkpoint, rule, test, embedding=settings, development=development)
    assert together.predict(test.examples) == expected
    assert together.predict(test.examples[::-1]) == expected[::-1]
    assert len(set(expected)) > 5
