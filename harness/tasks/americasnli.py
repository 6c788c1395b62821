"""AmericasNLI: XNLI in indigenous languages of the Americas."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import UNPINNED
from harness.sources.rows.pairs import Pairs
from harness.task_spec import Sibling, TaskSpec
from harness.tasks import declare
from harness.tasks.mnli import MNLI_DATA

_LANGUAGES = ("ay", "bzd", "cni", "gn", "hch", "nah", "oto", "qu", "shp", "tar")

AMERICASNLI = declare(
    TaskSpec(
        name="americasnli",
        format="classification",
        roles=("target",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=_LANGUAGES,
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0",
        citation="Ebrahimi et al. 2022",
        description="Pairs of XNLI in ten languages that few encoders have read; English MultiNLI trains.",
        corpora=("MultiNLI",),
        train_rows=392_702,
        siblings=(Sibling("xnli"),),
    ),
    hub=[
        MNLI_DATA,
        HubData(
            repository="nala-cub/americas_nli",
            revision=UNPINNED,
            config="{code}",
            splits={"dev": HubSplit("validation"), "test": HubSplit("test")},
            languages=_LANGUAGES,
            codes={"ay": "aym", "qu": "quy"},
            rows=Pairs(first="premise", second="hypothesis", label="label"),
        ),
    ],
)
