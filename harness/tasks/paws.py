"""PAWS: paraphrases told from sentences with the same words."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

PAWS = declare(
    TaskSpec(
        name="paws",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy", "binary_f1"),
        labels=("different", "paraphrase"),
        languages=("en",),
        cluster="first sentence",
        revision="1.0",
        licence="free for any purpose, with acknowledgement of Google LLC",
        citation="Zhang et al. 2019",
        description="Do two English sentences with much the same words say the same?",
        corpora=("PAWS",),
        train_rows=49_401,
    ),
    hub=[
        HubData(
            repository="google-research-datasets/paws",
            revision="161ece9501cf0a11f3e48bd356eaa82de46d6a09",
            config="labeled_final",
            splits={
                "train": HubSplit("train", 49_401),
                "dev": HubSplit("validation", 8_000),
                "test": HubSplit("test", 8_000),
            },
            rows=Pairs(
                first="sentence1",
                second="sentence2",
                label="label",
                labels={"0": "different", "1": "paraphrase"},
                id="id",
            ),
        )
    ],
)
