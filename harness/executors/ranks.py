"""Whether this process is one of several that torchrun or ``accelerate launch`` started. Torch-free."""

from __future__ import annotations

import os


def count_processes() -> int:
    """Returns the number of processes that were started to train together, 1 where it is this one alone."""
    return int(os.environ.get("WORLD_SIZE", "1")) if "RANK" in os.environ else 1


def is_first_process() -> bool:
    """Whether this process is the one that writes and speaks."""
    return count_processes() == 1 or os.environ["RANK"] == "0"
