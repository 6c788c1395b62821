"""What a format is: how an example is encoded, which head it needs, how an output is decoded.

Formats are torch-free: they turn examples into token ids and model outputs (numpy
arrays) into predictions. ``harness.models`` builds the head that a format names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from harness.formats.brier import Brier
from harness.formats.tokenization import ModelInput, Origins, TextEncoder, Window
from harness.registry import Registry
from harness.scores import Prediction
from harness.task_spec import TaskSpec
from harness.types import Example, FormatName

__all__ = [
    "FORMATS",
    "IGNORED",
    "Decision",
    "EncodedExample",
    "Format",
    "HeadKind",
    "ModelInput",
    "Output",
    "Targets",
    "rank_first",
]

HeadKind: TypeAlias = Literal["sequence", "choice", "token", "span", "embedding", "masked_lm"]
Output: TypeAlias = npt.NDArray[np.float32]
Targets: TypeAlias = tuple[tuple[int, ...], ...]

IGNORED = -100
"""Target of a position that has none, as torch's cross entropy expects it."""


@dataclass(frozen=True, slots=True)
class EncodedExample:
    """An example as the model reads it.

    Attributes:
        inputs: one sequence, or one per choice or window.
        origins: for each input, where its tokens come from; empty where the format does not
            need to find its way back to the text.
    """

    inputs: tuple[ModelInput, ...]
    origins: tuple[Origins, ...] = ()

    @classmethod
    def of(cls, windows: Sequence[Window]) -> EncodedExample:
        """Returns the example that was cut into these windows."""
        if len(windows) == 1:  # most sentences
            return cls((windows[0].input,), (windows[0].origins,))
        return cls(tuple(window.input for window in windows), tuple(window.origins for window in windows))


@dataclass(frozen=True, slots=True)
class Decision:
    """A prediction and by how much (in logits) it won over the best other one."""

    prediction: Prediction
    margin: float


class Format(Protocol):
    """One way of asking a model."""

    name: FormatName
    head: HeadKind

    def count_outputs(self, task: TaskSpec) -> int:
        """Returns the width of the head for a task."""
        ...

    def encode_batch(self, examples: Sequence[Example], encoder: TextEncoder) -> list[EncodedExample]:
        """Returns the sequences of each example, cut into windows where it is too long."""
        ...

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:
        """Returns the training target of each input (see the format for its meaning).

        Raises:
            RequestError: if the gold answer is not in the text that it is said to be in.
        """
        ...

    def count_lost(self, example: Example, targets: Targets) -> int:
        """Returns how much of an example's gold no sequence holds: words, or 1 for an answer."""
        ...

    def decode(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Decision:
        """Returns the prediction that the outputs, one array per input, stand for."""
        ...

    def score_probabilities(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Brier | None:
        """Returns how far the probabilities are from the gold.

        None where the format has none that compare between examples, or the gold is not known.
        """
        ...


FORMATS: Registry[Format] = Registry("format", "harness.formats")


def rank_first(scores: npt.NDArray[np.float32]) -> tuple[int, float]:
    """Returns the index of the highest score (the first among equals) and its lead over the next."""
    best = int(np.argmax(scores))
    if scores.size == 1:
        return best, float("inf")
    others = np.delete(scores, best)
    return best, float(scores[best] - others.max())
