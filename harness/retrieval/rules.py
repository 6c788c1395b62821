"""How a retrieval task is answered: the vectors and the search, as values that a plan records.

Nothing is trained for retrieval, so these settings *are* the method. Published recipes
disagree on them, which is why none is hard-coded:

- Phang et al. 2020 (jiant's ``xtreme_runconfig_writer``): ``hidden_states[14]`` of XLM-R Large,
  counted from the embeddings, mean over all tokens, special ones included, cut at 512.
- XTREME's scripts: Tatoeba index 13 of the last 24 states (layer 14), BUCC index 7 of the last
  12 (layer 20 of Large) with ``cls``; users found layer 10 to match the paper's Tatoeba.
- XTREME-R's LAReQA and Mewsli-X towers: ``cls`` of the last layer, after tuning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from harness.errors import RequestError


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """How a text becomes a vector.

    Attributes:
        layer: as ``hidden_states`` counts: 0 is the embeddings, 1 the first layer, negative from
            the end; None is the last.
        pooling: ``mean`` over the tokens, or the first token's state (``cls``).
        centre: subtract the mean vector of the language's texts on the same side of the clean
            set (queries or candidates); perturbed texts are centred by the clean mean.
        special_tokens: whether the mean counts tokens that the tokenizer adds around a text.
        max_length: tokens per text, special ones included, or as many as the encoder reads if
            these are fewer; the rest is cut off.
    """

    layer: int | None = None
    pooling: Literal["mean", "cls"] = "mean"
    centre: bool = False
    special_tokens: bool = True
    max_length: int = 512

    def describe(self) -> str:
        """Returns the settings in words."""
        layer = "last layer" if self.layer is None else f"layer {self.layer}"
        tokens = "all tokens" if self.special_tokens else "the text's tokens"
        pooling = f"mean over {tokens}" if self.pooling == "mean" else "first token"
        centred = ", centred by language" if self.centre else ""
        return f"{layer}, {pooling}{centred}, at most {self.max_length} tokens"


Side: TypeAlias = Literal["sentence", "translation"]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The answer is the candidate nearest by cosine (Tatoeba).

    Attributes:
        query: which side of a ``ParallelPair`` asks. ``sentence``: the text of the set's language,
            and its English translation is looked for. ``translation``: English asks, and all
            sentences of the set's language are searched, as XTREME and Phang et al. do; a
            perturbed sentence then stands in the index in its own place, among clean ones.
    """

    query: Side = "sentence"
    method: Literal["nearest"] = "nearest"

    def describe(self) -> str:
        """Returns the rule in words."""
        asked = (
            "the language asks English" if self.query == "sentence" else "English asks the language's index"
        )
        return f"nearest by cosine, {asked}"


@dataclass(frozen=True, slots=True)
class Mining:
    """The answer is at most one candidate, found by bitext mining (BUCC).

    Ratio margin over the ``neighbours`` nearest of both sides, best candidates of both
    directions merged one-to-one from the best down, and a threshold that maximises F1 on the
    development set; see ``harness.retrieval.mining``.
    """

    neighbours: int = 4
    method: Literal["mining"] = "mining"

    def describe(self) -> str:
        """Returns the rule in words."""
        return f"mined by ratio margin over {self.neighbours} neighbours, threshold from the development set"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer is the ``depth`` nearest candidates of the whole pool, best first (Mewsli-X, LAReQA)."""

    depth: int = 20
    method: Literal["ranking"] = "ranking"

    def describe(self) -> str:
        """Returns the rule in words."""
        return f"the {self.depth} nearest by cosine"


RetrievalRule: TypeAlias = Nearest | Mining | Ranking


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """All that turns an encoder into answers of a retrieval task."""

    rule: RetrievalRule
    embedding: EmbeddingSettings = EmbeddingSettings()

    def describe(self) -> str:
        """Returns the settings in words, for a report."""
        return f"{self.rule.describe()}; {self.embedding.describe()}"


def override_query(rule: RetrievalRule, query: Side, *, place: str) -> Nearest:
    """Returns the rule with another side asking.

    Raises:
        RequestError: if no side of a pair asks under this rule.
    """
    if not isinstance(rule, Nearest):
        raise RequestError(
            f"under the rule {rule.method!r} it is given who asks", place=place, remedy="leave 'query' out"
        )
    return replace(rule, query=query)
