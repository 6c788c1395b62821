"""Mid-p McNemar: the test of paired right/wrong answers when examples are independent."""

from __future__ import annotations

from scipy.special import bdtr


def mcnemar_midp(broken: int, repaired: int) -> float:
    """Returns the two-sided mid-p value that flips fall equally both ways.

    Rejects 4.3 % of true nulls at 5 % where the exact test rejects 3.0 % (n = 300, 10 %
    flips). Source: Fagerland, Lydersen and Laake 2013.
    """
    flips, fewer = broken + repaired, min(broken, repaired)
    if broken == repaired:
        return 1.0
    at_most = float(bdtr(fewer, flips, 0.5))
    below = float(bdtr(fewer - 1, flips, 0.5)) if fewer else 0.0
    return at_most + below
