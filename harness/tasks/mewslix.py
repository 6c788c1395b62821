"""Mewsli-X: linking mentions in WikiNews articles to descriptions of entities in any of 50 languages."""

from __future__ import annotations

from harness.retrieval.rules import Ranking
from harness.sources.files.mewslix import Mewslix
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("en", "ar", "de", "es", "fa", "ja", "pl", "ro", "ta", "tr", "uk")

_READER = Mewslix(layout="mewslix_jsonl", entities="mewslix/candidate_set_entities.jsonl")

MEWSLIX = declare(
    TaskSpec(
        name="mewslix",
        format="retrieval",
        roles=("target",),
        metrics=("map_at_20",),
        languages=_LANGUAGES,
        train_languages=(),
        cluster="article",
        # Numbers on this release do not compare with those in the XTREME-R paper, whose data it replaced.
        revision="20220518_6",
        licence="not stated; texts of WikiNews (CC BY 2.5) and Wikipedia (CC BY-SA 3.0)",
        citation="Ruder et al. 2021",
        description="Which of a million entities does the mention name?",
        benchmarks=(Benchmark("xtreme-r", _LANGUAGES),),
        retrieval=Ranking(depth=20),
    ),
    xtreme=XtremeData(
        files=tuple(
            XtremeFile(split, file, _READER, _LANGUAGES)
            for split in ("dev", "test")
            for file in (
                f"mewslix/wikinews_mentions/{split}-{{language}}.jsonl",  # after its preprocessing
                f"mewslix/wikinews_mentions-{split}.jsonl",
            )
        )
    ),
)
