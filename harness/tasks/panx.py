"""PAN-X: names of persons, organisations and places in Wikipedia (WikiANN, in XTREME's split)."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.files.token_tags import TokenTags
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import UNPINNED, XTREME
from harness.sources.rows.tokens import Tokens
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare
from harness.types import Split

_XTREME = (
    *("en", "af", "ar", "bg", "bn", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hu", "id"),
    *("it", "ja", "jv", "ka", "kk", "ko", "ml", "mr", "ms", "my", "nl", "pt", "ru", "sw", "ta", "te", "th"),
    *("tl", "tr", "ur", "vi", "yo", "zh"),
)
_XTREME_R = (*_XTREME, "az", "gu", "lt", "pa", "pl", "qu", "ro", "uk")
_LANGUAGES = (*_XTREME_R, "am", "ig", "rw")  # of WikiANN's other languages, those of MasakhaNER
_SPLITS: dict[Split, HubSplit] = {
    "train": HubSplit("train"),
    "dev": HubSplit("validation"),
    "test": HubSplit("test"),
}
_ROWS = Tokens(tokens="tokens", tags="ner_tags")
_HUB = HubData(
    repository="google/xtreme",
    revision=XTREME,
    config="PAN-X.{language}",
    splits=_SPLITS,
    languages=_XTREME,
    rows=_ROWS,
)
PANX_ENGLISH = replace(
    _HUB,
    splits={"train": HubSplit("train", 20_000), "dev": HubSplit("validation", 10_000)},
    languages=("en",),
)

# WNUT tells companies from other groups, which PAN-X does not; products and works are no names here.
WNUT_NAMES = Sibling(
    "wnut17",
    split="dev",
    labels=tuple(
        (f"{prefix}-{theirs}", f"{prefix}-{ours}" if ours else "O")
        for theirs, ours in (
            *(("person", "PER"), ("location", "LOC"), ("corporation", "ORG"), ("group", "ORG")),
            *(("product", ""), ("creative-work", "")),
        )
        for prefix in "BI"
    ),
)
_UNLABELLED = TokenTags(layout="token_tags", unlabelled=True)

PANX = declare(
    TaskSpec(
        name="panx",
        format="tagging",
        roles=("intermediate", "target"),
        metrics=("span_f1", "accuracy"),
        labels=("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"),
        languages=_LANGUAGES,
        cluster="sentence",
        revision="1.0",
        licence="ODC-By 1.0",
        citation="Pan et al. 2017; Rahimi et al. 2019",
        description="Named-entity recognition with silver tags in Wikipedia sentences; English trains.",
        corpora=("WikiANN",),
        benchmarks=(Benchmark("xtreme", _XTREME), Benchmark("xtreme-r", _XTREME_R)),
        train_rows=20_000,
        siblings=(Sibling("masakhaner_names"), WNUT_NAMES),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "panx/train-{language}.tsv", TokenTags(layout="token_tags"), _XTREME_R),
            XtremeFile("dev", "panx/dev-{language}.tsv", TokenTags(layout="token_tags"), _XTREME_R),
            XtremeFile("test", "panx/test-{language}.tsv", _UNLABELLED, _XTREME_R),
        )
    ),
    hub=[
        _HUB,
        HubData(
            repository="unimelb-nlp/wikiann",
            revision=UNPINNED,
            config="{language}",
            splits=_SPLITS,
            languages=_LANGUAGES[len(_XTREME) :],
            rows=_ROWS,
        ),
    ],
)

# A task of its own: scores on noisy text must not pass for those of the benchmark.
PANX_TYPOS = declare(
    replace(
        PANX,
        name="panx_typos",
        roles=("target",),
        languages=("en", "de", "es", "fr", "hi", "tr"),
        licence="ODC-By 1.0; typos CC BY-NC 4.0",
        citation="Stickland et al. 2023",
        description="PAN-X test sentences with typos that people made and mended in Wikipedia.",
        benchmarks=(),
    )
)
