"""NTREX: news translated from English, as a mining task where BUCC is not at hand."""

from __future__ import annotations

from harness.retrieval.rules import Mining
from harness.task_spec import TaskSpec
from harness.tasks import declare

_LANGUAGES = (
    "af", "ar", "bn", "bg", "de", "et", "fa", "fr", "he", "hi", "id", "ja", "kk", "ml", "mr",
    "ms", "my", "nl", "pt", "ro", "ru", "es", "sw", "ta", "te", "tl", "tr", "yo", "zh",
)  # fmt: skip

NTREX = declare(
    TaskSpec(
        name="ntrex",
        format="retrieval",
        roles=("target",),
        metrics=("mining_f1",),
        languages=_LANGUAGES,
        train_languages=(),
        cluster="sentence",
        revision="128",
        licence="CC BY-SA 4.0",
        citation="Federmann et al. 2022",
        description="Bitext mining over news, part of which has lost its translation.",
        retrieval=Mining(neighbours=4),
    )
)
