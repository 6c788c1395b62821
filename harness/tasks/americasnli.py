"""AmericasNLI: XNLI in indigenous languages of the Americas."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

AMERICASNLI = declare(
    TaskSpec(
        name="americasnli",
        format="classification",
        roles=("target",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("ay", "bzd", "cni", "gn", "hch", "nah", "oto", "qu", "shp", "tar"),
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0",
        citation="Ebrahimi et al. 2022",
        description="Pairs of XNLI in ten languages that few encoders have read; English MultiNLI trains.",
        corpora=("MultiNLI",),
        train_rows=392_702,
    )
)
