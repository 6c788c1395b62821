"""QQP: do two questions of Quora ask the same."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

QQP = declare(
    TaskSpec(
        name="qqp",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy", "binary_f1"),
        labels=("different", "paraphrase"),
        languages=("en",),
        cluster="first question",
        revision="1.0",
        licence="Quora's terms of service, for non-commercial use",
        citation="Iyer et al. 2017",
        description="Do two English questions ask the same?",
        corpora=("QQP",),
        train_rows=363_846,
    ),
    hub=[
        HubData(
            repository="nyu-mll/glue",
            revision="bcdcba79d07bc864c1c254ccfcedcce55bcc9a8c",
            config="qqp",
            # The labels of the test set were never published.
            splits={"train": HubSplit("train", 363_846), "dev": HubSplit("validation", 40_430)},
            rows=Pairs(
                first="question1",
                second="question2",
                label="label",
                labels={"not_duplicate": "different", "duplicate": "paraphrase"},
                blank="keep",  # a few questions were lost
            ),
        )
    ],
)
