"""TyDiQA-GoldP: questions asked by speakers of the language, answered from a given passage."""

from __future__ import annotations

from harness.sources.files.squad_json import SquadJson
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
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
)
