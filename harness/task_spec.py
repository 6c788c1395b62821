"""A task as data, and whatever can give its examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from harness.retrieval.rules import RetrievalRule
from harness.types import Candidate, Example, FormatName, Split

Role: TypeAlias = Literal["pretraining", "intermediate", "target"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Membership of a benchmark, whose score is the unweighted mean of its tasks'.

    Attributes:
        name: of the benchmark.
        languages: over which the task's score is the unweighted mean.
    """

    name: Literal["xtreme", "xtreme-r"]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another task that asks the same of other texts, so that its examples can stand among a task's own.

    Attributes:
        task: its name; its format is the task's.
        split: of it that is read.
        labels: (its label or tag, the task's); those not named have the same name in both.
    """

    task: str
    split: Split = "test"
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task as data: everything about it but the examples.

    Attributes:
        name: registry name.
        format: how an example is encoded, which head it needs, how a prediction is decoded.
        roles: where in a recipe it may stand.
        metrics: names of metrics, the headline first.
        labels: the closed set of labels or tags; empty where the format has none, and where the
            catalogue names a file with the labels.
        languages: evaluation languages, English first.
        train_languages: languages of the training split; ``("en",)`` for zero-shot transfer.
        training_domains: domains of the training split; others go to ``EvaluationSet.reserve``.
            Empty: no domain is held back.
        seen_domains: domains of the published training split where none is held back, for training
            data that do not name their own; empty if unknown.
        siblings: other data sets for the same question, for shifts of source.
        cluster: what a ``group`` is, in words.
        revision: of the data; part of every fingerprint.
        licence: of the data.
        citation: short reference.
        description: one sentence.
        corpora: names of the corpora that its training data come from; two tasks that share one
            overlap, and a gain from one to the other may be no more than longer training.
        benchmarks: that it belongs to.
        train_rows: size of the published training set in English, for estimates; 0 = unknown.
        null_threshold: by how much (in logits) "no answer" must beat the best span to be predicted,
            for question answering with unanswerable questions (SQuAD 2.0's script: 0);
            None where every question has an answer, so that one is always given.
        unavailable: why no public source can be read, and what to do, as "problem; remedy"; empty if
            one can.
        retrieval: how candidates are searched; None for other formats.
    """

    name: str
    format: FormatName
    roles: tuple[Role, ...]
    metrics: tuple[str, ...]
    languages: tuple[str, ...]
    cluster: str
    revision: str
    licence: str
    citation: str
    description: str
    labels: tuple[str, ...] = ()
    train_languages: tuple[str, ...] = ("en",)
    training_domains: tuple[str, ...] = ()
    seen_domains: tuple[str, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    corpora: tuple[str, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    train_rows: int = 0
    null_threshold: float | None = None
    unavailable: str = ""
    retrieval: RetrievalRule | None = None


class DataSource(Protocol):
    """Anything that can give the examples of a task."""

    def load(self, task: TaskSpec, language: str, split: Split) -> tuple[Example, ...]:
        """Returns the examples in file order.

        Raises:
            DataFileError: if a file is missing or malformed.
            LabelError: if a gold label is outside ``task.labels``.
        """
        ...

    def stream(self, task: TaskSpec, language: str, split: Split) -> Iterator[Example]:
        """Yields what ``load`` returns, without holding all of it."""
        ...

    def load_pool(self, task: TaskSpec, language: str, split: Split) -> tuple[Candidate, ...]:
        """Returns what ``Query`` examples are answered from, in file order; () for other payloads.

        Raises:
            DataFileError: if a file is missing or malformed.
        """
        ...

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Returns a name for exactly these data, cheap enough to compute when planning."""
        ...
