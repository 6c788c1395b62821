"""What a repository holds at one commit: its files, and which of them make up which split."""

from __future__ import annotations

import re
from pathlib import Path

from fsspec.utils import glob_translate
from huggingface_hub import DatasetInfo
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.errors import DataFileError, UnknownNameError
from harness.store.atomic import write_atomically
from harness.store.stages import locate_home


class Listing(BaseModel):
    """The files of a repository at one commit; kept on disk, since a commit never changes.

    Attributes:
        repository: ``org/name``.
        commit: 40 hexadecimal digits.
        files: paths in the repository, sorted.
        configs: configuration → split → patterns of its files, as the data set card has them. Empty
            on the branch that the hub converts by itself, which is laid out as CONFIG/SPLIT/*.parquet.
    """

    model_config = ConfigDict(frozen=True)
    repository: str
    commit: str
    files: tuple[str, ...]
    configs: dict[str, dict[str, tuple[str, ...]]]

    @property
    def place(self) -> str:
        """What messages call it."""
        return f"{self.repository}@{self.commit[:8]}"

    def find_files(self, config: str, split: str) -> tuple[str, ...]:
        """Returns the files of a split, in their order.

        Raises:
            DataFileError: if only a script would give the data, or none of the files is there.
            UnknownNameError: if there is no such configuration or split.
        """
        self._refuse_script()
        splits = self.configs or self._find_converted()
        if config not in splits:
            raise UnknownNameError("configuration", config, splits, place=self.place)
        if split not in splits[config]:
            raise UnknownNameError("split", split, splits[config], place=f"{self.place}, {config}")
        patterns = [re.compile(glob_translate(pattern)) for pattern in splits[config][split]]
        found = tuple(name for name in self.files if any(pattern.match(name) for pattern in patterns))
        if not found:
            problem = f"no file is like {' or '.join(splits[config][split])}"
            place = f"{self.place}, {config}/{split}"
            raise DataFileError(problem, place=place, remedy="name local files with --data instead")
        return found

    def _refuse_script(self) -> None:
        script = f"{self.repository.rpartition('/')[2]}.py"
        if script in self.files:
            raise DataFileError(
                f"the data come out of a script ({script}), which is never run",
                place=self.place,
                remedy="name local files with --data, or declare its branch refs/convert/parquet",
            )

    def _find_converted(self) -> dict[str, dict[str, tuple[str, ...]]]:
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in self.files:
            config, _, rest = name.partition("/")
            split, _, file = rest.partition("/")
            if file.endswith(".parquet"):
                found.setdefault(config, {})[split] = (f"{config}/{split}/*.parquet",)
        return found


class _Part(BaseModel):
    split: str
    path: str | list[str]


class _Config(BaseModel):
    config_name: str = "default"
    data_files: str | list[_Part] | list[str] = Field(default_factory=list)

    def patterns(self) -> dict[str, tuple[str, ...]]:
        if isinstance(self.data_files, str):
            return {"train": (self.data_files,)}
        plain = tuple(part for part in self.data_files if isinstance(part, str))
        named = {
            part.split: (part.path,) if isinstance(part.path, str) else tuple(part.path)
            for part in self.data_files
            if isinstance(part, _Part)
        }
        return {**({"train": plain} if plain else {}), **named}


class _Card(BaseModel):
    configs: list[_Config] = Field(default_factory=list)


def read_listing(repository: str, info: DatasetInfo) -> Listing:
    """Returns what the hub says about a repository at a commit.

    Raises:
        DataFileError: if its card does not say which files belong together as ``datasets`` reads it.
    """
    assert info.sha is not None, "the hub names the commit of every answer"
    try:
        card = _Card.model_validate(vars(info.card_data) if info.card_data else {})
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise DataFileError(
            f"the data set card's {key} is not as it should be",
            place=f"{repository}@{info.sha[:8]}",
            remedy="name local files with --data instead",
        ) from None
    configs = {config.config_name: config.patterns() for config in card.configs}
    files = tuple(sorted(sibling.rfilename for sibling in info.siblings or ()))
    return Listing(repository=repository, commit=info.sha, files=files, configs=configs)


def keep_listing(listing: Listing) -> None:
    """Keeps a listing for runs without a network."""
    path = _locate(listing.repository) / f"{listing.commit}.json"
    write_atomically(path, listing.model_dump_json().encode())


def recall_listing(repository: str, commit: str) -> Listing | None:
    """Returns a listing that was kept, if there is one."""
    path = _locate(repository) / f"{commit}.json"
    return Listing.model_validate_json(path.read_bytes()) if path.is_file() else None


def keep_commit(repository: str, revision: str, commit: str) -> None:
    """Keeps which commit a branch or tag stood for when last asked."""
    write_atomically(_locate_commit(repository, revision), commit.encode())


def recall_commit(repository: str, revision: str) -> str | None:
    """Returns which commit a branch or tag stood for when last asked, if it ever was."""
    path = _locate_commit(repository, revision)
    return path.read_text("utf-8") if path.is_file() else None


def _locate(repository: str) -> Path:
    return locate_home() / "hub" / repository.replace("/", "--")


def _locate_commit(repository: str, revision: str) -> Path:
    return _locate(repository) / "refs" / revision.replace("/", "--")
