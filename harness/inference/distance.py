"""How far examples lie from the training data, as an encoder sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from harness.formats.tokenization import Text
from harness.inference.embedding import TextEmbedder
from harness.models.checkpoints import CheckpointFolder
from harness.retrieval.rules import EmbeddingSettings
from harness.types import Example, text_fields


class DistanceMeter:
    """Cosine distance of an example's vector to the mean vector of training examples.

    The vector is the mean over all tokens of the encoder's last layer, special ones included, of at most
    512 tokens; a pair of texts is read as a pair, more texts are joined by spaces. The mean is taken over
    vectors as they are, not brought to unit length. The distance is 1 - cosine, from 0 (as the training data)
    to 2; where a vector is zero it is 1.

    Each text is embedded alone and by one thread, so that distances do not depend on each other.

    Args:
        folder: a checkpoint, whose encoder embeds.
        training: examples that are not out of distribution; at least one.
    """

    def __init__(self, folder: CheckpointFolder, training: Iterable[Example]) -> None:
        self._embedder = TextEmbedder(folder, EmbeddingSettings())
        self._mean = self._embed(tuple(training)).mean(axis=0)

    def measure(self, examples: Sequence[Example]) -> dict[str, float]:
        """Returns example id → distance."""
        vectors = self._embed(examples)
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(self._mean)
        cosines = (vectors * self._mean).sum(axis=1) / np.where(lengths > 0, lengths, 1.0)
        return {example.id: 1.0 - float(cosine) for example, cosine in zip(examples, cosines, strict=True)}

    def _embed(self, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
        return embed_examples(self._embedder, examples)


def embed_examples(embedder: TextEmbedder, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    """Returns one vector an example, (n, hidden), each embedded alone: a pair of texts as a pair."""
    return embedder.embed_alone([_text_of(example) for example in examples]).astype(np.float64)


def _text_of(example: Example) -> Text:
    texts = [text for _, text in text_fields(example.payload)]
    return (texts[0], texts[1]) if len(texts) == 2 else " ".join(texts)
