"""Tatoeba: sentences of 41 languages with their English translations, up to 1,000 each, from LASER."""

from __future__ import annotations

from harness.retrieval.rules import Nearest
from harness.sources.files.parallel_lines import ParallelLines
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import XTREME
from harness.sources.rows.translations import Translations
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import declare

_XTREME = (
    "ar", "he", "vi", "id", "jv", "tl", "eu", "ml", "ta", "te", "af", "nl", "de", "el", "bn",
    "hi", "mr", "ur", "fa", "fr", "it", "pt", "es", "bg", "ru", "ja", "ka", "ko", "th", "sw",
    "zh", "kk", "tr", "et", "fi", "hu",
)  # fmt: skip
_CODES = """
    ara heb vie ind jav tgl eus mal tam tel afr nld deu ell ben
    hin mar urd pes fra ita por spa bul rus jpn kat kor tha swh
    cmn kaz tur est fin hun
"""
# XTREME-R adds these.
_ADDED = ("az", "lt", "pl", "uk", "ro")

TATOEBA = declare(
    TaskSpec(
        name="tatoeba",
        format="retrieval",
        roles=("target",),
        metrics=("accuracy",),
        languages=(*_XTREME, *_ADDED),
        train_languages=(),
        cluster="sentence",
        revision="LASER v1",
        licence="CC BY 2.0 FR",
        citation="Artetxe and Schwenk 2019",
        description="Which sentence of the language is the translation of the English one?",
        benchmarks=(Benchmark("xtreme", _XTREME), Benchmark("xtreme-r", (*_XTREME, *_ADDED))),
        # XTREME and Phang et al. search all sentences of the language for each English one.
        retrieval=Nearest(query="translation"),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile(
                "test",
                "tatoeba/{language}-en.{language}",
                # its English lines are sorted, which hides what belongs together
                ParallelLines(layout="parallel_lines", english="tatoeba/{language}-en.en", aligned=False),
                (*_XTREME, *_ADDED),
            ),
        )
    ),
    hub=[
        HubData(
            repository="google/xtreme",
            revision=XTREME,
            config="tatoeba.{code}",
            splits={"test": HubSplit("validation")},
            languages=_XTREME,
            codes=dict(zip(_XTREME, _CODES.split(), strict=True)),
            rows=Translations(sentence="source_sentence", english="target_sentence"),
        )
    ],
)
