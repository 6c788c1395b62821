"""Half the Brier score: against its definition, and what no rounding may depend on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from harness.formats.base import FORMATS, EncodedExample, ModelInput
from harness.formats.brier import LOGIT_NOISE, Brier, measure_brier
from harness.formats.tokenization import Origins
from harness.task_spec import TaskSpec
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    FormatName,
    LabelGold,
    MultipleChoice,
    NoGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

LABELS = ("x", "y", "z")
INPUT = ModelInput((0, 5, 6, 2), (0, 0, 0, 0))
TEXT = Example("a", "en", TextPair("one", "two"), LabelGold("y"), "g")
CHOICE = Example("a", "en", MultipleChoice("p", ("b", "c")), ChoiceGold(1), "g")
TAGGED = Example("a", "en", TaggedTokens(("w", "v", "u")), TagsGold(("x", "z", "y")), "g")
QUESTION = Example("a", "en", SpanQA("c", "q"), AnswersGold((Answer("c", 0),)), "g")


def brute_force(logits: list[float], gold: int) -> float:
    """The definition, term by term."""
    total = math.fsum(math.exp(value) for value in logits)
    terms = [(math.exp(value) / total - (place == gold)) ** 2 for place, value in enumerate(logits)]
    return math.fsum(terms) / 2


@st.composite
def decisions(draw: st.DrawFn, *, most: float = 30.0) -> tuple[np.ndarray, list[int]]:
    rows, labels = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    logits = draw(arrays(np.float32, (rows, labels), elements=st.floats(-most, most, width=32)))
    gold = draw(st.lists(st.integers(0, labels - 1), min_size=rows, max_size=rows))
    return logits, gold


@given(decisions())
def test_it_is_the_definition(drawn):
    logits, gold = drawn
    wanted = np.mean([brute_force(row.tolist(), one) for row, one in zip(logits, gold, strict=True)])
    found = measure_brier(logits, gold)
    assert found.value == pytest.approx(wanted, abs=1e-12)
    assert 0 <= found.value <= 1
    assert 0 <= found.slope <= 1


@given(decisions(), st.randoms(use_true_random=False))
def test_the_order_of_labels_changes_nothing(drawn, random):
    logits, gold = drawn
    order = list(range(logits.shape[1]))
    random.shuffle(order)
    moved = measure_brier(logits[:, order], [order.index(one) for one in gold])
    assert moved.value == pytest.approx(measure_brier(logits, gold).value, abs=1e-12)


@given(decisions(), st.integers(-50, 50))
def test_only_differences_of_logits_count(drawn, offset):
    logits, gold = drawn
    moved = measure_brier(logits.astype(np.float64) + offset, gold)
    assert moved.value == pytest.approx(measure_brier(logits, gold).value, abs=1e-9)


def test_certain_and_right_is_0_and_certain_and_wrong_is_1():
    logits = np.array([[1000.0, 0.0, -1000.0]])
    assert measure_brier(logits, [0]) == Brier(0.0, 0.0)
    assert measure_brier(logits, [2]) == Brier(1.0, 0.0)
    assert measure_brier(np.zeros((1, 4)), [3]).value == pytest.approx((3 / 16 + 9 / 16) / 2)
    assert measure_brier(np.zeros((1, 2)), [0]).value == 0.25


@given(decisions(most=8.0), st.randoms(use_true_random=False))
def test_no_value_that_is_kept_moves_with_the_noise_of_logits(drawn, random):
    """The promise behind asking again: what is not close keeps its hundredths under any such error."""
    logits, gold = drawn
    exact = measure_brier(logits.astype(np.float64), gold)
    for _ in range(4):
        noise = np.array([[random.choice((-1, 1)) for _ in row] for row in logits]) * LOGIT_NOISE
        noisy = measure_brier(logits.astype(np.float64) + noise, gold)
        assert abs(noisy.value - exact.value) <= exact.slope * LOGIT_NOISE + 4 * LOGIT_NOISE**2
        assert exact.is_close or noisy.kept == exact.kept


def test_the_slope_is_reached():
    """A bound far above what happens would ask for nothing."""
    logits = np.array([[0.3, -0.4, 0.1]])
    found = measure_brier(logits, [0])
    moved = measure_brier(logits + np.array([[-1, 1, 1]]) * 1e-6, [0])
    assert moved.value - found.value == pytest.approx(found.slope * 1e-6, rel=1e-3)


@pytest.mark.parametrize(
    ("value", "kept", "close"),
    [
        (0.0, 0.0, False),
        (0.00496, 0.0, True),
        (0.01495, 0.01, True),
        (0.0149, 0.01, False),
        (1.0, 1.0, False),
    ],
)
def test_borders_lie_between_hundredths(value, kept, close):
    assert Brier(value, 0.55).kept == kept
    assert Brier(value, 0.55).is_close is close


def task_of(form: FormatName) -> TaskSpec:
    labels = LABELS if form in ("classification", "tagging") else ()
    return TaskSpec(
        "demo", form, ("target",), ("accuracy",), ("en",), "item", "1", "own", "none", "t", labels
    )


def score(form: FormatName, example: Example, outputs: tuple[np.ndarray, ...], *, origins=()) -> Brier | None:
    encoded = EncodedExample((INPUT,) * len(outputs), origins)
    return FORMATS.get(form).score_probabilities(example, encoded, outputs, task_of(form))


def test_classification_takes_the_softmax_over_its_labels():
    found = score("classification", TEXT, (np.array([2.0, 1.0, 0.0], np.float32),))
    assert found is not None
    assert found.value == pytest.approx(brute_force([2.0, 1.0, 0.0], 1), abs=1e-12)


def test_choices_compete_among_themselves():
    found = score("multiple_choice", CHOICE, (np.array([0.5], np.float32), np.array([-1.0], np.float32)))
    assert found is not None
    assert found.value == pytest.approx(brute_force([0.5, -1.0], 1), abs=1e-12)


def make_origins(positions: list[int], words: list[int]) -> Origins:
    return replace(EMPTY, positions=np.array(positions), starts=np.array(words))


EMPTY = Origins(*(np.array([], dtype=np.int64) for _ in range(len(Origins.__dataclass_fields__))))


def test_a_sentence_has_the_mean_over_the_words_that_were_read():
    rows = np.array([[9, 9, 9], [2, 0, 0], [0, 0, 1], [9, 9, 9]], np.float32)
    found = score("tagging", TAGGED, (rows,), origins=(make_origins([1, 2], [0, 1]),))
    assert found is not None
    wanted = (brute_force([2, 0, 0], 0) + brute_force([0, 0, 1], 2)) / 2
    assert found.value == pytest.approx(wanted, abs=1e-12)
    assert score("tagging", TAGGED, (rows,), origins=(EMPTY,)) is None


def test_without_gold_or_probabilities_there_is_none():
    logits = np.zeros((4, 3), np.float32)
    assert score("classification", replace(TEXT, gold=NoGold()), (logits[0],)) is None
    assert score("multiple_choice", replace(CHOICE, gold=NoGold()), (logits[0], logits[0])) is None
    assert score("tagging", replace(TAGGED, gold=NoGold()), (logits,), origins=(EMPTY,)) is None
    assert score("span_qa", QUESTION, (np.zeros((4, 2), np.float32),)) is None
