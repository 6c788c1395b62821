"""Paraphrase identification of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_PAIRS = declare(
    TaskSpec(
        name="mini_pairs",
        format="classification",
        roles=("target",),
        metrics=("accuracy",),
        labels=("paraphrase", "different"),
        languages=tuple(GRAMMARS),
        training_domains=("home",),
        cluster="first sentence",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Do two sentences with much the same words say the same?",
        corpora=("mini pairs",),
    )
)
