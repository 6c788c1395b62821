"""CommonsenseQA: questions on how concepts relate, in five choices."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

COMMONSENSEQA = declare(
    TaskSpec(
        name="commonsenseqa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="question",
        revision="1.11",
        licence="MIT",
        citation="Talmor et al. 2019",
        description="English commonsense questions written from ConceptNet, random split.",
        corpora=("CommonsenseQA",),
        train_rows=9_741,
    )
)
