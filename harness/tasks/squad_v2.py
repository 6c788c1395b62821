"""SQuAD v2.0: a third of the questions has no answer in its paragraph."""

from __future__ import annotations

from dataclasses import replace

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
    )
)
