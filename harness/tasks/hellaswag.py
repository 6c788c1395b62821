"""HellaSwag: which of four endings continues a description."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.choices import Choices
from harness.task_spec import TaskSpec
from harness.tasks import declare

HELLASWAG = declare(
    TaskSpec(
        name="hellaswag",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="context",
        revision="1.0",
        licence="MIT",
        citation="Zellers et al. 2019",
        description="English commonsense sentence completion with machine-written wrong endings.",
        corpora=("HellaSwag",),
        train_rows=39_905,
    ),
    hub=[
        HubData(
            repository="Rowan/hellaswag",
            revision="218ec52e09a7e7462a5400043bb9a69a41d06b76",
            splits={"train": HubSplit("train", 39_905), "dev": HubSplit("validation", 10_042)},
            rows=Choices(
                prompt="{ctx_a}",
                choices=("endings",),
                choice="{ctx_b} {choice}",
                gold="label",
                group="ctx",
                domain="source_id",
                domain_pattern="([^~]*)",
            ),
        )
    ],
)
