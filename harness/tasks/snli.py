"""SNLI: natural language inference over image captions."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

SNLI_DATA = HubData(
    repository="stanfordnlp/snli",
    revision="cdb5c3d5eed6ead6e5a341c8e56e669bb666725b",
    config="plain_text",
    splits={
        "train": HubSplit("train", 550_152),
        "dev": HubSplit("validation", 10_000),
        "test": HubSplit("test", 10_000),
    },
    rows=Pairs(first="premise", second="hypothesis", label="label", labels={"-1": None}),
)

SNLI = declare(
    TaskSpec(
        name="snli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0",
        citation="Bowman et al. 2015",
        description="English natural language inference over image captions.",
        corpora=("SNLI",),
        train_rows=549_367,
    ),
    hub=[SNLI_DATA],
)
