"""Test examples that stand in training data, as ``report.json`` holds them."""

from __future__ import annotations

from pydantic import Field

from suites.report.spread import ReportPart


class Overlap(ReportPart):
    """An arm whose intermediate and target training data share a corpus."""

    arm: str
    intermediate_task: str
    target_task: str
    corpora: tuple[str, ...] = Field(description="that both tasks train on")
    sentence: str


class FieldLeakage(ReportPart):
    """How many test examples have one of their texts in a training set."""

    field: str = Field(description="first, second, question, context, tokens …")
    exact: int = Field(description="equal but for case, spaces and punctuation")
    near: int = Field(description="not equal, but with a Jaccard similarity of at least the threshold")


class LeakageSource(ReportPart):
    """What of a test set stands in one training set."""

    phase: str
    training_set: str = Field(description="task, languages and part, in words")
    training_examples: int
    exact: int
    near: int
    partial: int
    fields: tuple[FieldLeakage, ...]


class LeakageScore(ReportPart):
    """A clean score with and without the test examples that stand in training."""

    metric: str
    score: float
    without_leaked: float | None = Field(description="without exact and near; null if none is left")
    without_shared: float | None = Field(description="without exact, near and partial; null if none is left")


class Leakage(ReportPart):
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
