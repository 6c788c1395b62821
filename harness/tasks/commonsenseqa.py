"""CommonsenseQA: questions on how concepts relate, in five choices."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.choices import Choices
from harness.task_spec import TaskSpec
from harness.tasks import declare

COMMONSENSEQA = declare(
    TaskSpec(
        name="commonsenseqa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="question",
        revision="1.11",
        licence="MIT",
        citation="Talmor et al. 2019",
        description="English commonsense questions written from ConceptNet, random split.",
        corpora=("CommonsenseQA",),
        train_rows=9_741,
    ),
    hub=[
        HubData(
            repository="tau/commonsense_qa",
            revision="94630fe30dad47192a8546eb75f094926d47e155",
            splits={"train": HubSplit("train", 9_741), "dev": HubSplit("validation", 1_221)},
            rows=Choices(
                prompt="{question}", choices=("choices",), gold="answerKey", gold_as="label", id="id"
            ),
        )
    ],
)
