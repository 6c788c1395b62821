"""UD POS: universal part-of-speech tags over Universal Dependencies treebanks."""

from __future__ import annotations

from dataclasses import replace

from harness.sources.files.token_tags import TokenTags
from harness.sources.xtreme.declaration import XtremeData, XtremeFile
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import declare

_XTREME = (
    *("en", "af", "ar", "bg", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hu", "id"),
    *("it", "ja", "kk", "ko", "mr", "nl", "pt", "ru", "ta", "te", "th", "tl", "tr", "ur", "vi", "yo"),
    "zh",
)
_XTREME_R = (*_XTREME, "lt", "pl", "ro", "uk", "wo")

_UNLABELLED = TokenTags(layout="token_tags", unlabelled=True)

UDPOS = declare(
    TaskSpec(
        name="udpos",
        format="tagging",
        roles=("intermediate", "target"),
        metrics=("span_f1", "accuracy"),
        labels=(
            *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
            *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
        ),
        languages=_XTREME_R,
        cluster="sentence",
        revision="ud-2",
        licence="by treebank: CC BY-SA 3.0, CC BY-SA 4.0, CC BY-NC-SA 4.0 and others",
        citation="Nivre et al. 2020",
        # No training_domains: GUM's fifteen English genres include the news and Wikipedia text
        # of the PUD test sets, so that no genre of the tests is foreign to training.
        description="Part-of-speech tagging; one English treebank trains.",
        corpora=("Universal Dependencies",),
        benchmarks=(Benchmark("xtreme", _XTREME), Benchmark("xtreme-r", _XTREME_R)),
        train_rows=21_253,
        siblings=(Sibling("udpos_gum"),),
        unavailable=(
            'the hub\'s tables of treebanks hold the words of fused forms ("zu", "dem") where the benchmark '
            'has the forms ("zum"); name CoNLL-U files in a catalogue, or use the task udpos_words'
        ),
    ),
    xtreme=XtremeData(
        files=(
            XtremeFile("train", "udpos/train-{language}.tsv", TokenTags(layout="token_tags"), _XTREME_R),
            XtremeFile("dev", "udpos/dev-{language}.tsv", TokenTags(layout="token_tags"), _XTREME_R),
            XtremeFile("test", "udpos/test-{language}.tsv", _UNLABELLED, _XTREME_R),
        )
    ),
)

# English test sentences of the treebank that trains, where the benchmark's are those of another.
UDPOS_GUM = declare(
    replace(
        UDPOS,
        name="udpos_gum",
        roles=("target",),
        languages=("en",),
        licence="CC BY-NC-SA 4.0 and others, by document",
        citation="Zeldes 2017",
        description="Part-of-speech tagging of GUM's own test set, in the genres of its training set.",
        benchmarks=(),
        train_rows=0,
        siblings=(Sibling("udpos"),),
        unavailable="",
    )
)
