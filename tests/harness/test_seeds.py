from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.seeds import derive_entropy, derive_generator, derive_seed

KEYS = st.lists(st.one_of(st.text(), st.integers()), max_size=4)


@given(st.integers(), KEYS)
def test_the_same_keys_give_the_same_draws(seed, keys):
    draws = [derive_generator(seed, *keys).integers(2**62, size=3) for _ in range(2)]
    assert np.array_equal(*draws)


@given(st.integers(), KEYS, st.integers(), KEYS)
def test_other_keys_give_another_entropy(seed, keys, other_seed, other_keys):
    same = (seed, *keys) == (other_seed, *other_keys)
    assert (derive_entropy(seed, *keys) == derive_entropy(other_seed, *other_keys)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((0, "ab", "c"), (0, "a", "bc")),
        ((0, "1"), (0, 1)),
        ((0, "a", "b"), (0, "b", "a")),
        ((0,), (0, "")),
        ((0,), (1,)),
    ],
    ids=["border", "type", "order", "empty", "zero"],
)
def test_keys_that_look_alike_are_told_apart(one, other):
    assert derive_entropy(*one) != derive_entropy(*other)


@given(st.integers(), KEYS)
def test_a_derived_seed_fits_what_libraries_take(seed, keys):
    assert 0 <= derive_seed(seed, *keys) < 2**63


def test_the_derivation_never_changes():
    """Changing it changes every number ever reported: the first draws are part of the contract."""
    assert derive_entropy(0, "keyboard_typos", 3) == 29845128146654675420334165775253614722
    assert derive_generator(0, "keyboard_typos", 3).integers(100, size=4).tolist() == [18, 23, 74, 6]


def test_global_random_state_is_left_alone():
    before = np.random.get_state()[1].copy()  # noqa: NPY002  # the very state that must not move
    derive_generator(0, "a").random(10)
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002
