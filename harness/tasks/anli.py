"""ANLI: natural language inference written to mislead models, in three rounds."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

ANLI = declare(
    TaskSpec(
        name="anli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-NC 4.0",
        citation="Nie et al. 2020",
        description="English natural language inference collected against models in the loop, rounds 1 to 3.",
        corpora=("ANLI",),
        train_rows=162_865,
    )
)
