"""SQuAD's rules for answer strings, as XTREME applies them to XQuAD and TyDiQA.

The normalisation knows English only: ASCII punctuation, the articles a/an/the, tokens at
whitespace. In scripts without spaces F1 is therefore close to exact match. Where the
question has an answer the rules are those of SQuAD 1.1; where it has none, SQuAD 2.0's.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import AnswersGold, Gold

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@lru_cache(maxsize=65536)
def normalise_answer(text: str) -> str:
    """Returns the text in lower case without ASCII punctuation, articles and extra space."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def match_exactly(prediction: str, answer: str) -> float:
    """Returns 1 if both are the same after normalisation, otherwise 0."""
    return float(normalise_answer(prediction) == normalise_answer(answer))


def overlap_f1(prediction: str, answer: str) -> float:
    """Returns the F1 of the two bags of tokens, a fraction; 0 where they share none."""
    found, wanted = normalise_answer(prediction).split(), normalise_answer(answer).split()
    shared = (Counter(found) & Counter(wanted)).total()
    return 2.0 * shared / (len(found) + len(wanted)) if shared else 0.0


def measure_best(
    compare: Callable[[str, str], float], metric: str, gold: Gold, prediction: Prediction
) -> tuple[float, ...]:
    """Returns ``(best value over the gold answers, 1)``.

    A question without an answer is right exactly when nothing is predicted.

    Raises:
        RequestError: if the gold is not a set of answers or the prediction not a text.
    """
    if not isinstance(gold, AnswersGold) or not isinstance(prediction, str):
        raise refuse_prediction(metric, gold, prediction)
    if not gold.answers:
        return match_exactly(prediction, ""), 1.0
    return max(compare(prediction, answer.text) for answer in gold.answers), 1.0
