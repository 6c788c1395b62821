"""Rows on fairness from stored predictions."""

from __future__ import annotations

import pytest

from harness.statistics.fairness import typology
from suites.analysis.baselines import compare_with_constant
from suites.analysis.fairness import compare_families

from .conftest import HALF, Subject

TYPOS, NEW = ("typos", "adversarial", 5), ("new", "domain_shift", 1)


def mark(right: int, of: int = 40) -> str:
    return "1" * right + "0" * (of - right)


def subject(
    arm: str = "direct", *, stress: dict[str, str] | None = None, seed: int = 0, **clean: str
) -> Subject:
    languages = {
        code: {"clean": marks, "baseline": mark(2)} | ({"typos": stress[code]} if stress else {})
        for code, marks in clean.items()
    }
    return Subject(f"{arm}/{seed}", languages, units=[TYPOS] if stress else [], arm=arm, seed=seed)


def rows(store, *subjects, seed=0):
    models = store(*subjects).scores()
    baselines = [one for scores in models for one in compare_with_constant(scores, 0)]
    found = compare_families(models, baselines, seed)
    return {(one.arm, one.measure, one.perturbation): one for one in found}


RIGHT = {"en": 40, "de": 36, "fr": 32, "fi": 30, "tr": 20, "zh": 24, "ar": 28, "sw": 16}
CLEAN = {code: mark(right) for code, right in RIGHT.items()}
FALLEN = {code: mark(marks.count("1") - 8) for code, marks in CLEAN.items()}


def test_clean_scores_are_averaged_over_families_and_not_tested(store):
    found = rows(store, subject(**CLEAN))["direct", "score", "clean"]
    assert found.languages == ("de", "fr", "fi", "tr", "zh", "ar", "sw")
    assert dict(zip(found.families, found.family_means, strict=True)) == {
        "Afro-Asiatic": 70.0, "Atlantic-Congo": 40.0, "Indo-European": 85.0, "Sino-Tibetan": 60.0,
        "Turkic": 50.0, "Uralic": 75.0,
    }  # fmt: skip
    assert found.family_mean == pytest.approx(380 / 6, abs=1e-4)
    assert found.language_mean == pytest.approx(465 / 7, abs=1e-4)
    assert (found.test, found.p_value, found.significant) == ("none", None, False)
    assert (found.english, found.gap) == (100.0, pytest.approx(100 - 465 / 7, abs=1e-4))
    assert [one.name for one in found.worst] == ["sw", "Atlantic-Congo"]
    assert found.worst[0].low < 40.0 < found.worst[0].high
    assert 0 < found.sd < found.sd_observed
    assert "Worst is Swahili (sw) with 40.0" in found.sentence
    assert found.sentence.endswith("It speaks of families like these, for the checkpoint at hand.")


def test_drops_are_tested_over_families(store):
    found = rows(store, subject(stress=FALLEN, **CLEAN))["direct", "drop", "typos"]
    assert (found.family_mean, found.severity, found.seeds) == (20.0, 5, 1)
    assert (found.test, found.p_value, found.p_adjusted) == ("family_sign_flip", 2 / 2**6, 2 / 2**6)
    assert found.significant
    assert found.gap == 0.0
    assert found.gini is None
    assert "p 0.031 by sign-flip over families, not corrected" in found.sentence


def test_the_worst_drop_is_the_largest(store):
    fallen = {**FALLEN, "tr": mark(2)}
    found = rows(store, subject(stress=fallen, **CLEAN))["direct", "drop", "typos"]
    language = found.worst[0]
    assert (language.name, language.value) == ("tr", 45.0)
    assert language.low < language.corrected < language.high
    assert found.language_mean < found.worst_quarter < (45 + 20) / 2  # less sampling variance
    assert found.gap == pytest.approx(25 / 7, abs=1e-4)


def test_languages_at_chance_or_without_change_are_left_out_and_named(store):
    clean = {**CLEAN, "zh": mark(2)}
    found = rows(store, subject(stress={**FALLEN, "zh": mark(1), "ar": "." * 40}, **clean))
    drop = found["direct", "drop", "typos"]
    assert drop.languages == ("de", "fr", "fi", "tr", "sw")
    assert drop.notes[:2] == (
        "left out zh: at chance, where a drop says nothing",
        "left out ar: nothing to compare",
    )
    assert "zh" in found["direct", "score", "clean"].languages
    assert "4 families: p cannot fall below 2^(1−4) = 0.125, so it cannot reach 0.05" in drop.notes


def test_gains_are_over_the_first_arm(store):
    better = {code: mark(marks.count("1") + (0 if code == "en" else 4)) for code, marks in CLEAN.items()}
    found = rows(store, subject(**CLEAN), subject("stilts", **better))
    gain = found["stilts", "gain", "clean"]
    assert (gain.baseline_arm, gain.family_mean, gain.p_value) == ("direct", 10.0, 2 / 2**6)
    assert gain.gap == -10.0
    assert ("direct", "gain", "clean") not in found
    assert "the mean gain over direct is 10.0" in gain.sentence


def test_seeds_are_averaged_and_scaled_models_left_out(store):
    other = {code: mark(marks.count("1") - 4) for code, marks in CLEAN.items()}
    scaled = Subject("d@1", {"de": {"clean": mark(1), "baseline": HALF}}, severity=1)
    found = rows(store, subject(**CLEAN), subject(seed=1, **other), scaled)
    row = found["direct", "score", "clean"]
    assert row.family_mean == pytest.approx(380 / 6 - 5, abs=1e-4)
    assert row.seeds == 2
    assert "for the 2 checkpoints at hand" in row.sentence
    assert len(found) == 1


def test_one_family_one_language_and_english_alone_are_said(store):
    family = rows(store, subject(en=mark(40), de=mark(30), fr=mark(20)))["direct", "score", "clean"]
    assert family.sentence == (
        "All 2 languages are Indo-European: the mean score is 62.5, and nothing can be said of families."
    )
    assert (family.family_mean_low, family.p_value) == (None, None)
    single = rows(store, subject(en=mark(40), de=mark(30)))["direct", "score", "clean"]
    assert single.sentence == "Only German (de) was compared: there is no mean over languages."
    assert single.worst == ()
    alone = rows(store, subject(en=mark(40)))["direct", "score", "clean"]
    assert (
        alone.sentence == "No zero-shot language was compared: nothing can be said of languages or families."
    )
    assert (alone.family_mean, alone.languages, alone.test) == (None, (), "none")
    nobody = rows(store, subject(en=mark(40), de=mark(2), stress={"en": mark(9), "de": mark(1)}))
    assert nobody["direct", "drop", "typos"].notes == ("left out de: at chance, where a drop says nothing",)


def test_without_english_there_is_no_gap_and_that_is_said(store):
    found = rows(store, subject(de=mark(30), fi=mark(20)))["direct", "score", "clean"]
    assert found.gap is None
    assert "English was not compared: no gap" in found.notes


def test_associations_have_their_sources(store, monkeypatch):
    found = rows(store, subject(**CLEAN))["direct", "score", "clean"]
    names = [one.predictor for one in found.associations]
    assert names[1:] == [
        "script other than English has (Unicode)",
        "order of words other than English has (WALS 81A)",
    ]
    script = found.associations[1]
    assert (script.families, script.note.partition(";")[0]) == (6, "underpowered: 6 families, fewer than 9")
    assert script.p_value <= script.p_adjusted <= 1
    monkeypatch.setattr(typology, "find_spec", lambda _: None)
    typology._load.cache_clear()
    without = rows(store, subject(**CLEAN))["direct", "score", "clean"].associations[0]
    typology._load.cache_clear()
    assert (without.rho, without.p_value, without.families) == (None, None, 0)
    assert without.note == (
        "typological distances: urielplus is not installed; pip install 'crosswind[typology]'."
    )


def test_each_stress_counts_at_its_highest_severity(store):
    cells = {"clean": mark(30), "baseline": mark(2), "typos": mark(20), "new": mark(25)}
    twice = Subject("direct/0", {"en": cells, "de": cells, "fi": cells}, units=[TYPOS, NEW])
    found = rows(store, twice)
    assert {key[2]: row.severity for key, row in found.items()} == {"clean": 0, "typos": 5, "new": 1}
    assert found["direct", "drop", "new"].family_mean == 12.5


def test_a_stress_that_one_seed_met_is_of_that_seed(store):
    other = {code: mark(marks.count("1") - 4) for code, marks in CLEAN.items()}
    found = rows(store, subject(stress=FALLEN, **CLEAN), subject(seed=1, **other))
    drop = found["direct", "drop", "typos"]
    assert (drop.seeds, drop.family_mean) == (1, 20.0)
    assert found["direct", "score", "clean"].seeds == 2


def test_scores_stay_scores_and_have_no_word_on_tests(store):
    few = {"en": mark(40), "de": mark(1), "fi": mark(30), "tr": mark(40)}
    row = rows(store, subject(**few))["direct", "score", "clean"]
    assert row.worst[0].low == 0.0
    assert not any("p cannot fall" in note for note in row.notes)
