"""What stands together: chosen and ordered, nothing computed."""

from __future__ import annotations

from suites.report import views


def test_tasks_stand_in_the_reports_order(report):
    assert views.list_tasks(report) == ("mini_pairs", "mini_tags", "mini_qa")


def test_languages_stand_by_family_without_the_mean(report):
    families = views.group_languages(report.arm_comparisons)
    assert families[0] == views.FamilyRows("Indo-European", ("en", "de", "ru", "hi"))
    assert sum(len(family.languages) for family in families) == 8


def test_one_headline_model_per_arm_has_most_data_and_the_first_seed(report):
    models = views.choose_headline_models(report, "mini_tags")
    assert [(model.arm, model.intermediate_share, model.seed) for model in models] == [
        ("direct", 0.0, 1),
        ("stilts", 1.0, 1),
    ]


def test_a_grid_shows_each_perturbation_at_its_highest_severity(report):
    model = views.choose_headline_models(report, "mini_pairs")[1]
    grid = views.build_grid(report, model)
    assert dict(grid.columns)["homoglyphs"] == 5
    assert dict(grid.columns)["less_intermediate_data"] == 3
    assert len(grid.cells) == 9 * 8
    assert all(cell.model == model.name for cell in grid.cells.values())


def test_the_worst_cell_is_the_largest_drop_of_the_language(report):
    model = views.choose_headline_models(report, "mini_pairs")[1]
    grid = views.build_grid(report, model)
    worst = views.find_worst_cell(grid, "tr")
    drops = [cell.drop for (code, _), cell in grid.cells.items() if code == "tr" and cell.drop is not None]
    assert worst is not None
    assert worst.drop == max(drops)


def test_languages_at_chance_have_no_worst_cell(report):
    model = views.choose_headline_models(report, "mini_qa")[1]
    assert views.find_at_chance(report, model) == ("hi", "zh")
    assert views.find_worst_cell(views.build_grid(report, model), "zh") is None


def test_conditions_are_said_in_words(report):
    assert {views.describe_condition(curve) for curve in report.curves} == {
        "clean",
        "keyboard typos, severity 5",
    }
