"""WNUT 2017: emerging and rare entities in English text from social media."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import CONVERTED
from harness.sources.rows.tokens import Tokens
from harness.task_spec import TaskSpec
from harness.tasks import declare

_TYPES = ("person", "location", "corporation", "group", "product", "creative-work")

WNUT17 = declare(
    TaskSpec(
        name="wnut17",
        format="tagging",
        roles=("intermediate",),
        metrics=("span_f1", "accuracy"),
        labels=("O", *(f"{prefix}-{kind}" for kind in _TYPES for prefix in "BI")),
        languages=("en",),
        cluster="sentence",
        revision="1.0",
        licence="CC BY 4.0",
        citation="Derczynski et al. 2017",
        description="English named-entity recognition in noisy user text.",
        corpora=("WNUT 2017",),
        train_rows=3_394,
    ),
    hub=[
        HubData(
            repository="leondz/wnut_17",
            revision=CONVERTED,
            config="wnut_17",
            splits={
                "train": HubSplit("train", 3_394),
                "dev": HubSplit("validation", 1_009),
                "test": HubSplit("test", 1_287),
            },
            rows=Tokens(tokens="tokens", tags="ner_tags"),
        )
    ],
)
