"""MultiNLI: does a premise entail, contradict or leave open a hypothesis."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

MNLI = declare(
    TaskSpec(
        name="mnli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="OANC and mixed permissive terms by source",
        citation="Williams et al. 2018",
        description="English natural language inference over ten genres, five of them in training.",
        corpora=("MultiNLI",),
    )
)
