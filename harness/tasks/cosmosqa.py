"""Cosmos QA: what a blog post leaves unsaid, in four choices."""

from __future__ import annotations

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
    )
)
