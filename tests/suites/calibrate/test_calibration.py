"""Calibrations: any number of workers, verdicts in words, the page and the lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import RequestError
from harness.statistics.simulation.bands import Band
from harness.statistics.simulation.trials import Measurement
from suites.calibrate.calibration import Calibration, list_lines
from suites.calibrate.markdown import render_calibration
from suites.calibrate.simulate import Request, calibrate

ROW = Measurement(
    method="linearised_t",
    shape="xquad",
    clusters=240,
    effect=0.0,
    unit="points",
    rate="false positives",
    repetitions=2000,
    value=0.05,
    low=0.041,
    high=0.06,
    band=Band(0.035, 0.065),
    verdict="as announced",
    used=True,
)
POWER = replace(ROW, effect=2.0, rate="power", value=0.4, band=None, verdict="no band")
NAIVE = replace(ROW, method="items_t", value=0.2, verdict="misses", used=False)
MISS = replace(ROW, method="cluster_sign_flip", value=0.08, verdict="misses")


def make(*rows, repetitions=2000):
    return Calibration(3, repetitions, rows)


def test_workers_and_other_shapes_change_nothing():
    request = Request(methods=("linearised_t", "mcnemar_midp"), shapes=("tatoeba_100",), repetitions=10)
    alone = calibrate(request)
    both = calibrate(replace(request, shapes=("xnli_50", "tatoeba_100")), workers=2)
    assert alone.rows == tuple(row for row in both.rows if row.shape == "tatoeba_100")
    assert calibrate(replace(request, seed=1)).rows != alone.rows


def test_a_method_without_its_shape_is_refused():
    with pytest.raises(RequestError, match="leave --shape or --method out"):
        calibrate(Request(methods=("seeds_max",), shapes=("tatoeba_100",), repetitions=1))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((ROW, POWER, NAIVE), "All 1 methods in use keep what they announce, in all of 1 rates with a band."),
        (
            (ROW, MISS, NAIVE),
            "1 of 2 methods in use miss what they announce, in 1 of 2 rates with a band: cluster_sign_flip.",
        ),
        ((POWER,), "None of these rates is held to a band."),
    ],
)
def test_the_verdict_in_words(rows, said):
    assert make(*rows).conclude() == said


def test_few_repetitions_are_said():
    assert (
        make(ROW, repetitions=300)
        .conclude()
        .endswith("With 300 repetitions bands are wider than with 2,000.")
    )


def test_the_terminal_has_a_block_for_each_effect():
    assert list(list_lines(make(ROW, NAIVE, POWER)))[:-2] == [
        (0, "xquad, 240 clusters; planted: none"),
        (2, "linearised_t false positives   0.050 [0.041, 0.060] as announced"),
        (2, "items_t      false positives   0.200 [0.041, 0.060] (misses)"),
        (0, "xquad, 240 clusters; planted: 2 points"),
        (2, "linearised_t power             0.400 [0.041, 0.060]"),
    ]


def test_the_page_names_what_misses_first():
    page = render_calibration(make(ROW, MISS, POWER), command="crosswind calibrate", date="2026-01-02")
    assert (
        "`crosswind calibrate`\non 2026-01-02: 2,000 repetitions of every shape and effect, seed 3." in page
    )
    missed = page[page.index("## What misses") : page.index("## Methods")]
    assert "| cluster_sign_flip | xquad | 240 | none | false positives | 0.080 [0.041, 0.060] |" in missed
    assert "| 0.035–0.065 | misses |" in missed
    assert "linearised_t" not in missed
    assert "| cluster_sign_flip | cluster sign-flip permutation | yes | 1 | 1 |" in page
    assert "| linearised_t | xquad | 240 | 2 points | power | 0.400 [0.041, 0.060] | – |  |" in page


def test_the_page_of_a_clean_calibration_has_no_such_part():
    assert "What misses" not in render_calibration(make(ROW), command="c", date="d")


def test_a_method_that_no_shape_serves_is_refused_and_not_left_out():
    with pytest.raises(RequestError, match="mcnemar_midp takes nothing that the shapes draw"):
        calibrate(Request(("linearised_t", "mcnemar_midp"), ("xquad",), 2, 0))
