"""Jensen–Shannon divergence of token frequencies, less its bias.

Source: Lin 1991; used between corpora by Ruder and Plank 2017. The plug-in value is above 0 for two samples
of one distribution, the more so the fewer the tokens and the more they clump in documents. Its mean over
documents dealt anew between the sides is that bias.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import xlogy

from harness.scores import Floats
from harness.statistics.divergence.permutations import DRAWS, Divergence, conclude, deal_labels
from harness.statistics.divergence.samples import Labels, PooledCounts

_CELLS: Final = 2_000_000
"""Counts of tokens by draw that are held at a time (16 MB)."""


def measure_jensen_shannon(
    pooled: PooledCounts, generator: np.random.Generator, *, draws: int = DRAWS
) -> Divergence:
    """Returns the divergence of unigram frequencies in bits, 0 (the same) to 1 (no token in common).

    ``H((p + q) / 2) - (H(p) + H(q)) / 2``, p and q the relative frequencies over all tokens of a side. Whole
    documents are dealt, so that a word that one document repeats is no evidence of a difference.

    Args:
        pooled: counts of n documents of each set.
        generator: deals labels.
        draws: permutations.
    """
    n = pooled.counts.shape[0] // 2
    labels = deal_labels(pooled.first, generator, draws)
    size = max(1, _CELLS // pooled.counts.shape[1])
    blocks = [labels[start : start + size] for start in range(0, len(labels), size)]
    values = np.concatenate([_diverge(pooled, block) for block in blocks])
    return conclude("jensen_shannon", values, n)


def _diverge(pooled: PooledCounts, labels: Labels) -> Floats:
    """Returns the plug-in divergence in bits for each row of labels, (B,)."""
    first: Floats = labels.astype(np.float64) @ pooled.counts
    second: Floats = pooled.counts.sum(axis=0) - first
    shares = (_normalise(first), _normalise(second))
    middle = _entropy((shares[0] + shares[1]) / 2)
    found: Floats = middle - (_entropy(shares[0]) + _entropy(shares[1])) / 2
    return found


def _normalise(counts: Floats) -> Floats:
    """A side that was dealt only documents without tokens has no frequencies; all are 0."""
    totals = counts.sum(axis=1, keepdims=True)
    shares: Floats = counts / np.maximum(totals, 1.0)
    return shares


def _entropy(shares: Floats) -> Floats:
    found: Floats = -xlogy(shares, shares).sum(axis=1) / np.log(2.0)
    return found
