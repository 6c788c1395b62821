"""The paper's recipes say what its code and table say, for both encoders and every arm."""

from __future__ import annotations

import pytest

from harness.retrieval.rules import EmbeddingSettings
from harness.training.settings import EarlyStopping, Mixture
from suites.config import list_recipes, load_recipe

# (batch size, epochs) of each intermediate and target task; target numbers are those of the authors' code
INTERMEDIATE = {
    "anli_plus": (24, 2),
    "mnli": (24, 2),
    "qqp": (24, 3),
    "squad_v2": (8, 3),
    "squad": (8, 3),
    "hellaswag": (24, 7),
    "ccg": (24, 15),
    "cosmosqa": (4, 15),
    "commonsenseqa": (4, 10),
}
TARGETS = {
    "xnli": (32, 2),
    "pawsx": (32, 5),
    "udpos": (32, 10),
    "panx": (32, 10),
    "xquad": (16, 2),
    "mlqa": (16, 2),
    "tydiqa": (16, 2),
}
QA = {"squad", "squad_v2", "xquad", "mlqa", "tydiqa"}
PAPER = [name for name in list_recipes() if name.startswith("paper/")]


@pytest.mark.parametrize("size", ["base", "large"])
def test_every_arm_is_there(size):
    arms = {name.removeprefix(f"paper/xlmr-{size}-") for name in PAPER if f"-{size}-" in name}
    alone = {task.replace("_", "-") for task in INTERMEDIATE}
    mixed = {f"{arm}-mlm" for arm in (*alone, "multi")}
    assert arms == {
        "direct",
        "multi",
        *alone,
        *mixed,
        *(f"{t}-translated" for t in ("mnli", "qqp", "hellaswag")),
    }


@pytest.mark.parametrize("name", PAPER)
def test_an_arm_is_its_baseline_and_an_intermediate_phase(name):
    recipe = load_recipe(name)
    size = name.split("-")[1]
    direct = load_recipe(f"paper/xlmr-{size}-direct")
    assert name == f"paper/{recipe.name}"
    assert (recipe.checkpoint, recipe.seeds) == (f"FacebookAI/xlm-roberta-{size}", (0, 1, 2))
    assert (recipe.targets, recipe.retrieval) == (direct.targets, direct.retrieval)
    assert len(recipe.intermediate) == (not name.endswith("-direct"))


@pytest.mark.parametrize("name", [name for name in PAPER if "multi" not in name and "direct" not in name])
def test_single_task_arms_have_the_paper_s_numbers(name):
    (phase,) = load_recipe(name).intermediate
    (task,) = phase.task
    assert (phase.training.batch_size, phase.training.epochs) == INTERMEDIATE[task]
    assert phase.training.max_length == (384 if task in QA else 256)
    usual = 1e-5 if "-large-" in name else 2e-5
    assert phase.training.learning_rate == (usual / 2 if name.endswith("-mlm") else usual)
    assert (phase.masked_lm is not None) is name.endswith("-mlm")
    assert phase.mixture == (Mixture(cap=0) if name.endswith("-mlm") else Mixture())
    assert phase.languages == (("de", "ru", "sw") if name.endswith("-translated") else ())


@pytest.mark.parametrize("name", [name for name in PAPER if "multi" in name])
def test_the_multi_task_arm_draws_from_all_nine(name):
    (phase,) = load_recipe(name).intermediate
    assert set(phase.task) == set(INTERMEDIATE)
    assert phase.mixture == Mixture("proportional", 2**17)


@pytest.mark.parametrize(("size", "layer"), [("large", 14), ("base", 7)])
def test_retrieval_looks_at_the_layer_that_nyu_looked_at(size, layer):
    bucc, tatoeba = load_recipe(f"paper/xlmr-{size}-direct").retrieval
    assert (bucc.task, tatoeba.task, tatoeba.query) == ("bucc2018", "tatoeba", "translation")
    assert bucc.embedding == tatoeba.embedding == EmbeddingSettings(layer=layer, max_length=512)


@pytest.mark.parametrize("name", PAPER)
def test_optimisation_is_the_authors(name):
    recipe = load_recipe(name)
    numbers = {target.task: (target.training.batch_size, target.training.epochs) for target in recipe.targets}
    assert numbers == TARGETS
    for phase in (*recipe.intermediate, *recipe.targets):
        training = phase.training
        assert (training.weight_decay, training.clip_norm, training.warmup_share) == (0.01, 1.0, 0.1)
        stops = phase.task != "tydiqa"
        assert training.early_stopping == (EarlyStopping(500, 1000, 30) if stops else None)
        assert training.precision == "auto"
