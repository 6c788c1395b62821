"""XCOPA: COPA in eleven languages of eleven families."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.files.table import Table
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.choices import Choices
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare
from harness.tasks.copa import COPA_DATA, COPA_ROWS

# English is COPA's own test set, the source of the others.
_XTREME_R = ("et", "ht", "id", "it", "qu", "sw", "ta", "th", "tr", "vi", "zh")


def _read_xtreme(gold: str | None) -> Table:
    choices = Choices(
        prompt="{premise} What was the {question}?",
        choices=("choice1", "choice2"),
        gold=gold,
        words={"question": {"cause": "cause", "effect": "effect"}},
    )
    return Table(layout="table", rows=choices)


XCOPA = declare(
    TaskSpec(
        name="xcopa",
        format="multiple_choice",
        roles=("target",),
        metrics=("accuracy",),
        languages=("en", *_XTREME_R),
        cluster="premise",
        revision="1.0",
        licence="CC BY 4.0",
        citation="Ponti et al. 2020",
        description="Choice of plausible causes and effects over parallel items; English COPA trains.",
        corpora=("COPA",),
        benchmarks=(Benchmark("xtreme-r", _XTREME_R),),
        train_rows=400,
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "xcopa/train-{language}.jsonl", _read_xtreme("label")),
            XtremeFile("dev", "xcopa/val-{language}.jsonl", _read_xtreme("label"), ("en", *_XTREME_R)),
            # its copies of the test sets say that the first choice is right, throughout
            XtremeFile("test", "xcopa/test-{language}.jsonl", _read_xtreme(None), _XTREME_R),
        )
    ),
    hub=[
        COPA_DATA,
        HubData(
            repository="cambridgeltl/xcopa",
            revision="042f78955ba48e6404616762fa6e05e839c3907a",
            config="{language}",
            splits={"dev": HubSplit("validation", 100), "test": HubSplit("test", 500)},
            languages=_XTREME_R,
            rows=COPA_ROWS.model_copy(update={"gold_as": "index", "id": "idx"}),
        ),
    ],
)

XCOPA_TRANSLATE_TEST = declare(
    replace(
        XCOPA,
        name="xcopa_translate_test",
        languages=("en",),
        description="XCOPA's items machine-translated to English from all languages; English COPA trains.",
        benchmarks=(),
    )
)
