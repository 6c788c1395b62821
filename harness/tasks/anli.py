"""ANLI: natural language inference written to mislead models, in three rounds."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

# Round: rows for training, and for development and for test as many as each other.
_SIZES = {1: (16_946, 1_000), 2: (45_460, 1_000), 3: (100_459, 1_200)}
ANLI_DATA = tuple(
    HubData(
        repository="facebook/anli",
        revision="8e4813d81f46d313dac7892e1c28076917cfcdf9",
        config="plain_text",
        splits={
            "train": HubSplit(f"train_r{number}", train),
            "dev": HubSplit(f"dev_r{number}", rest),
            "test": HubSplit(f"test_r{number}", rest),
        },
        rows=Pairs(first="premise", second="hypothesis", label="label"),
        prefix=f"r{number}-",
    )
    for number, (train, rest) in _SIZES.items()
)

ANLI = declare(
    TaskSpec(
        name="anli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-NC 4.0",
        citation="Nie et al. 2020",
        description="English natural language inference collected against models in the loop, rounds 1 to 3.",
        corpora=("ANLI",),
        train_rows=162_865,
    ),
    hub=[*ANLI_DATA],
)
