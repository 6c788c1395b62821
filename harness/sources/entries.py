"""What a catalogue may say: its entries, checked against tasks, languages and layouts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from harness.seeds import derive_generator
from harness.sources.files import Layout
from harness.sources.names import Languages, Tasks, require_known
from harness.sources.resources import Resource
from harness.tasks import TASKS
from harness.types import Split


class Share(BaseModel):
    """A part of a file, by group: those whose random place in [0, 1) lies in [low, high).

    The place depends on the group's name alone, so shares that do not overlap have no group
    in common, and one file can give train and dev.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Share:
        if self.low >= self.high:
            raise ValueError(f"low {self.low} is not below high {self.high}; swap or spread them")
        return self

    def holds(self, group: str) -> bool:
        """Returns whether a group belongs to this part."""
        return self.low <= derive_generator(0, "share", group).random() < self.high


class SetReference(BaseModel):
    """Another set of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    task: str
    language: str
    split: Split

    @field_validator("task")
    @classmethod
    def _known_task(cls, name: str) -> str:
        return require_known(TASKS.get, name).name


class Entry(BaseModel):
    """Files of one layout for some tasks, languages and one split.

    Attributes:
        task: one task or several that read the same files.
        language: one language or several.
        split: ``train``, ``dev`` or ``test``.
        file: path from the data root; ``{language}`` and ``{code}`` are filled in.
        codes: a language's code in file and column names, where it is not its ISO code.
        reader: the layout and its settings.
        without: sets that no example may share a text with (a premise, a context, a question):
            evaluation sets made from the data that this file belongs to.
        share: only a part of the groups.
        limit: at most so many examples, the first of those that the other keys leave.
        prefix: put before ids and groups, to keep several files of one split apart.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    task: Tasks
    language: Languages
    split: Split
    file: str
    codes: dict[str, str] = Field(default_factory=dict)
    reader: Layout
    without: tuple[SetReference, ...] = ()
    share: Share | None = None
    limit: int | None = Field(default=None, ge=1)
    prefix: str = ""

    @model_validator(mode="after")
    def _fitting(self) -> Entry:
        for name in self.task:
            format_ = TASKS.get(name).format
            if format_ not in self.reader.makes():
                made = " or ".join(self.reader.makes())
                problem = (
                    f"layout {self.reader.layout!r} gives {made} examples, but task {name!r} is {format_}"
                )
                raise ValueError(f"{problem}; choose another layout or task")
        if strange := sorted(set(self.codes) - set(self.language)):
            raise ValueError(
                f"codes names {strange[0]!r}, which is not among the languages; add it or drop it"
            )
        return self

    def settings(self) -> dict[str, object]:
        """Returns what determines the examples beside the files' bytes, as JSON values."""
        return self.model_dump(mode="json", include={"reader", "share", "limit", "prefix"})


class Catalogue(BaseModel):
    """All entries; several for one task, language and split are read one after another.

    Attributes:
        entries: which files hold what; may be left out where there are ``resources``.
        resources: word lists for perturbations.
        labels: label files of tasks that declare no labels of their own, from the data root.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    entries: tuple[Entry, ...] = ()
    resources: tuple[Resource, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_something(self) -> Catalogue:
        if not self.entries and not self.resources:
            raise ValueError("the catalogue is empty; add 'entries'")
        return self

    @field_validator("labels")
    @classmethod
    def _of_open_tasks(cls, files: dict[str, str]) -> dict[str, str]:
        for name in files:
            if require_known(TASKS.get, name).labels:
                raise ValueError(f"task {name!r} declares its labels; drop its label file")
        return files
