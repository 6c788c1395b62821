"""COPA: the more plausible cause or effect of two."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.choices import Choices
from harness.task_spec import TaskSpec
from harness.tasks import declare

COPA_ROWS = Choices(
    prompt="{premise} What was the {question}?",
    choices=("choice1", "choice2"),
    gold="label",
    gold_as="label",
    words={"question": {"cause": "cause", "effect": "effect"}},
    group="premise",
)
COPA_DATA = HubData(
    repository="aps/super_glue",
    revision="3de24cf8022e94f4ee4b9d55a6f539891524d646",
    config="copa",
    # The labels of the test set are hidden.
    splits={"train": HubSplit("train", 400), "dev": HubSplit("validation", 100)},
    rows=COPA_ROWS,
)

COPA = declare(
    TaskSpec(
        name="copa",
        format="multiple_choice",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="BSD-2-Clause",
        citation="Roemmele et al. 2011",
        description="English choice of plausible causes and effects, in SuperGLUE's split.",
        corpora=("COPA",),
        train_rows=400,
    ),
    hub=[COPA_DATA],
)
