"""The answers in words: what is counted is what is named."""

from __future__ import annotations

import pytest

from suites.analysis.answers import _tell_worst_cells, _tell_worst_stress, _usable
from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import compare_stressed, index_floors

from .conftest import HALF, Subject

UNITS = (("typos", "adversarial", 3),)
MARKS = {"clean": "1" * 40, "baseline": HALF, "typos": "1000" + "1" * 36}


@pytest.mark.parametrize(
    ("languages", "seeds", "counted"),
    [
        ("es", (0,), "1 language above chance (significant in 0 of 1)"),
        ("es de", (0,), "2 languages above chance (significant in 0 of 2)"),
        ("es de", (0, 1), "2 languages and 2 seeds above chance (significant in 0 of 4)"),
    ],
)
def test_seeds_are_not_counted_as_languages(store, languages, seeds, counted):
    answers = dict.fromkeys(languages.split(), MARKS)
    subjects = [Subject(f"m{seed}", answers, units=UNITS, seed=seed) for seed in seeds]
    models = store(*subjects).scores()
    floors = index_floors(one for scores in models for one in compare_with_constant(scores, 0))
    cells = [cell for scores in models for cell in compare_stressed(scores, floors, 0)]
    (sentence,) = _tell_worst_stress(cells)
    assert (
        sentence
        == f"direct on mini_pairs loses most to typos at severity 3, 7.5 points on average over {counted}"
    )


STRESSED = (("casing", "adversarial", 3), ("hypothesis_only", "adversarial", 3))
FALLS = MARKS | {"casing": "1" * 40, "hypothesis_only": "0" * 40}


def stressed(store, *, answers=FALLS):
    scores = store(Subject("m", {"es": answers}, units=STRESSED)).scores()[0]
    return compare_stressed(scores, index_floors(compare_with_constant(scores, 0)), 0)


def marked(cells, **changes):
    return [
        cell.model_copy(update=changes) if cell.perturbation == "hypothesis_only" else cell for cell in cells
    ]


def test_a_control_is_nothing_that_hurts(store):
    cells = marked(stressed(store), validity_source="control", gold_in_doubt=True)
    assert "casing" not in (told := " ".join(_tell_worst_stress(_usable(cells))))
    assert told == "direct on mini_pairs loses to nothing on average over 1 language above chance"


def test_a_drop_whose_gold_is_in_doubt_says_so(store):
    cells = marked(stressed(store), gold_in_doubt=True, significant=True)
    (hurts,) = _tell_worst_stress(_usable(cells))
    (where,) = _tell_worst_cells(_usable(cells))
    assert hurts.endswith("over 1 language above chance (significant in 1 of 1, gold in doubt in 1)")
    assert where.endswith("points (n = 40, gold in doubt)")
