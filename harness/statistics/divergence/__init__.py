"""How far the data of an intermediate task lie from those of a target, and whether that goes with its gains.

Vectors and tokens come as arrays; nothing here embeds a text. Every measure takes as many texts of both
sets and comes with its distribution where labels are dealt anew, as most are far above 0 for two
samples of one distribution. Explained in ``docs/statistics.md``.
"""

from __future__ import annotations

from harness.statistics.divergence.a_distance import measure_a_distance
from harness.statistics.divergence.association import Association, associate
from harness.statistics.divergence.frechet import measure_frechet
from harness.statistics.divergence.grid import TransferCell
from harness.statistics.divergence.jensen_shannon import measure_jensen_shannon
from harness.statistics.divergence.mmd import measure_mmd
from harness.statistics.divergence.permutations import Divergence, Measure
from harness.statistics.divergence.samples import Documents, Vectors, pool_documents, pool_vectors
from harness.statistics.divergence.transferability import log_expected_empirical, log_maximum_evidence

__all__ = [
    "Association",
    "Divergence",
    "Documents",
    "Measure",
    "TransferCell",
    "Vectors",
    "associate",
    "log_expected_empirical",
    "log_maximum_evidence",
    "measure_a_distance",
    "measure_frechet",
    "measure_jensen_shannon",
    "measure_mmd",
    "pool_documents",
    "pool_vectors",
]
