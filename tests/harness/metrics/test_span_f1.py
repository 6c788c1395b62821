"""Span F1 against seqeval itself, on random IOB2, malformed and bare POS tags.

XTREME's seqeval takes all of a bare tag for its type. The installed one does so too once the
tag is spelled out: ``N-NOUN`` for ``NOUN``.
"""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.metrics.span_f1 import find_spans
from harness.types import LabelGold, TagsGold

METRIC = METRICS.get("span_f1")
NER = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG-CITY", "I-ORG-CITY")
ODD = ("E-PER", "S-PER", "B", "I", "E", "S", ".", "L-PER")
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN")
UPOS_REST = ("PUNCT", "SCONJ", "SYM", "VERB")
ONE_LETTER = ("X",)


def corpora(alphabet):
    sentence = st.lists(
        st.tuples(st.sampled_from(alphabet), st.sampled_from(alphabet)), min_size=1, max_size=9
    )
    return st.lists(sentence, min_size=1, max_size=5)


def unzip(corpus):
    return [[g for g, _ in s] for s in corpus], [[p for _, p in s] for s in corpus]


def spell_out(tags):
    return [f"{tag[0]}-{tag.split('-')[-1]}" if tag != "O" else tag for tag in tags]


def seqeval_points(gold, predicted):
    gold, predicted = map(spell_out, gold), map(spell_out, predicted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 100 * f1_score(list(gold), list(predicted))


def our_points(gold, predicted):
    rows = [METRIC.measure(TagsGold(tuple(g)), tuple(p), "en") for g, p in zip(gold, predicted, strict=True)]
    return float(METRIC.finish(np.array(rows).sum(axis=0)))


@pytest.mark.parametrize(
    "alphabet", [NER, UPOS + UPOS_REST + ONE_LETTER, NER + UPOS], ids=["ner", "upos", "mixed"]
)
def test_a_corpus_scores_as_in_seqeval(alphabet):
    @settings(max_examples=150, deadline=None)
    @given(corpora(alphabet))
    def check(corpus):
        gold, predicted = unzip(corpus)
        assert our_points(gold, predicted) == pytest.approx(seqeval_points(gold, predicted), abs=1e-10)

    check()


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(NER + ODD + UPOS + UPOS_REST + ONE_LETTER), min_size=1, max_size=12))
def test_the_spans_of_any_sentence_are_those_of_seqeval(tags):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = get_entities(spell_out(tags))
    assert list(find_spans(tags)) == expected


@settings(max_examples=150)
@given(corpora(NER[:5]))
def test_names_score_as_in_the_installed_seqeval_as_they_are(corpus):
    gold, predicted = unzip(corpus)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert our_points(gold, predicted) == pytest.approx(100 * f1_score(gold, predicted), abs=1e-10)


def test_conjunctions_of_two_kinds_are_two_types():
    assert our_points([["CCONJ", "SCONJ"]], [["CCONJ", "CCONJ"]]) == 0.0
    assert our_points([["CCONJ", "SCONJ"]], [["CCONJ", "SCONJ"]]) == 100.0


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (("NOUN", "NOUN", "VERB"), [("NOUN", 0, 1), ("VERB", 2, 2)]),
        (("SYM", "SYM"), [("SYM", 0, 0), ("SYM", 1, 1)]),
        (("B-PER", "I-PER", "O", "I-LOC"), [("PER", 0, 1), ("LOC", 3, 3)]),
        (("B-PER", "I-LOC", "B-LOC"), [("PER", 0, 0), ("LOC", 1, 1), ("LOC", 2, 2)]),
        (("O", "O"), []),
    ],
)
def test_spans_by_hand(tags, spans):
    assert list(find_spans(tags)) == spans


def test_a_score_is_a_function_of_totals_of_any_shape():
    totals = np.array([[[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]], [[3.0, 3.0, 3.0], [0.0, 4.0, 0.0]]])
    assert METRIC.finish(totals).tolist() == [[50.0, 0.0], [100.0, 0.0]]


def test_there_is_no_slope_without_spans():
    assert METRIC.gradient(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("gold", "prediction"),
    [(TagsGold(("O", "O")), ("O",)), (TagsGold(("O",)), "O"), (LabelGold("O"), ("O",))],
    ids=["length", "kind of prediction", "kind of gold"],
)
def test_a_prediction_that_does_not_fit_is_refused(gold, prediction):
    with pytest.raises(RequestError, match=r"span_f1: prediction .* does not fit a \w+Gold; give a label"):
        METRIC.measure(gold, prediction, "en")
