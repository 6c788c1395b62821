from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from perturbations.lettercase import (
    lower_case,
    lower_cluster,
    match_case,
    raise_case,
    raise_first,
    write_title,
)


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("Istanbul", "en", "istanbul", "ISTANBUL"),
        ("Iğdır", "tr", "ığdır", "IĞDIR"),
        ("İzmir", "az", "izmir", "İZMİR"),
        ("I\u0307zmir", "tr", "izmir", "I\u0307ZMİR"),
        ("Qırım", "crh", "qırım", "QIRIM"),
        ("Windows II", "tt", "windows ii", "WINDOWS II"),
        ("ΟΔΟΣ ΣΟΦΙΑΣ", "el", "οδος σοφιας", "ΟΔΟΣ ΣΟΦΙΑΣ"),
        ("μαΐου ρολόι", "el", "μαΐου ρολόι", "ΜΑΪΟΥ ΡΟΛΟΪ"),
        ("Straße", "de", "straße", "STRASSE"),
        ("हिन्दी", "hi", "हिन्दी", "हिन्दी"),
    ],
)
def test_case_follows_the_language(text, language, low, high):
    assert lower_case(text, language) == low
    assert raise_case(text, language) == high


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [("ijs eten", "nl", "IJs Eten"), ("iyi gün", "tr", "İyi Gün"), ("l'été d'or", "fr", "L'été D'or")],
)
def test_titles(text, language, title):
    assert write_title(text, language) == title


@pytest.mark.parametrize(
    ("text", "model", "language", "expected"),
    [
        ("large", "Big", "en", "Large"),
        ("large", "BIG", "en", "LARGE"),
        ("large", "I", "en", "Large"),
        ("Haus", "bau", "de", "Haus"),
        ("iyi", "Güzel", "tr", "İyi"),
        ("iyi", "GÜZEL", "tr", "İYİ"),
        ("καλός", "ΩΡΑΙΟΣ", "el", "ΚΑΛΟΣ"),
        ("बड़ा", "महान", "hi", "बड़ा"),
    ],
)
def test_the_case_is_kept(text, model, language, expected):
    assert match_case(text, model, language) == expected


def test_a_first_letter_alone_is_raised():
    assert raise_first("istanbul İLİ", "tr") == "İstanbul İLİ"
    assert raise_first("", "tr") == ""


@pytest.mark.parametrize("language", ["en", "tr", "el"])
@given(text=st.text(st.sampled_from("aIİıiΣσςΑάßé '.-\u0301"), max_size=12))
def test_clusters_make_the_word(language, text):
    """Sigma looks at the clusters beside it alone, where a text looks past marks such as apostrophes."""
    row = regex.findall(r"\X", text)
    low = "".join(lower_cluster(row, at, language) for at in range(len(row)))
    assert low.replace("ς", "σ") == lower_case(text, language).replace("ς", "σ")


def test_a_sigma_ends_a_word():
    assert [lower_cluster("ΟΔΟΣ Σ", at, "el") for at in (3, 5)] == ["ς", "σ"]
    assert lower_cluster("ΣΟΦΙΑ", 0, "el") == "σ"
