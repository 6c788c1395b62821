"""MasakhaNER 2.0: names and dates in the news of twenty African languages, tagged by hand."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import CONVERTED
from harness.sources.rows.tokens import Tokens
from harness.task_spec import Sibling, TaskSpec
from harness.tasks import declare
from harness.tasks.panx import PANX, PANX_ENGLISH

_LANGUAGES = (
    *("bbj", "bm", "ee", "fon", "ha", "ig", "lg", "luo", "mos", "ny"),
    *("pcm", "rw", "sn", "sw", "tn", "tw", "wo", "xh", "yo", "zu"),
)
_CODES = """
    bbj bam ewe fon hau ibo lug luo mos nya
    pcm kin sna swa tsn twi wol xho yor zul
"""
_HUB = HubData(
    repository="masakhane/masakhaner2",
    revision=CONVERTED,
    config="{code}",
    splits={"train": HubSplit("train"), "dev": HubSplit("validation"), "test": HubSplit("test")},
    languages=_LANGUAGES,
    codes=dict(zip(_LANGUAGES, _CODES.split(), strict=True)),
    rows=Tokens(tokens="tokens", tags="ner_tags"),
)
_NO_DATES: dict[str, str | None] = {"B-DATE": "O", "I-DATE": "O"}

MASAKHANER = declare(
    TaskSpec(
        name="masakhaner",
        format="tagging",
        roles=("intermediate", "target"),
        metrics=("span_f1", "accuracy"),
        labels=(*PANX.labels, "B-DATE", "I-DATE"),
        languages=_LANGUAGES,
        # There is no English part; Nigerian Pidgin is the nearest to it.
        train_languages=("pcm",),
        cluster="sentence",
        revision="2.0",
        licence="CC BY-NC 4.0",
        citation="Adelani et al. 2022",
        description="Named-entity recognition in African news; Nigerian Pidgin trains.",
        corpora=("MasakhaNER",),
        train_rows=5_646,
        # No siblings: dates are tagged here alone, so every other set would call right answers wrong.
    ),
    hub=[_HUB],
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
        siblings=(Sibling("panx"),),
    ),
    hub=[
        PANX_ENGLISH,
        replace(
            _HUB,
            splits={"test": HubSplit("test")},
            rows=Tokens(tokens="tokens", tags="ner_tags", labels=_NO_DATES),
        ),
    ],
)
