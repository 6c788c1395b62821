"""BUCC 2018: which sentences of two monolingual texts are translations of each other?"""

from __future__ import annotations

from harness.retrieval.rules import Mining
from harness.sources.files.bucc import Bucc
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("de", "fr", "ru", "zh")

BUCC2018 = declare(
    TaskSpec(
        name="bucc2018",
        format="retrieval",
        roles=("target",),
        metrics=("mining_f1",),
        languages=_LANGUAGES,
        train_languages=(),
        cluster="sentence",
        # XTREME's split: the shared task's sample data are dev, its training data are test.
        revision="2018",
        licence="research only, see the shared task",
        citation="Zweigenbaum et al. 2018",
        description="Bitext mining: find the translations hidden in two large texts.",
        benchmarks=(Benchmark("xtreme", _LANGUAGES),),
        retrieval=Mining(neighbours=4),
        unavailable=(
            "the hub has the gold pairs of BUCC 2018 without the sentences that they hide among "
            "(google/xtreme, bucc18), which is no mining; name the shared task's files in a catalogue"
        ),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile(
                "dev",
                "bucc2018/{language}-en.dev.{language}",
                Bucc(
                    layout="bucc",
                    english="bucc2018/{language}-en.dev.en",
                    gold="bucc2018/{language}-en.dev.gold",
                ),
                _LANGUAGES,
            ),
            XtremeFile(
                "test",
                "bucc2018/{language}-en.test.{language}",
                Bucc(layout="bucc", english="bucc2018/{language}-en.test.en"),
                _LANGUAGES,
            ),
        )
    ),
)
