"""Multiple choice of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_CHOICE = declare(
    TaskSpec(
        name="mini_choice",
        format="multiple_choice",
        roles=("intermediate", "target"),
        metrics=("accuracy",),
        languages=tuple(GRAMMARS),
        training_domains=("home",),
        cluster="prompt",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Which of four endings fits what was said or asked?",
        corpora=("mini choice",),
    )
)
