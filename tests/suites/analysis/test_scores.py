"""Stored predictions as matrices, aligned by example."""

from __future__ import annotations

import numpy as np
import pytest

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.scores import ScoreMatrix
from suites.analysis.scores import align_rows, take_rows
from suites.predictions import CellKey

from .conftest import Subject

SUBJECT = Subject(
    "m",
    {"es": {"clean": "1101", "baseline": "0001", "keyboard_typos": ".01."}},
    units=[("keyboard_typos", "adversarial", 3)],
)
TYPOS = CellKey("es", "keyboard_typos", 3)


def test_only_changed_examples_are_compared_each_with_its_own_original(store):
    (scores,) = store(SUBJECT).scores()
    pair = scores.pair_with_clean(TYPOS, scores.headline)
    assert pair.clean.ids == pair.perturbed.ids == ("e01", "e02")
    assert pair.clean.statistics[:, 0].tolist() == [1, 0]
    assert pair.perturbed.statistics[:, 0].tolist() == [0, 1]
    assert pair.changed.tolist() == [True, True]


def test_flips_are_of_predictions(store):
    subject = Subject("m", {"es": {"clean": "1100", "x": "1010"}}, units=[("x", "adversarial", 1)])
    (scores,) = store(subject).scores()
    pair = scores.pair_with_clean(CellKey("es", "x", 1), scores.headline)
    assert pair.changed.tolist() == [False, True, True, False]


def test_the_constant_answer_is_compared_on_all_clean_examples(store):
    (scores,) = store(SUBJECT).scores()
    pair = scores.pair_with_constant("es", scores.headline)
    assert pair.clean.statistics[:, 0].tolist() == [1, 1, 0, 1]
    assert pair.perturbed.statistics[:, 0].tolist() == [0, 0, 0, 1]


def test_every_metric_has_its_columns_and_the_first_is_the_headline(store):
    run = store(Subject("m", {"es": {}}, task="mini_qa"))
    (scores,) = run.scores()
    widths = [len(METRICS.get(name).columns) for name in ("squad_f1", "squad_em")]
    assert [part.metric.name for part in scores.metrics] == ["squad_f1", "squad_em"]
    assert [part.headline for part in scores.metrics] == [True, False]
    assert [(p.columns.start, p.columns.stop) for p in scores.metrics] == [
        (0, widths[0]),
        (widths[0], sum(widths)),
    ]


def test_missing_predictions_are_named(store):
    run = store(SUBJECT)
    (path,) = run.folder.glob("predictions/*")
    path.unlink()
    with pytest.raises(RequestError) as caught:
        run.scores()
    assert str(caught.value) == f"{path}: missing predictions; finish the run by its own command."


def test_rows_are_found_by_id_in_any_order():
    matrix = ScoreMatrix(("a", "b", "c"), ("g", "g", "h"), np.arange(3.0)[:, None])
    rows = align_rows(matrix, take_rows(matrix, np.array([2, 0])))
    assert rows.tolist() == [2, 0]
    taken = take_rows(matrix, rows)
    assert (taken.ids, taken.groups, taken.statistics.ravel().tolist()) == (
        ("c", "a"),
        ("h", "g"),
        [2.0, 0.0],
    )
