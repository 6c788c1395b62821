"""PAWS-X: PAWS, its development and test sets translated by people."""

from __future__ import annotations

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.sources.xtreme.declaration import XtremeData
from harness.sources.xtreme.pairs import declare_pairs
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("en", "de", "es", "fr", "ja", "ko", "zh")

PAWSX = declare(
    TaskSpec(
        name="pawsx",
        format="classification",
        roles=("target",),
        metrics=("accuracy",),
        labels=("different", "paraphrase"),
        languages=_LANGUAGES,
        cluster="first sentence",
        revision="1.0",
        licence="free for any purpose, with acknowledgement of Google LLC",
        citation="Yang et al. 2019",
        description="Paraphrase identification over parallel pairs of seven languages; English PAWS trains.",
        corpora=("PAWS",),
        benchmarks=(Benchmark("xtreme", _LANGUAGES),),
        train_rows=49_401,
    ),
    xtreme=XtremeData(
        files=declare_pairs("pawsx", _LANGUAGES, labels={"0": "different", "1": "paraphrase"}),
        labels={"different": "0", "paraphrase": "1"},
    ),
    hub=[
        # Not google/xtreme's PAWS-X, which lost rows on its way.
        HubData(
            repository="google-research-datasets/paws-x",
            revision="4cd8187c404bda33cb1f62b49b001115862acf37",
            config="{language}",
            splits={
                "train": HubSplit("train", 49_401, languages=("en",)),  # others are machine-translated
                "dev": HubSplit("validation", 2_000),
                "test": HubSplit("test", 2_000),
            },
            languages=_LANGUAGES,
            rows=Pairs(
                first="sentence1",
                second="sentence2",
                label="label",
                labels={"0": "different", "1": "paraphrase"},
                id="id",
                # "NS" stands, or nothing, where translators could make no sense of a sentence; the
                # benchmark counts these rows
                blank="keep",
            ),
        )
    ],
)
