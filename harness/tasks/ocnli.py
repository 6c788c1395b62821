"""OCNLI: natural language inference written in Chinese, not translated."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import UNPINNED
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

OCNLI = declare(
    TaskSpec(
        name="ocnli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("zh",),
        cluster="premise",
        revision="1.0",
        train_languages=("zh",),
        licence="CC BY-NC 2.0",
        citation="Hu et al. 2020",
        description="Natural language inference elicited in Chinese, for training in another language.",
        corpora=("OCNLI",),
    ),
    hub=[
        HubData(
            repository="clue/clue",
            revision=UNPINNED,
            config="ocnli",
            splits={"train": HubSplit("train"), "dev": HubSplit("validation", 2_950)},
            languages=("zh",),
            rows=Pairs(first="sentence1", second="sentence2", label="label", labels={"-1": None}),
        )
    ],
)
