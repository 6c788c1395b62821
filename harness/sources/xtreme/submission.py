"""Predictions as XTREME takes them: one file a task and language, of a form that depends on the task.

Source: the files of its mock submission and the readers of its ``evaluate.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from harness.errors import RequestError
from harness.scores import Prediction
from harness.sources.xtreme.declaration import XtremeData
from harness.task_spec import TaskSpec
from harness.types import Candidate, Example


def name_file(task: TaskSpec, language: str) -> str:
    """Returns the path of a file inside a submission: ``xquad/test-de.json``."""
    suffix = {"span_qa": "json", "multiple_choice": "jsonl"}.get(task.format, "tsv")
    ranked = task.retrieval is not None and task.retrieval.method == "ranking"
    return f"{task.name}/test-{language}.{'json' if ranked else suffix}"


def render_predictions(
    task: TaskSpec,
    data: XtremeData,
    examples: Sequence[Example],
    predictions: Sequence[Prediction],
    *,
    pool: Sequence[Candidate] = (),
) -> str:
    """Returns the text of one file.

    Labels and tags stand one a line, sentences parted by an empty line; answers to questions and
    ranked ids in a JSON object by example; choices as JSON lines; mined pairs as two ids a line;
    a sentence that was retrieved by its place in the file, counted from 0.

    Args:
        task: the task.
        data: what it declares of XTREME.
        examples: the test set, in the order of its file.
        predictions: one per example.
        pool: of retrieval, in the order of its file.

    Raises:
        RequestError: if a place is to be told and the data have none.
    """
    pairs = list(zip(examples, predictions, strict=True))
    match task.format:
        case "classification":
            return _join_lines(data.labels.get(str(found), str(found)) for found in predictions)
        case "tagging":
            return "\n".join(_join_lines(_as_strings(tags)) for tags in predictions)
        case "span_qa":
            return _render_json({one.id: found for one, found in pairs}) + "\n"
        case "multiple_choice":
            return _join_lines(json.dumps({"label": found}) for found in predictions)
        case _:
            return _render_retrieved(task, pairs, pool)


def _render_retrieved(
    task: TaskSpec, pairs: Sequence[tuple[Example, Prediction]], pool: Sequence[Candidate]
) -> str:
    assert task.retrieval is not None
    match task.retrieval.method:
        case "nearest":
            if not pool:
                problem = (
                    "sentences are submitted by their places in XTREME's files, which these data are not"
                )
                remedy = "give XTREME's download folder with --data"
                raise RequestError(problem, place=f"task {task.name}", remedy=remedy)
            places = {candidate.id: place for place, candidate in enumerate(pool)}
            return _join_lines(str(places[str(found)]) for _, found in pairs)
        case "mining":
            return _join_lines(f"{one.id}\t{name}" for one, found in pairs for name in _as_strings(found))
        case "ranking":
            return json.dumps({one.id: _as_strings(found) for one, found in pairs})


def _join_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _as_strings(found: Prediction) -> tuple[str, ...]:
    assert isinstance(found, tuple)
    return found


def _render_json(answers: Mapping[str, Prediction]) -> str:
    return json.dumps(answers, indent=4)
