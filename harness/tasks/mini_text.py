"""Unlabelled and parallel sentences of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_TEXT = declare(
    TaskSpec(
        name="mini_text",
        format="masked_lm",
        roles=("pretraining",),
        metrics=(),
        languages=tuple(GRAMMARS),
        train_languages=tuple(GRAMMARS),
        cluster="sentence",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Sentences in eight languages, and pairs of them with their English translations.",
    )
)
