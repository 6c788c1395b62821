"""Effective robustness: the score under stress beyond what the clean score leads one to expect.

Source: Taori et al. 2020 (arXiv 2007.00644): ``ρ = score_ood - β(score_id)``, where β is a line through
baseline models, both axes on the logit scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, logit

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.estimate import ALPHA, LIMIT
from harness.statistics.robustness.measured import Measured

LEAST_BASELINES: Final = 10
DRAWS: Final = 9_999


@dataclass(frozen=True, slots=True, order=True)
class Checkpoint:
    """Scores of one checkpoint, points between 0 and 100.

    Attributes:
        clean: on the data that it was made for.
        stressed: under perturbation or on shifted data.
    """

    clean: float
    stressed: float


def effective_robustness(
    baselines: Sequence[Checkpoint], candidates: Sequence[Checkpoint], *, seed: int, key: str
) -> Measured:
    """Returns the mean over candidates of ``stressed - β(clean)``, points, with a bootstrap interval.

    β is the least-squares line of logit(stressed) on logit(clean) over the baselines. The 95 %
    percentile interval is of 9,999 draws, which resample baselines and candidates; it holds the
    error over checkpoints, not that over test examples.

    Args:
        baselines: at least ten, otherwise there is no value and the note says so.
        candidates: training seeds of one recipe.
        seed: of the run.
        key: names the number; draws depend on ``(seed, key)`` alone, not on the order of checkpoints.

    Raises:
        EmptyEvaluationSetError: if there is no candidate.
        RequestError: if a score is not finite.
    """
    if not candidates:
        raise EmptyEvaluationSetError(
            "no candidate", place="effective robustness", remedy="give one checkpoint at least"
        )
    _refuse_strange((*baselines, *candidates))
    if reason := _find_reason(baselines, candidates):
        return Measured(None, note=reason)
    base, ours = _stack(baselines), _stack(candidates)
    value = float(_excess(base[None], ours[None])[0])
    generator = derive_generator(seed, "effective_robustness", key)
    drawn = base[generator.integers(0, len(base), (DRAWS, len(base)))]
    theirs = ours[generator.integers(0, len(ours), (DRAWS, len(ours)))]
    low, high = np.quantile(_excess(drawn, theirs), [ALPHA / 2, 1 - ALPHA / 2])
    alone = "; one checkpoint: its own error is not in the interval" if len(ours) == 1 else ""
    return Measured(value, float(low), float(high), f"line through {len(base)} baseline checkpoints{alone}")


def _find_reason(baselines: Sequence[Checkpoint], candidates: Sequence[Checkpoint]) -> str:
    if len(baselines) < LEAST_BASELINES:
        return f"too few baselines ({len(baselines)} of {LEAST_BASELINES})"
    if len({one.clean for one in baselines}) < 2:
        return "all baselines have the same clean score, so there is no line through them"
    bounds = [part for one in (*baselines, *candidates) for part in (one.clean, one.stressed)]
    if min(bounds) <= 0 or max(bounds) >= LIMIT:
        return "a checkpoint scores 0 or 100, which has no logit"
    return ""


def _refuse_strange(checkpoints: Sequence[Checkpoint]) -> None:
    for one in checkpoints:
        if not (math.isfinite(one.clean) and math.isfinite(one.stressed)):
            raise RequestError(
                f"scores of {one.clean} and {one.stressed}",
                place="effective robustness",
                remedy="leave the checkpoint out",
            )


def _stack(checkpoints: Sequence[Checkpoint]) -> Floats:
    """Sorted, so that draws do not depend on the order given: (m, 2) shares."""
    return np.array([(one.clean / LIMIT, one.stressed / LIMIT) for one in sorted(checkpoints)])


def _excess(baselines: Floats, candidates: Floats) -> Floats:
    """Returns ρ of B draws, (B,), points, from baselines (B, m, 2) and candidates (B, c, 2)."""
    x, y = logit(baselines[..., 0]), logit(baselines[..., 1])
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sum(centred**2, axis=1)
    # a draw of one baseline over and over has no slope: its line is flat
    slope = np.divide(np.sum(centred * y, axis=1), spread, out=np.zeros_like(spread), where=spread > 1e-12)
    offset = y.mean(axis=1) - slope * x.mean(axis=1)
    expected = expit(offset[:, None] + slope[:, None] * logit(candidates[..., 0]))
    excess: Floats = LIMIT * np.mean(candidates[..., 1] - expected, axis=1)
    return excess
