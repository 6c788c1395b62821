"""Which task an optimiser step trains, where a stage has several. Torch-free.

Of a step's batch all examples belong to one task (as in jiant, which Phang et al. 2020 used).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt

from harness.seeds import derive_generator
from harness.training.settings import Mixture, TrainingSettings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def weigh_tasks(sizes: Sequence[int], mixture: Mixture) -> Floats:
    """Returns the probability of each task, given the number of its training examples."""
    capped = np.array([_cap(size, mixture) for size in sizes], dtype=np.float64)
    exponent = {"proportional": 1.0, "temperature": 1.0 / mixture.temperature, "uniform": 0.0}[mixture.rule]
    weights = capped**exponent
    shares: Floats = weights / weights.sum()
    return shares


def draw_tasks(shares: Floats, *, steps: int, seed: int) -> Ints:
    """Returns the index of the task of each step, (steps,); a longer draw begins like a shorter one."""
    draws = derive_generator(seed, "tasks").random(steps)
    chosen: Ints = np.searchsorted(np.cumsum(shares)[:-1], draws, side="right")
    return chosen


def count_steps(settings: TrainingSettings, sizes: Sequence[int], mixture: Mixture | None) -> int:
    """Returns the number of optimiser steps of a stage, at least one.

    Where epochs are given, each task adds its own, of at most ``mixture.cap`` examples.
    """
    if mixture is None:
        return settings.count_steps(sum(sizes))
    passes = (ceil(_cap(size, mixture) / settings.batch_size * settings.epochs) for size in sizes)
    return settings.steps or max(1, sum(passes))


def _cap(size: int, mixture: Mixture) -> int:
    return min(size, mixture.cap) if mixture.cap else size
