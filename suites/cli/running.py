"""Options of the commands that compute."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from harness.statistics.corrections import find_correction
from suites.analysis.settings import DEFAULTS, AnalysisSettings
from suites.cli.options import Data, DataRoot, Offline
from suites.services import ServiceNames

Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", min=0, help="Processes; 0 = one per processor.")
]
TokenBudget: TypeAlias = Annotated[
    int, typer.Option("--token-budget", min=1, help="Tokens per inference batch, padding included.")
]
Labels: TypeAlias = Annotated[
    str | None,
    typer.Option("--labels", help="What the models' outputs stand for, in their order: yes,no,…"),
]
RatingsFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--validity", help="What people said of the perturbed sets (crosswind audit-read)."),
]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Print the plan and stop.")]


@dataclass(frozen=True, slots=True)
class Judging:
    """What is called significant. Settle it before the results are seen."""

    correction: Annotated[
        str,
        typer.Option(
            "--correction",
            help="Of p-values for the number of cells: bh, holm or by (false discoveries, any false one, "
            "false discoveries under any dependence).",
        ),
    ] = DEFAULTS.correction
    wanted_drop: Annotated[
        float,
        typer.Option(
            "--wanted-drop", min=0.01, max=100, help="Points that the study wants to be able to see."
        ),
    ] = DEFAULTS.wanted_drop

    @property
    def settings(self) -> AnalysisSettings:
        """The settings of the report.

        Raises:
            UnknownNameError: if there is no such correction.
        """
        find_correction(self.correction, place="--correction")
        return AnalysisSettings(correction=self.correction, wanted_drop=self.wanted_drop)


@dataclass(frozen=True, slots=True)
class Files:
    """Where data come from."""

    data: Data = None
    data_root: DataRoot = None
    offline: Offline = False


@dataclass(frozen=True, slots=True)
class WordModels:
    """Models that perturbations may ask for words or translations."""

    mask_filler: Annotated[
        str | None,
        typer.Option("--mask-filler", help="A masked language model that proposes words: folder or hub id."),
    ] = None
    translator: Annotated[
        str | None,
        typer.Option("--translator", help="A translation model (NLLB, M2M100, Marian): folder or hub id."),
    ] = None

    @property
    def names(self) -> ServiceNames:
        """The models by what they are for."""
        return ServiceNames(self.mask_filler, self.translator)


@dataclass(frozen=True, slots=True)
class Asked(WordModels):
    """Models that perturbations and shifts may ask."""

    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            help="The masked language model behind ood_perplexity and ood_distance; by default the encoder "
            "that a recipe starts from.",
        ),
    ] = None

    @property
    def names(self) -> ServiceNames:
        """The models by what they are for."""
        return ServiceNames(self.mask_filler, self.translator, self.reference)


def split_labels(labels: str | None) -> tuple[str, ...]:
    """Returns the labels that ``--labels`` names, none if it is not given."""
    return tuple(label.strip() for label in labels.split(",")) if labels else ()
