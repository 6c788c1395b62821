"""Is a drop real, how large is it, and what could have been seen: the protocol in code.

Everything here works on score matrices (per-example sums), by cluster, and is explained in
``docs/statistics.md``. Importing this package imports ``scipy.special``.
"""

from __future__ import annotations

from harness.statistics.chance import relative_drop
from harness.statistics.comparison import compare, compare_pooled
from harness.statistics.corrections import adjust
from harness.statistics.pairs import Pair
from harness.statistics.scores import interval
from harness.statistics.seed_band import SeedBand, seed_band
from harness.statistics.several_seeds import compare_seeds
from harness.statistics.shifted import compare_shifted

__all__ = [
    "Pair",
    "SeedBand",
    "adjust",
    "compare",
    "compare_pooled",
    "compare_seeds",
    "compare_shifted",
    "interval",
    "relative_drop",
    "seed_band",
]
