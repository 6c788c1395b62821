"""How many threads the tokenizer may use: those of the job, so that workers do not crowd each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH = "TOKENIZERS_PARALLELISM"
THREADS = "RAYON_NUM_THREADS"


@contextmanager
def limited_tokenizer_threads(count: int) -> Iterator[None]:
    """Lets tokenizers use ``count`` threads inside the block; results do not depend on it.

    The tokenizer's pool of threads is made when it is first used in parallel and keeps its size
    as long as the process lives: later blocks with other counts above 1 use what is there.
    """
    settings = {SWITCH: "true" if count > 1 else "false", THREADS: str(count)}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
