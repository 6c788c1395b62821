"""UD POS over syntactic words, as the hub has XTREME's treebanks: not quite what XTREME scores."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import XTREME
from harness.sources.rows.tokens import Tokens
from harness.tasks import declare
from harness.tasks.udpos import UDPOS

_LANGUAGES = UDPOS.benchmarks[0].languages

# A task of its own: fused forms ("zum") come apart here ("zu", "dem"), so scores are not the benchmark's.
UDPOS_WORDS = declare(
    replace(
        UDPOS,
        name="udpos_words",
        languages=_LANGUAGES,
        revision="ud-2.5",
        description="Part-of-speech tagging of syntactic words; all English treebanks of XTREME train.",
        benchmarks=(),
        unavailable="",
    ),
    hub=[
        HubData(
            repository="google/xtreme",
            revision=XTREME,
            config="udpos.{name}",
            splits={
                "train": HubSplit("train", languages=("en",)),
                "dev": HubSplit("validation", languages=("en",)),
                "test": HubSplit("test"),
            },
            languages=_LANGUAGES,
            rows=Tokens(tokens="tokens", tags="pos_tags"),
        )
    ],
)
