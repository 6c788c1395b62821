"""Social IQa: what people feel, want and do next, in three choices."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import UNPINNED
from harness.sources.rows.choices import Choices
from harness.task_spec import TaskSpec
from harness.tasks import declare

SOCIALIQA = declare(
    TaskSpec(
        name="socialiqa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="context",
        revision="1.4",
        licence="CC BY 4.0",
        citation="Sap et al. 2019",
        description="English questions about social situations; XTREME-R trains on them before COPA.",
        corpora=("SocialIQA",),
        train_rows=33_410,
    ),
    hub=[
        # allenai/social_i_qa itself has its data come out of a script; this is the same rows as tables.
        HubData(
            repository="lighteval/siqa",
            revision=UNPINNED,
            splits={"train": HubSplit("train", 33_410), "dev": HubSplit("validation", 1_954)},
            rows=Choices(
                prompt="{context} {question}",
                choices=("answerA", "answerB", "answerC"),
                gold="label",
                gold_as="number",
                group="context",
            ),
        )
    ],
)
