"""XNLI: MultiNLI's question over parallel test sets."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows.pairs import Pairs
from harness.sources.xtreme.declaration import XtremeData
from harness.sources.xtreme.pairs import declare_pairs
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("en", "ar", "bg", "de", "el", "es", "fr", "hi", "ru", "sw", "th", "tr", "ur", "vi", "zh")
_MULTINLI_GENRES = ("fiction", "government", "slate", "telephone", "travel")

XNLI = declare(
    TaskSpec(
        name="xnli",
        format="classification",
        roles=("target",),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=(*_LANGUAGES, "ko", "my"),  # the last two later translated: KorNLI, myXNLI
        cluster="premise",
        revision="1.0",
        licence="CC BY-NC 4.0",
        citation="Conneau et al. 2018",
        description="Natural language inference over parallel pairs of ten genres; English MultiNLI trains.",
        corpora=("MultiNLI",),
        benchmarks=(Benchmark("xtreme", _LANGUAGES), Benchmark("xtreme-r", _LANGUAGES)),
        train_rows=392_702,
        seen_domains=_MULTINLI_GENRES,
        # not TaxiXNLI, whose English pairs are XNLI's own
        siblings=(Sibling("americasnli"), Sibling("cad_nli"), Sibling("ocnli", split="dev")),
    ),
    xtreme=XtremeData(files=declare_pairs("xnli", _LANGUAGES)),
    hub=[
        HubData(
            repository="facebook/xnli",
            revision="b8dd5d7af51114dbda02c0e3f6133f332186418e",
            config="{language}",
            splits={
                "train": HubSplit("train", 392_702, languages=("en",)),  # others are machine-translated
                "dev": HubSplit("validation", 2_490),
                "test": HubSplit("test", 5_010),
            },
            languages=_LANGUAGES,
            rows=Pairs(first="premise", second="hypothesis", label="label"),
        )
    ],
)

# A task of its own, because holding genres back leaves half of the test set: scores on
# XNLI itself must stay comparable with published ones.
XNLI_GENRE = declare(
    replace(
        XNLI,
        name="xnli_genre",
        training_domains=_MULTINLI_GENRES,
        benchmarks=(),
        description="XNLI in the five genres of MultiNLI's training set; the five others are held back.",
    )
)
