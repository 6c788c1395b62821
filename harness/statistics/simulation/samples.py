"""What one repetition draws: data whose true effect is known, in the forms that methods take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.scores import Floats, Metric, ScoreMatrix
from harness.statistics.clusters import ClusterSums
from harness.statistics.comparison import sum_both
from harness.statistics.divergence import TransferCell
from harness.statistics.fairness.estimates import LanguageEstimates
from harness.statistics.learning_curves import SizeTable
from harness.statistics.linearised import Linearised
from harness.statistics.pairs import Pair
from harness.statistics.robustness import Condition


@dataclass(frozen=True, slots=True)
class Paired:
    """Clean and perturbed answers to the same examples, in one set or several.

    Attributes:
        metric: how statistics become points.
        pairs: one per language.
        truth: the planted drop in points.
        clean, perturbed: their cluster sums.
    """

    metric: Metric
    pairs: tuple[Pair, ...]
    truth: float
    clean: ClusterSums = field(repr=False)
    perturbed: ClusterSums = field(repr=False)

    @classmethod
    def of(cls, metric: Metric, pairs: tuple[Pair, ...], truth: float) -> Paired:
        """Returns the sample with its cluster sums."""
        return cls(metric, pairs, truth, *sum_both(pairs))

    @property
    def examples(self) -> int:
        """Examples over all sets."""
        return sum(len(pair.clean.ids) for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Shifted:
    """Clean examples, and others that replace some or all of them.

    Attributes:
        metric: how statistics become points.
        clean: reference side.
        shifted: other side, other examples.
        truth: the planted drop in points.
    """

    metric: Metric
    clean: ScoreMatrix
    shifted: ScoreMatrix
    truth: float


@dataclass(frozen=True, slots=True)
class Replicated:
    """Clean and perturbed answers of several training seeds to the same examples.

    Attributes:
        metric: how statistics become points.
        replicates: one pair per seed.
        truth: the drop of the recipe in points, which no seed of it need have.
    """

    metric: Metric
    replicates: tuple[Pair, ...]
    truth: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Drops of many cells over the same clusters.

    Attributes:
        drops: one per cell.
        p_values: (C,), two-sided, of each cell by itself (mid-p McNemar).
        truth: (C,), planted drops in points.
        conditions: (C,), which condition a cell belongs to; its cells are that condition's languages.
    """

    drops: tuple[Linearised, ...]
    p_values: Floats = field(repr=False)
    truth: Floats = field(repr=False)
    conditions: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Models:
    """Two models, clean and perturbed, on the same examples.

    Attributes:
        metric: how statistics become points.
        baseline, candidate: each model's pair.
        truth: how much more the candidate loses, in points.
    """

    metric: Metric
    baseline: Pair
    candidate: Pair
    truth: float


@dataclass(frozen=True, slots=True)
class Languages:
    """One number a language.

    Attributes:
        estimates: as a report has them.
        mean: the planted mean over families in points; nan where none is asked for.
        worst: the lowest true number in points; nan where none is asked for.
    """

    estimates: LanguageEstimates
    mean: float
    worst: float


@dataclass(frozen=True, slots=True)
class Transfers:
    """Divergences and gains of every source with every target."""

    cells: tuple[TransferCell, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """Right/wrong answers clean and under perturbations of rising severity.

    Attributes:
        metric: how statistics become points.
        clean: (n, 2) statistics.
        stressed: by condition, (n, 2) each, the same examples.
        truth: true scores in points by condition, the clean ones among them.
        constant: (n, 2) statistics of the constant answer.
        worst: true score in points of the worst case per example.
        chance: true score of the constant answer.
    """

    metric: Metric
    clean: Floats = field(repr=False)
    stressed: Mapping[Condition, Floats] = field(repr=False)
    truth: Mapping[Condition, float] = field(repr=False)
    constant: Floats = field(repr=False)
    worst: float
    chance: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores or drops by size.

    Attributes:
        table: as a report has them.
        truth: the planted slope in points a doubling, or the true score at twice the largest size.
    """

    table: SizeTable
    truth: float
