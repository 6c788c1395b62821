"""TyDiQA-GoldP: questions asked by speakers of the language, answered from a given passage."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.questions import Questions
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("en", "ar", "bn", "fi", "id", "ko", "ru", "sw", "te")

TYDIQA = declare(
    TaskSpec(
        name="tydiqa",
        format="span_qa",
        roles=("intermediate", "target"),
        metrics=("squad_f1", "squad_em"),
        languages=_LANGUAGES,
        cluster="paragraph",
        revision="goldp-1.1",
        licence="Apache-2.0",
        citation="Clark et al. 2020",
        description="Extractive question answering in typologically diverse languages; only English trains.",
        corpora=("TyDi QA",),
        benchmarks=(Benchmark("xtreme", _LANGUAGES), Benchmark("xtreme-r", _LANGUAGES)),
        train_rows=3_696,
        siblings=(Sibling("xquad"), Sibling("mlqa")),
    ),
    xtreme=XtremeData(
        files=(
            # its preprocessing cuts ids down to numbers that repeat
            XtremeFile(
                "train",
                "tydiqa/tydiqa-goldp-v1.1-train/tydiqa.goldp.{language}.train.json",
                SquadJson(layout="squad_json", ids="position"),
                _LANGUAGES,
            ),
            XtremeFile(
                "test",
                "tydiqa/tydiqa-goldp-v1.1-dev/tydiqa.goldp.{language}.dev.json",
                SquadJson(layout="squad_json", blanked="keep"),
                _LANGUAGES,
            ),
        )
    ),
    hub=[
        HubData(
            repository="google-research-datasets/tydiqa",
            revision="da78f23f9119363459acbaf46bf89426ff26c259",
            config="secondary_task",
            splits={"train": HubSplit("train", 49_881), "test": HubSplit("validation", 5_077)},
            languages=_LANGUAGES,
            # One table holds all languages, and only the ids tell them apart. Its contexts were stripped,
            # and the offsets of answers not moved.
            rows=Questions(id="id", other_languages="drop", slack=16),
        )
    ],
)
