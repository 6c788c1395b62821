"""The report as a value: what ``report.json`` holds, and nothing else is reported.

Scores, drops and intervals are points (0-100); rates and coverage are fractions.
A number that does not exist is ``null``, with the reason in ``notes``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.spread import GroupScores, Spread
from suites.report.spread import ReportPart as _Part
from suites.report.validity import GoldValidity, ValiditySource

SCHEMA_VERSION = "1.5"


class ModelCard(_Part):
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


class Baseline(_Part):
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


class Cell(_Part):
    """checkpoint × task × language × perturbation × severity."""

    model: str
    arm: str
    task: str
    language: str
    language_family: str
    perturbation_family: Literal["adversarial", "domain_shift", "scaling"]
    perturbation: str
    severity: int = Field(ge=0, le=5)
    metric: str
    n: int
    n_groups: int
    coverage: float = Field(description="changed / attempted examples")
    attempted: int
    unchanged: int
    not_applicable: int
    edit_rate: float = Field(description="mean share of edited units in changed examples, a fraction")
    realised_rate: float = Field(
        description="edited units among all units of examples that it applies to, a fraction; 0 for shifts"
    )
    clean: float | None
    perturbed: float | None
    drop: float | None
    drop_low: float | None
    drop_high: float | None
    relative_drop: float | None = Field(description="drop / (clean - baseline), a fraction; null at chance")
    at_chance: bool = Field(description="clean is not above the constant answer, so a drop says nothing")
    flip_rate: float | None
    broken: int
    repaired: int
    test: str
    p_value: float | None
    p_adjusted: float | None
    significant: bool
    effect_size: float | None
    effect_size_name: str
    minimum_detectable_drop: float | None
    n_needed: int
    seed: int
    validity: float | None = Field(
        None, description="share of the changed examples whose gold plausibly survives, of those checked"
    )
    validity_low: float | None = None
    validity_high: float | None = None
    validity_n: int = Field(0, description="examples checked or rated")
    validity_source: ValiditySource = Field("unknown", description="who says so; clean: nothing was changed")
    ceiling: float | None = Field(
        None, description="points that a reader who is not fooled would reach; null where that is unknown"
    )
    gold_in_doubt: bool = Field(
        default=False,
        description="validity is unknown or below 0.9: the drop may be partly due to broken gold",
    )
    notes: tuple[str, ...]


class CurvePoint(_Part):
    """One point of a scaling curve."""

    examples: int = Field(description="what the axis counts; with wrong labels the share of right ones")
    share: float = Field(description="of the data or labels, that stayed as it was; 0 = no intermediate data")
    seeds: int
    score: float
    low: float
    high: float
    seed_scores: tuple[float, ...]
    spread: Spread | None = Field(None, description="over the languages of a mean; null for one language")


class Curve(_Part):
    """Score against what a scaling leaves of the data of one phase, English excluded from the mean."""

    task: str
    arm: str = Field(description="whose data are scaled")
    scaling: str = Field(description="its registry name")
    scaled_phase: Literal["intermediate", "target", "evaluation"]
    axis: str = Field(description="what its points count, in words: 'intermediate examples'")
    language: str = Field(description="a code, or 'mean' for the unweighted mean of the zero-shot languages")
    metric: str
    perturbation: str = Field(description="'clean' or the perturbation applied")
    severity: int
    points: tuple[CurvePoint, ...]
    band: str = Field(description="what low and high are, in words")


class ArmComparison(_Part):
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
    notes: tuple[str, ...]


class TaskMean(_Part):
    """A task's clean score as a benchmark counts it: the unweighted mean over its languages."""

    task: str
    metrics: tuple[str, ...] = Field(description="whose mean is the score; F1 and exact match for questions")
    score: float | None = Field(description="over 'languages'; null where none was evaluated")
    languages: tuple[str, ...] = Field(description="of the benchmark, evaluated")
    missing: tuple[str, ...] = Field(description="of the benchmark, not evaluated")
    outside: tuple[str, ...] = Field(description="evaluated, but not of the benchmark: not in the mean")
    limit: int = Field(description="at most so many examples a language; 0 = all")
    spread: Spread | None = Field(None, description="over the languages")


class BenchmarkMean(_Part):
    """One arm's score on a benchmark: the unweighted mean over its tasks."""

    benchmark: str
    arm: str
    seed: int
    tasks: tuple[TaskMean, ...]
    score: float | None = Field(description="null unless every task has every language")
    verdict: str = Field(description="what the score covers, or why there is none")


class Overlap(_Part):
    """An arm whose intermediate and target training data share a corpus."""

    arm: str
    intermediate_task: str
    target_task: str
    corpora: tuple[str, ...] = Field(description="that both tasks train on")
    sentence: str


class FieldLeakage(_Part):
    """How many test examples have one of their texts in a training set."""

    field: str = Field(description="first, second, question, context, tokens …")
    exact: int = Field(description="equal but for case, spaces and punctuation")
    near: int = Field(description="not equal, but with a Jaccard similarity of at least the threshold")


class LeakageSource(_Part):
    """What of a test set stands in one training set."""

    phase: str
    training_set: str = Field(description="task, languages and part, in words")
    training_examples: int
    exact: int
    near: int
    partial: int
    fields: tuple[FieldLeakage, ...]


class LeakageScore(_Part):
    """A clean score with and without the test examples that stand in training."""

    metric: str
    score: float
    without_leaked: float | None = Field(description="without exact and near; null if none is left")
    without_shared: float | None = Field(description="without exact, near and partial; null if none is left")


class Leakage(_Part):
    """How much of a model's test set stands in the data that it was trained on, all phases together.

    An example counts once, for the most that any training set has of it.
    """

    model: str
    arm: str
    task: str
    language: str
    n: int
    exact: int = Field(description="all texts of the example in one training example, or in unlabelled text")
    near: int = Field(description="the same, some of them nearly")
    partial: int = Field(description="some of its texts only, as a context with another question")
    leaked_share: float = Field(description="(exact + near) / n, a fraction")
    shared_share: float = Field(description="(exact + near + partial) / n, a fraction")
    caution: str = Field(description="a sentence where a share is above the threshold, else empty")
    searched: tuple[str, ...] = Field(description="training sets that were searched, in words")
    unread: tuple[str, ...] = Field(description="training sets that were not, and why")
    sources: tuple[LeakageSource, ...] = Field(description="training sets in which something stands")
    scores: tuple[LeakageScore, ...] = Field(description="empty where nothing stands in training")


class Span(_Part):
    """A run of text in a before/after pair; ``changed`` runs are marked."""

    text: str
    changed: bool


class WorstExample(_Part):
    """An example that a perturbation broke."""

    model: str
    task: str
    language: str
    perturbation: str
    severity: int
    example_id: str
    field: str
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    gold: str
    prediction_before: str
    prediction_after: str
    other_fields: tuple[tuple[str, str], ...]


class Answer(_Part):
    """One question and its answer in one sentence."""

    question: str
    sentence: str


class Signature(_Part):
    """What determines every number: versions, data, suites, seeds, protocol."""

    crosswind: str
    plan: str = Field(description="fingerprint of the plan")
    suites: tuple[str, ...]
    seeds: tuple[int, ...]
    data: tuple[tuple[str, str], ...] = Field(description="(task/language/split, fingerprint)")
    protocol: str
    alpha: float
    correction: str
    frozen: str = Field("", description="sha256 of the frozen sets' manifest; empty: perturbed anew")
    ratings: str = Field("", description="sha256 of the ratings of validity; empty: none were given")


class RunRecord(_Part):
    """Times and paths: the only part that two equal runs may differ in."""

    created: str
    folder: str
    wall_seconds: float
    peak_memory_mib: float


class Report(_Part):
    """Everything a run found out."""

    schema_version: str
    title: str
    signature: Signature
    models: tuple[ModelCard, ...]
    baselines: tuple[Baseline, ...]
    cells: tuple[Cell, ...]
    arm_comparisons: tuple[ArmComparison, ...]
    curves: tuple[Curve, ...]
    group_scores: tuple[GroupScores, ...] = Field((), description="by language and domain")
    benchmarks: tuple[BenchmarkMean, ...] = Field(description="means by benchmark, arm and seed")
    leakage: tuple[Leakage, ...] = Field(description="one entry per model and language")
    overlaps: tuple[Overlap, ...] = Field(description="arms whose intermediate and target data overlap")
    validity: tuple[GoldValidity, ...] = Field((), description="one entry per perturbed set")
    worst_examples: tuple[WorstExample, ...]
    answers: tuple[Answer, ...]
    coverage_notes: tuple[str, ...] = Field(description="what was left out of the grid, and why")
    run: RunRecord
