"""Jensen–Shannon divergence against scipy, and what is left of it where nothing differs."""

from __future__ import annotations

import math
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from harness.seeds import derive_generator
from harness.statistics.divergence import Documents, measure_jensen_shannon, pool_documents
from harness.statistics.divergence import jensen_shannon as module

TOKENS = st.lists(st.lists(st.integers(0, 12), max_size=6), min_size=2, max_size=8)


def name(side, count):
    return tuple(f"{side}{row}" for row in range(count))


def as_documents(side, tokens):
    return Documents(name(side, len(tokens)), tuple(tuple(ids) for ids in tokens))


def draw(seed, *, n=20, topic=0.0):
    """Documents that clump: each has its own favourite among 40 words; ``topic`` leans the second set."""
    generator = derive_generator(seed, "documents")
    sides = []
    for side, lean in (("a", 0.0), ("b", topic)):
        base = np.ones(40) + lean * np.arange(40)
        shares = generator.dirichlet(base / base.mean() * 0.2, size=n)
        sides.append(as_documents(side, [generator.choice(40, size=25, p=row) for row in shares]))
    return pool_documents(*sides, seed=0)


@given(TOKENS, TOKENS, st.integers(0, 99))
def test_the_value_is_that_of_scipy_and_no_side_or_order_changes_it(ours, theirs, seed):
    size = min(len(ours), len(theirs))
    ours, theirs = [[0], *ours[1:size]], [[1], *theirs[1:size]]
    sides = as_documents("a", ours), as_documents("b", theirs)
    found = measure_jensen_shannon(pool_documents(*sides, seed=0), derive_generator(seed), draws=19)
    shares = [np.bincount(list(chain.from_iterable(side)), minlength=13) for side in (ours, theirs)]
    assert found.value == pytest.approx(jensenshannon(*shares, base=2) ** 2, abs=1e-12)
    back = [Documents(one.names[::-1], one.tokens[::-1]) for one in reversed(sides)]
    assert measure_jensen_shannon(pool_documents(*back, seed=0), derive_generator(seed), draws=19) == found


def test_sets_without_a_common_token_are_one_bit_apart():
    pooled = pool_documents(as_documents("a", [[1, 2], [3]]), as_documents("b", [[4], [5, 6]]), seed=0)
    assert measure_jensen_shannon(pooled, derive_generator(0)).value == pytest.approx(1.0, abs=1e-12)


def test_draws_do_not_depend_on_blocks(monkeypatch):
    whole = measure_jensen_shannon(draw(0), derive_generator(0), draws=50)
    monkeypatch.setattr(module, "_CELLS", 40 * 7)
    assert measure_jensen_shannon(draw(0), derive_generator(0), draws=50) == whole


def test_dealt_documents_have_the_divergence_of_brute_force():
    pooled = draw(3, n=4)
    found = measure_jensen_shannon(pooled, derive_generator(5), draws=7)
    labels = module.deal_labels(pooled.first, derive_generator(5), 7)[1:]
    dense = pooled.counts.toarray()
    null = [jensenshannon(dense[row].sum(0), dense[~row].sum(0), base=2) ** 2 for row in labels]
    assert found.null_mean == pytest.approx(np.mean(null), abs=1e-12)


def test_the_bias_is_taken_off_and_p_is_uniform_where_nothing_differs():
    found = [measure_jensen_shannon(draw(seed), derive_generator(seed, "p"), draws=99) for seed in range(300)]
    assert np.mean([one.value for one in found]) > 0.1
    assert abs(np.mean([one.excess for one in found])) < 0.005
    p = np.array([one.p_value for one in found])
    for level in (0.05, 0.2, 0.5, 0.8):
        assert np.mean(p <= level) == pytest.approx(level, abs=3.3 * math.sqrt(level * (1 - level) / 300))


@pytest.mark.nightly
def test_p_is_uniform_in_many_repetitions():
    p = [
        measure_jensen_shannon(draw(seed), derive_generator(seed, "p"), draws=99).p_value
        for seed in range(2000)
    ]
    assert 0.035 <= np.mean(np.array(p) <= 0.05) <= 0.065


def test_a_planted_topic_is_found():
    p = [
        measure_jensen_shannon(draw(seed, n=40, topic=0.3), derive_generator(seed), draws=99).p_value
        for seed in range(20)
    ]
    assert np.mean(np.array(p) <= 0.05) > 0.9
