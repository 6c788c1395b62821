"""In how many languages a stress lowers the score, counted over cells."""

from __future__ import annotations

import pytest

from harness.errors import DataFileError, UnknownNameError
from harness.statistics import adjust
from suites.analysis import build_report
from suites.analysis.language_counts import count_languages
from suites.analysis.settings import ANALYSIS_FILE, AnalysisSettings, keep_settings, read_settings
from suites.report.markdown import render_markdown
from suites.report.model import RunRecord

from .conftest import HALF, Subject
from .test_worst import text_of

RECORD = RunRecord(created="2026-01-01", folder="f", wall_seconds=1.0, peak_memory_mib=1.0)
GOOD, LESS, SAME = "1" * 40, "1" * 24 + "0" * 16, "1" * 40
TYPOS = ("typos", "adversarial", 3)


def languages(**stressed):
    """Each language is right everywhere when clean, but for those at chance."""
    return {
        code: {"clean": HALF if code == "zh" else GOOD, "baseline": HALF, "typos": marks}
        for code, marks in stressed.items()
    }


@pytest.fixture
def run(store):
    answers = languages(en=LESS, es=LESS, de=SAME, zh="0" * 40, fi="." * 40)
    return store(Subject("direct", answers, units=(TYPOS,), texts=text_of))


@pytest.fixture
def report(run):
    return build_report(run.plan, run.folder, RECORD)


def test_a_count_says_where_and_what_was_left_out(report):
    (found,) = report.language_counts
    assert (found.least, found.tested, found.named) == (2, 4, ("en", "es"))
    assert (found.at_chance, found.untested) == (("zh",), ("fi",))
    assert (found.perturbation, found.severity, found.metric) == ("typos", 3, "accuracy")
    assert len(found.p_values) == 4
    assert found.p_values[0] == pytest.approx(4 * 0.5**17, abs=4e-6)
    assert found.p_values[2:] == (1.0, 1.0)
    assert found.sentence == (
        "falls in at least 2 of 4 languages (partial conjunction, Bonferroni, α = 0.05)"
    )


def test_it_stands_in_the_report(report):
    text = render_markdown(report)
    assert "## In how many languages does it fall?" in text
    assert "| typos (3) | 2 of 4 | en, es | zh | fi |" in text


def test_a_gain_is_no_fall(store):
    mixed = {"es": {"clean": LESS, "baseline": "0" * 40, "typos": GOOD}, "de": {}}
    mixed["de"] = mixed["es"]
    run = store(Subject("direct", mixed, units=(TYPOS,), texts=text_of))
    (found,) = build_report(run.plan, run.folder, RECORD).language_counts
    assert (found.least, found.named) == (0, ())
    assert found.sentence.startswith("not shown to fall in any of 2 languages")


def test_one_language_is_not_counted(store):
    run = store(Subject("direct", languages(es=LESS), units=(TYPOS,), texts=text_of))
    assert build_report(run.plan, run.folder, RECORD).language_counts == ()
    assert list(count_languages(())) == []


@pytest.mark.parametrize(
    ("name", "words", "rate"),
    [
        ("bh", "Benjamini-Hochberg over all cells of the report (BH 5 %)", "false discovery rate"),
        ("holm", "Holm over all cells of the report (Holm 5 %)", "family-wise error rate"),
        ("by", "Benjamini-Yekutieli over all cells of the report (BY 5 %)", "false discovery rate"),
    ],
)
def test_the_correction_is_the_one_asked_for_and_named(run, name, words, rate):
    keep_settings(AnalysisSettings(correction=name), run.folder)
    report = build_report(run.plan, run.folder, RECORD)
    assert report.signature.correction == words
    expected = adjust([cell.p_value for cell in report.cells], method=name)
    assert [cell.p_adjusted for cell in report.cells] == pytest.approx(expected, abs=1e-5)
    told = next(one.sentence for one in report.answers if one.question == "How much of it is real?")
    assert f"differ at a {rate} of 0.05" in told


def test_what_is_not_significant_says_what_it_could_have_seen(run):
    reports = []
    for wanted in (4.0, 2.0):
        keep_settings(AnalysisSettings(wanted_drop=wanted), run.folder)
        reports.append(build_report(run.plan, run.folder, RECORD))
    wide, narrow = reports
    cells = [next(cell for cell in one.cells if cell.language == "de") for one in (wide, narrow)]
    # nothing moved: what matters is that a drop takes as large a share of flips
    assert [cell.n_for_wanted for cell in cells] == [197, 393]
    assert cells[0].equivalent_within == pytest.approx(100 * (1 - 0.05 ** (1 / 40)), abs=1e-4)
    assert "19.6 would show, 4.0 takes n 197" in render_markdown(wide)
    assert narrow.signature.wanted_drop == 2.0


def test_settings_stay_with_the_run(tmp_path):
    assert read_settings(tmp_path) == AnalysisSettings()
    asked = AnalysisSettings(correction="holm", wanted_drop=1.5)
    keep_settings(asked, tmp_path)
    assert read_settings(tmp_path) == asked


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ('{"correction": "hollm"}', UnknownNameError, "did you mean 'holm'"),
        ('{"wanted_drop": -1}', DataFileError, "not as Crosswind writes it; delete it, and give"),
        ("no JSON", DataFileError, "not as Crosswind writes it"),
    ],
)
def test_settings_that_are_none_are_refused(tmp_path, text, kind, message):
    (tmp_path / ANALYSIS_FILE).write_text(text)
    with pytest.raises(kind, match=message):
        read_settings(tmp_path)
