"""HellaSwag: which of four endings continues a description."""

from __future__ import annotations

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
    )
)
