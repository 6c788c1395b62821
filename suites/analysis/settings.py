"""What is settled before a report is computed: it changes what is called significant, no score."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.errors import DataFileError
from harness.statistics.corrections import DEFAULT, find_correction
from harness.statistics.power import WANTED_DROP
from harness.store.atomic import write_atomically

ANALYSIS_FILE = "analysis.json"


class AnalysisSettings(BaseModel):
    """Choices of a report. They belong to the plan of a study: settle them before the results are seen.

    Attributes:
        correction: a name of ``harness.statistics.corrections.CORRECTIONS``, for cells and arms.
        wanted_drop: points that a study wants to be able to see, for the examples that it takes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    correction: str = DEFAULT
    wanted_drop: Annotated[float, Field(gt=0, le=100)] = WANTED_DROP

    def describe_correction(self, alpha: float) -> str:
        """Returns the correction in words: ``Holm over all cells of the report (Holm 5 %)``."""
        found = find_correction(self.correction)
        return f"{found.title} over all cells of the report ({found.short} {100 * alpha:g} %)"


DEFAULTS: Final = AnalysisSettings()


def keep_settings(settings: AnalysisSettings, run: Path) -> None:
    """Writes the settings into a run's folder, where every later rendering finds them."""
    write_atomically(run / ANALYSIS_FILE, settings.model_dump_json(indent=1).encode())


def read_settings(run: Path) -> AnalysisSettings:
    """Returns the settings of a run's folder; the defaults where it has none.

    Raises:
        DataFileError: if the file is not as Crosswind writes it.
        UnknownNameError: if it names an unknown correction.
    """
    file = run / ANALYSIS_FILE
    if not file.is_file():
        return AnalysisSettings()
    try:
        settings = AnalysisSettings.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise DataFileError(
            "the file is not as Crosswind writes it",
            place=str(file),
            remedy="delete it, and give --correction and --wanted-drop again",
        ) from error
    find_correction(settings.correction, place=str(file))
    return settings
