"""Permutation test of a trend: sizes change places within each seed."""

from __future__ import annotations

import math
from itertools import permutations, product
from typing import Final

import numpy as np

from harness.scores import Floats

DRAWS: Final = 9_999
TIE: Final = 1e-9  # points per doubling


def permute_sizes(by_seed: Floats, weights: Floats, generator: np.random.Generator) -> float:
    """Returns the two-sided p-value of ``Σ weights · values``, averaged over seeds.

    Args:
        by_seed: (S, M) points.
        weights: (M,), of the slope.
        generator: draws the permutations where there are more than 9,999 of them.

    If the value does not depend on the size, the sizes of a seed could have changed places, in
    each seed on its own. All arrangements are enumerated where they are at most 9,999, otherwise
    ``p = (1 + #{|t*| ≥ |t|}) / (B + 1)`` with B = 9,999. The smallest p possible with one seed
    and four sizes is 2/24.
    """
    seeds, sizes = by_seed.shape
    observed = abs(float((by_seed @ weights).mean())) - TIE
    if math.factorial(sizes) ** seeds <= DRAWS:
        orders = np.array(list(permutations(range(sizes))))
        moved = (by_seed[:, orders] @ weights).T  # (M!, S)
        slopes = np.array([sum(one) / seeds for one in product(*moved.T)])
        return float(np.mean(np.abs(slopes) >= observed))
    drawn = generator.permuted(np.broadcast_to(by_seed, (DRAWS, seeds, sizes)), axis=2)
    extreme = np.count_nonzero(np.abs((drawn @ weights).mean(axis=1)) >= observed)
    return (1 + int(extreme)) / (DRAWS + 1)
