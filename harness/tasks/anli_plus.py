"""ANLI+: SNLI, MultiNLI and the three rounds of ANLI as one task with one head."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.hub.declaration import HubData, HubSplit
from harness.task_spec import TaskSpec
from harness.tasks import declare
from harness.tasks.anli import ANLI_DATA
from harness.tasks.mnli import MNLI_DATA
from harness.tasks.snli import SNLI_DATA
from harness.types import Split


def _take(data: HubData, prefix: str) -> HubData:
    """Returns a part without its test set, which MultiNLI has none of."""
    splits: dict[Split, HubSplit] = {"train": data.splits["train"], "dev": data.splits["dev"]}
    return replace(data, prefix=prefix, splits=splits)


ANLI_PLUS = declare(
    TaskSpec(
        name="anli_plus",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="CC BY-SA 4.0 (SNLI), OANC and mixed permissive terms (MultiNLI), CC BY-NC 4.0 (ANLI)",
        citation="Bowman et al. 2015; Williams et al. 2018; Nie et al. 2020",
        description="English natural language inference from three corpora, in proportion to their sizes.",
        corpora=("SNLI", "MultiNLI", "ANLI"),
        train_rows=1_104_934,
    ),
    hub=[
        _take(SNLI_DATA, "snli-"),
        _take(MNLI_DATA, "mnli-"),
        *(_take(data, f"anli-{data.prefix}") for data in ANLI_DATA),
    ],
)
