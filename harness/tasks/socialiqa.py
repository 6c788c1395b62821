"""Social IQa: what people feel, want and do next, in three choices."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

SOCIALIQA = declare(
    TaskSpec(
        name="socialiqa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="context",
        revision="1.4",
        licence="CC BY 4.0",
        citation="Sap et al. 2019",
        description="English questions about social situations; XTREME-R trains on them before COPA.",
        corpora=("SocialIQA",),
        train_rows=33_410,
    )
)
