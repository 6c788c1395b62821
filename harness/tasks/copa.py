"""COPA: the more plausible cause or effect of two."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

COPA = declare(
    TaskSpec(
        name="copa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="BSD-2-Clause",
        citation="Roemmele et al. 2011",
        description="English choice of plausible causes and effects, in SuperGLUE's split.",
        corpora=("COPA",),
        train_rows=400,
    )
)
