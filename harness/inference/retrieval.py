"""An encoder as a predictor of retrieval: queries against the candidates of a whole set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harness.errors import RequestError
from harness.formats.tokenization import Text
from harness.inference.embedding import EmbeddedTexts, TextEmbedder
from harness.inference.mining import Side, collect_names, mine, tune_threshold
from harness.inference.queue import DEFAULT_TOKEN_BUDGET
from harness.inference.search import Shortlist, search
from harness.models.checkpoints import CheckpointFolder
from harness.retrieval.rules import Mining, Nearest, Ranking, RetrievalSettings
from harness.retrieval.vectors import Cosines, Indices, Vectors, exact_cosines, rank_settled
from harness.scores import Prediction
from harness.types import Candidate, EvaluationSet, Example, ParallelPair, Query, RelevantGold, Split


@dataclass(frozen=True, slots=True)
class _Question:
    """What an example asks.

    Attributes:
        text: of the query.
        language: of the query.
        own: the example's own candidate, of a ``ParallelPair``.
    """

    text: str
    language: str
    own: Candidate | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    candidates: tuple[Candidate, ...]
    places: Mapping[str, int]
    texts: EmbeddedTexts


class RetrievalPredictor:
    """Answers queries from the candidates of their language's set, by the rule it is given.

    Any head the checkpoint carries is left aside. Candidates, competitors in mining, mean vectors
    and thresholds come from the clean sets, whatever part of them is asked about, perturbed or not.

    Args:
        folder: a checkpoint.
        settings: how texts become vectors, and how these are searched.
        sets: the whole clean set of every language.
        development: for mining, the development set of every language.
        token_budget: tokens per batch.

    Raises:
        RequestError: if the encoder lacks the layer.
    """

    def __init__(
        self,
        folder: CheckpointFolder,
        settings: RetrievalSettings,
        sets: Mapping[str, EvaluationSet],
        *,
        development: Mapping[str, EvaluationSet] | None = None,
        token_budget: int = DEFAULT_TOKEN_BUDGET,
    ) -> None:
        self._settings, self._sets, self._development = settings, sets, development or {}
        self._embedder = TextEmbedder(folder, settings.embedding, token_budget=token_budget)
        self._pool: tuple[tuple[Candidate, ...], _Pool] | None = None
        self._means: dict[tuple[str, Split], Mapping[str, Vectors]] = {}
        self._mined: dict[str, tuple[Side, float, dict[str, str]]] = {}

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        """Returns one prediction per example, in order.

        Nearest: the id found. Ranking: the ids found, best first. Mining: the id found, or
        none; the other sentences that compete for candidates are the clean ones.
        """
        answers: dict[int, Prediction] = {}
        for language in dict.fromkeys(example.language for example in examples):
            places = [i for i, example in enumerate(examples) if example.language == language]
            found = self._answer(language, [examples[i] for i in places])
            answers.update(zip(places, found, strict=True))
        return tuple(answers[i] for i in range(len(examples)))

    def _answer(self, language: str, examples: Sequence[Example]) -> list[Prediction]:
        match self._settings.rule:
            case Mining(neighbours):
                mined = self._mine(language, examples, neighbours)
                return [(mined[one.id],) if one.id in mined else () for one in examples]
            case Ranking(depth):
                found = self._search(language, examples, depth)
                return [tuple(candidate.id for candidate in ranked) for ranked in found]
            case Nearest():
                nearest = [ranked[0] for ranked in self._search(language, examples, 1)]
                return [self._name(one, best) for one, best in zip(examples, nearest, strict=True)]

    def _name(self, example: Example, found: Candidate) -> str:
        """Another candidate that says the same to the letter is as right as a pair's own."""
        own = self._ask(example).own
        return example.id if own is not None and own.text == found.text else found.id

    def _search(self, language: str, examples: Sequence[Example], depth: int) -> list[list[Candidate]]:
        """Returns the nearest candidates of every example; a perturbed own one stands in its own place."""
        pool = self._open_pool(language)
        asked = [self._ask(example) for example in examples]
        queries = self._embed_queries(asked, self._sets[language])
        changed = {
            row: question.own
            for row, question in enumerate(asked)
            if question.own is not None and question.own != pool.candidates[pool.places[question.own.id]]
        }
        own = self._embed_candidates(tuple(changed.values()), pool.texts.means)
        rows = {row: place for place, row in enumerate(changed)}
        # one more where the clean text of a changed candidate is to be passed over
        shortlists = search(queries.vectors, pool.texts.vectors, depth + bool(changed))
        return [
            _rank((queries, row), pool, found, depth, (own, rows[row], changed[row]) if row in rows else None)
            for row, found in enumerate(shortlists)
        ]

    def _ask(self, example: Example) -> _Question:
        match example.payload:
            case Query(text):
                return _Question(text, example.language)
            case ParallelPair(sentence, english):
                if isinstance(self._settings.rule, Nearest) and self._settings.rule.query == "translation":
                    return _Question(english, "en", Candidate(example.id, example.language, sentence))
                return _Question(sentence, example.language, Candidate(example.id, "en", english))
            case payload:
                raise RequestError(
                    f"example {example.id!r} is a {type(payload).__name__}",
                    place="retrieval",
                    remedy="give queries or parallel pairs",
                )

    def _list_candidates(self, evaluation: EvaluationSet) -> tuple[Candidate, ...]:
        """The pool of a set; of parallel pairs the answers' side of all of them."""
        if evaluation.pool:
            return evaluation.pool
        pairs = (self._ask(example).own for example in (*evaluation.examples, *evaluation.reserve))
        return tuple(candidate for candidate in pairs if candidate is not None)

    def _open_pool(self, language: str) -> _Pool:
        candidates = self._list_candidates(self._sets[language])
        if self._pool is None or self._pool[0] != candidates:
            places = {candidate.id: place for place, candidate in enumerate(candidates)}
            self._pool = (candidates, _Pool(candidates, places, self._embed_candidates(candidates)))
        return self._pool[1]

    def _embed_candidates(
        self, candidates: Sequence[Candidate], means: Mapping[str, Vectors] | None = None
    ) -> EmbeddedTexts:
        groups = [candidate.language for candidate in candidates] if self._settings.embedding.centre else None
        return EmbeddedTexts(self._embedder, [_read(one) for one in candidates], groups=groups, means=means)

    def _embed_queries(self, asked: Sequence[_Question], whole: EvaluationSet) -> EmbeddedTexts:
        texts = [question.text for question in asked]
        if not self._settings.embedding.centre:
            return EmbeddedTexts(self._embedder, texts)
        key = (whole.language, whole.split)
        if key not in self._means:
            clean = [self._ask(example) for example in (*whole.examples, *whole.reserve)]
            groups = [question.language for question in clean]
            found = EmbeddedTexts(self._embedder, [question.text for question in clean], groups=groups)
            self._means[key] = found.means
        groups = [question.language for question in asked]
        return EmbeddedTexts(self._embedder, texts, groups=groups, means=self._means[key])

    def _mine(self, language: str, examples: Sequence[Example], k: int) -> dict[str, str]:
        whole = self._sets[language]
        clean = {one.id: one for one in (*whole.examples, *whole.reserve)}
        if language not in self._mined:
            right, threshold = self._target_side(whole), self._tune(language, k)
            found = mine(self._source_side(clean.values(), whole), right, k, threshold)
            self._mined = {language: (right, threshold, found)}
        right, threshold, found = self._mined[language]
        changed = {one.id: one for one in examples if one.payload != clean[one.id].payload}
        if not changed:
            return found
        return mine(self._source_side((clean | changed).values(), whole), right, k, threshold)

    def _tune(self, language: str, k: int) -> float:
        development = self._development.get(language)
        if development is None:
            raise RequestError(
                f"no development set in {language!r} to choose the threshold on",
                place="bitext mining",
                remedy="give the dev split in the catalogue",
            )
        gold = {one.id: one.gold.ids for one in development.examples if isinstance(one.gold, RelevantGold)}
        left = self._source_side(development.examples, development)
        return tune_threshold(left, self._target_side(development), k, gold)

    def _source_side(self, examples: Iterable[Example], whole: EvaluationSet) -> Side:
        asked = {example.id: self._ask(example) for example in examples}
        names = collect_names([one.text for one in asked.values()], list(asked))
        distinct = {question.text: question for question in asked.values()}
        return Side(self._embed_queries([distinct[text] for text in names], whole), tuple(names.values()))

    def _target_side(self, evaluation: EvaluationSet) -> Side:
        pool = self._list_candidates(evaluation)
        names = collect_names([one.text for one in pool], [one.id for one in pool])
        distinct = {one.text: one for one in pool}
        return Side(self._embed_candidates([distinct[text] for text in names]), tuple(names.values()))


def _read(candidate: Candidate) -> Text:
    return candidate.text if candidate.context is None else (candidate.text, candidate.context)


def _rank(
    query: tuple[EmbeddedTexts, int],
    pool: _Pool,
    found: Shortlist,
    depth: int,
    own: tuple[EmbeddedTexts, int, Candidate] | None,
) -> list[Candidate]:
    """Returns the first candidates of a shortlist, near-ties settled; an own one replaces its clean form."""
    queries, row = query
    rivals = [(pool.texts, index, pool.candidates[index]) for index in found.indices.tolist()]
    cosines, ties = found.cosines, found.indices
    if own is not None:
        place = pool.places[own[2].id]
        kept = ties != place
        rivals = [*(rival for rival in rivals if rival[2].id != own[2].id), own]
        here = exact_cosines(queries.vectors[row], own[0].vectors[own[1]])
        cosines, ties = np.append(cosines[kept], here), np.append(ties[kept], place)

    def settle(places: Indices) -> Cosines:
        queries.settle([row])
        for at in places.tolist():
            rivals[at][0].settle([rivals[at][1]])
        others = [rivals[at][0].vectors[rivals[at][1]] for at in places.tolist()]
        return exact_cosines(queries.vectors[row], np.stack(others))

    return [rivals[at][2] for at in rank_settled(cosines, ties, depth, settle).tolist()]
