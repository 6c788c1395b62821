"""The report as a value: what ``report.json`` holds, and nothing else is reported.

Scores, drops and intervals are points (0-100); rates and coverage are fractions.
A number that does not exist is ``null``, with the reason in ``notes``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.benchmark import BenchmarkMean
from suites.report.calibration import CalibrationShift
from suites.report.cell import Cell
from suites.report.curve_fit import CurveComparison, DropCurve
from suites.report.curves import Curve
from suites.report.examples import WorstExample
from suites.report.fairness import Fairness
from suites.report.language_count import LanguageCount
from suites.report.leakage import Leakage, Overlap
from suites.report.robustness import ArmRobustness
from suites.report.seed_order import SeedOrder
from suites.report.spread import GroupScores, ReportPart, Spread
from suites.report.validity import GoldValidity

SCHEMA_VERSION = "1.5"


class ModelCard(ReportPart):
    """One evaluated checkpoint."""

    name: str = Field(description="arm, what is scaled, target task and seed, unique in the report")
    arm: str = Field(description="the recipe, e.g. direct or stilts")
    task: str = Field(description="the target task it was tuned on")
    seed: int
    intermediate_share: float = Field(
        description="intermediate examples trained on, a fraction of those that there are; 0 = none"
    )
    intermediate_examples: int = Field(description="trained on, wrong labels and copies among them")
    target_examples: int = Field(0, description="trained on, likewise; 0 = unknown or not tuned")
    scaling: str = Field("", description="what changed its data; empty = nothing")
    scaled_phase: Literal["intermediate", "target", "evaluation"] | None = Field(
        None, description="whose data the scaling changed"
    )
    severity: int = Field(0, description="of the scaling")
    left: float = Field(1.0, description="share of these data, or of their labels, that stayed as it was")
    method: str = Field(description="how a retrieval task is searched; empty for other tasks")
    stage: str = Field(description="fingerprint of the checkpoint")
    lineage: tuple[str, ...] = Field(description="fingerprints from the encoder to this checkpoint")
    max_length: int = Field(description="tokens per sequence that it reads")
    stride: int = Field(description="tokens that neighbouring windows of one context share")
    labels: tuple[str, ...] = Field((), description="its outputs in their order; empty = as in the task")


class Baseline(ReportPart):
    """What a constant answer scores, and whether a model beats it."""

    model: str
    task: str
    language: str
    language_family: str
    metric: str
    n: int
    n_groups: int
    baseline: float = Field(description="score of the constant answer learnt from the task's training data")
    baseline_rule: str = Field(description="what the constant answer is, in words")
    score: float
    score_low: float
    score_high: float
    margin: float = Field(description="score - baseline")
    margin_low: float
    margin_high: float
    decided_by: str = Field(description="metric under which a constant answer is worth most: it decides")
    above: bool = Field(description="margin_low > 0 under the metric that decides")


class ArmComparison(ReportPart):
    """One arm against another on clean data: did the intermediate phase help?"""

    task: str
    language: str = Field(description="a code, or 'mean'")
    language_family: str
    metric: str
    baseline_arm: str
    candidate_arm: str
    n: int
    n_groups: int
    seeds: int
    baseline: float
    candidate: float
    gain: float
    gain_low: float
    gain_high: float
    baseline_spread: Spread | None = Field(default=None, description="of a mean: over its languages")
    candidate_spread: Spread | None = None
    test: str
    p_value: float
    p_adjusted: float
    significant: bool
    minimum_detectable_gain: float | None = Field(
        None, description="points that would have been found in 80 % of such samples"
    )
    seed_order: SeedOrder | None = Field(
        default=None, description="of scores by seed, means over languages; null for one seed"
    )
    notes: tuple[str, ...]


class Answer(ReportPart):
    """One question and its answer in one sentence."""

    question: str
    sentence: str


class Signature(ReportPart):
    """What determines every number: versions, data, suites, seeds, protocol."""

    crosswind: str
    plan: str = Field(description="fingerprint of the plan")
    suites: tuple[str, ...]
    seeds: tuple[int, ...]
    data: tuple[tuple[str, str], ...] = Field(description="(task/language/split, fingerprint)")
    protocol: str
    alpha: float
    correction: str = Field(description="of p-values for the number of cells, in words")
    wanted_drop: float = Field(2.0, description="points, the drop that n_for_wanted is for")
    frozen: str = Field("", description="sha256 of the frozen sets' manifest; empty: perturbed anew")
    ratings: str = Field("", description="sha256 of the ratings of validity; empty: none were given")


class RunRecord(ReportPart):
    """Times and paths: the only part that two equal runs may differ in."""

    created: str
    folder: str
    wall_seconds: float
    peak_memory_mib: float


class Report(ReportPart):
    """Everything a run found out."""

    schema_version: str
    title: str
    signature: Signature
    models: tuple[ModelCard, ...]
    baselines: tuple[Baseline, ...]
    cells: tuple[Cell, ...]
    arm_comparisons: tuple[ArmComparison, ...]
    curves: tuple[Curve, ...]
    drop_curves: tuple[DropCurve, ...] = Field((), description="drops against training-set size")
    curve_comparisons: tuple[CurveComparison, ...] = Field((), description="one curve against another")
    calibration: tuple[CalibrationShift, ...] = Field((), description="shifts of the Brier score")
    language_counts: tuple[LanguageCount, ...] = Field(
        (), description="in how many languages each stress lowers the score; of two languages at least"
    )
    group_scores: tuple[GroupScores, ...] = Field((), description="by language and domain")
    robustness: tuple[ArmRobustness, ...] = Field((), description="by task, family, metric and arm")
    mce_reference: str = Field("", description="what mCE is relative to, in words; empty: no mCE")
    fairness: tuple[Fairness, ...] = Field((), description="over languages and families, by arm and stress")
    benchmarks: tuple[BenchmarkMean, ...] = Field(description="means by benchmark, arm and seed")
    leakage: tuple[Leakage, ...] = Field(description="one entry per model and language")
    overlaps: tuple[Overlap, ...] = Field(description="arms whose intermediate and target data overlap")
    validity: tuple[GoldValidity, ...] = Field((), description="one entry per perturbed set")
    worst_examples: tuple[WorstExample, ...]
    answers: tuple[Answer, ...]
    coverage_notes: tuple[str, ...] = Field(description="what was left out of the grid, and why")
    run: RunRecord
