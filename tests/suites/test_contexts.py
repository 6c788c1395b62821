"""What perturbations may draw from: models by their content, measures under the reference that arms share."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import CheckpointError
from harness.models.builder import build_from_scratch, build_on_encoder
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.shape import EncoderShape
from harness.training.stage import Stage
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from harness.types import EvaluationSet
from perturbations.context import PerturbationContext
from perturbations.services import Gap
from suites.cli import main
from suites.contexts import ContextSource, load_training_sample
from suites.data import DataAccess, find_task
from suites.measures import Reference, choose_reference, find_reference
from suites.plan import NO_SERVICES, PlannedModel, PlannedService, PlannedServices, Unit
from suites.services import ServiceNames, plan_services

ACCESS = DataAccess()
POS, QA, RETRIEVAL = (find_task(name, place="test") for name in ("mini_pos", "mini_qa", "mini_retrieval"))
PERPLEXITY, DISTANCE, TYPOS = (
    Unit("s", "domain_shift", name, 3, ("en", "es"), paired=False)
    for name in ("ood_perplexity", "ood_distance", "keyboard_typos")
)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> CheckpointFolder:
    folder: Path = tmp_path_factory.mktemp("encoder")
    tokenizer = train_tokenizer(("the dog sees a cat in the garden", "el perro come"), vocabulary_size=80)
    shape = EncoderShape(layers=1, hidden=16, heads=2, intermediate=32, positions=64)
    model = build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0)
    model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder, max_length=64)
    return open_checkpoint(str(folder))


@pytest.fixture(scope="module")
def tuned(encoder, tmp_path_factory) -> CheckpointFolder:
    """A checkpoint without a masked-LM head."""
    folder: Path = tmp_path_factory.mktemp("tuned")
    build_on_encoder(encoder, "token", outputs=2, labels=("a", "b"), seed=0).save_pretrained(folder)
    for file in encoder.path.glob("*token*"):
        (folder / file.name).write_bytes(file.read_bytes())
    return open_checkpoint(str(folder))


def as_reference(folder: CheckpointFolder, *, chosen: bool = False) -> Reference:
    return Reference(folder.path, folder.fingerprint(), chosen=chosen)


def load(language: str = "en", limit: int = 4) -> EvaluationSet:
    return ACCESS.load_evaluation(POS, language, limit=limit)


def test_measures_are_made_only_where_a_shift_needs_them(encoder, tmp_path):
    source = ContextSource(ACCESS, reference=as_reference(encoder), store_root=tmp_path)
    evaluation = load()
    ids = {example.id for example in evaluation.examples}
    for units, measured in (
        ((TYPOS,), (set(), set())),
        ((PERPLEXITY, TYPOS), (ids, set())),
        ((DISTANCE,), (set(), ids)),
        ((replace(DISTANCE, languages=("es",)), TYPOS), (set(), set())),
    ):
        context = source.open(POS, evaluation, units)
        assert (set(context.perplexities), set(context.distances)) == measured
        assert context.lexicons, "the dictionary of the embedded benchmark"
    assert source.open(POS, evaluation, ()) == PerturbationContext()


def test_measures_are_kept_by_content(encoder, tmp_path, monkeypatch):
    source = ContextSource(ACCESS, reference=as_reference(encoder), store_root=tmp_path)
    first = source.open(POS, load(), (PERPLEXITY, DISTANCE))
    monkeypatch.setattr("harness.models.checkpoints.open_checkpoint", None)
    again = source.open(POS, load(), (PERPLEXITY, DISTANCE))
    assert again == first
    with pytest.raises(TypeError):  # other examples are measured anew
        source.open(POS, load(limit=5), (PERPLEXITY,))


def test_an_example_is_measured_alike_whatever_is_beside_it(encoder, tmp_path):
    source = ContextSource(ACCESS, reference=as_reference(encoder), store_root=tmp_path)
    few, many = (source.open(POS, load(limit=limit), (PERPLEXITY, DISTANCE)) for limit in (3, 9))
    assert few.perplexities.items() <= many.perplexities.items()
    assert few.distances.items() <= many.distances.items()
    assert len(set(many.perplexities.values())) > 1


def test_without_a_masked_language_model_there_are_no_perplexities(tuned, tmp_path):
    found = ContextSource(ACCESS, reference=as_reference(tuned), store_root=tmp_path).open(
        POS, load(), (PERPLEXITY, DISTANCE)
    )
    assert (len(found.perplexities), len(found.distances)) == (0, 4)
    chosen = ContextSource(ACCESS, reference=as_reference(tuned, chosen=True), store_root=tmp_path / "other")
    with pytest.raises(CheckpointError, match="the weights lack"):
        chosen.open(POS, load(), (PERPLEXITY,))


def test_without_a_reference_or_training_data_nothing_is_measured(tmp_path):
    found = ContextSource(ACCESS, store_root=tmp_path).open(POS, load(), (PERPLEXITY, DISTANCE))
    assert (found.perplexities, found.distances) == ({}, {})
    assert load_training_sample(RETRIEVAL, ACCESS) == ()
    languages = {example.language for example in load_training_sample(QA, ACCESS)}
    assert languages == set(QA.train_languages)


def test_models_that_start_from_one_encoder_share_the_reference(tmp_path):
    encoder = Stage("checkpoint", "/models/encoder", content="e")
    intermediate = Stage("intermediate", "mini_nli", parent=encoder)
    models = [
        PlannedModel(str(n), "arm", "mini_pos", 0, "", 0, 1.0, Stage("target", "mini_pos", parent=parent))
        for n, parent in enumerate((encoder, intermediate))
    ]
    expected = Reference(Path("/models/encoder"), "e", chosen=False)
    assert [find_reference(model, NO_SERVICES, tmp_path) for model in models] == [expected, expected]
    finished = replace(models[0], stage=encoder)
    assert find_reference(finished, NO_SERVICES, tmp_path) is None
    named = PlannedServices(reference=PlannedService("/models/other", "o"))
    assert find_reference(finished, named, tmp_path) == Reference(Path("/models/other"), "o", chosen=True)
    assert choose_reference(NO_SERVICES) is None


def test_models_are_planned_by_content_and_opened_where_they_are_asked(encoder):
    names = ServiceNames(mask_filler=str(encoder.path))
    planned = plan_services(names, offline=True)
    assert planned == PlannedServices(PlannedService(str(encoder.path), encoder.fingerprint()))
    context = ContextSource(ACCESS, planned).add_models(PerturbationContext(), "en")
    assert context.translator is None
    assert context.filler.name == f"masked-lm-{encoder.fingerprint()}"
    assert len(context.filler.fill([Gap("the dog", 4, 7)])) == 1


def test_a_translator_is_offered_for_the_languages_that_it_knows():
    class OneWay:
        def knows(self, language: str) -> bool:
            return language == "en"

    source = ContextSource(ACCESS)
    source.__dict__["_translator"] = OneWay()
    offered = [source.add_models(PerturbationContext(), code).translator for code in ("en", "sw")]
    assert offered == [source._translator, None]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--mask-filler", "--mask-filler: no such folder"),
        ("--translator", "--translator: no such folder"),
        ("--reference", "--reference: no such folder"),
    ],
)
def test_a_model_that_is_not_there_is_refused_with_its_option(tiny, capsys, option, message):
    code = main(
        [
            "run",
            str(tiny["typos"]),
            "--recipe",
            str(tiny["direct"]),
            "--dry-run",
            "--offline",
            option,
            "./no/such one",
        ]
    )
    assert code == 2
    assert capsys.readouterr().err.startswith(message)


def test_the_models_are_part_of_the_plan(tiny, encoder, capsys):
    call = ["run", str(tiny["typos"]), "--recipe", str(tiny["direct"]), "--dry-run", "--json"]
    plans = []
    for more in ([], ["--mask-filler", str(encoder.path)], ["--reference", str(encoder.path)]):
        assert main([*call, *more]) == 0
        plans.append(json.loads(capsys.readouterr().out))
    assert plans[0] != plans[1] != plans[2] != plans[0]
