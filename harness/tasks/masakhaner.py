"""MasakhaNER 2.0: names and dates in the news of twenty African languages, tagged by hand."""

from __future__ import annotations

from dataclasses import replace

from harness.task_spec import TaskSpec
from harness.tasks import declare
from harness.tasks.panx import PANX

MASAKHANER = declare(
    TaskSpec(
        name="masakhaner",
        format="tagging",
        roles=("intermediate", "target"),
        metrics=("span_f1", "accuracy"),
        labels=(*PANX.labels, "B-DATE", "I-DATE"),
        languages=(
            *("bbj", "bm", "ee", "fon", "ha", "ig", "lg", "luo", "mos", "ny"),
            *("pcm", "rw", "sn", "sw", "tn", "tw", "wo", "xh", "yo", "zu"),
        ),
        # There is no English part; Nigerian Pidgin is the nearest to it.
        train_languages=("pcm",),
        cluster="sentence",
        revision="2.0",
        licence="CC BY-NC 4.0",
        citation="Adelani et al. 2022",
        description="Named-entity recognition in African news; Nigerian Pidgin trains.",
        corpora=("MasakhaNER",),
        train_rows=5_646,
    )
)

# As in the paper's transfer experiments: without dates, the labels are those of PAN-X and of
# English sets, and the step from their text to these news is a shift of domain and language.
MASAKHANER_NAMES = declare(
    replace(
        MASAKHANER,
        name="masakhaner_names",
        roles=("target",),
        labels=PANX.labels,
        train_languages=("en",),
        description="MasakhaNER without dates, in PAN-X's labels; English PAN-X trains.",
        corpora=PANX.corpora,
        train_rows=PANX.train_rows,
    )
)
