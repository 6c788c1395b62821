"""SQuAD v1.1: every question has an answer in its paragraph."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.questions import Questions
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import TaskSpec
from harness.tasks import declare

SQUAD_DATA = HubData(
    repository="rajpurkar/squad",
    revision="7b6d24c440a36b6815f21b70d25016731768db1f",
    config="plain_text",
    splits={"train": HubSplit("train", 87_599), "dev": HubSplit("validation", 10_570)},
    rows=Questions(id="id", title="title"),
)

SQUAD = declare(
    TaskSpec(
        name="squad",
        format="span_qa",
        roles=("intermediate",),
        metrics=("squad_f1", "squad_em"),
        languages=("en",),
        cluster="paragraph",
        revision="1.1",
        licence="CC BY-SA 4.0",
        citation="Rajpurkar et al. 2016",
        description="English extractive question answering over Wikipedia paragraphs.",
        corpora=("SQuAD",),
        train_rows=87_599,
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "squad/train-v1.1.json", SquadJson(layout="squad_json")),
            XtremeFile("dev", "squad/dev-v1.1.json", SquadJson(layout="squad_json")),
        ),
        submitted=False,
    ),
    hub=[SQUAD_DATA],
)
