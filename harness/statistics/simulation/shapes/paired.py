"""Clean and perturbed answers to the same examples, in the shapes of the tasks."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.metrics import METRICS
from harness.scores import Floats
from harness.statistics.flips import count_flips
from harness.statistics.linearised import linearise_drop
from harness.statistics.pairs import Pair
from harness.statistics.power import minimum_detectable
from harness.statistics.simulation.draws import (
    Bools,
    draw_spans,
    flip_answers,
    grade_answers,
    list_sizes,
    make_matrix,
    name_paragraphs,
    name_units,
)
from harness.statistics.simulation.samples import Paired
from harness.statistics.simulation.shape import Shape

Places = npt.NDArray[np.intp]

PREMISE: Final = 3
_SPANS, _FALSE, _RECALL = 2.0, 0.4, 0.8
_F1 = 200 * _SPANS * _RECALL / (_SPANS * (1 + _RECALL) + _FALSE)
_CHANGED = 0.5


def announce_paired(sample: Paired) -> float:
    """Returns the minimum detectable drop that a report would print for this sample, in points."""
    estimate = linearise_drop(sample.metric, sample.clean, sample.perturbed).estimate()
    binary = count_flips(sample.metric, sample.pairs).binary
    return minimum_detectable(estimate, sample.examples, binary=binary)


def draw_singles(rng: np.random.Generator, drop: float, *, n: int, rate: float) -> Paired:
    """Single right/wrong answers."""
    clean, perturbed = flip_answers(rng, (n,), drop / 100, rate=rate)
    return Paired.of(METRICS.get("accuracy"), (Pair(make_matrix(clean), make_matrix(perturbed)),), drop)


def draw_premises(rng: np.random.Generator, drop: float, *, premises: int) -> Paired:
    """Three hypotheses a premise; half of the premises flip as a whole: design effect 2."""
    own, shared = (flip_answers(rng, (premises, size), drop / 100) for size in (PREMISE, 1))
    whole = rng.random((premises, 1)) < 0.5
    groups = name_units(premises, PREMISE, "c")
    clean, perturbed = (
        make_matrix(np.where(whole, one, each).ravel(), groups=groups)
        for each, one in zip(own, shared, strict=True)
    )
    return Paired.of(METRICS.get("accuracy"), (Pair(clean, perturbed),), drop)


def recall_of(score: float, *, false: float = _FALSE, spans: float = _SPANS) -> float:
    """Returns the recall that gives a span F1 in points."""
    return score * (spans + false) / (spans * (200 - score))


def draw_sentences(rng: np.random.Generator, drop: float, *, n: int) -> Paired:
    """Spans of sentences, of which half are tagged anew."""
    gold = rng.poisson(_SPANS, n)
    lost = (_RECALL - recall_of(_F1 - drop)) / _CHANGED
    clean = draw_spans(rng, gold, _RECALL, false=_FALSE)
    again = draw_spans(rng, gold, _RECALL - lost, false=_FALSE)
    changed = rng.random((n, 1)) < _CHANGED
    pair = Pair(make_matrix(clean), make_matrix(np.where(changed, again, clean)))
    return Paired.of(METRICS.get("span_f1"), (pair,), drop)


def draw_longer_sentences(rng: np.random.Generator, drop: float, *, n: int) -> Paired:
    """A perturbation that inserts spans: 15 % more gold, and as many more false ones."""
    gold, more = rng.poisson(_SPANS, n), rng.poisson(0.15 * _SPANS, n)
    clean = draw_spans(rng, gold, _RECALL, false=_FALSE)
    longer = draw_spans(rng, gold + more, recall_of(_F1 - drop), false=1.15 * _FALSE)
    return Paired.of(METRICS.get("span_f1"), (Pair(make_matrix(clean), make_matrix(longer)),), drop)


def draw_paragraphs(rng: np.random.Generator, drop: float, *, paragraphs: int) -> Paired:
    """Graded answers to 1 to 9 questions a paragraph; whole paragraphs change: design effect about 2."""
    sizes = list_sizes(paragraphs)
    of = np.repeat(np.arange(paragraphs), sizes)
    whole = (rng.random(paragraphs) < 0.25)[of]
    mean = 0.6
    clean = _share(rng, of, whole, mean)
    again = _share(rng, of, whole, mean - drop / 100 / _CHANGED)
    change = np.where(whole, rng.random(paragraphs)[of], rng.random(len(of))) < _CHANGED
    groups = name_paragraphs(sizes)
    perturbed = np.where(change, again, clean)
    pair = Pair(make_matrix(clean, groups=groups), make_matrix(perturbed, groups=groups))
    return Paired.of(METRICS.get("squad_f1"), (pair,), drop)


def _share(rng: np.random.Generator, of: Places, whole: Bools, mean: float) -> Floats:
    """Graded answers; in whole paragraphs all questions are answered alike."""
    own = grade_answers(rng, (len(of),), mean)
    return np.where(whole, grade_answers(rng, (int(of[-1]) + 1,), mean)[of], own)


def draw_skewed(rng: np.random.Generator, drop: float, *, n: int) -> Paired:
    """Few lose half of their score, most gain a little: a mean difference of 0 that is not symmetric."""
    clean = rng.uniform(0.5, 0.9, n)
    loses = rng.random(n) < (drop / 100 + 0.05) / 0.5
    perturbed = clean + rng.uniform(-0.02, 0.02, n) + np.where(loses, -0.45, 0.05)
    return Paired.of(METRICS.get("squad_f1"), (Pair(make_matrix(clean), make_matrix(perturbed)),), drop)


def draw_parallel(rng: np.random.Generator, drop: float, *, items: int, languages: int) -> Paired:
    """The same items in several languages; four in ten flip alike in all of them."""
    own, shared = (flip_answers(rng, (rows, items), drop / 100) for rows in (languages, 1))
    alike = rng.random((1, items)) < 0.4
    clean, perturbed = (np.where(alike, one, each) for each, one in zip(own, shared, strict=True))
    pairs = tuple(
        Pair(make_matrix(one), make_matrix(other)) for one, other in zip(clean, perturbed, strict=True)
    )
    return Paired.of(METRICS.get("accuracy"), pairs, drop)


PAIRED: Final[tuple[Shape[Paired], ...]] = (
    Shape(
        "xnli",
        "accuracy, 400 premises × 3 hypotheses, design effect 2",
        400,
        partial(draw_premises, premises=400),
        announce=announce_paired,
    ),
    Shape(
        "xnli_100",
        "the same, 100 premises",
        100,
        partial(draw_premises, premises=100),
        announce=announce_paired,
    ),
    Shape(
        "xnli_50",
        "the same, 50 premises",
        50,
        partial(draw_premises, premises=50),
        announce=announce_paired,
    ),
    Shape(
        "tatoeba",
        "accuracy, 1,000 single answers, 15 % flip",
        1000,
        partial(draw_singles, n=1000, rate=0.15),
        announce=announce_paired,
    ),
    Shape(
        "tatoeba_100",
        "accuracy, 100 single answers, 20 % flip",
        100,
        partial(draw_singles, n=100, rate=0.2),
        announce=announce_paired,
    ),
    Shape(
        "panx",
        "span F1, 500 sentences, half of them tagged anew",
        500,
        partial(draw_sentences, n=500),
        announce=announce_paired,
    ),
    Shape(
        "panx_inserted",
        "span F1, 500 sentences, perturbed ones with 15 % more gold spans",
        500,
        partial(draw_longer_sentences, n=500),
        announce=announce_paired,
    ),
    Shape(
        "xquad",
        "token F1, 240 paragraphs of 1 to 9 questions, design effect 2",
        240,
        partial(draw_paragraphs, paragraphs=240),
        announce=announce_paired,
    ),
    Shape(
        "xquad_48",
        "the same, 48 paragraphs",
        48,
        partial(draw_paragraphs, paragraphs=48),
        announce=announce_paired,
    ),
    Shape(
        "skewed",
        "graded, 300 single answers, few large losses against many small gains",
        300,
        partial(draw_skewed, n=300),
        announce=announce_paired,
    ),
    Shape(
        "skewed_100",
        "the same, 100 answers",
        100,
        partial(draw_skewed, n=100),
        announce=announce_paired,
    ),
    Shape(
        "parallel",
        "accuracy, 200 items in each of 5 languages, design effect 2.6",
        200,
        partial(draw_parallel, items=200, languages=5),
        announce=announce_paired,
    ),
)
