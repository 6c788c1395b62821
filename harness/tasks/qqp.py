"""QQP: do two questions of Quora ask the same."""

from __future__ import annotations

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
    )
)
