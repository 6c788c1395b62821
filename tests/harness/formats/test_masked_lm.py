"""Masking: what is hidden, how often, and what is never touched."""

from __future__ import annotations

import numpy as np

from harness.formats.base import IGNORED
from harness.formats.masked_lm import MaskingRule, mask_tokens
from harness.seeds import derive_generator

RULE = MaskingRule(share=0.2, mask_id=4, vocabulary_size=100, special_ids=frozenset({0, 1, 2, 3, 4}))


def test_shares_are_those_of_the_rule() -> None:
    ids = derive_generator(0, "ids").integers(5, 100, (400, 50))
    masked, targets = mask_tokens(ids, np.ones_like(ids, dtype=bool), RULE, derive_generator(0, "mask"))
    hidden = targets != IGNORED
    assert abs(hidden.mean() - 0.2) < 0.01
    assert abs((masked[hidden] == 4).mean() - 0.8) < 0.03
    assert abs((masked[hidden] == ids[hidden]).mean() - 0.1) < 0.03
    assert (masked[~hidden] == ids[~hidden]).all()
    assert (targets[hidden] == ids[hidden]).all()


def test_special_and_ineligible_tokens_are_never_hidden_and_every_row_has_a_target() -> None:
    ids = np.array([[0, 7, 8, 2, 1, 1], [0, 9, 2, 1, 1, 1]])
    eligible = np.array([[True] * 6, [True, True, False, False, False, False]])
    for seed in range(50):
        _, targets = mask_tokens(ids, eligible, RULE, derive_generator(seed, "mask"))
        assert (targets[:, [0, 3, 4, 5]] == IGNORED).all()
        assert (targets != IGNORED).any(axis=1).all()
