"""SQuAD v1.1: every question has an answer in its paragraph."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import TaskSpec
from harness.tasks import declare

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
)
