"""Natural language inference of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_NLI = declare(
    TaskSpec(
        name="mini_nli",
        format="classification",
        roles=("intermediate", "target"),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=tuple(GRAMMARS),
        training_domains=("home",),
        cluster="premise",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Does the premise entail the hypothesis, contradict it, or neither?",
        corpora=("mini NLI",),
    )
)
