"""SQuAD v2.0: a third of the questions has no answer in its paragraph."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.questions import Questions
from harness.tasks import declare
from harness.tasks.squad import SQUAD

SQUAD_V2 = declare(
    replace(
        SQUAD,
        name="squad_v2",
        metrics=("squad_v2_f1", "squad_v2_em"),
        revision="2.0",
        citation="Rajpurkar et al. 2018",
        description="SQuAD with questions that its paragraphs do not answer.",
        train_rows=130_319,
        null_threshold=0.0,
    ),
    hub=[
        HubData(
            repository="rajpurkar/squad_v2",
            revision="3ffb306f725f7d2ce8394bc1873b24868140c412",
            config="squad_v2",
            splits={"train": HubSplit("train", 130_319), "dev": HubSplit("validation", 11_873)},
            rows=Questions(id="id", title="title", unanswerable="keep"),
        )
    ],
)
