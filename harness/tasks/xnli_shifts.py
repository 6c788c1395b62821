"""XNLI as others have changed it: typos, regional varieties, translation back, kinds of reasoning."""

from __future__ import annotations

from dataclasses import replace

from harness.tasks import declare
from harness.tasks.xnli import XNLI

_BASE = replace(XNLI, benchmarks=())

XNLI_TYPOS = declare(
    replace(
        _BASE,
        name="xnli_typos",
        languages=("en", "de", "es", "fr", "hi", "tr"),
        citation="Stickland et al. 2023",
        description="XNLI's test sets, or parts of them, with misspellings found in Wikipedia's edits.",
    )
)

XNLI_NATIVE = declare(
    replace(
        _BASE,
        name="xnli_native",
        languages=("en", "es"),
        citation="Heredia et al. 2024",
        description="Pairs written in Basque, in Spanish by people and in English by machine.",
    )
)

XNLI_VARIANTS = declare(
    replace(
        _BASE,
        name="xnli_variants",
        languages=("en", "es"),
        citation="Bengoetxea et al. 2025",
        description="Pairs reworded in the Spanish of several countries, and in English by machine.",
    )
)

XNLI_TRANSLATE_TEST = declare(
    replace(
        _BASE,
        name="xnli_translate_test",
        languages=("en",),
        citation="Htet and Dras 2025",
        description="XNLI's test sets machine-translated to English from other languages.",
    )
)

TAXIXNLI = declare(
    replace(
        _BASE,
        name="taxixnli",
        languages=("en",),
        licence="Computational Use of Data Agreement 1.0",
        citation="K et al. 2021",
        description="English pairs of XNLI whose kinds of reasoning are annotated.",
    )
)

TAXIXNLI_KINDS = tuple(
    declare(
        replace(
            TAXIXNLI,
            name=f"taxixnli_{kind}",
            description=f"English pairs of XNLI that need reasoning of the kind {kind!r}.",
        )
    )
    for kind in ("boolean", "negation", "spatial", "temporal", "causal", "knowledge")
)
