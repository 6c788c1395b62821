"""How the task of a step is drawn: shares by hand, draws by the seed alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from harness.training.mixture import count_steps, draw_tasks, weigh_tasks
from harness.training.objectives import Course, cut
from harness.training.settings import Mixture, TrainingSettings


@pytest.mark.parametrize(
    ("mixture", "shares"),
    [
        (Mixture(cap=0), [100 / 1300, 300 / 1300, 900 / 1300]),
        (Mixture(cap=400), [100 / 800, 300 / 800, 400 / 800]),
        (Mixture("temperature", cap=0, temperature=2.0), [1 / (4 + 3**0.5), 3**0.5 / (4 + 3**0.5), None]),
        (Mixture("temperature", cap=100, temperature=2.0), [1 / 3, 1 / 3, 1 / 3]),
        (Mixture("uniform"), [1 / 3, 1 / 3, 1 / 3]),
    ],
    ids=str,
)
def test_shares_are_those_computed_by_hand(mixture, shares):
    found = weigh_tasks([100, 300, 900], mixture)
    expected = [1 - shares[0] - shares[1] if share is None else share for share in shares]
    assert found == pytest.approx(expected)


def test_the_papers_cap_makes_large_tasks_equal():
    """K = 2^17: MNLI and QQP count alike, CommonsenseQA by its size."""
    found = weigh_tasks([392_702, 363_846, 9_741], Mixture())
    assert found == pytest.approx(np.array([131_072, 131_072, 9_741]) / 271_885)


def test_draws_have_the_shares_and_depend_on_the_seed_alone():
    shares = np.array([0.2, 0.5, 0.3])
    turns = draw_tasks(shares, steps=3000, seed=0)
    assert chisquare(np.bincount(turns), shares * 3000).pvalue > 0.001
    assert np.array_equal(draw_tasks(shares, steps=1000, seed=0), turns[:1000])
    assert not np.array_equal(draw_tasks(shares, steps=3000, seed=1), turns)


@given(shares=st.lists(st.floats(0.001, 1.0), min_size=1, max_size=6), seed=st.integers(0, 9))
def test_every_draw_is_a_task(shares, seed):
    given_shares = np.array(shares) / sum(shares)
    assert set(draw_tasks(given_shares, steps=50, seed=seed)) <= set(range(len(shares)))


@pytest.mark.parametrize(
    ("settings", "sizes", "mixture", "steps"),
    [
        (TrainingSettings(steps=7), [100], None, 7),
        (TrainingSettings(epochs=2, batch_size=32), [100], None, 7),
        (TrainingSettings(epochs=2, batch_size=32), [100, 1000], Mixture(cap=0), 7 + 63),
        (TrainingSettings(epochs=2, batch_size=32), [100, 1000], Mixture(cap=200), 7 + 13),
        (TrainingSettings(epochs=0.001), [1, 1], Mixture(), 2),
    ],
    ids=str,
)
def test_epochs_count_each_task_up_to_its_cap(settings, sizes, mixture, steps):
    assert count_steps(settings, sizes, mixture) == steps


class _Numbered:
    def __init__(self, name: str) -> None:
        self.name = name

    def batch(self, number: int) -> str:
        return f"{self.name}{number}"


def test_each_step_takes_the_next_batch_of_one_task():
    course = Course([_Numbered("a"), _Numbered("b")], np.array([0, 1, 1, 0, 1]))
    assert [course.batch(step) for step in range(course.steps)] == ["a0", "b0", "b1", "a1", "b2"]
    assert course.batch(3) == "a1", "a step can be entered from anywhere"


@given(size=st.integers(1, 50), parts=st.integers(1, 50))
def test_parts_cover_a_batch_evenly(size, parts):
    borders = cut(size, min(parts, size))
    assert [i for start, stop in borders for i in range(start, stop)] == list(range(size))
    sizes = [stop - start for start, stop in borders]
    assert max(sizes) - min(sizes) <= 1
