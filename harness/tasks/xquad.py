"""XQuAD: 240 SQuAD paragraphs and their questions in twelve languages, professionally translated."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.questions import Questions
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare
from harness.tasks.squad import SQUAD_DATA

_XTREME = ("en", "ar", "de", "el", "es", "hi", "ru", "th", "tr", "vi", "zh")
_XTREME_R = (*_XTREME, "ro")

XQUAD = declare(
    TaskSpec(
        name="xquad",
        format="span_qa",
        roles=("target",),
        metrics=("squad_f1", "squad_em"),
        languages=_XTREME_R,
        cluster="paragraph",
        revision="1.1",
        licence="CC BY-SA 4.0",
        citation="Artetxe et al. 2020",
        description="Extractive question answering over parallel paragraphs; English SQuAD trains.",
        corpora=("SQuAD",),
        benchmarks=(Benchmark("xtreme", _XTREME), Benchmark("xtreme-r", _XTREME_R)),
        train_rows=87_599,
        siblings=(Sibling("mlqa"), Sibling("tydiqa")),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "squad/train-v1.1.json", SquadJson(layout="squad_json")),
            XtremeFile(
                "test",
                "xquad/xquad.{language}.json",
                SquadJson(layout="squad_json", blanked="keep"),
                _XTREME_R,
            ),
        )
    ),
    hub=[
        SQUAD_DATA,
        HubData(
            repository="google/xquad",
            revision="51adfef1c1287aab1d2d91b5bead9bcfb9c68583",
            config="xquad.{language}",
            splits={"test": HubSplit("validation", 1_190)},
            languages=_XTREME_R,
            rows=Questions(id="id", slack=16),  # its contexts were stripped, its offsets not moved
        ),
    ],
)
