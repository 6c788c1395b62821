"""LAReQA on XQuAD-R: questions answered by sentences of a pool in eleven languages."""

from __future__ import annotations

from harness.retrieval.rules import Ranking
from harness.sources.files.xquad_r import XquadR
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

_LANGUAGES = ("en", "ar", "de", "el", "es", "hi", "ru", "th", "tr", "vi", "zh")

LAREQA = declare(
    TaskSpec(
        name="lareqa",
        format="retrieval",
        roles=("target",),
        metrics=("map_at_20",),
        languages=_LANGUAGES,
        train_languages=(),
        cluster="paragraph",
        revision="1",
        licence="CC BY-SA 4.0",
        citation="Roy et al. 2020",
        description="Which sentences, in any language, answer the question?",
        # Nothing is trained for it here, but its benchmark tunes on SQuAD: an intermediate phase may too.
        corpora=("SQuAD",),
        benchmarks=(Benchmark("xtreme-r", _LANGUAGES),),
        retrieval=Ranking(depth=20),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile(
                "test",
                "lareqa/xquad-r/{language}.json",
                XquadR(layout="xquad_r", pool="lareqa/xquad-r/{language}.json", languages=_LANGUAGES),
                _LANGUAGES,
            ),
        ),
        submitted=False,
    ),
)
