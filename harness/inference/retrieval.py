"""An encoder as a predictor of retrieval: queries against the candidates of a whole set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from harness.formats.base import ModelInput
from harness.formats.limits import Limits
from harness.formats.retrieval import Vectors, encode_text, normalise, rank_candidates
from harness.inference.queue import DEFAULT_TOKEN_BUDGET, InferenceQueue
from harness.models.builder import load_model, pick_device
from harness.models.checkpoints import CheckpointFolder
from harness.models.tokenizers import load_text_encoder
from harness.scores import Prediction
from harness.types import Example, ParallelPair

CLOSE_COSINE = 1e-5
"""Lead in cosine under which candidates are ranked again alone; batch shapes cause about 1e-7."""


class RetrievalPredictor:
    """Answers each query with the id of the nearest candidate among those of its language.

    Mean of the last layer over all tokens, cosine, one nearest neighbour: the XTREME rule
    for Tatoeba. Any head the checkpoint carries is left aside.

    Args:
        folder: a checkpoint.
        pool: the examples whose candidates are searched; perturbed queries are searched
            among the candidates of the clean set.
        max_length: tokens per sequence.
        token_budget: tokens per batch.
    """

    def __init__(
        self,
        folder: CheckpointFolder,
        pool: Sequence[Example],
        *,
        max_length: int = 128,
        token_budget: int = DEFAULT_TOKEN_BUDGET,
    ) -> None:
        self._encoder = load_text_encoder(folder, Limits(max_length))
        model = load_model(folder, "embedding").to(pick_device())  # type: ignore[arg-type]
        self._queue = InferenceQueue(
            model, "embedding", pad_id=self._encoder.pad_id, token_budget=token_budget
        )
        self._pools: dict[str, list[tuple[str, ModelInput]]] = {}
        for example in pool:
            entry = (example.id, self._encode(_sides(example).candidate))
            self._pools.setdefault(example.language, []).append(entry)

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        """Returns the id of the retrieved candidate per example, in order."""
        answers: dict[int, Prediction] = {}
        for language in dict.fromkeys(example.language for example in examples):
            places = [i for i, example in enumerate(examples) if example.language == language]
            queries = [self._encode(_sides(examples[i]).query) for i in places]
            pool = self._pools[language]
            for place, found in zip(places, self._search(queries, pool), strict=True):
                # another candidate that says the same to the letter is as right as its own
                same = pool[found][1] == self._encode(_sides(examples[place]).candidate)
                answers[place] = examples[place].id if same else pool[found][0]
        return tuple(answers[i] for i in range(len(examples)))

    def _search(self, queries: list[ModelInput], pool: list[tuple[str, ModelInput]]) -> list[int]:
        candidates = [item for _, item in pool]
        outputs = normalise(np.stack(self._queue.run([*queries, *candidates])))
        found, leads = rank_candidates(outputs[: len(queries)], outputs[len(queries) :])
        for row in np.flatnonzero(leads < CLOSE_COSINE):
            found[row] = self._search_alone(queries[row], candidates, outputs[row], outputs[len(queries) :])
        return [int(index) for index in found]

    def _search_alone(
        self, query: ModelInput, candidates: list[ModelInput], vector: Vectors, others: Vectors
    ) -> int:
        """Ranks the candidates in reach of the best again, each embedded in a batch of its own."""
        cosines = others @ vector
        close: npt.NDArray[np.intp] = np.flatnonzero(cosines > cosines.max() - 4 * CLOSE_COSINE)
        alone = normalise(np.stack(self._queue.run_alone([query, *(candidates[i] for i in close)])))
        best, _ = rank_candidates(alone[:1], alone[1:])
        return int(close[best[0]])

    def _encode(self, text: str) -> ModelInput:
        return encode_text(text, self._encoder)


def _sides(example: Example) -> ParallelPair:
    assert isinstance(example.payload, ParallelPair)
    return example.payload
