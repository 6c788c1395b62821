"""MultiNLI: does a premise entail, contradict or leave open a hypothesis."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.task_spec import TaskSpec
from harness.tasks import declare

MNLI_DATA = HubData(
    repository="nyu-mll/multi_nli",
    revision="da70db2af9d09693783c3320c4249840212ee221",
    # The test sets' labels were never published; these are the five genres of the training set.
    splits={"train": HubSplit("train", 392_702), "dev": HubSplit("validation_matched", 9_815)},
    rows=Pairs(first="premise", second="hypothesis", label="label", domain="genre"),
)

MNLI = declare(
    TaskSpec(
        name="mnli",
        format="classification",
        roles=("intermediate",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="OANC and mixed permissive terms by source",
        citation="Williams et al. 2018",
        description="English natural language inference over ten genres, five of them in training.",
        corpora=("MultiNLI",),
        train_rows=392_702,
    ),
    hub=[MNLI_DATA],
)
