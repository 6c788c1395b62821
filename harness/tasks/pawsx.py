"""PAWS-X: PAWS, its development and test sets translated by people."""

from __future__ import annotations

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
)
