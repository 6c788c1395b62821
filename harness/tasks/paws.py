"""PAWS: paraphrases told from sentences with the same words."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

PAWS = declare(
    TaskSpec(
        name="paws",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy", "binary_f1"),
        labels=("different", "paraphrase"),
        languages=("en",),
        cluster="first sentence",
        revision="1.0",
        licence="free for any purpose, with acknowledgement of Google LLC",
        citation="Zhang et al. 2019",
        description="Do two English sentences with much the same words say the same?",
        corpora=("PAWS",),
        train_rows=49_401,
    )
)
