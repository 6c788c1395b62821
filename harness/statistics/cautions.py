"""What a reader must know before believing a comparison, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from harness.scores import TestName
from harness.statistics.estimate import ALPHA, Estimate, wilson_share
from harness.statistics.flips import Flips

FEW_CLUSTERS = 30


def list_cautions(estimate: Estimate) -> Iterator[str]:
    """Yields the cautions that an estimate alone gives rise to."""
    if math.isinf(estimate.standard_error):
        yield "one cluster: nothing can be said of the error"
        return
    if estimate.groups < FEW_CLUSTERS:
        yield f"fewer than {FEW_CLUSTERS} clusters ({estimate.groups})"
    if estimate.standard_error:
        return
    missed = wilson_share(estimate.groups)
    if estimate.value:
        yield f"all clusters moved alike: interval widened by the {missed:.1%} that may behave otherwise"
    else:
        yield f"no score changed: up to {missed:.1%} of clusters could change unseen"


def caution_reach(test: TestName, moved: int) -> Iterator[str]:
    """Yields a caution where too few clusters moved for the test ever to reach significance."""
    least = 0.5**moved if test == "mcnemar_midp" else 0.5 ** (moved - 1)
    if moved and least > ALPHA:
        yield f"too few clusters changed ({moved}): p cannot fall below {least:.3g}"


def caution_odds(flips: Flips) -> Iterator[str]:
    """Yields a caution where an odds ratio rests on a count of 0."""
    if flips.binary and (flips.broken == 0) != (flips.repaired == 0):
        yield "odds ratio with 0.5 added to both counts"
