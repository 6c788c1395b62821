"""ANLI+: SNLI, MultiNLI and the three rounds of ANLI as one task with one head."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

ANLI_PLUS = declare(
    TaskSpec(
        name="anli_plus",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0 (SNLI), OANC and mixed permissive terms (MultiNLI), CC BY-NC 4.0 (ANLI)",
        citation="Bowman et al. 2015; Williams et al. 2018; Nie et al. 2020",
        description="English natural language inference from three corpora, in proportion to their sizes.",
        corpora=("SNLI", "MultiNLI", "ANLI"),
        train_rows=1_104_934,
    )
)
