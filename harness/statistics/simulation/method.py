"""A method under test: what it makes of one repetition, in answers that can be counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

SampleT = TypeVar("SampleT")

Question: TypeAlias = Literal[
    "rejected", "covered", "family_error", "false_discovery", "found", "passed", "overcounted"
]
"""What is counted over repetitions:

- rejected: p ≤ 0.05;
- covered: the 95 % interval (of a family: all intervals) holds the planted effect;
- family_error: any cell without an effect was rejected;
- false_discovery: the share of cells without an effect among those rejected, 0 for none;
- found: the share of cells with an effect that were rejected;
- passed: a gate whose margin is 2 points said "pass";
- overcounted: more languages were said to fall than do.
"""

MARGIN = 2.0
"""Points, of the gates that are simulated."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one repetition says to one question: 0 or 1, or a share."""

    question: Question
    value: float


class AnyMethod(Protocol):
    """A method, whatever kind of sample it takes."""

    @property
    def name(self) -> str:
        """As typed."""
        ...

    @property
    def title(self) -> str:
        """What it is, for people."""
        ...

    @property
    def used(self) -> bool:
        """Whether reports use it; the others stand beside them for contrast."""
        ...

    @property
    def conservative(self) -> bool:
        """Whether it may err less often than announced (discrete, or made so)."""
        ...

    def fits(self, sample: object) -> bool:
        """Whether the method takes such a sample."""
        ...

    def answer(self, sample: object, key: str) -> tuple[Answer, ...]:
        """Returns what it says of a sample that fits; draws depend on ``key`` alone."""
        ...


@dataclass(frozen=True, slots=True)
class Method(Generic[SampleT]):
    """A declared method; the fields are those of ``AnyMethod``.

    Attributes:
        name: as typed.
        title: what it is, for people.
        kind: of samples.
        judge: yields the answers for a sample.
        when: further condition on samples.
        used: whether reports use it.
        conservative: whether it may err less often than announced.
    """

    name: str
    title: str
    kind: type[SampleT]
    judge: Callable[[SampleT, str], Iterator[Answer]] = field(repr=False)
    when: Callable[[SampleT], bool] | None = field(default=None, repr=False)
    used: bool = True
    conservative: bool = False

    def fits(self, sample: object) -> bool:
        """Whether the sample is of the kind and meets the condition."""
        return isinstance(sample, self.kind) and (self.when is None or self.when(sample))

    def answer(self, sample: object, key: str) -> tuple[Answer, ...]:
        """Returns the answers.

        Raises:
            TypeError: if the sample is of another kind.
        """
        if not isinstance(sample, self.kind):
            raise TypeError(f"{self.name} takes {self.kind.__name__}, not {type(sample).__name__}")
        return tuple(self.judge(sample, key))
