"""Natural language inference of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.tasks import declare
from harness.types import TaskSpec

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
    )
)
