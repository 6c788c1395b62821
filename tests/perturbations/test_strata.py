from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import Answer, AnswersGold, ChoiceGold, LabelGold, NoGold
from perturbations.strata import count_share, order_evenly, stratum_of

STRATA = st.lists(st.sampled_from("aaaabbcdef"), max_size=60)


@given(STRATA, st.randoms(use_true_random=False))
def test_every_beginning_holds_each_share_within_one(strata, random):
    keys = [random.getrandbits(64) for _ in strata]
    order = order_evenly(strata, keys)
    assert sorted(order) == list(range(len(strata)))
    sizes, seen = Counter(strata), Counter()
    for done, place in enumerate(order, start=1):
        seen[strata[place]] += 1
        for stratum, size in sizes.items():
            assert abs(seen[stratum] - done * size / len(strata)) < 1


@given(STRATA, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(strata, random):
    items = [(stratum, number) for number, stratum in enumerate(strata)]
    shuffled = random.sample(items, len(items))
    orders = [[its[place] for place in order_evenly(*map(list, zip(*its, strict=True)))] if its else []
              for its in (items, shuffled)]  # fmt: skip
    assert orders[0] == orders[1]


def test_a_stratum_is_ordered_by_its_keys():
    assert order_evenly(["a", "b", "a", "b"], [4, 3, 2, 1]) == [2, 3, 0, 1]


@pytest.mark.parametrize(
    ("gold", "stratum"),
    [
        (LabelGold("neutral"), "neutral"),
        (ChoiceGold(1), "1"),
        (AnswersGold((Answer("a", 0),)), "answerable"),
        (AnswersGold(()), "unanswerable"),
        (NoGold(), ""),
    ],
)
def test_labels_are_strata(gold, stratum):
    assert stratum_of(gold) == stratum


@pytest.mark.parametrize(
    ("total", "share", "count"), [(10, 0.05, 1), (9, 0.05, 0), (1000, 0.3, 300), (3, 0.5, 2), (0, 0.9, 0)]
)
def test_shares_are_rounded_half_up(total, share, count):
    assert count_share(total, share) == count
