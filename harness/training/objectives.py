"""What a training step is told to lower: batches that can be cut into parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
import torch

from harness.training.mixture import Ints


class Part(Protocol):
    """Some examples of a batch, ready for the model.

    The loss of a batch is the sum of its parts' losses over the sum of their weights, so that
    it does not matter where a batch is cut.
    """

    @property
    def weight(self) -> float:
        """Over how many terms the loss is a mean."""
        ...

    @property
    def tokens(self) -> int:
        """Tokens of its sequences, padding aside."""
        ...

    def loss(self) -> torch.Tensor:
        """Returns the sum of the losses of all its terms (scalar, float32)."""
        ...


class Batch(Protocol):
    """The examples of one optimiser step."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its examples."""
        ...

    @property
    def size(self) -> int:
        """Into how many parts it can be cut."""
        ...

    def part(self, start: int, stop: int) -> Part:
        """Returns the examples from ``start`` to before ``stop``."""
        ...


class Objective(Protocol):
    """A task as training sees it."""

    def batch(self, number: int) -> Batch:
        """Returns the batch of a step, counted from 0 over the steps that this task is given."""
        ...


class Course:
    """The batches of all steps of a stage.

    Args:
        objectives: the tasks.
        turns: index of the task of each step, (steps,).
    """

    def __init__(self, objectives: Sequence[Objective], turns: Ints) -> None:
        self._objectives: tuple[Objective, ...] = tuple(objectives)
        self._turns = turns
        self._numbers = np.empty_like(turns)
        for index in range(len(self._objectives)):
            mine = turns == index
            self._numbers[mine] = np.arange(np.count_nonzero(mine))

    @property
    def steps(self) -> int:
        """Number of optimiser steps."""
        return len(self._turns)

    def batch(self, step: int) -> Batch:
        """Returns the batch of a step, counted from 0."""
        return self._objectives[int(self._turns[step])].batch(int(self._numbers[step]))


def cut(size: int, parts: int) -> list[tuple[int, int]]:
    """Returns where ``parts`` parts of ``size`` examples begin and end, none differing by more than one."""
    borders = [size * number // parts for number in range(parts + 1)]
    return list(pairwise(borders))


def list_ids(ids: Sequence[str], *, limit: int = 64) -> str:
    """Returns ids for a sentence, the first of them where they are very many."""
    shown = ", ".join(ids[:limit])
    return shown if len(ids) <= limit else f"{shown} and {len(ids) - limit} more"
