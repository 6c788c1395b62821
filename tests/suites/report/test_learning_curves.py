"""Learning curves in every form of the report: rows, sections, drawings."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from suites.report.curve_rows import LEAD, list_curve_tables
from suites.report.html import render_html
from suites.report.markdown import render_markdown
from suites.report.scaling_chart import SizeAxis, draw_curves

from .learning import make_fit


def by_class(drawing, name):
    return [item for item in ET.fromstring(drawing).iter() if name in item.get("class", "").split()]


@pytest.fixture
def fitted(small_report):
    """The small report with a fit of every curve."""
    curves = tuple(one.model_copy(update={"fit": make_fit()}) for one in small_report.curves)
    return small_report.model_copy(update={"curves": curves})


def test_tables_hold_every_number_in_words(fitted):
    fits, drops, pairs = list_curve_tables(fitted)
    assert all(len(row) == len(table.header) for table in (fits, drops, pairs) for row in table.rows)
    assert "power law with floor 0.4, straight over log size 1.1" in fits.rows[0][4]
    assert fits.rows[0][-2:] == ("36.5 [33.5, 39.5]", "0.41 [0.21, 0.61]")
    assert drops.rows[0][5:] == (
        "750: 9.1, 1,500: 8.4, 3,000: 8.0, 6,000: 7.1",
        "−0.64 [−0.95, −0.33]*",
        "0.003",
        "0.004",
    )
    assert pairs.rows[0][5:] == ("0.12 [−0.28, 0.52]", "0.500", "−3.3 [−4.2, −2.4]", "<0.001")


def test_only_means_are_listed_where_there_are_means(fitted):
    assert {row[2] for row in list_curve_tables(fitted)[0].rows} == {"mean"}
    alone = tuple(curve for curve in fitted.curves if curve.language != "mean")
    rows = list_curve_tables(fitted.model_copy(update={"curves": alone}))[0].rows
    assert len(rows) == len(alone)


def test_no_scaled_training_data_no_section(small_report):
    bare = small_report.model_copy(update={"drop_curves": (), "curve_comparisons": ()})
    assert list_curve_tables(bare) == ()
    assert "## Learning curves" not in render_markdown(bare)
    assert "Learning curves" not in render_html(bare)


def test_markdown_and_page_hold_the_tables(fitted):
    markdown, page = render_markdown(fitted), render_html(fitted)
    for text in ("Learning curves", "Does the drop depend on the amount of training data?", "−0.64 \\[−0.95"):
        assert text in markdown
        assert text.replace("\\", "") in page
    assert LEAD in markdown


def test_the_fit_is_drawn_and_dashed_beyond_the_largest_size(fitted):
    curves = [curve for curve in fitted.curves if curve.language == "mean"]
    drawing = draw_curves(curves, "scaling")
    inside, *_ = (item for item in by_class(drawing, "fit") if "beyond" not in item.get("class"))
    (beyond, *_) = by_class(drawing, "beyond")
    assert len(by_class(drawing, "fit-band")) == len(curves)
    ends = [
        float(line.get("points").split()[place].split(",")[0]) for line, place in ((inside, -1), (beyond, 0))
    ]
    assert ends[0] == ends[1]
    dots = [float(item.get("cx")) for item in by_class(drawing, "filled")]
    assert max(dots) == pytest.approx(ends[0], abs=0.1)
    assert float(beyond.get("points").split()[-1].split(",")[0]) > ends[0]


def test_places_between_sizes_stand_at_their_ratio():
    axis = SizeAxis.fit([0, 100, 200, 400], 0.0, 264.0)
    assert axis.place(200) == axis.positions[200]
    assert axis.place(141) == pytest.approx((axis.place(100) + axis.place(200)) / 2, abs=0.5)
    assert SizeAxis.fit([0, 100], 0.0, 264.0).place(150) == 264.0 - 264.0 + axis.positions[100]
