"""SNLI: natural language inference over image captions."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

SNLI = declare(
    TaskSpec(
        name="snli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0",
        citation="Bowman et al. 2015",
        description="English natural language inference over image captions.",
        corpora=("SNLI",),
    )
)
