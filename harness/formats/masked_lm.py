"""Masked language modelling: which tokens are hidden, and what is to be said in their place.

The rule is BERT's (80 % mask, 10 % random, 10 % kept, of a share of the tokens;
Devlin et al. 2019). For parallel pairs both texts are joined (translation masked-LM;
Conneau & Lample 2019).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from harness.formats.base import IGNORED

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MaskingRule:
    """What may be hidden and by what.

    Attributes:
        share: fraction of the eligible tokens to hide.
        mask_id: the mask token.
        vocabulary_size: random replacements are drawn below it.
        special_ids: tokens that are never hidden.
    """

    share: float
    mask_id: int
    vocabulary_size: int
    special_ids: frozenset[int]


def mask_tokens(
    ids: Ids, eligible: npt.NDArray[np.bool_], rule: MaskingRule, rng: np.random.Generator
) -> tuple[Ids, Ids]:
    """Returns masked ids and targets, both of the shape of ``ids``; at least one token is hidden a row.

    Args:
        ids: token ids (rows, length).
        eligible: which positions may be hidden (rows, length); special tokens never are.
        rule: the masking rule.
        rng: draws the positions and the replacements.
    """
    allowed = eligible & ~np.isin(ids, sorted(rule.special_ids))
    draws = np.where(allowed, rng.random(ids.shape), np.inf)
    chosen = (draws < rule.share) | ((draws == draws.min(axis=1, keepdims=True)) & allowed)
    fate = rng.random(ids.shape)
    random_ids = rng.integers(0, rule.vocabulary_size, ids.shape)
    masked = np.where(chosen & (fate < 0.8), rule.mask_id, ids)
    masked = np.where(chosen & (fate >= 0.9), random_ids, masked)
    return masked, np.where(chosen, ids, IGNORED)
