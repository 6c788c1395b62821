"""Cosmos QA: what a blog post leaves unsaid, in four choices."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import CONVERTED
from harness.sources.rows.choices import Choices
from harness.task_spec import TaskSpec
from harness.tasks import declare

COSMOSQA = declare(
    TaskSpec(
        name="cosmosqa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="context",
        revision="1.0",
        licence="CC BY 4.0",
        citation="Huang et al. 2019",
        description="English commonsense reading comprehension over personal narratives.",
        corpora=("CosmosQA",),
        train_rows=25_262,
    ),
    hub=[
        HubData(
            repository="allenai/cosmos_qa",
            revision=CONVERTED,
            splits={"train": HubSplit("train", 25_262), "dev": HubSplit("validation", 2_985)},
            rows=Choices(
                prompt="{context} {question}",
                choices=("answer0", "answer1", "answer2", "answer3"),
                gold="label",
                id="id",
                group="context",
            ),
        )
    ],
)
