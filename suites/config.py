"""What a user may write: recipes and suites as YAML, read strictly.

YAML selects and sets values; logic is Python. Built-in recipes and suites are files
beside this one; a path may stand wherever a name may.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from harness.errors import ConfigError, UnknownNameError
from harness.models.shape import EncoderShape
from harness.retrieval.rules import EmbeddingSettings, Side
from harness.sources.yaml_schema import load_yaml
from harness.training.settings import EarlyStopping, MaskedLMSettings, Mixture, TrainingSettings
from harness.types import MAX_SEVERITY

CONFIGS = Path(__file__).parent / "configs"
Severity: TypeAlias = Annotated[int, Field(ge=0, le=MAX_SEVERITY)]
Names: TypeAlias = tuple[str, ...] | Literal["all"]
_Settings = TypeVar(
    "_Settings",
    TrainingSettings,
    MaskedLMSettings,
    EncoderShape,
    EarlyStopping,
    Mixture,
    EmbeddingSettings,
)


_SMALLEST = {
    **dict.fromkeys(("batch_size", "max_length", "threads", "pool", "accumulation"), 1),
    **dict.fromkeys(("examples", "every", "patience"), 1),
    **dict.fromkeys(("layers", "hidden", "heads", "intermediate", "positions", "vocabulary_size"), 1),
    **dict.fromkeys(("steps", "epochs", "stride", "frozen_layers", "weight_decay", "alignment_weight"), 0),
    "cap": 0,
}
_SHARES = ("warmup_share", "mask_share", "parallel_share", "dropout")


def _check_ranges(settings: _Settings) -> _Settings:
    for field in fields(settings):
        value, least = getattr(settings, field.name), _SMALLEST.get(field.name)
        if least is not None and value < least:
            raise ValueError(f"{field.name} is {value}; give at least {least}")
        if field.name in _SHARES and not 0 <= value <= 1:
            raise ValueError(f"{field.name} is {value}; give a fraction from 0 to 1")
    return settings


def _check_training(training: TrainingSettings) -> TrainingSettings:
    if not training.steps and not training.epochs:
        raise ValueError("nothing says how long to train; give 'steps' or 'epochs'")
    if training.learning_rate <= 0:
        raise ValueError(f"learning_rate is {training.learning_rate}; give a number above 0")
    if training.early_stopping is not None:
        _check_ranges(training.early_stopping)
    _check_ranges(training)
    if training.accumulation > training.batch_size:
        raise ValueError(
            f"accumulation {training.accumulation} cuts a batch of {training.batch_size} into empty parts; "
            "lower it"
        )
    return training


def _check_mixture(mixture: Mixture) -> Mixture:
    if mixture.temperature <= 0:
        raise ValueError(f"temperature is {mixture.temperature}; give a number above 0")
    return _check_ranges(mixture)


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _check_shape(shape: EncoderShape) -> EncoderShape:
    _check_ranges(shape)
    if shape.hidden % shape.heads:
        raise ValueError(f"hidden {shape.hidden} is no multiple of heads {shape.heads}; change one of them")
    return shape


Training: TypeAlias = Annotated[TrainingSettings, AfterValidator(_check_training)]
Shape: TypeAlias = Annotated[EncoderShape, AfterValidator(_check_shape)]
Embedding: TypeAlias = Annotated[EmbeddingSettings, AfterValidator(_check_ranges)]
MaskedLM: TypeAlias = Annotated[MaskedLMSettings, AfterValidator(_check_ranges)]
MixtureRule: TypeAlias = Annotated[Mixture, AfterValidator(_check_mixture)]
TaskNames: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PretrainingConfig(_Strict):
    """Phase (i) from scratch.

    Attributes:
        task: a masked-LM task.
        languages: whose text is used.
        sentences: at most so many training texts a language; 0 = all.
        shape: size of the encoder.
        masked_lm: objective.
        training: optimisation.
        seed: of this phase; the encoder is given to every arm and seed alike.
    """

    task: str
    languages: Names = "all"
    sentences: int = Field(default=0, ge=0)
    shape: Shape = EncoderShape()
    masked_lm: MaskedLM = MaskedLMSettings()
    training: Training
    seed: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _to_the_end(self) -> PretrainingConfig:
        if self.training.early_stopping is not None:
            raise ValueError("pre-training has no score to stop by; leave early_stopping out")
        return self


class MaskedLMPart(_Strict):
    """Masked-LM as one more task of a phase, so that the encoder keeps what it knows of other languages.

    Attributes:
        task: a masked-LM task.
        languages: whose text is used.
        sentences: at most so many texts a language; 0 = all.
        objective: how tokens are hidden.
    """

    task: str = "plain_text"
    languages: Names = "all"
    sentences: int = Field(default=0, ge=0)
    objective: MaskedLM = MaskedLMSettings(mask_share=0.15)


class TargetConfig(_Strict):
    """One task of phase (iii), trained in its training languages, for zero-shot transfer in English.

    Attributes:
        task: what is trained on.
        limit: at most so many training examples; 0 = all.
        training: optimisation.
    """

    task: str
    limit: int = Field(default=0, ge=0)
    training: Training


class IntermediateConfig(_Strict):
    """One step of phase (ii): a task, or several at once.

    Attributes:
        task: one task, or several of which each optimiser step draws one.
        languages: of the training data; none: those of each task, which is English where
            transfer is zero-shot. Others need data: native, or translated.
        limit: at most so many training examples a task and language; 0 = all.
        mixture: how the task of a step is drawn.
        masked_lm: masked-LM mixed in.
        training: optimisation.
    """

    task: TaskNames
    languages: tuple[str, ...] = ()
    limit: int = Field(default=0, ge=0)
    mixture: MixtureRule = Mixture()
    masked_lm: MaskedLMPart | None = None
    training: Training

    @model_validator(mode="after")
    def _tasks_once(self) -> IntermediateConfig:
        if len(set(self.task)) < len(self.task):
            raise ValueError("a task stands twice in one phase; name each once")
        return self


class RetrievalConfig(_Strict):
    """A retrieval task, which is not trained; a name alone may stand for it.

    Attributes:
        task: what is searched.
        embedding: how texts become vectors.
        query: which side of a pair asks; None: as the task declares.
    """

    task: str
    embedding: Embedding = EmbeddingSettings()
    query: Side | None = None


def _as_retrieval(value: object) -> object:
    return {"task": value} if isinstance(value, str) else value


class RecipeConfig(_Strict):
    """A recipe: an encoder, intermediate tasks in order (or none), target tasks, seeds.

    Exactly one of ``pretraining`` and ``checkpoint`` gives the encoder. With ``extends`` whatever
    is not said is as in another recipe, which is read by its name or path.
    """

    extends: str | None = None
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    description: str = ""
    pretraining: PretrainingConfig | None = None
    checkpoint: str | None = None
    revision: str | None = None
    intermediate: tuple[IntermediateConfig, ...] = ()
    targets: tuple[TargetConfig, ...] = ()
    retrieval: tuple[Annotated[RetrievalConfig, BeforeValidator(_as_retrieval)], ...] = ()
    seeds: tuple[Annotated[int, Field(ge=0)], ...] = Field(default=(0,), min_length=1)

    @model_validator(mode="after")
    def _one_encoder(self) -> RecipeConfig:
        if self.extends is not None:
            return self
        if (self.pretraining is None) == (self.checkpoint is None):
            raise ValueError("a recipe has one encoder; give either 'pretraining' or 'checkpoint'")
        if not self.targets and not self.retrieval:
            raise ValueError("the recipe leads nowhere; name at least one under 'targets' or 'retrieval'")
        if len({target.task for target in self.targets}) < len(self.targets):
            raise ValueError("a target task stands twice; name each once")
        return self


class StressConfig(_Strict):
    """One perturbation or shift at some severities."""

    name: str
    severities: tuple[Severity, ...] = Field(default=(1, 3, 5), min_length=1)


class ScalingConfig(_Strict):
    """A scaling at some severities.

    Attributes:
        name: of the scaling.
        severities: each is a model more.
        phase: whose training data are scaled; none: the intermediate ones. Evaluation sets have no phase.
    """

    name: str
    severities: tuple[Severity, ...] = Field(min_length=1)
    phase: Literal["intermediate", "target"] | None = None


class SuiteConfig(_Strict):
    """A suite: what is done to the data, in which languages, on how many examples."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    description: str
    family: Literal["adversarial", "domain_shift", "scaling"]
    perturbations: tuple[StressConfig, ...] = ()
    scaling: ScalingConfig | None = None
    languages: Names = "all"
    tasks: Names = "all"
    limit: int = Field(default=0, ge=0, description="examples per task and language; 0 = all")
    seeds: Literal["first", "all"] = "first"

    @model_validator(mode="after")
    def _has_content(self) -> SuiteConfig:
        if self.family == "scaling" and self.scaling is None:
            raise ValueError("a scaling suite needs 'scaling'; name one and its severities")
        if self.family != "scaling" and not self.perturbations:
            raise ValueError("the suite does nothing; list at least one under 'perturbations'")
        if self.family != "scaling" and self.scaling is not None:
            raise ValueError("'scaling' belongs to a suite of family scaling; set 'family: scaling'")
        return self


def load_recipe(name: str) -> RecipeConfig:
    """Reads a built-in recipe by name, or a file, and what it extends.

    Raises:
        UnknownNameError: if there is neither.
        ConfigError: naming file, line and key.
    """
    return _load_recipe(_find(name, CONFIGS / "recipes", list_recipes(), "recipe"), ())


def _load_recipe(path: Path, extending: tuple[Path, ...]) -> RecipeConfig:
    recipe = load_yaml(path, RecipeConfig)
    if recipe.extends is None:
        return recipe
    if path in extending:
        raise ConfigError("the recipe extends itself", place=str(path), remedy="break the circle")
    other = path.parent / _find(recipe.extends, CONFIGS / "recipes", list_recipes(), "recipe")
    base = _load_recipe(other, (*extending, path))
    said = {key: getattr(recipe, key) for key in recipe.model_fields_set - {"extends"}}
    try:
        return RecipeConfig.model_validate({key: getattr(base, key) for key in base.model_fields_set} | said)
    except ValidationError as error:
        problem, _, remedy = error.errors()[0]["msg"].removeprefix("Value error, ").partition("; ")
        raise ConfigError(f"with what it extends, {problem}", place=str(path), remedy=remedy) from None


def list_recipes() -> tuple[str, ...]:
    """Names of the built-in recipes."""
    folder = CONFIGS / "recipes"
    return tuple(sorted(p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.yaml")))


def load_suite(name: str) -> SuiteConfig:
    """Reads a built-in suite by name, or a file.

    Raises:
        UnknownNameError: if there is neither.
        ConfigError: naming file, line and key.
    """
    return load_yaml(_find(name, CONFIGS, list_suites(), "suite"), SuiteConfig)


def list_suites() -> tuple[str, ...]:
    """Names of the built-in suites."""
    return tuple(sorted(path.stem for path in CONFIGS.glob("*.yaml")))


def _find(name: str, folder: Path, known: tuple[str, ...], kind: str) -> Path:
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    if name not in known:
        raise UnknownNameError(kind, name, known, place="command line")
    return folder / f"{name}.yaml"
