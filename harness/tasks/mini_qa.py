"""Span question answering of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_QA = declare(
    TaskSpec(
        name="mini_qa",
        format="span_qa",
        roles=("target",),
        metrics=("squad_f1", "squad_em"),
        languages=tuple(GRAMMARS),
        training_domains=("home",),
        cluster="context",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Who, what, where or when, answered from a few sentences.",
        corpora=("mini QA",),
    )
)
