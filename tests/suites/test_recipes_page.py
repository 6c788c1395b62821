"""The page on recipes shows a recipe that is one."""

from __future__ import annotations

from pathlib import Path

from suites.config import load_recipe
from suites.data import DataAccess
from suites.estimate import estimate_recipe

PAGE = Path(__file__).parents[2] / "docs/recipes.md"


def test_the_page_s_recipe_can_be_read_and_priced(tmp_path):
    _, block, _ = PAGE.read_text("utf-8").split("```", 2)
    path = tmp_path / "stilts.yaml"
    path.write_text(block.removeprefix("yaml\n"), "utf-8")
    recipe = load_recipe(str(path))
    found = [estimate.stage for estimate in estimate_recipe(recipe, DataAccess(), seed=0)]
    assert [stage.task for stage in found[:2]] == ["snli+squad+plain_text", "xnli"]
    assert {(one.task, one.language) for one in found[0].data if one.task == "plain_text"} == {
        ("plain_text", "de"),
        ("plain_text", "sw"),
    }
    assert [retrieval.embedding.layer for retrieval in recipe.retrieval] == [8]
