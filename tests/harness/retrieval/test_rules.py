"""What a report says of how candidates were searched."""

from __future__ import annotations

import pytest

from harness.errors import RequestError
from harness.retrieval.rules import (
    EmbeddingSettings,
    Mining,
    Nearest,
    Ranking,
    RetrievalSettings,
    override_query,
)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            RetrievalSettings(Nearest("translation"), EmbeddingSettings(layer=14)),
            "nearest by cosine, English asks the language's index; "
            "layer 14, mean over all tokens, at most 512 tokens",
        ),
        (
            RetrievalSettings(Mining(), EmbeddingSettings(centre=True, special_tokens=False)),
            "mined by ratio margin over 4 neighbours, threshold from the development set; "
            "last layer, mean over the text's tokens, centred by language, at most 512 tokens",
        ),
        (
            RetrievalSettings(Ranking(), EmbeddingSettings(pooling="cls", max_length=64)),
            "the 20 nearest by cosine; last layer, first token, at most 64 tokens",
        ),
    ],
)
def test_a_method_in_words(settings, words):
    assert settings.describe() == words


def test_the_side_that_asks_is_a_choice_of_pairs_alone():
    assert override_query(Nearest(), "translation", place="x") == Nearest("translation")
    message = r"^x: under the rule 'ranking' it is given who asks; leave 'query' out\.$"
    with pytest.raises(RequestError, match=message):
        override_query(Ranking(), "translation", place="x")
