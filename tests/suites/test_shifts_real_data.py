"""Every shift on real test sets: what it keeps is unchanged, and where it cannot be made it says why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from harness.types import NotApplicable
from perturbations.base import PERTURBATIONS, Shift
from perturbations.context import build_context
from suites.data import DataAccess, find_task
from suites.plan import Unit
from suites.shifts import ShiftData

pytestmark = pytest.mark.slow

CATALOGUE = Path(__file__).parents[1] / "catalogues" / "shared-data.yaml"
SHIFTS = tuple(entry for entry in PERTURBATIONS if isinstance(entry, Shift))
REFUSED = {
    "xnli/en": {"other_domain"},
    "xnli/sw": {"other_domain", "other_source"},
    "xnli_genre/es": {"other_source"},
    "americasnli/ay": {"genre_slice", "negation_slice", "other_domain", "other_source"},
    "xquad/ar": {"genre_slice", "label_prior", "other_domain"},
    "xquad/zh": {"genre_slice", "label_prior", "other_domain", "other_source"},
    "tydiqa/ru": {"genre_slice", "label_prior", "negation_slice", "other_domain"},  # none of 400 negates
    "udpos/en": {"label_prior", "lexical_overlap_slice", "misleading_overlap_slice", "other_domain"},
    "udpos_gum/en": {"label_prior", "lexical_overlap_slice", "misleading_overlap_slice", "other_domain"},
    "panx/sw": {  # its headings never negate
        *("genre_slice", "label_prior", "lexical_overlap_slice", "misleading_overlap_slice", "other_domain"),
        "negation_slice",
    },
    "masakhaner_names/rw": {
        *("genre_slice", "label_prior", "lexical_overlap_slice", "misleading_overlap_slice", "other_domain"),
        "negation_slice",
    },
    "pawsx/zh": {"genre_slice", "other_domain", "other_source"},
    "xcopa/th": {"genre_slice", "other_domain", "other_source"},
}
"""Task and language → shifts that their data do not allow."""


def load(root: Path, name: str):
    task, language = name.split("/")
    access = DataAccess(CATALOGUE, root)
    evaluation = access.load_evaluation(find_task(task, place="test"), language, limit=400)
    units = tuple(Unit("s", "domain_shift", shift.name, 3, (language,), paired=False) for shift in SHIFTS)
    evaluation = ShiftData(find_task(task, place="test"), units, 400, access).complete(evaluation)
    measured = {example.id: float(number) for number, example in enumerate(evaluation.examples)}
    return evaluation, replace(build_context(evaluation), distances=measured, perplexities=measured)


@pytest.mark.parametrize("name", REFUSED)
def test_shifts_hold_on_real_sets(data_root, name):
    evaluation, context = load(data_root, name)
    known = {id(e) for e in (*evaluation.examples, *evaluation.reserve, *evaluation.foreign)}
    refused = set()
    for entry in SHIFTS:
        found = [entry.shift(evaluation, severity=s, seed=0, context=context) for s in range(6)]
        if isinstance(found[1], NotApplicable):
            refused.add(entry.name)
            continue
        sizes = [len(one.examples) for one in found]
        assert all(sizes)
        assert sizes[1:] == sorted(sizes[1:], reverse=True)
        assert {id(example) for one in found for example in one.examples} <= known
        assert found[1].examples != evaluation.examples
    assert refused == REFUSED[name]


def test_genres_of_xnli_go_to_those_that_multinli_did_not_train(data_root):
    evaluation, context = load(data_root, "xnli/en")
    done = PERTURBATIONS.get("genre_slice").shift(evaluation, severity=3, seed=0, context=context)
    genres = Counter(example.domain for example in done.examples)
    assert set(genres) < {"facetoface", "letters", "nineeleven", "oup", "verbatim"}
    assert 3 <= len(genres) <= 4
