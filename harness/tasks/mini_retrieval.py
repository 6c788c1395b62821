"""Sentence retrieval of the embedded benchmark."""

from harness.retrieval.rules import Nearest
from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_RETRIEVAL = declare(
    TaskSpec(
        name="mini_retrieval",
        format="retrieval",
        roles=("target",),
        metrics=("accuracy",),
        languages=tuple(language for language in GRAMMARS if language != "en"),
        train_languages=(),
        training_domains=("home",),
        cluster="sentence",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Which English sentence is the translation?",
        retrieval=Nearest(query="sentence"),
    )
)
