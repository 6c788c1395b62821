"""The flips between training seeds, beside those under stress."""

from __future__ import annotations

import pytest

from harness.errors import RequestError
from suites.analysis import build_report
from suites.analysis.flip_floors import measure_flip_floors
from suites.report.model import RunRecord

from .conftest import HALF, Subject
from .test_worst import text_of

GOOD = "1" * 40
TYPOS = ("typos", "adversarial", 3)
RECORD = RunRecord(created="2026-01-01", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)


def subject(clean: str, seed: int, arm: str = "direct", **more: str) -> Subject:
    cells = {"clean": clean, "baseline": HALF, "typos": HALF, **more}
    return Subject(f"{arm}/{seed}", {"es": cells}, units=[TYPOS], arm=arm, seed=seed, texts=text_of)


def test_a_recipe_has_the_mean_over_pairs_of_its_seeds(store):
    clean = (GOOD, "0" * 4 + "1" * 36, "0" * 8 + "1" * 32)
    models = store(*(subject(one, seed) for seed, one in enumerate(clean))).scores()
    wanted = pytest.approx((0.1 + 0.2 + 0.1) / 3)
    assert measure_flip_floors(models) == {(f"direct/{seed}", "es"): wanted for seed in range(3)}


def test_arms_are_apart_and_one_seed_has_none(store):
    models = store(subject(GOOD, 0), subject(HALF, 0, "stilts")).scores()
    assert measure_flip_floors(models) == {}


def test_seeds_on_other_examples_are_refused(store):
    models = store(subject(GOOD, 0), subject("." + GOOD[1:], 1)).scores()
    with pytest.raises(RequestError, match="direct/1 and direct/0 were evaluated on different examples"):
        measure_flip_floors(models)


def test_cells_show_it_beside_their_flips(store):
    run = store(subject(GOOD, 0), subject("0000" + GOOD[4:], 1), subject(GOOD, 0, "stilts"))
    cells = build_report(run.plan, run.folder, RECORD).cells
    assert [cell.flip_floor for cell in cells] == [0.1, 0.1, None]
    assert cells[0].flip_rate == 0.5
