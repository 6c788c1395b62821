"""MLQA: questions about Wikipedia passages that say the same in several languages."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import XTREME
from harness.sources.rows.questions import Questions
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare
from harness.tasks.squad import SQUAD_DATA

_LANGUAGES = ("en", "ar", "de", "es", "hi", "vi", "zh")

MLQA = declare(
    TaskSpec(
        name="mlqa",
        format="span_qa",
        roles=("target",),
        metrics=("mlqa_f1", "mlqa_em"),
        languages=_LANGUAGES,
        cluster="paragraph",
        revision="1",
        licence="CC BY-SA 3.0",
        citation="Lewis et al. 2020",
        description="Extractive question answering over passages parallel in part; English SQuAD trains.",
        corpora=("SQuAD",),
        benchmarks=(Benchmark("xtreme", _LANGUAGES), Benchmark("xtreme-r", _LANGUAGES)),
        train_rows=87_599,
        siblings=(Sibling("xquad"), Sibling("tydiqa")),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "squad/train-v1.1.json", SquadJson(layout="squad_json")),
            XtremeFile(
                "dev",
                "mlqa/MLQA_V1/dev/dev-context-{language}-question-{language}.json",
                SquadJson(layout="squad_json"),
                _LANGUAGES,
            ),
            XtremeFile(
                "test",
                "mlqa/MLQA_V1/test/test-context-{language}-question-{language}.json",
                SquadJson(layout="squad_json", blanked="keep"),
                _LANGUAGES,
            ),
        )
    ),
    hub=[
        SQUAD_DATA,
        # facebook/mlqa itself has its data come out of a script.
        HubData(
            repository="google/xtreme",
            revision=XTREME,
            config="MLQA.{language}.{language}",
            splits={"test": HubSplit("test")},
            languages=_LANGUAGES,
            rows=Questions(id="id", slack=16),  # its contexts were stripped, its offsets not moved
        ),
    ],
)
