"""GUM's named people, organisations and places, in PAN-X's labels."""

from __future__ import annotations

from harness.task_spec import Sibling, TaskSpec
from harness.tasks import declare
from harness.tasks.panx import PANX, WNUT_NAMES

GUM_NER = declare(
    TaskSpec(
        name="gum_ner",
        format="tagging",
        roles=("intermediate", "target"),
        metrics=("span_f1", "accuracy"),
        labels=PANX.labels,
        languages=("en",),
        cluster="sentence",
        revision="derived-1",
        licence="CC BY-NC-SA 4.0 and others, by document",
        citation="Zeldes 2017",
        description="English names derived from GUM's entity annotation: mentions headed by a proper noun.",
        corpora=("GUM",),
        train_rows=10_330,
        siblings=(Sibling("panx"), WNUT_NAMES),
    )
)
