"""BUCC 2018: which sentences of two monolingual texts are translations of each other?"""

from __future__ import annotations

from harness.retrieval.rules import Mining
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

BUCC2018 = declare(
    TaskSpec(
        name="bucc2018",
        format="retrieval",
        roles=("target",),
        metrics=("mining_f1",),
        languages=("de", "fr", "ru", "zh"),
        train_languages=(),
        cluster="sentence",
        # XTREME's split: the shared task's sample data are dev, its training data are test.
        revision="2018",
        licence="research only, see the shared task",
        citation="Zweigenbaum et al. 2018",
        description="Bitext mining: find the translations hidden in two large texts.",
        benchmarks=(Benchmark("xtreme", ("de", "fr", "ru", "zh")),),
        retrieval=Mining(neighbours=4),
        unavailable=(
            "the hub has the gold pairs of BUCC 2018 without the sentences that they hide among "
            "(google/xtreme, bucc18), which is no mining; name the shared task's files in a catalogue"
        ),
    )
)
