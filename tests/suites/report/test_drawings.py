"""Drawings: scales that cover their data, a mark for every number, text that stays text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.report.curves import CurvePoint
from suites.report.figures import draw_task
from suites.report.row_chart import Mark, Row, draw_rows
from suites.report.scaling_chart import SizeAxis, draw_curves
from suites.report.svg import Scale, choose_step, draw_svg, fit_scale, node

Numbers = st.lists(st.floats(-100, 100), min_size=1, max_size=20)


def by_class(drawing, name):
    return [item for item in ET.fromstring(drawing).iter() if name in item.get("class", "").split()]


@given(Numbers)
def test_a_fitted_scale_covers_all_values_with_a_few_round_ticks(values):
    scale = fit_scale(tuple(values), 0.0, 300.0)
    assert all(-1e-6 <= scale.place(value) <= 300 + 1e-6 for value in values)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 9
    assert all(-1e-6 <= scale.place(tick) <= 300 + 1e-6 for tick in ticks)


@pytest.mark.parametrize(
    ("width", "step"), [(0.9, 1), (1.0, 1), (1.1, 2), (3, 5), (7, 10), (21, 50), (0.03, 0.05)]
)
def test_steps_are_round(width, step):
    assert choose_step(width) == pytest.approx(step)


def test_a_scale_may_run_downwards():
    assert Scale(0, 10, 200, 0).place(2.5) == 150


def test_text_and_attributes_are_escaped():
    drawing = draw_svg(10, 10, "<b>", node("text", "</svg><script>", class_='"x'))
    assert "<script>" not in drawing
    assert "<b>" not in drawing
    assert ET.fromstring(drawing)[1].text == "</svg><script>"
    assert ET.fromstring(drawing)[1].get("class") == '"x'


def test_a_forest_has_a_mark_and_its_numbers_for_every_language(report):
    (forest,) = draw_task(report, "mini_pairs").forests
    rows = [row for row in report.arm_comparisons if row.task == "mini_pairs"]
    assert len(by_class(forest.drawing, "mark")) == len(rows) == 9
    assert len(by_class(forest.drawing, "filled")) == sum(row.significant for row in rows)
    assert [item.text for item in by_class(forest.drawing, "value")][:2] == [
        "+6.2 [3.3, 9.1] *",
        "+4.9 [2.0, 7.8] *",
    ]
    assert len(by_class(forest.drawing, "zero")) == 1
    assert len(by_class(forest.drawing, "summary")) == 1


def test_intervals_are_drawn_to_scale():
    drawing = draw_rows([Row("a", (Mark(2, 0, 10, filled=True),))], "t", axis="x", zero=True)
    (line,), (dot,) = by_class(drawing, "interval"), by_class(drawing, "filled")
    left, right, middle = (float(line.get("x1")), float(line.get("x2")), float(dot.get("cx")))
    assert (middle - left) / (right - left) == pytest.approx(0.2, abs=1e-3)


def test_scores_stand_against_the_constant_answer(report):
    figure = draw_task(report, "mini_qa")
    assert len(by_class(figure.baseline, "reference")) == 8
    assert len(by_class(figure.baseline, "mark")) == 16
    assert len(by_class(figure.baseline, "hollow")) == 4
    assert "at chance · at chance vs 40.0" in figure.baseline
    assert [standing.at_chance for standing in figure.standings] == ["Hindi (hi) and Chinese (zh)"] * 2


def test_a_scaling_curve_shows_every_seed_band_and_condition(report):
    curves = [curve for curve in report.curves if (curve.task, curve.language) == ("mini_tags", "mean")]
    drawing = draw_curves(curves, "scaling")
    assert len(by_class(drawing, "seed")) == 2 * 5 * 2
    assert len(by_class(drawing, "band")) == 2
    assert len(by_class(drawing, "gap")) == 2, "zero examples stand apart"
    assert [item.text for item in by_class(drawing, "name")] == ["clean", "keyboard typos, severity 5"]


def test_sizes_stand_at_equal_ratios_and_zero_stands_apart():
    places = SizeAxis.fit([0, 100, 200, 400], 0.0, 264.0).positions
    assert places[0] == 0
    assert places[200] - places[100] == pytest.approx(places[400] - places[200])
    assert places[400] == pytest.approx(264.0)


@pytest.mark.parametrize("sizes", [[0], [500], [0, 500]])
def test_a_curve_of_one_or_two_sizes_can_be_drawn(report, sizes):
    points = tuple(
        CurvePoint(examples=size, share=0.5, seeds=1, score=50.0, low=50.0, high=50.0, seed_scores=(50.0,))
        for size in sizes
    )
    drawing = draw_curves([report.curves[0].model_copy(update={"points": points})], "one")
    assert len(by_class(drawing, "seed")) == len(sizes)


def test_size_labels_do_not_touch():
    axis = SizeAxis.fit([1000, 1001, 1002, 2000], 0.0, 300.0)
    assert axis.labels() == (2000, 1002)


def test_a_task_without_numbers_has_no_drawings(small_report):
    bare = small_report.model_copy(update={"baselines": (), "arm_comparisons": (), "curves": ()})
    figure = draw_task(bare, "mini_pairs")
    assert (figure.forests, figure.baseline, figure.scalings) == ((), None, ())
