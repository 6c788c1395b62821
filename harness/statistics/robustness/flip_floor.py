"""How often two training seeds of one recipe disagree on clean text: flips without any perturbation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError


def flip_floor(seeds: Sequence[Sequence[str]]) -> float | None:
    """Returns the mean over pairs of seeds of the share of examples predicted differently, a fraction.

    Args:
        seeds: for each training seed the clean predictions of the same n examples in one order.

    Returns None for fewer than two seeds.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if seeds differ in the number of examples.
    """
    if len(seeds) < 2:
        return None
    n = len(seeds[0])
    if not n:
        raise EmptyEvaluationSetError("no prediction", place="flip floor", remedy="check the filters")
    for one in seeds:
        if len(one) != n:
            raise RequestError(
                f"{len(one)} predictions of one seed and {n} of another",
                place="flip floor",
                remedy="predict the same examples with every seed",
            )
    codes: dict[str, int] = {}
    table = np.array([[codes.setdefault(answer, len(codes)) for answer in one] for one in seeds])
    return float(np.mean([np.mean(one != other) for one, other in combinations(table, 2)]))
